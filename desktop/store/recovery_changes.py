"""What differs between two states of a project, row by row, found by the identity of tables and records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from operator import is_not, lt

import attrs

from desktop.model.project import Project, Rows
from desktop.model.records import TABLES


@attrs.frozen
class Difference:
    """What it takes to bring one table of a file up to date: rows to write, rows to take out, a new order or None."""

    put: Rows
    dropped: Sequence[int]
    order: Sequence[int] | None


def differences(before: Project | None, after: Project) -> dict[str, Difference]:
    """What differs between two projects, found by the identity of tables and records."""
    found = {}
    for table in TABLES:
        rows = after.tables[table.name]
        old: Rows = before.tables[table.name] if before else {}
        if rows is not old:
            found[table.name] = _difference(old, rows)
    return found


def size(changed: Mapping[str, Difference]) -> int:
    """How many rows of a file such differences touch."""
    return sum(len(part.put) + len(part.dropped) + len(part.order or ()) for part in changed.values())


def _difference(old: Rows, rows: Rows) -> Difference:
    numbers, before = list(rows), list(old)
    if numbers == before:  # the common case, without looking anything up
        changed: Iterator[int] = compress(numbers, map(is_not, rows.values(), old.values()))
        return Difference({row: rows[row] for row in changed}, (), None)
    put = {row: record for row, record in rows.items() if old.get(row) is not record}
    order = None if ascending(numbers) and ascending(before) else numbers
    return Difference(put, [row for row in before if row not in rows], order)


def ascending(numbers: Sequence[int]) -> bool:
    """Whether each number is larger than the one before."""
    return all(map(lt, numbers, numbers[1:]))
