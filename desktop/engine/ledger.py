"""What the second computation works from: a plan's world as plain lists and dictionaries, month by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import attrs

from desktop.engine.verify_prices import UNLIMITED, Prices, inputs_of
from desktop.model.licensing import Days, Permit, leaving, permits
from desktop.model.months import Month
from desktop.model.plan import Fault, Plan
from desktop.model.project import Project
from desktop.model.records import (
    Capacity,
    Commitment,
    Item,
    Mix,
    Offer,
    Receipt,
    Recipe,
    Source,
    Target,
)
from desktop.model.series import spread

TOLERANCE = 1e-6


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
        """What is on order already, by offer, as bought: what is usable of it, by the usable yield."""
        offers = self.world.by_id(Offer)
        return self.summed(
            (row.offer, row.month, row.quantity / offers[row.offer].usable_yield) for row in self.world.all(Receipt)
        )

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
        return inputs_of(self.world)

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
    def prices(self) -> Prices:
        """What a unit of everything costs, by month."""
        return Prices(self.world, self.months)

    @cached_property
    def leaving(self) -> dict[str, tuple[dt.date, ...]]:
        """The day on which goods are ordered, or leave under their licence, by offer ordered and month of arrival."""
        return {offer.id: leaving(self.world, offer, self.months) for offer in self._ordered}

    @cached_property
    def _ordered(self) -> list[Offer]:
        """The offers of which the plan orders anything."""
        ordered = {order.offer for order in self.plan.orders if not order.placed}
        return [offer for offer in self.world.all(Offer) if offer.id in ordered]

    @cached_property
    def permits(self) -> dict[str, list[Permit]]:
        """What the regimes ask of the arrivals of each offer ordered, by month, for the days the mix plans with."""
        days: Days = "P90" if self.world.by_id(Mix)[self.plan.mix].licence_days == "P90" else "P50"
        return {offer.id: permits(self.world, offer, self.months, days) for offer in self._ordered}

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
            held = max(size, abs(one), abs(other))
            if not (abs(one - other) <= TOLERANCE * held):
                yield Fault(key, f"{where} {month}", abs(one - other) / (held or 1.0))

    def within(
        self, key: str, where: str, size: float, told: Sequence[float], most: Sequence[float]
    ) -> Iterator[Fault]:
        """A fault for every month in which ``told`` exceeds ``most`` by more than the tolerance."""
        for month, one, limit in zip(self.months, told, most, strict=True):
            held = max(size, abs(one))
            if not (one - limit <= TOLERANCE * held):
                yield Fault(key, f"{where} {month}", (one - limit) / (held or 1.0))
