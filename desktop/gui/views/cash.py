"""Cash as a picture: what is paid when, by what it is for."""

from __future__ import annotations

from desktop.analysis import cash, periods
from desktop.gui import theme
from desktop.gui.charts.states import Series, Stack
from desktop.gui.hub import Choice
from desktop.gui.rule_words import material
from desktop.gui.views.measures import lens_of, per_period, rupees
from desktop.gui.views.supply import names_of
from desktop.model.plan import Plan
from desktop.text.messages import say

_PATTERNS = {"igst": "hatch", "terms": "dots", "stock": "dots"}


def by_period(plan: Plan, choice: Choice) -> Stack:
    """What is paid in each period, those before and after the plan too; what comes in stands below zero."""
    frame = cash.by_month(plan, lens_of(plan.world, choice))
    months = list(frame.index)
    factors, unit = rupees(plan, choice, months)
    shown = periods.added(frame.mul(factors, axis=0), choice.period)
    parts = periods.periods(months, choice.period)
    kinds = [kind for kind in cash.COLUMNS[:-1] if shown[kind].any()]
    total = Series(say("cash-total"), tuple(map(float, shown["total"])), "", "line")
    return Stack(
        title=say("chart-cash", material=material(plan.project, choice.material)),
        unit=per_period(unit, choice),
        empty=say("chart-cash-empty"),
        months=tuple(part.first for part in parts),
        layers=tuple(
            Series(
                say(f"cash-{kind}"),
                tuple(map(float, shown[kind])),
                theme.series_colour(cash.COLUMNS.index(kind)),
                _PATTERNS.get(kind, ""),
                kind,
            )
            for kind in kinds
        ),
        target=total if (shown < 0).any(axis=None) else None,
        labels=names_of(parts, choice),
    )
