"""The legend: a swatch and a name for every series, wrapped to the width that there is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.gui import theme
from desktop.gui.charts.states import Series

_PATTERNS = {
    "hatch": Qt.BrushStyle.BDiagPattern,
    "dots": Qt.BrushStyle.Dense6Pattern,
    "missing": Qt.BrushStyle.BDiagPattern,
}
_PENS = {
    "line": Qt.PenStyle.SolidLine,
    "dash": Qt.PenStyle.DashLine,
    "dot": Qt.PenStyle.DotLine,
    "dashdot": Qt.PenStyle.DashDotLine,
    "dashdotdot": Qt.PenStyle.DashDotDotLine,
}
_SWATCH, _GAP, _BETWEEN = 14, 6, 16


def overlay(pattern: str) -> QBrush | None:
    """The pale pattern drawn over a filled area as a second cue, or None."""
    if pattern not in ("hatch", "dots"):
        return None
    pale = QColor("#FFFFFF")
    pale.setAlpha(70)
    return QBrush(pale, _PATTERNS[pattern])


def gap_brush() -> QBrush:
    """The hatching of what is missing."""
    return QBrush(QColor(theme.colours().text), Qt.BrushStyle.BDiagPattern)


def line_pen(series: Series, width: float = 2.0) -> QPen:
    """The pen of a line; it keeps its width at any scale."""
    pen = QPen(QColor(series.colour or theme.colours().text), width, _PENS.get(series.pattern, Qt.PenStyle.SolidLine))
    pen.setCosmetic(True)
    return pen


class Legend(QWidget):
    """Paints the swatches as the chart paints the series."""

    def __init__(self) -> None:
        super().__init__()
        self._series: tuple[Series, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFont(theme.sized(theme.SMALL))

    def show_series(self, series: Sequence[Series]) -> None:
        """The series to explain; none hides the legend."""
        self._series = tuple(series)
        self.setVisible(bool(series))
        self._settle_height()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as it is given, as high as that needs."""
        return QSize(120, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take another line when the width asks for it."""
        self._settle_height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all swatches and names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for series, (x, y) in zip(self._series, self._places(), strict=True):
            _draw_swatch(painter, series, QRectF(x, y + 3.5, _SWATCH, 11))
            painter.setPen(QColor(theme.colours().muted))
            painter.drawText(QPointF(x + _SWATCH + _GAP, y + self.fontMetrics().ascent() + 1), series.name)
        painter.end()

    def _places(self) -> list[tuple[int, int]]:
        x, y, places = 0, 0, []
        for series in self._series:
            width = _SWATCH + _GAP + self.fontMetrics().horizontalAdvance(series.name)
            if x and x + width > self.width():
                x, y = 0, y + self._line()
            places.append((x, y))
            x += width + _BETWEEN
        return places

    def _line(self) -> int:
        return self.fontMetrics().height() + 2

    def _settle_height(self) -> None:
        places = self._places()
        self.setFixedHeight((places[-1][1] if places else 0) + self._line())


def _draw_swatch(painter: QPainter, series: Series, box: QRectF) -> None:
    colour = QColor(series.colour or theme.colours().text)
    if series.pattern in _PENS:
        painter.setPen(line_pen(series))
        painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))
        return
    painter.setPen(QPen(colour, 1) if series.pattern == "missing" else Qt.PenStyle.NoPen)
    painter.setBrush(gap_brush() if series.pattern == "missing" else colour)
    painter.drawRect(box)
    pale = overlay(series.pattern)
    if pale is not None:
        painter.fillRect(box, pale)
