"""Column values as orders, each with its dates, licence, and what it costs in which tier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

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
    yield from _placed(written.draft.arrays)
    yield from _planned(written, x)


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
    """Every lane and month that carries anything; what orders have in common is looked up for all of them at once."""
    data, lanes = written.draft.arrays, written.draft.arrays.lanes
    arrive = x[written.draft.columns.arrive]
    ladders = {ladder.offer: ladder for ladder in written.ladders}
    lane, month = np.nonzero(arrive > 0)
    offer, quantity = lanes.offer[lane], arrive[lane, month]
    licences = ["" for _ in data.offers] + [licence.id for licence in lanes.licences]
    found = zip(
        lane.tolist(),
        offer.tolist(),
        month.tolist(),
        quantity.tolist(),
        lanes.order_by[lane, month].tolist(),
        lanes.new_file[lane, month].tolist(),
        data.landed.of_several(offer, month, quantity),
        strict=True,
    )
    for way, bought, arrives, amount, ordinal, new_file, landed in found:
        record, day = data.offers[bought], dt.date.fromordinal(ordinal)
        cost, tiers = landed, _NO_TIERS
        if bought in ladders:
            cost, tiers = _tiered(ladders[bought], x, arrives, amount)
        yield Order(
            record.id,
            data.months[arrives],
            amount,
            amount * record.usable_yield,
            cost,
            day,
            licences[way] or ("new" if new_file else ""),
            day if new_file else None,
            tiers=tiers,
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
