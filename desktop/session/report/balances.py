"""What is checked of every item, recipe and licence file: balances, targets, what is made and drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator

from desktop.model.plan import Plan
from desktop.model.records import Item, Recipe
from desktop.session.report.check_line import Check, sum_of
from desktop.session.report.grid import Grid
from desktop.session.report.parts import Parts
from desktop.store.sheets import Formula, prefix, reach, top, worth
from desktop.text.messages import say


def of_items(parts: Parts) -> Iterator[Check]:
    """Every balance of an item, what becomes of its target, and what recipes make, beside the plan."""
    plan, stocks, items = parts.plan, parts.stocks, parts.plan.world.by_id(Item)
    for item in plan.stock:
        name, unit = items[item].name or item, items[item].unit
        flow = sum(
            abs(worth(cell_)) for key in ("arrives", "made", "opening") for cell_ in stocks.grid.months((key, item))
        )
        row = stocks.grid.at["closing", item]
        names = parts.offers.timeline.names
        text = f"=SUM({prefix(stocks.name)}{names[0]}{row}:{names[-1]}{row})"
        ends = math.fsum(worth(cell_) for cell_ in stocks.grid.months(("closing", item)))
        planned = math.fsum(plan.stock[item])
        yield Check(
            say("report-check-stock", item=name),
            stocks.name,
            unit,
            Formula(text, ends),
            planned,
            max(flow * len(names), planned),
        )
    grid, name = parts.deliveries.grid, parts.deliveries.name
    for item in plan.target:
        unit, size = items[item].unit, math.fsum(plan.target[item])
        told = items[item].name or item
        target = grid.total(("target", item), name)
        yield Check(say("report-check-target", item=told), name, unit, target, size, size)
        for key, series in (("delivered", plan.delivered), ("lost", plan.lost)):
            word = say(f"report-check-{key}", item=told)
            yield Check(word, name, unit, grid.total((key, item), name), math.fsum(series[item]), size)
        owed = [grid.total((key, item), name) for key in ("delivered", "lost", "owed")]
        yield Check(say("report-check-fate", item=told), name, unit, target, sum_of(owed), size)
        row = grid.at["owed", item]
        names = parts.offers.timeline.names
        text = f"=SUM({prefix(name)}{names[0]}{row}:{names[-1]}{row})"
        late = math.fsum(worth(cell_) for cell_ in grid.months(("owed", item)))
        yield Check(
            say("report-check-late", item=told),
            name,
            unit,
            Formula(text, late),
            math.fsum(plan.late[item]),
            size * len(names),
        )
    yield from _recipes(parts, plan, parts.production.started, parts.production.name)


def _recipes(parts: Parts, plan: Plan, grid: Grid, name: str) -> Iterator[Check]:
    for recipe in plan.world.all(Recipe):
        made = math.fsum(plan.production[recipe.id])
        word = say("report-check-made", recipe=recipe.name or recipe.id)
        unit = parts.plan.world.by_id(Item)[recipe.output].unit
        yield Check(word, name, unit, grid.total(("started", recipe.id), name), made, made)


def of_files(parts: Parts) -> Iterator[Check]:
    """How many files allow less than is drawn from them: none."""
    held = parts.licences.blocks[1:-1]
    if held:
        first = top(parts.licences.blocks, 1)
        last = first + len(held[0].rows) - 1
        drawn, allowed = (reach(at, first, last, parts.licences.name) for at in (6, 5))
        over = Formula(f"=SUMPRODUCT(({drawn}>{allowed}*1.000001+0.000001)*1)", 0.0)
        yield Check(say("report-check-licences"), parts.licences.name, "", over, 0.0, exact=True)
