"""The sheets of money, months across: what the plan costs by part, and when it is paid."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import attrs
import numpy as np
import pandas as pd

from desktop.analysis import cash, cost, orders, stock
from desktop.analysis.agreements import TERMS
from desktop.model.plan import Plan
from desktop.session.report.deliveries import Deliveries
from desktop.session.report.grid import LABELS, Grid, Timeline
from desktop.session.report.layout import BLUE, CRORE, FIRST, column, sheet_name, sheet_of
from desktop.session.report.offers import Offers
from desktop.session.report.orders import Orders
from desktop.session.report.production import Production
from desktop.session.report.stocks import Stocks
from desktop.session.report.terms import Terms
from desktop.store.sheets import Area, Block, Chart, Formula, Series, Sheet, letters, prefix, top, worth
from desktop.text.messages import say

_HEIGHT = 420
_ON_DELIVERY = ("price", "freight", "insurance")
_CASH: dict[str, tuple[str, ...]] = {
    "duties": ("duty", "surcharge", "inland"),
    "terms": TERMS,
    "works": ("recipes",),
    "stock": ("holding",),
    "penalties": ("penalties",),
    "incentives": ("incentives",),
}
"""The payments that fall into the month of their cost, and the parts of the cost that they are."""


@attrs.frozen(eq=False, slots=False)
class Spending:
    """What a plan costs."""

    plan: Plan
    offers: Offers
    orders: Orders
    production: Production
    deliveries: Deliveries
    stocks: Stocks
    terms: Terms

    @property
    def name(self) -> str:
        """What the sheet of costs by month is called."""
        return sheet_name("spend")

    @cached_property
    def grid(self) -> Grid:
        """Every part of the cost, and their sum; the value of all stock below."""
        grid, frame, plan = Grid(self.offers.timeline, FIRST), cost.by_month(self.plan), self.plan
        texts = self._texts()
        for part in cost.COLUMNS:
            factor = None
            if part == "capital":
                rate = plan.world.settings.capital_rate
                factor = Formula(f"={self.offers.inputs.ref(plan.world.settings, 'capital_rate')}", rate)
            labels = (None, say(f"part-{part}"), say("report-line-cost"), "INR", factor)
            values = frame[part].tolist()
            grid.add(("part", part), labels, grid.line(f"={texts[part]}", values) if texts[part] else values)
        labels = (None, say("figure-cost"), say("report-line-cost"), "INR", None)
        total = frame.sum(axis=1).tolist()
        cells = grid.line(f"=SUM({{now}}{FIRST}:{{now}}{grid.row - 1})", total)
        grid.add(("total", ""), labels, cells, strong=True)
        stocked = self._by_line("stock", "value")
        values = stock.value(plan).tolist()
        labels = (None, say("report-stock-value"), say("report-line-month-end"), "INR", None)
        grid.add(("stock-value", ""), labels, grid.line(f"={stocked}", values) if stocked else values, "end")
        _in_crore(grid, ("total", ""), ("crore", ""), say("figure-cost"), total)
        return grid

    def _texts(self) -> dict[str, str]:
        """The formula of every part, "" where the plan has nothing of it."""
        header = f"{{now}}${FIRST - 1}"
        goods = {part: self.orders.total(part, "arrival", header) for part in orders.PARTS}
        terms = {part: self.terms.total(part, header) for part in (*TERMS, "incentives")}
        started = self.production.started
        rows = (started.first, started.row - 1)
        where = prefix(self.production.name)
        made = f"SUMPRODUCT({where}$E${rows[0]}:$E${rows[1]},{where}{{now}}${rows[0]}:{{now}}${rows[1]})"
        value = self._by_line("stock", "value")
        penalties = [self._by_line("deliveries", key) for key in ("penalty-owed", "penalty-lost")]
        return {
            **goods,
            **terms,
            "recipes": made if started.rows else "",
            "holding": self._by_line("stock", "holding"),
            "capital": f"{value}*$E{{row}}/100/12" if value else "",
            "penalties": "+".join(text for text in penalties if text),
        }

    def _by_line(self, sheet: str, line: str) -> str:
        """The sum over the rows of another sheet that are of one sort."""
        grid = self.stocks.grid if sheet == "stock" else self.deliveries.grid
        if not grid.rows:
            return ""
        where, rows = prefix(sheet_name(sheet)), (grid.first, grid.row - 1)
        key = say(f"report-line-{line}")
        return f'SUMIFS({where}{{now}}${rows[0]}:{{now}}${rows[1]},{where}$C${rows[0]}:$C${rows[1]},"{key}")'

    @cached_property
    def sheet(self) -> Sheet:
        """Cost by month and part."""
        timeline = self.offers.timeline
        block = self.grid.block("", timeline.heads("inr", column("capital-rate", "level")))
        chart = _chart("spend", timeline, self.grid.at["crore", ""], block)
        return sheet_of(self.plan, "spend", block, fixed=LABELS, printed=timeline.first, charts=(chart,), fits=True)

    @cached_property
    def payments(self) -> tuple[Timeline, Grid]:
        """The months in which anything is paid, and what by kind."""
        frame = cash.by_month(self.plan)
        timeline = Timeline(tuple(frame.index))
        grid = Grid(timeline, FIRST)
        header = f"{{now}}${FIRST - 1}"
        goods = "+".join(self.orders.total(part, "paid-month", header) for part in _ON_DELIVERY)
        for key, text in (("goods", goods), ("igst", self.orders.total("igst", "arrival", header))):
            self._line(grid, key, f"={text}", frame)
        for key, parts in _CASH.items():
            self._own(grid, timeline, key, parts, frame)
        total = f"=SUM({{now}}{FIRST}:{{now}}{grid.row - 1})"
        self._line(grid, "total", total, frame, strong=True)
        row = grid.at["cash", "total"]
        so_far = [float(each) for each in np.cumsum(frame["total"].to_numpy(float))]
        cells = grid.line(f"={{last}}{{row}}+{{now}}{row}", so_far, f"={{now}}{row}")
        grid.add(("cash", "so-far"), self._labels("so-far"), cells, "end")
        paid = frame["total"].tolist()
        _in_crore(grid, ("cash", "total"), ("cash", "crore"), say("report-cash-total"), paid)
        return timeline, grid

    def _line(self, grid: Grid, key: str, text: str, frame: pd.DataFrame, *, strong: bool = False) -> None:
        grid.add(("cash", key), self._labels(key), grid.line(text, frame[key].tolist()), strong=strong)

    def _own(self, grid: Grid, timeline: Timeline, key: str, parts: Sequence[str], frame: pd.DataFrame) -> None:
        """What is paid in the month of its cost; before and after the plan's months there is nothing."""
        places, first = {month: at for at, month in enumerate(self.plan.months)}, self.offers.timeline.first
        cells: list[Formula | float] = []
        for month, value in zip(timeline.months, frame[key].tolist(), strict=True):
            if month not in places:
                cells.append(0.0)
                continue
            name = letters(first + places[month])
            refs = [f"{prefix(self.name)}{name}{self.grid.at['part', part]}" for part in parts]
            cells.append(Formula("=" + "+".join(refs), value))
        grid.add(("cash", key), self._labels(key), cells)

    def _labels(self, key: str) -> tuple[None, str, str, str, None]:
        return (None, say(f"report-cash-{key}"), say("report-line-paid"), "INR", None)

    @cached_property
    def cash_sheet(self) -> Sheet:
        """Payments by month."""
        timeline, grid = self.payments
        block = grid.block("", timeline.heads("inr"))
        chart = _chart("cash", timeline, grid.at["cash", "crore"], block)
        return sheet_of(self.plan, "cash", block, fixed=LABELS, printed=timeline.first, charts=(chart,), fits=True)


def _in_crore(grid: Grid, of: tuple[str, str], key: tuple[str, str], name: str, values: Sequence[float]) -> None:
    """A row of rupees once more in crore, as the chart has them."""
    labels = (None, name, say("report-line-crore"), say("report-crore"), None)
    cells = grid.line(f"={{now}}{grid.at[of]}/{CRORE}", [value / CRORE for value in values])
    grid.add(key, labels, cells, kind="number")


def _chart(key: str, timeline: Timeline, row: int, block: Block) -> Chart:
    """The months of a row in crore, below the sums of fiscal years that print."""
    first, last = timeline.first, timeline.first + len(timeline.months) - 1
    months, values = (Area(sheet_name(key), (at, first), (at, last)) for at in (FIRST - 2, row - 1))
    series = Series(say("report-line-crore"), values, BLUE)
    return Chart(
        say(f"report-chart-{key}-months"),
        "",
        say("report-chart-crore-up"),
        months,
        (series,),
        kind="number",
        most=max(map(worth, block.rows[row - FIRST][first:])),
        place=(top([block]) - 1, 0),
        size=(0, _HEIGHT),
        dates=True,
    )
