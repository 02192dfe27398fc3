"""Draws stacked bars by month with the target as a line and what is missing to it hatched."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from desktop.gui import theme
from desktop.gui.charts.axes import MonthAxis, NumberAxis
from desktop.gui.charts.cursor import Spot, Spots
from desktop.gui.charts.legend import gap_brush, line_pen, overlay
from desktop.gui.charts.plot import Curve
from desktop.gui.charts.states import Lines, Series, Stack
from desktop.gui.charts.view import GRID, PALE, ChartView
from desktop.gui.words import decimals
from desktop.text import formats

_WIDTH = 0.78
_LEAST_TOP = 1e-9
_BEYOND = 1e-3
"""So much of its height above a bar it is asked about as a whole."""


class StackView(ChartView[Stack]):
    """The chart of supply against target."""

    def _begin(self) -> QWidget:
        self._months = MonthAxis()
        self._between({"bottom": self._months, "left": NumberAxis("left")})
        self._plot.axes["left"].setGrid(GRID)
        self._bars: list[pg.BarGraphItem] = []
        self._target = Curve()
        self._target.setZValue(10)
        self._box.addItem(self._target)
        return self._plot

    def _draw(self, state: Stack) -> None:
        places = np.arange(len(state.months))
        floor, depth = np.zeros(len(places)), np.zeros(len(places))
        self._months.set_months(state.months, state.labels)
        layers = [*state.layers, *([state.missing] if state.missing else [])]
        for bar, series in zip_longest(self._bars_for(2 * len(layers)), _twice(layers)):
            if series is None:
                bar.setVisible(False)
                continue
            part, over = series
            heights = np.asarray(part.values)
            drawn, start = heights != 0, np.where(heights > 0, floor, depth)
            brush = overlay(part.pattern) if over else gap_brush() if part.pattern == "missing" else self._of(part)
            bar.setVisible(brush is not None)
            if brush is not None:
                bar.setOpts(
                    x=places[drawn],
                    y0=start[drawn],
                    height=heights[drawn],
                    width=_WIDTH,
                    brush=brush,
                    pen=_edge(part, over=over),
                )
            if over:
                floor, depth = floor + np.maximum(heights, 0.0), depth + np.minimum(heights, 0.0)
        self._draw_target(state.target, places)
        top = max(float(floor.max(initial=0.0)), max(state.target.values, default=0.0) if state.target else 0.0)
        self._box.show_count(len(places))
        least = min(float(depth.min(initial=0.0)), 0.0)
        self._show_height(least * 1.06, max(top, _LEAST_TOP) * 1.06)

    def _of(self, part: Series) -> QColor:
        """The colour of a layer, mixed where it is muted: to draw through it takes several times as long."""
        return theme.mixed(part.colour, theme.colours().surface, 1 - PALE if self.is_old else 0.0)

    def _mute(self) -> None:
        if self.state is not None and not self.state.is_empty:
            self._draw(self.drawn)

    def _draw_target(self, target: Series | None, places: np.ndarray) -> None:
        self._target.setVisible(target is not None)
        if target is not None:
            edges = np.append(places - 0.5, len(places) - 0.5)
            self._target.setData(edges, np.asarray(target.values), stepMode="center")
            self._target.setPen(line_pen(target, 1.6))

    def _bars_for(self, count: int) -> list[pg.BarGraphItem]:
        while len(self._bars) < count:
            bar = pg.BarGraphItem(x=[], height=[], width=_WIDTH)
            self._box.addItem(bar)
            self._bars.append(bar)
        return self._bars

    def _values_at(self, state: Stack, x: float, y: float) -> str:
        return values_by_month(state, x)

    def _spots(self, state: Stack) -> Spots:
        """By month the whole bar, then its parts."""
        parts = [*state.layers, *([state.missing] if state.missing else [])]
        return [_spots_of([series.values[at] for series in parts], at) for at in range(len(state.months))]

    def _pick(self, state: Stack, x: float, y: float) -> tuple[int, str] | None:
        """The month, and the layer whose part of the bar lies there; above the bar the month alone."""
        position, ends = round(x), {True: 0.0, False: 0.0}
        if not 0 <= position < len(state.months):
            return None
        for series in (*state.layers, *([state.missing] if state.missing else [])):
            value = series.values[position]
            ends[value > 0] += value
            if value and (0 <= y <= ends[True] if value > 0 else ends[False] <= y < 0):
                return position, series.key
        return position, ""


def values_by_month(state: Stack | Lines, x: float) -> str:
    """Month, then name and value of each series, for the month nearest to ``x``."""
    position = round(x)
    if not 0 <= position < len(state.months):
        return ""
    digits = decimals(state.unit, 1)
    named = [
        f"{series.name}: {formats.number(series.values[position] * series.ratio, 2)}"
        if series.ratio
        else f"{series.name}: {formats.number(series.values[position], digits)} {state.unit}"
        for series in state.series
    ]
    name = state.labels[position] if state.labels else formats.month(state.months[position])
    return "\n".join([name, *named])


def _spots_of(values: Sequence[float], at: int) -> list[Spot]:
    """The whole bar of a position, asked about above it, then its parts from the bottom up."""
    parts, ends = list[tuple[float, float]](), {True: 0.0, False: 0.0}
    for value in values:
        if value:
            parts.append((ends[value > 0], value))
            ends[value > 0] += value
    bars = [(start, value) for start, value in sorted(parts, key=lambda part: part[0] + part[1] / 2)]
    whole = QRectF(at - _WIDTH / 2, ends[False], _WIDTH, ends[True] - ends[False])
    above = QPointF(at, ends[True] + max(_BEYOND * (ends[True] - ends[False]), _LEAST_TOP))
    return [
        Spot(whole, above),
        *(
            Spot(QRectF(at - _WIDTH / 2, min(start, start + value), _WIDTH, abs(value)), QPointF(at, start + value / 2))
            for start, value in bars
        ),
    ]


def _twice(layers: list[Series]) -> list[tuple[Series, bool]]:
    """Each layer twice: its colour, then its pattern over it."""
    return [(series, over) for series in layers for over in (False, True)]


def _edge(series: Series, *, over: bool) -> object:
    """The outline: what is missing has one, coloured bars a hairline of surface between them."""
    if series.pattern == "missing":
        return pg.mkPen(theme.colours().text, width=1) if not over else None
    return pg.mkPen(theme.colours().surface, width=0.5) if not over else pg.mkPen(None)
