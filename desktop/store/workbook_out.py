"""Writing a workbook to hand over: values, live formulas with the values they have, formats that print well, charts."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import math
import os
import re
import textwrap
from collections.abc import Sequence
from pathlib import Path

import attrs
import xlsxwriter  # type: ignore[import-untyped]  # it ships no types
from xlsxwriter.chart import Chart as ChartObject  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from desktop.model.errors import FileFault
from desktop.model.months import Month
from desktop.store import sheets
from desktop.store.sheets import Block, Cell, Chart, Column, Formula, Kind, Series, Sheet

LONGEST = 32_767
"""The most characters that a cell of a workbook holds."""

_INR = r"[>=9999999.5]##\,##\,##\,##0;[>=99999.5]##\,##\,##0;#,##0"
_INR_LARGE = r"[>=999999999.5]##\,##\,##\,##\,##0;[>=9999999.5]##\,##\,##\,##0;#,##0"
_HUNDRED_CRORE = 1e9
"""An axis has no conditions beside its format: from here on it is written with the larger one."""
_INR_RULES: tuple[tuple[str, float, str], ...] = (
    (">=", 999999999.5, r"##\,##\,##\,##\,##0"),
    ("<=", -999999999.5, r"##\,##\,##\,##\,##0"),
    ("<=", -9999999.5, r"##\,##\,##\,##0"),
    ("<=", -99999.5, r"##\,##\,##0"),
    ("<", 0.0, "#,##0"),
)
"""A number format knows two conditions; these take the rest, in this order. The minus sign comes by itself."""
_DAY, _MONTH = "dd-mm-yyyy", "mmm-yy"
_FORMATS: dict[Kind, str] = {
    "text": "General",
    "month": _MONTH,
    "date": _DAY,
    "inr": _INR,
    "share": "0.0%",
    "quantity": "#,##0.0",
    "count": "#,##0",
    "number": "0.00",
}
_INK, _HEADER, _LINE = "#1F2933", "#E4E9EE", "#9AA5B1"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_WIDTHS: dict[Kind, float] = {"month": 9.0, "date": 11.5, "inr": 16.0, "share": 9.0, "quantity": 13.0, "count": 10.0}
_NARROWEST, _WIDEST = 9.0, 42.0
_LINE_HEIGHT, _BOLD = 15.0, 1.15
_PAPER_A4 = 9
_CHART_SIZE = {"width": 780, "height": 400}


def write(path: Path, book: Sequence[Sheet], title: str = "") -> None:
    """Write the sheets to ``path``; what stood there stays whole until the new file is complete.

    Raises FileFault when a text is too long for a cell, or the file cannot be written.
    """
    data = _Writer(path).bytes_of(book, title)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        try:
            with fresh.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                fresh.unlink()
            raise
    except OSError as fault:
        raise FileFault("file-not-written", path=str(path), reason=fault.strerror or str(fault)) from fault


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


_TITLE, _HEADING, _SUBTITLE = _Style(bold=True, size=14), _Style(bold=True, size=11), _Style()


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
        widths = _widths(sheet.blocks)
        for at, block in enumerate(sheet.blocks):
            self._block(block, sheets.top(sheet.blocks, at) - 1, widths)
        for column, width in enumerate(widths):
            self.page.set_column(column, column, width)
        self._paper(sheet)
        if sheet.chart is not None:
            self._chart(sheet, sheet.chart)

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

    def _block(self, block: Block, start: int, widths: Sequence[float]) -> None:
        """Heading, header, rows and totals; ``start`` is the row of the first values."""
        if block.heading:
            self._text(start - 2, 0, block.heading, _HEADING)
        for column, head in enumerate(block.columns):
            self._text(start - 1, column, head.header, _aligned(head, column, _Style(bold=True, header=True)))
        self.page.set_row(start - 1, _LINE_HEIGHT * _lines(block, widths))
        lines = [*block.rows, *([block.totals] if block.totals else [])]
        for row, line in enumerate(lines):
            totals = row == len(block.rows)
            for column, (head, entry) in enumerate(zip(block.columns, line, strict=True)):
                style = _Style(_code(head.kind, entry), bold=totals, totals=totals)
                self._cell(start + row, column, entry, _aligned(head, column, style))
        for column, head in enumerate(block.columns):
            if head.kind == "inr" and lines:
                self._indian(start, start + len(lines) - 1, column)

    def _indian(self, first: int, last: int, column: int) -> None:
        for criteria, value, code in _INR_RULES:
            rule = {"type": "cell", "criteria": criteria, "value": value, "stop_if_true": True}
            rule["format"] = self.book.add_format({"num_format": code})
            self.page.conditional_format(first, column, last, column, rule)

    def _cell(self, row: int, column: int, entry: Cell, style: _Style) -> None:
        match entry:
            case Formula():
                self._formula(row, column, entry.text, entry.value, style)
            case str() if entry:
                self._text(row, column, entry, style)
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
            look["bold"] = style.bold
            if style.header:
                look |= {"bg_color": _HEADER, "text_wrap": True, "valign": "vcenter", "bottom": 1}
                look["align"] = "right"
            if style.left:
                look |= {"align": "left", "indent": int(style.indent)}
            if style.totals:
                look["top"] = 1
            self.formats[style] = self.book.add_format(look)
        return self.formats[style]

    def _chart(self, sheet: Sheet, chart: Chart) -> None:
        """A native chart over the first block, which follows its cells; lines are drawn over columns."""
        block, first = sheet.blocks[0], sheets.top(sheet.blocks, 0) - 1
        if not block.rows:
            return
        columns = {"type": "column", "subtype": "stacked"} if chart.stacked else {"type": "column"}
        drawn, over = self.book.add_chart(columns), self.book.add_chart({"type": "line"})
        last = first + len(block.rows) - 1
        for series in chart.series:
            (over if series.line else drawn).add_series(
                {
                    "name": series.name,
                    "categories": [sheet.name, first, chart.categories, last, chart.categories],
                    "values": [sheet.name, first, series.column, last, series.column],
                    **_look(series),
                }
            )
        if any(series.line for series in chart.series):
            drawn.combine(over)
        _axes(drawn, block, chart)
        right = chart.place == "right"
        row = first - 1 if right else sheets.top(sheet.blocks) - 1
        self.page.insert_chart(row, len(block.columns) + 1 if right else 0, drawn, {"description": chart.title})


def _look(series: Series) -> dict[str, int | dict[str, str | float]]:
    if series.line:
        return {"line": {"color": series.colour, "width": 2.0}}
    return {"fill": {"color": series.colour}, "gap": 40}


def _axes(drawn: ChartObject, block: Block, chart: Chart) -> None:
    across: dict[str, object] = {"name": chart.across, "num_font": {"color": _INK}, "line": {"color": _LINE}}
    if block.columns[chart.categories].kind == "month":
        across |= {"date_axis": True, "num_format": _MONTH}
    drawn.set_title({"name": chart.title, "name_font": {"size": 12, "color": _INK}})
    drawn.set_x_axis(across)
    at = chart.series[0].column
    code = _FORMATS[block.columns[at].kind].replace("#,##0.0", "#,##0")
    if code == _INR and max(sheets.worth(row[at]) for row in block.rows) >= _HUNDRED_CRORE:
        code = _INR_LARGE
    up = {"name": chart.up, "num_format": code, "min": 0, "num_font": {"color": _INK}}
    drawn.set_y_axis({**up, "major_gridlines": {"visible": True, "line": {"color": _HEADER}}})
    if len(chart.series) > 1:
        drawn.set_legend({"position": "bottom"})
    else:
        drawn.set_legend({"none": True})
    drawn.set_size(_CHART_SIZE)


def _aligned(head: Column, at: int, style: _Style) -> _Style:
    """Texts, and whatever stands first, begin at the left; set off from the number in the column before."""
    return attrs.evolve(style, left=head.kind == "text" or at == 0, indent=at > 0)


def _lines(block: Block, widths: Sequence[float]) -> int:
    """How many lines the longest header takes, broken between words; bold letters are a little wider."""
    pairs = zip(block.columns, widths, strict=False)
    return max([1, *(len(textwrap.wrap(head.header, int(width / _BOLD))) for head, width in pairs)])


def _code(kind: Kind, entry: Cell) -> str:
    """The number format of a cell: days and months say themselves how they are written."""
    if isinstance(entry, Month):
        return _MONTH
    return _DAY if isinstance(entry, dt.date) else _FORMATS[kind]


def _widths(blocks: Sequence[Block]) -> list[float]:
    """How wide each column has to be for its headers' words and its values."""
    widths = [_NARROWEST] * max((len(block.columns) for block in blocks), default=0)
    for block in blocks:
        for at, column in enumerate(block.columns):
            texts = [line[at] for line in (*block.rows, block.totals) if line]
            lengths = [len(entry) for entry in texts if isinstance(entry, str)]
            words = [len(word) for word in column.header.split()]
            needed = max([*lengths, *words, 0]) + 2.0
            widths[at] = min(max(widths[at], needed, _WIDTHS.get(column.kind, 0.0)), _WIDEST)
    return widths
