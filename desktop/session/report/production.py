"""The sheet of what is made, months across: what every recipe starts, finishes and takes."""

from __future__ import annotations

from functools import cached_property

import attrs

from desktop.model.plan import Plan
from desktop.model.records import Item, Recipe, RecipeInput
from desktop.session.report.grid import LABELS, Grid, Labels
from desktop.session.report.layout import FIRST, column, sheet_name, sheet_of
from desktop.session.report.offers import Offers
from desktop.store.sheets import Cell, Formula, Sheet
from desktop.text.messages import say


@attrs.frozen(eq=False, slots=False)
class Production:
    """The making of a plan; rows begin with the number of the item that is made or taken."""

    plan: Plan
    offers: Offers

    @cached_property
    def started(self) -> Grid:
        """What every recipe starts, in the unit of what it makes: the plan's decision."""
        grid = Grid(self.offers.timeline, FIRST + 1)
        for recipe in self.plan.world.all(Recipe):
            cost = Formula(f"={self.offers.inputs.ref(recipe, 'cost')}", recipe.cost)
            labels = self._labels(recipe.output, recipe, "started", cost)
            grid.add(("started", recipe.id), labels, self.plan.production[recipe.id])
        return grid

    @cached_property
    def finished(self) -> Grid:
        """What every recipe finishes: what it has started its delay before."""
        grid, names = Grid(self.offers.timeline, self.started.row + 3), self.offers.timeline.names
        for recipe in self.plan.world.all(Recipe):
            row, delay, made = self.started.at["started", recipe.id], recipe.delay, self.plan.production[recipe.id]
            cells: list[Cell] = [
                Formula(f"={names[at - delay]}{row}", made[at - delay]) if at >= delay else 0.0
                for at in range(len(names))
            ]
            labels = self._labels(recipe.output, recipe, "finished", float(delay))
            grid.add(("finished", recipe.id), labels, cells)
        return grid

    @cached_property
    def taken(self) -> Grid:
        """What every recipe takes of every input."""
        grid, recipes = Grid(self.offers.timeline, self.finished.row + 3), self.plan.world.by_id(Recipe)
        for each in self.plan.world.all(RecipeInput):
            start = self.started.at["started", each.recipe]
            quantity = Formula(f"={self.offers.inputs.ref(each, 'quantity')}", each.quantity)
            values = [each.quantity * made for made in self.plan.production[each.recipe]]
            cells = grid.line(f"={{now}}{start}*$E{{row}}", values)
            labels = self._labels(each.item, recipes[each.recipe], "taken", quantity)
            grid.add(("taken", f"{each.recipe}/{each.item}"), labels, cells)
        return grid

    def rows_of(self, grid: Grid, item: str) -> tuple[int, int] | None:
        """The first and last row of a grid, where any of them is of the item."""
        number = self.offers.item_number[item]
        return (grid.first, grid.row - 1) if any(row[0] == number for row in grid.rows) else None

    @cached_property
    def sheet(self) -> Sheet:
        """What is started, finished and taken."""
        timeline = self.offers.timeline
        grids = ((self.started, "started", "cost-per-unit"), (self.finished, "finished", "delay"))
        blocks = [
            grid.block(say(f"report-heading-{key}"), timeline.heads("quantity", column(head, "level")))
            for grid, key, head in (*grids, (self.taken, "taken", "per-output"))
        ]
        return sheet_of(self.plan, "production", *blocks, fixed=LABELS, printed=timeline.printed, pages=timeline.pages)

    @property
    def name(self) -> str:
        """What the sheet is called."""
        return sheet_name("production")

    def _labels(self, item: str, recipe: Recipe, line: str, factor: Cell) -> Labels:
        record = self.plan.world.by_id(Item)[item]
        told = say(f"report-line-{line}", item=record.name or item)
        return (float(self.offers.item_number[item]), recipe.name or recipe.id, told, record.unit, factor)
