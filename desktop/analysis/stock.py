"""What lies in stock at the end of each month, how long it lasts, and when a line stops."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from desktop.analysis import coverage, orders, supply
from desktop.analysis.lens import Lens, weights
from desktop.analysis.memory import remembered
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Item

COLUMNS = (
    "stock",  # at the end of the month, in the item's unit
    "safety",  # the safety stock asked for (model.md section 4.9)
    "safety_short",  # what is missing to it
    "use",  # target and what the recipes take in the month
    "days",  # of cover: how long the stock lasts against the coming months' use; NaN when it outlasts all use
    "value",  # INR tied up
)
BALANCE = ("opening", "bought", "made", "used", "delivered", "closing")
"""What the stock at the end of some months comes from; what goes out is negative."""


@remembered
def by_month(plan: Plan, item: str) -> pd.DataFrame:
    """Months x ``COLUMNS`` for one item."""
    use = supply.use(plan, item)
    stock = np.array(plan.stock[item])
    return pd.DataFrame(
        {
            "stock": stock,
            "safety": plan.world.by_id(Item)[item].safety_days / 30 * np.append(use[1:], use[-1:]),
            "safety_short": np.array(plan.safety_short.get(item, np.zeros(len(use)))),
            "use": use,
            "days": _days_of_cover(plan, stock, use),
            "value": stock * plan.stock_value.get(item, 0.0),
        },
        index=pd.Index(list(plan.months), name="month"),
    )


def balance(plan: Plan, lens: Lens, months: Sequence[Month]) -> dict[str, float]:
    """What the stock of some months in a row is made of, in the lens's unit; the parts before "closing" add up to it.

    Contents are those listed of each item, so that what recipes lose is the difference of what they take and make.
    """
    counts, first, last = weights(plan.world, lens), months[0].index - plan.months[0].index, len(months)
    here, parts = slice(first, first + last), dict.fromkeys(BALANCE, 0.0)
    lines = orders.table(plan)
    came = lines[lines["month"].isin(list(months))].groupby("item")["usable"].sum()
    for item, counted in counts.items():
        held, opening = plan.stock.get(item), plan.world.by_id(Item)[item].opening_stock
        if held is None:
            continue
        parts["opening"] += counted * (held[first - 1] if first else opening)
        parts["bought"] += counted * float(came.get(item, 0.0))
        parts["made"] += counted * float(supply.made(plan, item)[here].sum())
        parts["used"] -= counted * float(supply.used(plan, item)[here].sum())
        parts["delivered"] -= counted * sum(plan.delivered.get(item, ())[here])
        parts["closing"] += counted * held[first + last - 1]
    return parts


def safety(plan: Plan, lens: Lens) -> npt.NDArray[np.float64]:
    """The safety stock asked for at the end of each month, in the lens's unit."""
    asked = np.zeros(len(plan.months))
    for item, counted in weights(plan.world, lens).items():
        if item in plan.stock:
            asked += counted * by_month(plan, item)["safety"].to_numpy(float)
    return asked


def value(plan: Plan) -> pd.Series[float]:
    """INR tied up in all stocks at the end of each month."""
    total = sum(
        (plan.stock_value.get(item, 0.0) * np.array(series) for item, series in plan.stock.items()),
        np.zeros(len(plan.months)),
    )
    return pd.Series(total, index=list(plan.months), name="value", dtype=float)


def stop_date(plan: Plan, item: str) -> dt.date | None:
    """The day on which the deliveries of a promised item first stop, or None.

    In its first short month what is delivered on time goes out at the pace of the target, then nothing is left.
    """
    if item not in plan.target:
        return None
    missing = coverage.short(plan, item)
    for at in np.flatnonzero(missing):
        month, target = plan.months[at], plan.target[item][at]
        days = (month.last_day - month.first_day).days + 1
        return month.first_day + dt.timedelta(days=int(days * (1 - missing[at] / target)))
    return None


def _days_of_cover(plan: Plan, stock: npt.NDArray[np.float64], use: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Days after each month's end until the stock is used up; after the horizon the last month's use goes on.

    Where nothing is used for a while the later day counts.
    """
    lengths = np.array([(month.last_day - month.first_day).days + 1 for month in plan.months], dtype=float)
    ends, used = np.append(0.0, np.cumsum(lengths)), np.append(0.0, np.cumsum(use))
    wanted = used[1:] + stock
    at = np.searchsorted(used, wanted, side="right") - 1
    pace = np.append(use / lengths, use[-1] / lengths[-1])[at]
    lasts = np.divide(wanted - used[at], pace, out=np.full(len(use), np.nan), where=pace > 0)
    return np.asarray(ends[at] + lasts - ends[1:])
