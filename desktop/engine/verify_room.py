"""The second computation of how much can come of offers and sources: what costs are spread over (model.md 4.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property

import attrs

from desktop.engine.verify_left import Left
from desktop.engine.verify_prices import UNLIMITED
from desktop.engine.verify_terms import Terms
from desktop.model.licensing import Permit, file_by, usable
from desktop.model.records import Item, Offer, Recipe, Rule, Source


@attrs.frozen(eq=False, slots=False)
class Room:
    """How much can come at most, as bought; of sources, in use of their joint capacity.

    ``rules`` are those that the plan is held to.
    """

    terms: Terms
    left: Left
    rules: tuple[Rule, ...]
    _sources: dict[str, list[float]] = attrs.field(init=False, factory=dict)

    @cached_property
    def need(self) -> dict[str, float]:
        """What targets, closing stocks and days of cover ask of each item over the horizon."""
        targets, covering = self.terms.targets, self._covering
        items = self.terms.world.all(Item)
        closing = {item.id: (item.closing != "free") * item.closing_stock for item in items}
        return self._required(
            {name: sum(targets.get(name, ())) + stock + covering.get(name, 0.0) for name, stock in closing.items()}
        )

    @cached_property
    def _covering(self) -> dict[str, float]:
        """What the days that stock has to cover keep of an item at the end, of the largest month's need."""
        days = {item.id: item.safety_days for item in self.terms.world.all(Item) if item.safety_days > 0}
        for rule in self.rules:
            if rule.kind == "cover at least":
                days[rule.item] = max(days.get(rule.item, 0.0), rule.limit)
        monthly = [
            self._required({item: series[position] for item, series in self.terms.targets.items()})
            for position in (range(len(self.terms.months)) if days else ())
        ]
        return {item: asked / 30 * max(month[item] for month in monthly) for item, asked in days.items()}

    def _required(self, asked: dict[str, float]) -> dict[str, float]:
        """What ``asked`` of some items takes of all, by the recipe that takes most of it."""
        took: dict[str, dict[str, float]] = {}
        for recipe in self.terms.world.all(Recipe):
            for item, quantity in self.terms.inputs.get(recipe.id, {}).items():
                outputs = took.setdefault(item, {})
                outputs[recipe.output] = max(outputs.get(recipe.output, 0.0), quantity)
        wanted = {item.id: asked.get(item.id, 0.0) for item in self.terms.world.all(Item)}
        need = wanted
        for _ in wanted:
            following = {
                item: own + sum(quantity * need[output] for output, quantity in took.get(item, {}).items())
                for item, own in wanted.items()
            }
            if following == need:
                break
            need = following
        return need

    def of_offer(self, offer: Offer) -> list[float]:
        """What can come of an offer each month: its capacity while a way in is open, no more than its item needs.

        An item that nothing asks for sets no bound.
        """
        asked, free = self._asked(offer), self.left.offers[self.left.tables.offer_at[offer.id]].tolist()
        months = self.terms.positions(offer.first_month, offer.last_month)
        return [
            min(free[position], asked) if way and position in months else 0.0
            for position, way in enumerate(self._open(offer))
        ]

    def _asked(self, offer: Offer) -> float:
        need = self.need[offer.item]
        return need / offer.usable_yield + self._agreed(offer) if need > 0 else UNLIMITED

    def _agreed(self, offer: Offer) -> float:
        """What the yearly terms of its source can make a plan buy of an offer over the horizon."""
        source = self.terms.world.by_id(Source)[offer.source]
        yearly = max(source.least_per_year, source.take_or_pay_share * source.take_or_pay_quantity / 100)
        return self._years * yearly / offer.capacity_use if offer.capacity_use > 0 else 0.0

    @cached_property
    def _years(self) -> int:
        return len({month.fiscal_year for month in self.terms.months})

    def _open(self, offer: Offer) -> Iterator[bool]:
        """Whether anything can arrive of an offer, by month: under a new file, under one in hand, or free of them.

        Goods that leave later than others under the same terms are never too late for a new file.
        """
        today = self.terms.world.settings.plan_date or dt.date.max
        files, opened = self.terms.files.get(offer.id, ()), dict[int, dt.date]()
        for leaves, permit in zip(self._leaving(offer), self.terms.permits(offer.id), strict=True):
            if opened.get(id(permit), dt.date.max) <= leaves:
                yield True
            elif not permit.closed and _in_time(permit, leaves, today):
                opened[id(permit)] = leaves
                yield True
            else:
                yield any(
                    usable(file, permit, leaves, today) and _in_time(permit.beside(file.regime), leaves, today)
                    for file in files
                )

    def _leaving(self, offer: Offer) -> Iterator[dt.date]:
        """The day on which goods of an offer leave, by month of arrival."""
        return map(dt.date.fromordinal, self.left.tables.leaving[self.left.tables.offer_at[offer.id]].tolist())

    def of_source(self, source: Source) -> list[float]:
        """What can come of all offers of a source together each month."""
        if source.id not in self._sources:
            total = self.terms.nothing()
            for offer in self.terms.selling[source.id]:
                if offer.capacity_use > 0:
                    most = self.of_offer(offer)
                    total = [sofar + offer.capacity_use * more for sofar, more in zip(total, most, strict=True)]
            joint = self.left.sources[self.left.tables.source_at[source.id]].tolist()
            self._sources[source.id] = [min(together, alone) for together, alone in zip(joint, total, strict=True)]
        return self._sources[source.id]

    def over_horizon(self, source: Source) -> float:
        """What can come of a source over the horizon: of each item no more than is needed, by its largest use."""
        most: dict[str, float] = {}
        for offer in self.terms.selling[source.id]:
            if offer.capacity_use > 0:
                most[offer.item] = max(most.get(offer.item, 0.0), offer.capacity_use * self._asked(offer))
        return min(sum(self.of_source(source)), sum(most.values()))


def _in_time(permit: Permit, leaves: dt.date, today: dt.date) -> bool:
    """Whether new files for all that is asked, if anything is, may be planned and go in from today on."""
    return permit.files and (file_by(leaves, permit) if permit.needed else leaves) >= today
