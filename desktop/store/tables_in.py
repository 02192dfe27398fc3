"""Input tables from a workbook: every sheet that bears a table's name, and everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import attrs

from desktop.model.errors import FileFault, Problem
from desktop.model.errors import Value as Said
from desktop.model.fields import Field, Value
from desktop.model.records import TABLE, TABLES, Record, Table
from desktop.store.reading import files
from desktop.store.reading.book import Book
from desktop.store.reading.cells import Cell, Row, cells, place
from desktop.text import entry

_TEXT_KINDS = ("id", "text", "ref")
_MAY_LACK = ("note",)
"""Fields that mean nothing to a plan: their columns may be missing."""
_CAME_LATER = {
    "settings": ("near_months", "storage_limit"),
    "items": ("storage_use",),
    "mixes": ("shortage",),
    "rules": ("other_source", "other_offer", "by", "counts_from"),
}
"""Fields that workbooks of the first version do not have: without their columns they are as they are by default."""
_WIDEST_GAP = 1_000
GUIDE = "Guide"
MARK = "dhatu_tables"
"""The name that a workbook of input tables defines, by which it is known again; office programs keep such names."""
"""The sheet that explains the others; nothing in it is read."""


@attrs.frozen
class TableRead:
    """One table as a sheet holds it, and where its records and fields stand there.

    An entry that cannot be read stays the text it is, whatever its field, and the entries of a missing column are
    empty text: the checks of a project set such records aside. ``untold`` names those fields by the position of
    the record from 1, 0 for all of them: they need no second problem.
    """

    sheet: str
    records: tuple[Record, ...]
    rows: tuple[int, ...]
    columns: Mapping[str, int]
    untold: frozenset[tuple[int, str]] = frozenset()

    def place(self, at: int, field: str) -> str:
        """The cell of a field of the record at a position, or its row's first where there is no such column."""
        return place(self.rows[at - 1], self.columns.get(field, 1))

    def tells(self, at: int | None, *fields: str) -> bool:
        """Whether a problem of such a place is told already."""
        return any((place, field) in self.untold for place in (at, 0) for field in fields)


@attrs.frozen
class Reading:
    """What a workbook holds, by the name of the table, and every problem met in it."""

    tables: Mapping[str, TableRead]
    problems: tuple[Problem, ...] = ()

    @property
    def records(self) -> dict[str, tuple[Record, ...]]:
        """The records of each table that the workbook has a sheet for."""
        return {name: read.records for name, read in self.tables.items()}

    def placed(self, problem: Problem) -> Problem | None:
        """A problem of the project with these records, at its sheet and cell; None where the reading tells why.

        The row numbers of the project are those of ``Project.of``: the positions of the records from 1.
        """
        table = TABLE[problem.table]
        fields = table.identity if problem.key == "record-doubled" else (problem.field,)
        lost = problem.key == "dangling" and self._lost_names(table.field[problem.field].table)
        read = self.tables.get(problem.table)
        if lost or (read is not None and read.tells(problem.row, *fields)):
            return None
        if read is None or problem.row is None:
            return problem
        return attrs.evolve(problem, sheet=read.sheet, cell=read.place(problem.row, problem.field))

    def _lost_names(self, table: str) -> bool:
        """Whether names of a table could not be read, so that references to them lead nowhere."""
        return table in self.tables and any(field == "id" for _, field in self.tables[table].untold)


def read(path: Path) -> Reading:
    """What the sheets with a table's name hold; raises FileFault for a file that is no workbook, or holds nothing.

    Reads in this process: for files that this program wrote. ``read_book`` is for those of others.
    """
    with files.opened(path, lambda _: None) as source:
        return _read(((sheet.title, map(cells, sheet.lines)) for sheet in source.sheets), path)


def read_book(book: Book, path: Path) -> Reading:
    """The same of a book that was read from ``path``."""
    return _read(((sheet.title, book.rows(sheet.title)) for sheet in book.sheets), path)


