"""The second computation of orders: quantities, yields, months and days (model.md section 4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np

from desktop.engine.ledger import Ledger
from desktop.engine.vectors import BoolArray, FloatArray
from desktop.engine.verify_lines import NEVER
from desktop.engine.verify_told import TOLERANCE
from desktop.model.orders import Order
from desktop.model.plan import Fault


def orders(ledger: Ledger) -> Iterator[Fault]:
    """Orders add up to arrivals and receipts, and lie within the offer's months."""
    tables, lines, listed = ledger.tables, ledger.lines, ledger.plan.orders
    expected = lines.quantity * tables.yields[lines.offer]
    off = np.abs(lines.usable - expected)
    for at in np.flatnonzero(~(off <= TOLERANCE * expected)).tolist():
        yield Fault("verify-yield", _where(listed[at]), float(off[at]))
    for at in np.flatnonzero(~lines.placed & ~tables.opened[lines.offer, lines.place]).tolist():
        yield Fault("verify-offer-months", _where(listed[at]), listed[at].quantity)
    sizes, names = ledger.told.sizes[tables.item_of], [*tables.offer_at]
    told = np.maximum(ledger.told.arrivals, 0.0)
    yield from ledger.compare("verify-orders", names, sizes, told, _added(ledger, ~lines.placed))
    yield from ledger.compare("verify-receipts", names, sizes, tables.receipts, _added(ledger, lines.placed))


def _added(ledger: Ledger, chosen: BoolArray) -> FloatArray:
    """What the ``chosen`` orders bring as bought, (offers, t)."""
    lines, total = ledger.lines, np.zeros(ledger.told.arrivals.shape)
    np.add.at(total, (lines.offer[chosen], lines.place[chosen]), lines.quantity[chosen])
    return total


def dates(ledger: Ledger) -> Iterator[Fault]:
    """Every day is dated back from the arrival and none lies before the plan date; placed orders have no days."""
    lines, listed = ledger.lines, ledger.plan.orders
    ordered = np.where(lines.placed, NEVER, ledger.tables.leaving[lines.offer, lines.place])
    filed = np.full(ordered.shape, NEVER)
    for shipment in ledger.shipments:
        if not shipment.placed and shipment.rest.needed:
            ordered[shipment.orders] = filed[shipment.orders] = shipment.filed()
    today = ledger.world.settings.plan_date or dt.date.max
    for key, told, days in (("verify-order-date", lines.ordered, ordered), ("verify-file-by", lines.filed, filed)):
        for at in np.flatnonzero(told != days).tolist():
            yield Fault(key, _where(listed[at]), _apart(int(told[at]), int(days[at])))
    for at in np.flatnonzero((ordered != NEVER) & (ordered < today.toordinal())).tolist():
        yield Fault("verify-too-early", _where(listed[at]), float(today.toordinal() - ordered[at]))


def _where(order: Order) -> str:
    return f"{order.offer} {order.month}"


def _apart(one: int, other: int) -> float:
    """Days between two dates; 1 where only one is there."""
    return 1.0 if NEVER in (one, other) else float(abs(one - other))
