"""What keeps an offer or a recipe from more in a month: dates, licences, capacities, pins, rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal

import attrs
import numpy as np

from desktop.analysis import licences, orders, production, rule_levels
from desktop.analysis.memory import remembered
from desktop.model import licensing
from desktop.model.asked import pins_asked
from desktop.model.joint_capacity import joint_unit
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Capacity, Commitment, Item, Licence, Offer, Recipe, Regime, Source
from desktop.model.series import spread

Kind = Literal[
    "months",
    "lead",
    "stop",
    "late file",
    "files",
    "capacity",
    "joint capacity",
    "storage",
    "total storage",
    "pin",
    "rule",
    "qualified",
    "share",
]
_OF_ALL = ("rule", "joint capacity", "storage", "total storage")
"""The kinds of limits that hold back several offers or recipes together."""
_EACH_MONTH = ("capacity", "joint capacity", "share")
"""The kinds of limits that allow an amount in each month; the amounts of others are of all months already."""
_FULL = 1 - 1e-6
"""Of what is allowed, the share from which on it is used in full, within the accuracy of the goals."""


@attrs.frozen
class Limit:
    """One limit that is reached, of an offer or recipe ``of``, in some months.

    ``record`` is the id of the regime, licence, source, pin or rule. ``used`` and ``allowed`` are of all these months
    together, in ``unit`` ("" where the limit is none of quantity); ``day`` is the one that was missed or is awaited.
    ``effect`` is how much hangs on it, as ``analysis.effects`` counts.
    """

    kind: Kind
    of: str
    months: tuple[Month, ...]
    record: str = ""
    used: float = 0.0
    allowed: float = 0.0
    unit: str = ""
    day: dt.date | None = None
    effect: float = 0.0


def of_offer(plan: Plan, offer: Offer, month: Month) -> list[Limit]:
    """What keeps more of an offer from arriving in a month; where it cannot arrive at all, that alone."""
    closed = _closed(plan, offer, month)
    if closed is not None:
        return [closed]
    stores = _stores(plan, offer.id, offer.item, month)
    return [*_capacities(plan, offer, month), *stores, *_pins(plan, offer.id, month), *_rules(plan, offer, month)]


def of_recipe(plan: Plan, recipe: Recipe, month: Month) -> list[Limit]:
    """What keeps a recipe from making more in a month; what it has too little of is told by its inputs."""
    at, unit = _at(plan, month), plan.world.by_id(Item)[recipe.output].unit
    if recipe.qualified_from is not None and month < recipe.qualified_from:
        return [Limit("qualified", recipe.id, (month,), day=recipe.qualified_from.first_day)]
    made, most = plan.production[recipe.id][at], production.capacity(plan, recipe.id)[at]
    found = [Limit("capacity", recipe.id, (month,), "", made, most, unit)] if made >= _FULL * most else []
    if recipe.largest_share is not None:
        others = [each.id for each in plan.world.all(Recipe) if each.output == recipe.output]
        total = sum(plan.production[each][at] for each in others)
        allowed = recipe.largest_share / 100 * total
        if total > 0 and made >= _FULL * allowed:
            found.append(Limit("share", recipe.id, (month,), "", made, allowed, unit))
    return [*found, *_stores(plan, recipe.id, recipe.output, month), *_pins(plan, recipe.id, month)]


def merged(limits: Iterable[Limit]) -> tuple[Limit, ...]:
    """The same limits of several months as one each, those of most months first.

    What is allowed in each month is added up; files and rules have one amount for all of them. Effects are added up
    over all that a limit holds back.
    """
    found: dict[tuple[str, str, str], Limit] = {}
    counted: dict[tuple[str, str, str], float] = {}
    for each in {(limit.kind, limit.record, limit.of, limit.months): limit for limit in limits}.values():
        key = (each.kind, "" if each.kind in _OF_ALL else each.of, each.record)
        counted[key] = counted.get(key, 0.0) + each.effect
        known = found.get(key)
        if known is None:
            found[key] = each
        elif not set(each.months) <= set(known.months):
            months = tuple(sorted({*known.months, *each.months}))
            found[key] = attrs.evolve(known, months=months)
            if each.kind in _EACH_MONTH:
                used, allowed = known.used + each.used, known.allowed + each.allowed
                found[key] = attrs.evolve(found[key], used=used, allowed=allowed)
    summed = (attrs.evolve(limit, effect=counted[key]) for key, limit in found.items())
    return tuple(sorted(summed, key=lambda limit: -len(limit.months)))


def _closed(plan: Plan, offer: Offer, month: Month) -> Limit | None:
    """Why nothing at all of an offer can arrive in a month, None where it can."""
    today = plan.world.settings.plan_date or dt.date.min
    (leaves,) = licensing.leaving(plan.world, offer, (month,))
    permit = licences.permits(plan, offer.id)[_at(plan, month)]
    outside = (offer.first_month and month < offer.first_month) or (offer.last_month and offer.last_month < month)
    if outside:
        return Limit("months", offer.id, (month,))
    if permit.closed:
        return Limit("stop", offer.id, (month,), _stopping(plan, permit))
    if leaves < today:
        return Limit("lead", offer.id, (month,), day=leaves)
    if not permit.needed:
        return None
    file_by = licensing.file_by(leaves, permit)
    if permit.files and file_by >= today:
        return None
    return _without_new_files(plan, offer, month, permit, file_by if permit.files else None)


def _without_new_files(
    plan: Plan, offer: Offer, month: Month, permit: licensing.Permit, file_by: dt.date | None
) -> Limit | None:
    """What files in hand leave where no new one can be granted in time; None where they leave anything."""
    today = plan.world.settings.plan_date or dt.date.min
    (leaves,) = licensing.leaving(plan.world, offer, (month,))
    own = [
        file
        for file in plan.world.all(Licence)
        if file.offer == offer.id and licensing.usable(file, permit, leaves, today)
    ]
    allowed, drawn = sum(file.quantity for file in own), _drawn(plan)
    used = sum(drawn.get(file.id, 0.0) for file in own)
    if allowed > 0 and used < _FULL * allowed:
        return None
    unit = plan.world.by_id(Item)[offer.item].unit
    if own:
        return Limit("files", offer.id, (month,), ", ".join(file.id for file in own), used, allowed, unit)
    return Limit("late file", offer.id, (month,), ", ".join(filter(None, permit.regimes)), day=file_by)


def _capacities(plan: Plan, offer: Offer, month: Month) -> Iterator[Limit]:
    """The offer's own capacity, and that of its source for all offers together, less what it owes; receipts count."""
    came, unit = coming(plan), plan.world.by_id(Item)[offer.item].unit
    own, full = came.get((offer.id, month), 0.0), most(plan, offer, "offer", month)
    if own >= _FULL * full:
        yield Limit("capacity", offer.id, (month,), "", own, full, unit)
    source = plan.world.by_id(Source)[offer.source]
    joint = most(plan, source, "source", month)
    if np.isfinite(joint) and offer.capacity_use > 0:
        selling = [each for each in plan.world.all(Offer) if each.source == source.id]
        used = sum(each.capacity_use * came.get((each.id, month), 0.0) for each in selling)
        allowed = max(joint - _owed(plan, source.id, month, selling), 0.0)
        if used >= _FULL * allowed:
            yield Limit("joint capacity", offer.id, (month,), source.id, used, allowed, joint_unit(plan.world, selling))