def _read(sheets: Iterable[tuple[str, Iterator[Row]]], path: Path) -> Reading:
    problems: list[Problem] = []
    found: dict[str, TableRead] = {}
    for title, lines in sheets:
        if is_guide(title):
            continue
        header = next(lines, [])
        table = _TABLE_CALLED.get(_plain(title))
        if table is None or table.name in found:
            if header:
                titles = ", ".join(table.title for table in TABLES)
                key = "sheet-unknown" if table is None else "sheet-twice"
                problems.append(Problem(key, {"titles": titles}, sheet=title))
        elif not header:
            problems.append(Problem("sheet-empty", sheet=title))
        else:
            reader = _Reader(title, table, header)
            found[table.name] = reader.read(lines)
            problems.extend(reader.problems)
    if not found and all(problem.key == "sheet-unknown" for problem in problems):
        raise FileFault("workbook-no-tables" if problems else "workbook-empty", path=str(path))
    return Reading(found, tuple(problems))


def is_guide(title: str) -> bool:
    """Whether a sheet is the one that explains the others."""
    return _plain(title) == _plain(GUIDE)


def _plain(name: str) -> str:
    """A name as it is compared: without spaces and capitals."""
    return "".join(name.split()).casefold()


_TABLE_CALLED: Mapping[str, Table] = {_plain(table.title): table for table in TABLES}


class _Reader:
    """Reads one sheet, and notes what is wrong with it."""

    def __init__(self, sheet: str, table: Table, header: Row) -> None:
        self.problems: list[Problem] = []
        self._sheet = sheet
        self._table = table
        self._fields: dict[int, Field | None] = {}
        self._missing: dict[str, Value] = {}
        self._untold: set[tuple[int, str]] = set()
        self._last = header[0].row
        self._read_header(header)

    def _read_header(self, header: Row) -> None:
        called = {
            _plain(name): field
            for field in self._table.fields
            for name in (field.label, field.header, f"{field.label} ({field.unit})")
        }
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
        may_lack = (*_MAY_LACK, *_CAME_LATER.get(self._table.name, ()))
        for field in self._table.fields:
            if field.name not in may_lack and field not in self._fields.values():
                self._missing[field.name] = ""
                self._untold.add((0, field.name))
                values = {"column": field.header}
                self.problems.append(Problem("header-missing", values, sheet=self._sheet, cell=f"A{self._last}"))

    def read(self, lines: Iterator[Row]) -> TableRead:
        """The table of the rows below the header."""
        records: list[Record] = []
        rows: list[int] = []
        single = self._table.name == "settings"
        for row in lines:
            if row[0].row > self._last + _WIDEST_GAP:
                self._note(row[0], "cell-far")
            elif single and records:
                self._note(row[0], "settings-twice")
            else:
                self._last = row[0].row
                rows.append(self._last)
                records.append(self._record(row, len(rows)))
        if single and not records:
            self._untold.add((0, ""))
            self.problems.append(Problem("settings-missing", sheet=self._sheet))
        columns = {field.name: column for column, field in self._fields.items() if field is not None}
        return TableRead(self._sheet, tuple(records), tuple(rows), columns, frozenset(self._untold))

    def _record(self, row: Row, at: int) -> Record:
        entered = {cell.column: cell for cell in row}
        values: dict[str, Value] = {field.name: field.default for field in self._table.fields} | self._missing
        for column, field in self._fields.items():
            if field is not None:
                values[field.name] = self._value(field, entered.get(column), at)
        for cell in row:
            if cell.column not in self._fields and not cell.blank:
                self._fields[cell.column] = None
                self._note(cell, "header-none")
        return self._table.record(**values)

    def _value(self, field: Field, cell: Cell | None, at: int) -> Value:
        if cell is None:
            return "" if field.kind in _TEXT_KINDS and not field.required else entry.read(field, None)
        fault: tuple[str, Mapping[str, Said]] = (cell.fault, {"entry": str(cell.value)})
        if not cell.fault:
            try:
                return entry.read(field, cell.value)
            except entry.EntryFault as refused:
                fault = refused.key, refused.values
        self._note(cell, fault[0], **fault[1])
        self._untold.add((at, field.name))
        return entry.show(cell.value)

    def _note(self, cell: Cell, key: str, **values: Said) -> None:
        self.problems.append(Problem(key, values, sheet=self._sheet, cell=cell.name))
