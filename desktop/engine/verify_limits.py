"""The second computation of the physical limits: capacities, dates, licences, recipes, stores (model.md section 4)."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.engine.ledger import Ledger
from desktop.model.licensing import Days, permits
from desktop.model.months import Month
from desktop.model.plan import Fault
from desktop.model.records import Item, Licence, Mix, Offer, Recipe, Source


def capacities(ledger: Ledger) -> Iterator[Fault]:
    """4.3: each offer, each source jointly, and each committed item, less what is on order already."""
    offers = ledger.world.all(Offer)
    for offer in offers:
        left = _less(ledger.capacity(offer), ledger.receipts.get(offer.id, ledger.nothing()))
        yield from ledger.within(
            "verify-capacity", offer.id, ledger.size[offer.item], ledger.plan.arrivals[offer.id], left
        )
    for source in ledger.world.all(Source):
        own = [offer for offer in offers if offer.source == source.id]
        items = dict.fromkeys(offer.item for offer in own)
        owed = {item.id: ledger.owed(source.id, item.id) for item in ledger.world.all(Item)}
        joint = ledger.capacity(source)
        for item, quantities in owed.items():
            use = next((offer.capacity_use for offer in own if offer.item == item), 1.0)
            joint = _less(joint, [use * quantity for quantity in quantities])
        taken, planned, size = ledger.nothing(), ledger.nothing(), 0.0
        for offer in own:
            size = max(size, ledger.size[offer.item] * offer.capacity_use)
            placed = ledger.receipts.get(offer.id, ledger.nothing())
            taken = [total + offer.capacity_use * more for total, more in zip(taken, placed, strict=True)]
            arrivals = ledger.plan.arrivals[offer.id]
            planned = [total + offer.capacity_use * more for total, more in zip(planned, arrivals, strict=True)]
        yield from ledger.within("verify-joint-capacity", source.id, size, planned, _less(joint, taken))
        for item in items:
            yield from _committed(ledger, source, [offer for offer in own if offer.item == item], owed[item])


def _committed(ledger: Ledger, source: Source, selling: list[Offer], owed: list[float]) -> Iterator[Fault]:
    """What a source may still sell of an item that it owes to somebody else."""
    if any(owed):
        left, sold = [-quantity for quantity in owed], ledger.nothing()
        for offer in selling:
            free = _less(ledger.capacity(offer), ledger.receipts.get(offer.id, ledger.nothing()))
            left = [
                total + (more if _inside(month, offer.first_month, offer.last_month) else 0.0)
                for total, more, month in zip(left, free, ledger.months, strict=True)
            ]
            sold = [total + more for total, more in zip(sold, ledger.plan.arrivals[offer.id], strict=True)]
        for position, quantity in enumerate(owed):
            left[position] = max(left[position], 0.0) if quantity else float("inf")
        yield from ledger.within("verify-committed", source.id, ledger.size[selling[0].item], sold, left)


def _less(series: list[float], taken: list[float]) -> list[float]:
    return [max(most - used, 0.0) for most, used in zip(series, taken, strict=True)]


def _inside(month: Month, first: Month | None, last: Month | None) -> bool:
    return (first is None or first <= month) and (last is None or month <= last)


def orders(ledger: Ledger) -> Iterator[Fault]:
    """Orders add up to arrivals, lie within the offer's months and are not dated before the plan date."""
    today = ledger.world.settings.plan_date
    planned = {offer.id: ledger.nothing() for offer in ledger.world.all(Offer)}
    placed = {offer.id: ledger.nothing() for offer in ledger.world.all(Offer)}
    for order in ledger.plan.orders:
        offer = ledger.world.by_id(Offer)[order.offer]
        (placed if order.placed else planned)[offer.id][ledger.place[order.month]] += order.quantity
        expected = order.quantity * (1.0 if order.placed else offer.usable_yield)
        if abs(order.usable - expected) > 1e-9 * expected:
            yield Fault("verify-yield", f"{offer.id} {order.month}", abs(order.usable - expected))
        if not order.placed:
            if not _inside(order.month, offer.first_month, offer.last_month):
                yield Fault("verify-offer-months", f"{offer.id} {order.month}", order.quantity)
            if order.order_date is None or today is None or order.order_date < today:
                yield Fault("verify-order-date", f"{offer.id} {order.month}", order.quantity)
    for offer in ledger.world.all(Offer):
        size = ledger.size[offer.item]
        receipts = ledger.receipts.get(offer.id, ledger.nothing())
        yield from ledger.compare("verify-orders", offer.id, size, ledger.plan.arrivals[offer.id], planned[offer.id])
        yield from ledger.compare("verify-receipts", offer.id, size, receipts, placed[offer.id])


