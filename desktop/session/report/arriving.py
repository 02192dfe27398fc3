"""The sheet of supply, months across: what arrives by class, source and offer, against what the targets need."""

from __future__ import annotations

from functools import cached_property

import attrs
import numpy as np

from desktop.analysis import supply
from desktop.analysis.lens import ALL
from desktop.model.plan import Plan
from desktop.model.records import Item, Offer, Source
from desktop.model.records.supply import CLASSES
from desktop.session.report.deliveries import Deliveries
from desktop.session.report.grid import LABELS, TOTAL, Grid
from desktop.session.report.layout import (
    CLASS_COLOURS,
    FIRST,
    STRIPED,
    class_marks,
    column,
    sheet_name,
    sheet_of,
)
from desktop.session.report.offers import Offers
from desktop.session.report.orders import Orders
from desktop.store.sheets import Area, Block, Cell, Chart, Formula, Series, Sheet, letters, prefix, worth
from desktop.text.messages import say

_DARK = "#1F2933"


@attrs.frozen(eq=False, slots=False)
class Supply:
    """What arrives in a plan."""

    plan: Plan
    offers: Offers
    orders: Orders
    deliveries: Deliveries

    @property
    def name(self) -> str:
        """What the sheet is called."""
        return sheet_name("supply")

    @cached_property
    def classes(self) -> Grid:
        """Kilograms contained by class, their sum, what the targets need, and the shares of the classes."""
        grid, frame = Grid(self.offers.timeline, FIRST), supply.by_class(self.plan, ALL)
        first = grid.row
        for name in CLASSES:
            text = "=" + self.orders.total("contained", "class", "$B{row}", "arrival", f"{{now}}${FIRST - 1}")
            labels = (None, say(f"class-{name}"), say("report-line-contained"), "kg", None)
            grid.add(("class", name), labels, grid.line(text, frame[name].tolist()))
        last = grid.row - 1
        sums = frame[list(CLASSES)].sum(axis=1).tolist()
        labels = (None, say("report-all-classes"), say("report-line-contained"), "kg", None)
        grid.add(("all", ""), labels, grid.line(f"=SUM({{now}}{first}:{{now}}{last})", sums), strong=True)
        need = supply.requirement(self.plan, ALL).tolist()
        labels = (None, say("report-need"), say("report-line-contained"), "kg", None)
        grid.add(("need", ""), labels, grid.line(f"={self._needed}", need) if self.plan.target else need)
        for name in CLASSES:
            self._share(grid, name)
        return grid

    @property
    def _needed(self) -> str:
        """The targets of a month times what a unit of each item contains, however many items are promised."""
        grid, where = self.deliveries.grid, prefix(self.deliveries.name)
        lines, factors, now = (f"{where}{name}${grid.first}:{name}${grid.row - 1}" for name in ("$C", "$E", "{now}"))
        return f'SUMPRODUCT(({lines}="{say("report-line-target")}")*{factors}*{now})'

    def _share(self, grid: Grid, name: str) -> None:
        """A class's part of all kilograms, in every month and sum."""
        part, whole = grid.at["class", name], grid.at["all", ""]
        cells: list[Cell] = []
        mine, every = grid.rows[part - grid.first], grid.rows[whole - grid.first]
        for place in range(TOTAL, len(mine)):
            at, total = letters(place), worth(every[place])
            text = f"=IF({at}{whole}=0,0,{at}{part}/{at}{whole})"
            cells.append(Formula(text, worth(mine[place]) / total if total else 0.0))
        labels = (None, say(f"class-{name}"), say("report-line-share"), say("report-percent"), None)
        grid.add(("share", name), labels, cells[grid.timeline.first - TOTAL :], "none", "share")
        grid.rows[-1] = (*labels, *cells)

    @cached_property
    def sources(self) -> Grid:
        """Kilograms contained by source, those that deliver the most first."""
        grid, frame = Grid(self.offers.timeline, self.classes.row + 3), supply.by_class(self.plan, ALL, "source")
        records = self.plan.world.by_id(Source)
        for name in frame.columns:
            text = "=" + self.orders.total("contained", "source-number", "$A{row}", "arrival", f"{{now}}${FIRST - 1}")
            number, record = float(self.offers.source_number[name]), records[name]
            labels = (number, record.name or name, say(f"class-{record.class_}"), "kg", None)
            grid.add(("source", name), labels, grid.line(text, frame[name].tolist()))
        return grid

    @cached_property
    def quantities(self) -> Grid:
        """What arrives of every offer as bought, in its item's unit; nothing of those that nothing is bought of."""
        grid, items = Grid(self.offers.timeline, self.sources.row + 3), self.plan.world.by_id(Item)
        months, first = len(self.plan.months), self.plan.months[0].index
        found: dict[str, list[float]] = {}
        lines = self.orders.lines
        for offer, month, quantity in zip(lines["offer"], lines["month"], lines["quantity"], strict=True):
            found.setdefault(offer, [0.0] * months)[month.index - first] += quantity
        text = "=" + self.orders.total("quantity", "offer-number", "$A{row}", "arrival", f"{{now}}${FIRST - 1}")
        for offer in self.offers.all:
            item = items[offer.item]
            labels = (float(self.offers.number[offer.id]), offer.id, item.name or item.id, item.unit)
            if offer.id in found:
                grid.add(("offer", offer.id), (*labels, self._capacity(offer)), grid.line(text, found[offer.id]))
        return grid

    def _capacity(self, offer: Offer) -> Cell:
        """What an offer can deliver in a month where nothing changes it, as it stands among the assumptions."""
        if offer.capacity is None or not self.offers.inputs.has(offer, "capacity"):
            return offer.capacity
        return Formula(f"={self.offers.inputs.ref(offer, 'capacity')}", offer.capacity)

    @cached_property
    def sheet(self) -> Sheet:
        """By class against the need, by source, and by offer."""
        timeline = self.offers.timeline
        classes = self.classes.block("", timeline.heads("quantity"))
        classes = attrs.evolve(classes, marks=class_marks(1, FIRST))
        blocks: list[Block] = [classes]
        for grid, key, head in ((self.sources, "by-source", None), (self.quantities, "by-offer", "capacity")):
            heads = timeline.heads("quantity", column(head, "quantity") if head and _told(grid) else None)
            block = grid.block(say(f"report-heading-{key}"), heads)
            marks = class_marks(2, grid.first) if key == "by-source" and grid.rows else ()
            blocks.append(attrs.evolve(block, marks=marks))
        return sheet_of(self.plan, "supply", *blocks, fixed=LABELS, printed=timeline.printed, pages=timeline.pages)

    def chart(self, place: tuple[int, int], size: tuple[int, int]) -> Chart:
        """Classes stacked by month against what the targets need."""
        grid = self.classes
        names = [say(f"class-{name}") for name in CLASSES]
        series = [
            Series(name, self._area(grid.at["class", key]), colour, striped=key == STRIPED)
            for key, name, colour in zip(CLASSES, names, CLASS_COLOURS, strict=True)
        ]
        need = Series(say("report-chart-need"), self._area(grid.at["need", ""]), _DARK, line=True)
        most = float(np.max([worth(cell) for cell in grid.months(("all", ""))]))
        return Chart(
            say("report-chart-supply"),
            "",
            say("report-chart-contained"),
            self._area(FIRST - 1),
            (*series, need),
            place=place,
            size=size,
            most=most,
            dates=True,
        )

    def _area(self, row: int) -> Area:
        first = self.offers.timeline.first
        return Area(self.name, (row - 1, first), (row - 1, first + len(self.plan.months) - 1))


def _told(grid: Grid) -> bool:
    """Whether any row has a factor."""
    return any(row[LABELS - 1] is not None for row in grid.rows)
