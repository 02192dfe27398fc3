"""How much can arrive: what capacity leaves, and what the targets ask for, of each offer and source."""

from __future__ import annotations

import attrs
import numpy as np

from desktop.engine.arrays import Arrays
from desktop.engine.scales import Scales, requirement
from desktop.engine.vectors import BoolArray, FloatArray, summed
from desktop.model.asked import pins_asked, rules_asked
from desktop.model.records import Incentive, Issued, Pin, Source, Tier

BEYOND = 20.0
"""How often over rules or incentives may make a plan buy what the targets ask for, at first.

A choice, not a measurement: to have what one source alone sells under a share of at most 5 %, 20 times as much must be
bought. A larger one makes looser rows of whole orders; ``whole.improve`` takes one where a plan comes up to this one.
"""


@attrs.frozen(eq=False)
class Bounds:
    """Upper bounds on arrivals as bought; those of sources are in use of their joint capacity.

    ``offer`` (offers, t) and ``source`` (sources, t) are what order costs are spread over where they are not
    whole, ``contract`` (sources,) the same for contract costs; 0 where nothing can come, infinite where nothing
    limits. ``joint`` (sources, t) is what each source can still deliver of all its offers, whatever is asked.
    ``order`` (offers, t) and ``make`` (recipes, t), always finite, are more than one whole order, and one
    month's making, can sensibly be; ``possible`` (offers, t) where that is anything at all, ``guessed`` (offers, t)
    where no capacity limits an order, so that rules or incentives can make more of it sensible after all.
    """

    offer: FloatArray
    source: FloatArray
    contract: FloatArray
    joint: FloatArray
    order: FloatArray
    make: FloatArray
    possible: BoolArray
    guessed: BoolArray


def bounds(arrays: Arrays, scales: Scales, *, whole: bool = False, beyond: float = BEYOND) -> Bounds:
    """The bounds of a project (model.md section 4.4), for orders in whole lots or not.

    ``beyond`` is how often over a rule or an incentive may make a plan buy what the targets ask for.
    """
    wanted = arrays.target.sum(axis=1) + _closing(arrays)
    need = requirement(arrays, wanted + _covering(arrays))
    bought = np.where(need > 0, need, np.inf)[arrays.item_of] / arrays.yields + _agreed(arrays)
    free, asked = open_capacity(arrays), requirement(arrays, wanted + _asked_besides(arrays))
    offer = np.minimum(free, bought.reshape(-1, 1))
    sensible = _order(arrays, scales, asked, beyond)
    order = np.minimum(free, sensible)
    order = _in_lots(arrays, order) if whole else order
    joint = joint_capacities(arrays)
    source = _together(arrays, joint, offer)
    return Bounds(
        offer=offer,
        source=source,
        contract=_contracts(arrays, bought, source),
        joint=joint,
        order=order,
        make=np.minimum(arrays.recipe_capacity, _make(arrays, scales, asked, beyond)),
        possible=order > 0,
        guessed=np.asarray(_wants_more(arrays) & (sensible < free)),
    )


def open_capacity(arrays: Arrays) -> FloatArray:
    """What each offer can still deliver, (offers, t): 0 in months in which no way in is open."""
    ways = np.zeros(arrays.offer_capacity.shape, dtype=bool)
    np.logical_or.at(ways, arrays.lanes.offer, arrays.lanes.open)
    return np.where(ways, arrays.offer_capacity, 0.0)


def joint_capacities(arrays: Arrays) -> FloatArray:
    """What sources can still deliver of all their offers together, (sources, t): less receipts and commitments.

    What is owed of an item takes as much as the source's first offer of it does.
    """
    left = arrays.source_capacity.copy()
    np.subtract.at(left, arrays.source_of, arrays.use.reshape(-1, 1) * arrays.receipts)
    for source, item in np.argwhere(arrays.committed.any(axis=2)).tolist():
        selling = np.flatnonzero((arrays.source_of == source) & (arrays.item_of == item))
        left[source] -= arrays.committed[source, item] * (arrays.use[selling[0]] if selling.size else 1.0)
    return np.asarray(np.maximum(left, 0.0))


def _closing(arrays: Arrays) -> FloatArray:
    return np.array([0.0 if item.closing == "free" else item.closing_stock for item in arrays.items])


def _covering(arrays: Arrays) -> FloatArray:
    """What the days that stock has to cover keep of the largest month's need at the end, (items,), usable."""
    days = {item.id: item.safety_days for item in arrays.items}
    for rule in rules_asked(arrays.world, arrays.mix.id):
        if rule.kind == "cover at least":
            days[rule.item] = max(days[rule.item], rule.limit)
    largest = requirement(arrays, arrays.target).max(axis=1)
    return np.asarray(np.array([days[item.id] / 30 for item in arrays.items]) * largest)


