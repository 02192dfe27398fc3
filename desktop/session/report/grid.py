"""Sheets with months across: what stands in which column, and rows with their sums by fiscal year."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Literal

import attrs

from desktop.model.months import Month, fiscal_year_name
from desktop.session.report.layout import column
from desktop.store.sheets import Block, Cell, Column, Formula, Kind, letters, prefix, worth
from desktop.text.messages import say

LABELS = 5
"""Number, name, line, unit and factor stand before the months."""
TOTAL = LABELS
"""Where the sum over all months stands; fiscal years follow, then the months."""
NOTHING = 1e-6
"""What is less, in the item's unit, is only what rounding leaves of a balance."""
PRINTED_MONTHS = 12
"""How many months print, the first of the plan; of all of them the sums by fiscal year."""
_NAMES = 42.0
"""How wide names are at most, in characters."""
_ABREAST = 14
"""How many months and sums a printed page takes beside the labels."""
Labels = tuple[Cell, Cell, Cell, Cell, Cell]
Sums = Literal["sum", "end", "mean", "least", "none"]
"""What a fiscal year says of its months: their sum, the last of them, their mean, the least, or nothing."""


@attrs.frozen(slots=False)
class Timeline:
    """The months of a sheet, each in the same column on every sheet that has the same."""

    months: tuple[Month, ...]

    @cached_property
    def years(self) -> tuple[tuple[int, int, int], ...]:
        """Every fiscal year with the positions of its first and last month."""
        found: dict[int, list[int]] = {}
        for at, month in enumerate(self.months):
            found.setdefault(month.fiscal_year, []).append(at)
        return tuple((year, places[0], places[-1]) for year, places in found.items())

    @cached_property
    def first(self) -> int:
        """The column of the first month."""
        return TOTAL + 1 + len(self.years)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The letters of the months' columns."""
        return tuple(letters(self.first + at) for at in range(len(self.months)))

    @property
    def printed(self) -> int:
        """How many columns print."""
        return self.first + min(len(self.months), PRINTED_MONTHS)

    @property
    def pages(self) -> tuple[int, ...]:
        """The columns that begin a printed page: the months, where they do not fit beside the sums."""
        return (self.first,) if self.printed - TOTAL > _ABREAST else ()

    @property
    def halves(self) -> tuple[int, ...]:
        """The same where numbers are long: half of the months on each page, so that print can be read."""
        months = min(len(self.months), PRINTED_MONTHS)
        return (self.first, self.first + (months + 1) // 2) if self.pages else ()

    def heads(self, kind: Kind, factor: Column | None = None, total: str = "total-of-months") -> tuple[Column, ...]:
        """The header of a block: what stands before the months, their sums, and the months."""
        names = (attrs.evolve(column(key), width=_NAMES) for key in ("name", "line"))
        labels = (column("number"), *names, column("unit"))
        years = [Column(fiscal_year_name(year), kind) for year, _, _ in self.years]
        return (
            *(*labels, factor or Column("", "text"), Column(say(f"report-column-{total}"), kind)),
            *(*years, *(Column(month, kind) for month in self.months)),
        )

    def across(self, row: int, sheet: str = "") -> str:
        """The reference to all months of a row."""
        return f"{sheet}${self.names[0]}${row}:${self.names[-1]}${row}"


class Grid:
    """The rows of a block with months across, in the making; ``row`` is the sheet's row of the next one."""

    def __init__(self, timeline: Timeline, first: int) -> None:
        self.timeline = timeline
        self.first = self.row = first
        self.rows: list[tuple[Cell, ...]] = []
        self.kinds: dict[int, Kind] = {}
        self.strong: set[int] = set()
        self.folded: set[int] = set()
        self.at: dict[tuple[str, str], int] = {}

    def add(
        self,
        key: tuple[str, str],
        labels: Labels,
        cells: Sequence[Cell],
        sums: Sums = "sum",
        kind: Kind | None = None,
        *,
        strong: bool = False,
    ) -> int:
        """Put a row; ``key`` (what, of which) finds it again in ``at``. Returns its row on the sheet."""
        row = self.row
        if kind:
            self.kinds[len(self.rows)] = kind
        if strong:
            self.strong.add(len(self.rows))
        spans = [(0, len(cells) - 1), *((first, last) for _, first, last in self.timeline.years)]
        self.rows.append((*labels, *(self._sum(cells, span, row, sums) for span in spans), *cells))
        self.at[key] = row
        self.row += 1
        return row

    def line(self, text: str, values: Sequence[float | str], first: str | None = None) -> list[Cell]:
        """One formula along the months, in which ``{now}``, ``{last}`` and ``{row}`` stand for letters and this row.

        ``first`` is that of the first month, which has none before it.
        """
        row, names = self.row, self.timeline.names
        cells: list[Cell] = [
            Formula(text.format(now=now, last=last, row=row), value)
            for now, last, value in zip(names[1:], names, values[1:], strict=False)
        ]
        opening = Formula((text if first is None else first).format(now=names[0], last="", row=row), values[0])
        return [opening, *cells]

    def fold(self, *keys: tuple[str, str]) -> None:
        """Fold rows away that others are computed from and that a reader can do without."""
        self.folded |= {self.at[key] - self.first for key in keys}

    def months(self, key: tuple[str, str]) -> tuple[Cell, ...]:
        """The cells of a row's months."""
        return self.rows[self.at[key] - self.first][self.timeline.first :]

    def total(self, key: tuple[str, str], sheet: str) -> Formula:
        """A link to the sum over all months of a row, from another sheet."""
        row = self.at[key]
        return Formula(f"={prefix(sheet)}${letters(TOTAL)}${row}", worth(self.rows[row - self.first][TOTAL]))

    def block(self, heading: str, columns: tuple[Column, ...], totals: tuple[Cell, ...] = ()) -> Block:
        """The block under a heading."""
        rows, strong, folded = tuple(self.rows), frozenset(self.strong), frozenset(self.folded)
        return Block(columns, rows, totals, heading, kinds=dict(self.kinds), strong=strong, folded=folded)

    def _sum(self, cells: Sequence[Cell], span: tuple[int, int], row: int, sums: Sums) -> Cell:
        first, last = span
        names = self.timeline.names
        if sums == "none":
            return None
        if sums == "end":
            return Formula(f"={names[last]}{row}", worth(cells[last]))
        value = math.fsum(map(worth, cells[first : last + 1]))
        if sums == "least":
            area = f"{names[first]}{row}:{names[last]}{row}"
            known = [worth(cell) for cell in cells[first : last + 1] if not _is_empty(cell)]
            return Formula(f'=IF(COUNT({area})=0,"",MIN({area}))', min(known) if known else "")
        if sums == "mean":
            return Formula(f"=AVERAGE({names[first]}{row}:{names[last]}{row})", value / (last - first + 1))
        return Formula(f"=SUM({names[first]}{row}:{names[last]}{row})", value)


def _is_empty(cell: Cell) -> bool:
    return isinstance(cell, Formula) and cell.value == ""


def sum_by(sheet: str, rows: tuple[int, int]) -> str:
    """The formula of the sum of a month over rows of another sheet whose number is that of this row."""
    where = prefix(sheet)
    return f"=SUMIFS({where}{{now}}${rows[0]}:{{now}}${rows[1]},{where}$A${rows[0]}:$A${rows[1]},$A{{row}})"


def balances(opening: float, changes: Iterable[float]) -> list[float]:
    """What there is at the end of every month, as ``balanced`` computes it."""
    found = [opening]
    for change in changes:
        rest = found[-1] + change
        found.append(rest if abs(rest) >= NOTHING else 0.0)
    return found[1:]


def balanced(text: str) -> str:
    """The formula of a balance: what is left of adding and taking away the same is nothing, whoever computes it."""
    return f"=IF(ABS({text})<{NOTHING:f},0,{text})"
