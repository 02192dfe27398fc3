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
    data = written.draft.arrays
    lanes, arrive = data.lanes, x[written.draft.columns.arrive]
    ladders = {ladder.offer: ladder for ladder in written.ladders}
    for lane, month in np.argwhere(arrive > 0).tolist():
        offer = int(lanes.offer[lane])
        quantity = float(arrive[lane, month])
        day = dt.date.fromordinal(int(lanes.order_by[lane, month]))
        new_file = bool(lanes.new_file[lane, month])
        licence = "new" if new_file else ""
        if lane >= len(data.offers):
            licence = lanes.licences[lane - len(data.offers)].id
        cost = data.landed.of(offer, month, quantity)
        tiers: Tiers = ()
        if offer in ladders:
            cost, tiers = _tiered(ladders[offer], x, month, quantity)
        yield Order(
            offer=data.offers[offer].id,
            month=data.months[month],
            quantity=quantity,
            usable=quantity * data.offers[offer].usable_yield,
            cost=cost,
            order_date=day,
            licence=licence,
            file_by=day if new_file else None,
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
