"""The sheet of terms: what sources are paid beside prices, incentives, and yearly quantities that are not taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from desktop.analysis import agreements, incentives
from desktop.analysis.agreements import Payment
from desktop.model.months import Month, fiscal_year_name
from desktop.model.plan import Plan
from desktop.model.records import Incentive, Source, Tier
from desktop.session.report.layout import FIRST, column, listed, sheet_name, sheet_of, totals
from desktop.session.report.offers import Offers, World
from desktop.store.sheets import Block, Cell, Formula, Sheet, cell, prefix, reach
from desktop.text.messages import say

_PART, _MONTH, _AMOUNT = 0, 3, 6
_QUANTITY, _VALUE, _DOMESTIC, _SHARE, _LEAST, _LACKING, PAID_IN, _MISSED = range(4, 12)
"""The columns of the incentives after incentive, item, year and month; ``PAID_IN`` is what comes in."""
_TAKEN, _IF_USED, _AGREED, _SHORT, _PRICE, PAID_OUT = range(3, 9)
"""The columns of the agreements after plan, source and year; ``PAID_OUT`` is what is paid for nothing."""


@attrs.frozen(eq=False, slots=False)
class Terms:
    """What the plan pays beside goods; yearly quantities are told of every plan that is compared."""

    plan: Plan
    plans: Sequence[Plan]
    offers: Offers

    @property
    def name(self) -> str:
        """What the sheet is called."""
        return sheet_name("terms")

    def total(self, part: str, month: str) -> str:
        """What is paid of one part in the month of a cell, "" where the plan has nothing of it."""
        if part == "incentives":
            if not len(incentives.table(self.plan)):
                return ""
            return f"-SUMIFS({self._area(1, PAID_IN)},{self._area(1, _MONTH)},{month})"
        if not any(each.term == part for each in self._payments):
            return ""
        word = say(f"part-{part.replace('_', '_')}")
        return f'SUMIFS({self._area(0, _AMOUNT)},{self._area(0, _PART)},"{word}",{self._area(0, _MONTH)},{month})'

    def unpaid(self, plan: int) -> str:
        """What a plan, by its position, pays for nothing over all years."""
        place = f"{self._area(2, PAID_OUT)},{self._area(2, 0)},{plan + 1}"
        return f"SUMIFS({place})" if any(row[0] == plan + 1 for row in self._agreement_rows) else "0"

    @cached_property
    def _payments(self) -> list[Payment]:
        return [each for each in agreements.payments(self.plan) if each.inr]

    def _area(self, block: int, at: int) -> str:
        """A column of a block."""
        counts = [len(self._payments), len(incentives.table(self.plan)), len(self._agreement_rows)]
        first = FIRST + 1 + sum(max(count, 1) + 1 + 3 for count in counts[:block])
        return reach(at, first, first + max(counts[block], 1) - 1, self.name)

    def _first(self, block: int) -> int:
        counts = [len(self._payments), len(incentives.table(self.plan))]
        return FIRST + 1 + sum(max(count, 1) + 1 + 3 for count in counts[:block])

    @cached_property
    def sheet(self) -> Sheet:
        """All three lists; each has a row of totals, so that its place is known."""
        blocks = [self._paid(), self._incentives(), self._agreements()]
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
            cells: tuple[Cell, ...] = (times, Formula(ref, rate) if ref else each.inr, amount)
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
            own = {tier.charge: tier for tier in self._tiers_of(each.source) if tier.charge}
            tier = own.get(each.inr)
            return (tier.charge, f"={inputs.ref(tier, 'charge')}") if tier else (each.inr, "")
        rows = enumerate(self._agreement_rows, self._first(2))
        where = next(
            row
            for row, line in rows
            if line[0] == self._own + 1 and line[1] == (source.name or source.id) and line[2] == _year(each.month)
        )
        return each.inr, f"={cell(PAID_OUT, where)}"

    @property
    def _own(self) -> int:
        return next(at for at, plan in enumerate(self.plans) if plan is self.plan)

    def _tiers_of(self, source: str) -> Iterator[Tier]:
        offers = self.offers.by_id
        return (tier for tier in self.plan.world.all(Tier) if offers[tier.offer].source == source)

    def _incentives(self) -> Block:
        first = self._first(1)
        rows: list[tuple[Cell, ...]] = []
        months = _months_paid(self.plan)
        for at, line in enumerate(incentives.table(self.plan).to_dict("records"), first):
            value, domestic, least = (cell(place, at) for place in (_VALUE, _DOMESTIC, _LEAST))
            share = Formula(f"=IF({value}=0,0,{domestic}/{value})", line["share"])
            lacking = Formula(f"=MAX({least}*{value}-{domestic},0)", line["lacking"])
            rows.append(
                (
                    line["incentive"],
                    f"{line['item_name'] or line['item']} ({line['unit']})",
                    fiscal_year_name(line["fiscal_year"]),
                    months[line["incentive"], line["fiscal_year"]],
                    *(line["quantity"], line["value"], line["domestic"], share, line["least"], lacking),
                    *(line["paid"], line["missed"]),
                )
            )
        heads = [column("incentive"), column("item-unit"), column("year"), column("paid-month", "month")]
        heads += [column("acquired", "quantity"), column("value", "inr"), column("domestic", "inr")]
        heads += [column("domestic-share", "share"), column("least-domestic", "share"), column("lacking", "inr")]
        heads += [column("paid", "inr"), column("missed", "inr")]
        sums = (say("report-total"), *[None] * (PAID_IN - 1), *totals(rows, first, [PAID_IN, _MISSED]))
        return attrs.evolve(listed("incentives", heads, rows), totals=sums)

    @cached_property
    def _agreement_rows(self) -> list[tuple[Cell, ...]]:
        first = self._first(2)
        rows: list[tuple[Cell, ...]] = []
        for at, plan in enumerate(self.plans):
            if plan.project is not self.plan.project:
                continue
            for line in agreements.by_year(plan).to_dict("records"):
                row = first + len(rows)
                short = Formula(f"=MAX({cell(_AGREED, row)}-{cell(_TAKEN, row)},0)", line["short"])
                paid = Formula(f"={cell(_SHORT, row)}*{cell(_PRICE, row)}", line["paid"])
                price = self._cheapest(plan, str(line["source"]), int(line["fiscal_year"]), float(line["price"]))
                name, year = line["name"] or line["source"], fiscal_year_name(line["fiscal_year"])
                numbers = (line["taken"], line["least"], line["agreed"], short, price, paid)
                rows.append((float(at + 1), name, year, *numbers))
        return rows

    def _cheapest(self, plan: Plan, source: str, year: int, value: float) -> Cell:
        """The lowest price of one use of a source's capacity in a year, in the plan's own scenario."""
        world: World = self.offers.worlds[plan.scenario]
        places = [at for at, month in enumerate(plan.months) if month.fiscal_year == year]
        names, where = self.offers.timeline.names, prefix(sheet_name("prices"))
        first, last = names[places[0]], names[places[-1]]
        parts = []
        for offer in self.offers.all:
            if offer.source == source and offer.capacity_use > 0:
                price = world.quoted + self.offers.number[offer.id] - 1
                rate = world.rates + self.offers.currencies.index(offer.currency)
                product = f"{where}${first}${price}:${last}${price}*{where}${first}${rate}:${last}${rate}"
                parts.append(f"SUMPRODUCT(MIN({product}))/{self.offers.inputs.ref(offer, 'capacity_use')}")
        return Formula(f"=MIN({','.join(parts)})", value) if parts else value

    def _agreements(self) -> Block:
        rows = self._agreement_rows
        heads = [column("plan-number", "count"), column("source"), column("year"), column("taken", "quantity")]
        heads += [column("if-used", "quantity"), column("agreed", "quantity"), column("short", "quantity")]
        heads += [column("use-price", "inr"), column("unpaid", "inr")]
        sums = (say("report-total"), *[None] * (PAID_OUT - 1), *totals(rows, self._first(2), [PAID_OUT]))
        return attrs.evolve(listed("agreements", heads, rows), totals=sums)


def _year(month: Month) -> str:
    return fiscal_year_name(month.fiscal_year)


def _months_paid(plan: Plan) -> Mapping[tuple[str, int], Month]:
    """The last planned month of a fiscal year in which an incentive holds: when it comes in."""
    records = plan.world.by_id(Incentive)
    found = {}
    for each in plan.incentives:
        last = records[each.incentive].last_month
        own = [month for month in plan.months if month.fiscal_year == each.fiscal_year]
        found[each.incentive, each.fiscal_year] = ([month for month in own if last is None or month <= last] or own)[-1]
    return found