def licences(ledger: Ledger) -> Iterator[Fault]:
    """4.6: no arrival under a stop or without the licence it needs; no file used beyond its quantity and dates."""
    days: Days = "P90" if ledger.world.by_id(Mix)[ledger.plan.mix].licence_days == "P90" else "P50"
    asked = {offer.id: permits(ledger.world, offer, ledger.months, days) for offer in ledger.world.all(Offer)}
    drawn: dict[str, float] = {}
    files = ledger.world.by_id(Licence)
    for order in ledger.plan.orders:
        if order.placed:
            continue
        permit = asked[order.offer][ledger.place[order.month]]
        where = f"{order.offer} {order.month}"
        if permit.closed or permit.needed != bool(order.licence):
            yield Fault("verify-licence", where, order.quantity)
        if order.licence == "new" and not permit.files:
            yield Fault("verify-new-file", where, order.quantity)
        if order.licence in files:
            drawn[order.licence] = drawn.get(order.licence, 0.0) + order.quantity
            valid = files[order.licence]
            begun = valid.valid_from is None or valid.valid_from <= order.month.last_day
            ended = valid.valid_until is not None and valid.valid_until < order.month.first_day
            if valid.offer != order.offer or not begun or ended:
                yield Fault("verify-licence", where, order.quantity)
    for name, quantity in drawn.items():
        if quantity > files[name].quantity + 1e-6 * ledger.size[ledger.item_of[files[name].offer]]:
            yield Fault("verify-licence-quantity", name, quantity - files[name].quantity)


def recipes(ledger: Ledger) -> Iterator[Fault]:
    """4.7: capacity, qualification, and the largest share of the item's monthly making."""
    making: dict[str, list[float]] = {}
    for recipe in ledger.world.all(Recipe):
        total = making.setdefault(recipe.output, ledger.nothing())
        for position, made in enumerate(ledger.plan.production[recipe.id]):
            total[position] += made
    for recipe in ledger.world.all(Recipe):
        last = ledger.months[-1].plus(-recipe.delay)
        most = [
            limit if _inside(month, recipe.qualified_from, last) else 0.0
            for limit, month in zip(ledger.capacity(recipe), ledger.months, strict=True)
        ]
        if recipe.largest_share is not None:
            share = recipe.largest_share / 100
            most = [min(limit, share * total) for limit, total in zip(most, making[recipe.output], strict=True)]
        size = max(ledger.size[recipe.output], *making[recipe.output])
        yield from ledger.within("verify-recipe", recipe.id, size, ledger.plan.production[recipe.id], most)


def storage_and_closing(ledger: Ledger) -> Iterator[Fault]:
    """Stock beyond its storage limit, or off its closing stock, is told as bent, with the amount."""
    told = {(bent.kind, bent.limit): bent.amount for bent in ledger.plan.bent}
    for item in ledger.world.all(Item):
        stock, off = ledger.plan.stock[item.id], 0.0
        over = max(stock) - item.storage_limit if item.storage_limit is not None else 0.0
        if item.closing != "free":
            off = item.closing_stock - stock[-1]
            off = abs(off) if item.closing == "exactly" else off
        for kind, amount in (("storage limit", over), ("closing stock", off)):
            gap = abs(max(amount, 0.0) - told.get((kind, item.id), 0.0))
            if gap > 1e-5 * max(ledger.size[item.id], 1e-300):
                yield Fault("verify-bent", f"{kind} {item.id}", gap)


def safety(ledger: Ledger) -> Iterator[Fault]:
    """4.9: stock and the shortfall told cover the days of the next month's use."""
    for item in ledger.world.all(Item):
        if item.safety_days > 0:
            target = ledger.targets.get(item.id, ledger.nothing())
            use = [made + wanted for made, wanted in zip(ledger.use[item.id], target, strict=True)]
            following = [*use[1:], use[-1]]
            needed = [item.safety_days / 30 * quantity for quantity in following]
            kept = [
                stock + short
                for stock, short in zip(ledger.plan.stock[item.id], ledger.plan.safety_short[item.id], strict=True)
            ]
            yield from ledger.within("verify-safety", item.id, max(ledger.size[item.id], *needed), needed, kept)
