"""The second computation of share rules and of what the plan costs (model.md sections 3, 4.8 and 5)."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, isfinite

from desktop.engine.ledger import TOLERANCE, Ledger
from desktop.model.months import Month
from desktop.model.plan import Fault, LandedCost
from desktop.model.records import Item, Offer, Recipe, Source


def costs(ledger: Ledger) -> Iterator[Fault]:
    """Every part of goal 5 in rupees, and the cost of every order."""
    told = ledger.plan.cost
    parts = {
        "landed": (told.landed, _landed(ledger)),
        "orders": (told.orders, _per_source(ledger, monthly=True)),
        "contracts": (told.contracts, _per_source(ledger, monthly=False)),
        "holding": (
            told.holding,
            sum(item.holding_cost * sum(ledger.plan.stock[item.id]) for item in ledger.world.all(Item)),
        ),
        "capital": (told.capital, _capital(ledger)),
        "recipes": (
            told.recipes,
            sum(r.cost * sum(ledger.plan.production[r.id]) for r in ledger.world.all(Recipe)),
        ),
        "penalties": (told.penalties, _penalties(ledger)),
    }
    total = sum(found for _, found in parts.values())
    for name, (first, second) in parts.items():
        if not (abs(first - second) <= TOLERANCE * max(second, total * TOLERANCE)):
            yield Fault("verify-cost", name, abs(first - second) / max(second, 1.0))


def order_costs(ledger: Ledger) -> Iterator[Fault]:
    """Every part of what every order costs, from the terms of its offer in its month (model.md section 3)."""
    for order in ledger.plan.orders:
        told, unit = _parts(order.cost), _parts(ledger.prices.unit_parts[order.offer][ledger.place[order.month]])
        found = [part * order.quantity for part in unit]
        gap, size = max(map(_apart, told, found)), sum(found)
        if not (gap <= TOLERANCE * size):
            yield Fault("verify-order-cost", f"{order.offer} {order.month}", gap / max(size, 1.0))


def _parts(cost: LandedCost) -> tuple[float, ...]:
    return (cost.price, cost.freight, cost.insurance, cost.duty, cost.surcharge, cost.inland, cost.igst)


def _apart(one: float, other: float) -> float:
    """How far two numbers are apart; endlessly, where one is no number."""
    return abs(one - other) if isfinite(one) else inf


def stock_values(ledger: Ledger) -> Iterator[Fault]:
    """What one unit of each item ties up in stock."""
    for item, value in ledger.prices.standard.items():
        told = ledger.plan.stock_value[item]
        if not (abs(told - value) <= TOLERANCE * value):
            yield Fault("verify-stock-value", item, abs(told - value) / max(value, 1.0))


def _landed(ledger: Ledger) -> float:
    return sum(
        cost * quantity
        for offer, costs in ledger.prices.unit_cost.items()
        for cost, quantity in zip(costs, ledger.arriving[offer], strict=True)
    )


def _per_source(ledger: Ledger, *, monthly: bool) -> float:
    """Order costs for every month with an order of the source, or contract costs once."""
    used: dict[str, set[Month]] = {}
    sources = ledger.world.by_id(Source)
    for order in ledger.plan.orders:
        if not order.placed:
            used.setdefault(ledger.world.by_id(Offer)[order.offer].source, set()).add(order.month)
    if monthly:
        return sum(sources[source].order_cost * len(months) for source, months in used.items())
    return sum(sources[source].contract_cost for source in used)


def _capital(ledger: Ledger) -> float:
    rate = ledger.world.settings.capital_rate / 100 / 12
    return sum(rate * ledger.prices.standard[item] * sum(stock) for item, stock in ledger.plan.stock.items())


def _penalties(ledger: Ledger) -> float:
    return sum(
        item.late_cost * sum(ledger.plan.late[item.id]) + item.lost_cost * sum(ledger.plan.lost[item.id])
        for item in ledger.world.all(Item)
        if item.priority == "traded" and item.id in ledger.plan.late
    )
