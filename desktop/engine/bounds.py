"""How much can arrive: what capacity leaves, and what the targets ask for, of each offer and source."""

from __future__ import annotations

import attrs
import numpy as np

from desktop.engine.arrays import Arrays
from desktop.engine.scales import Scales, requirement
from desktop.engine.vectors import BoolArray, FloatArray
from desktop.model.records import Incentive, Issued, Pin, Rule, Tier

BEYOND = 20.0
"""How often over rules or incentives may make a plan buy what the targets ask for, at first."""


@attrs.frozen(eq=False)
class Bounds:
    """Upper bounds on arrivals as bought; those of sources are in use of their joint capacity.

    ``offer`` (offers, t) and ``source`` (sources, t) are what order costs are spread over where they are not
    whole, ``contract`` (sources,) the same for contract costs; 0 where nothing can come, infinite where nothing
    limits. ``order`` (offers, t) and ``make`` (recipes, t), always finite, are more than one whole order, and one
    month's making, can sensibly be; ``guessed`` (offers, t) where no capacity limits an order, so that rules or
    incentives can make more of it sensible after all.
    """

    offer: FloatArray
    source: FloatArray
    contract: FloatArray
    order: FloatArray
    make: FloatArray
    guessed: BoolArray


def bounds(arrays: Arrays, scales: Scales, *, whole: bool = False, beyond: float = BEYOND) -> Bounds:
    """The bounds of a project (model.md section 4.4), for orders in whole lots or not.

    ``beyond`` is how often over a rule or an incentive may make a plan buy what the targets ask for.
    """
    use = np.array([offer.capacity_use for offer in arrays.offers])
    yields = np.array([offer.usable_yield for offer in arrays.offers])
    wanted = arrays.target.sum(axis=1) + _closing(arrays)
    need = requirement(arrays, wanted)
    bought = np.where(need > 0, need, np.inf)[arrays.item_of] / yields
    free, asked = open_capacity(arrays), requirement(arrays, wanted + _asked_besides(arrays, yields))
    offer = np.minimum(free, bought.reshape(-1, 1))
    sensible = _order(arrays, scales, asked, yields, beyond)
    order = np.minimum(free, sensible)
    source = np.array([_joint(arrays, at, use, offer) for at in range(len(arrays.sources))])
    source = source.reshape(len(arrays.sources), arrays.size)
    return Bounds(
        offer=offer,
        source=source,
        contract=np.array([_contract(arrays, at, use, bought, source[at]) for at in range(len(arrays.sources))]),
        order=_in_lots(arrays, order) if whole else order,
        make=np.minimum(arrays.recipe_capacity, _make(arrays, scales, asked, beyond)),
        guessed=np.asarray(_wants_more(arrays) & (sensible < free)),
    )


def open_capacity(arrays: Arrays) -> FloatArray:
    """What each offer can still deliver, (offers, t): 0 in months in which no way in is open."""
    ways = np.zeros(arrays.offer_capacity.shape, dtype=bool)
    np.logical_or.at(ways, arrays.lanes.offer, arrays.lanes.open)
    return np.where(ways, arrays.offer_capacity, 0.0)


def joint_capacity(arrays: Arrays, source: int, use: FloatArray) -> FloatArray:
    """What a source can still deliver of all its offers together, (t,): less receipts and commitments in force."""
    own = np.flatnonzero(arrays.source_of == source)
    taken = use[own] @ arrays.receipts[own] + _owed(arrays, source, use)
    return np.asarray(np.maximum(arrays.source_capacity[source] - taken, 0.0))


def _owed(arrays: Arrays, source: int, use: FloatArray) -> FloatArray:
    """Joint capacity that commitments take, each item by the use of the source's first offer of it."""
    owed = np.zeros(arrays.size)
    for item in np.flatnonzero(arrays.committed[source].any(axis=1)):
        selling = np.flatnonzero((arrays.source_of == source) & (arrays.item_of == item))
        owed += arrays.committed[source, item] * (use[selling[0]] if selling.size else 1.0)
    return owed


def _closing(arrays: Arrays) -> FloatArray:
    return np.array([0.0 if item.closing == "free" else item.closing_stock for item in arrays.items])


def _asked_besides(arrays: Arrays, yields: FloatArray) -> FloatArray:
    """What pins and the plan issued last ask for whatever the targets do, (items,), usable."""
    asked = np.zeros(len(arrays.items))
    offers = {offer.id: position for position, offer in enumerate(arrays.offers)}
    recipes = {recipe.id: position for position, recipe in enumerate(arrays.recipes)}
    rows: tuple[Pin | Issued, ...] = (*arrays.world.all(Pin), *arrays.world.all(Issued))
    for row in (each for each in rows if each.offer):
        if row.mix == arrays.mix.id:
            asked[arrays.item_of[offers[row.offer]]] += row.quantity * yields[offers[row.offer]]
    for pin in arrays.world.all(Pin):
        if pin.recipe and pin.mix == arrays.mix.id:
            asked[arrays.output_of[recipes[pin.recipe]]] += pin.quantity
    return asked


