"""The second computation of the physical limits: capacities, recipes, safety stock (model.md section 4)."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.engine.ledger import Ledger
from desktop.model.months import Month
from desktop.model.plan import Fault
from desktop.model.records import Item, Offer, Recipe, Source


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
            if not any(quantities):
                continue
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
                total + (more if inside(month, offer.first_month, offer.last_month) else 0.0)
                for total, more, month in zip(left, free, ledger.months, strict=True)
            ]
            sold = [total + more for total, more in zip(sold, ledger.plan.arrivals[offer.id], strict=True)]
        for position, quantity in enumerate(owed):
            left[position] = max(left[position], 0.0) if quantity else float("inf")
        yield from ledger.within("verify-committed", source.id, ledger.size[selling[0].item], sold, left)


def _less(series: list[float], taken: list[float]) -> list[float]:
    return [max(most - used, 0.0) for most, used in zip(series, taken, strict=True)]


def inside(month: Month, first: Month | None, last: Month | None) -> bool:
    """Whether a month lies within two others; an empty one is open."""
    return (first is None or first <= month) and (last is None or month <= last)


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
            limit if inside(month, recipe.qualified_from, last) else 0.0
            for limit, month in zip(ledger.capacity(recipe), ledger.months, strict=True)
        ]
        if recipe.largest_share is not None:
            share = recipe.largest_share / 100
            most = [min(limit, share * total) for limit, total in zip(most, making[recipe.output], strict=True)]
        size = max(ledger.size[recipe.output], *making[recipe.output])
        yield from ledger.within("verify-recipe", recipe.id, size, ledger.plan.production[recipe.id], most)


def safety(ledger: Ledger) -> Iterator[Fault]:
    """4.9: the shortfall told is what stock lacks of the days of the next month's use, no more and no less."""
    for item in ledger.world.all(Item):
        if item.safety_days > 0:
            target = ledger.targets.get(item.id, ledger.nothing())
            use = [made + wanted for made, wanted in zip(ledger.use[item.id], target, strict=True)]
            following = [*use[1:], use[-1]]
            needed = [item.safety_days / 30 * quantity for quantity in following]
            missing = [max(most - stock, 0.0) for most, stock in zip(needed, ledger.plan.stock[item.id], strict=True)]
            size = max(ledger.size[item.id], *needed)
            yield from ledger.compare("verify-safety", item.id, size, ledger.plan.safety_short[item.id], missing)
