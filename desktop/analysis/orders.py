"""The orders of a plan, one row each: by order date, by arrival, and those due soon."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from operator import attrgetter
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from desktop.analysis.lens import ALL, weights
from desktop.analysis.memory import remembered
from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import Item, Offer, Source

PARTS = ("price", "freight", "insurance", "duty", "surcharge", "inland")
"""The parts of the landed cost, INR (model.md section 3)."""
DUE_DAYS = 60

COLUMNS = (
    "offer",
    "source",
    "source_name",
    "class",
    "country",
    "item",
    "item_name",
    "unit",
    "month",
    "order_date",
    "quantity",  # as bought, in the item's unit
    "usable",  # what reaches the stock, in the item's unit
    "contained",  # kg of all rare earths in what was bought
    *PARTS,  # INR
    "igst",  # INR, creditable
    "landed",  # INR, the sum of the parts
    "licence",  # "", the id of a file, or "new"
    "file_by",
    "placed",  # ordered before the plan
    "estimate",  # beyond the near months, where orders are not yet rounded to what can be ordered
    "tiers",  # (from, quantity) pairs: how much of it is priced in which tier; () without tiers
)


_NUMBERS = frozenset(("quantity", "usable", "contained", *PARTS, "igst", "landed"))


def table(plan: Plan, by: Literal["order", "arrival"] = "order") -> pd.DataFrame:
    """All orders with the columns of ``COLUMNS``, sorted by order date or by month of arrival.

    Orders that were placed before the plan come first by order date: theirs is not known.
    """
    lines = _table(plan)
    return lines if by == "order" else lines.sort_values(["month", "item", "offer"], kind="stable", ignore_index=True)


def due(plan: Plan, days: int = DUE_DAYS) -> pd.DataFrame:
    """The orders to place within ``days`` of the plan date."""
    lines = table(plan)
    start = plan.world.settings.plan_date
    if start is None:
        return lines.iloc[:0]
    until = start + dt.timedelta(days=days)
    soon = np.array([day is not None and day <= until for day in lines["order_date"]], dtype=bool)
    return lines[soon].reset_index(drop=True)


@remembered
def _table(plan: Plan) -> pd.DataFrame:
    firm = plan.months[0].index + plan.world.settings.near_months
    ordered = sorted(plan.orders, key=lambda order: (order.order_date or dt.date.min, order.month.index, order.offer))
    goods = {offer: _goods(plan.world, offer) for offer in {order.offer for order in ordered}}
    rows = []
    for order in ordered:
        names, kg, rounded = goods[order.offer]
        rows.append(
            (
                *names,
                *(order.month, order.order_date, order.quantity, order.usable, order.quantity * kg),
                *_money_of(order.cost),
                *(order.licence, order.file_by, order.placed),
                *(not order.placed and rounded and order.month.index >= firm, order.tiers),
            )
        )
    values = zip(*rows, strict=True) if rows else ((),) * len(COLUMNS)
    return pd.DataFrame({name: _column(name, column) for name, column in zip(COLUMNS, values, strict=True)})


def _goods(world: Project, id_: str) -> tuple[tuple[str, ...], float, bool]:
    """Of an offer the columns from "offer" to "unit", kg contained in a unit, and whether near orders are rounded."""
    offer = world.by_id(Offer)[id_]
    source, item = world.by_id(Source)[offer.source], world.by_id(Item)[offer.item]
    names = (offer.id, source.id, source.name, source.class_, source.country, item.id, item.name, item.unit)
    return names, weights(world, ALL).get(item.id, 0.0), _rounded(offer, source)


def _column(name: str, values: Sequence[object]) -> npt.ArrayLike:
    """The values of a column, as numbers, as yes and no, or as they are."""
    if name in _NUMBERS:
        return np.array(values, dtype=float)
    if name in ("placed", "estimate"):
        return np.array(values, dtype=bool)
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def _rounded(offer: Offer, source: Source) -> bool:
    """Whether near orders are rounded: to lots, minimum orders, or fewer and larger ones that save order costs."""
    return offer.lot_size > 0 or offer.minimum_order > 0 or source.order_cost > 0


_money_of = attrgetter(*PARTS, "igst", "landed")
