"""What the second computation works from: a plan and the terms of its world, month by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

import attrs
import numpy as np

from desktop.engine.apart import Number, apart_from
from desktop.engine.vectors import FloatArray
from desktop.engine.verify_left import Left
from desktop.engine.verify_lines import Lines, lines
from desktop.engine.verify_prices import Prices
from desktop.engine.verify_room import Room
from desktop.engine.verify_shipments import Shipment, shipments
from desktop.engine.verify_tables import Tables
from desktop.engine.verify_terms import Terms
from desktop.engine.verify_told import TOLERANCE, Told
from desktop.model.asked import rules_asked
from desktop.model.licensing import Days
from desktop.model.months import Month
from desktop.model.plan import Fault, Plan
from desktop.model.project import Project
from desktop.model.records import (
    Capacity,
    Commitment,
    Content,
    ExchangeRate,
    Item,
    LeadTime,
    Licence,
    Mix,
    Offer,
    Price,
    Receipt,
    Recipe,
    RecipeInput,
    Regime,
    Rule,
    Settings,
    Source,
    Target,
    Tier,
)

_PRICED = (ExchangeRate, Item, Offer, Price, Recipe, RecipeInput, Source, Tier)
_CAPABLE = (Offer, Source, Recipe, Capacity)
_TOLD = (
    *(Settings, Item, Content, Source, Offer, LeadTime, Tier, Receipt, Commitment, Licence, Regime),
    *(Recipe, RecipeInput, Target),
)


@lru_cache(maxsize=2)
def _prices(part: Project, months: tuple[Month, ...]) -> Prices:
    """The prices of a world, kept for the next plan while the tables that they are read from are the same."""
    return Prices(part, months)


@lru_cache(maxsize=2)
def _tables(part: Project, months: tuple[Month, ...], days: Days) -> Tables:
    """The terms of a world, kept for the next plan while the tables that they are read from are the same."""
    return Tables(Terms(part, months, days))


@lru_cache(maxsize=2)
def _left(part: Project, tables: Tables) -> Left:
    """What capacities leave, kept for the next plan while they and the terms are the same."""
    return Left(part, tables)


@attrs.frozen(eq=False, slots=False)
class Ground:
    """What a world says to the second computation, whatever is planned for ``mix``.

    To ``remember`` what a changed price or capacity leaves as it was takes time, which pays when one is to change.
    """

    world: Project
    mix: str
    months: tuple[Month, ...]
    remember: bool = False

    @cached_property
    def prices(self) -> Prices:
        """What a unit of everything costs, by month."""
        return _prices(self._apart("capacity").part(*_PRICED), self.months)

    @cached_property
    def tables(self) -> Tables:
        """What the world says, for all records at once."""
        slow = self.world.by_id(Mix)[self.mix].licence_days == "P90"
        part = self._apart("price", "capacity").part(*_TOLD)
        return _tables(part, self.months, "P90" if slow else "P50")

    @cached_property
    def left(self) -> Left:
        """What capacities leave."""
        return _left(self._apart("price").part(*_CAPABLE), self.tables)

    def _apart(self, *numbers: Number) -> Project:
        return apart_from(self.world, *numbers) if self.remember else self.world

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that a plan of the mix is held to."""
        return rules_asked(self.world, self.mix)


@attrs.frozen(eq=False, slots=False)
class Ledger:
    """A plan beside the terms of its world; quantities by offer name only the months (positions) with something."""

    plan: Plan
    remember: bool = False

    @cached_property
    def world(self) -> Project:
        """The project after the scenario."""
        return self.plan.world

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The months of the plan."""
        return self.plan.months

    @cached_property
    def ground(self) -> Ground:
        """What the world says, whatever the plan is."""
        return Ground(self.world, self.plan.mix, self.months, self.remember)

    @cached_property
    def terms(self) -> Terms:
        """What the world says."""
        return self.tables.terms

    @cached_property
    def prices(self) -> Prices:
        """What a unit of everything costs, by month."""
        return self.ground.prices

    @cached_property
    def room(self) -> Room:
        """How much can come at most."""
        return Room(self.terms, self.ground.left, self.ground.rules)

    @cached_property
    def tables(self) -> Tables:
        """What the world says, for all records at once."""
        return self.ground.tables

    @cached_property
    def told(self) -> Told:
        """What the plan tells, as tables."""
        return Told(self.plan, self.tables)

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
        rows = {name: np.flatnonzero(self.told.coming[row]).tolist() for name, row in self.tables.offer_at.items()}
        return {
            name: {position: float(self.told.coming[self.tables.offer_at[name], position]) for position in positions}
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
    def size(self) -> dict[str, float]:
        """The same by item."""
        return dict(zip(self.tables.item_at, self.told.sizes.tolist(), strict=True))

    def compare(
        self, key: str, where: Sequence[str], size: FloatArray, told: FloatArray, found: FloatArray
    ) -> Iterator[Fault]:
        """A fault wherever two tables (where, t) differ by more than the tolerance of the ``size`` (where,)."""
        with np.errstate(invalid="ignore"):
            apart = np.abs(told - found)
        if not (apart <= TOLERANCE * size.reshape(-1, 1)).all():  # what both tell only widens it
            held = np.maximum(size.reshape(-1, 1), np.maximum(np.abs(told), np.abs(found)))
            yield from _faults(self, key, where, apart, held)

    def within(
        self, key: str, where: Sequence[str], size: FloatArray, told: FloatArray, most: FloatArray
    ) -> Iterator[Fault]:
        """A fault wherever ``told`` (where, t) exceeds ``most`` by more than the tolerance of the ``size`` (where,)."""
        with np.errstate(invalid="ignore"):
            over = told - most
        if not (over <= TOLERANCE * size.reshape(-1, 1)).all():
            held = np.maximum(size.reshape(-1, 1), np.abs(told))
            yield from _faults(self, key, where, over, held)


def _faults(ledger: Ledger, key: str, where: Sequence[str], apart: FloatArray, held: FloatArray) -> Iterator[Fault]:
    wrong = ~(apart <= TOLERANCE * held)
    for row, position in np.argwhere(wrong).tolist() if wrong.any() else ():
        difference = float(apart[row, position]) / (float(held[row, position]) or 1.0)
        yield Fault(key, f"{where[row]} {ledger.months[position]}", difference)
