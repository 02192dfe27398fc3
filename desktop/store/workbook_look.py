"""How a workbook to hand over looks: numbers grouped as in India, widths and heights, where its pages end."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence

from desktop.model.months import Month
from desktop.store import sheets
from desktop.store.sheets import Block, Cell, Column, Formula, Kind, Link, Sheet

DAY, MONTH = "dd-mm-yyyy", "mmm-yy"
CHART_BESIDE, CHART_BELOW = (560, 380), (520, 300)
"""Width and height of a chart, in pixels."""
CHARTS_ABREAST, CHART_ROWS = 2, 16
"""How many charts stand side by side below the blocks, and how many rows of the sheet they take."""

_DECIMALS: dict[Kind, int] = {"inr": 0, "count": 0, "quantity": 1, "level": 3}
"""The kinds that are grouped as in India; of several decimals only the first is always shown."""
_PLAIN: dict[Kind, str] = {"text": "General", "month": MONTH, "date": DAY, "share": "0.0%", "number": "#,##0.00"}
_LAKH, _CRORE, _HUNDRED_CRORE = 1e5, 1e7, 1e9
_LEAST: dict[Kind, float] = {"date": 12.0, "inr": 12.0, "quantity": 11.0, "level": 11.0}
_NARROWEST, _WIDEST = 9.0, 46.0
_LINE, _BOLD, _TEXT, _PADDING = 15.0, 1.15, 0.85, 2.5
"""A line in points; how wide letters are, bold ones and others, against a digit; and what a cell leaves empty."""
_PAGE_WIDTH, _PAGE_HEIGHT = 988.0, 470.0
"""What an A4 page takes between its margins: pixels across, points down."""
_GAP = 64.0
"""The empty column before a chart, in pixels."""
_SHORT, _TOGETHER = 15, 3
"""Up to so many rows a table stays on one page; a longer one begins on a page that takes its header and three rows."""
_SEVERAL = 2


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
    """The conditions that take what the format has no room for, in this order: the minus sign comes by itself."""
    if kind not in _DECIMALS:
        return []
    tail, half = _tail(_DECIMALS[kind]), 0.5 / 10 ** _DECIMALS[kind]
    crore = rf"##\,##\,##\,##0{tail}"
    return [
        (">=", _HUNDRED_CRORE - half, rf"##\,{crore}"),
        ("<=", half - _HUNDRED_CRORE, rf"##\,{crore}"),
        ("<=", half - _CRORE, crore),
        ("<=", half - _LAKH, rf"##\,##\,##0{tail}"),
        ("<", 0.0, f"#,##0{tail}"),
    ]


def widths(blocks: Sequence[Block]) -> list[float]:
    """How wide each column has to be for its headers' words and its values, in characters."""
    found = [_NARROWEST] * max((len(block.columns) for block in blocks), default=0)
    for block in blocks:
        lines = [*block.rows, *([block.totals] if block.totals else [])]
        for at, column in enumerate(block.columns):
            words = [len(word) * _BOLD for word in column.header.split()]
            needed = max([*words, *(_length(line[at], column) for line in lines), 0.0]) + _PADDING
            found[at] = min(max(found[at], needed, _LEAST.get(column.kind, 0.0)), _WIDEST)
    return found


def heights(sheet: Sheet, wide: Sequence[float]) -> dict[int, float]:
    """The rows, counted from 0, that need more than one line, and headers, with their heights in points."""
    found: dict[int, float] = {}
    for at, block in enumerate(sheet.blocks):
        first = sheets.top(sheet.blocks, at) - 1
        pairs = list(zip(block.columns, wide, strict=False))
        found[first - 1] = _LINE * max([1, *(_lines(head.header, width / _BOLD) for head, width in pairs)])
        for row, line in enumerate([*block.rows, block.totals], first):
            most = max(
                (_lines(entry, width / _TEXT) for entry, width in zip(line, wide, strict=False) if is_long(entry)),
                default=1,
            )
            if most > 1:
                found[row] = _LINE * most
    return found


def is_long(entry: Cell) -> bool:
    """Whether a text goes on in a second line of its cell."""
    return isinstance(entry, str) and len(entry) * _TEXT + _PADDING > _WIDEST


def breaks(sheet: Sheet, wide: Sequence[float], high: Mapping[int, float]) -> list[int]:
    """The rows, counted from 0, that begin a new page, so that no heading or chart is torn from what it belongs to.

    A sheet of one table needs none: it flows from page to page. Elsewhere every page is told, for pages that a
    program ends by itself are elsewhere with every font.
    """
    pieces = _pieces(sheet)
    if len(pieces) < _SEVERAL:
        return []
    room = _PAGE_HEIGHT / _scale(sheet, wide)
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
        whole = block.height if block.height <= _SHORT else block.above + _TOGETHER
        found.append((start, start + whole, start + block.height))
    below = sum(chart.place == "below" for chart in sheet.charts)
    for row in range(-(-below // CHARTS_ABREAST)):
        start = sheets.top(sheet.blocks) - 1 + row * CHART_ROWS
        found.append((start, start + CHART_ROWS, start + CHART_ROWS))
    return found


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


def _lines(text: Cell, width: float) -> int:
    """How many lines a text takes, broken between words."""
    return len(textwrap.wrap(str(text), max(int(width - 1), 1)))


def _length(entry: Cell, column: Column) -> float:
    """How many characters a cell shows."""
    value = entry.value if isinstance(entry, Formula) else entry
    if isinstance(value, str):
        return len(value) * _TEXT
    if not isinstance(value, int | float) or not math.isfinite(value) or column.kind in {"text", "share"}:
        return 0.0
    digits = len(f"{abs(value):.0f}")
    decimals = {"quantity": 2, "level": 4, "number": 3}.get(column.kind, 0)
    return (digits + max(digits - 2, 0) // 2 + decimals + (value < 0)) * 1.1


def _tail(decimals: int) -> str:
    return ".0" + "#" * (decimals - 1) if decimals else ""
