"""The legend: a swatch and a name for every series, wrapped to the width that there is, to hide and show them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.gui import theme
from desktop.gui.charts.states import Names, Series
from desktop.gui.words import tooltip
from desktop.text.messages import say

_PATTERNS = {
    "hatch": Qt.BrushStyle.BDiagPattern,
    "dots": Qt.BrushStyle.Dense6Pattern,
    "cross": Qt.BrushStyle.DiagCrossPattern,
    "level": Qt.BrushStyle.HorPattern,
    "back": Qt.BrushStyle.FDiagPattern,
    "missing": Qt.BrushStyle.BDiagPattern,
}
_PENS = {
    "line": Qt.PenStyle.SolidLine,
    "dash": Qt.PenStyle.DashLine,
    "dot": Qt.PenStyle.DotLine,
    "dashdot": Qt.PenStyle.DashDotLine,
    "dashdotdot": Qt.PenStyle.DashDotDotLine,
}
_SWATCH, _GAP, _BETWEEN = 14, 6, 14
_PALE, _NARROWEST = 0.45, 60
_NOBODY = Series("", (), "")


def overlay(pattern: str) -> QBrush | None:
    """The pale pattern drawn over a filled area as a second cue, or None."""
    if pattern not in _PATTERNS or pattern == "missing":
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


class Entry(QAbstractButton):
    """One series of a legend: a swatch and a name; pressed it is hidden, pressed again it is back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._series = _NOBODY
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(theme.sized(theme.SMALL))

    @property
    def name(self) -> str:
        """The name of its series."""
        return self._series.name

    def show_series(self, series: Series, *, hidden: bool) -> None:
        """Stand for a series."""
        self._series = series
        self.setChecked(not hidden)
        self.setAccessibleName(series.name)
        self.setToolTip(tooltip(f"{series.name}\n{say('legend-show' if hidden else 'legend-hide')}"))
        self.update()

    def sizeHint(self) -> QSize:
        """A swatch, a gap and the name."""
        measure = self.fontMetrics()
        return QSize(_SWATCH + _GAP + measure.horizontalAdvance(self._series.name) + 2, measure.height() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both, paler and struck out while the series is hidden."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isChecked() else _PALE)
        _draw_swatch(painter, self._series, QRectF(1, 3.5, _SWATCH - 1, 11))
        font = self.font()
        font.setStrikeOut(not self.isChecked())
        painter.setFont(font)
        painter.setPen(QColor(theme.colours().muted))
        box = QRectF(_SWATCH + _GAP, 0, self.width() - _SWATCH - _GAP, self.height())
        text = self.fontMetrics().elidedText(self._series.name, Qt.TextElideMode.ElideMiddle, round(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.colours().accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.end()


class Legend(QWidget):
    """The series of a chart, as many to a line as there is room; ``pressed`` carries the name of one that was."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self._shown: tuple[tuple[str, str, str, bool], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(0)
        self.hide()

    @property
    def entries(self) -> list[Entry]:
        """Those that stand for a series."""
        return self._entries[: len(self._shown)]

    def show_series(self, series: Sequence[Series], hidden: Names = frozenset()) -> None:
        """The series to explain, and the names of those that are hidden; none at all hides the legend."""
        shown = tuple((each.name, each.colour, each.pattern, each.name in hidden) for each in series)
        if shown == self._shown and self.isHidden() != bool(series):
            return
        self._shown = shown
        while len(self._entries) < len(series):
            self._entries.append(self._entry())
        for entry, each in zip_longest(self._entries, series):
            entry.setVisible(each is not None)
            if each is not None:
                entry.show_series(each, hidden=each.name in hidden)
        self.setVisible(bool(series))
        self._place()

    def sizeHint(self) -> QSize:
        """As wide as it is given, as high as that needs."""
        return QSize(120, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take another line when the width asks for it."""
        self._place()

    def _entry(self) -> Entry:
        entry = Entry(self)
        before = self._entries[-1] if self._entries else self.parentWidget()
        if before is not None:
            QWidget.setTabOrder(before, entry)  # else it comes last of all in the window
        entry.clicked.connect(lambda: self.pressed.emit(entry.name))
        return entry

    def _place(self) -> None:
        x = y = line = 0
        for entry in self.entries:
            size = entry.sizeHint()
            line, width = size.height(), min(size.width(), max(self.width(), _NARROWEST))
            if x and x + width > self.width():
                x, y = 0, y + line
            entry.setGeometry(x, y, width, line)
            x += width + _BETWEEN
        self.setFixedHeight(y + line)


def _draw_swatch(painter: QPainter, series: Series, box: QRectF) -> None:
    colour = QColor(series.colour or theme.colours().text)
    if series.pattern in _PENS:
        pen = line_pen(series)
        pen.setCosmetic(False)  # nothing is stretched here, and it is as wide on a fine screen
        painter.setPen(pen)
        painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))
        return
    painter.setPen(QPen(colour, 1) if series.pattern == "missing" else Qt.PenStyle.NoPen)
    painter.setBrush(gap_brush() if series.pattern == "missing" else colour)
    painter.drawRect(box)
    pale = overlay(series.pattern)
    if pale is not None:
        painter.fillRect(box, pale)
