"""Groups of a frame as the layers of a chart: the largest ones in tints of their class, the rest as one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from desktop.gui import theme
from desktop.gui.charts.states import MUTED, Series
from desktop.gui.words import counted
from desktop.model.plan import Plan
from desktop.model.records import Source
from desktop.model.records.supply import CLASSES
from desktop.text.messages import say

OTHERS = "others"
"""The key of the layer of all groups that have none of their own."""
_MOST = 8
_TINT, _PALEST = 0.2, 0.6


def of(plan: Plan, frame: pd.DataFrame, by: str) -> list[Series]:
    """Layers of a frame by period x groups, by "class", "country", "source" or "element".

    Classes are always all three, of other groups those that have anything, the largest for themselves.
    """
    if by == "class":
        return [_series(plan, frame, name, by, 0) for name in CLASSES]
    sums = frame.sum()
    ranked = [str(name) for name in sums[sums > 0].sort_values(ascending=False, kind="stable").index]
    kept, rest = (ranked, []) if len(ranked) <= _MOST else (ranked[: _MOST - 1], ranked[_MOST - 1 :])
    classes = {name: _class_of(plan, name, by) for name in kept}
    ordered = sorted(kept, key=lambda name: (CLASSES.index(classes[name]), kept.index(name)))
    seen: dict[str, int] = {}
    found: list[Series] = []
    for name in ordered:
        rank = len(found) if by == "element" else seen.setdefault(classes[name], 0)
        seen[classes[name]] = rank + 1
        found.append(_series(plan, frame, name, by, rank))
    if rest:
        found.append(Series(counted("layers-others", len(rest)), _values(frame[rest].sum(axis=1)), MUTED, key=OTHERS))
    return found


def name_of(plan: Plan, name: str, by: str) -> str:
    """How a group is called."""
    if by == "class":
        return say(f"class-{name}")
    source = plan.world.by_id(Source).get(name) if by == "source" else None
    return (source.name or source.id) if source else name


def _series(plan: Plan, frame: pd.DataFrame, name: str, by: str, rank: int) -> Series:
    if by == "element":
        return Series(name_of(plan, name, by), _values(frame[name]), theme.series_colour(rank), key=name)
    class_ = _class_of(plan, name, by)
    colour = theme.mixed(theme.CLASS_COLOURS[class_], theme.colours().surface, min(rank * _TINT, _PALEST)).name()
    return Series(name_of(plan, name, by), _values(frame[name]), colour, theme.CLASS_PATTERNS[class_], key=name)


def _class_of(plan: Plan, name: str, by: str) -> str:
    """The class of a group: of a country that of its first source; elements, which have none, are all alike."""
    if by == "class":
        return name
    if by == "source":
        return plan.world.by_id(Source)[name].class_
    return next((source.class_ for source in plan.world.all(Source) if source.country == name), CLASSES[-1])


def _values(row: pd.Series[float]) -> tuple[float, ...]:
    return tuple(map(float, np.asarray(row)))
