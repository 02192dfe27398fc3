"""What differs between two states of a project, row by row, so that only that is written to a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from operator import is_not, lt

import attrs

from desktop.model.project import Project, Rows, touched_between
from desktop.model.records import TABLES


@attrs.frozen
class RowChanges:
    """What it takes to bring one table of a file up to date: rows to write, rows to take out, a new order or None."""

    put: Rows
    dropped: Sequence[int]
    order: Sequence[int] | None


def row_changes(before: Project | None, after: Project) -> dict[str, RowChanges]:
    """What differs between two projects, by table, found by the identity of tables and records.

    Where one is the other with some rows replaced, as after most edits and their undo, no other rows are looked at.
    """
    step = touched_between(before, after) if before is not None else None
    if before is not None and step is not None and not step.reordered:
        rows = after.tables[step.table]
        if len(rows) == len(before.tables[step.table]):
            return {step.table: RowChanges({row: rows[row] for row in step.rows}, (), None)}
    found = {}
    for table in TABLES:
        rows = after.tables[table.name]
        old: Rows = before.tables[table.name] if before else {}
        if rows is not old:
            found[table.name] = _changes(old, rows)
    return found


def difference_in_rows(before: Project | None, after: Project) -> int:
    """How many rows came or went at least, which is known at once."""
    known = before.tables if before is not None else {}
    return sum(abs(len(rows) - len(known.get(name, ()))) for name, rows in after.tables.items())


def size(changed: Mapping[str, RowChanges]) -> int:
    """How many rows of a file such differences touch."""
    return sum(len(part.put) + len(part.dropped) + len(part.order or ()) for part in changed.values())


def _changes(old: Rows, rows: Rows) -> RowChanges:
    numbers, before = list(rows), list(old)
    if numbers == before:  # the common case, without looking anything up
        changed: Iterator[int] = compress(numbers, map(is_not, rows.values(), old.values()))
        return RowChanges({row: rows[row] for row in changed}, (), None)
    put = {row: record for row, record in rows.items() if old.get(row) is not record}
    order = None if ascending(numbers) and ascending(before) else numbers
    return RowChanges(put, [row for row in before if row not in rows], order)


def ascending(numbers: Sequence[int]) -> bool:
    """Whether each number is larger than the one before."""
    return all(map(lt, numbers, numbers[1:]))
