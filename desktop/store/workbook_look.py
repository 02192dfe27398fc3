"""How a workbook to hand over looks: numbers grouped as in India, widths of columns and heights of rows."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from functools import lru_cache

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
    "fixed": {"font_color": "#52606D", "bg_color": "#FFFFFF"},
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
    "share": "0.0%_);(0.0%)",
    "index": "0.000_);(0.000)",
    "number": "#,##0.00_);(#,##0.00)",
}
_ROUNDED: dict[Kind, tuple[float, str]] = {
    "share": (0.0005, "0.0%"),
    "index": (0.0005, "0.000"),
    "number": (0.005, "0.00"),
}
"""The kinds that need no grouping: from where on a number is not nothing, and how nothing is written."""
_TEN, _LAKH, _CRORE, _HUNDRED_CRORE = 10, 1e5, 1e7, 1e9
_CLEAR = "_)"
"""Keeps digits above digits: room for the bracket that closes a number below nothing."""
_LEAST: dict[Kind, float] = {"date": 12.0, "inr": 12.0, "quantity": 11.0, "level": 11.0}
_NARROWEST, _WIDEST, _WRITTEN = 6.0, 46.0, 16.0
"""How wide columns are at least, at most unless they say so, and where words are to be entered."""
LINE = 15.75
"""The height of a row of one line, in points."""
_TITLE_LINE, _MORE, _BOLD, _PADDING = 21.0, 12.75, 1.1, 2.5
"""A title, and each further line; how wide bold letters are against others; what a cell leaves empty."""
_DIGIT, _FAR, _FOREIGN = 556, 0x2E80, 1000
"""How wide a digit is, and letters of scripts from a code on that are as wide as high, in thousandths of the height."""
_LETTERS = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft",
    333: "()-`r{}",
    389: '*"',
    500: "Jcksvxyz",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    944: "%W",
    1015: "@",
}
_WIDE = {ord(letter): wide for wide, letters in _LETTERS.items() for letter in letters}
"""How wide the font's letters are that are not as wide as a digit, in thousandths of its height."""


def code(kind: Kind, entry: Cell = None) -> str:
    """The number format of a cell: days and months say themselves how they are written."""
    if isinstance(entry, Month):
        return MONTH
    if entry is not None and not isinstance(entry, str | int | float | Formula | Link):
        return DAY
    return grouped(_DECIMALS[kind], clear=_CLEAR) if kind in _DECIMALS else _PLAIN[kind]


def axis_code(kind: Kind, largest: float) -> str:
    """The number format of an axis, which has no conditions beside it: from 100 crore on it groups larger numbers.

    A ratio has decimals where all of them are small.
    """
    if kind in _DECIMALS:
        return grouped(0, larger=largest >= _HUNDRED_CRORE)
    ratio = "#,##0" if largest >= _TEN else "[=0]0;0.0##"
    return {"share": "0%", "number": ratio, "index": "0.0"}.get(kind, _PLAIN[kind])


def grouped(decimals: int, *, larger: bool = False, clear: str = "") -> str:
    """Lakh and crore, 1,23,45,678: the two conditions that a number format has room for; 100 crore if ``larger``.

    ``clear`` is what stands behind, as wide as the bracket of those below nothing.
    """
    tail, half = _tail(decimals) + clear, 0.5 / 10**decimals
    crore, lakh = rf"##\,##\,##\,##0{tail}", rf"##\,##\,##0{tail}"
    if larger:
        return rf"[>={_HUNDRED_CRORE - half}]##\,{crore};[>={_CRORE - half}]{crore};#,##0{tail}"
    return f"[>={_CRORE - half}]{crore};[>={_LAKH - half}]{lakh};#,##0{tail}"


def rules(kind: Kind) -> list[tuple[str, float, str]]:
    """The conditions that take what the format has no room for, in this order: below nothing a number is in brackets.

    What is rounded to nothing has no sign.
    """
    if kind in _ROUNDED:
        half, nothing = _ROUNDED[kind]
        return [("<=", -half, _PLAIN[kind]), ("<", 0.0, f"{nothing}{_CLEAR};{nothing}{_CLEAR}")]
    if kind not in _DECIMALS:
        return []
    tail, half = _tail(_DECIMALS[kind]), 0.5 / 10 ** _DECIMALS[kind]
    crore = rf"##\,##\,##\,##0{tail}"
    return [
        (">=", _HUNDRED_CRORE - half, rf"##\,{crore}{_CLEAR}"),
        ("<=", half - _HUNDRED_CRORE, _bracketed(rf"##\,{crore}")),
        ("<=", half - _CRORE, _bracketed(crore)),
        ("<=", half - _LAKH, _bracketed(rf"##\,##\,##0{tail}")),
        ("<=", -half, _bracketed(f"#,##0{tail}")),
        ("<", 0.0, f"0{tail}{_CLEAR};0{tail}{_CLEAR}"),
    ]


