"""The orders of a plan as a table, by order date."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from desktop.analysis import orders
from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column
from desktop.gui.views.measures import amount, money
from desktop.model.plan import Plan
from desktop.text import formats
from desktop.text.messages import say

_EARLIEST = dt.date.min


def table(plan: Plan, choice: Choice) -> tuple[Column, ...]:
    """One row for each order, those placed before the plan first."""
    lines = orders.table(plan)
    factor, rupees = money(choice)
    return (
        dated(say("column-order-date"), list(lines["order_date"]), say("placed")),
        dated(say("column-file-by"), list(lines["file_by"]), ""),
        named(say("column-source"), list(lines["source_name"]), list(lines["source"])),
        named(say("column-item"), list(lines["item_name"]), list(lines["item"])),
        Column(say("column-class"), tuple(say(f"class-{name}") for name in lines["class"])),
        *arriving(lines, choice),
        Column(
            say("column-cost", unit=rupees),
            tuple(formats.number(float(value) * factor, 2) for value in lines["landed"]),
            tuple(map(float, lines["landed"])),
            numeric=True,
        ),
        Column(say("column-licence"), tuple(_licence(name) for name in lines["licence"])),
        Column(say("column-offer"), tuple(map(str, lines["offer"]))),
        *([_tiers(lines, choice)] if any(lines["tiers"]) else []),
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


def _tiers(lines: pd.DataFrame, choice: Choice) -> Column:
    """How much of each order is priced in which tier."""
    texts = []
    for tiers, unit in zip(lines["tiers"], lines["unit"], strict=True):
        parts = []
        for lower, quantity in tiers:
            from_, priced = (" ".join(amount(value, str(unit), choice)) for value in (lower, quantity))
            parts.append(say("tier-from", lower=from_, quantity=priced) if lower else say("tier-own", quantity=priced))
        texts.append("; ".join(parts))
    return Column(say("column-tiers"), tuple(texts))


def _licence(name: str) -> str:
    return say("licence-new") if name == "new" else name
