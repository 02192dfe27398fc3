"""The sheet of the other plans: what each buys and pays, priced by the same assumptions, so that they compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from desktop.model.orders import Order
from desktop.model.plan import Plan
from desktop.model.records import Item, Offer, Recipe, Source, Tier
from desktop.session.report.grid import LABELS, Grid
from desktop.session.report.layout import FIRST, added, column, listed, live, sheet_name, sheet_of
from desktop.session.report.offers import Offers
from desktop.session.report.orders import Orders
from desktop.session.report.terms import Terms
from desktop.store.sheets import Block, Cell, Formula, Sheet, cell, prefix, reach
from desktop.text.messages import say

_FACTOR, _RATE, _AMOUNT = 4, 5, 6
_WHAT = 14.0
"""How wide, in characters, what is paid for is at most: units stand above it."""
REST = ("orders", "contracts", "charges", "holding", "stock-value", "recipes", "penalties")
"""What is told of every other plan beside goods, take-or-pay and incentives."""


@attrs.frozen
class _Term:
    """A part of the cost: how much of what, the assumption that it is times of (its formula and value)."""

    part: str
    what: str
    times: float
    text: str
    rate: float


@attrs.frozen(eq=False, slots=False)
class Others:
    """All plans but the chosen one, by their position among those compared."""

    plans: Sequence[Plan]
    chosen: Plan
    offers: Offers
    bought: Orders
    terms: Terms
    names: Sequence[str]

    @cached_property
    def positions(self) -> list[int]:
        """Where the others of the same project stand among the plans."""
        pairs = enumerate(self.plans)
        return [at for at, plan in pairs if plan is not self.chosen and plan.project is self.chosen.project]

    @property
    def name(self) -> str:
        """What the sheet is called."""
        return sheet_name("others")

    @cached_property
    def grids(self) -> Mapping[int, Grid]:
        """Quantities as bought by offer and month of every other plan, and what tiers add to their cost, INR."""
        found, row = {}, FIRST + 1
        for at in self.positions:
            grid = Grid(self.offers.timeline, row)
            self._quantities(grid, self.plans[at])
            self._tiers(grid, self.plans[at])
            found[at] = grid
            row = grid.row + 3
        return found

    def _quantities(self, grid: Grid, plan: Plan) -> None:
        items, first = self.chosen.world.by_id(Item), plan.months[0].index
        bought: dict[str, dict[int, float]] = {}
        for order in plan.orders:
            own = bought.setdefault(order.offer, {})
            own[order.month.index - first] = own.get(order.month.index - first, 0.0) + order.quantity
        for at, offer in enumerate(self.offers.all, 1):
            own = bought.get(offer.id, {})
            unit = items[offer.item].unit
            cells: list[Cell] = [own.get(place) for place in range(len(plan.months))]
            labels = (float(at), offer.id, say("report-line-quantity"), unit, None)
            grid.add(("offer", offer.id), labels, cells, "sum" if own else "none")
            if not own:
                grid.fold(("offer", offer.id))

    def _tiers(self, grid: Grid, plan: Plan) -> None:
        """What orders in tiers cost more or less than at the offer's own price."""
        first, tiered = plan.months[0].index, {tier.offer for tier in self.chosen.world.all(Tier)}
        costs = self.offers.landed_in(plan.scenario)
        for offer in self.offers.all:
            if offer.id not in tiered:
                continue
            at = self.offers.number[offer.id] - 1
            cells: list[Cell] = [None] * len(plan.months)
            found: dict[int, list[Order]] = {}
            for order in plan.orders:
                if order.offer == offer.id and order.tiers:
                    found.setdefault(order.month.index - first, []).append(order)
            for place, own in found.items():
                value = sum(order.cost.landed - order.quantity * costs[at, place] for order in own)
                text = "+".join(self._above(offer, plan, order, place) for order in own)
                cells[place] = live(f"={text}", float(value))
            labels = (float(at + 1), offer.id, say("report-line-tiers"), "INR", None)
            grid.add(("tiers", offer.id), labels, cells, kind="inr")

    def _above(self, offer: Offer, plan: Plan, order: Order, place: int) -> str:
        """The price of an order's tiers less the offer's own, in landed rupees."""
        world, number, month = self.offers.worlds[plan.scenario], str(self.offers.number[offer.id]), str(place + 1)
        own = self.offers.priced(world, "quoted", number, month)
        currency = str(self.offers.currencies.index(offer.currency) + 1)
        rate = self.offers.priced(world, "rates", currency, month)
        price = self.bought.tiered(offer, order.tiers, own)[1:]
        return f"{order.quantity!r}*({price}-{own})*{rate}*{self.offers.term('per-inr', number)}"

    def landed(self, at: int) -> tuple[str, float]:
        """What a plan's goods cost, as a formula on this sheet and the unit costs, and its value."""
        plan, grid = self.plans[at], self.grids[at]
        names, count = self.offers.timeline.names, len(self.offers.all)
        world = self.offers.worlds[plan.scenario]
        if not count:
            return "0", 0.0

        def area(sheet: str, first: int, rows: int) -> str:
            return f"{prefix(sheet)}${names[0]}${first}:${names[-1]}${first + rows - 1}"

        text = f"SUMPRODUCT({area(self.name, grid.first, count)},{area(sheet_name('prices'), world.landed, count)})"
        if len(grid.rows) > count:
            text += f"+SUM({area(self.name, grid.first + count, len(grid.rows) - count)})"
        return text, plan.cost.landed

    @cached_property
    def rows(self) -> list[tuple[Cell, ...]]:
        """What every other plan pays beside goods, one row for each part and what it is paid for."""
        rows: list[tuple[Cell, ...]] = []
        for at in self.positions:
            for term in (each for each in self._terms(self.plans[at]) if each.times):
                row = self._first + len(rows)
                rate = Formula(f"={term.text}", term.rate) if term.text else term.rate
                amount = Formula(f"={cell(_FACTOR, row)}*{cell(_RATE, row)}", term.times * term.rate)
                word = say(f"report-other-{term.part}")
                rows.append((float(at + 1), self.names[at], word, term.what, term.times, rate, amount))
        return rows

    @property
    def _first(self) -> int:
        last = [grid.row for grid in self.grids.values()]
        return (max(last) if last else FIRST - 2) + 3

    def rest(self, at: int, part: str) -> tuple[str, float]:
        """What a plan pays for one of ``REST``, as a formula and its value."""
        word = say(f"report-other-{part}")
        mine = [row for row in self.rows if row[0] == at + 1 and row[2] == word]
        if not mine:
            return "0", 0.0
        last = self._first + len(self.rows) - 1
        amounts, plans, parts = (reach(place, self._first, last, self.name) for place in (_AMOUNT, 0, 2))
        total = added(row[_AMOUNT] for row in mine)
        return f'SUMIFS({amounts},{plans},{at + 1},{parts},"{word}")', total

    def _terms(self, plan: Plan) -> Iterator[_Term]:
        world, inputs = self.chosen.world, self.offers.inputs
        for kind, part, field in (("order", "orders", "order_cost"), ("contract", "contracts", "contract_cost")):
            for source in world.all(Source):
                times = sum(each.value for each in plan.decisions if (each.kind, each.of) == (kind, source.id))
                rate: float = getattr(source, field)
                if times and rate:
                    yield _Term(part, source.name or source.id, times, inputs.ref(source, field), rate)
        for tier in world.all(Tier):
            name = f"{tier.offer}/{tier.from_quantity:.15g}"
            times = sum(each.value for each in plan.decisions if (each.kind, each.of) == ("tier", name))
            if times and tier.charge:
                yield _Term("charges", name, times, inputs.ref(tier, "charge"), tier.charge)
        for item in world.all(Item):
            stock = sum(plan.stock[item.id])
            yield _Term("holding", item.id, stock, inputs.ref(item, "holding_cost"), item.holding_cost)
            text = self.offers.value_of("stock-unit-value", item.id, plan.scenario)
            yield _Term("stock-value", item.id, stock, text, plan.stock_value.get(item.id, 0.0))
            if item.priority == "traded" and item.id in plan.target:
                late, lost = sum(plan.late[item.id]), sum(plan.lost[item.id])
                yield _Term("penalties", item.id, late, inputs.ref(item, "late_cost"), item.late_cost)
                yield _Term("penalties", item.id, lost, inputs.ref(item, "lost_cost"), item.lost_cost)
        for recipe in world.all(Recipe):
            made = sum(plan.production[recipe.id])
            yield _Term("recipes", recipe.name or recipe.id, made, inputs.ref(recipe, "cost"), recipe.cost)

    @cached_property
    def sheet(self) -> Sheet | None:
        """Nothing where no plan stands beside the chosen one."""
        if not self.positions:
            return None
        heads = self.offers.timeline.heads("quantity")
        blocks: list[Block] = [
            grid.block(say("report-heading-other", plan=self.names[at]), heads) for at, grid in self.grids.items()
        ]
        columns = [
            column("plan-number", "count"),
            column("plan"),
            column("part"),
            attrs.evolve(column("what"), width=_WHAT),
        ]
        columns += [column("times", "level"), column("per-time", "level"), column("amount", "inr")]
        blocks.append(listed("beside", columns, self.rows))
        return sheet_of(
            self.chosen,
            "others",
            *blocks,
            fixed=LABELS,
            table=False,
            printed=self.offers.timeline.first,
            printed_rows=0,
        )
