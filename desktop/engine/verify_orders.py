"""The second computation of orders: quantities, yields, months and days (model.md section 4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from desktop.engine.ledger import TOLERANCE, Ledger
from desktop.engine.verify_limits import inside
from desktop.model.licensing import file_by
from desktop.model.plan import Fault, Order
from desktop.model.records import Licence


def orders(ledger: Ledger) -> Iterator[Fault]:
    """Orders add up to arrivals and receipts, and lie within the offer's months."""
    planned: dict[str, dict[int, float]] = {}
    placed: dict[str, dict[int, float]] = {}
    for order in ledger.plan.orders:
        offer, position = ledger.terms.offers[order.offer], ledger.terms.place(order.month)
        months = (placed if order.placed else planned).setdefault(offer.id, {})
        months[position] = months.get(position, 0.0) + order.quantity
        expected = order.quantity * offer.usable_yield
        if not (abs(order.usable - expected) <= TOLERANCE * expected):
            yield Fault("verify-yield", f"{offer.id} {order.month}", abs(order.usable - expected))
        if not order.placed and not inside(order.month, offer.first_month, offer.last_month):
            yield Fault("verify-offer-months", f"{offer.id} {order.month}", order.quantity)
    receipts = {offer: dict(enumerate(series)) for offer, series in ledger.terms.receipts.items()}
    yield from _same(ledger, "verify-orders", ledger.planned, planned)
    yield from _same(ledger, "verify-receipts", receipts, placed)


def _same(
    ledger: Ledger, key: str, told: Mapping[str, Mapping[int, float]], found: Mapping[str, Mapping[int, float]]
) -> Iterator[Fault]:
    """A fault for every offer and month in which two tables differ."""
    for offer in dict.fromkeys([*told, *found]):
        ones, others, size = told.get(offer, {}), found.get(offer, {}), ledger.size[ledger.terms.offers[offer].item]
        for position in sorted({*ones, *others}):
            one, other = ones.get(position, 0.0), others.get(position, 0.0)
            held = max(size, one, other)
            if not (abs(one - other) <= TOLERANCE * held):
                yield Fault(key, f"{offer} {ledger.months[position]}", abs(one - other) / (held or 1.0))


def dates(ledger: Ledger) -> Iterator[Fault]:
    """Every day is dated back from the arrival and none lies before the plan date; placed orders have no days."""
    today = ledger.world.settings.plan_date
    for order in ledger.plan.orders:
        ordered, filed = _days(ledger, order)
        if order.order_date != ordered:
            yield Fault("verify-order-date", _where(order), _apart(order.order_date, ordered))
        if order.file_by != filed:
            yield Fault("verify-file-by", _where(order), _apart(order.file_by, filed))
        if ordered is not None and (today is None or ordered < today):
            yield Fault("verify-too-early", _where(order), _apart(ordered, today))


def _where(order: Order) -> str:
    return f"{order.offer} {order.month}"


def _days(ledger: Ledger, order: Order) -> tuple[dt.date | None, dt.date | None]:
    """By which day an order goes out, and by which its new file goes in: where one is needed, both on one day."""
    if order.placed:
        return None, None
    position = ledger.terms.place(order.month)
    leaves = ledger.terms.leaving(order.offer)[position]
    if not order.licence:
        return leaves, None
    permit = ledger.terms.permits(order.offer)[position]
    file = ledger.world.by_id(Licence).get(order.licence)
    asked = permit.beside(file.regime) if file else permit
    if not asked.needed:
        return leaves, None
    filed = file_by(leaves, asked)
    return filed, filed


def _apart(one: dt.date | None, other: dt.date | None) -> float:
    """Days between two dates; 1 where only one is there."""
    return 1.0 if one is None or other is None else float(abs((one - other).days))
