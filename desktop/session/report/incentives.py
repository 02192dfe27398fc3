"""On the sheet of terms: what the State pays, and what it pays for, offer by offer and recipe by recipe."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from desktop.analysis import incentives
from desktop.analysis.why import upstream
from desktop.model.months import Month, fiscal_year_name
from desktop.model.plan import IncentivePaid, Plan
from desktop.model.records import Incentive, Item, Offer, Recipe
from desktop.session.report.arriving import Supply
from desktop.session.report.grid import Grid
from desktop.session.report.layout import column, listed
from desktop.session.report.offers import Offers
from desktop.session.report.production import Production
from desktop.store.sheets import Block, Cell, Formula, cell, prefix, worth

VALUE, DOMESTIC, LEAST, PAID_IN, MISSED = 5, 6, 8, 10, 11
"""Columns of the incentives; ``PAID_IN`` is what comes in."""
_QUANTITY, _LACKING = 4, 9
_COUNTED = (4, 5, 7)
"""Where the list of what is counted has quantities, values and the domestic part of these."""
_SAME, _ROUNDING = 1e-9, 1e-6
"""The relative difference within which figures are the same, and within which a least share is reached."""


@attrs.frozen
class _Line:
    """What one offer or recipe brings to an incentive in a fiscal year: three formulas, and what part is domestic."""

    what: str
    unit: str
    quantity: Cell
    value: Formula
    domestic: Cell


@attrs.frozen(eq=False, slots=False)
class Incentives:
    """The incentives of a plan, live on what is bought and made as far as that tells them."""

    plan: Plan
    offers: Offers
    supply: Supply
    production: Production

    @cached_property
    def lines(self) -> tuple[tuple[IncentivePaid, tuple[_Line, ...]], ...]:
        """Every incentive and fiscal year with what counts for it."""
        return tuple((each, tuple(self._counted(each))) for each in self.plan.incentives)

    @property
    def count(self) -> int:
        """How many rows the list of what counts has."""
        return sum(len(own) for _, own in self.lines)

    def rows(self, first: int, counted: int) -> list[tuple[Cell, ...]]:
        """The incentives from row ``first`` on; what counts for them stands from row ``counted`` on."""
        found: list[tuple[Cell, ...]] = []
        for line, (each, own) in zip(incentives.table(self.plan).to_dict("records"), self.lines, strict=True):
            entry = {str(key): value for key, value in line.items()}
            known = _sums(own, counted, (entry["quantity"], entry["value"], entry["domestic"]))
            counted += len(own)
            name = f"{entry['item_name'] or entry['item']} ({entry['unit']})"
            year, record = fiscal_year_name(each.fiscal_year), self._records[each.incentive]
            least = Formula(f"={self.offers.inputs.ref(record, 'least_domestic')}/100", entry["least"])
            row = (each.incentive, name, year, incentives.month_of(self.plan, each), *known)
            paid = self._paid(record, first + len(found), entry)
            found.append((*row, _share(first + len(found), entry["share"]), least, *paid))
        return found

    def counted(self, first: int) -> Block:
        """What counts for every incentive; its first row is ``first``."""
        rows: list[tuple[Cell, ...]] = []
        for each, own in self.lines:
            for line in own:
                row = first + len(rows)
                domestic = Formula(f"={cell(5, row)}*{cell(6, row)}", worth(line.value) * worth(line.domestic))
                told = (each.incentive, fiscal_year_name(each.fiscal_year), line.what, line.unit)
                rows.append((*told, line.quantity, line.value, line.domestic, domestic))
        heads = [column("incentive"), column("year"), column("what"), column("unit"), column("acquired", "quantity")]
        heads += [column("value", "inr"), column("domestic-share", "share"), column("domestic", "inr")]
        return listed("counted", heads, rows)

    @cached_property
    def _records(self) -> Mapping[str, Incentive]:
        return self.plan.world.by_id(Incentive)

    def _paid(self, record: Incentive, row: int, entry: Mapping[str, float]) -> tuple[Cell, Cell, Cell]:
        """What lacks, what is paid and what is missed: as numbers where a quick answer pays in spite of what lacks."""
        value, gap = cell(VALUE, row), f"{cell(LEAST, row)}*{cell(VALUE, row)}-{cell(DOMESTIC, row)}"
        lacking = Formula(f"=IF({gap}>{_SAME:.9f}*{value},{gap},0)", entry["lacking"])
        text, most = self._most(record, row, entry)
        paid = most if entry["lacking"] <= _ROUNDING * entry["value"] else 0.0
        if not (_is_same(paid, entry["paid"], most) and _is_same(most - paid, entry["missed"], most)):
            return lacking, entry["paid"], entry["missed"]
        earned = Formula(f"=IF({cell(_LACKING, row)}<={_ROUNDING:f}*{value},{text},0)", entry["paid"])
        return lacking, earned, Formula(f"={text}-{cell(PAID_IN, row)}", entry["missed"])

    def _most(self, record: Incentive, row: int, entry: Mapping[str, float]) -> tuple[str, float]:
        """The rate times the quantity or value, within the cap: as a formula and its value."""
        rate, cap = (self.offers.inputs.ref(record, field) for field in ("rate", "cap"))
        text, most = f"{rate}*{cell(_QUANTITY, row)}", record.rate * entry["quantity"]
        if record.rate_kind == "% of value":
            text, most = f"{rate}/100*{cell(VALUE, row)}", record.rate / 100 * entry["value"]
        return f'IF({cap}="",{text},MIN({text},{cap}))', most if record.cap is None else min(most, record.cap)

    def _counted(self, each: IncentivePaid) -> Iterator[_Line]:
        record, months = self._records[each.incentive], self.plan.months
        places = [at for at, month in enumerate(months) if _counts(record, month, each.fiscal_year)]
        names, needed = self.offers.timeline.names, upstream(self.plan, [record.item])
        span = (names[places[0]], names[places[-1]])
        for offer in self.offers.all:
            if offer.item in needed and ("offer", offer.id) in self.supply.quantities.at:
                yield self._bought(record, offer, places, span)
        for recipe in self.plan.world.all(Recipe):
            if recipe.output in needed:
                yield self._made(record, recipe, places, span)

    def _bought(self, record: Incentive, offer: Offer, places: Sequence[int], span: tuple[str, str]) -> _Line:
        """What arrives of an offer, at what its orders cost."""
        grid, months, lines = self.supply.quantities, self.plan.months, self.supply.orders.each
        arriving = [worth(entry) for entry in grid.months(("offer", offer.id))]
        row = grid.at["offer", offer.id]
        area = f"{prefix(self.supply.name)}${span[0]}${row}:${span[1]}${row}"
        quantity: Cell = 0.0
        if offer.item == record.item:
            usable = math.fsum(arriving[at] for at in places) * offer.usable_yield
            quantity = Formula(f"=SUM({area})*{self.offers.term_of('usable-yield', offer.id)}", usable)
        ends = [f'"{sign}"&{_day(months[at])}' for sign, at in ((">=", places[0]), ("<=", places[-1]))]
        number = str(self.offers.number[offer.id])
        text = self.supply.orders.total("landed", "offer-number", number, "arrival", ends[0], "arrival", ends[1])
        within = {months[at] for at in places}
        value = math.fsum(line.landed for line in lines if line.offer == offer.id and line.month in within)
        share = Formula(f"={self.offers.inputs.ref(offer, 'domestic_value')}/100", offer.domestic_value / 100)
        return _Line(offer.id, self._unit(offer.item), quantity, Formula(f"={text}", value), share)

    def _made(self, record: Incentive, recipe: Recipe, places: Sequence[int], span: tuple[str, str]) -> _Line:
        """What a recipe finishes, and what its making costs, all of which is domestic."""
        finished, started = (
            self._area(grid, key, recipe.id, places, span)
            for grid, key in ((self.production.finished, "finished"), (self.production.started, "started"))
        )
        quantity: Cell = Formula(f"=SUM({finished[0]})", finished[1]) if recipe.output == record.item else 0.0
        cost = Formula(f"=SUM({started[0]})*{self.offers.inputs.ref(recipe, 'cost')}", started[1] * recipe.cost)
        return _Line(recipe.name or recipe.id, self._unit(recipe.output), quantity, cost, 1.0)

    def _area(
        self, grid: Grid, key: str, recipe: str, places: Sequence[int], span: tuple[str, str]
    ) -> tuple[str, float]:
        """Some months of a recipe: the cells, and what they add up to."""
        months, row = grid.months((key, recipe)), grid.at[key, recipe]
        area = f"{prefix(self.production.name)}${span[0]}${row}:${span[1]}${row}"
        return area, math.fsum(worth(months[at]) for at in places)

    def _unit(self, item: str) -> str:
        return self.plan.world.by_id(Item)[item].unit


def _day(month: Month) -> str:
    """The first day of a month in a formula."""
    return f"DATE({month.first_day.year},{month.first_day.month},1)"


def _counts(record: Incentive, month: Month, year: int) -> bool:
    begun = record.first_month is None or record.first_month <= month
    return month.fiscal_year == year and begun and (record.last_month is None or month <= record.last_month)


def _sums(own: Sequence[_Line], first: int, planned: tuple[float, ...]) -> list[Cell]:
    """Quantity, value and domestic value as sums of what counts; the plan's numbers where these do not tell them."""
    values = (
        math.fsum(worth(line.quantity) for line in own),
        math.fsum(worth(line.value) for line in own),
        math.fsum(worth(line.value) * worth(line.domestic) for line in own),
    )
    last = first + len(own) - 1
    return [
        Formula(f"=SUM({cell(at, first)}:{cell(at, last)})", value) if own and _is_same(value, told, value) else told
        for at, value, told in zip(_COUNTED, values, planned, strict=True)
    ]


def _share(row: int, value: float) -> Formula:
    whole = cell(VALUE, row)
    return Formula(f"=IF({whole}=0,0,{cell(DOMESTIC, row)}/{whole})", value)


def _is_same(one: float, other: float, size: float) -> bool:
    return abs(one - other) <= _SAME * max(abs(size), 1.0)
