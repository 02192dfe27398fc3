"""Writing a workbook to hand over: values, live formulas with the values they have, formats that print well, charts."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from desktop.model.errors import FileFault
from desktop.model.months import Month
from desktop.model.progress import Progress, Silent
from desktop.store import sheets, workbook_charts, workbook_look, workbook_pages
from desktop.store.sheets import Block, Cell, Column, Formula, Kind, Link, Look, Sheet
from desktop.store.whole_file import write_whole
from desktop.store.workbook_page import Page
from desktop.store.workbook_rules import Rules

LONGEST = 32_767
"""The most characters that a cell of a workbook holds."""
MOST_ROWS = 1_048_576
"""The most rows that a sheet of a workbook holds."""
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": workbook_look.FONT, "font_size": 10, "font_scheme": None},
}
"""Text stays text, whatever it looks like; nothing is kept beside the workbook while it is made."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_RULE = "#7B8794"
"""Lines below headers and above sums."""
_SMALLER = 85
"""How large a sheet with months across is shown, in %."""


def write(
    path: Path, book: Sequence[Sheet], title: str = "", progress: Progress | None = None, *, live: bool = True
) -> None:
    """Write the sheets to ``path``; what stood there stays whole until the new file is complete.

    Where it is not ``live``, cells with formulas hold the values that these have now, and nothing else differs.
    Raises FileFault when a text or formula is too long for a cell, a sheet has too many rows, or the file cannot be
    written, and Cancelled.
    """
    write_whole(path, Writer(path, live=live).bytes_of(book, title, progress or Silent()))


class _Style(NamedTuple):
    """What tells one format from another."""

    code: str = "General"
    bold: bool = False
    header: bool = False
    totals: bool = False
    size: int = 10
    left: bool = False
    indent: bool = False
    wraps: bool = True
    long: bool = False
    link: bool = False
    look: Look | None = None


_TITLE, _HEADING = _Style(bold=True, size=14, left=True), _Style(bold=True, size=11, left=True)
_SUBTITLE = _Style(left=True)


