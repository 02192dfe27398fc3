"""Stock as pictures: what lies in store and how long it lasts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from desktop.analysis import lens as lenses
from desktop.analysis import periods, stock
from desktop.gui import theme
from desktop.gui.charts.states import Lines, Series
from desktop.gui.hub import Choice
from desktop.gui.rule_words import material
from desktop.gui.views.measures import lens_of, mass, nothing
from desktop.gui.views.stacked import names_of
from desktop.model.plan import Plan
from desktop.model.records import Item
from desktop.text import formats
from desktop.text.messages import say

SAFETY = "safety"
"""The key of the line of the safety stock."""
_LINES = 5
_LONGEST = 400.0
_DASHES = ("line", "dash", "dot", "dashdot", "dashdotdot")


def levels(plan: Plan, choice: Choice) -> Lines:
    """Stock at the end of each period over the safety stock asked for; of an item with its storage limit, too."""
    lens = lens_of(plan.world, choice)
    factor, unit = mass(plan.world, lens, choice)
    weights = lenses.weights(plan.world, lens)
    total = sum((weight * np.array(plan.stock.get(item, _none(plan))) for item, weight in weights.items()), _none(plan))
    parts = periods.periods(plan.months, choice.period)

    def ends(row: npt.NDArray[np.float64]) -> tuple[float, ...]:
        return tuple(float(row[part.last.index - plan.months[0].index]) for part in parts)

    lines = [Series(say("chart-in-stock"), ends(total * factor), theme.series_colour(0), "line")]
    safety = stock.safety(plan, lens) * factor
    if safety.any():
        lines.append(Series(say("chart-safety"), ends(safety), theme.series_colour(1), "dash", SAFETY))
    if lens.kind == "item":
        limit = plan.world.by_id(Item)[lens.id].storage_limit
        if limit is not None:
            full = (limit * factor,) * len(parts)
            lines.append(Series(say("chart-storage"), full, theme.series_colour(5), "dot", "storage"))
    return Lines(
        title=say("chart-stock", material=material(plan.project, choice.material)),
        unit=unit,
        empty=nothing(plan.world, choice, "chart-stock-empty"),
        months=tuple(part.first for part in parts),
        lines=tuple(lines) if any(any(series.values) for series in lines[:2]) else (),
        filled=frozenset({"", SAFETY}),
        labels=names_of(parts, choice),
    )


def cover(plan: Plan, choice: Choice) -> Lines:
    """Days that the stock lasts: of an item, else of the items of the material that last the shortest.

    Of a quarter or year those of its leanest month.
    """
    lens = lens_of(plan.world, choice)
    items = [lens.id] if lens.kind == "item" else list(lenses.weights(plan.world, lens))
    found: list[tuple[float, str, npt.NDArray[np.float64]]] = []
    for item in items:
        if item in plan.stock:
            days = stock.by_month(plan, item)["days"].to_numpy(float)
            if np.isfinite(days).any() and np.nanmax(days) > 0:
                found.append((float(np.nanmean(np.minimum(days, _LONGEST))), item, days))
    known, parts = plan.world.by_id(Item), periods.periods(plan.months, choice.period)
    chosen = sorted(found, key=lambda each: each[:2])[:_LINES]
    lines = tuple(
        Series(
            known[item].name or item,
            _least(np.nan_to_num(np.minimum(days, _LONGEST), nan=_LONGEST), plan, parts),
            theme.series_colour(at),
            _DASHES[at],
            item,
        )
        for at, (_, item, days) in enumerate(chosen)
    )
    return Lines(
        title=_stop(plan, choice) or say("chart-cover"),
        unit=say("unit-days"),
        empty=say("chart-cover-empty"),
        months=tuple(part.first for part in parts),
        lines=lines,
        labels=names_of(parts, choice),
    )


def _stop(plan: Plan, choice: Choice) -> str:
    """Which promised item of the material stops first, and on which day; "" where none does."""
    seen = lenses.weights(plan.world, lens_of(plan.world, choice)) if choice.material else plan.target
    days = [(day, item) for item in plan.target if item in seen if (day := stock.stop_date(plan, item)) is not None]
    if not days:
        return ""
    day, item = min(days)
    return say("chart-stop", item=plan.world.by_id(Item)[item].name or item, date=formats.date(day))


def _none(plan: Plan) -> npt.NDArray[np.float64]:
    return np.zeros(len(plan.months))


def _least(days: npt.NDArray[np.float64], plan: Plan, parts: Sequence[periods.Period]) -> tuple[float, ...]:
    first = plan.months[0].index
    return tuple(float(days[part.first.index - first : part.last.index - first + 1].min()) for part in parts)
