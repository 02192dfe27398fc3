"""Random items, recipes, targets and settings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from desktop.model.records import Content, Item, Recipe, RecipeInput, Record, Settings, Target
from desktop.model.records.goods import CLOSINGS, PRIORITIES, UNITS
from tests.engine.drawn.draw import FIRST, Draw


def tables(draw: Draw) -> dict[str, list[Record]]:
    """What is planned."""
    return {
        "settings": [_settings(draw)],
        "items": [_item(draw, name) for name in draw.items],
        "contents": [
            Content(item=name, element=element, kg_per_unit=draw.of(0.0, 0.04, 0.3))
            for name in draw.items
            for element in ("Nd", "Dy")
            if draw.upto(1)
        ],
        "recipes": [_recipe(draw, name, at) for at, name in enumerate(draw.recipes)],
        "recipe_inputs": [_input(draw, name, at) for at, name in enumerate(draw.recipes)],
        "targets": list(_targets(draw)),
    }


def _settings(draw: Draw) -> Settings:
    return Settings(
        name="Random",
        first_month=FIRST,
        months=draw.size,
        plan_date=dt.date(2026, draw.of(3, 6, 9, 12), 1),
        capital_rate=draw.of(0.0, 12.0),
        near_months=draw.upto(draw.size),
        storage_limit=draw.some() if draw.has("storage") else None,
    )


def _item(draw: Draw, name: str) -> Item:
    return Item(
        id=name,
        unit=draw.one(UNITS),
        holding_cost=draw.money(),
        opening_stock=draw.some(),
        closing=draw.one(CLOSINGS),
        closing_stock=draw.some(),
        safety_days=draw.of(0.0, 30.0, 200.0),
        storage_limit=draw.limit() if draw.has("storage") else None,
        storage_use=draw.of(0.0, 1.0, 0.02) if draw.has("storage") else 1.0,
        priority=draw.one(PRIORITIES),
        months_late=draw.upto(3),
        late_cost=draw.money(),
        lost_cost=draw.money(),
        margin=draw.of(0.0, -10.0, 200.0, 1e4) if draw.has("shortage") else 0.0,
    )


def _recipe(draw: Draw, name: str, at: int) -> Recipe:
    return Recipe(
        id=name,
        output=draw.items[at % (len(draw.items) - 1) + 1],
        cost=draw.money(),
        capacity=draw.limit(),
        qualified_from=draw.of(None, draw.month()),
        largest_share=draw.of(None, None, 0.0, 40.0),
        delay=draw.upto(2),
    )


def _input(draw: Draw, name: str, at: int) -> RecipeInput:
    """An input that comes before the output in the list of items, so that no recipe goes round in a circle."""
    earlier = draw.items[: at % (len(draw.items) - 1) + 1]
    return RecipeInput(recipe=name, item=draw.one(earlier), quantity=draw.of(0.5, 1.0, 2.2))


def _targets(draw: Draw) -> Iterator[Target]:
    for item in draw.chance.sample(draw.items, draw.chance.randint(1, len(draw.items))):
        for month in range(draw.size):
            if draw.upto(2):
                yield Target(item=item, month=FIRST.plus(month), quantity=draw.some())
