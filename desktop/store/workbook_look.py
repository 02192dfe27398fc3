"""How a workbook to hand over looks: numbers grouped as in India, widths and heights, where its pages end."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence

from desktop.model.months import Month
from desktop.store import sheets
from desktop.store.sheets import Block, Cell, Column, Formula, Kind, Link, Look, Sheet

FONT = "Arial"
"""It is at hand, or a font with the same widths is, wherever a workbook is opened, so that columns fit everywhere."""
DAY, MONTH = "dd-mm-yyyy", "mmm-yy"
CHART_BESIDE, CHART_BELOW = (560, 380), (520, 300)
"""Width and height of a chart, in pixels."""
CHARTS_ABREAST = 2
"""How many charts stand side by side below the blocks."""

INK, HEADER, LINK = "#1F2933", "#E4E9EE", "#0072B2"
LOOKS: dict[Look, dict[str, str | bool]] = {
    "best": {"bold": True, "bg_color": "#CDEBDD"},
    "good": {"bold": True, "font_color": "#0B5D43", "bg_color": "#CDEBDD"},
    "bad": {"bold": True, "font_color": "#8A1C00", "bg_color": "#FAD7CC"},
    "warn": {"bg_color": "#FCEFC7"},
    "input": {"font_color": "#0000C0", "bg_color": "#FFFBE0"},
    "faint": {"font_color": "#7B8794"},
    "domestic": {"bold": True, "font_color": "#007A59"},
    "licensed": {"bold": True, "font_color": "#B34E00"},
    "foreign": {"bold": True, "font_color": "#0072B2"},
}
"""What a look is to the writer; the classes have the window's colours, dark enough for text."""

_DECIMALS: dict[Kind, int] = {"inr": 0, "count": 0, "quantity": 1, "level": 3}
"""The kinds that are grouped as in India; of several decimals only the first is always shown."""
_PLAIN: dict[Kind, str] = {
    "text": "General",
    "month": MONTH,
    "date": DAY,
    "share": "0.0%;(0.0%)",
    "number": "#,##0.00;(#,##0.00)",
}
_LAKH, _CRORE, _HUNDRED_CRORE = 1e5, 1e7, 1e9
_LEAST: dict[Kind, float] = {"date": 12.0, "inr": 12.0, "quantity": 11.0, "level": 11.0}
_NARROWEST, _WIDEST = 9.0, 46.0
_LINE, _BOLD, _TEXT, _PADDING = 15.0, 1.15, 0.85, 2.5
"""A line in points; how wide letters are, bold ones and others, against a digit; and what a cell leaves empty."""
_PAGE_WIDTH, _PAGE_HEIGHT = 988.0, 490.0
"""What an A4 page takes between its margins: pixels across, points down."""
_ROW, _BAR, _BESIDE_BARS = 20, 22, 110
"""The height of a row of the sheet, of a bar that lies, and of title, axis and legend, in pixels."""
_GAP = 64.0
"""The empty column before a chart, in pixels."""
SHORT = 51
"""Up to so many characters a text fits the widest column."""
_FEW, _TOGETHER = 15, 3
"""Up to so many rows a table stays on one page; a longer one begins on a page that takes its header and three rows."""
_SEVERAL = 2
_SMALLEST, _SQUEEZED = 35, 0.8
"""The least size of print, in %, and the least part of its size that print keeps where that saves a page."""


def code(kind: Kind, entry: Cell = None) -> str:
    """The number format of a cell: days and months say themselves how they are written."""
    if isinstance(entry, Month):
        return MONTH
    if entry is not None and not isinstance(entry, str | int | float | Formula | Link):
        return DAY
    return grouped(_DECIMALS[kind]) if kind in _DECIMALS else _PLAIN[kind]


def axis_code(kind: Kind, largest: float) -> str:
    """The number format of an axis, which has no conditions beside it: from 100 crore on it groups larger numbers."""
    if kind in _DECIMALS:
        return grouped(0, larger=largest >= _HUNDRED_CRORE)
    return {"share": "0%", "number": "#,##0"}.get(kind, _PLAIN[kind])


