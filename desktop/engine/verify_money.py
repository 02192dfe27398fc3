"""The second computation of what the plan and its orders cost (model.md sections 3 and 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from desktop.engine.ledger import Ledger
from desktop.engine.vectors import FloatArray
from desktop.engine.verify_ordering import take_or_pay
from desktop.engine.verify_prices import PARTS
from desktop.engine.verify_tiers import Ladder, charges, ladders
from desktop.engine.verify_told import TOLERANCE
from desktop.model.orders import Order
from desktop.model.plan import Fault
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
    lines, known = ledger.lines, ladders(ledger.terms)
    found = lines.quantity.reshape(-1, 1) * ledger.prices.parts[lines.offer, lines.place]
    laddered = np.array([offer in known for offer in ledger.tables.offer_at], dtype=bool)
    for at in np.flatnonzero(laddered[lines.offer] & ~lines.placed).tolist():
        found[at] = _tiered(ledger, ledger.plan.orders[at], known)
    size = found.sum(axis=1)
    with np.errstate(invalid="ignore"):
        apart = np.where(np.isfinite(lines.cost), np.abs(lines.cost - found), np.inf)
    off = (apart - TOLERANCE * np.maximum(found, size.reshape(-1, 1) * TOLERANCE)).max(axis=1)
    for at in np.flatnonzero(off > 0).tolist():
        order = ledger.plan.orders[at]
        yield Fault("verify-order-cost", f"{order.offer} {order.month}", float(off[at] / max(size[at], 1.0)))


def _tiered(ledger: Ledger, order: Order, known: Mapping[str, Ladder]) -> FloatArray:
    """What an order costs, by part, at the prices of the tiers it names."""
    position, offer = ledger.terms.place(order.month), ledger.terms.offers[order.offer]
    total = np.zeros(PARTS)
    for lower, quantity in order.tiers:
        level = known[order.offer].by_lower.get(lower)
        total += quantity * ledger.prices.unit_parts(offer, position, level.tier if level else None)
    return total


def stock_values(ledger: Ledger) -> Iterator[Fault]:
    """What one unit of each item ties up in stock."""
    for item, value in ledger.prices.standard.items():
        told = ledger.plan.stock_value[item]
        if not (abs(told - value) <= TOLERANCE * value):
            yield Fault("verify-stock-value", item, abs(told - value) / max(value, 1.0))


def _landed(ledger: Ledger) -> float:
    """What all orders cost by themselves without IGST; each is recomputed on its own."""
    return float(ledger.lines.cost[:, :-1].sum())


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
    held = zip(ledger.prices.standard.values(), ledger.told.stock.sum(axis=1).tolist(), strict=True)
    return sum((rate * worth * amount for worth, amount in held), 0.0)


def _penalties(ledger: Ledger) -> float:
    return sum(
        item.late_cost * sum(ledger.plan.late[item.id]) + item.lost_cost * sum(ledger.plan.lost[item.id])
        for item in ledger.world.all(Item)
        if item.priority == "traded" and item.id in ledger.plan.late
    )