def _bracketed(code: str) -> str:
    return f"{code}{_CLEAR};({code})"


def widths(blocks: Sequence[Block]) -> list[float]:
    """How wide each column has to be for its headers' words and its values, in characters."""
    found = [_NARROWEST] * max((len(block.columns) for block in blocks), default=0)
    for block in blocks:
        lines = [*block.rows, *([block.totals] if block.totals else [])]
        whole = {at: lines[at] for at in block.kinds}
        bold = {mark.column for mark in block.marks if LOOKS[mark.look].get("bold")}
        for at, column in enumerate(block.columns):
            words = [text_width(word) * _BOLD for word in _header(column).split()]
            entries = [line[at] for line in lines]
            shown = _longest(entries, column.kind) * (_BOLD if at in bold and column.kind == "text" else 1)
            strong = _longest([lines[row][at] for row in block.strong], "text") * _BOLD
            needed = max([*words, shown, strong]) + _PADDING
            if column.kind != "text" and whole:
                needed = max(
                    needed, *(_longest([line[at]], block.kinds[row]) + _PADDING for row, line in whole.items())
                )
            most = column.width or _WIDEST
            least = _WRITTEN if (column.kind, column.look) == ("text", "input") else _LEAST.get(column.kind, 0.0)
            found[at] = max(found[at], min(max(needed, least), most))
    return found


def heights(sheet: Sheet, wide: Sequence[float]) -> dict[int, float]:
    """The rows, counted from 0, that are higher than others, with their heights in points; 0 of those folded."""
    found: dict[int, float] = {0: _TITLE_LINE}
    for at, block in enumerate(sheet.blocks):
        first = sheets.top(sheet.blocks, at) - 1
        pairs = list(zip(block.columns, wide, strict=False))
        found[first - 1] = _high(max([1, *(_lines(_header(head), width / _BOLD) for head, width in pairs)]))
        lines = [*block.rows, block.totals]
        for column, width in enumerate(wide[: len(block.columns)]):
            for row, line in enumerate(lines):
                entry = line[column] if line else None
                if type(entry) is str and entry:
                    needed = text_width(entry) * (_BOLD if row in block.strong else 1)
                    if _goes_on(entry, block.columns[column], width, needed):
                        high = _high(_lines(entry, (width - _PADDING) * len(entry) / needed))
                        found[first + row] = max(found.get(first + row, 0.0), high)
        found |= dict.fromkeys((first + row for row in block.folded), 0.0)
    return found


def _high(lines: int) -> float:
    return LINE + _MORE * (lines - 1)


def _goes_on(text: str, column: Column, width: float, needed: float) -> bool:
    """Whether a text that is ``needed`` wide takes more lines than one in a cell of the column, which is so wide."""
    own = column.width > 0 and needed + _PADDING > width
    return not column.flat and (own or is_long(text))


@lru_cache(maxsize=4096)
def text_width(text: str) -> float:
    """How wide a text is in the font, in digits."""
    return sum(_WIDE.get(code, _DIGIT if code < _FAR else _FOREIGN) for code in map(ord, text)) / _DIGIT


def is_long(entry: Cell) -> bool:
    """Whether a text goes on in a second line of its cell."""
    return isinstance(entry, str) and text_width(entry) + _PADDING > _WIDEST


def _lines(text: Cell, width: float) -> int:
    """How many lines a text takes, broken between words."""
    return len(textwrap.wrap(str(text), max(int(width - 1), 1)))


def _longest(entries: Sequence[Cell], kind: Kind) -> float:
    """How many characters the longest of some cells shows."""
    values = [
        entry.value if type(entry) is Formula else entry.text if type(entry) is Link else entry for entry in entries
    ]
    texts = max((text_width(value) for value in values if type(value) is str), default=0.0)
    if kind in {"text", "share"}:
        return texts
    numbers = [value for value in values if type(value) is float or type(value) is int]
    known = [value for value in numbers if math.isfinite(value)]
    return max(texts, *(_digits(value, kind) for value in (max(known), min(known)))) if known else texts


def _digits(value: float, kind: Kind) -> float:
    """How many characters a number takes."""
    digits = len(f"{abs(value):.0f}")
    decimals = {"quantity": 2, "level": 4, "index": 4, "number": 3}.get(kind, 0)
    return (digits + max(digits - 2, 0) // 2 + decimals + 2 * (value < 0)) * 1.1


def _header(column: Column) -> str:
    return column.header if isinstance(column.header, str) else "mmm-yy"


def _tail(decimals: int) -> str:
    return ".0" + "#" * (decimals - 1) if decimals else ""
