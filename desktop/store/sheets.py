"""What a workbook to hand over holds, as plain values, and where on its sheet everything stands."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import attrs

from desktop.model.months import Month

Kind = Literal["text", "month", "date", "inr", "share", "quantity", "level", "index", "count", "number"]
"""How a column is written: INR grouped as in India, a share 0-1 as %, a quantity, a level of any size, an index between
0 and 1, a count, a ratio."""
Look = Literal["best", "good", "bad", "warn", "input", "fixed", "faint", "domestic", "licensed", "foreign"]
"""How cells are set off: the best of several, right or wrong, to be looked at, entered by hand, of less weight, and the
three classes of sources."""
Place = Literal["right", "below"]

TITLE_ROWS = 3
"""Title, subtitle and an empty row stand above the first block."""
LONGEST_FORMULA, MOST_ARGUMENTS = 8_192, 255
"""The most characters of a formula, and arguments of a function, that Excel takes; files with more it "repairs"."""
_LETTERS = 26


class Formula(NamedTuple):
    """A live formula and the value it has now, which programs show that do not compute: ``=SUM(B5:B9)``, 42.0."""

    text: str
    value: float | str


@attrs.frozen
class Link:
    """Words that lead to another sheet of the workbook."""

    text: str
    sheet: str
    place: str = "A1"


Cell = str | float | Month | dt.date | Formula | Link | None
"""What a cell holds; None is an empty cell. Text is never taken for a formula."""


@attrs.frozen
class Column:
    """A column of a block: its header, which tells the unit, and how its numbers are written.

    ``choices`` is what may be entered into its cells, from a list: the texts, or the cells that hold them.
    It is as wide as its contents, at most ``width`` characters where that is not 0. Texts that are too long for it go
    on in a second line of their cell; of a column that is ``flat`` they stay in one.
    """

    header: str | Month
    kind: Kind = "text"
    look: Look | None = None
    choices: tuple[str, ...] | str = ()
    width: float = 0.0
    flat: bool = False


@attrs.frozen
class Mark:
    """Cells of a column are set off where the condition holds, which is told for the first row: ``C6>D6``."""

    column: int
    condition: str
    look: Look = "best"


@attrs.frozen
class Block:
    """A table with a heading of its own ("" for none), its rows, and a row of totals that is set off (() for none).

    One with a ``name`` is a table to the spreadsheet too: formulas call its columns ``name[header]``. ``kinds`` is how
    the numbers of a whole row are written, by its position, where its columns do not say; ``strong`` rows are sums.
    Rows that are ``folded`` away, by their positions, are opened by a click beside them and do not print.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] = ()
    heading: str = ""
    marks: tuple[Mark, ...] = ()
    name: str = ""
    kinds: Mapping[int, Kind] = {}
    strong: frozenset[int] = frozenset()
    folded: frozenset[int] = frozenset()

    @property
    def height(self) -> int:
        """How many rows of the sheet it takes: heading, header, rows, totals."""
        return self.above + len(self.rows) + bool(self.totals)

    @property
    def above(self) -> int:
        """How many rows stand above its first row of values."""
        return 1 + bool(self.heading)


@attrs.frozen
class Area:
    """Neighbouring cells of one row or column of a sheet, counted from 0: what a chart draws."""

    sheet: str
    first: tuple[int, int]
    last: tuple[int, int]


@attrs.frozen
class Series:
    """Cells as a chart draws them: stacked, side by side, or as a line; without a colour they only carry the others.

    They are a column of the chart's block, or lie anywhere. ``striped`` ones are told from others in grey print.
    """

    name: str
    column: int | Area
    colour: str
    line: bool = False
    striped: bool = False


@attrs.frozen
class Chart:
    """A chart; ``categories`` is what stands along the horizontal axis: a column of a block of its sheet, or any cells.

    Where it is drawn of cells elsewhere, ``kind`` is how their numbers are written, ``most`` the largest, and ``dates``
    tells that months stand along the axis. It stands beside the first block, below all, or so many pixels
    ``down`` from the upper edge of a cell (row, column), as wide as what prints where its ``size`` has no width. The
    bars of a ``lying`` one have their names, which may be long, at the left; ``told`` ones have their values beside.
    """

    title: str
    across: str
    up: str
    categories: int | Area
    series: tuple[Series, ...]
    stacked: bool = True
    place: Place | tuple[int, int] = "right"
    block: int = 0
    kind: Kind = "quantity"
    most: float = 0.0
    dates: bool = False
    size: tuple[int, int] = (0, 0)
    down: int = 0
    lying: bool = False
    told: bool = False


@attrs.frozen
class Sheet:
    """One sheet: blocks one below the other, an empty row between them, and charts.

    The first block of a ``table`` sheet can be filtered, and its header and first ``fixed`` columns stay in view.
    Only the first ``printed`` columns are printed, the others can be folded away; None prints all. A new page begins
    before each of the columns ``pages``, with the ``fixed`` ones again; () fits all columns on one. Nothing is printed
    below the first ``printed_rows`` of the last block; None prints all, 0 leaves the block out. ``names`` are what
    key figures are called in formulas, with the cell of each. Of a sheet that ``fits`` all goes on one page. ``footer``
    stands below every page.
    """

    name: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    charts: tuple[Chart, ...] = ()
    table: bool = True
    fixed: int = 1
    printed: int | None = None
    printed_rows: int | None = None
    pages: tuple[int, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    colour: str = ""
    fits: bool = False
    footer: str = ""


def top(blocks: Sequence[Block], at: int | None = None) -> int:
    """The sheet row, counted from 1, of the first values of the block at position ``at``.

    Without ``at`` it is the first row free below ``blocks``, where the next block's heading or header comes.
    """
    above = blocks if at is None else blocks[:at]
    start = TITLE_ROWS + 1 + sum(block.height + 1 for block in above)
    return start if at is None else start + blocks[at].above


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """The name of a column counted from 0: A, ..., Z, AA."""
    name = ""
    left = column + 1
    while left:
        left, digit = divmod(left - 1, _LETTERS)
        name = chr(ord("A") + digit) + name
    return name


def cell(column: int, row: int, sheet: str = "") -> str:
    """The reference to a cell, ``C7`` or ``'Orders'!C7``; the column counts from 0, the row from 1."""
    return f"{prefix(sheet)}{letters(column)}{row}"


def reach(column: int, first: int, last: int, sheet: str = "") -> str:
    """The reference to a part of a column, ``'Orders'!$C$5:$C$9``; fixed, so that it can be copied elsewhere."""
    name = letters(column)
    return f"{prefix(sheet)}${name}${first}:${name}${last}"


def total(column: int, first: int, values: Sequence[Cell]) -> Cell:
    """The live sum of the ``values`` that stand in a column from row ``first`` on; a plain 0 where there are none."""
    if not values:
        return 0.0
    return Formula(f"=SUM({reach(column, first, first + len(values) - 1)})", math.fsum(map(worth, values)))


def worth(entry: Cell) -> float:
    """The number in a cell, computed or entered; text, days and empty cells count 0, as in a sum."""
    value = entry.value if isinstance(entry, Formula) else entry
    return float(value) if isinstance(value, int | float) else 0.0


def prefix(sheet: str) -> str:
    """What stands before a reference into another sheet: ``'Orders'!``; nothing for the same one."""
    return "'" + sheet.replace("'", "''") + "'!" if sheet else ""
