"""What all sheets of a plan share: titles, headers, sums, and formulas that reach from one sheet into another."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from desktop.analysis.figures import figures
from desktop.model.plan import Plan
from desktop.store.sheets import Block, Cell, Chart, Column, Formula, Kind, Sheet, cell, reach, top, total, worth
from desktop.text import formats
from desktop.text.messages import say

FIRST = top([]) + 1
"""The row of the first values on a sheet whose first block has no heading."""


def sheet_of(
    plan: Plan,
    key: str,
    *blocks: Block,
    charts: tuple[Chart, ...] = (),
    table: bool = True,
    printed: int | None = None,
) -> Sheet:
    """The sheet named ``key`` in the catalogue, under the name of the project, the mix and the scenario."""
    found, name = figures(plan), say(f"report-sheet-{key}")
    subtitle = say(
        "report-subtitle",
        mix=found.mix_name,
        scenario=found.scenario_name or say("scenario-as-entered"),
        first=formats.month(found.first_month),
        last=formats.month(found.last_month),
    )
    title = say("report-title", project=found.project, sheet=name) if found.project else name
    return Sheet(name, title, subtitle, blocks, charts=charts, table=table, printed=printed)


def column(key: str, kind: Kind = "text") -> Column:
    """The column whose header the catalogue has."""
    return Column(say(f"report-column-{key}"), kind)


def totals(rows: Sequence[Sequence[Cell]], first: int, columns: Iterable[int]) -> list[Cell]:
    """The live sums of the columns of rows that start at row ``first``."""
    return [total(at, first, [row[at] for row in rows]) for at in columns]


def link(sheet: Sheet, at: int, block: int = 0) -> Formula:
    """A reference to the totals of a column on another sheet."""
    found = sheet.blocks[block]
    row = top(sheet.blocks, block) + len(found.rows)
    entry = found.totals[at]
    value = entry.value if isinstance(entry, Formula) else worth(entry)
    return Formula(f"={cell(at, row, sheet.name)}", value)


def link_all(sheet: Sheet, first: int, last: int) -> Formula:
    """The live sum of the totals of neighbouring columns of another sheet's first block."""
    found = sheet.blocks[0]
    row = top(sheet.blocks, 0) + len(found.rows)
    value = math.fsum(map(worth, found.totals[first : last + 1]))
    return Formula(f"=SUM({cell(first, row, sheet.name)}:{cell(last, row)})", value)


def column_of(sheet: Sheet, at: int, block: int = 0) -> str:
    """The reference to all values of a column on another sheet, without the totals."""
    first = top(sheet.blocks, block)
    return reach(at, first, first + len(sheet.blocks[block].rows) - 1, sheet.name)


def listed(key: str, columns: list[Column], rows: list[tuple[Cell, ...]], totals: tuple[Cell, ...] = ()) -> Block:
    """A list under the heading ``key`` ("" for none) that says so when it is empty."""
    nothing = (say("report-none"), *[None] * (len(columns) - 1))
    return Block(tuple(columns), tuple(rows) or (nothing,), totals, say(f"report-heading-{key}") if key else "")


def picked(sheet: Sheet, keys: int, key: tuple[str, str], at: int) -> Cell:
    """The live sum of a column of a sheet's first block over the rows whose ``keys`` column holds a text.

    ``key`` is the cell with the text, and the text; it is compared as it is, so that names with * or = count too.
    """
    rows = sheet.blocks[0].rows
    if not rows:
        return 0.0
    where, text = key
    value = math.fsum(worth(row[at]) for row in rows if row[keys] == text)
    return Formula(f"=SUMPRODUCT(EXACT({column_of(sheet, keys)},{where})*{column_of(sheet, at)})", value)
