"""Figures so far from all others of their item that no plan could weigh them together: nearly always a wrong unit."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median_low

from desktop.model.checks.shape import problem
from desktop.model.errors import Problem
from desktop.model.project import Project
from desktop.model.reads import reads
from desktop.model.records import Capacity, Item, Offer, Pin, Receipt, Recipe, RecipeInput, Record, Target

_ABOVE, _BELOW = 1e6, 1e-9
"""Of a usual month's need: above it the solver's tolerance swallows that need, below it is swallowed itself."""
_INPUT = (1e-9, 1e7)
"""What a recipe may take for one unit of output: from a milligram, in tonnes, to a tonne, in decigrams."""


def inputs_far_off(project: Project) -> Iterator[Problem]:
    """Recipe inputs that no two units in use could make of a real one."""
    output = {recipe.id: recipe.output for recipe in project.all(Recipe)}
    for row in project.all(RecipeInput):
        if row.quantity and not _told_in_units(row):
            values = {"value": f"{row.quantity:g}", "item": row.item, "made": output[row.recipe]}
            yield problem(project, row, "input-far-off", "quantity", values)


def _told_in_units(row: RecipeInput) -> bool:
    return _INPUT[0] <= row.quantity <= _INPUT[1]


@reads(Item, Target, Offer, Recipe, RecipeInput, Receipt, Pin, Capacity)
def figures_far_apart(project: Project) -> tuple[Problem, ...]:
    """Quantities far above a usual month's need of their item, and capacities far below it."""
    return tuple(_far_apart(project))


def _far_apart(project: Project) -> Iterator[Problem]:
    usual = usual_needs(project)
    units = {item.id: item.unit for item in project.all(Item)}
    for record, field, item in _figures(project):
        value, need = getattr(record, field), usual.get(item)
        if need and value:
            small = field in ("capacity", "value")
            if value < _BELOW * need if small else value > _ABOVE * need:
                values = {"value": f"{value:g}", "usual": f"{need:g}", "item": item, "unit": units[item]}
                yield problem(project, record, f"figure-far-{'below' if small else 'above'}", field, values)


def usual_needs(project: Project) -> dict[str, float]:
    """What a usual month asks of each item that is promised, or made into what is, in its unit: a middle target."""
    promised: dict[str, list[float]] = {}
    for target in project.all(Target):
        if target.quantity > 0:
            promised.setdefault(target.item, []).append(target.quantity)
    own = {item: median_low(quantities) for item, quantities in promised.items()}
    output = {recipe.id: recipe.output for recipe in project.all(Recipe)}
    inputs = [row for row in project.all(RecipeInput) if row.item not in own and _told_in_units(row)]
    usual = own
    for _ in range(len(output) + 1):  # no chain of recipes is longer
        following = dict(own)
        for row in inputs:
            taken = row.quantity * usual.get(output[row.recipe], 0.0)
            following[row.item] = max(following.get(row.item, 0.0), taken)
        if following == usual:
            break
        usual = following
    return usual


def _figures(project: Project) -> Iterator[tuple[Record, str, str]]:
    """What is in an item's unit: a record, its field, the item."""
    for item in project.all(Item):
        yield item, "opening_stock", item.id
        if item.closing != "free":
            yield item, "closing_stock", item.id
    for target in project.all(Target):
        yield target, "quantity", target.item
    of = {offer.id: offer.item for offer in project.all(Offer)}
    of_recipe = {recipe.id: recipe.output for recipe in project.all(Recipe)}
    yield from ((row, "quantity", of[row.offer]) for row in project.all(Receipt))
    yield from ((pin, "quantity", of.get(pin.offer) or of_recipe.get(pin.recipe, "")) for pin in project.all(Pin))
    yield from ((offer, "capacity", offer.item) for offer in project.all(Offer))
    yield from ((recipe, "capacity", recipe.output) for recipe in project.all(Recipe))
    for step in project.all(Capacity):
        yield step, "value", of.get(step.offer) or of_recipe.get(step.recipe, "")


CHECKS = (inputs_far_off, figures_far_apart)
