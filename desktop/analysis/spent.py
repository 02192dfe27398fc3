"""Every rupee of a plan as one line: in which month, to whom, for which item, and for what."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from desktop.analysis import incentives, orders
from desktop.analysis.agreements import TERMS, payments
from desktop.analysis.lens import ALL, Lens, weights
from desktop.analysis.memory import remembered
from desktop.analysis.orders import PARTS
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Incentive, Item, Recipe

COLUMNS = ("month", "source", "item", "part", "inr")
"""``source`` and ``item`` are "" where money is of none; ``part`` is one of ``cost.COLUMNS``."""

Line = tuple[Month, str, str, str, float]


@remembered
def lines(plan: Plan) -> pd.DataFrame:
    """``COLUMNS`` of all that the plan costs; the sum is the cost of the plan, incentives are below zero."""
    found = [*_goods(plan), *_terms(plan), *_own(plan), *_penalties(plan), *_incentives(plan)]
    table = pd.DataFrame([line for line in found if line[-1]], columns=list(COLUMNS), dtype=object)
    return table.astype({"inr": float})


def seen(plan: Plan, lens: Lens = ALL) -> pd.DataFrame:
    """The lines of the items that count through a lens; terms of sources, which are of no item, only in ``ALL``."""
    table = lines(plan)
    return table if lens.kind == "all" else table[table["item"].isin(list(weights(plan.world, lens)))]


def _goods(plan: Plan) -> Iterator[Line]:
    table = orders.table(plan)
    for part in PARTS:
        for month, source, item, inr in zip(table["month"], table["source"], table["item"], table[part], strict=True):
            yield month, str(source), str(item), part, float(inr)


def _terms(plan: Plan) -> Iterator[Line]:
    for each in payments(plan):
        if each.term in TERMS:
            yield each.month, each.source, "", each.term, each.inr


def _own(plan: Plan) -> Iterator[Line]:
    items, recipes = plan.world.by_id(Item), plan.world.by_id(Recipe)
    interest = plan.world.settings.capital_rate / 100 / 12
    for id_, made in plan.production.items():
        recipe = recipes[id_]
        for month, quantity in zip(plan.months, made, strict=True):
            yield month, "", recipe.output, "recipes", recipe.cost * quantity
    for item, level in plan.stock.items():
        for month, quantity in zip(plan.months, level, strict=True):
            yield month, "", item, "holding", items[item].holding_cost * quantity
            yield month, "", item, "capital", interest * plan.stock_value.get(item, 0.0) * quantity


def _penalties(plan: Plan) -> Iterator[Line]:
    items = plan.world.by_id(Item)
    for item in plan.target:
        record = items[item]
        if record.priority == "traded":
            for month, late, lost in zip(plan.months, plan.late[item], plan.lost[item], strict=True):
                yield month, "", item, "penalties", record.late_cost * late + record.lost_cost * lost


def _incentives(plan: Plan) -> Iterator[Line]:
    records = plan.world.by_id(Incentive)
    for each in plan.incentives:
        yield incentives.month_of(plan, each), "", records[each.incentive].item, "incentives", -each.paid
