"""What the second computation works from: a plan and the terms of its world, month by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs
import numpy as np

from desktop.engine.vectors import BoolArray, FloatArray
from desktop.engine.verify_lines import Lines, lines
from desktop.engine.verify_prices import Prices
from desktop.engine.verify_room import Room
from desktop.engine.verify_shipments import Shipment, shipments
from desktop.engine.verify_tables import Tables
from desktop.engine.verify_terms import Terms
from desktop.model.months import Month
from desktop.model.plan import Fault, Plan, Series
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
        return Room(self.terms, self.tables)

    @cached_property
    def tables(self) -> Tables:
        """What the world says, for all records at once."""
        return Tables(self.terms)

    @cached_property
    def lines(self) -> Lines:
        """The orders of the plan as columns."""
        return lines(self.plan.orders, self.tables)

    @cached_property
    def whole(self) -> bool:
        """Whether every yes or no is one."""
        return self.plan.answer == "whole"

    @cached_property
    def near(self) -> int:
        """In how many months from the first orders keep their form; none in a continuous answer."""
        return min(self.world.settings.near_months, len(self.months)) if self.whole else 0

    @cached_property
    def shipments(self) -> list[Shipment]:
        """The orders under a licence, together with those of which the same is asked."""
        return shipments(self.plan.orders, self.lines, self.terms, self.tables.leaving)

    @cached_property
    def arrivals(self) -> FloatArray:
        """What the plan buys on top of receipts, as bought, (offers, t)."""
        return self.table(self.plan.arrivals, self.tables.offer_at)

    @cached_property
    def coming(self) -> FloatArray:
        """What arrives as bought, (offers, t): planned, and on order already."""
        return np.asarray(np.maximum(self.arrivals, 0.0) + self.tables.receipts)

    @cached_property
    def uses(self) -> BoolArray:
        """Whether something arrives but for rounding, (offers, t): what makes an offer one that is used."""
        rounding = TOLERANCE * self.sizes[self.tables.item_of].reshape(-1, 1)
        return np.asarray((self.arrivals > rounding) | (self.tables.receipts > 0))

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
        table = np.zeros((len(at), len(self.months)))
        if series:
            table[[at[name] for name in series]] = list(series.values())
        return table

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
        rows = {name: np.flatnonzero(self.coming[row]).tolist() for name, row in self.tables.offer_at.items()}
        return {
            name: {position: float(self.coming[self.tables.offer_at[name], position]) for position in positions}
            for name, positions in rows.items()
            if positions
        }

    @cached_property
    def _decisions(self) -> dict[tuple[str, str, int], float]:
        return {(each.kind, each.of, self.terms.place(each.first_month)): each.value for each in self.plan.decisions}

    def decided(self, kind: str, of: str, position: int) -> float:
        """How much of a yes the plan gives a decision from a month on; 0 where it tells of none."""
        return self._decisions.get((kind, of, position), 0.0)

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
        """How much of each item the plan moves at most in a month: what a difference is held against, (items,)."""
        tables = self.tables
        opening = np.array([item.opening_stock for item in self.world.all(Item)])
        largest = np.maximum(opening, np.maximum(self.stock, np.maximum(self.taken, tables.targets)).max(axis=1))
        np.maximum.at(largest, tables.item_of, self.arrivals.max(axis=1))
        return np.asarray(largest)

    @cached_property
    def size(self) -> dict[str, float]:
        """The same by item."""
        return dict(zip(self.tables.item_at, self.sizes.tolist(), strict=True))

    def nothing(self) -> list[float]:
        """Zero in every month."""
        return self.terms.nothing()

    def compare(
        self, key: str, where: Sequence[str], size: FloatArray, told: FloatArray, found: FloatArray
    ) -> Iterator[Fault]:
        """A fault wherever two tables (where, t) differ by more than the tolerance of the ``size`` (where,)."""
        with np.errstate(invalid="ignore"):
            apart = np.abs(told - found)
        held = np.maximum(size.reshape(-1, 1), np.maximum(np.abs(told), np.abs(found)))
        yield from self._faults(key, where, apart, held)

    def within(
        self, key: str, where: Sequence[str], size: FloatArray, told: FloatArray, most: FloatArray
    ) -> Iterator[Fault]:
        """A fault wherever ``told`` (where, t) exceeds ``most`` by more than the tolerance of the ``size`` (where,)."""
        held = np.maximum(size.reshape(-1, 1), np.abs(told))
        with np.errstate(invalid="ignore"):
            over = told - most
        yield from self._faults(key, where, over, held)

    def _faults(self, key: str, where: Sequence[str], apart: FloatArray, held: FloatArray) -> Iterator[Fault]:
        for row, position in np.argwhere(~(apart <= TOLERANCE * held)).tolist():
            difference = float(apart[row, position]) / (float(held[row, position]) or 1.0)
            yield Fault(key, f"{where[row]} {self.months[position]}", difference)
