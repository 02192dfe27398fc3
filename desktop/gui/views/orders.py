"""The orders of a plan as a table, by order date or by arrival."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import numpy as np
import pandas as pd

from desktop.analysis import lens as lenses
from desktop.analysis import orders
from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column
from desktop.gui.views.measures import amount, lens_of, rupees, told
from desktop.model.plan import Plan
from desktop.text import formats
from desktop.text.messages import say

Order = Literal["order", "arrival"]
_EARLIEST = dt.date.min
_LITTLE = 0.1
"""Of the unit of money chosen: an order that costs less than this is told in rupees."""


def lines(plan: Plan, choice: Choice, order: Order = "order", *, due: bool = False) -> pd.DataFrame:
    """The orders of the material, by order date or by arrival, or only those to place soon."""
    found = orders.table(plan, order)
    if due:
        soon = set(orders.due(plan)[["offer", "month"]].itertuples(index=False, name=None))
        keys = found[["offer", "month"]].itertuples(index=False, name=None)
        wanted = [key in soon and not placed for key, placed in zip(keys, found["placed"], strict=True)]
        found = found[np.array(wanted, dtype=bool)]  # an empty list would choose no columns
    if choice.material:
        found = found[found["item"].isin(list(lenses.weights(plan.world, lens_of(plan.world, choice))))]
    return found.reset_index(drop=True)


def table(plan: Plan, choice: Choice, order: Order = "order", *, due: bool = False) -> tuple[Column, ...]:
    """One row for each of ``lines``; those placed before the plan have no order date."""
    found = lines(plan, choice, order, due=due)
    shown, unit, decimals = _costs(plan, choice, found)
    return (
        dated(say("column-order-date"), list(found["order_date"]), say("placed")),
        dated(say("column-file-by"), list(found["file_by"]), ""),
        named(say("column-source"), list(found["source_name"]), list(found["source"])),
        named(say("column-item"), list(found["item_name"]), list(found["item"])),
        Column(say("column-class"), tuple(say(f"class-{name}") for name in found["class"])),
        *arriving(found, choice),
        Column(
            say("column-cost", unit=unit),
            tuple(formats.number(float(value), decimals) for value in shown),
            tuple(map(float, shown)),
            numeric=True,
        ),
        Column(say("column-licence"), tuple(_licence(name) for name in found["licence"])),
        Column(say("column-offer"), tuple(map(str, found["offer"]))),
        *([_firmness(found)] if any(found["estimate"]) else []),
        *([_tiers(found, choice)] if any(found["tiers"]) else []),
    )


def arriving(lines: pd.DataFrame, choice: Choice) -> tuple[Column, Column, Column]:
    """Month of arrival, quantity and unit of orders or files, in the unit of mass chosen."""
    amounts = [
        amount(float(quantity), str(unit), choice, 2)
        for quantity, unit in zip(lines["quantity"], lines["unit"], strict=True)
    ]
    months, quantities = list(lines["month"]), tuple(map(float, lines["quantity"]))
    return (
        Column(say("column-arrival"), tuple(map(formats.month, months)), tuple(month.index for month in months)),
        Column(say("column-quantity"), tuple(text for text, _ in amounts), quantities, numeric=True),
        Column(say("column-unit"), tuple(unit for _, unit in amounts)),
    )


def dated(header: str, days: list[dt.date | None], missing: str) -> Column:
    """A column of days; ``missing`` stands where there is none."""
    texts = tuple(missing if day is None else formats.date(day) for day in days)
    return Column(header, texts, tuple(day or _EARLIEST for day in days))


def named(header: str, names: list[str], ids: list[str]) -> Column:
    """A column of names, of ids where the name is empty."""
    return Column(header, tuple(name or identity for name, identity in zip(names, ids, strict=True)))


def _costs(plan: Plan, choice: Choice, lines: pd.DataFrame) -> tuple[pd.Series[float], str, int]:
    """What orders cost, the unit and its decimals: rupees where the dearest is but a little of the unit chosen."""
    factors, unit = rupees(plan, choice, plan.months)
    shown = lines["landed"] * lines["month"].map(factors).astype(float)
    if choice.currency == "INR" and shown.max() < _LITTLE:
        return lines["landed"], say("money-INR"), 0
    return shown, unit, 2


def _firmness(lines: pd.DataFrame) -> Column:
    """Which orders are estimates, and why."""
    texts = tuple(say("order-estimate") if estimate else "" for estimate in lines["estimate"])
    return Column(say("column-firmness"), texts, help=say("order-estimate-help"))


def _tiers(lines: pd.DataFrame, choice: Choice) -> Column:
    """How much of each order is priced in which tier."""
    texts = []
    for tiers, unit in zip(lines["tiers"], lines["unit"], strict=True):
        parts = []
        for lower, quantity in tiers:
            from_, priced = (told(value, str(unit), choice) for value in (lower, quantity))
            parts.append(say("tier-from", lower=from_, quantity=priced) if lower else say("tier-own", quantity=priced))
        texts.append("; ".join(parts))
    return Column(say("column-tiers"), tuple(texts))


def _licence(name: str) -> str:
    return say("licence-new") if name == "new" else name
