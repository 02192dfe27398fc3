"""Production as a picture and as a table: what each recipe makes, period by period."""

from __future__ import annotations

import numpy as np
import pandas as pd

from desktop.analysis import lens as lenses
from desktop.analysis import periods, production
from desktop.gui.charts.states import Stack
from desktop.gui.hub import Choice
from desktop.gui.rule_words import material
from desktop.gui.tables.results import Column
from desktop.gui.views import stacked
from desktop.gui.views.measures import amount, lens_of, mass, per_period, scaled
from desktop.gui.words import decimals
from desktop.model.plan import Plan
from desktop.model.records import Item, Recipe
from desktop.text import formats
from desktop.text.messages import say

BEFORE_PERIODS = 5
"""How many columns of the table stand before those of the periods."""


def stack(plan: Plan, choice: Choice) -> Stack:
    """What the recipes make of an item in its unit; else of what is promised, in kilograms contained.

    What goes into other goods is not counted with them, so that nothing is counted twice.
    """
    lens = lens_of(plan.world, choice)
    factor, unit = mass(plan.world, lens, choice)
    weights = lenses.weights(plan.world, lens)
    frame, recipes = production.by_month(plan), plan.world.by_id(Recipe)
    shown = {
        name: frame[name] * weights[recipes[name].output] * factor
        for name in map(str, frame)
        if recipes[name].output in weights and (lens.kind == "item" or recipes[name].output in plan.target)
    }
    table = periods.added(pd.DataFrame(shown, index=frame.index), choice.period)
    title = say("chart-production", material=material(plan.project, choice.material))
    named = {name: recipes[name].name or name for name in map(str, table) if table[name].any()}
    words = (title, per_period(unit, choice), say("chart-production-empty"))
    return stacked.stack(words, plan.months, choice, stacked.layers(table, named, {}))


def recipes_of(plan: Plan, choice: Choice) -> tuple[str, ...]:
    """The recipes that make anything of the material, in the order of the rows of ``table``."""
    seen = lenses.weights(plan.world, lens_of(plan.world, choice)) if choice.material else None
    return tuple(
        recipe.id
        for recipe in plan.world.all(Recipe)
        if any(plan.production[recipe.id]) and (seen is None or recipe.output in seen)
    )


def table(plan: Plan, choice: Choice) -> tuple[Column, ...]:
    """One row for each of ``recipes_of``: what it makes, how full its busiest month is, and what comes when."""
    names, frame = recipes_of(plan, choice), production.by_month(plan)
    recipes, items = plan.world.by_id(Recipe), plan.world.by_id(Item)
    outputs = [items[recipes[name].output] for name in names]
    shown = periods.added(frame[list(names)], choice.period)
    busiest = [production.busiest(plan, name) for name in names]
    parts = periods.periods(plan.months, choice.period)
    sums = [float(frame[name].sum()) for name in names]
    return (
        Column(say("column-recipe"), tuple(recipes[name].name or name for name in names)),
        Column(say("column-makes"), tuple(item.name or item.id for item in outputs)),
        Column(say("column-unit"), tuple(scaled(item.unit, choice)[1] for item in outputs)),
        Column(
            say("column-busiest"),
            tuple("–" if share is None else formats.percent(share, 0) for share in busiest),
            tuple(-1.0 if share is None else share for share in busiest),
            numeric=True,
            help=say("column-busiest-help"),
        ),
        _amounts(say("column-all-months"), sums, [item.unit for item in outputs], choice),
        *(
            _amounts(part.name, list(map(float, row)), [item.unit for item in outputs], choice)
            for part, row in zip(parts, np.asarray(shown), strict=True)
        ),
    )


def _amounts(header: str, values: list[float], units: list[str], choice: Choice) -> Column:
    texts = tuple(amount(value, unit, choice, decimals(unit, 1))[0] for value, unit in zip(values, units, strict=True))
    return Column(header, texts, tuple(values), numeric=True)