def _agreed(arrays: Arrays) -> FloatArray:
    """What smallest quantities and take-or-pay can make a plan buy of each offer over the horizon, (offers,)."""
    yearly = np.array([_yearly(source) for source in arrays.sources])
    years = {month.fiscal_year for month in arrays.months}
    return len(years) * _as_bought(arrays, yearly[arrays.source_of])


def _as_bought(arrays: Arrays, used: FloatArray) -> FloatArray:
    """``used`` of the joint capacity of each offer's source, (offers,), as bought; nothing where an offer uses none."""
    return np.divide(used, arrays.use, out=np.zeros(used.shape), where=arrays.use > 0)


def _yearly(source: Source) -> float:
    """The most that the terms of a source ask for in a fiscal year, in its use."""
    return max(source.least_per_year, source.take_or_pay_share / 100 * source.take_or_pay_quantity)


def _asked_besides(arrays: Arrays) -> FloatArray:
    """What pins and the plan issued last ask for whatever the targets do, (items,), usable."""
    asked = np.zeros(len(arrays.items))
    pins = tuple(pins_asked(arrays.world, arrays.mix.id, arrays.scenario).values())
    issued = (row for row in arrays.world.all(Issued) if row.mix == arrays.mix.id)
    rows: tuple[Pin | Issued, ...] = (*pins, *issued)
    for row in (each for each in rows if each.offer):
        offer = arrays.offer_at[row.offer]
        asked[arrays.item_of[offer]] += row.quantity * arrays.yields[offer]
    for pin in pins:
        if pin.recipe:
            asked[arrays.output_of[arrays.recipe_at[pin.recipe]]] += pin.quantity
    return asked


def _together(arrays: Arrays, joint: FloatArray, offer: FloatArray) -> FloatArray:
    """What can come of each source in use of its joint capacity, (sources, t): of it, or of all its offers."""
    use = arrays.use.reshape(-1, 1)
    own = np.where(use > 0, use * np.where(use > 0, offer, 0.0), 0.0)
    return np.asarray(np.minimum(joint, summed(arrays.source_of, own, len(joint))))


def _contracts(arrays: Arrays, bought: FloatArray, source: FloatArray) -> FloatArray:
    """What can come of each source over the horizon, (sources,): of each item what is asked, by its largest use."""
    most = np.zeros((len(arrays.sources), len(arrays.items)))
    asked = np.where(arrays.use > 0, arrays.use * np.where(arrays.use > 0, bought, 0.0), 0.0)
    np.maximum.at(most, (arrays.source_of, arrays.item_of), asked)
    return np.asarray(np.minimum(source.sum(axis=1), most.sum(axis=1)))


def _order(arrays: Arrays, scales: Scales, need: FloatArray, beyond: float) -> FloatArray:
    """More than one order can sensibly be, (offers, t), where capacity does not limit it.

    It is what the months still to come ask for, what closing and safety stock, pins and the issued plan add, and the
    steps in which one has to buy: lots, minimum orders, tiers, yearly quantities. Rules and incentives can make a plan
    buy at any time what nothing asks for, to be allowed to buy of another source or to be paid for it.
    """
    item = arrays.item_of
    if _wants_more(arrays):
        asked = beyond * np.maximum(need, scales.item)[item] / arrays.yields
        return np.asarray(np.repeat((asked + _steps(arrays)).reshape(-1, 1), arrays.size, axis=1))
    left = np.cumsum(arrays.target[:, ::-1], axis=1)[:, ::-1]
    for row, record in enumerate(arrays.items):
        late = min(record.months_late, arrays.size)
        left[row] = np.concatenate([np.full(late, left[row, 0]), left[row, : arrays.size - late]])
    left = requirement(arrays, left + (_closing(arrays) + _asked_besides(arrays)).reshape(-1, 1))
    safety = np.array([record.safety_days / 30 for record in arrays.items]).reshape(-1, 1) * need.reshape(-1, 1)
    stored = requirement(arrays, np.broadcast_to(safety, left.shape).copy())
    asked = (left + stored)[item] / arrays.yields.reshape(-1, 1)
    return np.asarray(asked + _steps(arrays).reshape(-1, 1))


def _wants_more(arrays: Arrays) -> bool:
    """Whether rules or incentives can make a plan buy what nothing asks for."""
    return bool(rules_asked(arrays.world, arrays.mix.id)) or bool(arrays.world.all(Incentive))


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
    steps = np.array([max(offer.lot_size, offer.minimum_order) + offer.lot_size for offer in arrays.offers])
    for tier in arrays.world.all(Tier):
        steps[arrays.offer_at[tier.offer]] += tier.from_quantity
    terms = arrays.sources
    yearly = [each.least_per_year + each.take_or_pay_share / 100 * each.take_or_pay_quantity for each in terms]
    return np.asarray(steps + _as_bought(arrays, np.array(yearly)[arrays.source_of]))
