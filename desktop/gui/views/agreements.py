"""Yearly quantities of sources as a table: what is taken, what must be, and what is paid for nothing."""

from __future__ import annotations

from desktop.analysis import agreements
from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column
from desktop.gui.views.incentives import rupees
from desktop.gui.views.orders import named
from desktop.model.plan import Plan
from desktop.text import formats
from desktop.text.messages import say


def table(plan: Plan, choice: Choice) -> tuple[Column, ...]:
    """One row for each source with a yearly quantity and each fiscal year; quantities in use of its capacity."""
    lines = agreements.by_year(plan)
    years = [int(year) for year in lines["fiscal_year"]]
    return (
        named(say("column-source"), list(lines["name"]), list(lines["source"])),
        Column(say("column-year"), tuple(map(formats.fiscal_year, years)), tuple(years)),
        *(_uses(name, list(lines[name])) for name in ("taken", "least", "agreed", "short")),
        rupees("paid", list(lines["paid"]), choice),
    )


def _uses(name: str, values: list[float]) -> Column:
    """A column of use, which has no unit of its own; nothing where nothing is agreed."""
    texts = tuple(formats.number(value, 1) if value or name in ("taken", "short") else "" for value in values)
    return Column(say(f"column-{name}"), texts, tuple(values), numeric=True, help=say(f"column-{name}-help"))
