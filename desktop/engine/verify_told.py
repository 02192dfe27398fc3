"""What a plan tells, as tables with a row for each record of its world, and how much it moves of each item."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import attrs
import numpy as np

from desktop.engine.vectors import BoolArray, FloatArray
from desktop.engine.verify_tables import Tables
from desktop.model.needs import usual_needs
from desktop.model.plan import Plan, Series
from desktop.model.records import Item

TOLERANCE = 1e-6
_LITTLE = 1e-3


@attrs.frozen(eq=False, slots=False)
class Told:
    """A plan's own figures, beside the tables of its world."""

    plan: Plan
    tables: Tables

    @cached_property
    def arrivals(self) -> FloatArray:
        """What the plan buys on top of receipts, as bought, (offers, t)."""
        return self.table(self.plan.arrivals, self.tables.offer_at)

    @cached_property
    def production(self) -> FloatArray:
        """What the plan makes, (recipes, t)."""
        return self.table(self.plan.production, self.tables.recipe_at)

    @cached_property
    def stock(self) -> FloatArray:
        """What the plan holds, (items, t)."""
        return self.table(self.plan.stock, self.tables.item_at)

    def table(self, series: Mapping[str, Series], at: Mapping[str, int]) -> FloatArray:
        """Series of the plan, each in the row of its record; nothing in the rows of others."""
        table = np.zeros((len(at), len(self.plan.months)))
        if series:
            table[[at[name] for name in series]] = list(series.values())
        return table

    @cached_property
    def coming(self) -> FloatArray:
        """What arrives as bought, (offers, t): planned, and on order already."""
        return np.asarray(np.maximum(self.arrivals, 0.0) + self.tables.receipts)

    @cached_property
    def taken(self) -> FloatArray:
        """What production takes of each item, (items, t)."""
        return np.asarray(self.tables.inputs.T @ self.production)

    @cached_property
    def following(self) -> FloatArray:
        """What is used and promised of each item in the month after each, (items, t); the last looks at itself."""
        use = self.taken + self.tables.targets
        return np.concatenate([use[:, 1:], use[:, -1:]], axis=1)

    def following_use(self, item: str) -> list[float]:
        """The same of one item."""
        return [float(use) for use in self.following[self.tables.item_at[item]]]

    @cached_property
    def sizes(self) -> FloatArray:
        """How much of each item the plan moves at most in a month: what a difference is held against, (items,).

        It is a thousandth of what is asked for at least: where next to nothing is moved, the plan is rounded
        as it is where that is moved.
        """
        tables, world = self.tables, self.tables.terms.world
        usual = usual_needs(world)
        asked = [max(usual.get(item.id, 0.0), _closing(item)) for item in world.all(Item)]
        opening = np.maximum([item.opening_stock for item in world.all(Item)], _LITTLE * np.array(asked))
        largest = np.maximum(opening, np.maximum(self.stock, np.maximum(self.taken, tables.targets)).max(axis=1))
        np.maximum.at(largest, tables.item_of, self.arrivals.max(axis=1))
        return np.asarray(largest)

    @cached_property
    def uses(self) -> BoolArray:
        """Whether something arrives but for rounding, (offers, t): what makes an offer one that is used."""
        rounding = TOLERANCE * self.sizes[self.tables.item_of].reshape(-1, 1)
        return np.asarray((self.arrivals > rounding) | (self.tables.receipts > 0))


def _closing(item: Item) -> float:
    return 0.0 if item.closing == "free" else item.closing_stock
