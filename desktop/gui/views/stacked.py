"""Bars by period of the columns of a frame: what every stacked chart of a plan is put together by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from desktop.analysis import periods
from desktop.gui import theme
from desktop.gui.charts.states import Series, Stack
from desktop.gui.hub import Choice
from desktop.model.months import Month

_ROUNDS = ("", "hatch", "dots")
"""The patterns of the first layers, and of those that have their colours again."""


def stack(
    words: tuple[str, str, str],
    months: Sequence[Month],
    choice: Choice,
    layers: Sequence[Series],
    target: Series | None = None,
    missing: Series | None = None,
) -> Stack:
    """A stack over the periods that the choice gathers months into; ``words`` are title, unit, and what if empty."""
    title, unit, empty = words
    parts = periods.periods(months, choice.period)
    firsts = tuple(part.first for part in parts)
    return Stack(title, unit, empty, firsts, tuple(layers), target, missing, names_of(parts, choice))


def names_of(parts: Sequence[periods.Period], choice: Choice) -> tuple[str, ...]:
    """The names of periods for a chart, which knows those of months itself."""
    return () if choice.period == "month" else tuple(part.name for part in parts)


def layers(frame: pd.DataFrame, named: Mapping[str, str], patterns: Mapping[str, str]) -> tuple[Series, ...]:
    """One layer for each column of ``named`` that has anything, in the colour of its place there.

    Those without a pattern of their own have one where the colours begin again.
    """
    return tuple(
        Series(
            name,
            tuple(map(float, frame[key])),
            theme.series_colour(at),
            patterns.get(key, _ROUNDS[at // len(theme.SERIES) % len(_ROUNDS)]),
            key,
        )
        for at, (key, name) in enumerate(named.items())
        if frame[key].any()
    )
