"""The key of the mix triangle: the scale of its colours, and what outline and hatching mean."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.gui import theme
from desktop.gui.charts.triangle_paint import colour_map
from desktop.text.messages import say

_SIGNS = ("triangle-met", "triangle-out")
_SIGN, _GAP = 22, 16
_LENGTH = 96


class TriangleKey(QWidget):
    """The scale of the colours with its ends, and what outline and hatching mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ends = ("", "")
        self.setFont(theme.sized(theme.SMALL))
        self._settle()

    def show_ends(self, low: str, high: str) -> None:
        """What the two ends of the scale stand for."""
        if self._ends != (low, high):
            self._ends = (low, high)
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line for the scale, and one or two for the signs."""
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        words = [self.fontMetrics().horizontalAdvance(say(key)) + _SIGN for key in _SIGNS]
        self._beside = sum(words) + _GAP <= self.width()
        self.setFixedHeight((self.fontMetrics().height() + 5) * (2 if self._beside else 3))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar of colours between its ends; beneath it the two signs."""
        shown, metrics = theme.colours(), self.fontMetrics()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line, x = metrics.height(), 0
        painter.setPen(QColor(shown.muted))
        painter.drawText(0, metrics.ascent(), self._ends[0])
        x = metrics.horizontalAdvance(self._ends[0]) + 8
        for at, colour in enumerate(_scale() if any(self._ends) else ()):  # without ends it would measure nothing
            painter.fillRect(QRectF(x + at, 3, 1.5, line - 6), colour)
        painter.drawText(x + _LENGTH + 8, metrics.ascent(), self._ends[1])
        top, x = line + 6, 0
        looks = (
            (QPen(QColor(shown.text), 2), QBrush()),
            (QPen(QColor(shown.border), 1), QBrush(QColor(shown.muted), Qt.BrushStyle.BDiagPattern)),
        )
        for (pen, brush), key in zip(looks, _SIGNS, strict=True):
            words = say(key)
            painter.setPen(pen)
            painter.setBrush(brush)
            painter.drawRect(QRectF(x + 1, top + 2, 14, line - 5))
            painter.setPen(QColor(shown.muted))
            painter.drawText(x + _SIGN, top + metrics.ascent(), words)
            if self._beside:
                x += _SIGN + metrics.horizontalAdvance(words) + _GAP
            else:
                top += line + 5
        painter.end()


@cache
def _scale() -> tuple[QColor, ...]:
    """The colours of the bar, a pixel each."""
    colours = colour_map()
    return tuple(colours.map(at / (_LENGTH - 1), mode="qcolor") for at in range(_LENGTH))
