"""Pins: arrivals and making that the planner holds; what cannot be held is a bent limit (model.md section 4.11)."""

from __future__ import annotations

import attrs
import numpy as np

from desktop.engine.draft import Draft
from desktop.engine.vectors import IntArray
from desktop.model.asked import pins_asked
from desktop.model.records import Pin


@attrs.frozen(eq=False)
class Held:
    """One pin in the program: the columns it holds, those of what is missing and too much, its item and month."""

    pin: Pin
    columns: IntArray
    off: IntArray
    scale: float
    item: int
    month: int


def add_pins(draft: Draft) -> list[Held]:
    """The rows of the mix's pins under the plan's scenario, in the months of the horizon."""
    arrays = draft.arrays
    pins = pins_asked(arrays.world, arrays.mix.id, arrays.scenario).values()
    return [_hold(draft, pin, arrays.months.index(pin.month)) for pin in pins if pin.month in arrays.months]


def _hold(draft: Draft, pin: Pin, month: int) -> Held:
    arrays, program = draft.arrays, draft.program
    if pin.offer:
        offer = arrays.offer_at[pin.offer]
        numbers, _ = draft.arrivals(np.array([offer]), np.array([month]))
        item = int(arrays.item_of[offer])
    else:
        recipe = arrays.recipe_at[pin.recipe]
        numbers, item = draft.columns.make[recipe, month : month + 1], int(arrays.output_of[recipe])
    numbers = np.ravel(numbers)
    scale = float(draft.scales.item[item])
    off = program.columns((2,), scale)
    least = -np.inf if pin.bound == "at most" else pin.quantity
    most = np.inf if pin.bound == "at least" else pin.quantity
    row = program.rows((1,), scale, least, most)
    program.put(row, numbers, 1.0)
    program.put(row, off, np.array([1.0, -1.0]))
    return Held(pin, numbers, off, scale, item, month)
