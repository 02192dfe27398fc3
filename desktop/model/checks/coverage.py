"""Targets that nothing can meet, and shares that no mix can have together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.model.checks.shape import problem
from desktop.model.errors import Problem
from desktop.model.horizon import Span, horizon_of
from desktop.model.project import Project
from desktop.model.records import Content, Item, Mix, Offer, Receipt, Recipe, RecipeInput, Rule, Target
from desktop.model.records.supply import CLASSES
from desktop.model.rule_windows import holds_over, windows_of

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


def clashing_shares(project: Project) -> Iterator[Problem]:
    """Share rules of one mix that no purchase can satisfy together; planned all the same, and reported as bent.

    Rules of one base and measure are compared, those of every mix together with the mix's own. They may have
    windows and months of their own: they clash over months that are made up of whole windows of each of them, as
    a share in each fiscal year is one over all years.
    """
    shares = [rule for rule in project.all(Rule) if rule.kind.startswith("share") and not rule.off]
    common = [rule for rule in shares if not rule.mix]
    told: set[tuple[str, str]] = set()
    for mix in [*(mix.id for mix in project.all(Mix)), ""]:
        groups: dict[tuple[str, ...], list[Rule]] = {}
        for rule in [*common, *(rule for rule in shares if mix and rule.mix == mix)]:
            groups.setdefault((rule.item, rule.element, rule.measure), []).append(rule)
        for rules in groups.values():
            for rule, key, total in _clashes(horizon_of(project), rules):
                if (key, rule.id) not in told:
                    told.add((key, rule.id))
                    yield problem(project, rule, key, "limit", {"total": f"{total:g}"}, note=True)


def _clashes(horizon: Span, rules: Sequence[Rule]) -> Iterator[tuple[Rule, str, float]]:
    """The clashes of rules of one base and measure, over each window of any of them."""
    compared: set[tuple[str, ...]] = set()
    for months in dict.fromkeys(window for rule in rules for window in windows_of(rule, horizon)):
        holding = [rule for rule in rules if holds_over(rule, months, horizon)]
        names = tuple(rule.id for rule in holding)
        if names not in compared:
            compared.add(names)
            yield from (*_too_much(holding), *_too_little(holding), *_crossed(holding))


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
    most: dict[tuple[str, str, str, str], Rule] = {}
    for rule in rules:
        if rule.kind == "share at most":
            known = most.setdefault(_group(rule), rule)
            most[_group(rule)] = rule if rule.limit < known.limit else known
    for rule in rules:
        other = most.get(_group(rule))
        if rule.kind == "share at least" and other is not None and rule.limit > other.limit + _ROUNDING:
            yield rule, "shares-crossed", other.limit


def _group(rule: Rule) -> tuple[str, str, str, str]:
    return rule.class_, rule.country, rule.source, rule.offer


CHECKS = (clashing_shares,)
