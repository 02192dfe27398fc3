"""What fiscal years ask of every plan of a grid: smallest quantities, take-or-pay, incentives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from desktop.model.records import Incentive, Source
from tests.engine.known.grid_prices import worth

if TYPE_CHECKING:
    from tests.engine.known.grid import Grid

Array = npt.NDArray[np.float64]
_SAME = 1e-9


def least_kept(grid: Grid) -> npt.NDArray[np.bool_]:
    """Which plans buy nothing or the smallest quantity of every source in every fiscal year."""
    kept = np.ones(len(grid.x), dtype=bool)
    for source in grid.case.all(Source):
        own = grid.of_source(source)
        for _, months in grid.years():
            bought = grid.x[:, own][:, :, months].sum(axis=(1, 2)) > 0
            kept &= ~bought | (_taken(grid, source, months) >= source.least_per_year - _SAME)
    return kept


def take_or_pay(grid: Grid) -> Array:
    """What is paid for what was not taken, at the lowest price of the year per use."""
    cost = np.zeros(len(grid.x))
    use = np.array([offer.capacity_use for offer in grid.offers]).reshape(-1, 1)
    for source in grid.case.all(Source):
        own = grid.of_source(source)
        for _, months in grid.years():
            agreed = source.take_or_pay_share / 100 * source.take_or_pay_quantity
            if agreed and own.any():
                price = (grid.price / use)[own][:, months].min()
                cost += price * np.maximum(agreed - _taken(grid, source, months), 0.0)
    return cost


def _taken(grid: Grid, source: Source, months: list[int]) -> Array:
    """Use of a source in some months, planned and placed, by plan."""
    own = grid.of_source(source)
    use = np.array([offer.capacity_use for offer in grid.offers])[own]
    arrives = (grid.x + grid.placed)[:, own][:, :, months].sum(axis=2)
    return np.asarray(arrives @ use)


def incentives(grid: Grid) -> Array:
    """What the State pays for items bought, once their domestic value reaches its share; tiers count as they cost."""
    paid, rows = np.zeros(len(grid.x)), grid.case.all(Incentive)
    value = worth(grid) if rows else paid
    for row in rows:
        own = np.array([offer.item == row.item for offer in grid.offers])
        home = np.array([offer.domestic_value / 100 for offer in grid.offers])[own]
        gain = np.array([offer.usable_yield for offer in grid.offers])[own]
        for _, year in grid.years():
            months = [
                at
                for at in year
                if (row.first_month is None or row.first_month <= grid.months[at])
                and (row.last_month is None or grid.months[at] <= row.last_month)
            ]
            arrives = (grid.x + grid.placed)[:, own][:, :, months]
            values = value[:, own][:, :, months].sum(axis=2)
            quantity, total = arrives.sum(axis=2) @ gain, values.sum(axis=1)
            reached = values @ home >= row.least_domestic / 100 * total - _SAME
            due = row.rate * quantity if row.rate_kind == "INR/unit" else row.rate / 100 * total
            paid += np.where(reached, due if row.cap is None else np.minimum(due, row.cap), 0.0)
    return paid
