"""Column values as orders, each with its dates, licence, and what it costs in which tier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import chain, repeat

import numpy as np

from desktop.engine.arrays import Arrays
from desktop.engine.objectives import Written
from desktop.engine.tiers import Ladder
from desktop.engine.vectors import FloatArray
from desktop.model.plan import LandedCost, Order

Tiers = tuple[tuple[float, float], ...]
_NO_TIERS: Tiers = ()


def orders(written: Written, x: FloatArray) -> Iterator[Order]:
    """The project's receipts as orders that stand, then one order for every lane and month that carries anything."""
    return chain(_placed(written.draft.arrays), _planned(written, x))


def _placed(data: Arrays) -> Iterator[Order]:
    for offer, month in np.argwhere(data.receipts > 0).tolist():
        quantity = float(data.receipts[offer, month])
        yield Order(
            offer=data.offers[offer].id,
            month=data.months[month],
            quantity=quantity,
            usable=quantity * data.offers[offer].usable_yield,
            cost=data.landed.of(offer, month, quantity),
            placed=True,
        )


def _planned(written: Written, x: FloatArray) -> Iterator[Order]:
    """Every lane and month that carries anything, column by column for all of them at once."""
    data, lanes = written.draft.arrays, written.draft.arrays.lanes
    arrive = x[written.draft.columns.arrive]
    lane, month = np.nonzero(arrive > 0)
    offer, quantity = lanes.offer[lane], arrive[lane, month]
    costs, tiers = list(data.landed.of_several(offer, month, quantity)), [_NO_TIERS] * len(lane)
    for ladder in written.ladders:
        for at in np.flatnonzero(offer == ladder.offer).tolist():
            costs[at], tiers[at] = _tiered(ladder, x, int(month[at]), float(quantity[at]))
    names = ["" for _ in data.offers] + [licence.id for licence in lanes.licences]
    new = lanes.new_file[lane, month].tolist()
    days = list(map(dt.date.fromordinal, lanes.order_by[lane, month].tolist()))
    return map(
        Order,
        [data.offers[at].id for at in offer.tolist()],
        [data.months[at] for at in month.tolist()],
        quantity.tolist(),
        (quantity * data.yields[offer]).tolist(),
        costs,
        days,
        [names[way] or ("new" if filed else "") for way, filed in zip(lane.tolist(), new, strict=True)],
        [day if filed else None for day, filed in zip(days, new, strict=True)],
        repeat(False),  # noqa: FBT003 - a column of what is not placed
        tiers,
    )


def _tiered(ladder: Ladder, x: FloatArray, month: int, quantity: float) -> tuple[LandedCost, Tiers]:
    """What an order costs, and how much of it in which tier: the month's tiers in proportion to the order."""
    parts = x[ladder.part[:, month]]
    share = parts * (quantity / parts.sum()) if parts.sum() > 0 else np.where(ladder.lower == 0, quantity, 0.0)
    cost = LandedCost()
    for tier in np.flatnonzero(share).tolist():
        cost = cost.plus(ladder.landed.of(tier, month, float(share[tier])))
    used = np.flatnonzero(share)
    return cost, tuple(zip(ladder.lower[used].tolist(), share[used].tolist(), strict=True))
