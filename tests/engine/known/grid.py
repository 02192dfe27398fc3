"""The best plan of a tiny project by trying every plan in whole units: only records, numpy and the words of the model.

It knows projects that buy what they deliver (no recipes, licences, storage limits or safety stock), with nothing
delivered late. Every offer's quantity is a whole number of lots up to its capacity, lots of 1 where it has none.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import numpy as np
import numpy.typing as npt

from desktop.model.months import Month, span
from desktop.model.project import Project
from desktop.model.records import Item, Mix, Offer, Price, Receipt, Source, Target
from tests.engine.known.grid_prices import charged_and_landed
from tests.engine.known.grid_rules import broken
from tests.engine.known.grid_years import incentives, least_kept, take_or_pay

Array = npt.NDArray[np.float64]
_SAME = 1e-9


@attrs.frozen(eq=False)
class Grid:
    """Every plan of a project: ``x`` is what arrives as bought, (plans, offers, months); ``placed`` is on order."""

    case: Project
    months: tuple[Month, ...]
    price: Array
    placed: Array
    x: Array

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The offers, in the order of the arrays."""
        return self.case.all(Offer)

    @property
    def mix(self) -> Mix:
        """The mix that is planned."""
        return self.case.all(Mix)[0]

    def of_source(self, source: Source) -> npt.NDArray[np.bool_]:
        """Which offers are of a source."""
        return np.array([offer.source == source.id for offer in self.offers])

    def years(self) -> Iterator[tuple[int, list[int]]]:
        """Each fiscal year with the positions of its months in the plan."""
        for year in sorted({month.fiscal_year for month in self.months}):
            yield year, [at for at, month in enumerate(self.months) if month.fiscal_year == year]


def best(case: Project) -> dict[str, float]:
    """What each goal comes to in the best plan, in the order of the project's mix."""
    grid = _every_plan(case)
    lost, stock = _deliveries(grid)
    steps = {
        "targets": _target_goals(grid, lost),
        "rules": {f"{rank} rules": broken(grid, rank) for rank in ("high", "normal", "low")},
        "cost": {"cost": _cost(grid, lost, stock)},
    }
    goals = {"law rules": broken(grid, "law")}
    for step in dict.fromkeys([*grid.mix.goals, "targets", "rules", "cost"]):
        goals |= steps[step]
    left = np.arange(len(grid.x))
    reached = {}
    for name, values in goals.items():
        least = float(values[left].min())
        left = left[values[left] <= least + _SAME * (1 + abs(least))]
        reached[name] = least
    return reached


def _target_goals(grid: Grid, lost: dict[str, Array]) -> dict[str, Array]:
    """What is lost of each priority, the largest share first where the mix is fair, and how early it is short."""
    found: dict[str, Array] = {}
    early = np.arange(len(grid.months), 0, -1.0)
    shortage = np.zeros(len(grid.x))
    for priority in ("must", "should"):
        shares = [
            lost[item.id] / asked
            for item in grid.case.all(Item)
            if item.priority == priority and (asked := _asked(grid, item))
        ]
        if shares and grid.mix.shortage == "fair split":
            found[f"{priority} fair split"] = np.max([share.sum(axis=1) for share in shares], axis=0)
        found[f"{priority} targets"] = sum((share.sum(axis=1) for share in shares), start=np.zeros(len(grid.x)))
        shortage += sum(share @ early for share in shares)
    return found | {"early shortage": shortage}


def _asked(grid: Grid, item: Item) -> float:
    return sum(row.quantity for row in grid.case.all(Target) if row.item == item.id)


