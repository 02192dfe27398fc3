"""The sheets that follow the months: supply, cost and coverage, each with its sums by year or item."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from desktop.analysis import cost, coverage, orders, supply
from desktop.analysis.lens import ALL
from desktop.model.months import fiscal_year_name
from desktop.model.plan import Plan
from desktop.model.records import Item
from desktop.model.records.supply import CLASSES
from desktop.session.report.layout import FIRST, column, sheet_of, totals
from desktop.session.report.terms import term_blocks
from desktop.store.sheets import Block, Cell, Chart, Column, Formula, Series, Sheet, cell, reach, top, worth
from desktop.text.messages import say

CLASS_COLOURS = ("#009E73", "#D55E00", "#0072B2")
"""Domestic, licensed Chinese, other foreign, as in the window."""
_DARK = "#1F2933"
FIRST_CLASS = 2
"""Where the supply sheet has the classes, and where the parts of the cost begin: after month and fiscal year."""
BOUGHT = FIRST_CLASS + len(CLASSES)
"""Where the supply sheet has what all classes deliver."""
GOODS = (FIRST_CLASS, FIRST_CLASS + len(orders.PARTS) - 1)
"""Where the cost sheet has the parts of the landed cost: the first and the last."""
COSTS = {name: at for at, name in enumerate((*cost.COLUMNS, "total"), FIRST_CLASS)}
"""Where the cost sheet has the parts of the cost and their sum."""
OWED = {key: at for at, key in enumerate(("target", "delivered", "on-time", "owed", "lost"), 4)}
"""Where the coverage sheet has its quantities, after item, name, unit and month."""


def supply_sheet(plan: Plan) -> Sheet:
    """Kilograms contained by month of arrival and class, beside what the targets need."""
    names = [say(f"class-{name}") for name in CLASSES]
    heads = [Column(say("report-contained", name=name), "quantity") for name in names]
    heads += [column("bought", "quantity"), column("needed", "quantity")]
    block = _by_month(plan, heads, supply.by_class(plan, ALL), list(supply.requirement(plan, ALL)))
    series = [
        Series(name, at, colour)
        for at, (name, colour) in enumerate(zip(names, CLASS_COLOURS, strict=True), FIRST_CLASS)
    ]
    chart = Chart(
        say("report-chart-supply"),
        say("report-chart-months"),
        say("report-chart-contained"),
        0,
        (*series, Series(say("report-chart-need"), BOUGHT + 1, _DARK, line=True)),
    )
    return sheet_of(plan, "supply", block, _by_year(block), charts=(chart,))


def cost_sheet(plan: Plan) -> Sheet:
    """Rupees by month and part of the cost; incentives and yearly quantities below, where there are any."""
    heads = [Column(say("report-unit-money", name=say(f"part-{name}")), "inr") for name in cost.COLUMNS]
    block = _by_month(plan, [*heads, column("total", "inr")], cost.by_month(plan))
    blocks = [block, _by_year(block)]
    return sheet_of(plan, "cost", *blocks, *term_blocks(plan, blocks).values())


def coverage_sheet(plan: Plan) -> Sheet:
    """What becomes of every promised item's target, month by month and in all, in the item's unit."""
    rows: list[tuple[Cell, ...]] = []
    for item, target in plan.target.items():
        record = plan.world.by_id(Item)[item]
        prompt = (np.array(target) - coverage.short(plan, item)).tolist()
        lines = zip(plan.months, target, plan.delivered[item], prompt, plan.late[item], plan.lost[item], strict=True)
        for line in lines:
            share = _on_time(FIRST + len(rows), line[1], line[3])
            rows.append((item, record.name or item, record.unit, *line, share))
    heads = [column("item"), column("name"), column("unit"), column("month", "month")]
    heads += [*(column(key, "quantity") for key in OWED), column("on-time-share", "share")]
    block = Block(tuple(heads), tuple(rows))
    return sheet_of(plan, "coverage", block, _by_item(plan, block))


def _by_item(plan: Plan, block: Block) -> Block:
    """The months of the coverage added up for each item; what is late is what still is after the last month."""
    first = top([block]) + 2
    keys, months = (reach(at, FIRST, FIRST + len(block.rows) - 1) for at in (0, 3))
    rows: list[tuple[Cell, ...]] = []
    for at, item in enumerate(plan.target, first):
        mine = [line for line in block.rows if line[0] == item]
        sums: list[Formula] = []
        for name, here in OWED.items():
            column_ = reach(here, FIRST, FIRST + len(block.rows) - 1)
            end, values = ("", mine) if name != "owed" else (f"*({months}=MAX({months}))", mine[-1:])
            value = math.fsum(worth(line[here]) for line in values)
            sums.append(Formula(f"=SUMPRODUCT(EXACT({keys},{cell(0, at)}){end}*{column_})", value))
        target, _, prompt, *_ = (worth(entry) for entry in sums)
        rows.append((item, mine[0][1], mine[0][2], None, *sums, _on_time(at, target, prompt)))
    columns = (*block.columns[:3], Column(""), *block.columns[4:])
    return Block(columns, tuple(rows), heading=say("report-heading-items"))


def _on_time(row: int, target: float, prompt: float) -> Formula:
    """What part of a row's target is on time: all of a target of nothing."""
    asked, got = cell(OWED["target"], row), cell(OWED["on-time"], row)
    return Formula(f"=IF({asked}=0,1,{got}/{asked})", prompt / target if target else 1.0)


def _by_month(plan: Plan, heads: Sequence[Column], frame: pd.DataFrame, more: Sequence[float] = ()) -> Block:
    """A row for each month: month, fiscal year, the frame's columns, their live sum, and what ``more`` has."""
    rows: list[tuple[Cell, ...]] = []
    last = FIRST_CLASS + len(frame.columns) - 1
    for at, (month, values) in enumerate(zip(plan.months, frame.to_numpy(float).tolist(), strict=True)):
        across = f"=SUM({cell(FIRST_CLASS, FIRST + at)}:{cell(last, FIRST + at)})"
        year = fiscal_year_name(month.fiscal_year)
        rows.append((month, year, *values, Formula(across, math.fsum(values)), *more[at : at + 1]))
    columns = (column("month", "month"), column("year"), *heads)
    sums = totals(rows, FIRST, range(FIRST_CLASS, len(columns)))
    return Block(columns, tuple(rows), (say("report-total"), None, *sums))


def _by_year(block: Block) -> Block:
    """The months of a block that starts its sheet, added up by fiscal year."""
    last, rows = FIRST + len(block.rows) - 1, []
    for row, year in enumerate(dict.fromkeys(str(line[1]) for line in block.rows), top([block]) + 2):
        sums: list[Cell] = []
        for at in range(FIRST_CLASS, len(block.columns)):
            months = f"{reach(1, FIRST, last)},{cell(0, row)},{reach(at, FIRST, last)}"
            sums.append(
                Formula(f"=SUMIF({months})", math.fsum(worth(line[at]) for line in block.rows if line[1] == year))
            )
        rows.append((year, None, *sums))
    columns = (column("year"), Column(""), *block.columns[2:])
    sums = totals(rows, top([block]) + 2, range(FIRST_CLASS, len(columns)))
    return Block(columns, tuple(rows), (say("report-total"), None, *sums), say("report-heading-years"))
