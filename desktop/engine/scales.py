"""The size of things: how much of each item a project moves, so that the solver can work near 1."""

from __future__ import annotations

from statistics import median

import attrs
import numpy as np

from desktop.engine.arrays import Arrays
from desktop.engine.vectors import FloatArray


@attrs.frozen(eq=False)
class Scales:
    """``item``: real quantity per solver unit.

    ``value``: INR that one unit is worth in stock: the cheapest landed offer or making, averaged over the months.
    ``lack``: INR that one unit missing in stock weighs: its worth; for what has no price, as much as makes a month's
    quantity weigh like the median of the priced items, so that no unit of quantity or money tips the balance.
    """

    item: FloatArray
    value: FloatArray
    lack: FloatArray


def scales(arrays: Arrays) -> Scales:
    """The scales of a project; an item that nothing asks for is measured by its stock and receipts, or by 1."""
    total = requirement(arrays, arrays.target.sum(axis=1))
    held = np.array(
        [max(each.opening_stock, 0.0 if each.closing == "free" else each.closing_stock) for each in arrays.items]
    )
    np.add.at(held, arrays.item_of, arrays.receipts.sum(axis=1))
    size, value = np.maximum(total, held) / arrays.size, _value(arrays)
    return Scales(power_of_ten(size), value, _lack(value, size))


def _lack(value: FloatArray, size: FloatArray) -> FloatArray:
    priced = (value > 0) & (size > 0)
    usual = median((value * size)[priced].tolist()) if priced.any() else 1.0
    return np.asarray(np.where(value > 0, value, usual / np.where(size > 0, size, 1.0)))


def power_of_ten(size: FloatArray) -> FloatArray:
    """The power of ten nearest to each size; 1 for zero."""
    safe = np.where(size > 0, size, 1.0)
    return np.asarray(10.0 ** np.round(np.log10(safe)))


def requirement(arrays: Arrays, wanted: FloatArray) -> FloatArray:
    """What ``wanted`` of each item, shape (items,) or (items, t), asks of all items, by the recipe that takes most."""
    took = np.zeros((len(arrays.items), len(arrays.items)))
    for recipe, output in enumerate(arrays.output_of):
        took[:, output] = np.maximum(took[:, output], arrays.need[recipe])
    total = wanted
    for _ in arrays.items:
        following = wanted + took @ total
        if (following == total).all():
            break
        total = following
    return np.asarray(total)


def _value(arrays: Arrays) -> FloatArray:
    """Least average cost of one usable unit, bought or made; 0 for what can be neither.

    A standard cost, as stock is valued in books: what a unit in stock was paid is only known from a plan, and capital
    cost (model.md section 2, capital rate) times it would be no linear goal.
    """
    value = np.full(len(arrays.items), np.inf)
    if arrays.offers:
        np.minimum.at(value, arrays.item_of, arrays.landed.landed.mean(axis=1) / arrays.yields)
    for _ in arrays.items:
        before = value.copy()
        for recipe, output in enumerate(arrays.output_of):
            takes = arrays.need[recipe] > 0
            made = arrays.recipes[recipe].cost + float(value[takes] @ arrays.need[recipe][takes])
            value[output] = min(value[output], made)
        if (before == value).all():
            break
    return np.where(np.isfinite(value), value, 0.0)
