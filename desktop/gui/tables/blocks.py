"""Edits of many cells at once: what a pasted block, a fill or a clearing makes of a table, or why it makes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import attrs

from desktop.model.edits import AddRecords, Edit, SetFields, Several
from desktop.model.errors import AppError
from desktop.model.fields import Field, Value
from desktop.model.project import Project
from desktop.model.records import Evidence, Record, Table
from desktop.model.records.table import evolved
from desktop.session import reading
from desktop.session.clips import Block, Cell
from desktop.session.reading import Decimals
from desktop.text import entry
from desktop.text.messages import say

Spots = Sequence[tuple[int, int]]
_DAY_ZERO = dt.date(1899, 12, 30)
_DAYS = range(1, 200_000)
_AMBIGUOUS = "entry-ambiguous"


@attrs.frozen
class Held:
    """A table as it is shown at a moment: the project's numbers of the rows from the top, and whether more can come."""

    table: Table
    rows: Sequence[int]
    records: Mapping[int, Record]
    grows: bool = True

    def record(self, row: int) -> Record:
        """The record shown in a row."""
        return self.records[self.rows[row]]


@attrs.frozen
class Refusal:
    """One cell that is not taken: where it would have gone, and why. ``key`` names the reason."""

    place: str
    reason: str
    key: str = ""


@attrs.frozen
class Making:
    """The edit that a block makes of its readable cells, what was refused, and what is to be said of the rest."""

    edit: Edit | None
    refused: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def unclear(self) -> bool:
        """Whether numbers were refused that could be read once it is known what their decimals follow."""
        return any(refusal.key == _AMBIGUOUS for refusal in self.refused)


class _Reader:
    """Reads cells for rows of one table, collecting refusals and notes; what no other cell can change is read once."""

    def __init__(self, held: Held, project: Project, decimals: Decimals) -> None:
        self._project, self._decimals = project, decimals
        self._alone = held.table.record is not Evidence
        self._read: dict[tuple[str, str | float], Value] = {}
        self.refused: list[Refusal] = []
        self.notes: list[str] = []

    def line(self, fields: Sequence[Field], cells: Sequence[Cell], record: Record, row: int) -> dict[str, Value]:
        """The values of one row; numbers last, because their units may hang on the others."""
        values: dict[str, Value] = {}
        pairs = sorted(zip(fields, cells, strict=False), key=_numeric)
        settled: Record | None = None
        for field, cell in pairs:
            raw = _raw(field, cell)
            if (field.name, raw) in self._read:
                values[field.name] = self._read[field.name, raw]
                continue
            if settled is None and field.kind in ("number", "whole") and not reading.plain(raw):
                settled = evolved(record, values) if values else record
            try:
                found = reading.read(field, raw, settled or record, self._project, self._decimals)
            except AppError as error:
                reason = say(error.key, **error.values)
                self.refuse(say("paste-place", row=row, column=field.label), reason, error.key)
                continue
            values[field.name] = found.value
            if found.note:
                self.notes.append(found.note)
            if self._alone and (not _numeric((field, cell)) or reading.plain(raw)):
                self._read[field.name, raw] = found.value
        return values

    def refuse(self, place: str, reason: str, key: str = "") -> None:
        """Take note of what is not taken."""
        self.refused.append(Refusal(place, reason, key))

    def made(self, edit: Edit | None) -> Making:
        """The result."""
        return Making(edit, tuple(dict.fromkeys(self.refused)), tuple(dict.fromkeys(self.notes)))


def paste(
    held: Held,
    project: Project,
    block: Block,
    at: tuple[int, Sequence[int]],
    decimals: Decimals = "",
) -> Making:
    """The edit that puts ``block`` with its first row at a row and its columns into columns; more rows are added."""
    top, columns = at
    reader, rows = _Reader(held, project, decimals), held.rows
    fields = [held.table.fields[column] for column in columns]
    cells: dict[int, dict[str, Value]] = {}
    added: list[Record] = []
    for offset, line in enumerate(block):
        row = top + offset
        if len(line) > len(fields):
            reader.refuse(say("paste-row", row=row + 1), say("paste-too-wide", columns=len(fields)))
        if row < len(rows):
            values = reader.line(fields, line, held.record(row), row + 1)
            if values:
                cells[rows[row]] = values
        elif held.grows:
            empty = held.table.record()
            values = reader.line(fields, line, empty, row + 1)
            if values:
                added.append(evolved(empty, values))
        else:
            reader.refuse(say("paste-row", row=row + 1), say("paste-too-long"))
    edits: list[Edit] = [SetFields(held.table.name, cells)] if cells else []
    edits += [AddRecords(held.table.name, tuple(added))] if added else []
    return reader.made(Several(tuple(edits), "edit-paste") if edits else None)


def fill(
    held: Held,
    project: Project,
    cells: Mapping[tuple[int, int], Cell],
    name: str,
    decimals: Decimals = "",
) -> Making:
    """The edit that gives every (row, column) its cell."""
    reader, rows = _Reader(held, project, decimals), held.rows
    by_row: dict[int, list[int]] = {}
    for row, column in cells:
        by_row.setdefault(row, []).append(column)
    changed: dict[int, dict[str, Value]] = {}
    for row, columns in sorted(by_row.items()):
        fields = [held.table.fields[column] for column in columns]
        values = reader.line(fields, [cells[row, column] for column in columns], held.record(row), row + 1)
        if values:
            changed[rows[row]] = values
    return reader.made(SetFields(held.table.name, changed, name) if changed else None)


def filled_down(held: Held, spots: Spots) -> Edit:
    """The edit that gives every spot the value of the uppermost of its column."""
    rows = held.rows
    top: dict[int, int] = {}
    cells: dict[int, dict[str, Value]] = {}
    for row, column in sorted(spots):
        name = held.table.fields[column].name
        cells.setdefault(rows[row], {})[name] = getattr(held.record(top.setdefault(column, row)), name)
    return SetFields(held.table.name, cells, "edit-fill")


def cleared(held: Held, spots: Spots, name: str = "edit-clear") -> Edit:
    """The edit that empties cells; what may not be empty gets its default."""
    rows = held.rows
    cells: dict[int, dict[str, Value]] = {}
    for row, column in spots:
        field = held.table.fields[column]
        cells.setdefault(rows[row], {})[field.name] = None if field.optional else field.default
    return SetFields(held.table.name, cells, name)


def _numeric(pair: tuple[Field, Cell]) -> bool:
    return pair[0].kind in ("number", "whole")


def _raw(field: Field, cell: Cell) -> str | float:
    """What is read of a cell: the number behind a plain figure, the day behind a formatted date, else its text."""
    if cell.number is None:
        return cell.text
    plain = cell.figure is not None
    if field.kind in ("number", "whole") and plain:
        return cell.number
    if field.kind in ("month", "date") and not plain and int(cell.number) in _DAYS:
        return entry.show(_DAY_ZERO + dt.timedelta(days=int(cell.number)))
    return cell.text