class Writer:
    """One workbook in the making; rows and columns count from 0 here, as XlsxWriter wants them."""

    def __init__(self, path: Path, *, live: bool = True) -> None:
        self.path = path
        self.live = live
        self.memory = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.memory, OPTIONS)
        self.formats: dict[_Style, Format] = {}
        self.rules = Rules(self.book)
        self.page: Worksheet = None

    def bytes_of(self, book: Sequence[Sheet], title: str, progress: Progress) -> bytes:
        """The whole file."""
        self.book.set_properties({"title": _CONTROL.sub("", title)})
        for at, sheet in enumerate(book):
            progress.report("step-write", at / len(book))
            self._sheet(sheet)
        for sheet in book:
            for name, place in sheet.names:
                self.book.define_name(name, f"={sheets.prefix(sheet.name)}{place}")
        self.book.close()
        progress.report("step-write", 1.0)
        return self.memory.getvalue()

    def _sheet(self, sheet: Sheet) -> None:
        if sheets.top(sheet.blocks) > MOST_ROWS:
            raise FileFault("sheet-too-long", path=str(self.path), sheet=sheet.name, most=MOST_ROWS)
        self.page = self.book.add_worksheet(sheet.name, Page)
        if sheet.colour:
            self.page.set_tab_color(sheet.colour)
        self._text(0, 0, sheet.title, _TITLE)
        self._text(1, 0, sheet.subtitle, _SUBTITLE)
        widths = workbook_look.widths(sheet.blocks)
        heights = workbook_look.heights(sheet, widths)
        for at, block in enumerate(sheet.blocks):
            self._block(block, sheets.top(sheet.blocks, at) - 1)
        self._rows(heights)
        for column, width in enumerate(widths):
            folded = sheet.printed is not None and column >= sheet.printed
            self.page.set_column(column, column, width, None, {"level": 1} if folded else {})
        self._view(sheet)
        workbook_pages.set_up(self.page, sheet, widths, heights)
        workbook_charts.draw(self.book, self.page, sheet, workbook_pages.printed_width(sheet, widths))

    def _view(self, sheet: Sheet) -> None:
        """What stays in view while the sheet is scrolled, with a table its header too, and how large it is shown.

        A list can be filtered; months across stand below each other for many sorts of lines.
        """
        page, head = self.page, sheets.TITLE_ROWS
        page.hide_gridlines(2)
        across = any(isinstance(column.header, Month) for block in sheet.blocks for column in block.columns)
        if across:
            page.set_zoom(_SMALLER)
        if not sheet.table:
            page.freeze_panes(head - 1, 0)
            return
        head = sheets.top(sheet.blocks, 0) - 2
        page.freeze_panes(head + 1, sheet.fixed)
        first = sheet.blocks[0]
        if first.rows and not first.name and not across:
            page.autofilter(head, 0, head + len(first.rows), len(first.columns) - 1)

    def _rows(self, heights: Mapping[int, float]) -> None:
        """Their heights; those without any are folded away, the row below opens them."""
        self.page.set_default_row(workbook_look.LINE)
        folded = {row for row, height in heights.items() if not height}
        for row in sorted({*heights, *(row + 1 for row in folded)}):
            options = {"level": 1, "hidden": True} if row in folded else {"collapsed": row - 1 in folded}
            self.page.set_row(row, heights.get(row) or workbook_look.LINE, None, options)

    def _block(self, block: Block, start: int) -> None:
        """Heading, header, rows and totals; ``start`` is the row of the first values."""
        if block.heading:
            self._text(start - 2, 0, block.heading, _HEADING)
        if block.name and block.rows:
            self._table(block, start)
        else:
            for column, head in enumerate(block.columns):
                self._cell(start - 1, column, head.header, _header_style(head, column))
        lines = [*block.rows, *([block.totals] if block.totals else [])]
        self._lines(block, lines, start)
        if lines:
            self.rules.add(self.page, block, start, start + len(lines) - 1)
        for column, head in enumerate(block.columns):
            if head.choices and block.rows:
                rule = {
                    "validate": "list",
                    "source": head.choices if isinstance(head.choices, str) else list(head.choices),
                }
                self.page.data_validation(start, column, start + len(block.rows) - 1, column, rule)

    def _table(self, block: Block, start: int) -> None:
        """What the spreadsheet calls a table: it can be filtered, and formulas call it by name."""
        heads = [
            {"header": _CONTROL.sub("", str(head.header)), "header_format": self._format(_header_style(head, at))}
            for at, head in enumerate(block.columns)
        ]
        options = {"name": block.name, "style": "Table Style Light 1", "columns": heads}
        self.page.add_table(start - 1, 0, start + len(block.rows) - 1, len(heads) - 1, options)

    def _lines(self, block: Block, lines: Sequence[Sequence[Cell]], start: int) -> None:
        """All values: the commonest sorts of cells take the shortest way."""
        known: dict[tuple[Kind | None, bool], tuple[list[_Style], list[Format]]] = {}
        number, formula, string = self.page.write_number, self.page.write_formula, self.page.write_string
        for at, line in enumerate(lines):
            strong = at == len(block.rows) or at in block.strong
            key = (block.kinds.get(at), strong)
            if key not in known:
                own = [_style(head, place, *key) for place, head in enumerate(block.columns)]
                known[key] = (own, [self._format(style) for style in own])
            row, (styles, formats) = start + at, known[key]
            for column, entry in enumerate(line):
                if isinstance(entry, Formula):
                    if self.live:
                        if len(entry[0]) > sheets.LONGEST_FORMULA:
                            raise self._beyond(row, column)
                        formula(row, column, entry[0], formats[column], entry[1])
                        continue
                    entry = entry.value  # noqa: PLW2901 - goes the way of what is entered
                if isinstance(entry, float) and math.isfinite(entry):
                    number(row, column, entry, formats[column])
                elif isinstance(entry, str) and entry and not workbook_look.is_long(entry):
                    string(row, column, _CONTROL.sub("", entry), formats[column])
                elif entry is not None or styles[column].totals or styles[column].look:
                    self._cell(row, column, entry, styles[column])

    def _cell(self, row: int, column: int, entry: Cell, style: _Style) -> None:
        match entry:
            case str() if entry:
                long = style.long or (style.wraps and workbook_look.is_long(entry))
                self._text(row, column, entry, style._replace(long=long))
            case Link():
                look = self._format(style._replace(link=True, left=True))
                self.page.write_url(
                    row, column, f"internal:{sheets.prefix(entry.sheet)}{entry.place}", look, entry.text
                )
            case Month():
                self.page.write_datetime(row, column, entry.first_day, self._format(_dated(style, workbook_look.MONTH)))
            case dt.date():
                self.page.write_datetime(row, column, entry, self._format(_dated(style, workbook_look.DAY)))
            case int() | float() if math.isfinite(entry):
                self.page.write_number(row, column, entry, self._format(style))
            case _:
                self.page.write_blank(row, column, None, self._format(style))

    def _text(self, row: int, column: int, text: str, style: _Style) -> None:
        clean = _CONTROL.sub("", text)
        if len(clean) > LONGEST:
            raise self._beyond(row, column)
        self.page.write_string(row, column, clean, self._format(style))

    def _beyond(self, row: int, column: int) -> FileFault:
        """What a cell is to hold is more than it can."""
        place = sheets.cell(column, row + 1)
        return FileFault("cell-too-long", path=str(self.path), sheet=self.page.get_name(), cell=place)

    def _format(self, style: _Style) -> Format:
        if style not in self.formats:
            look: dict[str, str | int | bool] = {
                "num_format": style.code,
                "font_size": style.size,
                "font_color": workbook_look.INK,
            }
            look |= {"bold": style.bold, "align": "right", "valign": "vcenter"}
            if style.header:
                look |= {"bg_color": workbook_look.HEADER, "text_wrap": True, "bottom": 1, "bottom_color": _RULE}
            if style.left:
                look |= {"align": "left", "indent": int(style.indent)}
            if style.long:
                look |= {"text_wrap": True}
            if style.link:
                look |= {"font_color": workbook_look.LINK, "underline": 1}
            if style.totals:
                look |= {"top": 1, "top_color": _RULE}
            if style.look:
                look |= workbook_look.LOOKS[style.look]
            self.formats[style] = self.book.add_format(look)
        return self.formats[style]


def _style(head: Column, at: int, kind: Kind | None, strong: bool) -> _Style:  # noqa: FBT001 - part of a key
    """How the cells of a column look; texts, and whatever stands first, begin at the left, set off from numbers."""
    own = head.kind if kind is None or head.kind == "text" else kind
    left = head.kind == "text" or at == 0
    code, wraps = workbook_look.code(own), not head.flat
    long = wraps and left and head.width > 0
    return _Style(code, bold=strong, totals=strong, left=left, indent=at > 0, wraps=wraps, long=long, look=head.look)


def _header_style(head: Column, at: int) -> _Style:
    return _Style(bold=True, header=True, left=head.kind == "text" or at == 0, indent=at > 0)


def _dated(style: _Style, code: str) -> _Style:
    """Days and months say themselves how they are written."""
    return style._replace(code=code)
