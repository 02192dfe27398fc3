"""The edit that entries in months across make: their own months change, and no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from desktop.model.edits import AddRecords, DropRecords, Edit, SetFields, Several
from desktop.model.months import Month
from desktop.model.records import Record
from desktop.model.scenario import UNLIMITED
from desktop.model.uses import following
from desktop.session.matrix import Key, Matrix

Entries = Mapping[Key, Mapping[Month, float | None]]
"""What months are to hold, by line; None empties them."""
_PLACED_SINGLY = 50
"""Lines whose new rows are put after their old ones; those of more lines come last."""


def entered(matrix: Matrix, entries: Entries, name: str) -> Edit | None:
    """The edit after which the months hold what is entered, and every other month what it held before.

    A step that is emptied lets the value before it hold on. What would have to hold no limit again gets a step that no
    plan can reach; what had no value at all before its first step takes the new one.
    """
    table, value = matrix.shape.table.name, matrix.shape.value.name
    cells: dict[int, dict[str, float]] = {}
    added: dict[Key, list[Record]] = {}
    dropped: list[int] = []
    for key, wanted in entries.items():
        walk = _stepped(matrix, key, wanted) if matrix.shape.steps else iter(wanted.items())
        for month, number in walk:
            own = matrix.rows_of(key, month)
            if number is None:
                dropped += own
            elif own:
                cells[own[-1]] = {value: number}
                dropped += own[:-1]
            else:
                added.setdefault(key, []).append(matrix.record(key, month, number))
    edits: list[Edit] = [SetFields(table, cells)] if cells else []
    edits += _additions(matrix, added)
    if dropped:
        edits.append(DropRecords(table, tuple(dropped)))
        evidence = following(matrix.project, table, dropped).evidence
        edits += [DropRecords("evidence", evidence)] if evidence else []
    return Several(tuple(edits), name) if edits else None


def _stepped(matrix: Matrix, key: Key, wanted: Mapping[Month, float | None]) -> Iterator[tuple[Month, float | None]]:
    """The months whose own step is to be set, added or dropped so that only the wanted months change."""
    months = matrix.months
    if not months:
        return
    most = UNLIMITED if matrix.limits else None
    carried, *old = (most if value is None else value for value in matrix.values(key, (months[0].plus(-1), *months)))
    free = False
    for month, held in zip(months, old, strict=True):
        own, number = bool(matrix.rows_of(key, month)), wanted.get(month)
        if number is not None:
            if own or number != carried:
                yield month, number
            carried, free = number, False
        elif month in wanted and own:
            yield month, None
            free = True
        elif own:
            carried, free = held, False
        elif not free and held is not None and held != carried:
            carried = held
            yield month, carried


def _additions(matrix: Matrix, added: Mapping[Key, Sequence[Record]]) -> list[Edit]:
    """New records after those of the same line, or of many lines at the end."""
    table = matrix.shape.table.name
    if len(added) > _PLACED_SINGLY:
        return [AddRecords(table, tuple(record for records in added.values() for record in records))]
    rows = list(matrix.project.tables[table]) if added else []
    place = {row: at for at, row in enumerate(rows)}
    edits: list[Edit] = []
    for key, records in added.items():
        after = max((place[row] + 1 for row, _, _ in matrix.dated(key)), default=len(rows))
        edits.append(AddRecords(table, tuple(records), before=rows[after] if after < len(rows) else None))
    return edits
