"""What all sheets of a plan share: titles, headers, sums, and formulas that reach from one sheet into another."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from typing import TypedDict, Unpack

import attrs

from desktop.analysis.figures import Figures, figures
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.store.sheets import (
    LONGEST_FORMULA,
    Block,
    Cell,
    Chart,
    Column,
    Formula,
    Kind,
    Look,
    Mark,
    Sheet,
    cell,
    prefix,
    reach,
    top,
    total,
    worth,
)
from desktop.text import formats
from desktop.text.messages import say


class _SheetOptions(TypedDict, total=False):
    """What sheets differ in."""

    charts: tuple[Chart, ...]
    table: bool
    fixed: int
    printed: int | None
    printed_rows: int | None
    pages: tuple[int, ...]
    names: tuple[tuple[str, str], ...]
    fits: bool


class _BlockOptions(TypedDict, total=False):
    """What lists differ in."""

    totals: tuple[Cell, ...]
    marks: tuple[Mark, ...]
    name: str


NAMES = 28.0
"""How wide names are at most in wide tables, in characters."""
PRINTED_DAYS = 365
"""Lists of what is done on days print what falls into so many after the plan's; all of it stands on the sheet."""
_PAGE = 45
"""Lists of up to so many rows print whole."""
FIRST = top([]) + 1
"""The row of the first values on a sheet whose first block has no heading."""
CRORE = 10_000_000
BLUE = "#0072B2"
"""Of bars that are not of a class."""
CLASS_COLOURS = ("#009E73", "#D55E00", BLUE)
"""Domestic, licensed Chinese, other foreign, as in the window."""
STRIPED = "licensed_chinese"
"""The class that charts stripe, so that it is told from the others in grey print."""


def sheet_of(plan: Plan, key: str, *blocks: Block, **more: Unpack[_SheetOptions]) -> Sheet:
    """The sheet named ``key`` in the catalogue, under the name of the project, the mix and the scenario."""
    found, name = figures(plan), sheet_name(key)
    title = say("report-title", project=found.project, sheet=name) if found.project else name
    return attrs.evolve(Sheet(name, title, subtitle_of(found), blocks), **more)


def subtitle_of(found: Figures) -> str:
    """Which plan a hand-over is of: its mix, its scenario and its months."""
    return say(
        "report-subtitle",
        mix=found.mix_name,
        scenario=found.scenario_name or say("scenario-as-entered"),
        first=formats.month(found.first_month),
        last=formats.month(found.last_month),
    )


def sheet_name(key: str) -> str:
    """What a sheet is called."""
    return say(f"report-sheet-{key}")


def column(key: str, kind: Kind = "text") -> Column:
    """The column whose header the catalogue has."""
    return Column(say(f"report-column-{key}"), kind)


def inr(name: str) -> Column:
    """A column of rupees."""
    return Column(say("report-unit-money", name=name), "inr")


def live(text: str, value: float) -> Cell:
    """A formula that grows with the project, or its value alone where it is longer than spreadsheets take."""
    return Formula(text, value) if len(text) <= LONGEST_FORMULA else value


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


def column_of(sheet: Sheet, at: int, block: int = 0) -> str:
    """The reference to all values of a column on another sheet, without the totals."""
    first = top(sheet.blocks, block)
    return reach(at, first, first + len(sheet.blocks[block].rows) - 1, sheet.name)


def listed(
    key: str, columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]], **more: Unpack[_BlockOptions]
) -> Block:
    """A list under the heading ``key`` ("" for none) that says so when it is empty."""
    nothing = (say("report-none"), *[None] * (len(columns) - 1))
    block = Block(tuple(columns), tuple(rows) or (nothing,), heading=say(f"report-heading-{key}") if key else "")
    return attrs.evolve(block, **more) if rows else block


def of_table(name: str, head: Column) -> str:
    """A column of a named table in a formula: ``tOrders[Quantity]``."""
    return f"{name}[{head.header}]"


def at_row(sheet: str, name: str, row: int) -> str:
    """A fixed cell of another sheet."""
    return f"{prefix(sheet)}${name}${row}"


def printed_days(plan: Plan, days: Sequence[Cell], within: int = PRINTED_DAYS) -> int | None:
    """How many of the first rows of a list by day or month print; None where all of them do.

    Rows without a day, which are placed already, are taken as of the first.
    """
    last = (plan.world.settings.plan_date or plan.months[0].first_day) + dt.timedelta(days=within)
    asked = [day.first_day if isinstance(day, Month) else day for day in days]
    count = sum(not isinstance(day, dt.date) or day <= last for day in asked)
    return None if len(days) <= _PAGE or count == len(days) else max(count, 1)


def class_marks(at: int, first: int) -> tuple[Mark, ...]:
    """The words of the classes in their colours, in a column of rows that start at ``first``."""
    looks: tuple[tuple[str, Look], ...] = (
        ("domestic", "domestic"),
        ("licensed_chinese", "licensed"),
        ("other_foreign", "foreign"),
    )
    return tuple(Mark(at, f'${cell(at, first)}="{say(f"class-{name}")}"', look) for name, look in looks)


def added(values: Iterable[Cell]) -> float:
    """The sum of what cells are worth."""
    return math.fsum(map(worth, values))
