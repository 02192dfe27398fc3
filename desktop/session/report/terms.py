"""The sheet of terms: what sources are paid beside prices, incentives, and yearly quantities that are not taken."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import attrs

from desktop.analysis import agreements
from desktop.analysis.agreements import Payment
from desktop.model.months import Month, fiscal_year_name
from desktop.model.plan import Plan
from desktop.model.records import Source, Tier
from desktop.session.report.incentives import MISSED, PAID_IN, Incentives
from desktop.session.report.layout import FIRST, column, listed, live, sheet_name, sheet_of, totals
from desktop.session.report.offers import Offers, World
from desktop.store.sheets import Block, Cell, Formula, Sheet, cell, prefix, reach
from desktop.text.messages import say

_PART, _MONTH, _AMOUNT = 0, 3, 6
_TAKEN, _AGREED, _SHORT, _PRICE, PAID_OUT = 3, 5, 6, 7, 8
"""Columns of the agreements; ``PAID_OUT`` is what is paid for nothing."""


class _Year(NamedTuple):
    """What is agreed with a source for a fiscal year, and what becomes of it, as ``agreements.by_year`` has it."""

    source: str
    name: str
    fiscal_year: int
    taken: float
    least: float
    agreed: float
    short: float
    price: float
    paid: float


@attrs.frozen(eq=False, slots=False)
class Terms:
    """What the plan pays beside goods; yearly quantities are told of every plan that is compared."""

    plan: Plan
    plans: Sequence[Plan]
    offers: Offers
    incentives: Incentives

    @property
    def name(self) -> str:
        """What the sheet is called."""
        return sheet_name("terms")

    def total(self, part: str, month: str) -> str:
        """What is paid of one part in the month of a cell, "" where the plan has nothing of it."""
        if part == "incentives":
            if not self.plan.incentives:
                return ""
            return f"-SUMIFS({self._area(1, PAID_IN)},{self._area(1, _MONTH)},{month})"
        if not any(each.term == part for each in self._payments):
            return ""
        word = say(f"part-{part.replace('_', '_')}")
        return f'SUMIFS({self._area(0, _AMOUNT)},{self._area(0, _PART)},"{word}",{self._area(0, _MONTH)},{month})'

    def unpaid(self, plan: int) -> str:
        """What a plan, by its position, pays for nothing over all years."""
        place = f"{self._area(2, PAID_OUT)},{self._area(2, 0)},{plan + 1}"
        return f"SUMIFS({place})" if any(at == plan for at, _ in self._agreed) else "0"

    @cached_property
    def _payments(self) -> list[Payment]:
        return [each for each in agreements.payments(self.plan) if each.inr]

    def _area(self, block: int, at: int) -> str:
        """A column of a block."""
        first = self._first(block)
        return reach(at, first, first + self._heights[block] - 1, self.name)

    def _first(self, block: int) -> int:
        """The row of the first values of a block: those above have totals, an empty row, heading and header follow."""
        return FIRST + 1 + sum(height + 4 for height in self._heights[:block])

    @cached_property
    def _heights(self) -> tuple[int, ...]:
        """How many rows each list takes, one where it is empty."""
        counts = (len(self._payments), len(self.plan.incentives), len(self._agreed))
        return tuple(max(count, 1) for count in counts)

    @cached_property
    def _agreed(self) -> list[tuple[int, _Year]]:
        """Every source and fiscal year with a yearly quantity, of each plan by its position."""
        return [
            (at, _Year(*line))
            for at, plan in enumerate(self.plans)
            if plan.project is self.plan.project
            for line in agreements.by_year(plan)[list(_Year._fields)].itertuples(index=False, name=None)
        ]

    @cached_property
    def sheet(self) -> Sheet:
        """All lists; those above others have a row of totals, so that the places below are known."""
        blocks = [self._paid(), self._incentives(), self._agreements()]
        if self.incentives.count:
            blocks.append(self.incentives.counted(self._first(3)))
        return sheet_of(self.plan, "terms", *blocks, table=False)

    def _paid(self) -> Block:
        """Orders, contracts and charges as often as they are decided on; take-or-pay from the list below."""
        rows: list[tuple[Cell, ...]] = []
        sources = self.plan.world.by_id(Source)
        for row, each in enumerate(self._payments, self._first(0)):
            name = sources[each.source].name or each.source
            rate, ref = self._rate(each)
            times = each.inr / rate if rate else 1.0
            amount = Formula(f"={cell(4, row)}*{cell(5, row)}", each.inr)
            cells: tuple[Cell, ...] = (times, Formula(ref, rate), amount)
            rows.append((say(f"part-{each.term}"), name, _year(each.month), each.month, *cells))
        heads = [column("part"), column("source"), column("year"), column("paid-month", "month")]
        heads += [column("times", "number"), column("per-time", "inr"), column("amount", "inr")]
        sums = (say("report-total"), *[None] * (_AMOUNT - 1), *totals(rows, self._first(0), [_AMOUNT]))
        return attrs.evolve(listed("payments", heads, rows), totals=sums)

    def _rate(self, each: Payment) -> tuple[float, str]:
        """What a payment is a multiple of, and the formula of that."""
        inputs, source = self.offers.inputs, self.plan.world.by_id(Source)[each.source]
        if each.term == "orders":
            return source.order_cost, f"={inputs.ref(source, 'order_cost')}"
        if each.term == "contracts":
            return source.contract_cost, f"={inputs.ref(source, 'contract_cost')}"
        if each.term == "charges":
            tier = self._tiers[each.tier]
            return tier.charge, f"={inputs.ref(tier, 'charge')}"
        mine = (self._own, each.source, each.month.fiscal_year)
        places = [(at, line.source, line.fiscal_year) for at, line in self._agreed]
        return each.inr, f"={cell(PAID_OUT, self._first(2) + places.index(mine))}"

    @property
    def _own(self) -> int:
        return next(at for at, plan in enumerate(self.plans) if plan is self.plan)

    @cached_property
    def _tiers(self) -> dict[str, Tier]:
        """The tiers as decisions call them."""
        return {f"{tier.offer}/{tier.from_quantity:.15g}": tier for tier in self.plan.world.all(Tier)}

    def _incentives(self) -> Block:
        first = self._first(1)
        rows = self.incentives.rows(first, self._first(3))
        heads = [column("incentive"), column("item-unit"), column("year"), column("paid-month", "month")]
        heads += [column("acquired", "quantity"), column("value", "inr"), column("domestic", "inr")]
        heads += [column("domestic-share", "share"), column("least-domestic", "share"), column("lacking", "inr")]
        heads += [column("paid", "inr"), column("missed", "inr")]
        sums = (say("report-total"), *[None] * (PAID_IN - 1), *totals(rows, first, [PAID_IN, MISSED]))
        return attrs.evolve(listed("incentives", heads, rows), totals=sums)

    @cached_property
    def _agreement_rows(self) -> list[tuple[Cell, ...]]:
        first = self._first(2)
        rows: list[tuple[Cell, ...]] = []
        for row, (at, line) in enumerate(self._agreed, first):
            short = Formula(f"=MAX({cell(_AGREED, row)}-{cell(_TAKEN, row)},0)", line.short)
            paid = Formula(f"={cell(_SHORT, row)}*{cell(_PRICE, row)}", line.paid)
            price = self._cheapest(self.plans[at], line)
            name, year = line.name or line.source, fiscal_year_name(line.fiscal_year)
            rows.append((float(at + 1), name, year, line.taken, line.least, line.agreed, short, price, paid))
        return rows

    def _cheapest(self, plan: Plan, line: _Year) -> Cell:
        """The lowest price of one use of a source's capacity in a year, in the plan's own scenario."""
        world: World = self.offers.worlds[plan.scenario]
        places = [at for at, month in enumerate(plan.months) if month.fiscal_year == line.fiscal_year]
        names, where = self.offers.timeline.names, prefix(sheet_name("prices"))
        first, last = names[places[0]], names[places[-1]]
        parts = []
        for offer in self.offers.all:
            if offer.source == line.source and offer.capacity_use > 0:
                price = world.quoted + self.offers.number[offer.id] - 1
                rate = world.rates + self.offers.currencies.index(offer.currency)
                product = f"{where}${first}${price}:${last}${price}*{where}${first}${rate}:${last}${rate}"
                parts.append(f"SUMPRODUCT(MIN({product}))/{self.offers.term_of('capacity-use', offer.id)}")
        return live(f"=MIN({','.join(parts)})", line.price) if parts else line.price

    def _agreements(self) -> Block:
        rows = self._agreement_rows
        heads = [column("plan-number", "count"), column("source"), column("year"), column("taken", "quantity")]
        heads += [column("if-used", "quantity"), column("agreed", "quantity"), column("short", "quantity")]
        heads += [column("use-price", "inr"), column("unpaid", "inr")]
        sums = (say("report-total"), *[None] * (PAID_OUT - 1), *totals(rows, self._first(2), [PAID_OUT]))
        return attrs.evolve(listed("agreements", heads, rows), totals=sums)


def _year(month: Month) -> str:
    return fiscal_year_name(month.fiscal_year)