def _every_plan(case: Project) -> Grid:
    """All plans that keep to lots, capacities and the smallest quantities of years."""
    settings = case.settings
    assert settings.first_month is not None
    months = span(settings.first_month, settings.months)
    placed = _placed(case, months)
    offers = case.all(Offer)
    cells = [_quantities(offer, placed[row, at]) for row, offer in enumerate(offers) for at in range(len(months))]
    every = np.stack(np.meshgrid(*cells, indexing="ij"), axis=-1).reshape(-1, len(offers), len(months))
    grid = Grid(case, months, _prices(case, months), placed, every)
    kept = least_kept(grid)
    use = np.array([offer.capacity_use for offer in offers]).reshape(-1, 1)
    for source in case.all(Source):
        if source.capacity is not None:
            own = grid.of_source(source)
            taken = ((every + placed) * use)[:, own].sum(axis=1)
            kept &= ((taken <= source.capacity + _SAME) | (every[:, own].sum(axis=1) == 0)).all(axis=1)
    return attrs.evolve(grid, x=every[kept])


def _quantities(offer: Offer, placed: float) -> Array:
    """What may arrive in a month: nothing, or whole lots from the smallest order up to the capacity."""
    assert offer.capacity is not None
    lots = np.arange(0.0, offer.capacity - placed + _SAME, offer.lot_size or 1.0)
    return lots[(lots == 0) | (lots >= offer.minimum_order)] if lots.size else np.zeros(1)


def _placed(case: Project, months: tuple[Month, ...]) -> Array:
    """Receipts as bought, (offers, months)."""
    offers = case.all(Offer)
    at = {offer.id: row for row, offer in enumerate(offers)}
    placed = np.zeros((len(offers), len(months)))
    for row in case.all(Receipt):
        assert row.month is not None
        placed[at[row.offer], months.index(row.month)] += row.quantity / offers[at[row.offer]].usable_yield
    return placed


def _prices(case: Project, months: tuple[Month, ...]) -> Array:
    """The list price of each offer and month; INR and DDP, so that it is the landed cost."""
    prices = np.array([[offer.price] * len(months) for offer in case.all(Offer)])
    at = {offer.id: row for row, offer in enumerate(case.all(Offer))}
    for row in sorted(case.all(Price), key=lambda row: str(row.from_month)):
        assert row.from_month is not None
        prices[at[row.offer], [month >= row.from_month for month in months]] = row.value
    return prices


def _deliveries(grid: Grid) -> tuple[dict[str, Array], dict[str, Array]]:
    """What is lost and what is left in stock by item, (plans, months); all is delivered as soon as it can be."""
    lost, stock = {}, {}
    for item in grid.case.all(Item):
        lost[item.id] = np.zeros((len(grid.x), len(grid.months)))
        stock[item.id] = np.zeros((len(grid.x), len(grid.months)))
        gains = np.array([offer.usable_yield * (offer.item == item.id) for offer in grid.offers])
        held = np.full(len(grid.x), item.opening_stock)
        for at, month in enumerate(grid.months):
            held = held + (grid.x[:, :, at] + grid.placed[:, at]) @ gains
            asked = sum(row.quantity for row in grid.case.all(Target) if (row.item, row.month) == (item.id, month))
            given = np.minimum(held, asked)
            held = held - given
            lost[item.id][:, at] = asked - given
            stock[item.id][:, at] = held
    return lost, stock


def _cost(grid: Grid, lost: dict[str, Array], stock: dict[str, Array]) -> Array:
    """What each plan costs, INR."""
    cost = charged_and_landed(grid) + take_or_pay(grid) - incentives(grid)
    cost += float((grid.placed * grid.price).sum())
    for source in grid.case.all(Source):
        ordered = (grid.x[:, grid.of_source(source)].sum(axis=1) > 0).sum(axis=1)
        cost += source.order_cost * ordered + source.contract_cost * (ordered > 0)
    interest = grid.case.settings.capital_rate / 100 / 12
    for item in grid.case.all(Item):
        worth = [
            grid.price[row].mean() / offer.usable_yield
            for row, offer in enumerate(grid.offers)
            if offer.item == item.id
        ]
        cost += (item.holding_cost + interest * min(worth, default=0.0)) * stock[item.id].sum(axis=1)
        if item.priority == "traded":
            cost += item.lost_cost * lost[item.id].sum(axis=1)
    return cost
