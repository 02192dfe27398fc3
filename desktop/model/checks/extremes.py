"""Figures that lie too far from what they are weighed against, where that is no usual month's need from above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from desktop.model.checks.shape import problem
from desktop.model.errors import Problem
from desktop.model.needs import usual_needs
from desktop.model.project import Project
from desktop.model.reads import reads
from desktop.model.records import (
    Capacity,
    Event,
    Incentive,
    Issued,
    Item,
    Offer,
    Pin,
    Price,
    Receipt,
    Recipe,
    RecipeInput,
    Record,
    Source,
    Target,
    Tier,
)

_BELOW = 1e-7
"""Of a usual month's need: less is lost in the rounding of all else that is moved of the item."""
_ABOVE = 1e6
"""Of the same: beside it that need is lost."""
_ISSUED = 1e4
"""Of the same, of what was issued: a plan buys for some centuries at most."""
_LEAST = 1e-9
_DAYS = 3650.0
_FACTOR = 1e6
_IN_DAYS = ("lead time added", "licences slower")
_SHARE = "take_or_pay_share"
_NOWHERE_SO_SMALL: tuple[tuple[type[Record], str], ...] = (
    (Item, "storage_limit"),
    (Offer, "capacity"),
    (Offer, "capacity_use"),
    (Recipe, "capacity"),
    (Capacity, "value"),
    (Source, "capacity"),
    (Source, _SHARE),
    (Incentive, "cap"),
)
_MOST = 1e8
"""Of an item that nothing asks for, and that is weighed by itself."""


@reads(Item, Target, Offer, Recipe, RecipeInput, Receipt, Pin, Tier)
def figures_of_dust(project: Project) -> tuple[Problem, ...]:
    """Quantities, and ends of tiers, that are next to nothing beside a usual month's need of their item."""
    usual, of = usual_needs(project), _items(project)
    found = []
    for record, field, item in _quantities(project, of):
        value, need = getattr(record, field), usual.get(item, 0.0)
        if 0 < value < max(_BELOW * need, _LEAST):
            key = "figure-near-nothing" if value < _LEAST else "figure-of-dust"
            found.append(problem(project, record, key, field, _values(project, item, value, need)))
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
        problem(project, row, "issued-far-above", "quantity", _values(project, of[row.offer], row.quantity, need))
        for row in project.all(Issued)
        if (need := usual.get(of[row.offer], 0.0)) and row.quantity > _ISSUED * need
    )


@reads(Item, Source, Offer, Recipe, Capacity, Incentive)
def next_to_nothing(project: Project) -> tuple[Problem, ...]:
    """Figures so small that they are nothing in any unit: what is reckoned from them would be endless, or dust."""
    return tuple(
        problem(project, record, "figure-near-nothing", field, {"value": f"{value:g}"})
        for table, field in _NOWHERE_SO_SMALL
        for record in project.all(table)
        if 0 < (value := cast("float | None", getattr(record, field)) or 0.0) < _LEAST
    )


@reads(Item, Target, Source, Offer, Recipe, RecipeInput)
def agreements_far_off(project: Project) -> tuple[Problem, ...]:
    """Quantities agreed with a source that are far above, or next to nothing of, what a usual month could take."""
    usual, taken = usual_needs(project), dict[str, float]()
    for offer in project.all(Offer):
        takes = offer.capacity_use * usual.get(offer.item, 0.0)
        taken[offer.source] = max(taken.get(offer.source, 0.0), takes)
    found = []
    for source in project.all(Source):
        most, paid = taken.get(source.id, 0.0), source.take_or_pay_share / 100 * source.take_or_pay_quantity
        asked = (("least_per_year", source.least_per_year), ("take_or_pay_quantity", source.take_or_pay_quantity))
        for field, value in asked if most else ():
            values = {"value": f"{value:g}", "usual": f"{most:g}"}
            if value > _ABOVE * most:
                found.append(problem(project, source, "agreed-far-above", field, values))
            elif 0 < value < _BELOW * most or (field.startswith("take") and 0 < paid < _BELOW * most):
                share = value >= _BELOW * most
                values["value"] = f"{paid:g}" if share else values["value"]
                found.append(problem(project, source, "agreed-of-dust", _SHARE if share else field, values))
    return tuple(found)


@reads(Event)
def events_far_off(project: Project) -> tuple[Problem, ...]:
    """Factors and days of events by which no world changes."""
    found = []
    for event in project.all(Event):
        size = abs(event.value)
        if event.kind in _IN_DAYS and size > _DAYS:
            found.append(problem(project, event, "event-days", "value", {"value": f"{event.value:g}"}))
        elif event.kind.endswith("factor") and (size > _FACTOR or 0 < size < 1 / _FACTOR):
            found.append(problem(project, event, "event-factor", "value", {"value": f"{event.value:g}"}))
    return tuple(found)


@reads(Offer, Price, Tier)
def tiers_far_above(project: Project) -> tuple[Problem, ...]:
    """Prices of tiers far above all other prices of their offer."""
    price = {offer.id: offer.price for offer in project.all(Offer)}
    for row in project.all(Price):
        price[row.offer] = max(price[row.offer], row.value)
    return tuple(
        problem(project, tier, "tier-far-above", "price", {"value": f"{tier.price:g}", "usual": f"{own:g}"})
        for tier in project.all(Tier)
        if tier.price and (own := price[tier.offer]) and tier.price > _ABOVE * own
    )


@reads(Item, Target, Offer, Recipe, RecipeInput, Pin, Issued)
def much_of_nothing(project: Project) -> tuple[Problem, ...]:
    """Pins, issued arrivals and closing stocks of more than a plan can weigh, of what nothing asks for."""
    usual, of = usual_needs(project), _items(project)
    asked = [
        *((pin, "quantity", of.get(pin.offer or pin.recipe, ""), pin.quantity) for pin in project.all(Pin)),
        *((row, "quantity", of[row.offer], row.quantity) for row in project.all(Issued)),
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


CHECKS = (
    figures_of_dust,
    issues_far_above,
    next_to_nothing,
    agreements_far_off,
    events_far_off,
    tiers_far_above,
    much_of_nothing,
)