def _stores(plan: Plan, of: str, item: str, month: Month) -> Iterator[Limit]:
    """The store of an item, and all stores together, where they are full at the end of a month."""
    at, items, most = _at(plan, month), plan.world.by_id(Item), plan.world.settings.storage_limit
    own, held = items[item], float(plan.stock[item][at])
    if own.storage_limit is not None and held >= _FULL * own.storage_limit:
        yield Limit("storage", of, (month,), item, held, own.storage_limit, own.unit)
    if most is not None and own.storage_use > 0:
        used = sum(items[each].storage_use * float(stock[at]) for each, stock in plan.stock.items())
        if used >= _FULL * most:
            yield Limit("total storage", of, (month,), "", used, most)


def _pins(plan: Plan, of: str, month: Month) -> Iterator[Limit]:
    """Pins that hold an offer or recipe at what it is."""
    for pin in pins_asked(plan.world, plan.mix, plan.scenario).values():
        if pin.month == month and of in (pin.offer, pin.recipe) and pin.bound != "at least":
            yield Limit("pin", of, (month,), pin.id, pin.quantity, pin.quantity)


def _rules(plan: Plan, offer: Offer, month: Month) -> Iterator[Limit]:
    for level in rule_levels.levels(plan):
        if offer.id in level.held_back and month in level.months and level.is_reached:
            yield Limit("rule", offer.id, (month,), level.rule, level.reached, level.asked)


def _owed(plan: Plan, source: str, month: Month, selling: list[Offer]) -> float:
    """What a source owes to others in a month, in use of its joint capacity."""
    use = {offer.item: offer.capacity_use for offer in reversed(selling)}
    return sum(
        use.get(each.item, 1.0) * each.quantity
        for each in plan.world.all(Commitment)
        if each.source == source
        and each.status == "in force"
        and (each.first_month is None or each.first_month <= month)
        and (each.last_month is None or month <= each.last_month)
    )


def most(plan: Plan, owner: Offer | Source, of: Literal["offer", "source"], month: Month) -> float:
    """The capacity in a month of an offer, or of a source for all its offers together; infinite without one."""
    rows = plan.world.grouped(Capacity, of).get(owner.id, ())
    steps = [(row.from_month, row.value) for row in rows if row.from_month is not None]
    return spread(steps, plan.months, np.inf if owner.capacity is None else owner.capacity)[_at(plan, month)]


@remembered
def coming(plan: Plan) -> dict[tuple[str, Month], float]:
    """What arrives of each offer in each month, as bought, placed orders too."""
    came: dict[tuple[str, Month], float] = {}
    lines = orders.table(plan)
    for offer, month, quantity in zip(lines["offer"], lines["month"], lines["quantity"], strict=True):
        came[str(offer), month] = came.get((str(offer), month), 0.0) + float(quantity)
    return came


@remembered
def _drawn(plan: Plan) -> dict[str, float]:
    """What the plan draws from each file in hand."""
    drawn: dict[str, float] = {}
    for order in plan.orders:
        drawn[order.licence] = drawn.get(order.licence, 0.0) + order.quantity
    return drawn


def _stopping(plan: Plan, permit: licensing.Permit) -> str:
    regimes = plan.world.by_id(Regime)
    stopped = [id_ for id_ in permit.regimes if id_ in regimes and regimes[id_].status == "stopped"]
    return next(iter(stopped), "")


def _at(plan: Plan, month: Month) -> int:
    return month.index - plan.months[0].index
