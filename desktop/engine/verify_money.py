"""The second computation of what the plan and its orders cost (model.md sections 3 and 5)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from math import inf, isfinite
from operator import sub

from desktop.engine.ledger import TOLERANCE, Ledger
from desktop.engine.verify_ordering import take_or_pay
from desktop.engine.verify_prices import Parts
from desktop.engine.verify_tiers import Ladder, charges, ladders
from desktop.model.plan import Fault, LandedCost, Order
from desktop.model.records import Item, Recipe, Source


def costs(ledger: Ledger) -> Iterator[Fault]:
    """Every part of goal 5 in rupees."""
    told, items = ledger.plan.cost, ledger.world.all(Item)
    parts = {
        "landed": (told.landed, _landed(ledger)),
        "orders": (told.orders, _decided(ledger, "order")),
        "contracts": (told.contracts, _decided(ledger, "contract")),
        "charges": (told.charges, charges(ledger)),
        "take or pay": (told.take_or_pay, take_or_pay(ledger)),
        "holding": (told.holding, sum(item.holding_cost * sum(ledger.plan.stock[item.id]) for item in items)),
        "capital": (told.capital, _capital(ledger)),
        "recipes": (told.recipes, sum(r.cost * sum(ledger.plan.production[r.id]) for r in ledger.world.all(Recipe))),
        "penalties": (told.penalties, _penalties(ledger)),
        "incentives": (told.incentives, -sum(each.paid for each in ledger.plan.incentives)),
    }
    total = sum(abs(found) for _, found in parts.values())
    for name, (first, second) in parts.items():
        if not (abs(first - second) <= TOLERANCE * max(abs(second), total * TOLERANCE)):
            yield Fault("verify-cost", name, abs(first - second) / max(abs(second), 1.0))


def order_costs(ledger: Ledger) -> Iterator[Fault]:
    """Every part of what every order costs, from the terms of its offer or tiers in its month (model.md section 3)."""
    known = ladders(ledger.terms)
    for order in ledger.plan.orders:
        found = _found(ledger, order, known.get(order.offer))
        size, told = sum(found), _told(order.cost)
        if sum(map(abs, map(sub, told, found))) <= TOLERANCE * TOLERANCE * size:
            continue
        off = max(map(_off, told, found, repeat(size)))
        if off > 0:
            yield Fault("verify-order-cost", f"{order.offer} {order.month}", off / max(size, 1.0))


def _off(told: float, found: float, size: float) -> float:
    """By how much a part is off beyond the tolerance, of itself or a trace of the whole; endlessly, if no number."""
    return abs(told - found) - TOLERANCE * max(found, size * TOLERANCE) if isfinite(told) else inf


def _found(ledger: Ledger, order: Order, ladder: Ladder | None) -> list[float]:
    """What an order costs, by part: at the prices of the tiers it names, or at its offer's own."""
    position, offer = ledger.terms.place(order.month), ledger.terms.offers[order.offer]
    if ladder is None or order.placed:
        return [order.quantity * part for part in ledger.prices.unit_parts(offer, position)]
    total = [0.0] * len(_told(order.cost))
    for lower, quantity in order.tiers:
        level = ladder.by_lower.get(lower)
        unit = ledger.prices.unit_parts(offer, position, level.tier if level else None)
        total = [sofar + quantity * part for sofar, part in zip(total, unit, strict=True)]
    return total


def _told(cost: LandedCost) -> Parts:
    return cost.price, cost.freight, cost.insurance, cost.duty, cost.surcharge, cost.inland, cost.igst


def stock_values(ledger: Ledger) -> Iterator[Fault]:
    """What one unit of each item ties up in stock."""
    for item, value in ledger.prices.standard.items():
        told = ledger.plan.stock_value[item]
        if not (abs(told - value) <= TOLERANCE * value):
            yield Fault("verify-stock-value", item, abs(told - value) / max(value, 1.0))


def _landed(ledger: Ledger) -> float:
    """What all orders cost by themselves, each of which is recomputed on its own."""
    return sum(order.cost.landed for order in ledger.plan.orders)


def _decided(ledger: Ledger, kind: str) -> float:
    """What the decisions of a kind cost: each as often as it is decided on."""
    paid = 0.0
    for each in ledger.plan.decisions:
        source = ledger.world.by_id(Source).get(each.of)
        if source is not None and each.kind == kind:
            paid += each.value * (source.order_cost if kind == "order" else source.contract_cost)
    return paid


def _capital(ledger: Ledger) -> float:
    rate = ledger.world.settings.capital_rate / 100 / 12
    return sum(rate * ledger.prices.standard[item] * sum(stock) for item, stock in ledger.plan.stock.items())


def _penalties(ledger: Ledger) -> float:
    return sum(
        item.late_cost * sum(ledger.plan.late[item.id]) + item.lost_cost * sum(ledger.plan.lost[item.id])
        for item in ledger.world.all(Item)
        if item.priority == "traded" and item.id in ledger.plan.late
    )
