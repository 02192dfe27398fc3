"""Lots and minimum orders above all that the targets could use: what is left of one stays in stock."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.model.checks.ordering import lots_of
from desktop.model.checks.shape import problem
from desktop.model.errors import Problem
from desktop.model.project import Project
from desktop.model.records import Item, Offer, Pin, Recipe, RecipeInput, Target

_DAYS = 30.0
"""Of a month, as safety stock counts them."""


def lots_beyond_all_use(project: Project) -> Iterator[Problem]:
    """Offers whose smallest order is more than all targets of the plan, its stocks and pins could use of the item."""
    stepped = [offer for offer in project.all(Offer) if offer.lot_size > 0 or offer.minimum_order > 0]
    if not project.settings.near_months or not stepped:
        return
    used, items = most_used(project), project.by_id(Item)
    for offer in stepped:
        least = lots_of(offer) * offer.lot_size if offer.lot_size else offer.minimum_order
        most = used[offer.item] / offer.usable_yield
        if 0 < most < least:
            field = "lot_size" if offer.lot_size > offer.minimum_order else "minimum_order"
            values = {"offer": offer.id, "least": f"{least:g}", "most": f"{most:.6g}", "unit": items[offer.item].unit}
            yield problem(project, offer, "lot-beyond-use", field, values, note=True)


def most_used(project: Project) -> dict[str, float]:
    """The most that can be used of each item over the whole plan, in its unit as it reaches the stock.

    It is what targets, closing stock and pins ask for, of the item itself and, by the recipes that take most, of all
    that is made of it, with the safety stock of so much; what is in stock is not taken off.
    """
    asked = {item.id: 0.0 if item.closing == "free" else item.closing_stock for item in project.all(Item)}
    for target in project.all(Target):
        asked[target.item] += target.quantity
    offers, output = project.by_id(Offer), {recipe.id: recipe.output for recipe in project.all(Recipe)}
    for pin in project.all(Pin):
        if pin.offer or pin.recipe:
            asked[offers[pin.offer].item if pin.offer else output[pin.recipe]] += pin.quantity
    takes: dict[tuple[str, str], float] = {}
    for row in project.all(RecipeInput):
        pair = (output[row.recipe], row.item)
        takes[pair] = max(takes.get(pair, 0.0), row.quantity)
    days = {item.id: item.safety_days for item in project.all(Item)}
    total = asked
    for _ in days:  # no chain of recipes is longer
        following = dict(asked)
        for (made, item), quantity in takes.items():
            following[item] += quantity * total[made] * (1 + days[made] / _DAYS)
        if following == total:
            break
        total = following
    return {item: quantity * (1 + days[item] / _DAYS) for item, quantity in total.items()}
