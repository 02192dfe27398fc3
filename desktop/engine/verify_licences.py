"""The second computation of licences: who needs one, which file, from which day and how much (model.md section 4.6)."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.engine.ledger import TOLERANCE, Ledger
from desktop.model.licensing import USED_LICENCES, usable
from desktop.model.plan import Fault, Order
from desktop.model.records import Licence


def licences(ledger: Ledger) -> Iterator[Fault]:
    """No arrival under a stop or without the licence it needs; no file used beyond its quantity and days."""
    files = ledger.world.by_id(Licence)
    drawn: dict[str, float] = {}
    for order in ledger.plan.orders:
        file = files.get(order.licence)
        if file is not None:
            drawn[file.id] = drawn.get(file.id, 0.0) + order.quantity
        key = _wrong(ledger, order, file)
        if key:
            yield Fault(key, f"{order.offer} {order.month}", order.quantity)
    for name, quantity in drawn.items():
        file = files[name]
        if not (quantity - file.quantity <= TOLERANCE * ledger.size[ledger.item_of[file.offer]]):
            yield Fault("verify-licence-quantity", name, quantity - file.quantity)


def _wrong(ledger: Ledger, order: Order, file: Licence | None) -> str:
    """The key of what is wrong with the licence of an order, or nothing."""
    if order.placed:
        return "verify-licence-file" if order.licence else ""
    today = ledger.world.settings.plan_date
    permit = ledger.permits[order.offer][ledger.place[order.month]]
    if permit.closed or permit.needed != bool(order.licence):
        return "verify-licence"
    rest = permit
    if order.licence not in ("", "new"):
        leaves = ledger.leaving[order.offer][ledger.place[order.month]]
        if file is None or file.offer != order.offer or file.status not in USED_LICENCES:
            return "verify-licence-file"
        if not permit.under(file.regime).needed:
            return "verify-licence-file"
        if today is None or not usable(file, permit, leaves, today):
            return "verify-licence-days"
        rest = permit.beside(file.regime)
    return "" if rest.files else "verify-new-file"
