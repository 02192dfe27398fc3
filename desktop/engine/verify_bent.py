"""The second computation of what gave way: every rule, pin, store, closing stock, with what was asked and reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.engine.ledger import Ledger
from desktop.engine.verify_found import Limit, judged, over_months
from desktop.engine.verify_rules import rules
from desktop.model.months import Month
from desktop.model.plan import Bent, Fault
from desktop.model.records import Item, Pin, Recipe

ONCE = ("storage limit", "total storage", "closing stock", "cover at least", "pin")
"""What is told once for all its months; everything else once for each window."""


def bent(ledger: Ledger) -> Iterator[Fault]:
    """What the plan tells as bent is what gives way, no more and no less."""
    told: dict[tuple[str, str, Month | None], Bent] = {}
    for each in ledger.plan.bent:
        if _key(each) in told:
            yield Fault("verify-bent", f"{each.kind} {each.limit}", each.amount)
        told[_key(each)] = each
    for limit in (*rules(ledger), *_stores(ledger), *_all_stores(ledger), *_closings(ledger), *_pins(ledger)):
        yield from judged(limit, told.pop(_key(limit.found), None))
    for each in told.values():
        yield Fault("verify-bent", f"{each.kind} {each.limit}", each.amount)


def _key(told: Bent) -> tuple[str, str, Month | None]:
    return told.kind, told.limit, None if told.kind in ONCE else told.first_month


def _stores(ledger: Ledger) -> Iterator[Limit]:
    """4.1: stock over its storage limit."""
    for item in ledger.world.all(Item):
        if item.storage_limit is not None:
            found = _store(ledger, "storage limit", item.id, item.unit)
            yield _over(ledger, found, item.storage_limit, ledger.size[item.id], ledger.plan.stock[item.id])


def _all_stores(ledger: Ledger) -> Iterator[Limit]:
    """4.1: the stock of all items together over the project's storage limit."""
    limit = ledger.world.settings.storage_limit
    if limit is not None:
        total = ledger.terms.nothing()
        for item in ledger.world.all(Item):
            stock = ledger.plan.stock[item.id]
            total = [sofar + item.storage_use * more for sofar, more in zip(total, stock, strict=True)]
        yield _over(ledger, _store(ledger, "total storage", "", "space"), limit, max(total), total)


def _store(ledger: Ledger, kind: str, limit: str, unit: str) -> Bent:
    return Bent(kind, limit, ledger.months[0], ledger.months[0], 0.0, unit, 0.0, 0.0)


def _over(ledger: Ledger, store: Bent, limit: float, size: float, levels: Sequence[float]) -> Limit:
    over = [(month, held - limit) for month, held in zip(ledger.months, levels, strict=True) if held > limit]
    worst = max(levels)
    first, last = store.first_month, store.last_month
    found = Bent(store.kind, store.limit, first, last, worst - limit, store.unit, limit, worst)
    return over_months(found, size, over)


def _closings(ledger: Ledger) -> Iterator[Limit]:
    """Stock off its closing stock."""
    for item in ledger.world.all(Item):
        if item.closing != "free":
            size, end, reached = ledger.size[item.id], ledger.months[-1], ledger.plan.stock[item.id][-1]
            off = item.closing_stock - reached
            amount = abs(off) if item.closing == "exactly" else off
            found = Bent("closing stock", item.id, end, end, amount, item.unit, item.closing_stock, reached)
            yield Limit(found, max(size, item.closing_stock), size, (end,), (end,))


def _pins(ledger: Ledger) -> Iterator[Limit]:
    """4.11: what the planner holds fixed, of what is planned to arrive or started."""
    offers, recipes = ledger.terms.offers, ledger.world.by_id(Recipe)
    for pin in ledger.world.all(Pin):
        month = pin.month
        if pin.mix != ledger.plan.mix or pin.scenario not in ("", ledger.plan.scenario) or month is None:
            continue
        position = ledger.terms.place(month)
        if 0 <= position < len(ledger.months):
            series = ledger.plan.arrivals[pin.offer] if pin.offer else ledger.plan.production[pin.recipe]
            item = ledger.world.by_id(Item)[offers[pin.offer].item if pin.offer else recipes[pin.recipe].output]
            reached, size = series[position], max(ledger.size[item.id], pin.quantity, series[position])
            missing = {"at least": pin.quantity - reached, "at most": reached - pin.quantity}
            amount = missing.get(pin.bound, abs(pin.quantity - reached))
            found = Bent("pin", pin.id, month, month, amount, item.unit, pin.quantity, reached)
            yield Limit(found, size, size, (month,), (month,))
