"""What charts are drawn on: a box of values with an axis at its left and one below it; and lines in it."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QGraphicsGridLayout, QGraphicsItem, QSizePolicy, QStyleOptionGraphicsItem, QWidget

_ABOVE = 4
_LEAST_HEIGHT = 120
_BEFORE_VALUES = 0.5


class Plot(pg.GraphicsView):
    """A box and its two axes.

    pyqtgraph's own plot takes as long again for menus, a title and two more axes that nobody sees.
    """

    def __init__(self, box: pg.ViewBox, axes: dict[str, pg.AxisItem]) -> None:
        super().__init__()
        self.axes = axes
        inside = pg.GraphicsWidget()
        grid = QGraphicsGridLayout(inside)
        grid.setContentsMargins(0, _ABOVE, _ABOVE, 0)
        grid.setSpacing(0)
        box.setParentItem(inside)  # which it then goes with
        grid.addItem(box, 0, 1)
        for axis, (row, column) in ((axes["left"], (0, 0)), (axes["bottom"], (1, 1))):
            axis.setParentItem(inside)
            axis.linkToView(box)
            axis.setZValue(_BEFORE_VALUES)
            axis.setFlag(QGraphicsItem.GraphicsItemFlag.ItemNegativeZStacksBehindParent)
            grid.addItem(axis, row, column)
        grid.setRowStretchFactor(0, 1)
        grid.setColumnStretchFactor(1, 1)
        self.setCentralItem(inside)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.enableMouse(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)


class Curve(pg.PlotCurveItem):
    """A line that is as wide on a fine screen, and in a picture, as on any other: Qt counts its width in their dots."""

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw with a pen of so many dots."""
        pen, scale = self.opts["pen"], painter.worldTransform().m22()
        dots = abs(painter.deviceTransform().m22() / scale) if scale else 1.0
        self.opts["pen"] = QPen(pen)
        self.opts["pen"].setWidthF(pen.widthF() * dots)
        super().paint(painter, option, widget)
        self.opts["pen"] = pen
