"""The second computation: takes project and plan and recomputes every balance, limit and rupee (model.md section 6).

It shares no code with the rows the optimiser solved: only the tables, the calendar, which rules and pins are asked of
a mix, what a scenario changes, and the licensing rules. A slip in those it cannot see.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from math import isfinite

import numpy as np

from desktop.engine import (
    verify_answer,
    verify_bent,
    verify_decisions,
    verify_incentives,
    verify_licences,
    verify_limits,
    verify_money,
    verify_ordering,
    verify_orders,
    verify_tiers,
)
from desktop.engine.ledger import Ground, Ledger
from desktop.engine.verify_tally import weights_of
from desktop.model.months import span
from desktop.model.plan import Fault, Plan
from desktop.model.project import Project
from desktop.model.records import Item, Recipe

CHECKS = (
    verify_limits.capacities,
    verify_limits.recipes,
    verify_limits.safety,
    verify_orders.orders,
    verify_orders.dates,
    verify_licences.licences,
    verify_decisions.decisions,
    verify_ordering.order_decisions,
    verify_ordering.contract_decisions,
    verify_ordering.order_form,
    verify_ordering.yearly_quantities,
    verify_tiers.tiers,
    verify_incentives.incentives,
    verify_bent.bent,
    verify_money.costs,
    verify_money.order_costs,
    verify_money.stock_values,
    verify_answer.bound,
    verify_answer.world,
)


def verify(plan: Plan, *, remember: bool = False) -> tuple[Fault, ...]:
    """Every place where the plan and the second computation differ by more than 1e-6 of the size at hand.

    What the world says is ``remember``ed for a plan after a changed price or capacity, where one is to come.
    """
    ledger = Ledger(plan, remember)
    missing = tuple(verify_answer.question(plan)) or tuple(figures(ledger)) or tuple(named(ledger))
    if missing:
        return missing
    found = [*signs(ledger), *balances(ledger), *deliveries(ledger)]
    for check in CHECKS:
        found.extend(check(ledger))
    return tuple(found)


def prepare(world: Project, mix: str, *, remember: bool = False) -> None:
    """Work out what ``verify`` reads of a world that has passed its checks, before there is a plan of it to verify.

    It is kept for then, by the tables that it is read from: what ``verify`` finds does not depend on it.
    """
    if world.settings.first_month is None:
        return
    ground = Ground(world, mix, span(world.settings.first_month, world.settings.months), remember)
    weights = [weights_of(ground.tables, rule) for rule in ground.rules]
    for part in (ground.tables.terms, ground.tables, ground.prices, ground.left, *weights):
        for name, each in vars(type(part)).items():
            if isinstance(each, cached_property):
                getattr(part, name)


def figures(ledger: Ledger) -> Iterator[Fault]:
    """Every series is there, with one number for each month of the project, and no others are."""
    plan, world = ledger.plan, ledger.world
    items, promised = {item.id for item in world.all(Item)}, set(plan.target)
    tables = (
        ("arrivals", plan.arrivals, set(ledger.terms.offers)),
        ("production", plan.production, {recipe.id for recipe in world.all(Recipe)}),
        ("stock", plan.stock, items),
        ("target", plan.target, promised & items),
        ("delivered", plan.delivered, promised),
        ("late", plan.late, promised),
        ("lost", plan.lost, promised),
        ("safety stock", plan.safety_short, {item.id for item in world.all(Item) if item.safety_days > 0}),
        ("value of stock", {item: (value,) * len(plan.months) for item, value in plan.stock_value.items()}, items),
    )
    first = world.settings.first_month
    if first is None or plan.months != span(first, world.settings.months):
        yield Fault("verify-figures", plan.mix, 1.0)
    for name, table, wanted in tables:
        for missing in sorted(wanted ^ set(table)):
            yield Fault("verify-figures", f"{name} {missing}", 1.0)
        for key, series in table.items():
            if len(series) != len(plan.months) or not isfinite(sum(series)):
                yield Fault("verify-figures", f"{name} {key}", 1.0)


def named(ledger: Ledger) -> Iterator[Fault]:
    """Every order is of an offer and a month of the project, and of a quantity above zero."""
    lines = ledger.lines
    inside = (lines.place >= 0) & (lines.place < len(ledger.months))
    for at in np.flatnonzero((lines.offer < 0) | ~inside | ~(lines.quantity > 0)).tolist():
        order = ledger.plan.orders[at]
        yield Fault("verify-order", f"{order.offer} {order.month}", 1.0)


def signs(ledger: Ledger) -> Iterator[Fault]:
    """No quantity is below zero."""
    plan = ledger.plan
    for table in (
        plan.arrivals,
        plan.production,
        plan.stock,
        plan.delivered,
        plan.late,
        plan.lost,
        plan.safety_short,
    ):
        for name, series in table.items():
            if not (min(series) >= 0):
                yield Fault("verify-negative", name, -min(series))


def balances(ledger: Ledger) -> Iterator[Fault]:
    """4.1: each month's stock follows from the last, arrivals, making, use and deliveries."""
    tables, lines, stock = ledger.tables, ledger.lines, ledger.told.stock
    coming = np.zeros(stock.shape)
    np.add.at(coming, (tables.item_of[lines.offer], lines.place), lines.usable)
    for recipe, made in zip(ledger.world.all(Recipe), ledger.told.production, strict=True):
        coming[tables.item_at[recipe.output], recipe.delay :] += made[: max(len(made) - recipe.delay, 0)]
    opening = np.array([item.opening_stock for item in ledger.world.all(Item)], dtype=float).reshape(-1, 1)
    last = np.concatenate([opening, stock[:, :-1]], axis=1)
    leaving = ledger.told.taken + ledger.told.table(ledger.plan.delivered, tables.item_at)
    yield from ledger.compare("verify-balance", [*tables.item_at], ledger.told.sizes, stock, last + coming - leaving)


def deliveries(ledger: Ledger) -> Iterator[Fault]:
    """4.2: what is late follows from last month, target, deliveries and losses; never too late, nothing at the end."""
    plan, names, target = ledger.plan, [*ledger.tables.item_at], ledger.tables.targets
    told, delivered, lost, late = (
        ledger.told.table(series, ledger.tables.item_at)
        for series in (plan.target, plan.delivered, plan.lost, plan.late)
    )
    promised = np.array([item in plan.target for item in names], dtype=bool).reshape(-1, 1)
    sizes = ledger.told.sizes
    yield from ledger.compare("verify-target", names, sizes, told, target)
    expected = np.concatenate([np.zeros((len(names), 1)), late[:, :-1]], axis=1) + target - delivered - lost
    yield from ledger.compare("verify-late", names, sizes, late, np.where(promised, expected, 0.0))
    total = np.cumsum(target, axis=1)
    allowed = total.copy()
    for row, item in enumerate(ledger.world.all(Item)):
        allowed[row, item.months_late :] -= total[row, : max(total.shape[1] - item.months_late, 0)]
    allowed[:, -1] = 0.0
    yield from ledger.within("verify-too-late", names, sizes, late, allowed)
