"""How much of every target is delivered on time, late, or not at all."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
import numpy.typing as npt
import pandas as pd

from desktop.analysis.memory import remembered
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Item

_NOTHING = 1e-9
"""A shortage within this share of the whole target is rounding."""


@attrs.frozen
class Reached:
    """What becomes of all that is promised of an item: quantities in its unit, shares of the target 0-1.

    ``first_short`` is the first month in which something is missing, if any, and how much is in that month.
    """

    name: str
    unit: str
    priority: str
    target: float
    on_time: float
    late: float
    lost: float
    on_time_share: float
    late_share: float
    lost_share: float
    first_short: Month | None
    first_short_quantity: float


COLUMNS = tuple(field.name for field in attrs.fields(Reached))


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
def reached(plan: Plan) -> Mapping[str, Reached]:
    """Every item that is promised, by its id; on time + late + lost is the target."""
    return {item: _reached(plan, item) for item in plan.target}


@remembered
def by_item(plan: Plan) -> pd.DataFrame:
    """What is ``reached``, as a frame with ``COLUMNS``."""
    rows = [attrs.astuple(row, recurse=False) for row in reached(plan).values()]
    return pd.DataFrame(rows, index=list(plan.target), columns=list(COLUMNS))


def overall(plan: Plan) -> float:
    """The mean over all promised items of the share of an item's target that is on time, 0-1; 1 without targets.

    Every item counts alike, whatever its unit, size and contents: only a plan that delivers every target in full and
    on time has 1, also where some items hold no rare earths.
    """
    shares = [row.on_time_share for row in reached(plan).values() if row.target > 0]
    return sum(shares) / len(shares) if shares else 1.0


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
    for item, row in reached(plan).items():
        if row.first_short is not None:
            first = FirstShort(row.first_short, item, row.first_short_quantity, row.unit)
            found.append((first.month, -first.quantity / row.target, first))
    return min(found, key=lambda entry: entry[:2])[2] if found else None


def _reached(plan: Plan, item: str) -> Reached:
    record = plan.world.by_id(Item)[item]
    target, prompt, lost = sum(plan.target[item]), float(on_time(plan, item).sum()), sum(plan.lost[item])
    missing = short(plan, item)
    if not missing.any():
        prompt, lost = target, 0.0
    late = max(target - prompt - lost, 0.0)
    first = next(iter(np.flatnonzero(missing).tolist()), None)
    return Reached(
        name=record.name,
        unit=record.unit,
        priority=record.priority,
        target=target,
        on_time=prompt,
        late=late,
        lost=lost,
        on_time_share=prompt / target if target else 1.0,
        late_share=late / target if target else 0.0,
        lost_share=lost / target if target else 0.0,
        first_short=None if first is None else plan.months[first],
        first_short_quantity=0.0 if first is None else float(missing[first]),
    )
