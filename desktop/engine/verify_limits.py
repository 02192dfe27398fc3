"""The second computation of the physical limits: capacities, recipes, safety stock (model.md section 4)."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.engine.ledger import Ledger
from desktop.engine.verify_room import left_jointly, left_of
from desktop.model.months import Month
from desktop.model.plan import Fault
from desktop.model.records import Item, Recipe, Source


def capacities(ledger: Ledger) -> Iterator[Fault]:
    """4.3: each offer, each source jointly, and each committed item, less what is on order already."""
    for source in ledger.world.all(Source):
        bought = [offer for offer in ledger.terms.selling[source.id] if offer.id in ledger.planned]
        planned, size = ledger.nothing(), 0.0
        for offer in bought:
            arrivals = ledger.plan.arrivals[offer.id]
            most = left_of(ledger.terms, offer)
            yield from ledger.within("verify-capacity", offer.id, ledger.size[offer.item], arrivals, most)
            size = max(size, ledger.size[offer.item] * offer.capacity_use)
            for position, quantity in ledger.planned[offer.id].items():
                planned[position] += offer.capacity_use * quantity
        if bought:
            left = left_jointly(ledger.terms, source)
            yield from ledger.within("verify-joint-capacity", source.id, size, planned, left)
            for item, owed in ledger.terms.owed.get(source.id, {}).items():
                yield from _committed(ledger, source, item, owed)


def _committed(ledger: Ledger, source: Source, item: str, owed: list[float]) -> Iterator[Fault]:
    """What a source may still sell of an item that it owes to somebody else."""
    left, sold = [-quantity for quantity in owed], ledger.nothing()
    selling = [offer for offer in ledger.terms.selling[source.id] if offer.item == item]
    for offer in selling:
        free = left_of(ledger.terms, offer)
        for position in ledger.terms.positions(offer.first_month, offer.last_month):
            left[position] += free[position]
        for position, quantity in ledger.planned.get(offer.id, {}).items():
            sold[position] += quantity
    for position, quantity in enumerate(owed):
        left[position] = max(left[position], 0.0) if quantity else float("inf")
    if selling:
        yield from ledger.within("verify-committed", source.id, ledger.size[item], sold, left)


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
        most, capacity = ledger.nothing(), ledger.terms.capacity(recipe)
        for position in ledger.terms.positions(recipe.qualified_from, ledger.months[-1].plus(-recipe.delay)):
            most[position] = capacity[position]
        if recipe.largest_share is not None:
            share = recipe.largest_share / 100
            most = [min(limit, share * total) for limit, total in zip(most, making[recipe.output], strict=True)]
        size = max(ledger.size[recipe.output], *making[recipe.output])
        yield from ledger.within("verify-recipe", recipe.id, size, ledger.plan.production[recipe.id], most)


def safety(ledger: Ledger) -> Iterator[Fault]:
    """4.9: the shortfall told is what stock lacks of the days of the next month's use, no more and no less."""
    for item in ledger.world.all(Item):
        if item.safety_days > 0:
            needed = [item.safety_days / 30 * quantity for quantity in ledger.following_use(item.id)]
            missing = [max(most - stock, 0.0) for most, stock in zip(needed, ledger.plan.stock[item.id], strict=True)]
            size = max(ledger.size[item.id], *needed)
            yield from ledger.compare("verify-safety", item.id, size, ledger.plan.safety_short[item.id], missing)
