"""The sheet of stock and cover, months across: every balance as a formula, how long stock lasts, what it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import attrs
import numpy as np

from desktop.analysis import supply
from desktop.model.plan import Plan
from desktop.model.records import Item
from desktop.session.report.deliveries import Deliveries
from desktop.session.report.grid import LABELS, NOTHING, Grid, Labels, balanced, balances, sum_by
from desktop.session.report.layout import FIRST, column, sheet_name, sheet_of
from desktop.session.report.offers import Offers
from desktop.session.report.orders import Orders
from desktop.session.report.production import Production
from desktop.store.sheets import Cell, Formula, Sheet, prefix
from desktop.text.messages import say

_LINES = ("opening", "arrives", "made", "used", "delivered", "closing", "need", "need-so-far", "whole-months", "cover")


@attrs.frozen(eq=False, slots=False)
class Stocks:
    """The stock of every item of a plan."""

    plan: Plan
    offers: Offers
    orders: Orders
    production: Production
    deliveries: Deliveries

    @property
    def name(self) -> str:
        """What the sheet is called."""
        return sheet_name("stock")

    @cached_property
    def days(self) -> Grid:
        """The days of every month, and those up to its end."""
        grid = Grid(self.offers.timeline, FIRST)
        lengths = [float((month.last_day - month.first_day).days + 1) for month in self.plan.months]
        unit = say("unit-days")
        grid.add(("days", ""), (None, None, say("report-line-days"), unit, None), lengths, "sum", "count")
        cells = grid.line(
            f"={{last}}{{row}}+{{now}}{FIRST}", [float(each) for each in np.cumsum(lengths)], f"={{now}}{FIRST}"
        )
        grid.add(("days-so-far", ""), (None, None, say("report-line-days-so-far"), unit, None), cells, "end", "count")
        return grid

    @cached_property
    def grid(self) -> Grid:
        """The rows of every item, one below the other."""
        grid = Grid(self.offers.timeline, self.days.row + 3)
        for record in self.plan.world.all(Item):
            self._item(grid, record)
        return grid

    @cached_property
    def sheet(self) -> Sheet:
        """Stock and cover."""
        timeline = self.offers.timeline
        days = self.days.block("", timeline.heads("count"))
        heads = timeline.heads("quantity", column("factor", "level"), "over-all")
        block = self.grid.block(say("report-heading-stock"), heads)
        return sheet_of(self.plan, "stock", days, block, fixed=LABELS, printed=timeline.printed, pages=timeline.halves)

    def _item(self, grid: Grid, record: Item) -> None:
        item, at = record.id, {key: grid.row + place for place, key in enumerate(_LINES)}
        flows = self._flows(item)
        ends = self._ends(record, flows)
        opening = Formula(f"={self.offers.inputs.ref(record, 'opening_stock')}", record.opening_stock)
        cells = grid.line(f"={{last}}{at['closing']}", [record.opening_stock, *ends[:-1]], "=$E{row}")
        grid.add(("opening", item), self._labels(record, "opening", opening), cells, "none")
        for key, text in self._texts(item).items():
            series: Sequence[Cell] = grid.line(text, flows[key]) if text else flows[key]
            grid.add((key, item), self._labels(record, key), series)
            if not text:
                grid.fold((key, item))
        parts = "+".join(f"{{now}}{at[key]}" for key in ("opening", "arrives", "made"))
        closing = balanced(f"{parts}-{{now}}{at['used']}-{{now}}{at['delivered']}")
        grid.add(("closing", item), self._labels(record, "closing"), grid.line(closing, ends), "end", strong=True)
        self._cover(grid, record, at, ends)
        self._money(grid, record, at["closing"], ends)
        grid.fold(*((key, item) for key in ("need", "need-so-far", "whole-months", "holding")))

    def _flows(self, item: str) -> dict[str, list[float]]:
        nothing = [0.0] * len(self.plan.months)
        return {
            "arrives": self.arriving.get(item, nothing),
            "made": supply.made(self.plan, item).tolist(),
            "used": supply.used(self.plan, item).tolist(),
            "delivered": list(self.plan.delivered.get(item, nothing)),
        }

    def _texts(self, item: str) -> dict[str, str]:
        """The formulas of what comes in and goes out, "" where nothing ever does."""
        making = self.production
        made, used = (making.rows_of(grid, item) for grid in (making.finished, making.taken))
        row = self.deliveries.grid.at.get(("delivered", item))
        bought = item in self.arriving
        return {
            "arrives": f"={self.orders.total('usable', 'item-number', '$A{row}', 'arrival', f'{{now}}${FIRST - 1}')}"
            if bought
            else "",
            "made": sum_by(making.name, made) if made else "",
            "used": sum_by(making.name, used) if used else "",
            "delivered": f"={prefix(self.deliveries.name)}{{now}}{row}" if row else "",
        }

    def _ends(self, record: Item, flows: dict[str, list[float]]) -> list[float]:
        months = zip(*flows.values(), strict=True)
        return balances(record.opening_stock, (arrives + made - used - out for arrives, made, used, out in months))

    def _cover(self, grid: Grid, record: Item, at: dict[str, int], ends: Sequence[float]) -> None:
        """How many days the stock lasts: whole months whose need it covers, and the part of the next one.

        After the horizon the last month's need goes on; stock that outlasts all need has no number.
        """
        item, names = record.id, grid.timeline.names
        target = self.deliveries.grid.at.get(("target", item))
        asked = self.plan.target.get(item, (0.0,) * len(names))
        need = (np.array(asked) + supply.used(self.plan, item)).tolist()
        text = f"={{now}}{at['used']}" + (f"+{prefix(self.deliveries.name)}{{now}}{target}" if target else "")
        grid.add(("need", item), self._labels(record, "need"), grid.line(text, need))
        so_far = [float(each) for each in np.cumsum(need)]
        row = at["need"]
        cells = grid.line(f"={{last}}{{row}}+{{now}}{row}", so_far, f"={{now}}{row}")
        grid.add(("need-so-far", item), self._labels(record, "need-so-far"), cells, "end")
        reach, paces = np.array(so_far), np.array(need) / np.array(self._lengths)
        wanted = reach + np.array(ends)
        whole = np.searchsorted(reach, wanted + NOTHING, side="right")
        sums, want = f"${names[0]}{at['need-so-far']}:${names[-1]}{at['need-so-far']}", "{now}%d+{now}%d"
        want %= (at["need-so-far"], at["closing"])
        cells = grid.line(
            f"=IF({want}+{NOTHING:f}<${names[0]}{at['need-so-far']},0,MATCH({want}+{NOTHING:f},{sums},1))",
            [float(each) for each in whole],
        )
        labels: Labels = (*self._labels(record, "whole-months")[:3], say("report-months"), None)
        grid.add(("whole-months", item), labels, cells, "none", "count")
        covered = self._days(wanted, whole, reach, paces)
        cells = grid.line(self._cover_text(at, names, want), covered)
        labels = (*self._labels(record, "cover")[:3], say("unit-days"), record.safety_days or None)
        grid.add(("cover", item), labels, cells, "least", "count", strong=True)

    @cached_property
    def _lengths(self) -> list[float]:
        return [float((month.last_day - month.first_day).days + 1) for month in self.plan.months]

    def _days(
        self,
        wanted: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
        whole: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
        reach: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
        paces: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    ) -> list[float | str]:
        ends, used = np.append(0.0, np.cumsum(self._lengths)), np.append(0.0, reach)
        next_ = np.minimum(whole, len(paces) - 1)
        found: list[float | str] = []
        for place, (want, months, pace) in enumerate(zip(wanted, whole, paces[next_], strict=True)):
            days = ends[months] + (want - used[months]) / pace - ends[place + 1] if pace > 0 else ""
            found.append(days if days == "" else float(days))
        return found

    def _cover_text(self, at: dict[str, int], names: Sequence[str], want: str) -> str:
        """Days up to the last whole month, and of the next one in proportion, less those that are over."""
        months, size = f"{{now}}{at['whole-months']}", len(names)

        def of(row: int, place: str) -> str:
            return f"INDEX(${names[0]}${row}:${names[-1]}${row},{place})"

        before = [f"IF({months}=0,0,{of(row, months)})" for row in (FIRST + 1, at["need-so-far"])]
        following = f"MIN({months}+1,{size})"
        need, days = of(at["need"], following), of(FIRST, following)
        lasts = f"{before[0]}+({want}-{before[1]})/{need}*{days}-{{now}}${FIRST + 1}"
        return f'=IF({need}>0,{lasts},"")'

    def _money(self, grid: Grid, record: Item, closing: int, ends: Sequence[float]) -> None:
        """What the stock is worth, and what keeping it costs beside the capital."""
        value = self.plan.stock_value.get(record.id, 0.0)
        rates = {
            "value": Formula(f"={self.offers.value_of('stock-unit-value', record.id)}", value),
            "holding": Formula(f"={self.offers.inputs.ref(record, 'holding_cost')}", record.holding_cost),
        }
        for key, rate in rates.items():
            cells = grid.line(f"={{now}}{closing}*$E{{row}}", [float(rate.value) * end for end in ends])
            labels = (*self._labels(record, key)[:3], "INR", rate)
            grid.add((key, record.id), labels, cells, "end" if key == "value" else "sum", "inr")

    @cached_property
    def arriving(self) -> dict[str, list[float]]:
        """What arrives of every item, usable, by month."""
        first, lines = self.plan.months[0].index, self.orders.lines
        found: dict[str, list[float]] = {}
        for item, month, usable in zip(lines["item"], lines["month"], lines["usable"], strict=True):
            found.setdefault(item, [0.0] * len(self.plan.months))[month.index - first] += usable
        return found

    def _labels(self, record: Item, line: str, factor: Cell = None) -> Labels:
        number = float(self.offers.item_number[record.id])
        return (number, record.name or record.id, say(f"report-line-{line}"), record.unit, factor)
