"""The second computation: takes project and plan and recomputes every balance, limit and rupee (model.md section 6).

It shares no code with the rows the optimiser solved: only the tables, the calendar and the licensing rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

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
from desktop.engine.ledger import Ledger
from desktop.model.months import span
from desktop.model.plan import Fault, Plan
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


def verify(plan: Plan) -> tuple[Fault, ...]:
    """Every place where the plan and the second computation differ by more than 1e-6 of the size at hand."""
    ledger = Ledger(plan)
    missing = tuple(verify_answer.question(plan)) or tuple(figures(ledger)) or tuple(named(ledger))
    if missing:
        return missing
    found = [*signs(ledger), *balances(ledger), *deliveries(ledger)]
    for check in CHECKS:
        found.extend(check(ledger))
    return tuple(found)


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
    for order in ledger.plan.orders:
        inside = 0 <= ledger.terms.place(order.month) < len(ledger.months)
        if order.offer not in ledger.terms.offers or not inside or not (order.quantity > 0):
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
    plan, nothing = ledger.plan, tuple(ledger.nothing())
    coming = {item.id: ledger.nothing() for item in ledger.world.all(Item)}
    for order in plan.orders:
        coming[ledger.terms.offers[order.offer].item][ledger.terms.place(order.month)] += order.usable
    for recipe in ledger.world.all(Recipe):
        for position, made in enumerate(plan.production[recipe.id]):
            if position + recipe.delay < len(ledger.months):
                coming[recipe.output][position + recipe.delay] += made
    for item in ledger.world.all(Item):
        level, levels = item.opening_stock, []
        leaving = zip(ledger.use[item.id], plan.delivered.get(item.id, nothing), strict=True)
        for arrived, (used, delivered), told in zip(coming[item.id], leaving, plan.stock[item.id], strict=True):
            levels.append(level + arrived - used - delivered)
            level = told
        yield from ledger.compare("verify-balance", item.id, ledger.size[item.id], plan.stock[item.id], levels)


def deliveries(ledger: Ledger) -> Iterator[Fault]:
    """4.2: what is late follows from last month, target, deliveries and losses; never too late, nothing at the end."""
    plan = ledger.plan
    for item in ledger.world.all(Item):
        target = ledger.terms.targets.get(item.id, ledger.nothing())
        if item.id not in plan.target:
            yield from ledger.within("verify-target", item.id, ledger.size[item.id], target, ledger.nothing())
            continue
        yield from ledger.compare("verify-target", item.id, ledger.size[item.id], plan.target[item.id], target)
        last, expected, allowed = 0.0, [], []
        for position, (wanted, delivered, lost, told) in enumerate(
            zip(target, plan.delivered[item.id], plan.lost[item.id], plan.late[item.id], strict=True)
        ):
            expected.append(last + wanted - delivered - lost)
            allowed.append(sum(target[max(position + 1 - item.months_late, 0) : position + 1]))
            last = told
        allowed[-1] = 0.0
        size = ledger.size[item.id]
        yield from ledger.compare("verify-late", item.id, size, plan.late[item.id], expected)
        yield from ledger.within("verify-too-late", item.id, size, plan.late[item.id], allowed)
