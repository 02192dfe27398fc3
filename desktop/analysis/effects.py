"""How much hangs on limits, all in one unit: what goes through them or is kept out by them, the most first."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from desktop.analysis import limits, supply
from desktop.analysis.lens import ALL, Lens
from desktop.analysis.limits import Limit
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Offer, Recipe

_CLOSED = ("months", "lead", "stop", "late file", "qualified")
"""The kinds of limits through which nothing goes at all."""


def ranked(plan: Plan, lens: Lens, found: Iterable[Limit]) -> tuple[Lens, tuple[Limit, ...]]:
    """Limits of single months as one each, with their effects, and the lens in whose unit these are.

    The unit is that of the lens; of an item on the way to which other goods are held back, all rare earths contained.
    Through a limit of quantity goes what the plan makes or buys there; of an offer or recipe that is shut out, what
    it could bring, but no more than the month needs.
    """
    own = list(found)
    alone = lens.kind != "item" or {_item(plan, limit.of) for limit in own} <= {lens.id}
    measure = lens if alone else ALL
    weighed = [attrs.evolve(limit, effect=_effect(plan, measure, limit)) for limit in own]
    return measure, tuple(sorted(limits.merged(weighed), key=lambda limit: -limit.effect))


def _effect(plan: Plan, lens: Lens, limit: Limit) -> float:
    counted = supply.per_unit(plan, lens).get(_item(plan, limit.of), 0.0)
    return sum(_amount(plan, lens, limit, month, counted) for month in limit.months)


def _amount(plan: Plan, lens: Lens, limit: Limit, month: Month, counted: float) -> float:
    at, offer = month.index - plan.months[0].index, plan.world.by_id(Offer).get(limit.of)
    if limit.kind in _CLOSED:
        need = float(supply.requirement(plan, lens).iloc[at]) if counted else 0.0
        return min(limits.most(plan, offer, "offer", month) * counted, need) if offer and counted else need
    through = limits.coming(plan).get((limit.of, month), 0.0) if offer else plan.production[limit.of][at]
    return through * counted


def _item(plan: Plan, of: str) -> str:
    """The item of an offer or recipe."""
    offer = plan.world.by_id(Offer).get(of)
    return offer.item if offer is not None else plan.world.by_id(Recipe)[of].output
