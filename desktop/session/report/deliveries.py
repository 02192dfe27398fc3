"""The sheet of deliveries, months across: what becomes of every promised item's target."""

from __future__ import annotations

from functools import cached_property

import attrs

from desktop.analysis import coverage, supply
from desktop.analysis.lens import ALL
from desktop.model.plan import Plan
from desktop.model.records import Item, Target
from desktop.session.report.grid import LABELS, TOTAL, Grid, Labels, balanced, balances
from desktop.session.report.layout import FIRST, at_row, column, live, sheet_name, sheet_of
from desktop.session.report.offers import Offers
from desktop.store.sheets import MOST_ARGUMENTS, Cell, Formula, Sheet, letters, worth
from desktop.text.messages import say

_LINES = ("target", "delivered", "lost", "owed", "on-time", "share")


@attrs.frozen(eq=False, slots=False)
class Deliveries:
    """Targets of a plan; what is owed goes on until it is delivered or lost."""

    plan: Plan
    offers: Offers

    @property
    def name(self) -> str:
        """What the sheet is called."""
        return sheet_name("deliveries")

    @cached_property
    def grid(self) -> Grid:
        """The rows of every promised item, one below the other."""
        grid = Grid(self.offers.timeline, FIRST)
        for item in self.plan.target:
            self._item(grid, self.plan.world.by_id(Item)[item])
        return grid

    @cached_property
    def sheet(self) -> Sheet:
        """Targets and what becomes of them."""
        heads = self.offers.timeline.heads("quantity", column("factor", "level"))
        block = self.grid.block("", heads)
        timeline = self.offers.timeline
        return sheet_of(self.plan, "deliveries", block, fixed=LABELS, printed=timeline.printed, pages=timeline.pages)

    @property
    def all_on_time(self) -> Cell:
        """The mean of the shares of all targets that are on time; every item counts alike, those with a target."""
        rows = [self.grid.at["share", item] for item, series in self.plan.target.items() if sum(series) > 0]
        if not 0 < len(rows) <= MOST_ARGUMENTS:
            return coverage.overall(self.plan)
        cells = ",".join(at_row(self.name, letters(TOTAL), row) for row in rows)
        return Formula(f"=AVERAGE({cells})", coverage.overall(self.plan))

    def _item(self, grid: Grid, record: Item) -> None:
        plan, item, at = self.plan, record.id, dict(zip(_LINES, range(grid.row, grid.row + len(_LINES)), strict=True))
        content = supply.per_unit(plan, ALL).get(item, 0.0)
        targets: list[Cell] = [
            live("=" + "+".join(self._targets[item, place]), value) if (item, place) in self._targets else value
            for place, value in enumerate(plan.target[item])
        ]
        grid.add(("target", item), self._labels(record, "target", content), targets, strong=True)
        for key, series in (("delivered", plan.delivered), ("lost", plan.lost)):
            grid.add((key, item), self._labels(record, key), series[item])
        owed = self.owed(item)
        change = f"{{now}}{at['target']}-{{now}}{at['delivered']}-{{now}}{at['lost']}"
        cells = grid.line(balanced(f"{{last}}{{row}}+{change}"), owed, balanced(change))
        grid.add(("owed", item), self._labels(record, "owed"), cells, "end")
        text = f"=MAX({{now}}{at['delivered']}-MAX({{before}}-{{now}}{at['lost']},0),0)"
        before = f"{{last}}{at['owed']}"
        prompt = [
            max(got - max(late - lost, 0.0), 0.0)
            for got, late, lost in zip(plan.delivered[item], [0.0, *owed], plan.lost[item], strict=False)
        ]
        cells = grid.line(text.replace("{before}", before), prompt, text.replace("{before}", "0"))
        grid.add(("on-time", item), self._labels(record, "on-time"), cells)
        self._share(grid, record, at)
        if record.priority == "traded":
            self._penalties(grid, record, at)

    def owed(self, item: str) -> list[float]:
        """What of the targets so far is neither delivered nor lost, at each month's end."""
        months = zip(self.plan.target[item], self.plan.delivered[item], self.plan.lost[item], strict=True)
        return balances(0.0, (target - delivered - lost for target, delivered, lost in months))

    def _share(self, grid: Grid, record: Item, at: dict[str, int]) -> None:
        """The part of a target that is on time, in every sum too: all of a target of nothing."""
        cells: list[Cell] = []
        asked, got = (grid.rows[at[key] - grid.first] for key in ("target", "on-time"))
        for place in range(TOTAL, len(asked)):
            name, target, prompt = letters(place), worth(asked[place]), worth(got[place])
            text = f"=IF({name}{at['target']}=0,1,{name}{at['on-time']}/{name}{at['target']})"
            cells.append(Formula(text, prompt / target if target else 1.0))
        labels: Labels = (*self._labels(record, "share")[:3], say("report-percent"), None)
        months = grid.timeline.first - TOTAL
        grid.add(("share", record.id), labels, cells[months:], "none", "share")
        grid.rows[-1] = (*labels, *cells)

    def _penalties(self, grid: Grid, record: Item, at: dict[str, int]) -> None:
        """What is paid for what of a traded item's target is late and lost."""
        for key, field in (("owed", "late_cost"), ("lost", "lost_cost")):
            rate: float = getattr(record, field)
            values = [rate * worth(cell) for cell in grid.months((key, record.id))]
            cells = grid.line(f"={{now}}{at[key]}*$E{{row}}", values)
            cost = Formula(f"={self.offers.inputs.ref(record, field)}", rate)
            labels = (*self._labels(record, f"penalty-{key}")[:3], "INR", cost)
            grid.add((f"penalty-{key}", record.id), labels, cells, kind="inr")

    @cached_property
    def _targets(self) -> dict[tuple[str, int], list[str]]:
        """The assumptions that a month's target of an item is the sum of."""
        found: dict[tuple[str, int], list[str]] = {}
        first = self.plan.months[0].index
        for each in self.plan.world.all(Target):
            if each.month is not None and 0 <= each.month.index - first < len(self.plan.months):
                found.setdefault((each.item, each.month.index - first), []).append(
                    self.offers.inputs.ref(each, "quantity")
                )
        return found

    def _labels(self, record: Item, line: str, factor: Cell = None) -> Labels:
        number = float(self.offers.item_number[record.id])
        return (number, record.name or record.id, say(f"report-line-{line}"), record.unit, factor)
