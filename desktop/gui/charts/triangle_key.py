"""The key of the mix triangle: the scale of its colours, and what outline and hatching mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.gui import theme
from desktop.gui.charts.triangle_paint import colour_map
from desktop.text.messages import say


class TriangleKey(QWidget):
    """The scale of the colours with its ends, and what outline and hatching mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ends = ("", "")
        self.setFont(theme.sized(theme.SMALL))
        self.setFixedHeight(self.fontMetrics().height() * 2 + 10)

    def show_ends(self, low: str, high: str) -> None:
        """What the two ends of the scale stand for."""
        self._ends = (low, high)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar of colours between its ends; beneath it the two signs."""
        shown, metrics, colours = theme.colours(), self.fontMetrics(), colour_map()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line, x = metrics.height(), 0
        painter.setPen(QColor(shown.muted))
        painter.drawText(0, metrics.ascent(), self._ends[0])
        x = metrics.horizontalAdvance(self._ends[0]) + 8
        for at in range(96):
            painter.fillRect(QRectF(x + at, 3, 1.5, line - 6), colours.map(at / 95, mode="qcolor"))
        painter.drawText(x + 104, metrics.ascent(), self._ends[1])
        top = line + 6
        x = 0
        for pen, brush, words in (
            (QPen(QColor(shown.text), 2), QBrush(), say("triangle-met")),
            (
                QPen(QColor(shown.border), 1),
                QBrush(QColor(shown.muted), Qt.BrushStyle.BDiagPattern),
                say("triangle-out"),
            ),
        ):
            painter.setPen(pen)
            painter.setBrush(brush)
            painter.drawRect(QRectF(x + 1, top + 2, 14, line - 5))
            painter.setPen(QColor(shown.muted))
            painter.drawText(x + 22, top + metrics.ascent(), words)
            x += 22 + metrics.horizontalAdvance(words) + 16
        painter.end()
