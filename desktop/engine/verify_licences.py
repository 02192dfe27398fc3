"""The second computation of licences: who needs one, which file, from which day and how much (model.md section 4.6)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from desktop.engine.ledger import Ledger
from desktop.engine.vectors import BoolArray
from desktop.engine.verify_shipments import Shipment
from desktop.engine.verify_told import TOLERANCE
from desktop.model.licensing import USED_LICENCES, usable_days
from desktop.model.orders import Order
from desktop.model.plan import Fault
from desktop.model.records import Licence, Offer


def licences(ledger: Ledger) -> Iterator[Fault]:
    """No arrival under a stop or without the licence it needs; no file used beyond its quantity and days."""
    lines, listed = ledger.lines, ledger.plan.orders
    drawn: dict[str, float] = {}
    asked = ~lines.placed & ledger.tables.licensed[lines.offer, lines.place]
    for at in np.flatnonzero(~lines.licensed & asked).tolist():
        yield _fault("verify-licence", listed[at])
    for shipment in ledger.shipments:
        if shipment.file is not None:
            quantity = float(lines.quantity[shipment.orders].sum())
            drawn[shipment.licence] = drawn.get(shipment.licence, 0.0) + quantity
        key, wrong = _wrong(ledger, shipment)
        for at in shipment.orders[wrong].tolist():
            yield _fault(key, listed[at])
    files = ledger.world.by_id(Licence)
    for name, quantity in drawn.items():
        file = files[name]
        if not (quantity - file.quantity <= TOLERANCE * ledger.size[ledger.terms.offers[file.offer].item]):
            yield Fault("verify-licence-quantity", name, quantity - file.quantity)


def _fault(key: str, order: Order) -> Fault:
    return Fault(key, f"{order.offer} {order.month}", order.quantity)


def _wrong(ledger: Ledger, shipment: Shipment) -> tuple[str, BoolArray]:
    """The key of what is wrong with the licence of a shipment, and with which of its orders."""
    file, permit, every = shipment.file, shipment.permit, np.ones(shipment.orders.shape, dtype=bool)
    if shipment.placed:
        return "verify-licence-file", every
    if permit.closed or not permit.needed:
        return "verify-licence", every
    if shipment.licence != "new":
        if file is None or not _covers(file, shipment.offer) or not permit.under(file.regime).needed:
            return "verify-licence-file", every
        late = ~_usable(ledger, file, shipment)
        if late.any():
            return "verify-licence-days", late
    return "verify-new-file", every & (not shipment.rest.files)


def _usable(ledger: Ledger, file: Licence, shipment: Shipment) -> BoolArray:
    """Which orders of a shipment leave on days on which its file can be used."""
    today = ledger.world.settings.plan_date
    days = usable_days(file, shipment.permit, today) if today else None
    if days is None:
        return np.zeros(shipment.orders.shape, dtype=bool)
    first, last = (day.toordinal() for day in days)
    return np.asarray((first <= shipment.leaving) & (shipment.leaving <= last))


def _covers(file: Licence, offer: Offer) -> bool:
    """Whether a file is one of an offer, by the way its goods travel, in hand or submitted."""
    return file.offer == offer.id and file.freight_mode == offer.freight_mode and file.status in USED_LICENCES
