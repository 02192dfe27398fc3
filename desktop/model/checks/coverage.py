"""Targets that nothing can meet, and shares that no mix can have together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.model.checks.shape import problem
from desktop.model.errors import Problem
from desktop.model.project import Project
from desktop.model.records import Item, Mix, Offer, Receipt, Recipe, RecipeInput, Rule, Target
from desktop.model.records.supply import CLASSES

_ALL = 100.0
_ROUNDING = 1e-6


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


def clashing_shares(project: Project) -> Iterator[Problem]:
    """Share rules of one mix that no purchase can satisfy together; planned all the same, and reported as bent.

    Only rules over all months of one base, measure and window are compared, those of every mix together with the
    mix's own.
    """
    common = [rule for rule in project.all(Rule) if not rule.mix]
    told: set[tuple[str, str]] = set()
    for mix in [*(mix.id for mix in project.all(Mix)), ""]:
        groups: dict[tuple[str, ...], list[Rule]] = {}
        for rule in [*common, *(rule for rule in project.all(Rule) if mix and rule.mix == mix)]:
            if rule.first_month is None and rule.last_month is None:
                groups.setdefault((rule.item, rule.element, rule.measure, rule.window), []).append(rule)
        for rules in groups.values():
            for rule, key, total in (*_too_much(rules), *_too_little(rules), *_crossed(rules)):
                if (key, rule.id) not in told:
                    told.add((key, rule.id))
                    yield problem(project, rule, key, "limit", {"total": f"{total:g}"}, note=True)


def _class_limits(rules: Sequence[Rule], kind: str) -> dict[str, Rule]:
    """The strictest plain rule of each class."""
    found: dict[str, Rule] = {}
    for rule in rules:
        if rule.kind == kind and rule.class_ and not (rule.country or rule.source or rule.offer):
            known = found.setdefault(rule.class_, rule)
            stricter = rule.limit > known.limit if kind == "share at least" else rule.limit < known.limit
            found[rule.class_] = rule if stricter else known
    return found


def _too_much(rules: Sequence[Rule]) -> Iterator[tuple[Rule, str, float]]:
    least = _class_limits(rules, "share at least")
    total = sum(rule.limit for rule in least.values())
    if total > _ALL + _ROUNDING:
        yield list(least.values())[-1], "shares-above-all", total


def _too_little(rules: Sequence[Rule]) -> Iterator[tuple[Rule, str, float]]:
    most = _class_limits(rules, "share at most")
    total = sum(rule.limit for rule in most.values())
    if len(most) == len(CLASSES) and total < _ALL - _ROUNDING:
        yield list(most.values())[-1], "shares-below-all", total


def _crossed(rules: Sequence[Rule]) -> Iterator[tuple[Rule, str, float]]:
    """A group that must have more than it may."""
    most = {_group(rule): rule for rule in rules if rule.kind == "share at most"}
    for rule in rules:
        other = most.get(_group(rule))
        if rule.kind == "share at least" and other is not None and rule.limit > other.limit + _ROUNDING:
            yield rule, "shares-crossed", other.limit


def _group(rule: Rule) -> tuple[str, str, str, str]:
    return rule.class_, rule.country, rule.source, rule.offer


CHECKS = (clashing_shares,)
