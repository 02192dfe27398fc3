"""What the State pays for items, and what it would pay were more of their value domestic."""

from __future__ import annotations

import pandas as pd

from desktop.analysis.memory import remembered
from desktop.model.months import Month
from desktop.model.plan import IncentivePaid, Plan
from desktop.model.records import Incentive, Item

COLUMNS = (
    "incentive",
    "item",
    "item_name",
    "unit",
    "fiscal_year",  # the year's number, 2027 for FY27
    "quantity",  # bought or made, in the item's unit
    "value",  # INR
    "domestic",  # INR of it
    "share",  # domestic of the value, 0-1; 0 of no value
    "least",  # the share that is asked for, 0-1
    "lacking",  # INR of domestic value that lack to the share asked for
    "paid",  # INR
    "missed",  # INR that would be paid with the share asked for, beyond what is
)

_ROUNDING = 1e-9


@remembered
def table(plan: Plan) -> pd.DataFrame:
    """One row for each incentive and fiscal year, ``COLUMNS``."""
    records, items = plan.world.by_id(Incentive), plan.world.by_id(Item)
    rows = []
    for each in plan.incentives:
        record = records[each.incentive]
        item, least = items[record.item], record.least_domestic / 100
        share = each.domestic / each.value if each.value else 0.0
        lacking = least * each.value - each.domestic
        rows.append(
            (
                *(record.id, item.id, item.name, item.unit, each.fiscal_year, each.quantity),
                *(each.value, each.domestic, share, least, _or_nothing(lacking, each.value)),
                *(each.paid, _or_nothing(each.missed, each.paid)),
            )
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def month_of(plan: Plan, paid: IncentivePaid) -> Month:
    """The last planned month of the fiscal year in which the incentive holds: then it is paid."""
    last = plan.world.by_id(Incentive)[paid.incentive].last_month
    own = [month for month in plan.months if month.fiscal_year == paid.fiscal_year]
    held = [month for month in own if last is None or month <= last] or own
    return held[-1]


def _or_nothing(amount: float, beside: float) -> float:
    """An amount of INR; what is next to nothing beside another is rounding, and 0."""
    return amount if amount > _ROUNDING * beside else 0.0


def by_month(plan: Plan) -> pd.Series[float]:
    """INR paid, by month: for a fiscal year in the last planned month of it in which the incentive holds."""
    paid = dict.fromkeys(plan.months, 0.0)
    for each in plan.incentives:
        paid[month_of(plan, each)] += each.paid
    return pd.Series(list(paid.values()), index=list(plan.months), name="paid", dtype=float)
