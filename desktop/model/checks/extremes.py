"""Figures that lie too far from what they are weighed against, where that is no usual month's need from above."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.model.checks.shape import problem
from desktop.model.errors import Problem
from desktop.model.needs import usual_needs
from desktop.model.project import Project
from desktop.model.reads import reads
from desktop.model.records import Issued, Item, Offer, Pin, Receipt, Recipe, RecipeInput, Record, Source, Target, Tier

_BELOW = 1e-8
"""Of a usual month's need: less is lost in the rounding of all else that is moved of the item."""
_ABOVE = 1e6
"""Of the same: beside it that need is lost."""
_LEAST_USE = 1e-9
_MOST = 1e9
"""Of an item that nothing asks for, and that is weighed by itself."""


@reads(Item, Target, Offer, Recipe, RecipeInput, Receipt, Pin, Tier)
def figures_of_dust(project: Project) -> tuple[Problem, ...]:
    """Quantities, and ends of tiers, that are next to nothing beside a usual month's need of their item."""
    usual, of = usual_needs(project), _items(project)
    found = []
    for record, field, item in _quantities(project, of):
        value, need = getattr(record, field), usual.get(item, 0.0)
        if 0 < value < _BELOW * need:
            found.append(problem(project, record, "figure-of-dust", field, _values(project, item, value, need)))
    return tuple(found)


def _quantities(project: Project, of: dict[str, str]) -> Iterator[tuple[Record, str, str]]:
    for item in project.all(Item):
        yield item, "opening_stock", item.id
        if item.closing != "free":
            yield item, "closing_stock", item.id
    yield from ((target, "quantity", target.item) for target in project.all(Target))
    yield from ((row, "quantity", of[row.offer]) for row in project.all(Receipt))
    yield from ((pin, "quantity", of.get(pin.offer or pin.recipe, "")) for pin in project.all(Pin))
    yield from ((tier, "from_quantity", of[tier.offer]) for tier in project.all(Tier))


@reads(Item, Target, Offer, Recipe, RecipeInput, Issued)
def issues_far_above(project: Project) -> tuple[Problem, ...]:
    """Issued arrivals far above a usual month's need: what is planned cannot be weighed against them."""
    usual, of = usual_needs(project), _items(project)
    return tuple(
        problem(project, row, "figure-far-above", "quantity", _values(project, of[row.offer], row.quantity, need))
        for row in project.all(Issued)
        if (need := usual.get(of[row.offer], 0.0)) and row.quantity > _ABOVE * need
    )


@reads(Offer)
def uses_of_dust(project: Project) -> tuple[Problem, ...]:
    """Offers that take next to nothing of their source's capacity: what is agreed of it would be endless goods."""
    return tuple(
        problem(project, offer, "use-of-dust", "capacity_use", {"value": f"{offer.capacity_use:g}"})
        for offer in project.all(Offer)
        if 0 < offer.capacity_use < _LEAST_USE
    )


@reads(Item, Target, Source, Offer, Recipe, RecipeInput)
def agreements_far_above(project: Project) -> tuple[Problem, ...]:
    """Quantities agreed with a source that are far above what a usual month could take of it."""
    usual, taken = usual_needs(project), dict[str, float]()
    for offer in project.all(Offer):
        takes = offer.capacity_use * usual.get(offer.item, 0.0)
        taken[offer.source] = max(taken.get(offer.source, 0.0), takes)
    return tuple(
        problem(project, source, "agreed-far-above", field, {"value": f"{value:g}", "usual": f"{most:g}"})
        for source in project.all(Source)
        for field, value in (
            ("least_per_year", source.least_per_year),
            ("take_or_pay_quantity", source.take_or_pay_quantity),
        )
        if (most := taken.get(source.id, 0.0)) and value > _ABOVE * most
    )


@reads(Item, Target, Offer, Recipe, RecipeInput, Pin)
def much_of_nothing(project: Project) -> tuple[Problem, ...]:
    """Pins and closing stocks of more than a plan can weigh, of what nothing asks for."""
    usual, of = usual_needs(project), _items(project)
    asked = [
        *((pin, "quantity", of.get(pin.offer or pin.recipe, ""), pin.quantity) for pin in project.all(Pin)),
        *((each, "closing_stock", each.id, each.closing_stock) for each in project.all(Item) if each.closing != "free"),
    ]
    return tuple(
        problem(project, record, "figure-of-nothing", field, _values(project, item, value, 0.0))
        for record, field, item, value in asked
        if item and not usual.get(item) and value > _MOST
    )


def _items(project: Project) -> dict[str, str]:
    """The item of each offer and of what each recipe makes, by their ids."""
    made = {recipe.id: recipe.output for recipe in project.all(Recipe)}
    return {**made, **{offer.id: offer.item for offer in project.all(Offer)}}


def _values(project: Project, item: str, value: float, need: float) -> dict[str, str]:
    unit = project.by_id(Item)[item].unit
    return {"value": f"{value:g}", "usual": f"{need:g}", "item": item, "unit": unit}


CHECKS = (figures_of_dust, issues_far_above, uses_of_dust, agreements_far_above, much_of_nothing)
