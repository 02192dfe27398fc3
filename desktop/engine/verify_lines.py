"""The orders of a plan as columns, one line for each order."""

from __future__ import annotations

import attrs
import numpy as np

from desktop.engine.vectors import BoolArray, FloatArray, IntArray
from desktop.engine.verify_prices import PARTS
from desktop.engine.verify_tables import Tables
from desktop.model.orders import Orders

NEVER = 0
"""The ordinal that stands for no day."""


@attrs.frozen(eq=False)
class Lines:
    """What the orders of a plan tell, in their order; all (orders,) but ``cost``, which has a column for each part.

    ``offer`` and ``place`` are the row of the offer, -1 for none of the project, and the position of the month;
    ``ordered`` and ``filed`` are days as ordinals. ``licensed`` orders name a file, or a new one.
    """

    offer: IntArray
    place: IntArray
    quantity: FloatArray
    usable: FloatArray
    cost: FloatArray
    ordered: IntArray
    filed: IntArray
    placed: BoolArray
    licensed: BoolArray


def lines(orders: Orders, tables: Tables) -> Lines:
    """The lines of ``orders``."""
    start, at = tables.terms.months[0].index, tables.offer_at
    return Lines(
        offer=np.array([at.get(name, -1) for name in orders.offer], dtype=np.int64),
        place=np.array([month.index - start for month in orders.month], dtype=np.int64),
        quantity=np.array(orders.quantity, dtype=float),
        usable=np.array(orders.usable, dtype=float),
        cost=np.array(orders.cost, dtype=float).reshape(PARTS, len(orders)).T,
        ordered=np.array([day.toordinal() if day else NEVER for day in orders.order_date], dtype=np.int64),
        filed=np.array([day.toordinal() if day else NEVER for day in orders.file_by], dtype=np.int64),
        placed=np.array(orders.placed, dtype=bool),
        licensed=np.array([name != "" for name in orders.licence], dtype=bool),
    )
