"""Cash as a picture: what is paid when, by what it is for."""

from __future__ import annotations

from desktop.analysis import cash, periods
from desktop.gui.charts.states import Series, Stack
from desktop.gui.hub import Choice
from desktop.gui.rule_words import material
from desktop.gui.views import stacked
from desktop.gui.views.measures import lens_of, per_period, rupees
from desktop.model.plan import Plan
from desktop.text.messages import say

_PATTERNS = {"igst": "hatch", "terms": "dots", "stock": "dots"}


def by_period(plan: Plan, choice: Choice) -> Stack:
    """What is paid in each period, those before and after the plan too; what comes in stands below zero."""
    frame = cash.by_month(plan, lens_of(plan.world, choice))
    months = list(frame.index)
    factors, unit = rupees(plan, choice, months)
    shown = periods.added(frame.mul(factors, axis=0), choice.period)
    title = say("chart-cash", material=material(plan.project, choice.material))
    total = Series(say("cash-total"), tuple(map(float, shown["total"])), "", "line")
    return stacked.stack(
        (title, per_period(unit, choice), say("chart-cash-empty")),
        months,
        choice,
        stacked.layers(shown, {kind: say(f"cash-{kind}") for kind in cash.COLUMNS[:-1]}, _PATTERNS),
        total if (shown < 0).any(axis=None) else None,
    )
