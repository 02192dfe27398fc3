"""What events and their effects are counted in."""

from __future__ import annotations

import math

from desktop.model.joint_capacity import joint_unit
from desktop.model.project import Project
from desktop.model.records import Event, Item, Offer, Recipe, Source
from desktop.model.scenario.hits import hits_item, hits_source
from desktop.session.event_effects import Figure
from desktop.text import formats
from desktop.text.messages import say


def of_capacity(project: Project, event: Event) -> str:
    """The unit of all that a capacity event hits; "" where there are several."""
    recipe = project.by_id(Recipe).get(event.recipe)
    item = project.by_id(Item).get(recipe.output if recipe else event.item)
    if item or event.recipe:
        return item.unit if item else ""
    offered = (each for each in project.all(Offer) if each.source in project.by_id(Source))
    bought = (each for each in offered if hits_source(project, event, each.source))
    return joint_unit(project, [each for each in bought if hits_item(project, event, each.item)])


def of_figure(project: Project, figure: Figure) -> str:
    """The words behind the states of a figure that an event changes."""
    offer = project.by_id(Offer).get(figure.record) if figure.table == "offers" else None
    match figure.kind:
        case "price":
            return f"{offer.currency}/{_unit(project, figure)}" if offer else ""
        case "lead days" | "licence":
            return say("unit-days")
        case "rate":
            return say("effect-rate-unit", currency=figure.record)
        case "incentive":
            return f"₹/{_unit(project, figure)}" if figure.detail == "INR/unit" else "%"
        case _:
            unit = _unit(project, figure)
            return say("unit-month", unit=formats.unit_of(math.inf, unit)) if unit else say("effect-source-unit")


def _unit(project: Project, figure: Figure) -> str:
    """The unit of the item that a figure is of, or of all items of a source; "" where there are several."""
    if figure.table == "sources" and figure.kind == "capacity":
        return joint_unit(project, [offer for offer in project.all(Offer) if offer.source == figure.record])
    offer = project.by_id(Offer).get(figure.record) if figure.table == "offers" else None
    recipe = project.by_id(Recipe).get(figure.record) if figure.table == "recipes" else None
    named = offer.item if offer else recipe.output if recipe else figure.detail if figure.kind == "commitment" else ""
    item = project.by_id(Item).get(named) or project.by_id(Item).get(figure.record)
    return item.unit if item else ""
