"""What two projects differ in: records added, dropped and changed, field by field."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterator
from itertools import chain
from typing import Literal

import attrs

from desktop.model.fields import Value
from desktop.model.project import Project, Rows
from desktop.model.records import TABLES, Record, Table

Name = Callable[[int, Record], Hashable]
Pair = tuple[int, int]


@attrs.frozen
class FieldChange:
    """One field of a record, with its value in both projects."""

    field: str
    before: Value
    after: Value


@attrs.frozen
class Difference:
    """One record that is in one project only, or has other values in the second.

    ``record`` is what people call it, after the change. The rows are its row numbers in the two projects, None
    where it is not. ``fields`` are those that changed, in the table's order; of a record that was added or dropped
    there are none, for all of it came or went.
    """

    table: str
    kind: Literal["added", "dropped", "changed"]
    record: str
    before_row: int | None
    after_row: int | None
    fields: tuple[FieldChange, ...] = ()


def differences(before: Project, after: Project) -> tuple[Difference, ...]:
    """Every record that differs, table by table, in the order of ``after`` and then what was dropped from ``before``.

    Records are the same when the fields that identify them are; those left over, when they have the same row number
    and most of their fields are alike, so that a renamed record is a change. Duplicates are matched in their order.
    In which order the records of a table stand makes no difference.
    """
    return tuple(
        chain.from_iterable(
            _of_table(table, before.tables[table.name], after.tables[table.name])
            for table in TABLES
            if before.tables[table.name] is not after.tables[table.name]
        )
    )


def _of_table(table: Table, before: Rows, after: Rows) -> Iterator[Difference]:
    partner = {new: old for old, new in _pairs(table, before, after)}
    for row, record in after.items():
        name = table.label(record)
        if row not in partner:
            yield Difference(table.name, "added", name, None, row)
        elif fields := _changes(table, before[partner[row]], record):
            yield Difference(table.name, "changed", name, partner[row], row, fields)
    kept = set(partner.values())
    for row, record in before.items():
        if row not in kept:
            yield Difference(table.name, "dropped", table.label(record), row, None)


def _pairs(table: Table, before: Rows, after: Rows) -> Iterator[Pair]:
    """The row numbers of records that are the same: what tells most comes first."""

    def whole(_: int, record: Record) -> Hashable:
        return record

    def identity(_: int, record: Record) -> Hashable:
        return tuple(getattr(record, name) for name in table.identity)

    def row_number(row: int, _: Record) -> Hashable:
        return row

    for name in (whole, identity, row_number) if table.identity else (whole, row_number):
        found = list(_matched(name, before, after))
        if name is row_number:
            found = [(old, new) for old, new in found if not table.identity or _alike(table, before[old], after[new])]
        yield from found
        gone, come = {old for old, _ in found}, {new for _, new in found}
        before = {row: record for row, record in before.items() if row not in gone}
        after = {row: record for row, record in after.items() if row not in come}


def _matched(name: Name, before: Rows, after: Rows) -> Iterator[Pair]:
    """The rows that have the same name, the first of several with the first, the second with the second."""
    waiting: dict[Hashable, deque[int]] = {}
    for row, record in before.items():
        waiting.setdefault(name(row, record), deque()).append(row)
    for row, record in after.items():
        if rows := waiting.get(name(row, record)):
            yield rows.popleft(), row


def _alike(table: Table, one: Record, other: Record) -> bool:
    """Whether at least half of the fields that either record fills in are equal."""
    pairs = [(getattr(one, field.name), getattr(other, field.name), field.default) for field in table.fields]
    told = [_same(mine, theirs) for mine, theirs, default in pairs if not (mine == theirs == default)]
    return 2 * sum(told) >= len(told)


def _changes(table: Table, before: Record, after: Record) -> tuple[FieldChange, ...]:
    pairs = ((field.name, getattr(before, field.name), getattr(after, field.name)) for field in table.fields)
    return tuple(FieldChange(name, old, new) for name, old, new in pairs if not _same(old, new))


def _same(one: Value, other: Value) -> bool:
    """Whether two values are equal; an unknown number is equal to another."""
    return one == other or (one != one and other != other)  # noqa: PLR0124 - NaN is what differs from itself
