"""Draws lines by month: stock, days of cover, coverage."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from desktop.gui.charts.axes import MonthAxis, NumberAxis
from desktop.gui.charts.cursor import Spot, Spots
from desktop.gui.charts.legend import line_pen
from desktop.gui.charts.plot import Curve
from desktop.gui.charts.stack import values_by_month
from desktop.gui.charts.states import Lines
from desktop.gui.charts.view import GRID, ChartView

_LEAST_TOP = 1e-9


class LinesView(ChartView[Lines]):
    """The chart of levels over time."""

    def _begin(self) -> QWidget:
        self._months = MonthAxis()
        self._between({"bottom": self._months, "left": NumberAxis("left")})
        self._plot.axes["left"].setGrid(GRID)
        self._curves: list[Curve] = []
        return self._plot

    def _draw(self, state: Lines) -> None:
        self._months.set_months(state.months, state.labels)
        places = np.arange(len(state.months))
        while len(self._curves) < len(state.lines):
            curve = Curve()
            self._box.addItem(curve)
            self._curves.append(curve)
        for position, curve in enumerate(self._curves):
            curve.setVisible(position < len(state.lines))
            if position < len(state.lines):
                series = state.lines[position]
                filled = series.key in state.filled
                wash = QColor(series.colour)
                wash.setAlpha(40)
                curve.setData(
                    places, np.asarray(series.values), fillLevel=0 if filled else None, brush=wash if filled else None
                )
                curve.setPen(line_pen(series))
        top = max((max(series.values, default=0.0) for series in state.lines), default=0.0)
        self._box.show_count(len(places))
        self._box.setYRange(state.least, state.most or max(top, _LEAST_TOP) * 1.06, padding=0)

    def _pick(self, state: Lines, x: float, y: float) -> tuple[int, str] | None:
        """The month, and the line that is nearest there."""
        position = round(x)
        if not state.lines or not 0 <= position < len(state.months):
            return None
        nearest = min(state.lines, key=lambda series: abs(series.values[position] - y))
        return position, nearest.key

    def _spots(self, state: Lines) -> Spots:
        """By month the points of the lines."""
        points = ([series.values[at] for series in state.lines] for at in range(len(state.months)))
        return [
            [Spot(QRectF(at, value, 0, 0), QPointF(at, value)) for value in sorted(filter(math.isfinite, values))]
            for at, values in enumerate(points)
        ]

    def _values_at(self, state: Lines, x: float, y: float) -> str:
        return values_by_month(state, x)
