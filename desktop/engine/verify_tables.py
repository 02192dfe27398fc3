"""What a world says, as tables with a row for each record, in order, and a column for each month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import attrs
import numpy as np

from desktop.engine.vectors import BoolArray, FloatArray, IntArray
from desktop.engine.verify_steps import stepped
from desktop.engine.verify_terms import Terms
from desktop.model.licensing import FREE
from desktop.model.months import Month
from desktop.model.records import Item, LeadTime, Offer, Recipe, Source, Target


@attrs.frozen(eq=False, slots=False)
class Tables:
    """The terms of a world for all of its records at once: offers, sources, items and recipes in their order."""

    terms: Terms

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """The offers."""
        return self.terms.world.all(Offer)

    @cached_property
    def offer_at(self) -> Mapping[str, int]:
        """The row of each offer."""
        return {offer.id: row for row, offer in enumerate(self.offers)}

    @cached_property
    def item_at(self) -> Mapping[str, int]:
        """The row of each item."""
        return {item.id: row for row, item in enumerate(self.terms.world.all(Item))}

    @cached_property
    def source_at(self) -> Mapping[str, int]:
        """The row of each source."""
        return {source.id: row for row, source in enumerate(self.terms.world.all(Source))}

    @cached_property
    def recipe_at(self) -> Mapping[str, int]:
        """The row of each recipe."""
        return {recipe.id: row for row, recipe in enumerate(self.terms.world.all(Recipe))}

    @cached_property
    def item_of(self) -> IntArray:
        """The row of each offer's item, (offers,)."""
        return np.array([self.item_at[offer.item] for offer in self.offers], dtype=np.int64)

    @cached_property
    def source_of(self) -> IntArray:
        """The row of each offer's source, (offers,)."""
        return np.array([self.source_at[offer.source] for offer in self.offers], dtype=np.int64)

    @cached_property
    def yields(self) -> FloatArray:
        """The usable part of what is bought, (offers,)."""
        return np.array([offer.usable_yield for offer in self.offers], dtype=float)

    @cached_property
    def use(self) -> FloatArray:
        """What a unit as bought takes of its source's joint capacity, (offers,)."""
        return np.array([offer.capacity_use for offer in self.offers], dtype=float)

    @cached_property
    def targets(self) -> FloatArray:
        """What is promised, (items, t)."""
        table, start = np.zeros((len(self.item_at), self._size)), self.terms.months[0].index
        rows = [
            (self.item_at[row.item], row.month.index, row.quantity) for row in self.terms.world.all(Target) if row.month
        ]
        if rows:
            item, month, quantity = (np.array(column) for column in zip(*rows, strict=True))
            inside = (month >= start) & (month < start + self._size)
            np.add.at(table, (item[inside], month[inside] - start), quantity[inside])
        return table

    @cached_property
    def receipts(self) -> FloatArray:
        """What is on order already, as bought, (offers, t)."""
        return _rows(self.terms.receipts, self.offer_at, self._size)

    @cached_property
    def inputs(self) -> FloatArray:
        """What each recipe takes per unit of output, (recipes, items)."""
        table = np.zeros((len(self.recipe_at), len(self.item_at)))
        for recipe, taken in self.terms.inputs.items():
            for item, quantity in taken.items():
                table[self.recipe_at[recipe], self.item_at[item]] = quantity
        return table

    @cached_property
    def opened(self) -> BoolArray:
        """Whether a month is one of the offer's own, (offers, t)."""
        return between([(offer.first_month, offer.last_month) for offer in self.offers], self.terms)

    @cached_property
    def leaving(self) -> IntArray:
        """The day, as an ordinal, on which goods are ordered or leave under their licence, (offers, t)."""
        steps = ((self.offer_at[row.offer], row.from_month, row.value) for row in self.terms.world.all(LeadTime))
        leads = stepped(steps, self.terms.months, [offer.lead_days for offer in self.offers])
        first = np.array([month.first_day.toordinal() for month in self.terms.months], dtype=np.int64)
        return first - np.rint(leads).astype(np.int64)

    @cached_property
    def licensed(self) -> BoolArray:
        """Whether an arrival needs a licence, or is closed whatever it has, (offers, t)."""
        table = np.zeros((len(self.offers), self._size), dtype=bool)
        for row, offer in enumerate(self.offers):
            permits = self.terms.permits(offer.id)
            if permits[0] is not FREE or permits.count(FREE) < len(permits):
                table[row] = [permit is not FREE and (permit.needed or permit.closed) for permit in permits]
        return table

    @property
    def _size(self) -> int:
        return len(self.terms.months)


def between(spans: Sequence[tuple[Month | None, Month | None]], terms: Terms) -> BoolArray:
    """Which months lie in each span, (spans, t); an empty end is open."""
    table = np.zeros((len(spans), len(terms.months)), dtype=bool)
    for row, (first, last) in enumerate(spans):
        positions = terms.positions(first, last)
        table[row, positions.start : max(positions.stop, 0)] = True
    return table


def _rows(series: Mapping[str, Sequence[float]], at: Mapping[str, int], size: int) -> FloatArray:
    """The series that there are, each in its row; nothing in the others."""
    table = np.zeros((len(at), size))
    for name, values in series.items():
        table[at[name]] = values
    return table
