"""The sheets that are tables: supply and cost by month, orders, coverage, and plans side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from desktop.analysis import compare, cost, coverage, orders, supply
from desktop.analysis.lens import ALL
from desktop.model.months import fiscal_year_name
from desktop.model.plan import Plan
from desktop.model.records import Item
from desktop.model.records.supply import CLASSES
from desktop.session.report.layout import FIRST, column, sheet_of, totals
from desktop.store.sheets import Block, Cell, Chart, Column, Formula, Kind, Series, Sheet, cell, reach, top, worth
from desktop.text.messages import say

_COLOURS = ("#009E73", "#D55E00", "#0072B2")
"""Domestic, licensed Chinese, other foreign, as in the window."""
_BLUE, _DARK = "#0072B2", "#1F2933"
_FIGURES: dict[compare.Kind, Kind] = {
    "share": "share",
    "money": "inr",
    "rate": "inr",
    "mass": "quantity",
    "number": "number",
    "count": "count",
}
_ORDERS: dict[str, Kind] = {
    "offer": "text",
    "source": "text",
    "class": "text",
    "country": "text",
    "item": "text",
    "unit": "text",
    "order-date": "date",
    "arrival": "month",
    "quantity": "quantity",
    "contained": "quantity",
    **dict.fromkeys(orders.PARTS, "inr"),
    "landed": "inr",
    "igst": "inr",
    "licence": "text",
    "file-by": "date",
}
CLASS, CONTAINED, LANDED = (list(_ORDERS).index(key) for key in ("class", "contained", "landed"))
"""Where the sheet of orders has them."""
_PARTS = list(_ORDERS).index(orders.PARTS[0])
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
        Series(name, at, colour) for at, (name, colour) in enumerate(zip(names, _COLOURS, strict=True), FIRST_CLASS)
    ]
    chart = Chart(
        say("report-chart-supply"),
        say("report-chart-months"),
        say("report-chart-contained"),
        0,
        (*series, Series(say("report-chart-need"), BOUGHT + 1, _DARK, line=True)),
    )
    return sheet_of(plan, "supply", block, _by_year(block), chart=chart)


def cost_sheet(plan: Plan) -> Sheet:
    """Rupees by month and part of the cost."""
    heads = [Column(say("report-unit-money", name=say(f"part-{name}")), "inr") for name in cost.COLUMNS]
    block = _by_month(plan, [*heads, column("total", "inr")], cost.by_month(plan))
    return sheet_of(plan, "cost", block, _by_year(block))


def orders_sheet(plan: Plan) -> Sheet:
    """Every order with the parts of its landed cost, those placed before the plan first."""
    rows: list[tuple[Cell, ...]] = []
    for at, line in enumerate(orders.table(plan).to_dict("records"), FIRST):
        parts = [float(line[name]) for name in orders.PARTS]
        landed = Formula(f"=SUM({cell(_PARTS, at)}:{cell(LANDED - 1, at)})", math.fsum(parts))
        row: tuple[Cell, ...] = (
            *(line["offer"], line["source_name"] or line["source"], say(f"class-{line['class']}"), line["country"]),
            *(line["item_name"] or line["item"], line["unit"]),
            say("report-placed") if line["placed"] else line["order_date"],
            *(line["month"], line["quantity"], line["contained"], *parts, landed, line["igst"]),
            say("report-licence-new") if line["licence"] == "new" else line["licence"],
            line["file_by"],
        )
        rows.append(row)
    heads = [
        Column(say("report-unit-money", name=say(f"part-{key}")), kind) if key in orders.PARTS else column(key, kind)
        for key, kind in _ORDERS.items()
    ]
    sums = totals(rows, FIRST, range(CONTAINED, LANDED + 2))
    last = (say("report-total"), *[None] * (CONTAINED - 1), *sums, None, None)
    return sheet_of(plan, "orders", Block(tuple(heads), tuple(rows), last))


def coverage_sheet(plan: Plan) -> Sheet:
    """What becomes of every promised item's target, month by month, in the item's unit."""
    rows: list[tuple[Cell, ...]] = []
    for item, target in plan.target.items():
        record = plan.world.by_id(Item)[item]
        prompt = (np.array(target) - coverage.short(plan, item)).tolist()
        lines = zip(plan.months, target, plan.delivered[item], prompt, plan.late[item], plan.lost[item], strict=True)
        rows += [(item, record.name or item, record.unit, *line) for line in lines]
    heads = [column("item"), column("name"), column("unit"), column("month", "month")]
    heads += [column(key, "quantity") for key in OWED]
    return sheet_of(plan, "coverage", Block(tuple(heads), tuple(rows)))


def compare_sheet(plans: Sequence[Plan], chosen: Plan) -> Sheet:
    """All plans with the figures that they are compared by."""
    table, heads = compare.table(plans), [column("plan"), Column(say("report-status"))]
    heads += [Column(say(f"report-unit-{row.kind}", name=row.label), _FIGURES[row.kind]) for row in compare.ROWS]
    rows = [
        (name, say(f"status-{plan.status}"), *table[at].tolist())
        for at, (name, plan) in enumerate(zip(compare.labels(plans), plans, strict=True))
    ]
    at = 2 + [row.key for row in compare.ROWS].index("cost")
    chart = Chart(
        say("report-chart-compare"),
        say("report-chart-plans"),
        heads[at].header,
        0,
        (Series(say("figure-cost"), at, _BLUE),),
        stacked=False,
        place="below",
    )
    return sheet_of(chosen, "compare", Block(tuple(heads), tuple(rows)), chart=chart)


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
