"""Draws a timeline of files: a row for each group, windows of files in hand, and the course of the next new one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.gui import theme
from desktop.gui.charts.axes import MonthAxis, NameAxis
from desktop.gui.charts.cursor import Spots, row_spot
from desktop.gui.charts.timeline_state import Mark, Row, Timeline
from desktop.gui.charts.view import ChartView

_NAMES_WIDTH = 260
_ROW_HEIGHT, _AXIS_HEIGHT, _HEAD, _HEAD_GAP = 34, 30, 18, 12
_UPPER, _MIDDLE, _LOWER, _THICK, _THIN = -0.2, 0.06, 0.26, 0.28, 0.1
_LEAST_ROWS, _GRID = 2, 25
_ROW = 0.9
"""What keys mark of a row."""


class TimelineView(ChartView[Timeline]):
    """The chart of licence files: as many rows as there is room for, the last for all others."""

    rows = True

    def _begin(self) -> QWidget:
        self._months, self._names = MonthAxis(), NameAxis()
        self._between({"bottom": self._months, "left": self._names})
        self._plot.axes["bottom"].setGrid(_GRID)
        self._drawn = Timeline()
        self._bars = {kind: pg.BarGraphItem(x0=[], x1=[], y=[], height=_THICK) for kind in _BARS}
        self._points = {kind: pg.ScatterPlotItem(pxMode=True) for kind in _POINTS}
        for item in (*self._bars.values(), *self._points.values()):
            self._box.addItem(item)
        self._marks: list[pg.InfiniteLine] = []
        self._texts: list[pg.TextItem] = []
        self._heads: list[pg.TextItem] = []
        self._box.sigResized.connect(lambda _: self._draw_marks(self._drawn.marks))
        self._box.invertY(True)
        return self._plot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many rows as there is room for."""
        super().resizeEvent(event)
        if self.state is not None and not self.state.is_empty and self.drawn.fitted(self._rows()) != self._drawn:
            self._draw(self.drawn)

    def _rows(self) -> int:
        return int(self._plot.height() - _AXIS_HEIGHT - _HEAD) // _ROW_HEIGHT

    def _draw(self, state: Timeline) -> None:
        state = self._drawn = state.fitted(self._rows())
        rows = state.lanes
        self._months.set_months(state.months)
        self._names.set_names([row.label for row in rows], _NAMES_WIDTH)
        for kind, (spans, y, height) in _spans(rows).items():
            self._bars[kind].setVisible(kind not in state.hidden)
            starts, ends = np.array(spans, dtype=float).reshape(-1, 2).T
            self._bars[kind].setOpts(
                x0=starts, x1=ends, y=np.array(y, dtype=float), height=height, brush=_brush(kind), pen=_edge(kind)
            )
        for kind, (symbol, size, colour) in _POINTS.items():
            places = _places(rows, kind)
            self._points[kind].setVisible(_SHOWN_WITH.get(kind) not in state.hidden)
            shade = QColor(getattr(theme.colours(), colour))
            self._points[kind].setData(
                x=[x for x, _ in places],
                y=[y for _, y in places],
                symbol=symbol,
                size=size,
                brush=shade,
                pen=pg.mkPen(shade, width=1.5) if kind == "later" else pg.mkPen(None),
            )
        self._draw_marks(state.marks)
        self._draw_texts(state)
        self._box.setXRange(-0.6, len(state.months) - 0.4, padding=0)
        self._box.setYRange(-0.5 - _HEAD / _ROW_HEIGHT, max(len(rows), _LEAST_ROWS) - 0.4, padding=0)

    def _draw_marks(self, marks: Sequence[Mark]) -> None:
        """Lines across all rows, with what they are above the first, cut where the next one begins."""
        measure, wide = QFontMetrics(theme.sized(theme.SMALL)), self._box.width()
        ends = [*(mark.at for mark in marks[1:]), float(len(self._drawn.months))][: len(marks)]
        months = max(len(self._drawn.months), 1)
        while len(self._marks) < len(marks):
            line, head = pg.InfiniteLine(angle=90), _text((0, 0))
            self._box.addItem(line)
            self._box.addItem(head)
            self._marks.append(line)
            self._heads.append(head)
        for line, head, mark, end in zip_longest(self._marks, self._heads, marks, ends):
            line.setVisible(mark is not None)
            head.setVisible(mark is not None)
            if mark is not None:
                colour = theme.colours().text if mark.today else theme.colours().bad
                line.setPen(pg.mkPen(colour, width=1, style=Qt.PenStyle.SolidLine if mark.today else _DASH))
                line.setPos(mark.at)
                room = int((end - mark.at) * wide / months) - _HEAD_GAP
                head.setText(measure.elidedText(mark.text, Qt.TextElideMode.ElideMiddle, room), color=colour)
                head.setPos(mark.at, -0.5 - _HEAD / _ROW_HEIGHT)

    def _draw_texts(self, state: Timeline) -> None:
        """What is left of each file in hand, behind its window."""
        windows = [
            (window, at)
            for at, row in enumerate(state.lanes)
            for window in row.windows
            if ("alarm" if window.alarm else "window") not in state.hidden
        ]
        while len(self._texts) < len(windows):
            self._texts.append(_text((0, 0.5)))
            self._box.addItem(self._texts[-1])
        for text, shown in zip_longest(self._texts, windows):
            text.setVisible(shown is not None)
            if shown is not None:
                window, at = shown
                colours = theme.colours()
                text.setText(window.text, color=colours.bad if window.alarm else colours.muted)
                text.setPos(window.last, at + _LOWER)

    def _pick(self, state: Timeline, x: float, y: float) -> tuple[int, str] | None:
        """The row, where a click on it asks about anything."""
        at = round(y)
        known = 0 <= at < len(self._drawn.lanes) and bool(self._drawn.lanes[at].key)
        return (at, self._drawn.lanes[at].key) if known else None

    def _spots(self, state: Timeline) -> Spots:
        """The rows that are drawn."""
        last = len(state.months) - 0.4
        return [[row_spot(-0.6, last, at, _ROW)] for at in range(len(self._drawn.lanes))]

    def _values_at(self, state: Timeline, x: float, y: float) -> str:
        at = round(y)
        return self._drawn.lanes[at].told if 0 <= at < len(self._drawn.lanes) else ""


