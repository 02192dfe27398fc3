"""What a plan costs: by part, by month and fiscal year, by source, and per kilogram contained."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import numpy as np
import pandas as pd

from desktop.analysis import incentives, orders
from desktop.analysis.agreements import TERMS, payments
from desktop.analysis.bought import bought
from desktop.analysis.lens import ALL, weights
from desktop.analysis.memory import remembered
from desktop.analysis.orders import PARTS
from desktop.model.months import Month, fiscal_year_name
from desktop.model.plan import Plan
from desktop.model.records import Item, Recipe, Source

K = TypeVar("K")

ELSEWHERE = ("recipes", "holding", "capital", "penalties", "incentives")
"""What is paid to no source, INR; incentives come in and are below zero."""
COLUMNS = (*PARTS, *TERMS, *ELSEWHERE)
"""Every part of the cost, INR; their sum is the cost of the plan."""
SOURCE_COLUMNS = ("name", "class", "country", "contained", *PARTS, *TERMS, "total", "per_kg")


@remembered
def by_month(plan: Plan) -> pd.DataFrame:
    """Months x ``COLUMNS``, INR: goods in the month of arrival, terms of sources as ``agreements.payments`` says."""
    months = list(plan.months)
    lines = orders.table(plan)
    table = lines.groupby("month")[list(PARTS)].sum().reindex(index=months, fill_value=0.0)
    for term in TERMS:
        table[term] = _by_month(plan, ((each.month, each.inr) for each in payments(plan) if each.term == term))
    items, recipes = plan.world.by_id(Item), plan.world.by_id(Recipe)
    interest = plan.world.settings.capital_rate / 100 / 12
    traded = {item: items[item] for item in plan.target if items[item].priority == "traded"}
    series = {
        "recipes": [(recipes[id_].cost, row) for id_, row in plan.production.items()],
        "holding": [(items[id_].holding_cost, row) for id_, row in plan.stock.items()],
        "capital": [(interest * plan.stock_value.get(id_, 0.0), row) for id_, row in plan.stock.items()],
        "penalties": [(record.late_cost, plan.late[id_]) for id_, record in traded.items()]
        + [(record.lost_cost, plan.lost[id_]) for id_, record in traded.items()],
    }
    for name, rows in series.items():
        table[name] = sum((rate * np.array(row) for rate, row in rows), np.zeros(len(months)))
    table["incentives"] = -incentives.by_month(plan)
    return table[list(COLUMNS)].rename_axis(index="month", columns=None)


def by_part(plan: Plan) -> pd.Series[float]:
    """INR over the horizon by ``COLUMNS``; the sum is the cost of the plan."""
    return by_month(plan).sum()


def by_fiscal_year(plan: Plan) -> pd.DataFrame:
    """Fiscal years (FY27 ...) x ``COLUMNS``, INR; the first and last may be partial."""
    table = by_month(plan)
    return table.groupby([fiscal_year_name(month.fiscal_year) for month in table.index], sort=False).sum()


@remembered
def by_source(plan: Plan) -> pd.DataFrame:
    """Sources that deliver or are paid anything x ``SOURCE_COLUMNS``: kg contained, INR, INR per kg (or NaN)."""
    lines = orders.table(plan)
    table = lines.groupby("source")[["contained", *PARTS]].sum()
    paid = {term: _added((each.source, each.inr) for each in payments(plan) if each.term == term) for term in TERMS}
    others = {source for by_source in paid.values() for source in by_source} - set(table.index)
    table = table.reindex([*table.index, *sorted(others)], fill_value=0.0)
    for term, by_source in paid.items():
        table[term] = [by_source.get(source, 0.0) for source in table.index]
    table["total"] = table[[*PARTS, *TERMS]].sum(axis=1)
    table["per_kg"] = table["total"] / table["contained"].where(table["contained"] > 0)
    records = [plan.world.by_id(Source)[str(source)] for source in table.index]
    table["name"] = [record.name for record in records]
    table["class"] = [record.class_ for record in records]
    table["country"] = [record.country for record in records]
    return table.sort_values("total", ascending=False, kind="stable")[list(SOURCE_COLUMNS)]


def per_kg(plan: Plan) -> float:
    """Cost of the bought goods, INR landed per kg of rare earths contained; NaN when nothing is bought."""
    lines = bought(plan)
    contained = float(lines.quantity @ lines.counted(weights(plan.world, ALL)))
    return float(lines.landed.sum()) / contained if contained else float("nan")


def _by_month(plan: Plan, paid: Iterable[tuple[Month, float]]) -> pd.Series[float]:
    total = _added(paid)
    return pd.Series([total.get(month, 0.0) for month in plan.months], index=list(plan.months), dtype=float)


def _added(paid: Iterable[tuple[K, float]]) -> dict[K, float]:
    total: dict[K, float] = {}
    for key, money in paid:
        total[key] = total.get(key, 0.0) + money
    return total
