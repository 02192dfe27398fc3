"""Incentives as a table: what comes in each fiscal year, and what is missed for want of domestic value."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from desktop.analysis import incentives
from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column
from desktop.gui.views.measures import money, told
from desktop.gui.views.orders import named
from desktop.model.plan import Plan
from desktop.text import formats
from desktop.text.messages import say

_SAME = 1e-6
"""Shares within this are the same, as for the second computation of a plan."""


def table(plan: Plan, choice: Choice) -> tuple[Column, ...]:
    """One row for each incentive and fiscal year."""
    lines = incentives.table(plan)
    years = [int(year) for year in lines["fiscal_year"]]
    bought = [
        told(float(quantity), str(unit), choice)
        for quantity, unit in zip(lines["quantity"], lines["unit"], strict=True)
    ]
    return (
        Column(say("column-incentive"), tuple(map(str, lines["incentive"]))),
        named(say("column-item"), list(lines["item_name"]), list(lines["item"])),
        Column(say("column-year"), tuple(map(formats.fiscal_year, years)), tuple(years)),
        Column(say("column-quantity"), tuple(bought), tuple(map(float, lines["quantity"])), numeric=True),
        rupees("value", list(lines["value"]), choice),
        _shares("domestic", list(lines["share"])),
        _shares("needed", list(lines["least"])),
        rupees("lacking", list(lines["lacking"]), choice),
        _paid(plan, choice),
        rupees("missed", list(lines["missed"]), choice),
    )


def _paid(plan: Plan, choice: Choice) -> Column:
    """What is paid; "†" where the continuous answer counts what only a whole one decides."""
    lines = incentives.table(plan)
    column = rupees("paid", list(lines["paid"]), choice)
    spread = (lines["paid"] > 0) & (lines["share"] < lines["least"] - _SAME)
    texts = tuple(f"{text} †" if marked else text for text, marked in zip(column.texts, spread, strict=True))
    return attrs.evolve(column, texts=texts, help=say("column-paid-help") if spread.any() else "")


def rupees(key: str, values: Sequence[float], choice: Choice) -> Column:
    """A column of money in the unit of the screen, which its header tells."""
    factor, unit = money(choice)
    texts = tuple(formats.number(value * factor, 2) for value in values)
    return Column(say(f"column-{key}", unit=unit), texts, tuple(values), numeric=True)


def _shares(key: str, values: Sequence[float]) -> Column:
    return Column(say(f"column-{key}"), tuple(map(formats.percent, values)), tuple(values), numeric=True)