Spans = tuple[list[tuple[float, float]], list[float], float]
_DASH = Qt.PenStyle.DashLine
_BARS = ("window", "alarm", "review", "shipping")
_POINTS = {
    "later": ("|", 6, "muted"),
    "file": ("d", 11, "accent"),
    "usual": ("|", 11, "text"),
    "arrival": ("t1", 10, "text"),
}
"""Symbol, size in pixels and colour of what is a day."""
_SHOWN_WITH = {"file": "review", "usual": "review", "arrival": "shipping"}
"""Which days are hidden with which bars."""


def _spans(rows: Sequence[Row]) -> dict[str, Spans]:
    """What lasts: from where to where, at which heights, and how thick."""
    found: dict[str, Spans] = {kind: ([], [], _THIN if kind != "review" else _THICK) for kind in _BARS}
    for at, row in enumerate(rows):
        for window in row.windows:
            spans, y, _ = found["alarm" if window.alarm else "window"]
            spans.append((window.first, window.last))
            y.append(at + _LOWER)
        if row.course is not None:
            for kind, first, last in (
                ("review", row.course.fast, row.course.slow),
                ("shipping", row.course.leaves, row.course.arrives),
            ):
                spans, y, _ = found[kind]
                spans.append((first, last))
                y.append(at + _UPPER)
    return found


def _places(rows: Sequence[Row], kind: str) -> list[tuple[float, float]]:
    """The days of one kind, with their heights."""
    if kind == "later":
        return [(day, at + _MIDDLE) for at, row in enumerate(rows) for day in row.files]
    name = {"file": "file_by", "usual": "usual", "arrival": "arrives"}[kind]
    courses = [(at, row.course) for at, row in enumerate(rows) if row.course is not None]
    return [(float(getattr(course, name)), at + _UPPER) for at, course in courses]


def _brush(kind: str) -> QColor:
    shown = theme.colours()
    colour = QColor({"window": shown.good, "alarm": shown.bad, "review": shown.accent, "shipping": shown.muted}[kind])
    colour.setAlpha(90 if kind == "review" else 255)
    return colour


def _edge(kind: str) -> object:
    return pg.mkPen(theme.colours().accent, width=1) if kind == "review" else pg.mkPen(None)


def _text(anchor: tuple[float, float]) -> pg.TextItem:
    text = pg.TextItem(anchor=anchor)
    text.setFont(theme.sized(theme.SMALL))
    return text
