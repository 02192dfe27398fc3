"""Draws horizontal stacked bars with names at the left and totals at the right; what is below zero goes left."""

from __future__ import annotations

import math
from itertools import zip_longest

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.gui import theme
from desktop.gui.charts.axes import NameAxis, NumberAxis
from desktop.gui.charts.cursor import Spots, row_spot
from desktop.gui.charts.legend import overlay
from desktop.gui.charts.states import Bars
from desktop.gui.charts.view import GRID, ChartView
from desktop.gui.words import decimals
from desktop.text import formats

_WIDTH = 0.62
_NAMES_WIDTH, _NAMES_PART = 150, 0.4
"""The most that names take: in pixels, or as part of the width where that is more."""
_LEAST = 1e-9
_ROW_HEIGHT, _AXIS_HEIGHT, _LINE_HEIGHT = 20, 30, 15


class BarsView(ChartView[Bars]):
    """The chart of sums by name."""

    rows = True

    def _begin(self) -> QWidget:
        self._names = NameAxis()
        self._between({"left": self._names, "bottom": NumberAxis("bottom")})
        self._plot.axes["bottom"].setGrid(GRID)
        self._bars: list[pg.BarGraphItem] = []
        self._totals: list[pg.TextItem] = []
        self._drawn = Bars()
        self._box.invertY(True)
        return self._plot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many bars as there is room for."""
        super().resizeEvent(event)
        if self.state is not None and not self.state.is_empty:
            self._draw(self.drawn)

    def canvas_of(self, rows: int) -> int:
        """The height of a plot in which so many bars have names and totals, each on its line."""
        return rows * _ROW_HEIGHT + _AXIS_HEIGHT

    def _rows(self) -> int:
        return int(self._plot.height() - _AXIS_HEIGHT) // _ROW_HEIGHT

    def _draw(self, state: Bars) -> None:
        state = self._drawn = state.fitted(self._rows())
        places = np.arange(len(state.labels))
        high, low = np.zeros(len(state.labels)), np.zeros(len(state.labels))
        every = _every(len(state.labels), self._plot.height() - _AXIS_HEIGHT)
        room = max(_NAMES_WIDTH, round(_NAMES_PART * self._plot.width()))
        self._names.set_names([name if at % every == 0 else "" for at, name in enumerate(state.labels)], room)
        while len(self._bars) < 2 * len(state.layers):
            bar = pg.BarGraphItem(x0=[], y=[], width=[], height=_WIDTH)
            self._box.addItem(bar)
            self._bars.append(bar)
        layers = [(series, over) for series in state.layers for over in (False, True)]
        for bar, layer in zip_longest(self._bars, layers):
            if layer is None:
                bar.setVisible(False)
                continue
            series, over = layer
            brush = overlay(series.pattern) if over else QColor(series.colour)
            bar.setVisible(brush is not None)
            values = np.asarray(series.values)
            drawn, start, wide = values != 0, np.where(values > 0, high, low + np.minimum(values, 0.0)), abs(values)
            bar.setOpts(
                x0=start[drawn], y=places[drawn], width=wide[drawn], height=_WIDTH, brush=brush, pen=pg.mkPen(None)
            )
            if over:
                high, low = high + np.maximum(values, 0.0), low + np.minimum(values, 0.0)
        self._draw_totals(high, high + low, places, every)
        widest = max(float(high.max(initial=0.0)), -float(low.min(initial=0.0)), _LEAST)
        self._box.setXRange(float(low.min(initial=0.0)), float(high.max(initial=0.0)) + 0.18 * widest, padding=0)
        self._box.setYRange(-0.6, max(len(places), 4) - 0.4, padding=0)

    def _draw_totals(self, ends: np.ndarray, totals: np.ndarray, places: np.ndarray, every: int) -> None:
        while len(self._totals) < len(places):
            text = pg.TextItem(anchor=(0, 0.5))
            text.setFont(theme.sized(theme.SMALL))
            self._box.addItem(text)
            self._totals.append(text)
        few = abs(totals).max(initial=0.0) < 100  # noqa: PLR2004 - three figures are enough
        digits = decimals(self._drawn.unit, 1) if few else 0
        for text, end, total, place in zip_longest(self._totals, ends, totals, places):
            text.setVisible(total is not None and round(place) % every == 0)
            if total is not None:
                text.setText(formats.number(float(total), digits), color=theme.colours().text)
                text.setPos(float(end), float(place))

    def _spots(self, state: Bars) -> Spots:
        """The bars that are drawn."""
        values = [[series.values[at] for series in self._drawn.layers] for at in range(len(self._drawn.labels))]
        spans = [(sum(min(each, 0.0) for each in own), sum(max(each, 0.0) for each in own)) for own in values]
        return [[row_spot(low, high, at, _WIDTH)] for at, (low, high) in enumerate(spans)]

    def _pick(self, state: Bars, x: float, y: float) -> tuple[int, str] | None:
        """The bar; none where several share it."""
        position = round(y)
        known = 0 <= position < len(state.labels) and self._drawn.labels[position : position + 1] == (
            state.labels[position],
        )
        return (position, "") if known else None

    def _values_at(self, state: Bars, x: float, y: float) -> str:
        state = self._drawn
        position = round(y)
        if not 0 <= position < len(state.labels):
            return ""
        digits = decimals(state.unit, 2)
        named = [
            f"{series.name}: {formats.number(series.values[position], digits)} {state.unit}" for series in state.layers
        ]
        return "\n".join([state.labels[position], *named])


def _every(rows: int, height: float) -> int:
    """Of how many bars one has its name and total written, so that no two lie over one another."""
    return max(math.ceil(_LINE_HEIGHT * max(rows, 1) / max(height, 1.0)), 1)
