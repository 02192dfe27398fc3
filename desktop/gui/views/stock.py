"""Stock as pictures: what lies in store and how long it lasts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from desktop.analysis import lens as lenses
from desktop.analysis import stock
from desktop.gui import theme
from desktop.gui.charts.states import Lines, Series
from desktop.gui.hub import Choice
from desktop.gui.rule_words import material
from desktop.gui.views.measures import lens_of, mass
from desktop.model.plan import Plan
from desktop.model.records import Item
from desktop.text.messages import say

_LINES = 5
_LONGEST = 400.0
_DASHES = ("line", "dash", "dot", "dashdot", "dashdotdot")


def levels(plan: Plan, choice: Choice) -> Lines:
    """Stock at the end of each month: of an item with its safety stock, else what all items contain together."""
    lens = lens_of(plan.world, choice)
    factor, unit = mass(plan.world, lens, choice)
    weights = lenses.weights(plan.world, lens)
    total = sum((weight * np.array(plan.stock.get(item, _none(plan))) for item, weight in weights.items()), _none(plan))
    lines = [Series(say("chart-in-stock"), _values(total * factor), theme.series_colour(0), "line")]
    if lens.kind == "item":
        safety = stock.by_month(plan, lens.id)["safety"].to_numpy(float) * factor
        if safety.any():
            lines.append(Series(say("chart-safety"), _values(safety), theme.series_colour(1), "dash"))
    return Lines(
        title=say("chart-stock", material=material(plan.project, choice.material)),
        unit=unit,
        empty=say("chart-stock-empty"),
        months=plan.months,
        lines=tuple(lines) if any(any(series.values) for series in lines) else (),
        filled=True,
    )


def cover(plan: Plan, choice: Choice) -> Lines:
    """Days that the stock lasts: of an item, else of the items of the material that last the shortest."""
    lens = lens_of(plan.world, choice)
    items = [lens.id] if lens.kind == "item" else list(lenses.weights(plan.world, lens))
    found: list[tuple[float, str, npt.NDArray[np.float64]]] = []
    for item in items:
        if item in plan.stock:
            days = stock.by_month(plan, item)["days"].to_numpy(float)
            if np.isfinite(days).any() and np.nanmax(days) > 0:
                found.append((float(np.nanmean(np.minimum(days, _LONGEST))), item, days))
    known = plan.world.by_id(Item)
    chosen = sorted(found, key=lambda each: each[:2])[:_LINES]
    lines = tuple(
        Series(
            known[item].name or item,
            _values(np.nan_to_num(np.minimum(days, _LONGEST), nan=_LONGEST)),
            theme.series_colour(at),
            _DASHES[at],
        )
        for at, (_, item, days) in enumerate(chosen)
    )
    return Lines(
        title=say("chart-cover"),
        unit=say("unit-days"),
        empty=say("chart-cover-empty"),
        months=plan.months,
        lines=lines,
    )


def _none(plan: Plan) -> npt.NDArray[np.float64]:
    return np.zeros(len(plan.months))


def _values(row: npt.NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(map(float, row))
