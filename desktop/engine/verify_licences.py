"""The second computation of licences: who needs one, which file, from which day and how much (model.md section 4.6)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from desktop.engine.ledger import TOLERANCE, Ledger
from desktop.model.licensing import USED_LICENCES, usable
from desktop.model.plan import Fault, Order
from desktop.model.records import Licence, Offer


def licences(ledger: Ledger) -> Iterator[Fault]:
    """No arrival under a stop or without the licence it needs; no file used beyond its quantity and days."""
    files, lines = ledger.world.by_id(Licence), ledger.lines
    drawn: dict[str, float] = {}
    asked = ~lines.placed & ledger.tables.licensed[lines.offer, lines.place]
    for at in np.flatnonzero(lines.licensed | asked).tolist():
        order = ledger.plan.orders[at]
        file = files.get(order.licence) if order.licence else None
        if file is not None:
            drawn[file.id] = drawn.get(file.id, 0.0) + order.quantity
        key = _wrong(ledger, order, file)
        if key:
            yield Fault(key, f"{order.offer} {order.month}", order.quantity)
    for name, quantity in drawn.items():
        file = files[name]
        if not (quantity - file.quantity <= TOLERANCE * ledger.size[ledger.terms.offers[file.offer].item]):
            yield Fault("verify-licence-quantity", name, quantity - file.quantity)


def _wrong(ledger: Ledger, order: Order, file: Licence | None) -> str:
    """The key of what is wrong with the licence of an order, or nothing."""
    if order.placed:
        return "verify-licence-file" if order.licence else ""
    today = ledger.world.settings.plan_date
    position = ledger.terms.place(order.month)
    permit = ledger.terms.permits(order.offer)[position]
    if permit.closed or permit.needed != bool(order.licence):
        return "verify-licence"
    rest = permit
    if order.licence not in ("", "new"):
        if file is None or not _covers(file, ledger.terms.offers[order.offer]):
            return "verify-licence-file"
        if not permit.under(file.regime).needed:
            return "verify-licence-file"
        if today is None or not usable(file, permit, ledger.terms.leaving(order.offer)[position], today):
            return "verify-licence-days"
        rest = permit.beside(file.regime)
    return "" if rest.files else "verify-new-file"


def _covers(file: Licence, offer: Offer) -> bool:
    """Whether a file is one of an offer, by the way its goods travel, in hand or submitted."""
    return file.offer == offer.id and file.freight_mode == offer.freight_mode and file.status in USED_LICENCES
