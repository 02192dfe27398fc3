"""Input tables from a workbook: every sheet that bears a table's name, or everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from desktop.model.errors import FileFault, Problem, ProblemsFound
from desktop.model.errors import Value as Said
from desktop.model.fields import Field, Value
from desktop.model.records import TABLES, Record, Table
from desktop.store.workbook import Cell, Sheet, sheets
from desktop.text import entry

_TEXT_KINDS = ("id", "text", "ref")
_WIDEST_GAP = 1_000


def read(path: Path) -> dict[str, tuple[Record, ...]]:
    """The records of each table that the workbook has a sheet for, by the table's name.

    Raises FileFault for a file that is no workbook, or holds nothing, and ProblemsFound with all that is wrong.
    """
    problems: list[Problem] = []
    found: dict[str, tuple[Record, ...]] = {}
    for sheet in sheets(path):
        lines = iter(sheet.rows)
        header = next(lines, [])
        table = _TABLE_CALLED.get(_plain(sheet.title))
        if table is None or table.name in found:
            if header:
                titles = ", ".join(table.title for table in TABLES)
                key = "sheet-unknown" if table is None else "sheet-twice"
                problems.append(Problem(key, {"titles": titles}, sheet=sheet.title))
            continue
        reader = _Reader(sheet, table, header)
        found[table.name] = tuple(reader.records(lines))
        problems.extend(reader.problems)
    if problems:
        raise ProblemsFound("tables-problems", problems, path=str(path))
    if not found:
        raise FileFault("workbook-empty", path=str(path))
    return found


def _plain(name: str) -> str:
    """A name as it is compared: without spaces and capitals."""
    return "".join(name.split()).casefold()


_TABLE_CALLED: Mapping[str, Table] = {_plain(table.title): table for table in TABLES}


class _Reader:
    """Reads one sheet, and notes what is wrong with it."""

    def __init__(self, sheet: Sheet, table: Table, header: list[Cell]) -> None:
        self.problems: list[Problem] = []
        self._sheet = sheet
        self._table = table
        self._fields: dict[int, Field | None] = {}
        self._last = header[0].row if header else 0
        self._read_header(header)

    def _read_header(self, header: list[Cell]) -> None:
        called = {_plain(name): field for field in self._table.fields for name in (field.label, field.header)}
        for cell in header:
            if cell.blank:
                continue
            field = called.get(_plain(str(cell.value)))
            self._fields[cell.column] = None
            if cell.fault:
                self._note(cell, cell.fault, entry=str(cell.value))
            elif field is None:
                self._note(cell, "header-unknown", column=str(cell.value))
            elif field in self._fields.values():
                self._note(cell, "header-twice", column=field.header)
            else:
                self._fields[cell.column] = field
        for field in self._table.fields:
            if field.required and not field.default and field not in self._fields.values():
                values = {"column": field.header}
                where = f"A{self._last}" if self._last else ""
                self.problems.append(Problem("header-missing", values, sheet=self._sheet.title, cell=where))

    def records(self, lines: Iterator[list[Cell]]) -> Iterator[Record]:
        """The records of the rows below the header; of a row with problems only the problems are of use."""
        count = 0
        for cells in lines:
            count += 1
            if cells[0].row > self._last + _WIDEST_GAP:
                self._note(cells[0], "cell-far")
            elif self._table.name == "settings" and count > 1:
                self._note(cells[0], "settings-twice")
            else:
                self._last = cells[0].row
                yield self._record(cells)
        if self._table.name == "settings" and not count:
            self.problems.append(Problem("settings-missing", sheet=self._sheet.title))

    def _record(self, cells: list[Cell]) -> Record:
        entered = {cell.column: cell for cell in cells}
        values: dict[str, Value] = {field.name: field.default for field in self._table.fields}
        for column, field in self._fields.items():
            if field is not None:
                values[field.name] = self._value(field, entered.get(column))
        for cell in cells:
            if cell.column not in self._fields and not cell.blank:
                self._fields[cell.column] = None
                self._note(cell, "header-none")
        return self._table.record(**values)

    def _value(self, field: Field, cell: Cell | None) -> Value:
        if cell is None:
            return "" if field.kind in _TEXT_KINDS and not field.required else entry.read(field, None)
        if cell.fault:
            self._note(cell, cell.fault, entry=str(cell.value))
            return field.default
        try:
            return entry.read(field, cell.value)
        except entry.EntryFault as fault:
            self._note(cell, fault.key, **fault.values)
            return field.default

    def _note(self, cell: Cell, key: str, **values: Said) -> None:
        self.problems.append(Problem(key, values, sheet=self._sheet.title, cell=cell.name))
