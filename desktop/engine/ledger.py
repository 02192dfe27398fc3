"""What the second computation works from: a plan and the terms of its world, month by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs

from desktop.engine.verify_prices import Prices
from desktop.engine.verify_room import Room
from desktop.engine.verify_terms import Terms
from desktop.model.months import Month
from desktop.model.plan import Fault, Plan
from desktop.model.project import Project
from desktop.model.records import Item, Mix

TOLERANCE = 1e-6


@attrs.frozen(eq=False, slots=False)
class Ledger:
    """A plan beside the terms of its world; quantities by offer name only the months (positions) with something."""

    plan: Plan

    @cached_property
    def world(self) -> Project:
        """The project after the scenario."""
        return self.plan.world

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The months of the plan."""
        return self.plan.months

    @cached_property
    def terms(self) -> Terms:
        """What the world says."""
        slow = self.world.by_id(Mix)[self.plan.mix].licence_days == "P90"
        return Terms(self.world, self.months, "P90" if slow else "P50")

    @cached_property
    def prices(self) -> Prices:
        """What a unit of everything costs, by month."""
        return Prices(self.world, self.months)

    @cached_property
    def room(self) -> Room:
        """How much can come at most."""
        return Room(self.terms)

    @cached_property
    def whole(self) -> bool:
        """Whether every yes or no is one."""
        return self.plan.answer == "whole"

    @cached_property
    def near(self) -> int:
        """In how many months from the first orders keep their form; none in a continuous answer."""
        return min(self.world.settings.near_months, len(self.months)) if self.whole else 0

    @cached_property
    def planned(self) -> dict[str, dict[int, float]]:
        """What the plan buys on top of receipts, as bought."""
        return {
            offer: {position: quantity for position, quantity in enumerate(series) if quantity > 0}
            for offer, series in self.plan.arrivals.items()
            if max(series) > 0
        }

    @cached_property
    def ordered(self) -> dict[str, dict[int, float]]:
        """What the plan buys that is more than rounding: what makes an order one, and an offer used."""
        found = {}
        for offer, series in self.planned.items():
            rounding = TOLERANCE * self.size[self.terms.offers[offer].item]
            found[offer] = {position: quantity for position, quantity in series.items() if quantity > rounding}
        return found

    @cached_property
    def arriving(self) -> dict[str, dict[int, float]]:
        """What arrives as bought: planned, and on order already."""
        return self._with_receipts(self.planned)

    @cached_property
    def used(self) -> dict[str, dict[int, float]]:
        """What arrives but for rounding: what makes an offer, source or country one that is used."""
        return self._with_receipts(self.ordered)

    def _with_receipts(self, planned: dict[str, dict[int, float]]) -> dict[str, dict[int, float]]:
        found = dict(planned)
        for offer, receipts in self.terms.receipts.items():
            series = dict(found.get(offer, {}))
            for position, quantity in enumerate(receipts):
                if quantity > 0:
                    series[position] = series.get(position, 0.0) + quantity
            found[offer] = series
        return found

    @cached_property
    def _decisions(self) -> dict[tuple[str, str, int], float]:
        return {(each.kind, each.of, self.terms.place(each.first_month)): each.value for each in self.plan.decisions}

    def decided(self, kind: str, of: str, position: int) -> float:
        """How much of a yes the plan gives a decision from a month on; 0 where it tells of none."""
        return self._decisions.get((kind, of, position), 0.0)

    @cached_property
    def use(self) -> dict[str, list[float]]:
        """What production takes of each item, by month."""
        used = {item.id: self.nothing() for item in self.world.all(Item)}
        for recipe, taken in self.terms.inputs.items():
            for item, quantity in taken.items():
                for position, made in enumerate(self.plan.production[recipe]):
                    used[item][position] += quantity * made
        return used

    def following_use(self, item: str) -> list[float]:
        """What is used and promised of an item in the month after each; the last month looks at itself."""
        target = self.terms.targets.get(item, self.nothing())
        use = [made + wanted for made, wanted in zip(self.use[item], target, strict=True)]
        return [*use[1:], use[-1]]

    @cached_property
    def size(self) -> dict[str, float]:
        """How much of each item the plan moves at most in a month: what a difference is held against."""
        largest = {item.id: max(item.opening_stock, *self.plan.stock[item.id]) for item in self.world.all(Item)}
        for item, series in (*self.use.items(), *self.terms.targets.items()):
            largest[item] = max(largest[item], *series)
        for offer, bought in self.planned.items():
            item = self.terms.offers[offer].item
            largest[item] = max(largest[item], *bought.values())
        return largest

    def nothing(self) -> list[float]:
        """Zero in every month."""
        return self.terms.nothing()

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
