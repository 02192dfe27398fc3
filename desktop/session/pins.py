"""What the planner holds fixed: arrivals and making, held at least, at most or exactly, with a reason, and let go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from desktop.model.asked import pins_asked
from desktop.model.edits import AddRecords, DropRecords, Edit, SetFields, Several, apply
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import Item, Offer, Pin, Recipe, Source
from desktop.session import sentences
from desktop.session.sentences import Shown
from desktop.session.shares import unused
from desktop.text import formats
from desktop.text.messages import say

_MOST = 5
"""Decimals of a quantity: of a tonne, ten grams."""


@attrs.frozen
class Figure:
    """What arrives of an offer, as bought, or what a recipe makes, in one month."""

    month: Month
    offer: str = ""
    recipe: str = ""

    @classmethod
    def of(cls, pin: Pin) -> Figure:
        """The figure that a pin holds."""
        return cls(pin.month or Month(0), pin.offer, pin.recipe)


def exact(quantity: float, unit: str) -> str:
    """A quantity that somebody entered, with all of its decimals that count: what is held must not look rounded."""
    decimals = next((count for count in range(_MOST) if round(quantity, count) == float(f"{quantity:.10g}")), _MOST)
    return formats.quantity(quantity, unit, decimals)


def planned(plan: Plan, figure: Figure) -> float:
    """What a plan has of a figure, in the item's unit; 0 outside of its months."""
    if figure.month not in plan.months:
        return 0.0
    if figure.offer:
        orders = (order for order in plan.orders if (order.offer, order.month) == (figure.offer, figure.month))
        return sum(order.quantity for order in orders if not order.placed)
    return plan.production[figure.recipe][plan.months.index(figure.month)]


def holding(project: Project, mix: str, scenario: str) -> Mapping[Figure, tuple[int, ...]]:
    """The rows of the pins that hold for a mix under a scenario, by what they hold."""
    found: dict[Figure, tuple[int, ...]] = {}
    for row, pin in pins_asked(project, mix, scenario).items():
        found[Figure.of(pin)] = (*found.get(Figure.of(pin), ()), row)
    return found


def hold(project: Project, pin: Pin) -> Edit:
    """The edit that holds a figure as a pin says, in place of what has held it so far for that mix and scenario.

    The pin gets an id of its own.
    """
    taken = {other.id for other in project.all(Pin)}
    named = attrs.evolve(pin, id=unused(f"{pin.offer or pin.recipe}-{pin.month}", taken))
    before = [
        row
        for row, other in project.rows(Pin).items()
        if (Figure.of(other), other.mix) == (Figure.of(pin), pin.mix)
        and (not pin.scenario or other.scenario == pin.scenario)
    ]
    parts: list[Edit] = [DropRecords("pins", before)] if before else []
    return Several((*parts, AddRecords("pins", [named])), "edit-pin-hold")


def let_go(rows: Sequence[int]) -> Edit:
    """The edit that lets go of pins."""
    return DropRecords("pins", list(rows), "edit-pin-let-go")


def unit(project: Project, figure: Figure) -> str:
    """The unit of a figure; "" where what it is of is not known."""
    items, offers, recipes = project.by_id(Item), project.by_id(Offer), project.by_id(Recipe)
    offer, recipe = offers.get(figure.offer), recipes.get(figure.recipe)
    item = items.get(offer.item if offer else recipe.output if recipe else "")
    return item.unit if item else ""


def counted_in(project: Project, figure: Figure, unit: str) -> Project:
    """The project as if what a figure is of were counted in ``unit``: what somebody enters is read by it."""
    offer, recipe = project.by_id(Offer).get(figure.offer), project.by_id(Recipe).get(figure.recipe)
    item = offer.item if offer else recipe.output if recipe else ""
    rows = [row for row, each in project.rows(Item).items() if each.id == item and each.unit != unit]
    return apply(project, SetFields("items", {row: {"unit": unit} for row in rows})) if rows else project


def called(project: Project, figure: Figure) -> str:
    """What a figure is of: the item and its source, or the recipe."""
    offer, recipe = project.by_id(Offer).get(figure.offer), project.by_id(Recipe).get(figure.recipe)
    if offer is None:
        return (recipe.name or recipe.id) if recipe else figure.offer or figure.recipe
    item, source = project.by_id(Item)[offer.item], project.by_id(Source)[offer.source]
    return say("pin-order", item=item.name or item.id, source=source.name or source.id)


def told(project: Project, pin: Pin, amount: Shown = exact) -> str:
    """How a pin holds its figure: ``at least 500 kg``, or in the unit in which ``amount`` writes it."""
    return f"{sentences.bound(pin)} {amount(pin.quantity, unit(project, Figure.of(pin)))}"
