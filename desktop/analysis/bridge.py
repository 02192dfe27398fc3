"""The way from what one plan costs to what another does: one step for each cause, which add up to the difference."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain

import attrs
import numpy as np
from numpy.typing import NDArray

from desktop.analysis import cost, orders
from desktop.analysis.agreements import TERMS, rates
from desktop.analysis.memory import remembered
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Offer

FACTORS = ("volume", "mix", "price", "freight", "rate", "duty")
"""What the landed cost of goods is a product of: how much, of which offer, at which terms."""
BESIDE: Mapping[str, tuple[str, ...]] = {
    "terms": TERMS,
    "making": ("recipes",),
    "stock": ("holding", "capital"),
    "penalties": ("penalties",),
    "incentives": ("incentives",),
}
"""What is added to the cost of goods: steps that are differences of whole parts of the cost."""
STEPS = (*FACTORS, *BESIDE)

_CONTAINED = ""
"""The group of all that contains rare earths, measured in kg of these; anything else is a group of its own."""
Numbers = NDArray[np.float64]


@attrs.frozen
class Bridge:
    """What two plans cost, INR, and the steps from ``start`` to ``end`` by ``STEPS``, INR each."""

    start: float
    end: float
    steps: Mapping[str, float]


@attrs.frozen(eq=False)
class _Goods:
    """What one plan buys of the offers of both, each an array over the offers; rows of ``shares`` add to 1 by group.

    ``volume`` is the amount of the offer's group (kg contained, or the item's unit), ``shares`` the offer's part of
    it; ``price`` and ``freight`` with insurance are in the offer's currency for one of the amount, ``rate`` is INR
    for one unit of that, ``duty`` with its surcharge a part of the value so far, ``inland`` INR for one of the amount.
    """

    volume: Numbers
    shares: Numbers
    price: Numbers
    freight: Numbers
    inland: Numbers
    rate: Numbers
    duty: Numbers

    def taking(self, other: _Goods, factors: frozenset[str]) -> float:
        """The landed cost, INR, with the named factors as they are in ``other``."""

        def of(factor: str) -> _Goods:
            return other if factor in factors else self

        goods = (of("price").price + of("freight").freight) * of("rate").rate * (1 + of("duty").duty)
        each = goods + of("freight").inland
        return float(math.fsum(of("volume").volume * of("mix").shares * each))


def bridge(base: Plan, plan: Plan) -> Bridge:
    """The steps from the cost of ``base`` to that of ``plan``; they add up to the difference but for rounding.

    The landed cost is the sum over offers of volume x share x ((price + freight) x rate x (1 + duty) + inland). A
    factor's step is the mean of what replacing it changes over all orders in which the six can be replaced one after
    another (sequential substitution; the Shapley value, Shorrocks 2013, J. Econ. Inequality 11, 99-126): nothing is
    left over, no order is preferred, and the steps back are the same with the other sign.

    Volume is kg of rare earths bought, together, so that another item or offer for the same kg is mix. Terms are
    averages over what is bought of an offer: when it is bought, and in which tier, counts as price. An offer that
    only one plan uses has the same terms in the other, so that going over to it is mix alone.
    """
    before, after = _aligned(_bought(base), _bought(plan))
    steps = dict.fromkeys(FACTORS, 0.0)
    for factors, weights in _replaced():
        worth = before.taking(after, factors)
        for factor, weight in weights.items():
            steps[factor] += worth * weight
    parts = cost.by_part(base), cost.by_part(plan)
    for step, names in BESIDE.items():
        steps[step] = math.fsum(chain(parts[1][list(names)], -parts[0][list(names)]))
    start, end = math.fsum(parts[0]), math.fsum(parts[1])
    # Costs in between can be far above both ends; what rounding them leaves over goes where it is least.
    largest = max(steps, key=lambda step: abs(steps[step]))
    steps[largest] += math.fsum([end, -start, *(-step for step in steps.values())])
    return Bridge(start, end, steps)


@cache
def _replaced() -> tuple[tuple[frozenset[str], dict[str, float]], ...]:
    """Every set of factors with what the cost at it counts in each factor's mean over all orders."""
    count = len(FACTORS)
    found = []
    for bits in range(2**count):
        inside = frozenset(factor for at, factor in enumerate(FACTORS) if bits >> at & 1)
        size = len(inside)
        joined = 1 / (count * math.comb(count - 1, size - 1)) if size else 0.0
        awaited = 1 / (count * math.comb(count - 1, size)) if size < count else 0.0
        found.append((inside, {factor: joined if factor in inside else -awaited for factor in FACTORS}))
    return tuple(found)


@remembered
def _bought(plan: Plan) -> dict[str, tuple[str, Numbers]]:
    """Each offer that delivers: its group, and its amount, price, freight and value in its currency, then INR.

    The sums are the amount; price, freight with insurance, both in the offer's currency; inland cost, duty with its
    surcharge, and the value that duty is on, in INR.
    """
    offers, lines = plan.world.by_id(Offer), orders.table(plan)
    known = {currency: _by_month(plan, currency) for currency in {offers[offer].currency for offer in lines["offer"]}}
    found: dict[str, tuple[str, Numbers]] = {}
    names = ["contained", "quantity", "price", "freight", "insurance", "inland", "duty", "surcharge"]
    keys = zip(lines["offer"], lines["item"], lines["month"], strict=True)
    for (offer, item, month), line in zip(keys, lines[names].to_numpy(float), strict=True):
        contained, quantity, price, freight, insurance, inland, duty, surcharge = line
        rate = known[offers[offer].currency][month]
        carried, value = freight + insurance, price + freight + insurance
        sums = (contained or quantity, price / rate, carried / rate, inland, duty + surcharge, value)
        before = found[offer][1] if offer in found else 0.0
        found[offer] = _CONTAINED if contained else item, before + np.array(sums)
    return found


def _by_month(plan: Plan, currency: str) -> dict[Month, float]:
    return dict(zip(plan.months, rates(plan, currency, plan.months), strict=True))


def _aligned(before: dict[str, tuple[str, Numbers]], after: dict[str, tuple[str, Numbers]]) -> tuple[_Goods, _Goods]:
    """Both over the same offers; what is not known of one is as in the other."""
    offers = sorted({*before, *after})
    groups = [(after.get(offer) or before[offer])[0] for offer in offers]
    same = np.array([[mine == other for other in groups] for mine in groups], dtype=float).reshape(
        len(groups), len(groups)
    )
    nothing = ("", np.zeros(6))
    sums = [np.array([side.get(offer, nothing)[1] for offer in offers]).reshape(-1, 6).T for side in (before, after)]
    mine, other = (_terms(each, same) for each in sums)
    return _Goods(*_filled(mine, other)), _Goods(*_filled(other, mine))


def _filled(mine: Sequence[Numbers], other: Sequence[Numbers]) -> list[Numbers]:
    return [np.nan_to_num(np.where(np.isnan(one), two, one)) for one, two in zip(mine, other, strict=True)]


def _terms(sums: Numbers, same: Numbers) -> list[Numbers]:
    """The factors of one side in the order of ``_Goods``, NaN where it buys nothing that tells."""
    amount, price, freight, inland, duty, value = sums
    volume = same @ amount
    return [
        volume,
        _ratio(amount, volume),
        _ratio(price, amount),
        _ratio(freight, amount),
        _ratio(inland, amount),
        _ratio(value, price + freight),
        _ratio(duty, value),
    ]


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    known = whole > 0
    return np.where(known, part, np.nan) / np.where(known, whole, 1.0)
