"""Column values as orders, each with its dates, licence, and what it costs in which tier."""

from __future__ import annotations

import datetime as dt

import numpy as np

from desktop.engine.objectives import Written
from desktop.engine.tiers import Ladder
from desktop.engine.vectors import FloatArray
from desktop.model.orders import Orders, Tiers

_NO_TIERS: Tiers = ()


def orders(written: Written, x: FloatArray) -> Orders:
    """The project's receipts as orders that stand, then one order for every lane and month that carries anything."""
    data, lanes = written.draft.arrays, written.draft.arrays.lanes
    arrive = x[written.draft.columns.arrive]
    lane, arrival = np.nonzero(arrive > 0)
    standing = np.nonzero(data.receipts > 0)
    stand = len(standing[0])
    offer, month = np.concatenate([standing, [lanes.offer[lane], arrival]], axis=1)
    quantity = np.concatenate([data.receipts[standing], arrive[lane, arrival]])
    costs, tiers = data.landed.of(offer, month, quantity), [_NO_TIERS] * len(offer)
    for ladder in written.ladders:
        for at in (stand + np.flatnonzero(offer[stand:] == ladder.offer)).tolist():
            costs[at], tiers[at] = _tiered(ladder, x, int(month[at]), float(quantity[at]))
    filed = lanes.new_file[lane, arrival].tolist()
    names = [""] * len(data.offers) + [licence.id for licence in lanes.licences]
    files = [names[way] or ("new" if new else "") for way, new in zip(lane.tolist(), filed, strict=True)]
    days = list(map(dt.date.fromordinal, lanes.order_by[lane, arrival].tolist()))
    return Orders(
        offer=[data.offers[at].id for at in offer.tolist()],
        month=[data.months[at] for at in month.tolist()],
        quantity=quantity.tolist(),
        usable=(quantity * data.yields[offer]).tolist(),
        cost=costs.T.tolist(),
        order_date=[*[None] * stand, *days],
        licence=[""] * stand + files,
        file_by=[None] * stand + [day if new else None for day, new in zip(days, filed, strict=True)],
        placed=[True] * stand + [False] * len(days),
        tiers=tiers,
    )


def _tiered(ladder: Ladder, x: FloatArray, month: int, quantity: float) -> tuple[FloatArray, Tiers]:
    """What an order costs, by part, and how much of it in which tier: the month's in proportion to the order."""
    parts = x[ladder.part[:, month]]
    share = parts * (quantity / parts.sum()) if parts.sum() > 0 else np.where(ladder.lower == 0, quantity, 0.0)
    used = np.flatnonzero(share)
    cost = ladder.landed.of(used, np.full(used.size, month), share[used]).sum(axis=0)
    return cost, tuple(zip(ladder.lower[used].tolist(), share[used].tolist(), strict=True))
