"""How much the capacities of a world leave, as tables with a row for each record and a column for each month."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import attrs
import numpy as np

from desktop.engine.vectors import FloatArray
from desktop.engine.verify_steps import stepped
from desktop.engine.verify_tables import Tables, between
from desktop.engine.verify_terms import Owner
from desktop.model.project import Project
from desktop.model.records import Capacity, Offer, Recipe, Source


@attrs.frozen(eq=False, slots=False)
class Left:
    """What the offers, sources and recipes of ``world`` can deliver and make, beside what its ``tables`` say."""

    world: Project
    tables: Tables

    @cached_property
    def offers(self) -> FloatArray:
        """What each offer can still deliver beside its receipts, whatever its own months are, (offers, t)."""
        return np.asarray(np.maximum(self._capacities(self.world.all(Offer), "offer") - self.tables.receipts, 0.0))

    @cached_property
    def sources(self) -> FloatArray:
        """The joint capacity of each source that its receipts and what it owes leave, (sources, t).

        What it owes of an item takes as much as the first of its offers of that item.
        """
        tables, sources = self.tables, self.world.all(Source)
        left = self._capacities(sources, "source")
        np.subtract.at(left, tables.source_of, tables.use.reshape(-1, 1) * tables.receipts)
        for row, source in enumerate(sources):
            for item, owed in tables.terms.owed.get(source.id, {}).items():
                selling = (offer.capacity_use for offer in tables.terms.selling[source.id] if offer.item == item)
                left[row] -= next(selling, 1.0) * np.array(owed)
        return np.asarray(np.maximum(left, 0.0))

    @cached_property
    def recipes(self) -> FloatArray:
        """What each recipe can make: within its capacity, once qualified, if it ends in time, (recipes, t)."""
        recipes, end = self.world.all(Recipe), self.tables.terms.months[-1]
        inside = between([(recipe.qualified_from, end.plus(-recipe.delay)) for recipe in recipes], self.tables.terms)
        return np.where(inside, self._capacities(recipes, "recipe"), 0.0)

    def _capacities(self, owners: Sequence[Owner], of: str) -> FloatArray:
        """The capacity paths of the offers, the sources or the recipes; endless where there is no limit."""
        rows = self.world.grouped(Capacity, of)
        steps = ((at, row.from_month, row.value) for at, owner in enumerate(owners) for row in rows.get(owner.id, ()))
        before = [np.inf if owner.capacity is None else owner.capacity for owner in owners]
        return stepped(steps, self.tables.terms.months, before)
