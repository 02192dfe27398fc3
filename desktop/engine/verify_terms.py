"""What a world says, as plain lists and dictionaries by month: quantities, capacities, dates, what is owed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import attrs

from desktop.engine.verify_prices import inputs_of
from desktop.model.composition import Contents, contents_of
from desktop.model.licensing import USED_LICENCES, Days, Permit, permits
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Commitment, Licence, Offer, Receipt, Recipe, Source, Target, Tier

Owner = Offer | Source | Recipe


@attrs.frozen(eq=False, slots=False)
class Terms:
    """The tables of a world over the months of a plan; a month is named by its position, ``days`` are the mix's."""

    world: Project
    months: tuple[Month, ...]
    days: Days
    _permits: dict[str, tuple[Permit, ...]] = attrs.field(init=False, factory=dict)
    _windows: dict[tuple[str, range], list[list[int]]] = attrs.field(init=False, factory=dict)

    @cached_property
    def offers(self) -> Mapping[str, Offer]:
        """The offers by id."""
        return self.world.by_id(Offer)

    def place(self, month: Month) -> int:
        """The position of a month; below zero or beyond the last for months outside of the horizon."""
        return month.index - self.months[0].index

    @cached_property
    def selling(self) -> dict[str, list[Offer]]:
        """The offers of each source, in order; sources without offers have an empty list."""
        own: dict[str, list[Offer]] = {source.id: [] for source in self.world.all(Source)}
        for offer in self.world.all(Offer):
            own[offer.source].append(offer)
        return own

    @cached_property
    def tiers(self) -> dict[str, list[Tier]]:
        """The price tiers of each offer that has any, lowest first."""
        found: dict[str, list[Tier]] = {}
        for tier in sorted(self.world.all(Tier), key=lambda tier: tier.from_quantity):
            found.setdefault(tier.offer, []).append(tier)
        return found

    @cached_property
    def files(self) -> dict[str, list[Licence]]:
        """The licence files in hand or submitted, by offer."""
        found: dict[str, list[Licence]] = {}
        for file in self.world.all(Licence):
            if file.status in USED_LICENCES:
                found.setdefault(file.offer, []).append(file)
        return found

    @cached_property
    def receipts(self) -> dict[str, list[float]]:
        """What is on order already, by offer, as bought: what is usable of it, by the usable yield."""
        return self._summed(
            (row.offer, row.month, row.quantity / self.offers[row.offer].usable_yield)
            for row in self.world.all(Receipt)
        )

    @cached_property
    def targets(self) -> dict[str, list[float]]:
        """What is promised, by item."""
        return self._summed((row.item, row.month, row.quantity) for row in self.world.all(Target))

    @cached_property
    def inputs(self) -> dict[str, dict[str, float]]:
        """What each recipe takes per unit of output, by recipe and item."""
        return inputs_of(self.world)

    @cached_property
    def contents(self) -> Contents:
        """Kg of each element in one unit of each item."""
        return contents_of(self.world)

    @cached_property
    def owed(self) -> dict[str, dict[str, list[float]]]:
        """What commitments in force take, by source and item; only of items of which anything is owed."""
        owed: dict[str, dict[str, list[float]]] = {}
        for row in self.world.all(Commitment):
            if row.status == "in force" and row.quantity > 0:
                for position in self.positions(row.first_month, row.last_month):
                    of_source = owed.setdefault(row.source, {})
                    of_source.setdefault(row.item, self.nothing())[position] += row.quantity
        return owed

    def permits(self, offer: str) -> tuple[Permit, ...]:
        """What the regimes ask of the arrivals of an offer, by month."""
        if offer not in self._permits:
            self._permits[offer] = permits(self.world, self.offers[offer], self.months, self.days)
        return self._permits[offer]

    def positions(self, first: Month | None, last: Month | None) -> range:
        """The positions of the months from ``first`` to ``last``; an empty one is open."""
        start, size = self.months[0].index, len(self.months)
        begin = 0 if first is None else max(first.index - start, 0)
        return range(begin, size if last is None else min(last.index - start + 1, size))

    def windows(self, kind: str, first: Month | None = None, last: Month | None = None) -> list[list[int]]:
        """The positions of each month, fiscal year or the horizon, as far as they lie from ``first`` to ``last``."""
        asked = (kind, self.positions(first, last))
        if asked not in self._windows:
            found: dict[int, list[int]] = {}
            for position in asked[1]:
                key = self.months[position].fiscal_year if kind == "fiscal year" else position
                key = 0 if kind == "horizon" else key
                found.setdefault(key, []).append(position)
            self._windows[asked] = list(found.values())
        return self._windows[asked]

    def nothing(self) -> list[float]:
        """Zero in every month."""
        return [0.0] * len(self.months)

    def _summed(self, rows: Iterable[tuple[str, Month | None, float]]) -> dict[str, list[float]]:
        """Quantities by key and month; months outside the horizon do not count."""
        table: dict[str, list[float]] = {}
        for key, month, quantity in rows:
            if month is not None and 0 <= self.place(month) < len(self.months):
                table.setdefault(key, self.nothing())[self.place(month)] += quantity
        return table
