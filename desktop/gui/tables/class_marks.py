"""Marks of the three classes of sources: a colour and a shape, so that they can be told apart without colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPolygonF

from desktop.gui import theme

_SIZE, _SCALE, _GAP = 14, 3, 4


def mark(name: str, beside: QIcon | None = None) -> QIcon:
    """A disc for domestic, a diamond for licensed Chinese, a square for other foreign; ``beside`` it another icon."""
    more = beside is not None and not beside.isNull()
    width = 2 * _SIZE + _GAP if more else _SIZE
    pixmap = QPixmap(QSize(width, _SIZE) * _SCALE)
    pixmap.setDevicePixelRatio(_SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.CLASS_COLOURS.get(name, theme.colours().muted)))
    _draw(painter, name, QRectF(2, 2, _SIZE - 4, _SIZE - 4))
    if more and beside is not None:
        beside.paint(painter, _SIZE + _GAP, 0, _SIZE, _SIZE)
    painter.end()
    return QIcon(pixmap)


def _draw(painter: QPainter, name: str, box: QRectF) -> None:
    if name == "domestic":
        painter.drawEllipse(box)
    elif name == "licensed_chinese":
        middle = box.center()
        corners = ((0, -6), (6, 0), (0, 6), (-6, 0))
        painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in corners]))
    else:
        painter.drawRect(box)
