"""Draws small multiples: a grid of little stacked charts with one scale, as many to a line as there is room."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.gui import theme
from desktop.gui.charts.frame import ChartFrame
from desktop.gui.charts.legend import overlay
from desktop.gui.charts.multiples_state import Multiples, Panel
from desktop.gui.words import decimals, tooltip
from desktop.text import formats
from desktop.text.messages import say

_WIDTH, _HEIGHT, _GAP, _NAME = 168, 84, 12, 18
_AXIS = 16


class _Canvas(QWidget):
    """Paints the panels; the tooltip tells the month under the pointer."""

    def __init__(self) -> None:
        super().__init__()
        self.state = Multiples()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)

    def show_state(self, state: Multiples) -> None:
        self.state = state
        self._settle()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(3 * _WIDTH, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._settle()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tooltip(self.told(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    @property
    def columns(self) -> int:
        """How many panels stand beside one another."""
        most = max((self.width() + _GAP) // (_WIDTH + _GAP), 1)
        return max(min(most, len(self.state.panels)), 1)

    def box(self, at: int) -> QRectF:
        """Where the bars of a panel lie."""
        row, column = divmod(at, self.columns)
        wide = (self.width() - (self.columns - 1) * _GAP) / self.columns
        return QRectF(column * (wide + _GAP), row * self._line + _NAME, wide, _HEIGHT)

    def told(self, where: QPointF) -> str:
        """The plan, the month and its values at a place; "" beside the panels."""
        state = self.state
        for at, panel in enumerate(state.panels):
            box = self.box(at)
            if box.contains(where) and state.months:
                month = min(int((where.x() - box.x()) / box.width() * len(state.months)), len(state.months) - 1)
                digits = decimals(state.unit, 1)
                named = [(series.name, series.values) for series in panel.layers] + [(state.need, panel.need)]
                lines = [
                    f"{name}: {formats.number(values[month], digits)} {state.unit}" for name, values in named if values
                ]
                return "\n".join([panel.name, formats.month(state.months[month]), *lines])
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.sized(theme.SMALL))
        for at, panel in enumerate(self.state.panels):
            self._paint(painter, panel, self.box(at))
        painter.end()

    @property
    def _line(self) -> int:
        return _NAME + _HEIGHT + _AXIS + _GAP

    def _settle(self) -> None:
        rows = math.ceil(len(self.state.panels) / self.columns)
        self.setMinimumHeight(rows * self._line)

    def _paint(self, painter: QPainter, panel: Panel, box: QRectF) -> None:
        shown, months = theme.colours(), len(self.state.months)
        step, up = box.width() / months, box.height() / (self.state.top or 1.0)
        name = painter.fontMetrics().elidedText(panel.name, Qt.TextElideMode.ElideMiddle, round(box.width()))
        painter.setPen(QColor(shown.text))
        painter.drawText(box.adjusted(0, -_NAME, 0, 0), Qt.AlignmentFlag.AlignTop, name)
        floors = [box.bottom()] * months
        for series in panel.layers:
            bars = []
            for month, value in enumerate(series.values):
                height = max(value, 0.0) * up
                floors[month] -= height
                bars.append(QRectF(box.x() + month * step, floors[month], step * 0.9, height))
            painter.setPen(Qt.PenStyle.NoPen)
            for brush in (QColor(series.colour), overlay(series.pattern)):
                if brush is not None:
                    painter.setBrush(brush)
                    painter.drawRects([bar for bar in bars if bar.height() > 0])
        self._paint_need(painter, panel, box, step, up)
        painter.setPen(QPen(QColor(shown.border), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setPen(QColor(shown.muted))
        below = QRectF(box.x(), box.bottom() + 1, box.width(), _AXIS)
        ends = ((Qt.AlignmentFlag.AlignLeft, 0), (Qt.AlignmentFlag.AlignRight, -1))
        for side, at in ends:
            painter.drawText(below, side | Qt.AlignmentFlag.AlignTop, formats.month(self.state.months[at]))

    def _paint_need(self, painter: QPainter, panel: Panel, box: QRectF, step: float, up: float) -> None:
        points = []
        for month, value in enumerate(panel.need):
            y = box.bottom() - value * up
            points += [QPointF(box.x() + month * step, y), QPointF(box.x() + (month + 1) * step, y)]
        painter.setPen(QPen(QColor(theme.colours().text), 1.2))
        painter.drawPolyline(QPolygonF(points))


class MultiplesView(ChartFrame[Multiples]):
    """The chart of one picture for each plan."""

    def _begin(self) -> QWidget:
        self._panels = _Canvas()
        return self._panels

    def _draw(self, state: Multiples) -> None:
        self._panels.show_state(state)
        self.setAccessibleDescription(say("multiples-scale", count=len(state.panels), top=formats.number(state.top, 1)))
