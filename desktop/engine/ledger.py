"""What the second computation works from: a plan's world as plain lists and dictionaries, month by month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from desktop.model.months import Month
from desktop.model.plan import Fault, Plan
from desktop.model.project import Project
from desktop.model.records import (
    Capacity,
    Commitment,
    ExchangeRate,
    Item,
    Offer,
    Price,
    Receipt,
    Recipe,
    RecipeInput,
    Source,
    Target,
)
from desktop.model.series import spread

TOLERANCE = 1e-6
UNLIMITED = float("inf")


@attrs.frozen(eq=False, slots=False)
class Ledger:
    """A plan and its world, with everything by month as plain lists."""

    plan: Plan

    @property
    def world(self) -> Project:
        """The project after the scenario."""
        return self.plan.world

    @property
    def months(self) -> tuple[Month, ...]:
        """The months of the plan."""
        return self.plan.months

    @cached_property
    def place(self) -> dict[Month, int]:
        """The position of each month."""
        return {month: position for position, month in enumerate(self.months)}

    @cached_property
    def item_of(self) -> dict[str, str]:
        """The item of each offer."""
        return {offer.id: offer.item for offer in self.world.all(Offer)}

    @cached_property
    def receipts(self) -> dict[str, list[float]]:
        """What is on order already, by offer."""
        return self.summed((row.offer, row.month, row.quantity) for row in self.world.all(Receipt))

    @cached_property
    def arriving(self) -> dict[str, list[float]]:
        """What arrives of each offer as bought: planned, and on order already."""
        return {
            offer: [new + old for new, old in zip(series, self.receipts.get(offer, self.nothing()), strict=True)]
            for offer, series in self.plan.arrivals.items()
        }

    @cached_property
    def targets(self) -> dict[str, list[float]]:
        """What is promised, by item."""
        return self.summed((row.item, row.month, row.quantity) for row in self.world.all(Target))

    @cached_property
    def inputs(self) -> dict[str, dict[str, float]]:
        """What each recipe takes per unit of output, by recipe and item."""
        taken: dict[str, dict[str, float]] = {}
        for row in self.world.all(RecipeInput):
            recipe = taken.setdefault(row.recipe, {})
            recipe[row.item] = recipe.get(row.item, 0.0) + row.quantity
        return taken

    @cached_property
    def use(self) -> dict[str, list[float]]:
        """What production takes of each item, by month."""
        used = {item.id: self.nothing() for item in self.world.all(Item)}
        for recipe, taken in self.inputs.items():
            for item, quantity in taken.items():
                for position, made in enumerate(self.plan.production[recipe]):
                    used[item][position] += quantity * made
        return used

    @cached_property
    def size(self) -> dict[str, float]:
        """How much of each item the plan moves at most in a month: what a difference is held against."""
        largest = {item.id: max(item.opening_stock, *self.plan.stock[item.id]) for item in self.world.all(Item)}
        for item, series in (*self.use.items(), *self.targets.items()):
            largest[item] = max(largest[item], *series)
        for offer in self.world.all(Offer):
            largest[offer.item] = max(largest[offer.item], *self.plan.arrivals[offer.id])
        return largest

    @cached_property
    def rates(self) -> dict[str, list[float]]:
        """INR per unit of each currency, by month."""
        steps: dict[str, list[tuple[Month, float]]] = {}
        for row in self.world.all(ExchangeRate):
            if row.from_month is not None:
                steps.setdefault(row.currency, []).append((row.from_month, row.rate))
        return {"INR": [1.0] * len(self.months)} | {c: spread(s, self.months, 0.0) for c, s in steps.items()}

    @cached_property
    def prices(self) -> dict[str, list[float]]:
        """The price of each offer in its own currency, by month."""
        steps: dict[str, list[tuple[Month, float]]] = {}
        for row in self.world.all(Price):
            if row.from_month is not None:
                steps.setdefault(row.offer, []).append((row.from_month, row.value))
        return {o.id: spread(steps.get(o.id, ()), self.months, o.price) for o in self.world.all(Offer)}

    @cached_property
    def unit_cost(self) -> dict[str, list[float]]:
        """Landed cost of one unit as bought, INR, by offer and month (model.md section 3)."""
        return {offer.id: self._landed(offer) for offer in self.world.all(Offer)}

    def _landed(self, offer: Offer) -> list[float]:
        domestic = self.world.by_id(Source)[offer.source].class_ == "domestic"
        costs = []
        for rate, price in zip(self.rates[offer.currency], self.prices[offer.id], strict=True):
            cif = price * rate
            if offer.price_term in ("EXW", "FOB"):
                cif = (price + offer.freight) * rate * (1 + offer.insurance / 100)
            landed = cif
            if offer.price_term != "DDP" and not domestic:
                landed += cif * offer.customs_duty / 100 * (1 + offer.surcharge / 100)
            if offer.price_term not in ("DAP", "DDP"):
                landed += offer.inland_cost
            costs.append(landed)
        return costs

    def capacity(self, owner: Offer | Source | Recipe) -> list[float]:
        """The capacity path of an offer, a source or a recipe; infinite where there is no limit."""
        column = {Offer: "offer", Source: "source", Recipe: "recipe"}[type(owner)]
        steps = [
            (row.from_month, row.value)
            for row in self.world.all(Capacity)
            if getattr(row, column) == owner.id and row.from_month is not None
        ]
        return spread(steps, self.months, UNLIMITED if owner.capacity is None else owner.capacity)

    def owed(self, source: str, item: str) -> list[float]:
        """What commitments in force take of an item of a source, by month."""
        owed = self.nothing()
        for row in self.world.all(Commitment):
            if (row.source, row.item, row.status) == (source, item, "in force"):
                for position, month in enumerate(self.months):
                    begun = row.first_month is None or row.first_month <= month
                    owed[position] += (
                        row.quantity if begun and (row.last_month is None or month <= row.last_month) else 0
                    )
        return owed

    def nothing(self) -> list[float]:
        """Zero in every month."""
        return [0.0] * len(self.months)

    def summed(self, rows: Iterable[tuple[str, Month | None, float]]) -> dict[str, list[float]]:
        """Quantities by key and month; months outside the horizon do not count."""
        table: dict[str, list[float]] = {}
        for key, month, quantity in rows:
            if month in self.place:
                table.setdefault(key, self.nothing())[self.place[month]] += quantity
        return table

    def compare(
        self, key: str, where: str, size: float, told: Sequence[float], found: Sequence[float]
    ) -> Iterator[Fault]:
        """A fault for every month in which two series differ by more than the tolerance."""
        for month, one, other in zip(self.months, told, found, strict=True):
            gap = abs(one - other)
            if gap > TOLERANCE * size and gap > TOLERANCE * max(abs(one), abs(other)):
                yield Fault(key, f"{where} {month}", gap / max(size, abs(one), abs(other)))

    def within(
        self, key: str, where: str, size: float, told: Sequence[float], most: Sequence[float]
    ) -> Iterator[Fault]:
        """A fault for every month in which ``told`` exceeds ``most`` by more than the tolerance."""
        for month, one, limit in zip(self.months, told, most, strict=True):
            if one > limit and one - limit > TOLERANCE * max(size, one):
                yield Fault(key, f"{where} {month}", (one - limit) / max(size, one))


def standard_values(ledger: Ledger) -> Mapping[str, float]:
    """What one unit of each item is worth in stock, INR: the cheapest landed offer or making, on average."""
    bought: dict[str, list[float]] = {}
    for offer in ledger.world.all(Offer):
        costs = ledger.unit_cost[offer.id]
        bought.setdefault(offer.item, []).append(sum(costs) / len(costs) / offer.usable_yield)
    value = {item.id: min(bought.get(item.id, [UNLIMITED])) for item in ledger.world.all(Item)}
    for _ in value:
        for recipe in ledger.world.all(Recipe):
            taken = ledger.inputs.get(recipe.id, {})
            made = recipe.cost + sum(quantity * value[item] for item, quantity in taken.items() if quantity)
            value[recipe.output] = min(value[recipe.output], made)
    return {item: worth if worth < UNLIMITED else 0.0 for item, worth in value.items()}
