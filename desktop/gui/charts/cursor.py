"""The place in a chart on which the keys stand, or that was asked about: its mark, and how keys go to the next."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.gui import theme

_LEAST, _AROUND, _ROUND = 12, 3, 3
_ON = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Home: -(10**6), Qt.Key.Key_End: 10**6}
_UP = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


@attrs.frozen(eq=False)
class Spot:
    """What is drawn in an area of the chart's own axes, and the place in it where a click asks about it."""

    area: QRectF
    place: QPointF


Spots = Sequence[Sequence[Spot]]
"""From one position to the next, at each of them what is there from the bottom up."""


def row_spot(first: float, last: float, at: int, height: float) -> Spot:
    """What lies in a row of a chart, from one value to another."""
    return Spot(QRectF(first, at - height / 2, last - first, height), QPointF((first + last) / 2, at))


class Cursor(QWidget):
    """Lies over the plot of a chart and marks one of its spots; in a chart of rows, positions go ``down``."""

    def __init__(self, plot: pg.GraphicsView, box: pg.ViewBox, *, down: bool) -> None:
        super().__init__(plot)
        self._plot, self._box, self._down = plot, box, down
        self._at: tuple[int, int] | None = None
        self._area = QRectF()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box.sigRangeChanged.connect(self.place)
        box.sigResized.connect(self.place)
        self.hide()

    def spot(self, spots: Spots) -> Spot | None:
        """Where the keys stand, if they are in the chart."""
        if self._at is None or self._at[0] >= len(spots):
            return None
        there = spots[self._at[0]]
        return there[min(self._at[1], len(there) - 1)] if there else None

    def leave(self) -> None:
        """Stand nowhere any more."""
        self._at = None
        self.hide()

    def go(self, key: int, spots: Spots) -> bool:
        """Go where a key leads; False where it leads nowhere. The first goes into the chart, to what is seen first."""
        along, up = (_UP, _ON) if self._down else (_ON, _UP)
        if not spots or key not in (*_ON, *_UP) or (self._at is None and key in _UP):
            return False
        if self._at is None:
            self._at = self._first(spots), 0
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) or key in along:
            step = _ON.get(Qt.Key(key), -_UP.get(Qt.Key(key), 0))
            self._at = min(max(self._at[0] + step, 0), len(spots) - 1), self._at[1]
        else:
            most = max(len(spots[self._at[0]]) - 1, 0)
            self._at = self._at[0], min(max(min(self._at[1], most) + up[Qt.Key(key)], 0), most)
        self._mark(spots)
        return True

    def stand_at(self, x: float, y: float, spots: Spots) -> None:
        """Stand on what lies at a place, the smallest of what does."""
        found = [
            (spot.area.width() * spot.area.height(), at, part)
            for at, there in enumerate(spots)
            for part, spot in enumerate(there)
            if spot.area.contains(QPointF(x, y))
        ]
        self._at = min(found)[1:] if found else None
        self._mark(spots)

    def place(self, *_: object) -> None:
        """Lie where what is marked is seen now."""
        if self.isHidden():
            return
        scene = self._box.mapViewToScene
        corners = QRectF(scene(self._area.topLeft()), scene(self._area.bottomRight())).normalized()
        middle, size = corners.center(), corners.size().expandedTo(QRectF(0, 0, _LEAST, _LEAST).size())
        around = QRectF(0, 0, size.width() + 2 * _AROUND, size.height() + 2 * _AROUND)
        around.moveCenter(middle)
        self.setGeometry(self._plot.mapFromScene(around).boundingRect() & QRect(0, 0, 10**5, 10**5))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line in the colour that stands for what is chosen, on one that parts it from what it goes around."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        for colour, width in ((theme.colours().surface, 4.0), (theme.colours().accent, 2.0)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRoundedRect(inside, _ROUND, _ROUND)
        painter.end()

    def _first(self, spots: Spots) -> int:
        (low, high), _ = self._box.viewRange()
        seen = (at for at, there in enumerate(spots) if there and low <= there[0].place.x() <= high)
        return 0 if self._down else next(seen, 0)

    def _mark(self, spots: Spots) -> None:
        spot = self.spot(spots)
        self.setVisible(spot is not None)
        if spot is not None:
            self._area = spot.area
            self.place()
            self.raise_()
            self.update()
