"""What a unit of every offer costs: its terms, its price and landed cost month by month, and what stock is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import attrs
import numpy as np
import numpy.typing as npt

from desktop.engine.landed import landed_costs, quoted_prices
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import ExchangeRate, Item, Offer, Source
from desktop.model.series import spread
from desktop.session.report.grid import TOTAL, Timeline
from desktop.session.report.inputs import Inputs
from desktop.session.report.layout import FIRST, at_row, sheet_name
from desktop.store.sheets import letters, prefix

Table = npt.NDArray[np.float64]
TERMS = (
    *("number", "offer", "source", "item", "unit", "class", "currency", "price-term", "freight", "insurance-rate"),
    *(
        "duty-rate",
        "surcharge-rate",
        "igst-rate",
        "inland",
        "usable-yield",
        "per-inr",
        "currency-number",
        "capacity-use",
    ),
)
"""The columns of the terms of offers."""
VALUES = ("number", "item", "unit", "contained-per-unit", "cheapest-bought", "cheapest-made", "stock-unit-value")
"""The columns of what stock is worth."""


@attrs.frozen
class World:
    """The prices of one scenario among the plans: where its blocks stand, in rows of the sheet of unit costs."""

    key: str
    rates: int
    quoted: int
    landed: int


@attrs.frozen(eq=False, slots=False)
class Offers:
    """The offers of the plan's world by number, and where formulas find what each costs."""

    plan: Plan
    inputs: Inputs
    others: Mapping[str, Plan]
    """A plan of each other scenario that plans are compared under."""

    @cached_property
    def all(self) -> tuple[Offer, ...]:
        """In the order of their numbers."""
        return self.plan.world.all(Offer)

    @cached_property
    def by_id(self) -> Mapping[str, Offer]:
        """By their ids."""
        return self.plan.world.by_id(Offer)

    @cached_property
    def quoted(self) -> Table:
        """The price in each offer's currency, (offers, months)."""
        return prices_of(self.plan.world, self.plan.months)

    @cached_property
    def rates(self) -> Table:
        """INR for one unit of each currency, (currencies, months)."""
        return rates_of(self.plan.world, self.currencies, self.plan.months)

    @cached_property
    def number(self) -> dict[str, int]:
        """The number of every offer, from 1."""
        return {offer.id: at for at, offer in enumerate(self.all, 1)}

    @cached_property
    def item_number(self) -> dict[str, int]:
        """The number of every item, from 1."""
        return {item.id: at for at, item in enumerate(self.plan.world.all(Item), 1)}

    @cached_property
    def source_number(self) -> dict[str, int]:
        """The number of every source, from 1."""
        return {source.id: at for at, source in enumerate(self.plan.world.all(Source), 1)}

    @cached_property
    def currencies(self) -> tuple[str, ...]:
        """Rupees, and what the offers are quoted in."""
        return tuple(dict.fromkeys(["INR", *(offer.currency for offer in self.all)]))

    @cached_property
    def timeline(self) -> Timeline:
        """The months of the plan."""
        return Timeline(self.plan.months)

    @cached_property
    def terms_first(self) -> int:
        """The row of the first offer's terms on the sheet of costs, below as many rows of what each comes to."""
        return FIRST + max(len(self.all), 1) + 3

    def term(self, key: str, row: str = "") -> str:
        """A column of the terms: of the offer whose number is in the cell ``row``, or of all."""
        name, first = letters(TERMS.index(key)), self.terms_first
        whole = f"{prefix(sheet_name('cost'))}${name}${first}:${name}${first + max(len(self.all), 1) - 1}"
        return f"INDEX({whole},{row})" if row else whole

    def term_of(self, key: str, offer: str) -> str:
        """The cell of one offer's term."""
        return at_row(sheet_name("cost"), letters(TERMS.index(key)), self.terms_first + self.number[offer] - 1)

    def value_of(self, key: str, item: str, scenario: str | None = None) -> str:
        """The cell of one item in the block of values, of another scenario where one is told."""
        first = self.values_of(self.plan.scenario if scenario is None else scenario)
        return at_row(sheet_name("cost"), letters(VALUES.index(key)), first + self.item_number[item] - 1)

    def values_of(self, scenario: str) -> int:
        """The row of the first item's value in stock in a scenario."""
        first = self.terms_first + max(len(self.all), 1) + 3
        return first + [*self.worlds].index(scenario) * (len(self.item_number) + 3)

    def content_of(self, item: str) -> str:
        """Kilograms contained by the number of an item in a cell."""
        name, first = letters(VALUES.index("contained-per-unit")), self.values_of(self.plan.scenario)
        return f"INDEX({prefix(sheet_name('cost'))}${name}${first}:${name}${first + len(self.item_number) - 1},{item})"

    @cached_property
    def worlds(self) -> dict[str, World]:
        """Where the blocks of every scenario's prices stand."""
        found, row = {}, FIRST + 1
        for key in (self.plan.scenario, *self.others):
            quoted = row + len(self.currencies) + 3
            landed = quoted + len(self.all) + 3
            found[key] = World(key, row, quoted, landed)
            row = landed + len(self.all) + 3
        return found

    def priced(self, world: World, what: str, row: str, month: str) -> str:
        """The price ("quoted") or cost ("landed") by the numbers of offer and month in cells; rates by currency's."""
        first = getattr(world, what)
        count = len(self.currencies) if what == "rates" else len(self.all)
        names = self.timeline.names
        area = f"${names[0]}${first}:${names[-1]}${first + count - 1}"
        return f"INDEX({prefix(sheet_name('prices'))}{area},{row},{month})"

    def under(self, scenario: str) -> Plan:
        """A plan of a scenario: the chosen one of its own."""
        return self.plan if scenario == self.plan.scenario else self.others[scenario]

    def landed_in(self, scenario: str) -> Table:
        """INR for one unit of each offer as bought, (offers, months), in one of the scenarios."""
        world = self.under(scenario).world
        return landed_costs(world, world.all(Offer), self.plan.months).landed

    def mean_of(self, offer: str, scenario: str | None = None) -> str:
        """The cell of the mean landed cost of an offer over all months, of another scenario where one is told."""
        row = self.worlds[self.plan.scenario if scenario is None else scenario].landed + self.number[offer] - 1
        return at_row(sheet_name("prices"), letters(TOTAL), row)


def prices_of(world: Project, months: Sequence[Month]) -> Table:
    """The price in each offer's currency, (offers, months)."""
    return quoted_prices(world, world.all(Offer), months)


def rates_of(world: Project, currencies: Sequence[str], months: Sequence[Month]) -> Table:
    """INR for one unit of each currency, (currencies, months)."""
    rows = world.grouped(ExchangeRate, "currency")
    steps = {name: [(row.from_month, row.rate) for row in rows.get(name, ()) if row.from_month] for name in currencies}
    return np.array([spread(steps[name], months, 1.0 if name == "INR" else 0.0) for name in currencies])
