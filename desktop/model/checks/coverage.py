"""Targets that nothing can meet, and items of which nothing is promised or known."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.model.checks.shape import problem
from desktop.model.errors import Problem
from desktop.model.project import Project
from desktop.model.records import Content, Item, Offer, Receipt, Recipe, RecipeInput, Target


def unmakeable_targets(project: Project) -> Iterator[Problem]:
    """Promised items that are neither bought, nor in stock, nor made from what can be had."""
    had = _to_be_had(project)
    told: set[str] = set()
    for target in project.all(Target):
        if target.quantity > 0 and target.item not in had and target.item not in told:
            told.add(target.item)
            yield problem(project, target, "target-unmakeable", "item", {"item": target.item})


def _to_be_had(project: Project) -> set[str]:
    """The items that can be had at all, whatever the quantity."""
    offers = project.by_id(Offer)
    had = {offer.item for offer in offers.values()}
    had |= {offers[receipt.offer].item for receipt in project.all(Receipt)}
    had |= {item.id for item in project.all(Item) if item.opening_stock > 0}
    needs: dict[str, set[str]] = {recipe.id: set() for recipe in project.all(Recipe)}
    for row in project.all(RecipeInput):
        if row.quantity > 0:
            needs[row.recipe].add(row.item)
    waiting = list(project.all(Recipe))
    while ready := [recipe for recipe in waiting if needs[recipe.id] <= had]:
        had |= {recipe.output for recipe in ready}
        waiting = [recipe for recipe in waiting if recipe not in ready]
    return had


def missing_targets(project: Project) -> Iterator[Problem]:
    """A project that promises nothing, and items whose targets are all zero: nothing would be bought for them."""
    promised: dict[str, list[Target]] = {}
    for target in project.all(Target):
        promised.setdefault(target.item, []).append(target)
    if not promised:
        yield problem(project, project.settings, "no-targets", "", note=True)
    for item, targets in promised.items():
        if not any(target.quantity for target in targets):
            yield problem(project, targets[0], "targets-zero", "quantity", {"item": item}, note=True)


def targets_without_contents(project: Project) -> Iterator[Problem]:
    """Promised items in which no rare earth is known to be, neither of their own nor by what recipes put in.

    A project without any contents plans no rare earths, which is nothing to note.
    """
    holding = {row.item for row in project.all(Content) if row.kg_per_unit > 0}
    output = {recipe.id: recipe.output for recipe in project.all(Recipe)}
    inputs = [(output[row.recipe], row.item) for row in project.all(RecipeInput) if row.quantity > 0]
    known = set(holding)
    while more := {made for made, item in inputs if item in known} - known:
        known |= more
    told = {item.id for item in project.all(Item)} - _to_be_had(project)
    for target in project.all(Target) if holding else ():
        if target.quantity > 0 and target.item not in known and target.item not in told:
            told.add(target.item)
            yield problem(project, target, "target-without-contents", "item", {"item": target.item}, note=True)
