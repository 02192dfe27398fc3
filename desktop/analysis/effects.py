"""How much hangs on limits, all in one unit: what goes through them or is kept out by them, the most first."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import attrs

from desktop.analysis import limits, supply
from desktop.analysis.lens import ALL, Lens
from desktop.analysis.limits import Limit
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Offer, Recipe

_SHUT = ("months", "lead", "stop", "late file", "qualified", "rule", "pin")
"""The kinds of limits that may let nothing through at all."""


def ranked(plan: Plan, lens: Lens, reached: Iterable[Limit]) -> tuple[Lens, tuple[Limit, ...]]:
    """Limits of single months as one each, with their effects, and the lens in whose unit these are.

    The unit is that of the lens; of an item on the way to which other goods are held back, all rare earths contained.
    Through a limit of quantity goes what the plan makes or buys there; of an offer or recipe that is shut out, by a
    date or a rule, what it could bring, but no more than the month needs.
    """
    own = list(reached)
    alone = lens.kind != "item" or {_item(plan, limit.of) for limit in own} <= {lens.id}
    measure = lens if alone else ALL
    weighed = [attrs.evolve(limit, effect=_effect(plan, measure, limit)) for limit in own]
    merged = limits.merged(weighed)
    found = [attrs.evolve(limit, effect=together(plan, measure, [limit])) for limit in merged]
    return measure, tuple(sorted(found, key=lambda limit: -limit.effect))


def together(plan: Plan, lens: Lens, alike: Sequence[Limit]) -> float:
    """What hangs on limits of one kind and the same months, in the unit of the lens.

    Those that shut offers or recipes out keep no more from coming, all of them, than is needed in their months.
    """
    total = sum(limit.effect for limit in alike)
    if alike[0].kind not in _SHUT:
        return total
    return min(total, sum(_need(plan, lens, month) for month in alike[0].months))


def _effect(plan: Plan, lens: Lens, limit: Limit) -> float:
    counted = supply.per_unit(plan, lens).get(_item(plan, limit.of), 0.0)
    return counted and sum(_amount(plan, lens, limit, month, counted) for month in limit.months)


def _amount(plan: Plan, lens: Lens, limit: Limit, month: Month, counted: float) -> float:
    """What goes through in a month; where that is nothing, what could."""
    at, offer = month.index - plan.months[0].index, plan.world.by_id(Offer).get(limit.of)
    through = limits.coming(plan).get((limit.of, month), 0.0) if offer else plan.production[limit.of][at]
    if through or limit.kind not in _SHUT:
        return through * counted
    own = plan.world.by_id(Recipe)[limit.of].capacity if offer is None else limits.most(plan, offer, "offer", month)
    return min(math.inf if own is None else own * counted, _need(plan, lens, month))


def _need(plan: Plan, lens: Lens, month: Month) -> float:
    return float(supply.requirement(plan, lens).iloc[month.index - plan.months[0].index])


def _item(plan: Plan, of: str) -> str:
    """The item of an offer or recipe."""
    offer = plan.world.by_id(Offer).get(of)
    return offer.item if offer is not None else plan.world.by_id(Recipe)[of].output
