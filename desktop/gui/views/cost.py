"""Cost as pictures: who is paid, and what mixes cost side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from desktop.analysis import cost
from desktop.analysis.orders import PARTS
from desktop.gui import theme
from desktop.gui.charts.states import Bars, Series
from desktop.gui.hub import Choice
from desktop.gui.views.measures import money
from desktop.model.plan import Plan
from desktop.model.records import Mix
from desktop.model.records.supply import CLASSES
from desktop.text.messages import say

_SOURCES = 9
_DUTIES = ("duty", "surcharge")
_PARTS_SHOWN = {
    "cost-goods": tuple(part for part in PARTS if part not in _DUTIES),
    "cost-duties": _DUTIES,
    "cost-making": ("recipes",),
    "cost-stock": ("holding", "capital"),
    "cost-terms": cost.TERMS,
    "cost-penalties": ("penalties",),
}
_DUTY_COLOUR = "#8A94A3"


def by_source(plan: Plan, choice: Choice) -> Bars:
    """What the largest sources are paid over the horizon, in the colours of their classes, duties apart."""
    factor, unit = money(choice)
    frame = cost.by_source(plan)
    shown = frame.head(_SOURCES)
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
    rest = frame.iloc[_SOURCES:]
    if len(rest):
        labels.append(say("cost-others", count=len(rest)))
        layers = [_longer(series, rest, factor) for series in layers]
    return Bars(
        title=say("chart-cost-by-source"),
        unit=unit,
        empty=say("chart-cost-empty"),
        labels=tuple(labels),
        layers=tuple(layers),
    )


def side_by_side(plans: Sequence[Plan], choice: Choice) -> Bars:
    """What every mix costs, by part."""
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


def _longer(series: Series, rest: pd.DataFrame, factor: float) -> Series:
    """The series with the sources that have no bar of their own as one more."""
    duties = rest[list(_DUTIES)].sum(axis=1)
    if series.colour == _DUTY_COLOUR:
        more = float(duties.sum())
    else:
        name = next(name for name, colour in theme.CLASS_COLOURS.items() if colour == series.colour)
        more = float((rest["total"] - duties)[rest["class"] == name].sum())
    return Series(series.name, (*series.values, more * factor), series.colour, series.pattern)


def _values(row: pd.Series[float]) -> tuple[float, ...]:
    return tuple(map(float, row))
