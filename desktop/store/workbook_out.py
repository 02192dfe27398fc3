"""Writing a workbook to hand over: values, live formulas with the values they have, formats that print well, charts."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from desktop.model.errors import FileFault
from desktop.model.months import Month
from desktop.store import sheets, workbook_charts, workbook_look
from desktop.store.sheets import Block, Cell, Column, Formula, Link, Sheet
from desktop.store.whole_file import write_whole

LONGEST = 32_767
"""The most characters that a cell of a workbook holds."""

_INK, _HEADER, _BEST, _LINK = "#1F2933", "#E4E9EE", "#CDEBDD", "#0072B2"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PAPER_A4 = 9


def write(path: Path, book: Sequence[Sheet], title: str = "") -> None:
    """Write the sheets to ``path``; what stood there stays whole until the new file is complete.

    Raises FileFault when a text is too long for a cell, or the file cannot be written.
    """
    data = _Writer(path).bytes_of(book, title)
    write_whole(path, data)


@attrs.frozen
class _Style:
    """What tells one format from another."""

    code: str = "General"
    bold: bool = False
    header: bool = False
    totals: bool = False
    size: int = 10
    left: bool = False
    indent: bool = False
    long: bool = False
    link: bool = False


_TITLE, _HEADING = _Style(bold=True, size=14, left=True), _Style(bold=True, size=11, left=True)
_SUBTITLE = _Style(left=True)


class _Writer:
    """One workbook in the making; rows and columns count from 0 here, as XlsxWriter wants them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.memory = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self.memory, options)
        self.formats: dict[_Style, Format] = {}
        self.sheet = ""
        self.page: Worksheet = None

    def bytes_of(self, book: Sequence[Sheet], title: str) -> bytes:
        """The whole file."""
        self.book.set_properties({"title": _CONTROL.sub("", title)})
        for sheet in book:
            self._sheet(sheet)
        self.book.close()
        return self.memory.getvalue()

    def _sheet(self, sheet: Sheet) -> None:
        self.sheet, self.page = sheet.name, self.book.add_worksheet(sheet.name)
        self._text(0, 0, sheet.title, _TITLE)
        self._text(1, 0, sheet.subtitle, _SUBTITLE)
        widths = workbook_look.widths(sheet.blocks)
        heights = workbook_look.heights(sheet, widths)
        for at, block in enumerate(sheet.blocks):
            self._block(block, sheets.top(sheet.blocks, at) - 1)
        for row, height in heights.items():
            self.page.set_row(row, height)
        for column, width in enumerate(widths):
            folded = sheet.printed is not None and column >= sheet.printed
            self.page.set_column(column, column, width, None, {"level": 1} if folded else {})
        self._paper(sheet)
        self._pages(sheet, widths, heights)
        workbook_charts.draw(self.book, self.page, sheet)

    def _paper(self, sheet: Sheet) -> None:
        """How the sheet prints, and what stays in view: with a table its header too."""
        page, head = self.page, sheets.TITLE_ROWS
        page.set_landscape()
        page.set_paper(_PAPER_A4)
        page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        page.set_footer("&L&A&R&P / &N")
        if not sheet.table:
            page.freeze_panes(head - 1, 0)
            return
        first = sheet.blocks[0]
        head = sheets.top(sheet.blocks, 0) - 2
        page.freeze_panes(head + 1, sheet.fixed)
        page.repeat_rows(head)
        if first.rows:
            page.autofilter(head, 0, head + len(first.rows), len(first.columns) - 1)

    def _pages(self, sheet: Sheet, widths: Sequence[float], heights: Mapping[int, float]) -> None:
        """Which columns print, and where a new page begins."""
        self.page.set_h_pagebreaks(workbook_look.breaks(sheet, widths, heights))
        if sheet.printed is not None:
            self.page.print_area(0, 0, sheets.top(sheet.blocks) - 3, sheet.printed - 1)

    def _block(self, block: Block, start: int) -> None:
        """Heading, header, rows and totals; ``start`` is the row of the first values."""
        if block.heading:
            self._text(start - 2, 0, block.heading, _HEADING)
        for column, head in enumerate(block.columns):
            self._text(start - 1, column, head.header, _aligned(head, column, _Style(bold=True, header=True)))
        lines = [*block.rows, *([block.totals] if block.totals else [])]
        for row, line in enumerate(lines):
            totals = row == len(block.rows)
            for column, (head, entry) in enumerate(zip(block.columns, line, strict=True)):
                style = _Style(workbook_look.code(head.kind, entry), bold=totals, totals=totals)
                self._cell(start + row, column, entry, _aligned(head, column, style))
        if lines:
            self._conditions(block, start, start + len(lines) - 1)

    def _conditions(self, block: Block, first: int, last: int) -> None:
        """What depends on the value: the grouping that a format has no room for, and what is highlighted.

        Some programs follow only the first of the conditions that hold, so a highlighted cell has its grouping too.
        """
        marks = {mark.column: mark.condition for mark in block.marks}
        for column, head in enumerate(block.columns):
            rules, found = workbook_look.rules(head.kind), marks.get(column, "")
            for criteria, value, code in rules if found else []:
                both = f"=AND({found},{sheets.cell(column, first + 1)}{criteria}{value})"
                self._condition((first, last, column), {"type": "formula", "criteria": both}, code, best=True)
            if found:
                self._condition((first, last, column), {"type": "formula", "criteria": f"={found}"}, "", best=True)
            for criteria, value, code in rules:
                self._condition((first, last, column), {"type": "cell", "criteria": criteria, "value": value}, code)

    def _condition(
        self, place: tuple[int, int, int], rule: dict[str, str | float], code: str, *, best: bool = False
    ) -> None:
        first, last, column = place
        look: dict[str, str | bool] = {"num_format": code} if code else {}
        if best:
            look |= {"bold": True, "bg_color": _BEST}
        whole = {**rule, "stop_if_true": True, "format": self.book.add_format(look)}
        self.page.conditional_format(first, column, last, column, whole)

    def _cell(self, row: int, column: int, entry: Cell, style: _Style) -> None:
        match entry:
            case Formula():
                self._formula(row, column, entry.text, entry.value, style)
            case str() if entry:
                self._text(row, column, entry, attrs.evolve(style, long=workbook_look.is_long(entry)))
            case Link():
                look = self._format(attrs.evolve(style, link=True))
                self.page.write_url(row, column, f"internal:{sheets.prefix(entry.sheet)}A1", look, entry.text)
            case Month():
                self.page.write_datetime(row, column, entry.first_day, self._format(style))
            case dt.date():
                self.page.write_datetime(row, column, entry, self._format(style))
            case int() | float() if math.isfinite(entry):
                self.page.write_number(row, column, entry, self._format(style))
            case _:
                self.page.write_blank(row, column, None, self._format(style))

    def _formula(self, row: int, column: int, text: str, value: float | str, style: _Style) -> None:
        """The one way a formula gets into a workbook: never without the value it has."""
        self.page.write_formula(row, column, text, self._format(style), value)

    def _text(self, row: int, column: int, text: str, style: _Style) -> None:
        clean = _CONTROL.sub("", text)
        if len(clean) > LONGEST:
            place = sheets.cell(column, row + 1)
            raise FileFault("cell-too-long", path=str(self.path), sheet=self.sheet, cell=place)
        self.page.write_string(row, column, clean, self._format(style))

    def _format(self, style: _Style) -> Format:
        if style not in self.formats:
            look: dict[str, str | int | bool] = {"num_format": style.code, "font_size": style.size, "font_color": _INK}
            look |= {"bold": style.bold, "align": "right", "indent": 1, "valign": "vcenter"}
            if style.header:
                look |= {"bg_color": _HEADER, "text_wrap": True, "bottom": 1}
            if style.left:
                look |= {"align": "left", "indent": int(style.indent)}
            if style.long:
                look |= {"text_wrap": True}
            if style.link:
                look |= {"font_color": _LINK, "underline": 1}
            if style.totals:
                look["top"] = 1
            self.formats[style] = self.book.add_format(look)
        return self.formats[style]


def _aligned(head: Column, at: int, style: _Style) -> _Style:
    """Texts, and whatever stands first, begin at the left; set off from the number in the column before."""
    return attrs.evolve(style, left=head.kind == "text" or at == 0, indent=at > 0)
