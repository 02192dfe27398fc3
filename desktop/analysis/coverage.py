"""How much of every target is delivered on time, late, or not at all."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt
import pandas as pd

from desktop.analysis.memory import remembered
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Item

COLUMNS = (
    "name",
    "unit",
    "priority",
    "target",  # this and the next three in the item's unit, over the horizon
    "on_time",
    "late",
    "lost",
    "on_time_share",  # shares of the target, 0-1
    "late_share",
    "lost_share",
    "first_short",  # Month, or None
    "first_short_quantity",  # what is missing in that month, in the item's unit
)
_NOTHING = 1e-9
"""A shortage within this share of the whole target is rounding."""


@attrs.frozen
class FirstShort:
    """The first month in which a target is not delivered on time, and of what how much is missing."""

    month: Month
    item: str
    quantity: float
    unit: str


def on_time(plan: Plan, item: str) -> npt.NDArray[np.float64]:
    """What of each month's target is delivered in that month, in the item's unit.

    Deliveries serve the oldest promise first, as the limit on lateness does (model.md section 4.2), and losses
    strike the oldest: of a month's deliveries what earlier months are still owed is late, the rest on time.
    """
    delivered, late, lost = (np.array(table[item]) for table in (plan.delivered, plan.late, plan.lost))
    owed = np.concatenate(([0.0], late[:-1]))
    return np.asarray(np.maximum(delivered - np.maximum(owed - lost, 0.0), 0.0))


def short(plan: Plan, item: str) -> npt.NDArray[np.float64]:
    """What of each month's target is not delivered in that month; rounding is 0."""
    target = np.array(plan.target[item])
    missing = target - on_time(plan, item)
    missing[missing <= _NOTHING * target.sum()] = 0.0
    return missing


@remembered
def by_item(plan: Plan) -> pd.DataFrame:
    """Every item that is promised, by its id; on time + late + lost is the target."""
    rows = [_row(plan, item) for item in plan.target]
    return pd.DataFrame(rows, index=list(plan.target), columns=list(COLUMNS))


def overall(plan: Plan) -> float:
    """The mean over all promised items of the share of an item's target that is on time, 0-1; 1 without targets.

    Every item counts alike, whatever its unit, size and contents: only a plan that delivers every target in full and
    on time has 1, also where some items hold no rare earths.
    """
    rows = by_item(plan)
    shares = rows["on_time_share"].to_numpy(float)[rows["target"].to_numpy(float) > 0]
    return float(shares.mean()) if shares.size else 1.0


def worst_month(plan: Plan) -> float:
    """The least share of any month's target of any item that is delivered in that month, 0-1; 1 without targets."""
    shares = [1.0]
    for item, target in plan.target.items():
        asked, missing = np.array(target), short(plan, item)
        asked_for = asked > 0
        shares += (1 - missing[asked_for] / asked[asked_for]).tolist()
    return min(shares)


def first_short(plan: Plan) -> FirstShort | None:
    """The first shortage of the plan, or None; of several in one month the one with the largest share missing."""
    found: list[tuple[Month, float, FirstShort]] = []
    for item, row in by_item(plan).iterrows():
        if row["first_short"] is not None:
            missing = float(row["first_short_quantity"])
            first = FirstShort(row["first_short"], str(item), missing, row["unit"])
            found.append((first.month, -missing / row["target"], first))
    return min(found, key=lambda entry: entry[:2])[2] if found else None


def _row(plan: Plan, item: str) -> tuple[object, ...]:
    record = plan.world.by_id(Item)[item]
    target, prompt, lost = sum(plan.target[item]), float(on_time(plan, item).sum()), sum(plan.lost[item])
    missing = short(plan, item)
    if not missing.any():
        prompt, lost = target, 0.0
    late = max(target - prompt - lost, 0.0)
    shares = [part / target if target else float(whole) for part, whole in ((prompt, 1), (late, 0), (lost, 0))]
    first = next(((plan.months[at], float(missing[at])) for at in np.flatnonzero(missing)), (None, 0.0))
    return (record.name, record.unit, record.priority, target, prompt, late, lost, *shares, *first)
