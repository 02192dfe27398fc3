"""The orders of a plan as columns, one line for each order."""

from __future__ import annotations

from operator import attrgetter

import attrs
import numpy as np

from desktop.engine.vectors import BoolArray, FloatArray, IntArray
from desktop.engine.verify_tables import Tables
from desktop.model.plan import Order

_PARTS = attrgetter("price", "freight", "insurance", "duty", "surcharge", "inland", "igst")
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


def lines(orders: tuple[Order, ...], tables: Tables) -> Lines:
    """The lines of ``orders``."""
    start, at = tables.terms.months[0].index, tables.offer_at
    return Lines(
        offer=np.array([at.get(order.offer, -1) for order in orders], dtype=np.int64),
        place=np.array([order.month.index - start for order in orders], dtype=np.int64),
        quantity=np.array([order.quantity for order in orders], dtype=float),
        usable=np.array([order.usable for order in orders], dtype=float),
        cost=np.array([_PARTS(order.cost) for order in orders], dtype=float).reshape(len(orders), 7),
        ordered=np.array([o.order_date.toordinal() if o.order_date else NEVER for o in orders], dtype=np.int64),
        filed=np.array([o.file_by.toordinal() if o.file_by else NEVER for o in orders], dtype=np.int64),
        placed=np.array([order.placed for order in orders], dtype=bool),
        licensed=np.array([order.licence != "" for order in orders], dtype=bool),
    )
