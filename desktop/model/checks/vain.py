"""What is entered and does not work as meant: rules of no month or group, pins at odds, goals that buy nothing."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.model.checks.shape import problem
from desktop.model.errors import Problem
from desktop.model.horizon import months_of
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Capacity, Item, Mix, Offer, Pin, Recipe, Rule, Target
from desktop.model.series import spread
from desktop.model.unkeepable import GROUP

_ALL = 100.0
_CRUMB = 1e-5
"""Lots below this share of what can be used of an item say nothing: no order is known so closely."""


def rules_of_no_month(project: Project) -> Iterator[Problem]:
    """Rules whose months all lie outside the horizon."""
    months = months_of(project)
    for rule in project.all(Rule):
        late = rule.first_month is not None and rule.first_month > months[-1]
        early = rule.last_month is not None and rule.last_month < months[0]
        reversed_ = rule.first_month is not None and rule.last_month is not None and rule.last_month < rule.first_month
        if (late or early) and not reversed_:
            values = {"first": str(months[0]), "last": str(months[-1])}
            yield problem(project, rule, "outside-horizon", "first_month" if late else "last_month", values, note=True)


def rules_of_nobody(project: Project) -> Iterator[Problem]:
    """Shares of everybody, which are always all, and rules that let nobody deliver."""
    for rule in project.all(Rule):
        if rule.kind.startswith("share") and rule.limit <= _ALL and not any(getattr(rule, name) for name in GROUP):
            yield problem(project, rule, "rule-share-of-all", "class_", note=True)
        if rule.kind == "sources at most" and rule.limit < 1:
            yield problem(project, rule, "rule-sources-none", "limit", note=True)


def mixes_that_buy_nothing(project: Project) -> Iterator[Problem]:
    """Mixes in which cost stands before the targets: the least cost is that of buying nothing."""
    for mix in project.all(Mix):
        goals = [goal for goal in mix.goals if goal in ("cost", "targets")]
        if goals[:1] == ["cost"]:
            yield problem(project, mix, "mix-cost-first", "goals", note=True)


def promises_that_cost_nothing_to_break(project: Project) -> Iterator[Problem]:
    """Promised items of priority 'traded' whose lateness and loss cost nothing."""
    promised = {target.item for target in project.all(Target) if target.quantity > 0}
    for item in project.all(Item):
        if item.priority == "traded" and item.id in promised and not item.lost_cost:
            yield problem(project, item, "traded-for-nothing", "lost_cost", note=True)


def closing_above_the_storage(project: Project) -> Iterator[Problem]:
    """Closing stocks that their item's storage limit does not let in."""
    for item in project.all(Item):
        if item.closing != "free" and item.storage_limit is not None and item.closing_stock > item.storage_limit:
            values = {"closing": f"{item.closing_stock:g}", "most": f"{item.storage_limit:g}"}
            yield problem(project, item, "closing-above-storage", "closing_stock", values, note=True)


def pins_at_odds(project: Project) -> Iterator[Problem]:
    """Pins that ask for more than another one allows, or than the capacity of the month."""
    allowed: dict[tuple[str, str, Month | None], list[Pin]] = {}
    for pin in project.all(Pin):
        if pin.bound != "at least":
            allowed.setdefault((pin.offer, pin.recipe, pin.month), []).append(pin)
    for pin in project.all(Pin):
        if pin.bound == "at most":
            continue
        others = [other for other in allowed.get((pin.offer, pin.recipe, pin.month), ()) if _together(pin, other)]
        least = min(others, key=lambda other: other.quantity, default=None)
        if least is not None and least.quantity < pin.quantity:
            values = {"other": least.id, "most": f"{least.quantity:g}"}
            yield problem(project, pin, "pins-crossed", "quantity", values, note=True)
        most = _capacity(project, pin)
        if most is not None and most < pin.quantity:
            yield problem(project, pin, "pin-above-capacity", "quantity", {"most": f"{most:g}"}, note=True)


def lots_of_crumbs(project: Project) -> Iterator[Problem]:
    """Lots so small, against the largest target of their item, that counting them means nothing."""
    largest = dict[str, float]()
    for target in project.all(Target):
        largest[target.item] = max(largest.get(target.item, 0.0), target.quantity)
    for offer in project.all(Offer):
        most = max(largest.get(offer.item, 0.0), offer.capacity or 0.0)
        if 0 < offer.lot_size < _CRUMB * most:
            values = {"lot": f"{offer.lot_size:g}", "most": f"{most:g}"}
            yield problem(project, offer, "lot-crumb", "lot_size", values, note=True)


def _together(pin: Pin, other: Pin) -> bool:
    """Whether one plan is held to both pins."""
    return pin.mix == other.mix and (not pin.scenario or other.scenario in ("", pin.scenario)) and pin is not other


def _capacity(project: Project, pin: Pin) -> float | None:
    """What the pinned offer or recipe can do in the pin's month; None for no limit, or outside the horizon."""
    months = months_of(project)
    owner = project.by_id(Offer).get(pin.offer) or project.by_id(Recipe).get(pin.recipe)
    if owner is None or pin.month not in months:
        return None
    steps = [
        (row.from_month, row.value)
        for row in project.all(Capacity)
        if row.from_month is not None and (row.offer, row.recipe) == (pin.offer, pin.recipe) and not row.source
    ]
    if owner.capacity is None and not steps:
        return None
    before = float("inf") if owner.capacity is None else owner.capacity
    return spread(steps, months, before)[months.index(pin.month)]


CHECKS = (
    rules_of_no_month,
    rules_of_nobody,
    mixes_that_buy_nothing,
    promises_that_cost_nothing_to_break,
    closing_above_the_storage,
    pins_at_odds,
    lots_of_crumbs,
)
