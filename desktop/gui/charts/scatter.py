"""Draws a scatter: a point for each plan with its name where there is room, and a line along the best of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.gui import theme
from desktop.gui.charts.axes import NumberAxis
from desktop.gui.charts.cursor import Spot, Spots
from desktop.gui.charts.plot import Curve
from desktop.gui.charts.scatter_state import Point, Scatter
from desktop.gui.charts.view import GRID, ChartView
from desktop.text import formats

_SIZE, _AWAY, _NEAR = 11, 9, 14.0
_ROOM, _LONGEST_NAME = 0.12, 150
_LEAST = 1e-9
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1))
"""Where a name is tried: right, left, above, below its point."""


class ScatterView(ChartView[Scatter]):
    """The chart of what plans cost against what they depend on."""

    def _begin(self) -> QWidget:
        self._between({"left": NumberAxis("left"), "bottom": NumberAxis("bottom")})
        self._plot.axes["bottom"].setGrid(GRID)
        self._plot.axes["left"].setGrid(GRID)
        self._front = Curve()
        self._points = pg.ScatterPlotItem(size=_SIZE, pxMode=True)
        self._names: list[pg.TextItem] = []
        for drawn in (self._front, self._points):
            self._box.addItem(drawn)
        return self._plot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look for the names' places again."""
        super().resizeEvent(event)
        if self.state is not None and not self.state.is_empty:
            self._place_names(self.drawn)

    def _draw(self, state: Scatter) -> None:
        front, surface = state.front, theme.colours().surface
        self._front.setData([point.x for point in front], [point.y for point in front])
        self._front.setPen(pg.mkPen(theme.colours().muted, width=1, style=pg.QtCore.Qt.PenStyle.DashLine))
        self._points.setData(
            x=[point.x for point in state.points],
            y=[point.y for point in state.points],
            symbol=[point.shape for point in state.points],
            brush=[QColor(point.colour) for point in state.points],
            pen=pg.mkPen(surface, width=1),
        )
        for axis, name in (("bottom", state.along), ("left", state.up)):
            self._plot.axes[axis].setLabel(name, **{"color": theme.colours().muted, "font-size": f"{theme.SMALL}pt"})
        self._plot.axes["bottom"].setHeight(None)
        for values, show in (
            ([point.x for point in state.points], self._box.setXRange),
            ([point.y for point in state.points], self._box.setYRange),
        ):
            low, high = min(values), max(values)
            room = _ROOM * max(high - low, 0.02 * abs(high), _LEAST)
            show(low - room, high + 2 * room, padding=0)
        self._place_names(state)

    def _place_names(self, state: Scatter) -> None:
        """Each name beside its point where it hides no other; one that finds no place is told by the pointer."""
        box = self._box
        spots = [box.mapViewToDevice(QPointF(point.x, point.y)) or QPointF() for point in state.points]
        frame = QRectF(box.mapToDevice(box.rect()).boundingRect())
        names = [cut(point.name) for point in state.points]
        places = places_of(names, spots, frame)
        while len(self._names) < len(state.points):
            text = pg.TextItem()
            text.setFont(theme.sized(theme.SMALL))
            self._box.addItem(text, ignoreBounds=True)
            self._names.append(text)
        for text, name, point, spot, place in zip_longest(self._names, names, state.points, spots, places):
            text.setVisible(place is not None)
            if place is not None:
                text.setText(name, color=theme.colours().text)
                text.setAnchor(QPointF((spot.x() - place.x()) / place.width(), (spot.y() - place.y()) / place.height()))
                text.setPos(point.x, point.y)

    def _nearest(self, state: Scatter, x: float, y: float) -> int | None:
        box = self._box
        here = box.mapViewToDevice(QPointF(x, y))
        spots = [box.mapViewToDevice(QPointF(point.x, point.y)) for point in state.points]
        if here is None or not spots or any(spot is None for spot in spots):
            return None
        far = [max(abs(spot.x() - here.x()), abs(spot.y() - here.y())) for spot in spots]
        at = min(range(len(far)), key=far.__getitem__)
        return at if far[at] <= _NEAR else None

    def _spots(self, state: Scatter) -> Spots:
        """The points, from left to right."""
        points = sorted((point.x, point.y) for point in state.points)
        return [[Spot(QRectF(x, y, 0, 0), QPointF(x, y))] for x, y in points]

    def _pick(self, state: Scatter, x: float, y: float) -> tuple[int, str] | None:
        """The point, by its position."""
        at = self._nearest(state, x, y)
        return None if at is None else (at, state.points[at].name)

    def _values_at(self, state: Scatter, x: float, y: float) -> str:
        at = self._nearest(state, x, y)
        if at is None:
            return ""
        point: Point = state.points[at]
        told = ((state.along, point.x), (state.up, point.y))
        return "\n".join([point.name, *(f"{name}: {formats.number(value, 1)}" for name, value in told)])


def cut(name: str) -> str:
    """As much of a name as stands beside a point; the pointer tells the whole."""
    measure = QFontMetrics(theme.sized(theme.SMALL))
    return measure.elidedText(name, Qt.TextElideMode.ElideMiddle, _LONGEST_NAME)


def places_of(names: Sequence[str], spots: Sequence[QPointF], frame: QRectF) -> list[QRectF | None]:
    """Where each name stands, in pixels: inside the frame, over no point and no other name; None where nowhere."""
    measure = QFontMetrics(theme.sized(theme.SMALL))
    height = measure.height() + 2.0
    points = [QRectF(spot.x() - _AWAY / 2, spot.y() - _AWAY / 2, _AWAY, _AWAY) for spot in spots]
    taken: list[QRectF] = []
    found: list[QRectF | None] = []
    for name, spot in zip(names, spots, strict=True):
        width = measure.horizontalAdvance(name) + 10.0
        tried = [
            QRectF(
                spot.x() + side * (_AWAY + width / 2) - width / 2,
                spot.y() + down * (_AWAY + height / 2) - height / 2,
                width,
                height,
            )
            for side, down in _SIDES
        ]
        free = [
            each
            for each in tried
            if frame.contains(each) and not any(each.intersects(other) for other in (*points, *taken))
        ]
        found.append(free[0] if free else None)
        taken += free[:1]
    return found
