"""The sheet of prices, months across: exchange rates, quoted prices, and what a unit of every offer costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from desktop.model.months import Month
from desktop.model.records import ExchangeRate, Item, Offer, Price
from desktop.session.report.grid import LABELS, Grid
from desktop.session.report.layout import column, sheet_of
from desktop.session.report.offers import Offers, Table, World, prices_of, rates_of
from desktop.session.report.worth import terms_of
from desktop.store.sheets import Block, Cell, Formula, Sheet, letters
from desktop.text.messages import say

_Step = tuple[Month | None, Offer | Price | ExchangeRate, str]
"""From which month on a series has the value of which field of which record."""


@attrs.frozen(eq=False, slots=False)
class Prices:
    """What everything costs along the months: in the plan's scenario, and in the others that are compared."""

    offers: Offers

    @cached_property
    def sheet(self) -> Sheet:
        """Three blocks for every scenario."""
        blocks = [block for key in self.offers.worlds for block in self._world(key)]
        timeline = self.offers.timeline
        return sheet_of(self.offers.plan, "prices", *blocks, fixed=LABELS, printed=timeline.first)

    def _world(self, key: str) -> Iterator[Block]:
        plan, world = self.offers.plan, self.offers.worlds[key]
        own = key == plan.scenario
        named = "" if own else say("report-under", scenario=key or say("scenario-as-entered"))
        project = self.offers.under(key).world
        yield self._rates(world, rates_of(project, self.offers.currencies, plan.months), named)
        yield self._quoted(world, prices_of(project, plan.months), named)
        yield self._landed(world, named)

    def _rates(self, world: World, values: Table, named: str) -> Block:
        grid = Grid(self.offers.timeline, world.rates)
        for at, name in enumerate(self.offers.currencies):
            steps: list[_Step] = [(row.from_month, row, "rate") for row in self._rate_rows.get(name, ())]
            cells = self._cells(world, "rates", at, values[at].tolist(), steps)
            labels = (float(at + 1), name, say("report-line-rates"), f"INR/{name}", None)
            grid.add(("rates", name), labels, cells, "mean")
        heads = self.offers.timeline.heads("level", None, "mean-of-months")
        return grid.block(say("report-heading-rates") + named, heads)

    def _quoted(self, world: World, values: Table, named: str) -> Block:
        grid, items = Grid(self.offers.timeline, world.quoted), self.offers.plan.world.by_id(Item)
        for at, offer in enumerate(self.offers.all):
            steps: list[_Step] = [(None, offer, "price")]
            steps += [(row.from_month, row, "value") for row in self._price_rows.get(offer.id, ())]
            cells = self._cells(world, "quoted", at, values[at].tolist(), steps)
            number = float(self.offers.currencies.index(offer.currency) + 1)
            currency = Formula(f"={self.offers.term_of('currency-number', offer.id)}", number)
            unit = f"{offer.currency}/{items[offer.item].unit}"
            labels = (float(at + 1), offer.id, say("report-line-quoted"), unit, currency)
            grid.add(("quoted", offer.id), labels, cells, "mean")
        heads = self.offers.timeline.heads("level", column("currency-number", "count"), "mean-of-months")
        return grid.block(say("report-heading-quoted") + named, heads)

    def _cells(
        self,
        world: World,
        what: str,
        at: int,
        values: Sequence[float],
        steps: Sequence[_Step],
    ) -> list[Cell]:
        """A series of the plan's scenario from its steps, or of another from that."""
        own = self.offers.worlds[self.offers.plan.scenario]
        if world is own:
            return self._stepped(getattr(own, what) + at, values, steps)
        return self._scaled(getattr(own, what) + at, values, self._ours(what)[at].tolist())

    def _stepped(
        self,
        row: int,
        values: Sequence[float],
        steps: Sequence[_Step],
    ) -> list[Cell]:
        """Each step is a figure of the assumptions and holds until the next; what began before holds at first."""
        months, inputs = self.offers.plan.months, self.offers.inputs
        found: dict[Month, str] = {}
        for month, record, field in sorted(steps, key=lambda step: step[0].index if step[0] else 0):
            found[max(month or months[0], months[0])] = inputs.ref(record, field)
        cells: list[Cell] = []
        for at, (month, value) in enumerate(zip(months, values, strict=True)):
            text = found.get(month) or (f"{letters(self.offers.timeline.first + at - 1)}{row}" if at else "")
            cells.append(Formula(f"={text}", value) if text else value)
        return cells

    def _scaled(self, row: int, values: Sequence[float], ours: Sequence[float]) -> list[Cell]:
        """A series of another scenario: that of the plan's, times what the scenario makes of it."""
        cells: list[Cell] = []
        for name, value, own in zip(self.offers.timeline.names, values, ours, strict=True):
            times = "" if value == own else f"*{value / own!r}" if own else None
            cells.append(value if times is None else Formula(f"={name}{row}{times}", value))
        return cells

    def _ours(self, what: str) -> Table:
        return self.offers.rates if what == "rates" else self.offers.quoted

    @cached_property
    def _price_rows(self) -> Mapping[str, Sequence[Price]]:
        return self.offers.plan.world.grouped(Price, "offer")

    @cached_property
    def _rate_rows(self) -> Mapping[str, Sequence[ExchangeRate]]:
        return self.offers.plan.world.grouped(ExchangeRate, "currency")

    def _landed(self, world: World, named: str) -> Block:
        """The landed cost of a unit as bought: price and freight in rupees, with insurance and duty, and inland."""
        grid, last = Grid(self.offers.timeline, world.landed), world.rates + len(self.offers.currencies) - 1
        values = self.offers.landed_in(world.key)
        for at, offer in enumerate(self.offers.all):
            price, terms = world.quoted + at, terms_of(self.offers.plan.world, offer)
            keys = ("freight", "per-inr", "inland")
            found = [Formula(f"={self.offers.term_of(key, offer.id)}", terms[key]) for key in keys]
            rate = f"INDEX({{now}}${world.rates}:{{now}}${last},$E{price})"
            cells = grid.line(f"=({{now}}{price}+$C{{row}})*{rate}*$D{{row}}+$E{{row}}", values[at].tolist())
            grid.add(("landed", offer.id), (float(at + 1), offer.id, found[0], found[1], found[2]), cells, "mean")
        heads = list(self.offers.timeline.heads("level", column("inland", "level"), "mean-of-months"))
        heads[2:4] = [column("freight", "level"), column("per-inr", "level")]
        return grid.block(say("report-heading-landed") + named, tuple(heads))
