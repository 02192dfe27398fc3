"""How much hangs on limits, all in one unit: what goes through them or is kept out by them, the most first."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import attrs

from desktop.analysis import limits, supply
from desktop.analysis.lens import ALL, Lens, weights
from desktop.analysis.limits import Limit
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Offer, Recipe

_SHUT = ("months", "lead", "stop", "late file", "qualified", "rule", "pin")
"""The kinds of limits that may let nothing through at all."""


@attrs.frozen
class Measure:
    """In what effects are told: ``unit`` is the lens in whose unit they are, ``asked`` that of what is looked at."""

    unit: Lens = ALL
    asked: Lens = ALL

    def need(self, plan: Plan, months: Iterable[Month]) -> float:
        """What is needed in some months of what is looked at, in the unit."""
        counted = 1.0 if self.unit == self.asked else supply.per_unit(plan, self.unit).get(self.asked.id, 0.0)
        need, first = supply.requirement(plan, self.asked), plan.months[0].index
        return counted * float(sum(need.iloc[month.index - first] for month in months))


def ranked(plan: Plan, lens: Lens, reached: Iterable[Limit]) -> tuple[Measure, tuple[Limit, ...]]:
    """Limits of single months as one each, with their effects, and the measure in which these are.

    The unit is that of the lens; of an item on the way to which other goods are held back, all rare earths contained.
    Through a limit of quantity goes what the plan makes or buys there; of an offer or recipe that is shut out, by a
    date or a rule, what it could bring, but no more than the month needs.
    """
    own = list(reached)
    alone = lens.kind != "item" or {_item(plan, limit.of) for limit in own} <= {lens.id}
    measure = Measure(lens if alone else ALL, lens)
    weighed = [attrs.evolve(limit, effect=_effect(plan, measure, limit)) for limit in own]
    merged = limits.merged(weighed)
    found = [attrs.evolve(limit, effect=together(plan, measure, [limit])) for limit in merged]
    return measure, tuple(sorted(found, key=lambda limit: -limit.effect))


def together(plan: Plan, measure: Measure, alike: Sequence[Limit]) -> float:
    """What hangs on limits of one kind and the same months.

    Those that shut offers or recipes out keep no more from coming, all of them, than is needed in their months.
    """
    total = sum(limit.effect for limit in alike)
    if alike[0].kind not in _SHUT:
        return total
    return min(total, measure.need(plan, alike[0].months))


def _effect(plan: Plan, measure: Measure, limit: Limit) -> float:
    """In the unit of the measure; goods count as they are bought, and made by what has to be bought for them."""
    bought = limit.of in plan.world.by_id(Offer) or measure.unit.kind == "item"
    counts = weights(plan.world, measure.unit) if bought else supply.per_unit(plan, measure.unit)
    counted = counts.get(_item(plan, limit.of), 0.0)
    return counted and sum(_amount(plan, measure, limit, month, counted) for month in limit.months)


def _amount(plan: Plan, measure: Measure, limit: Limit, month: Month, counted: float) -> float:
    """What goes through in a month; where that is nothing, what could."""
    at, offer = month.index - plan.months[0].index, plan.world.by_id(Offer).get(limit.of)
    through = limits.coming(plan).get((limit.of, month), 0.0) if offer else plan.production[limit.of][at]
    if through or limit.kind not in _SHUT:
        return through * counted
    own = plan.world.by_id(Recipe)[limit.of].capacity if offer is None else limits.most(plan, offer, "offer", month)
    return min(math.inf if own is None else own * counted, measure.need(plan, (month,)))


def _item(plan: Plan, of: str) -> str:
    """The item of an offer or recipe."""
    offer = plan.world.by_id(Offer).get(of)
    return offer.item if offer is not None else plan.world.by_id(Recipe)[of].output
