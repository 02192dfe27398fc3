"""Recipes that go round in a circle or start from nothing, contents too heavy, incentives for what is not made."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.model.checks.shape import problem
from desktop.model.composition import contents_of
from desktop.model.errors import Problem
from desktop.model.project import Project
from desktop.model.records import Content, Incentive, Item, Offer, Recipe, RecipeInput

_KG = {"kg": 1.0, "t": 1000.0}
_HEAVIEST = 1e6
"""Kilograms of elements in one piece: no piece of anything holds a thousand tonnes, and rows cannot weigh it."""
_ROUNDING = 1e-9


def recipe_circles(project: Project) -> Iterator[Problem]:
    """Recipes whose output is needed, directly or through others, to make it."""
    takes: dict[str, set[str]] = {recipe.id: set() for recipe in project.all(Recipe)}
    for row in project.all(RecipeInput):
        takes[row.recipe].add(row.item)
    made_from: dict[str, set[str]] = {}
    for recipe in project.all(Recipe):
        made_from.setdefault(recipe.output, set()).update(takes[recipe.id])
    for recipe in project.all(Recipe):
        if recipe.output in _behind(takes[recipe.id], made_from):
            yield problem(project, recipe, "recipe-circle", "output", {"item": recipe.output})


def _behind(items: set[str], made_from: dict[str, set[str]]) -> set[str]:
    """All that ``items`` are made of, themselves included."""
    reached: set[str] = set()
    waiting = list(items)
    while waiting:
        item = waiting.pop()
        if item not in reached:
            reached.add(item)
            waiting.extend(made_from.get(item, ()))
    return reached


def recipes_without_inputs(project: Project) -> Iterator[Problem]:
    """Recipes that make something of nothing: likely an input was forgotten."""
    fed = {row.recipe for row in project.all(RecipeInput) if row.quantity > 0}
    for recipe in project.all(Recipe):
        if recipe.id not in fed:
            yield problem(project, recipe, "recipe-without-inputs", "id", note=True)


def incentives_of_nothing(project: Project) -> Iterator[Problem]:
    """Incentives of items that are neither bought nor made: nothing is ever paid."""
    had = {offer.item for offer in project.all(Offer)} | {recipe.output for recipe in project.all(Recipe)}
    for incentive in project.all(Incentive):
        if incentive.item not in had:
            yield problem(project, incentive, "incentive-of-nothing", "item", {"item": incentive.item}, note=True)


def contents_above_the_mass(project: Project) -> Iterator[Problem]:
    """Items of mass that contain more kilograms of elements than they weigh."""
    contents = contents_of(project)
    for item in project.all(Item):
        mass = _KG.get(item.unit)
        held = sum(contents.get(item.id, {}).values())
        if mass is not None and held > mass * (1 + _ROUNDING):
            row = next(row for row in project.all(Content) if row.item == item.id)
            values = {"item": item.id, "held": f"{held:g}", "mass": f"{mass:g}", "unit": item.unit}
            yield problem(project, row, "contents-above-mass", "kg_per_unit", values)


def contents_far_off(project: Project) -> Iterator[Problem]:
    """Contents of a piece that no piece can hold."""
    items = project.by_id(Item)
    for row in project.all(Content):
        if items[row.item].unit not in _KG and row.kg_per_unit > _HEAVIEST:
            values = {"value": f"{row.kg_per_unit:g}", "item": row.item}
            yield problem(project, row, "contents-far-off", "kg_per_unit", values)


CHECKS = (recipe_circles, contents_above_the_mass, contents_far_off)
