"""A project's input tables as a workbook, one sheet per table, which ``tables_in`` reads back exactly."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import attrs
import xlsxwriter  # it has types, but lacks the marker that says so
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from desktop.model.errors import FileFault
from desktop.model.fields import Field, Value
from desktop.model.months import Month
from desktop.model.progress import Progress, Silent
from desktop.model.project import Content, Project
from desktop.model.records import TABLE, TABLES, Record, Table
from desktop.store.tables_guide import Examples, write_guide
from desktop.store.tables_in import MARK
from desktop.store.whole_file import write_whole
from desktop.text import entry
from desktop.text.messages import say

_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_TEXT_KINDS = ("id", "text", "ref")
_NO_XML = dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd")
_NO_RICH = dict.fromkeys((*range(9), *range(11, 32)), "\ufffd")
_BEFORE_CODE = re.compile("(?<=_)(?=x)")
_MISTAKEN = re.compile(r"\A<r>(?s:.*)</r>\Z|_x[0-9a-f]{4}_x[0-9a-f]{4}_", re.IGNORECASE)
"""Text that XlsxWriter takes for its own rich text, or whose codes, such as ``_x000D_``, it does not tell apart."""
_FIRST_YEAR, _LAST_YEAR = 1901, 9999
_LAST_ROW = 1_048_575
_LONGEST_LIST = 255
_TOLD_EVERY, _OF_WORK = 1_000, 0.5
_ROOM_FOR_NAMES = 200
"""Rows for names to come that the lists of names offer too."""
_WIDEST, _WIDTH_OF_LONG_TEXT, _ROOM = 40, 30, 4


class _Exact(float):
    """A number written with all its digits; XlsxWriter would round it to sixteen."""

    __slots__ = ()

    def __format__(self, _: str, /) -> str:
        """The shortest text that reads back as the same number, whatever is asked for."""
        return repr(float(self))


@attrs.frozen
class _Formats:
    """The cell formats of one workbook: of the header, and of the columns by kind of field."""

    header: Format
    columns: Mapping[str, Format]

    @classmethod
    def of(cls, book: xlsxwriter.Workbook) -> _Formats:
        text = book.add_format({"num_format": "@"})
        columns = {
            **dict.fromkeys(_TEXT_KINDS, text),
            "month": book.add_format({"num_format": "mmm yyyy"}),
            "date": book.add_format({"num_format": "dd-mm-yyyy"}),
        }
        return cls(book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}), columns)


class _Told:
    """Reports every so often how many of all records are there; half of the work is packing them afterwards."""

    def __init__(self, progress: Progress, records: int) -> None:
        self._progress, self._records, self._written = progress, max(records, 1), 0

    def another(self) -> None:
        """One more is written; raises Cancelled."""
        self._written += 1
        if self._written % _TOLD_EVERY == 0:
            self._progress.report("step-write", _OF_WORK * self._written / self._records)


def write(project: Project, path: Path, examples: Examples | None = None, progress: Progress | None = None) -> None:
    """Write every table of ``project`` to ``path``; an older file there stays whole until the new one is complete.

    With ``examples`` a guide comes first that explains every column, and the notes of the headers name them too.
    A record without any entry leaves no trace, and characters that no workbook can hold become "\ufffd"
    (control characters too, where a text looks like the workbook's own markup).
    Raises FileFault when the file cannot be written, or a text or table is longer than a workbook allows, and
    Cancelled when ``progress`` says so; then nothing is written.
    """
    target = BytesIO()
    content = project.content()
    told = _Told(progress or Silent(), sum(map(len, content.values())))
    with xlsxwriter.Workbook(target, _SAFE) as book:
        formats = _Formats.of(book)
        if examples is not None:
            write_guide(book, examples)
        book.define_name(MARK, f"='{TABLES[0].title}'!$A$1")
        for table in TABLES:
            sheet = book.add_worksheet(table.title)
            _write_header(sheet, table, formats, examples or {})
            _offer_choices(sheet, table, content)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(len(content[table.name]), 1), len(table.fields) - 1)
            for row, record in enumerate(content[table.name], start=1):
                _write_record(sheet, table, formats, row, record, path)
                told.another()
    write_whole(path, target.getbuffer())


def _write_header(sheet: Worksheet, table: Table, formats: _Formats, examples: Examples) -> None:
    """Headers with their explanation and an example."""
    for column, field in enumerate(table.fields):
        sheet.set_column(column, column, _width(field), formats.columns.get(field.kind))
        sheet.write_string(0, column, field.header, formats.header)
        example = examples.get((table.name, field.name))
        told = say("guide-note", help=field.help, example=example) if example else field.help
        sheet.write_comment(0, column, told)


def _offer_choices(sheet: Worksheet, table: Table, content: Content) -> None:
    """Lists to choose from: what a field may hold, or the names in the table that it refers to.

    A name that is not in that table yet is warned of, not refused: it may be entered there later.
    """
    for column, field in enumerate(table.fields):
        choices = ["yes", "no"] if field.kind == "flag" else list(filter(None, field.choices))
        if field.kind == "ref":
            names = xl_col_to_name([each.kind for each in TABLE[field.table].fields].index("id"))
            last = min(len(content[field.table]) + _ROOM_FOR_NAMES, _LAST_ROW)
            source = f"='{TABLE[field.table].title}'!${names}$2:${names}${last + 1}"
            warned = {"validate": "list", "source": source, "error_type": "warning"}
            sheet.data_validation(1, column, _LAST_ROW, column, warned)
        elif choices and field.kind != "names" and len(",".join(choices)) <= _LONGEST_LIST:
            sheet.data_validation(1, column, _LAST_ROW, column, {"validate": "list", "source": choices})


def _width(field: Field) -> int:
    """The column's width in characters: the header with its filter button, or some room for text."""
    least = _WIDTH_OF_LONG_TEXT if field.label in {"Note", "Name"} else 0
    return min(max(len(field.header) + _ROOM, least), _WIDEST)


def _write_record(sheet: Worksheet, table: Table, formats: _Formats, row: int, record: Record, path: Path) -> None:
    for column, field in enumerate(table.fields):
        value: Value = getattr(record, field.name)
        if value in (None, "", ()):
            continue
        if _write_value(sheet, row, column, value, formats.columns.get(field.kind)):
            cell = xl_rowcol_to_cell(row, column)
            raise FileFault("cell-too-long", path=str(path), sheet=table.title, cell=cell)


def _write_value(sheet: Worksheet, row: int, column: int, value: Value, style: Format | None) -> int:
    """Write one value as what it is; the answer is not 0 when the workbook cannot hold it."""
    if isinstance(value, float | int) and not isinstance(value, bool) and math.isfinite(value):
        return int(sheet.write_number(row, column, _Exact(value), style))
    if isinstance(value, Month | dt.date) and _FIRST_YEAR <= value.year <= _LAST_YEAR:
        day = value.first_day if isinstance(value, Month) else value
        return int(sheet.write_datetime(row, column, day, style))
    text = entry.show(value).translate(_NO_XML)
    if _MISTAKEN.search(text):
        return int(sheet.write_rich_string(row, column, *_runs(text), style))
    return int(sheet.write_string(row, column, text, style))


def _runs(text: str) -> list[str]:
    """``text`` in parts of which none holds an escape such as ``_x000D_``, which rich text would escape twice."""
    return [*text[:2], *_BEFORE_CODE.split(text[2:].translate(_NO_RICH))]
