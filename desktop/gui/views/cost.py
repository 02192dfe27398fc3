"""Cost as pictures: who is paid, and what mixes cost side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from desktop.analysis import compare, cost, spent
from desktop.analysis.agreements import TERMS
from desktop.analysis.orders import PARTS
from desktop.gui import theme
from desktop.gui.charts.states import Bars, Series
from desktop.gui.charts.waterfall_state import Step, Waterfall
from desktop.gui.hub import Choice
from desktop.gui.rule_words import material
from desktop.gui.views.measures import lens_of, money, rupees
from desktop.model.plan import Plan
from desktop.model.records import Source
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
_PATTERNS = ("", "hatch", "dots", "cross", "level", "back", "hatch")
"""What tells the parts from one another beside their colours."""
_BEYOND = {name: parts for name, parts in _PARTS_SHOWN.items() if name not in ("cost-goods", "cost-duties")}
_DUTY_COLOUR = "#8A94A3"
GOODS = PARTS
"""The parts of the landed cost, which are steps of the waterfall of their own."""


def by_source(plan: Plan, choice: Choice) -> Bars:
    """What the sources are paid over the horizon, largest first, in the colours of their classes, duties apart."""
    unit = rupees(plan, choice, plan.months)[1]
    lines = shown_lines(plan, choice)
    paid = lines[lines["source"] != ""].pivot_table(
        index="source", columns="part", values="shown", aggfunc="sum", fill_value=0.0
    )
    sums = paid.sum(axis=1).sort_values(ascending=False, kind="stable")
    duties = paid.reindex(index=sums.index, columns=list(_DUTIES), fill_value=0.0).sum(axis=1)
    records = [plan.world.by_id(Source)[str(source)] for source in sums.index]
    classes = pd.Series([record.class_ for record in records], index=sums.index, dtype=object)
    series = [
        Series(
            say(f"class-{name}"),
            _values((sums - duties).where(classes == name, 0.0)),
            theme.CLASS_COLOURS[name],
            theme.CLASS_PATTERNS[name],
        )
        for name in CLASSES
    ]
    series.append(Series(say("cost-duties"), _values(duties), _DUTY_COLOUR))
    return Bars(
        title=say("chart-cost-of", material=material(plan.project, choice.material)),
        unit=unit,
        empty=say("chart-cost-empty"),
        labels=tuple(record.name or record.id for record in records),
        layers=tuple(series),
        folds=True,
    )


def sources(plan: Plan, choice: Choice) -> tuple[str, ...]:
    """The ids of the sources in the order of the bars of ``by_source``."""
    lines = shown_lines(plan, choice)
    sums = lines[lines["source"] != ""].groupby("source")["shown"].sum()
    return tuple(map(str, sums.sort_values(ascending=False, kind="stable").index))


def waterfall(plan: Plan, choice: Choice) -> Waterfall:
    """How price, freight, insurance, duties and inland cost lead to the landed cost, and all else to the whole cost."""
    unit = rupees(plan, choice, plan.months)[1]
    lines = shown_lines(plan, choice)
    sums = lines.groupby("part")["shown"].sum()
    goods = [(say(f"waterfall-{part}"), float(sums.get(part, 0.0)), part) for part in PARTS]
    rest = [(say(key), sum(float(sums.get(part, 0.0)) for part in parts), key) for key, parts in _BEYOND.items()]
    whole = not choice.material
    steps = _sum([], goods, say("waterfall-landed"))
    if any(value for _, value, _ in rest):
        steps = _sum(steps, rest, say("waterfall-total" if whole else "waterfall-total-items"))
    return Waterfall(
        title=say("chart-waterfall", material=material(plan.project, choice.material)),
        unit=unit,
        empty=say("chart-waterfall-empty"),
        steps=tuple(steps),
    )


def parts_of(key: str) -> tuple[str, ...]:
    """The parts of the cost that a step of the waterfall, by its key, stands for."""
    return _BEYOND.get(key, (key,))


def shown_lines(plan: Plan, choice: Choice) -> pd.DataFrame:
    """Every line of what the material costs, with what it is in the money of the screen as ``shown``."""
    lines = spent.seen(plan, lens_of(plan.world, choice))
    factors, _ = rupees(plan, choice, plan.months)
    return lines.assign(shown=lines["inr"] * lines["month"].map(factors).astype(float))


def _sum(before: list[Step], parts: Sequence[tuple[str, float, str]], total: str) -> list[Step]:
    """The steps so far, those of ``parts`` that are anything, and the sum of all of them."""
    level = before[-1].value if before else 0.0
    steps = list(before)
    for label, value, key in parts:
        level += value
        if value:
            steps.append(Step(label, value, key=key))
    return [*steps, Step(total, level, total=True)]


def side_by_side(plans: Sequence[Plan], choice: Choice) -> Bars:
    """What every mix costs, by part; what comes in stands below zero."""
    factor, unit = money(choice)
    frames = [cost.by_part(plan) for plan in plans]
    layers = [
        Series(
            say(key),
            tuple(float(frame[list(parts)].sum()) * factor for frame in frames),
            theme.series_colour(at),
            _PATTERNS[at],
        )
        for at, (key, parts) in enumerate(_PARTS_SHOWN.items())
    ]
    return Bars(
        title=say("chart-cost"),
        unit=unit,
        empty=say("chart-cost-empty"),
        labels=tuple(compare.labels(plans)),
        layers=tuple(series for series in layers if any(series.values)),
    )


def _values(row: pd.Series[float]) -> tuple[float, ...]:
    return tuple(map(float, row))