def grouped(decimals: int, *, larger: bool = False) -> str:
    """Lakh and crore, 1,23,45,678: the two conditions that a number format has room for; 100 crore if ``larger``."""
    tail, half = _tail(decimals), 0.5 / 10**decimals
    crore, lakh = rf"##\,##\,##\,##0{tail}", rf"##\,##\,##0{tail}"
    if larger:
        return rf"[>={_HUNDRED_CRORE - half}]##\,{crore};[>={_CRORE - half}]{crore};#,##0{tail}"
    return f"[>={_CRORE - half}]{crore};[>={_LAKH - half}]{lakh};#,##0{tail}"


def rules(kind: Kind) -> list[tuple[str, float, str]]:
    """The conditions that take what the format has no room for, in this order: below nothing a number is in brackets.

    What is rounded to nothing has no sign.
    """
    if kind not in _DECIMALS:
        return []
    tail, half = _tail(_DECIMALS[kind]), 0.5 / 10 ** _DECIMALS[kind]
    crore = rf"##\,##\,##\,##0{tail}"
    return [
        (">=", _HUNDRED_CRORE - half, rf"##\,{crore}"),
        ("<=", half - _HUNDRED_CRORE, _bracketed(rf"##\,{crore}")),
        ("<=", half - _CRORE, _bracketed(crore)),
        ("<=", half - _LAKH, _bracketed(rf"##\,##\,##0{tail}")),
        ("<=", -half, _bracketed(f"#,##0{tail}")),
        ("<", 0.0, f"0{tail};0{tail}"),
    ]


def _bracketed(code: str) -> str:
    return f"{code};({code})"


def widths(blocks: Sequence[Block]) -> list[float]:
    """How wide each column has to be for its headers' words and its values, in characters."""
    found = [_NARROWEST] * max((len(block.columns) for block in blocks), default=0)
    for block in blocks:
        lines = [*block.rows, *([block.totals] if block.totals else [])]
        whole = {at: lines[at] for at in block.kinds}
        for at, column in enumerate(block.columns):
            words = [len(word) * _BOLD for word in _header(column).split()]
            entries = [line[at] for line in lines]
            needed = max([*words, _longest(entries, column.kind)]) + _PADDING
            if column.kind != "text" and whole:
                needed = max(
                    needed, *(_longest([line[at]], block.kinds[row]) + _PADDING for row, line in whole.items())
                )
            found[at] = column.width or min(max(found[at], needed, _LEAST.get(column.kind, 0.0)), _WIDEST)
    return found


def heights(sheet: Sheet, wide: Sequence[float]) -> dict[int, float]:
    """The rows, counted from 0, that need more than one line, and headers, with their heights in points."""
    found: dict[int, float] = {}
    for at, block in enumerate(sheet.blocks):
        first = sheets.top(sheet.blocks, at) - 1
        pairs = list(zip(block.columns, wide, strict=False))
        found[first - 1] = _LINE * max([1, *(_lines(_header(head), width / _BOLD) for head, width in pairs)])
        lines = [*block.rows, block.totals]
        for column, width in enumerate(wide[: len(block.columns)]):
            for row, line in enumerate(lines):
                entry = line[column] if line else None
                if type(entry) is str and is_long(entry):
                    high = _LINE * _lines(entry, width / _TEXT)
                    found[first + row] = max(found.get(first + row, 0.0), high)
    return found


def is_long(entry: Cell) -> bool:
    """Whether a text goes on in a second line of its cell."""
    return isinstance(entry, str) and len(entry) > SHORT


def breaks(sheet: Sheet, wide: Sequence[float], high: Mapping[int, float]) -> list[int]:
    """The rows, counted from 0, that begin a new page, so that no heading or chart is torn from what it belongs to.

    A sheet of one table needs none: it flows from page to page. Elsewhere every page is told, for pages that a
    program ends by itself are elsewhere with every font.
    """
    pieces = _pieces(sheet)
    if len(pieces) < _SEVERAL:
        return []
    room = _PAGE_HEIGHT / (scale_of_pages(sheet, wide, high) / 100 if sheet.pages else _scale(sheet, wide))
    header = high[sheets.top(sheet.blocks, 0) - 2] if sheet.table else 0.0
    found: list[int] = []
    used, before = 0.0, 0
    for start, keep, end in pieces:
        used += _height(before, start, high)
        row = start
        while row < end:
            together = keep if row == start else row + 1 if row < end - 2 else end
            if row and used + _height(row, together, high) > room:
                found.append(row)
                used = header
            used += _height(row, together, high)
            row = together
        before = end
    return found


