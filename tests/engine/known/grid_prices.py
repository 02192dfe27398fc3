"""What every plan of a grid pays for what it buys: tiers of both kinds over every window, and their charges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs
import numpy as np
import numpy.typing as npt

from desktop.model.records import Tier

if TYPE_CHECKING:
    from tests.engine.known.grid import Grid

Array = npt.NDArray[np.float64]


def charged_and_landed(grid: Grid) -> Array:
    """Planned purchases at the prices of their tiers, with the charges of these, INR by plan."""
    cost = np.zeros(len(grid.x))
    for row, offer in enumerate(grid.offers):
        tiers = sorted((tier for tier in grid.case.all(Tier) if tier.offer == offer.id), key=lambda t: t.from_quantity)
        if not tiers:
            cost += grid.x[:, row] @ grid.price[row]
            continue
        for months in _windows(grid, tiers[0].basis):
            pay = _all_units if tiers[0].kind == "all units" else _incremental
            counted = tiers[0].basis != "order"
            cost += pay(grid.x[:, row, months], grid.placed[row, months] * counted, grid.price[row, months], tiers)
    return cost


def worth(grid: Grid) -> Array:
    """What is paid for what arrives, without charges, INR, (plans, offers, months): receipts at the offer's price.

    Tiers that are incremental count by order here: else it is open in which month of their window what is paid.
    """
    found = (grid.x + grid.placed) * grid.price
    for row, offer in enumerate(grid.offers):
        tiers = sorted((tier for tier in grid.case.all(Tier) if tier.offer == offer.id), key=lambda t: t.from_quantity)
        free = [attrs.evolve(tier, charge=0.0) for tier in tiers]
        for months in _windows(grid, tiers[0].basis) if tiers else ():
            placed, price, x = grid.placed[row, months], grid.price[row, months], grid.x[:, row, months]
            if tiers[0].kind == "all units":
                volume = x.sum(axis=1) + placed.sum() * (tiers[0].basis != "order")
                each = np.broadcast_to(price, x.shape)
                for tier in tiers:
                    each = np.where((volume >= tier.from_quantity).reshape(-1, 1), _tier_price(tier, price), each)
                paid = x * each
            else:
                assert tiers[0].basis == "order"
                paid = _incremental(x, 0.0 * placed, price, free).reshape(-1, 1)
            found[:, row, months] = paid + placed * price
    return found


def _windows(grid: Grid, basis: str) -> Iterator[list[int]]:
    everywhere = list(range(len(grid.months)))
    if basis == "order":
        yield from ([at] for at in everywhere)
    elif basis == "horizon":
        yield everywhere
    else:
        yield from (months for _, months in grid.years())


def _all_units(x: Array, placed: Array, price: Array, tiers: list[Tier]) -> Array:
    """Every planned unit at the price of the tier that the volume lies in; its charge if anything is planned."""
    volume = x.sum(axis=1) + placed.sum()
    cost = x @ price
    for tier in tiers:
        within = volume >= tier.from_quantity
        cost = np.where(within, x @ _tier_price(tier, price) + tier.charge * (x.sum(axis=1) > 0), cost)
    return cost


def _incremental(x: Array, placed: Array, price: Array, tiers: list[Tier]) -> Array:
    """Every part of the volume at its tier's price, the same in all months; receipts fill the lowest tiers."""
    lower = [0.0, *(tier.from_quantity for tier in tiers)]
    upper = [*lower[1:], np.inf]
    before = placed.sum()
    after = x.sum(axis=1) + before
    prices = [price, *(_tier_price(tier, price) for tier in tiers)]
    charges = [0.0, *(tier.charge for tier in tiers)]
    cost = np.zeros(len(x))
    for low, high, each, charge in zip(lower, upper, prices, charges, strict=True):
        assert np.ptp(each) == 0
        part = np.maximum(np.minimum(after, high) - max(before, low), 0.0)
        cost += part * each[0] + charge * (part > 0)
    return cost


def _tier_price(tier: Tier, price: Array) -> Array:
    return price * (1 - tier.discount / 100) if tier.price is None else np.full(price.shape, tier.price)
