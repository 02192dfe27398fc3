"""Workbooks of other makes (.xls, .xlsb) by calamine, which may abort the process: only in one of its own.

calamine gives the values of a rectangle; it tells nothing of formulas, hidden rows, errors, and of how cells look:
which show errors or percentages is read beside it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from desktop.store.reading import binary_cells
from desktop.store.reading.cells import Line, place
from desktop.store.reading.notes import Notes
from desktop.store.reading.package import Package
from desktop.store.reading.source import (
    LAST_COLUMN,
    LAST_ROW,
    LONG_TEXT,
    LONGEST_TEXT,
    Broken,
    Sheet,
    Source,
    Tell,
)
from desktop.store.reading.xlsx_cells import plain_day
from desktop.text.entry import Raw, Share

if TYPE_CHECKING:
    import python_calamine as calamine

_FIRST_DAY = dt.date(1900, 3, 1)
_WHOLE_UP_TO = 2**53
_MERGED_TOLD = 10_000

Given = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def open_book(path: Path, package: Package | None, tell: Tell) -> Source:
    """The sheets of a workbook, .xls unless it is a package; raises Broken for a password, and where it is damaged."""
    import python_calamine as calamine  # only where it is needed: it is told by no other module

    kind: Literal["xls", "xlsb"] = "xls" if package is None else "xlsb"
    notes = Notes()
    try:
        book = calamine.CalamineWorkbook.from_path(path)
    except calamine.PasswordError as error:
        raise Broken("file-password") from error
    except calamine.CalamineError as error:
        raise Broken("workbook-damaged") from error
    try:
        places = binary_cells.of_xls(path.read_bytes()) if package is None else binary_cells.of_xlsb(package)
    except binary_cells.UNREAD:
        notes.see("note-cells-unread", kind=kind)
        places = {}
    return Source(kind, _sheets(book, places, tell), notes)


def _sheets(book: calamine.CalamineWorkbook, places: binary_cells.Places, tell: Tell) -> Iterator[Sheet]:
    import python_calamine as calamine

    listed = book.sheets_metadata
    for at, about in enumerate(listed):
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        tell(at / len(listed))
        notes = Notes(about.name)
        if about.visible != calamine.SheetVisibleEnum.Visible:
            notes.see("note-hidden-sheet")
        try:
            sheet = book.get_sheet_by_index(at)
        except calamine.CalamineError as error:
            raise Broken("workbook-damaged", about.name, "A1") from error
        for (row, column), (last_row, last_column) in (sheet.merged_cell_ranges or [])[:_MERGED_TOLD]:
            notes.see("note-merged", f"{place(row + 1, column + 1)}:{place(last_row + 1, last_column + 1)}")
        yield Sheet(about.name, _lines(sheet, places.get(at, {}), notes), notes)


def _lines(sheet: calamine.CalamineSheet, told: Mapping[binary_cells.Place, str], notes: Notes) -> Iterator[Line]:
    for row, filled in _rows(sheet, told):
        if row > LAST_ROW or filled[-1][0] > LAST_COLUMN:
            raise Broken("workbook-damaged", sheet.name, place(row, filled[-1][0]))
        columns, values, faults = [], [], {}
        for column, found in filled:
            value, fault, note = _cell(found, told.get((row, column)) if told else None)
            if note:
                notes.see(note, place(row, column))
            if fault:
                faults[column] = fault
            elif isinstance(value, str) and len(value) > LONGEST_TEXT:
                raise Broken("text-too-long", sheet.name, place(row, column))
            columns.append(column)
            values.append(value)
        yield row, tuple(columns), tuple(values), faults or None


def _rows(
    sheet: calamine.CalamineSheet, told: Mapping[binary_cells.Place, str]
) -> Iterator[tuple[int, list[tuple[int, Given]]]]:
    """The cells of each row that have anything in them, those that show an error too, which are not given."""
    wrong: dict[int, dict[int, Given]] = {}
    for (row, column), error in told.items():
        if error:
            wrong.setdefault(row, {})[column] = ""
    left = 1 + (sheet.start[1] if sheet.start else 0)  # empty rows above the first are given, empty columns are not
    last = 1 + sheet.end[0] if sheet.end else 0
    below = ((row, ()) for row in sorted(wrong) if row > last)
    for row, given in chain(enumerate(sheet.iter_rows(), start=1), below):
        filled = [(column, value) for column, value in enumerate(given, start=left) if value != ""]
        if row in wrong:
            filled = sorted({**wrong[row], **dict(filled)}.items(), key=itemgetter(0))
        if row in wrong or not all(isinstance(value, str) and not value.strip() for _, value in filled):
            yield row, filled


def _cell(found: Given, told: str | None) -> tuple[Raw, str, str]:
    """A value as this program holds it, its fault, and what is noted; ``told`` is its error, "" for a percentage."""
    if told:
        return told, "cell-error", "note-errors"
    value, fault = _value(found)
    if fault:
        return value, fault, "note-days" if fault == "cell-date" else "note-errors"
    if told is not None and isinstance(value, int | float) and not isinstance(value, bool):
        return Share(value), "", "note-shares"
    return value, "", "note-long" if isinstance(value, str) and len(value) > LONG_TEXT else ""


def _value(found: Given) -> tuple[Raw, str]:
    """A value as this program holds it, and its fault: times without a day, and days before programs agree."""
    if isinstance(found, dt.time | dt.timedelta):
        return str(found), "cell-date"
    if isinstance(found, dt.date):
        day = plain_day(found) if isinstance(found, dt.datetime) else found
        before = (day.date() if isinstance(day, dt.datetime) else day) < _FIRST_DAY
        return (str(day), "cell-date") if before else (day, "")
    if isinstance(found, float):
        if not math.isfinite(found):
            return str(found), "cell-error"
        return (int(found) if found.is_integer() and abs(found) < _WHOLE_UP_TO else found), ""
    return found, ""