def _joint(arrays: Arrays, source: int, use: FloatArray, offer: FloatArray) -> FloatArray:
    own = np.flatnonzero(arrays.source_of == source)
    together = use[own, None] * np.where(use[own, None] > 0, np.maximum(offer[own], 0.0), 0.0)
    return np.asarray(np.minimum(joint_capacity(arrays, source, use), together.sum(axis=0)))


def _contract(arrays: Arrays, source: int, use: FloatArray, bought: FloatArray, monthly: FloatArray) -> float:
    own = np.flatnonzero(arrays.source_of == source)
    most: dict[int, float] = {}
    for offer in own:
        asked = float(use[offer] * bought[offer]) if use[offer] > 0 else 0.0
        most[arrays.item_of[offer]] = max(most.get(arrays.item_of[offer], 0.0), asked)
    return min(float(monthly.sum()), sum(most.values()))


def _order(arrays: Arrays, scales: Scales, need: FloatArray, yields: FloatArray, beyond: float) -> FloatArray:
    """More than one order can sensibly be, (offers, t), where capacity does not limit it.

    It is what the months still to come ask for, what closing and safety stock, pins and the issued plan add, and the
    steps in which one has to buy: lots, minimum orders, tiers, yearly quantities. Rules and incentives can make a plan
    buy at any time what nothing asks for, to be allowed to buy of another source or to be paid for it.
    """
    item = arrays.item_of
    if _wants_more(arrays):
        asked = beyond * np.maximum(need, scales.item)[item] / yields
        return np.asarray(np.repeat((asked + _steps(arrays)).reshape(-1, 1), arrays.size, axis=1))
    left = np.cumsum(arrays.target[:, ::-1], axis=1)[:, ::-1]
    for row, record in enumerate(arrays.items):
        late = min(record.months_late, arrays.size)
        left[row] = np.concatenate([np.full(late, left[row, 0]), left[row, : arrays.size - late]])
    left = requirement(arrays, left + (_closing(arrays) + _asked_besides(arrays, yields)).reshape(-1, 1))
    safety = np.array([record.safety_days / 30 for record in arrays.items]).reshape(-1, 1) * need.reshape(-1, 1)
    stored = requirement(arrays, np.broadcast_to(safety, left.shape).copy())
    asked = (left + stored)[item] / yields.reshape(-1, 1)
    return np.asarray(asked + _steps(arrays).reshape(-1, 1))


def _wants_more(arrays: Arrays) -> bool:
    """Whether rules or incentives can make a plan buy what nothing asks for."""
    return any(rule.mix in ("", arrays.mix.id) for rule in arrays.world.all(Rule)) or bool(arrays.world.all(Incentive))


def _in_lots(arrays: Arrays, most: FloatArray) -> FloatArray:
    """``most`` in whole lots, where lots are."""
    lot = np.array([offer.lot_size for offer in arrays.offers]).reshape(-1, 1)
    lots = np.where(lot > 0, lot, 1.0)
    near = np.where(lot > 0, lots * np.floor(most / lots * (1 + 1e-12)), most)[:, : arrays.near]
    return np.concatenate([near, most[:, arrays.near :]], axis=1)


def _make(arrays: Arrays, scales: Scales, need: FloatArray, beyond: float) -> FloatArray:
    """More than one month's making can sensibly be, (recipes, 1), where capacity does not limit it."""
    size = np.maximum(need, scales.item * arrays.size)[arrays.output_of].reshape(-1, 1)
    return np.asarray(beyond * size)


def _steps(arrays: Arrays) -> FloatArray:
    """The largest step in which one may have to buy of each offer."""
    at = {offer.id: position for position, offer in enumerate(arrays.offers)}
    steps = np.array([max(offer.lot_size, offer.minimum_order) + offer.lot_size for offer in arrays.offers])
    for tier in arrays.world.all(Tier):
        steps[at[tier.offer]] += tier.from_quantity
    for position, source in enumerate(arrays.source_of):
        record, use = arrays.sources[source], arrays.offers[position].capacity_use
        yearly = record.least_per_year + record.take_or_pay_share / 100 * record.take_or_pay_quantity
        steps[position] += yearly / use if use > 0 else 0.0
    return steps
