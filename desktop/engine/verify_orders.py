"""The second computation of orders: quantities, yields, months and days (model.md section 4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from desktop.engine.ledger import TOLERANCE, Ledger
from desktop.engine.verify_limits import inside
from desktop.model.licensing import file_by
from desktop.model.plan import Fault, Order
from desktop.model.records import Licence, Offer


def orders(ledger: Ledger) -> Iterator[Fault]:
    """Orders add up to arrivals and receipts, and lie within the offer's months."""
    offers = ledger.world.by_id(Offer)
    planned = {offer: ledger.nothing() for offer in offers}
    placed = {offer: ledger.nothing() for offer in offers}
    for order in ledger.plan.orders:
        offer = offers[order.offer]
        (placed if order.placed else planned)[offer.id][ledger.place[order.month]] += order.quantity
        expected = order.quantity * offer.usable_yield
        if not (abs(order.usable - expected) <= TOLERANCE * expected):
            yield Fault("verify-yield", f"{offer.id} {order.month}", abs(order.usable - expected))
        if not order.placed and not inside(order.month, offer.first_month, offer.last_month):
            yield Fault("verify-offer-months", f"{offer.id} {order.month}", order.quantity)
    for name, offer in offers.items():
        size = ledger.size[offer.item]
        receipts = ledger.receipts.get(name, ledger.nothing())
        yield from ledger.compare("verify-orders", name, size, ledger.plan.arrivals[name], planned[name])
        yield from ledger.compare("verify-receipts", name, size, receipts, placed[name])


def dates(ledger: Ledger) -> Iterator[Fault]:
    """Every day is dated back from the arrival and none lies before the plan date; placed orders have no days."""
    today = ledger.world.settings.plan_date
    for order in ledger.plan.orders:
        where = f"{order.offer} {order.month}"
        ordered, filed = _days(ledger, order)
        if order.order_date != ordered:
            yield Fault("verify-order-date", where, _apart(order.order_date, ordered))
        if order.file_by != filed:
            yield Fault("verify-file-by", where, _apart(order.file_by, filed))
        if ordered is not None and (today is None or ordered < today):
            yield Fault("verify-too-early", where, _apart(ordered, today))


def _days(ledger: Ledger, order: Order) -> tuple[dt.date | None, dt.date | None]:
    """By which day an order goes out, and by which its new file goes in: where one is needed, both on one day."""
    if order.placed:
        return None, None
    position = ledger.place[order.month]
    leaves, permit = ledger.leaving[order.offer][position], ledger.permits[order.offer][position]
    file = ledger.world.by_id(Licence).get(order.licence)
    asked = permit.beside(file.regime) if file else permit
    if not asked.needed or not order.licence:
        return leaves, None
    filed = file_by(leaves, asked)
    return filed, filed


def _apart(one: dt.date | None, other: dt.date | None) -> float:
    """Days between two dates; 1 where only one is there."""
    return 1.0 if one is None or other is None else float(abs((one - other).days))
