"""Draws the mix triangle, and lets mixes be moved in it by mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.gui import theme
from desktop.gui.charts import triangle_paint as paint
from desktop.gui.charts.triangle_frame import Frame
from desktop.gui.charts.triangle_state import Dot, Triangle
from desktop.session.shares import WHOLE, Split
from desktop.text.messages import say

_STEP, _LONG_STEP = 10, 50
_KEYS: dict[int, tuple[int, int, int]] = {
    Qt.Key.Key_Up: (2, -1, -1),
    Qt.Key.Key_Down: (-2, 1, 1),
    Qt.Key.Key_Left: (0, 1, -1),
    Qt.Key.Key_Right: (0, -1, 1),
}
"""Which way a key moves the shares: up to the first class, left to the second, right to the third."""
_TURNS: dict[int, int] = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class TriangleView(QWidget):
    """A triangle of shares: cells coloured by their value, contours, and every mix as a dot.

    ``chosen`` carries the mix whose dot was pressed; ``dragged`` and ``settled`` the mix and its shares while and once
    it is moved; ``placed`` the shares where somebody pressed twice.
    """

    chosen = Signal(str)
    dragged = Signal(str, tuple)
    settled = Signal(str, tuple)
    placed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = Triangle(("", "", ""))
        self._ground: QPixmap | None = None
        self._held: Dot | None = None
        self._moved = False
        self._pointer: QPointF | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing behind it is painted with each move
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 168)
        self.setAccessibleName(say("triangle"))

    @property
    def is_dragged(self) -> bool:
        """Whether a dot is held."""
        return self._held is not None

    def show_state(self, state: Triangle) -> None:
        """Draw a state; a dot that is held stays in the hand."""
        if (state.cells, state.corners) != (self.state.cells, self.state.corners):
            self._ground = None
        self.state = state
        self.setAccessibleDescription("; ".join(f"{dot.name}: {paint.told(state, dot.split)}" for dot in state.dots))
        self.update()

    def sizeHint(self) -> QSize:
        """As large as a picture wants to be."""
        return QSize(300, 240)

    def where(self, split: Split) -> QPointF:
        """Where shares lie in the widget."""
        return self._frame.where(split)

    @property
    def _frame(self) -> Frame:
        return Frame(self.size())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, which is drawn once, then the dots and what is said of the place under the pointer."""
        if self._ground is None:
            self._ground = self._painted()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._ground)
        paint.dots(painter, self._frame, self.state)
        if self._pointer is not None:
            paint.hover(painter, self._frame, self.state, self._pointer)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.colours().accent), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew in another size."""
        self._ground = None

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._ground = None
            self.update()
        super().changeEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Say nothing more of a place."""
        self._pointer = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the dot that is pressed into the hand."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._held, self._moved = self._frame.dot_at(self.state, event.position()), False
        if self._held is not None and self._held.mix != self.state.current:
            self.chosen.emit(self._held.mix)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the dot in the hand, or tell of the place under the pointer."""
        self._pointer = event.position()
        if self._held is not None:
            self._moved = True
            self.dragged.emit(self._held.mix, self._frame.split(event.position()))
        near = self._held or self._frame.dot_at(self.state, event.position())
        self.setCursor(Qt.CursorShape.SizeAllCursor if near else Qt.CursorShape.CrossCursor)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the dot go where it is."""
        held, self._held = self._held, None
        if held is not None and self._moved:
            self.settled.emit(held.mix, self._frame.split(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for a mix at a place where there is none."""
        if self._frame.dot_at(self.state, event.position()) is None and self._frame.is_inside(event.position()):
            self.placed.emit(self._frame.split(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the chosen mix by a percent, with Shift by five; Return asks for a mix at its place.

        Page up and down choose the mix before and after.
        """
        dot = next((each for each in self.state.dots if each.mix == self.state.current), None)
        turn = _TURNS.get(event.key())
        if dot is not None and turn is not None:
            at = self.state.dots.index(dot) + turn
            self.chosen.emit(self.state.dots[at % len(self.state.dots)].mix)
            return
        way = _KEYS.get(event.key())
        if dot is None or (way is None and event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            super().keyPressEvent(event)
        elif way is None:
            self.placed.emit(dot.split)
        else:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.settled.emit(dot.mix, _stepped(dot.split, way, _LONG_STEP if shift else _STEP))

    def _painted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        ground = QPixmap(self.size() * ratio)
        ground.setDevicePixelRatio(ratio)
        ground.fill(QColor(theme.colours().surface))
        painter = QPainter(ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.ground(painter, self._frame, self.state)
        painter.end()
        return ground


def _stepped(split: Split, way: tuple[int, int, int], step: int) -> Split:
    """Shares moved by a step, as far as there is room."""
    wanted = [share + sign * step // max(map(abs, way)) for share, sign in zip(split, way, strict=True)]
    kept = [min(max(share, 0), WHOLE) for share in wanted]
    most = max(range(3), key=lambda at: kept[at])
    kept[most] += WHOLE - sum(kept)
    return tuple(kept)