def _pieces(sheet: Sheet) -> list[tuple[int, int, int]]:
    """What should stay on one page: its first row, the row after what must stay together, and after all of it."""
    found = []
    for at, block in enumerate(sheet.blocks):
        start = sheets.top(sheet.blocks, at) - 1 - block.above
        whole = block.height if block.height <= _FEW else block.above + _TOGETHER
        found.append((start, start + whole, start + block.height))
    below = sum(chart.place == "below" for chart in sheet.charts)
    rows = chart_rows(sheet)
    for row in range(-(-below // CHARTS_ABREAST)):
        start = sheets.top(sheet.blocks) - 1 + row * rows
        found.append((start, start + rows, start + rows))
    return found


def chart_height(sheet: Sheet) -> int:
    """How high, in pixels, the charts below the blocks are: every bar that lies has room for its name."""
    bars = [len(sheet.blocks[chart.block].rows) for chart in sheet.charts if chart.lying]
    return max([CHART_BELOW[1], *(_BESIDE_BARS + _BAR * count for count in bars)])


def chart_rows(sheet: Sheet) -> int:
    """How many rows of the sheet the charts below the blocks take that stand side by side, with the space below."""
    return chart_height(sheet) // _ROW + 1


def _height(first: int, end: int, high: Mapping[int, float]) -> float:
    return sum(high.get(row, _LINE) for row in range(first, end))


def _scale(sheet: Sheet, wide: Sequence[float]) -> float:
    """How small the sheet becomes on a page that is as wide as it."""
    pixels = sum(7 * width + 5 for width in wide[: sheet.printed])
    if any(chart.place == "right" for chart in sheet.charts):
        pixels += _GAP + CHART_BESIDE[0]
    if any(chart.place == "below" for chart in sheet.charts):
        pixels = max(pixels, CHARTS_ABREAST * CHART_BELOW[0])
    return min(1.0, _PAGE_WIDTH / max(pixels, 1.0))


def scale_of_pages(sheet: Sheet, wide: Sequence[float], high: Mapping[int, float]) -> int:
    """How small, in %, a sheet of several pages across has to be so that the widest of them fits.

    It is a little smaller where that saves a page downwards.
    """
    ends = [*sheet.pages, len(wide)]
    starts = [0, *sheet.pages]
    fixed = sum(7 * width + 5 for width in wide[: sheet.fixed])
    spans = [sum(7 * width + 5 for width in wide[start:end]) for start, end in zip(starts, ends, strict=True)]
    widest = max([spans[0], *(fixed + span for span in spans[1:])])
    scale = max(int(100 * min(1.0, _PAGE_WIDTH / widest)) - 1, _SMALLEST)
    tall = _height(0, sheets.top(sheet.blocks), high)
    pages = math.ceil(tall * scale / 100 / _PAGE_HEIGHT)
    fewer = int(100 * (pages - 1) * _PAGE_HEIGHT / tall)
    return fewer if fewer >= max(_SQUEEZED * scale, _SMALLEST) else scale


def _lines(text: Cell, width: float) -> int:
    """How many lines a text takes, broken between words."""
    return len(textwrap.wrap(str(text), max(int(width - 1), 1)))


def _longest(entries: Sequence[Cell], kind: Kind) -> float:
    """How many characters the longest of some cells shows."""
    values = [
        entry.value if type(entry) is Formula else entry.text if type(entry) is Link else entry for entry in entries
    ]
    texts = max((len(value) for value in values if type(value) is str), default=0) * _TEXT
    if kind in {"text", "share"}:
        return texts
    numbers = [value for value in values if type(value) is float or type(value) is int]
    known = [value for value in numbers if math.isfinite(value)]
    return max(texts, *(_digits(value, kind) for value in (max(known), min(known)))) if known else texts


def _digits(value: float, kind: Kind) -> float:
    """How many characters a number takes."""
    digits = len(f"{abs(value):.0f}")
    decimals = {"quantity": 2, "level": 4, "number": 3}.get(kind, 0)
    return (digits + max(digits - 2, 0) // 2 + decimals + 2 * (value < 0)) * 1.1


def _header(column: Column) -> str:
    return column.header if isinstance(column.header, str) else "mmm-yy"


def _tail(decimals: int) -> str:
    return ".0" + "#" * (decimals - 1) if decimals else ""
