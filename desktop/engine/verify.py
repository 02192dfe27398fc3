"""The second computation: takes project and plan and recomputes every balance, limit and rupee (model.md section 6).

It shares no code with the rows the optimiser solved: only the tables, the calendar and the licensing rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from desktop.engine import verify_limits, verify_money
from desktop.engine.ledger import Ledger
from desktop.model.plan import Fault, Plan
from desktop.model.records import Item, Recipe

CHECKS = (
    verify_limits.capacities,
    verify_limits.orders,
    verify_limits.licences,
    verify_limits.recipes,
    verify_limits.storage_and_closing,
    verify_limits.safety,
    verify_money.shares,
    verify_money.costs,
)


def verify(plan: Plan) -> tuple[Fault, ...]:
    """Every place where the plan and the second computation differ by more than 1e-6 of the size at hand."""
    ledger = Ledger(plan)
    found = [*signs(ledger), *balances(ledger), *deliveries(ledger)]
    for check in CHECKS:
        found.extend(check(ledger))
    return tuple(found)


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
            if min(series) < 0:
                yield Fault("verify-negative", name, -min(series))


def balances(ledger: Ledger) -> Iterator[Fault]:
    """4.1: each month's stock follows from the last, arrivals, making, use and deliveries."""
    plan, nothing = ledger.plan, tuple(ledger.nothing())
    coming = {item.id: ledger.nothing() for item in ledger.world.all(Item)}
    for order in plan.orders:
        coming[ledger.item_of[order.offer]][ledger.place[order.month]] += order.usable
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
        target = ledger.targets.get(item.id, ledger.nothing())
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
