"""The second computation of the physical limits: capacities, recipes, safety stock (model.md section 4)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from desktop.engine.ledger import Ledger
from desktop.engine.vectors import FloatArray
from desktop.model.plan import Fault
from desktop.model.records import Item, Recipe


def capacities(ledger: Ledger) -> Iterator[Fault]:
    """4.3: each offer, each source jointly, and each committed item, less what is on order already."""
    tables, bought = ledger.tables, np.maximum(ledger.told.arrivals, 0.0)
    sizes = ledger.told.sizes[tables.item_of]
    yield from ledger.within("verify-capacity", [*tables.offer_at], sizes, bought, ledger.ground.left.offers)
    planned, size = np.zeros(ledger.ground.left.sources.shape), np.zeros(len(tables.source_at))
    np.add.at(planned, tables.source_of, tables.use.reshape(-1, 1) * bought)
    np.maximum.at(size, tables.source_of, np.where(bought.any(axis=1), sizes * tables.use, 0.0))
    yield from ledger.within("verify-joint-capacity", [*tables.source_at], size, planned, ledger.ground.left.sources)
    for source, of_source in ledger.terms.owed.items():
        for item, owed in of_source.items():
            yield from _committed(ledger, source, item, np.array(owed))


def _committed(ledger: Ledger, source: str, item: str, owed: FloatArray) -> Iterator[Fault]:
    """What a source may still sell of an item that it owes to somebody else."""
    tables = ledger.tables
    selling = (tables.source_of == tables.source_at[source]) & (tables.item_of == tables.item_at[item])
    left = np.where(tables.opened[selling], ledger.ground.left.offers[selling], 0.0).sum(axis=0) - owed
    most = np.where(owed > 0, np.maximum(left, 0.0), np.inf).reshape(1, -1)
    sold = np.maximum(ledger.told.arrivals[selling], 0.0).sum(axis=0).reshape(1, -1)
    size = ledger.told.sizes[[tables.item_at[item]]]
    yield from ledger.within("verify-committed", [source], size, sold, most)


def recipes(ledger: Ledger) -> Iterator[Fault]:
    """4.7: capacity, qualification, and the largest share of the item's monthly making."""
    tables, records = ledger.tables, ledger.world.all(Recipe)
    output = np.array([tables.item_at[recipe.output] for recipe in records], dtype=np.int64)
    made = np.zeros(ledger.told.stock.shape)
    np.add.at(made, output, ledger.told.production)
    most = ledger.ground.left.recipes.copy()
    for row, recipe in enumerate(records):
        if recipe.largest_share is not None:
            most[row] = np.minimum(most[row], recipe.largest_share / 100 * made[output[row]])
    size = np.maximum(ledger.told.sizes, made.max(axis=1))[output]
    yield from ledger.within("verify-recipe", [*tables.recipe_at], size, ledger.told.production, most)


def safety(ledger: Ledger) -> Iterator[Fault]:
    """4.9: the shortfall told is what stock lacks of the days of the next month's use, no more and no less."""
    items = ledger.world.all(Item)
    asked = [row for row, item in enumerate(items) if item.safety_days > 0]
    names, days = [items[row].id for row in asked], np.array([[items[row].safety_days / 30] for row in asked])
    if asked:
        needed = days * ledger.told.following[asked]
        missing = np.maximum(needed - ledger.told.stock[asked], 0.0)
        told = ledger.told.table(ledger.plan.safety_short, {name: row for row, name in enumerate(names)})
        size = np.maximum(ledger.told.sizes[asked], needed.max(axis=1))
        yield from ledger.compare("verify-safety", names, size, told, missing)
