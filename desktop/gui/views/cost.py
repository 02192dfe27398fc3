"""Cost as pictures: who is paid, and what mixes cost side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from desktop.analysis import cost
from desktop.analysis.agreements import TERMS
from desktop.analysis.orders import PARTS
from desktop.gui import theme
from desktop.gui.charts.states import Bars, Series
from desktop.gui.hub import Choice
from desktop.gui.views.measures import money
from desktop.model.plan import Plan
from desktop.model.records import Mix
from desktop.model.records.supply import CLASSES
from desktop.text.messages import say

_DUTIES = ("duty", "surcharge")
_PARTS_SHOWN = {
    "cost-goods": tuple(part for part in PARTS if part not in _DUTIES),
    "cost-duties": _DUTIES,
    "cost-making": ("recipes",),
    "cost-stock": ("holding", "capital"),
    "cost-terms": TERMS,
    "cost-penalties": ("penalties",),
    "cost-incentives": ("incentives",),
}
_DUTY_COLOUR = "#8A94A3"


def by_source(plan: Plan, choice: Choice) -> Bars:
    """What the sources are paid over the horizon, largest first, in the colours of their classes, duties apart."""
    factor, unit = money(choice)
    shown = cost.by_source(plan)
    duties = shown[list(_DUTIES)].sum(axis=1)
    layers = [
        Series(
            say(f"class-{name}"),
            _values((shown["total"] - duties).where(shown["class"] == name, 0.0) * factor),
            theme.CLASS_COLOURS[name],
            theme.CLASS_PATTERNS[name],
        )
        for name in CLASSES
    ]
    layers.append(Series(say("cost-duties"), _values(duties * factor), _DUTY_COLOUR))
    labels = [str(name or source) for source, name in zip(shown.index, shown["name"], strict=True)]
    return Bars(
        title=say("chart-cost-by-source"),
        unit=unit,
        empty=say("chart-cost-empty"),
        labels=tuple(labels),
        layers=tuple(layers),
        folds=True,
    )


def side_by_side(plans: Sequence[Plan], choice: Choice) -> Bars:
    """What every mix costs, by part; what comes in stands below zero."""
    factor, unit = money(choice)
    mixes = plans[0].project.by_id(Mix)
    frames = [cost.by_part(plan) for plan in plans]
    layers = [
        Series(say(key), tuple(float(frame[list(parts)].sum()) * factor for frame in frames), theme.series_colour(at))
        for at, (key, parts) in enumerate(_PARTS_SHOWN.items())
    ]
    return Bars(
        title=say("chart-cost"),
        unit=unit,
        empty=say("chart-cost-empty"),
        labels=tuple(mixes[plan.mix].name or plan.mix for plan in plans),
        layers=tuple(series for series in layers if any(series.values)),
    )


def _values(row: pd.Series[float]) -> tuple[float, ...]:
    return tuple(map(float, row))
