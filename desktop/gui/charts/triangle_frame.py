"""Where the mix triangle lies in a widget: shares as places of it, and back."""

from __future__ import annotations

from functools import cached_property

import attrs
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPolygonF

from desktop.gui import theme
from desktop.gui.charts.triangle_state import HEIGHT, Dot, Place, Triangle, place, split_at
from desktop.session.shares import Split

EDGE = 8
_NEAR = 12.0


@attrs.frozen(slots=False)
class Frame:
    """Where the triangle lies in a widget of a size: as large as there is room beside its words."""

    size: QSize

    @cached_property
    def box(self) -> QRectF:
        """What the triangle just fits into."""
        line = QFontMetricsF(theme.sized(theme.SMALL)).height()
        width, height = self.size.width() - 2 * EDGE, self.size.height() - 2 * line - 2 * EDGE
        side = max(min(width, height / HEIGHT), 1.0)
        return QRectF((self.size.width() - side) / 2, line + EDGE, side, side * HEIGHT)

    @property
    def outline(self) -> QPolygonF:
        """The triangle itself."""
        return QPolygonF([self.point(corner) for corner in ((0.0, 0.0), (0.5, HEIGHT), (1.0, 0.0))])

    def point(self, spot: Place) -> QPointF:
        """A place of the triangle in the widget."""
        box = self.box
        return QPointF(box.left() + spot[0] * box.width(), box.bottom() - spot[1] * box.width())

    def where(self, split: Split) -> QPointF:
        """Where shares lie in the widget."""
        return self.point(place(split))

    def split(self, position: QPointF) -> Split:
        """The shares at a position, or at the edge nearest to it."""
        box = self.box
        return split_at(((position.x() - box.left()) / box.width(), (box.bottom() - position.y()) / box.width()))

    def is_inside(self, position: QPointF) -> bool:
        """Whether a position is in the triangle."""
        return self.outline.containsPoint(position, Qt.FillRule.OddEvenFill)

    def dot_at(self, state: Triangle, position: QPointF) -> Dot | None:
        """The dot at a position; of several the nearest, of those in the same place the chosen one."""
        near = {dot.mix: QLineF(self.where(dot.split), position).length() for dot in state.dots}
        found = [dot for dot in state.dots if near[dot.mix] <= _NEAR]
        return min(found, key=lambda dot: (near[dot.mix], dot.mix != state.current), default=None)
