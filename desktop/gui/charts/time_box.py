"""The part of a chart in which values are drawn, where months can be looked at more closely."""

from __future__ import annotations

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseDragEvent
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QGraphicsSceneWheelEvent, QMenu

from desktop.text.messages import say

Span = tuple[float, float]
_MARGIN, _LEAST = 0.6, 3.0
_NOTCH, _CLOSER, _STEP = 120.0, 0.8, 0.25


class TimeBox(pg.ViewBox):
    """Shows positions 0 to ``count`` - 1, or a span of them; ``zoomed`` tells of another, and whether it is not all.

    A mark drawn with the mouse is looked at closely; so does the wheel with Ctrl, so that turning it over a chart still
    scrolls the page; with Shift it goes earlier and later.
    """

    zoomed = Signal(bool)

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self._count = 0
        self._span: Span | None = None
        self.setMouseEnabled(x=False, y=False)

    @property
    def is_zoomed(self) -> bool:
        """Whether only a part is shown."""
        return self._span is not None

    @property
    def count(self) -> int:
        """How many positions there are; 0 in a chart that does not go by months."""
        return self._count

    @property
    def shown(self) -> Span:
        """From where to where positions are shown."""
        return self._span or self._whole

    @property
    def _whole(self) -> Span:
        return -_MARGIN, self._count - 1 + _MARGIN

    def show_count(self, count: int) -> None:
        """Show so many positions; a part that was looked at stays where the number is the same."""
        if count != self._count:
            self._count, self._span = count, None
            self.zoomed.emit(self.is_zoomed)
        self.setXRange(*self.shown, padding=0)

    def zoom(self, span: Span | None) -> None:
        """Show a span, as far as there is one; None for all."""
        low, high = self._whole
        if span is not None:
            wide = min(max(span[1] - span[0], _LEAST), high - low)
            start = min(max(sum(span) / 2 - wide / 2, low), high - wide)
            span = None if wide >= high - low else (start, start + wide)
        if span != self._span:
            self._span = span
            self.setXRange(*self.shown, padding=0)
            self.zoomed.emit(self.is_zoomed)

    def closer(self, factor: float = _CLOSER, at: float | None = None) -> None:
        """Show a part of what is shown, ``factor`` as long, around a position, which stays where it is seen."""
        low, high = self.shown
        centre = (low + high) / 2 if at is None else at
        self.zoom((centre - (centre - low) * factor, centre + (high - centre) * factor))

    def wider(self) -> None:
        """Show more around what is shown."""
        self.closer(1 / _CLOSER)

    def all(self) -> None:
        """Show all positions."""
        self.zoom(None)

    def move(self, share: float) -> None:
        """Go later by a share of what is shown; earlier where it is below zero."""
        low, high = self.shown
        self.zoom((low + share * (high - low), high + share * (high - low)))

    def press(self, event: QKeyEvent) -> bool:
        """Look closer with plus, less with minus, at all with 0; with Shift the arrows go along; else False."""
        sideways = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right if self._count and sideways:
                self.move(_STEP if event.key() == Qt.Key.Key_Right else -_STEP)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal if self._count:
                self.closer()
            case Qt.Key.Key_Minus if self._count:
                self.wider()
            case Qt.Key.Key_0 if self._count:
                self.all()
            case _:
                return False
        return True

    def actions_of(self, menu: QMenu) -> list[QAction]:
        """What a menu does with the part that is shown, where there are positions."""
        made = []
        for name, act in (("chart-closer", self.closer), ("chart-wider", self.wider), ("chart-reset", self.all)):
            action = QAction(say(name), menu)
            action.triggered.connect(lambda _=False, act=act: act())
            made.append(action)
            menu.aboutToShow.connect(lambda action=action: action.setEnabled(self._count > 0))
        return made

    def wheelEvent(self, event: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:
        """Look closer, or go along; or let the page have it."""
        notches, held = event.delta() / _NOTCH, event.modifiers()
        sideways = event.orientation() is Qt.Orientation.Horizontal or bool(held & Qt.KeyboardModifier.ShiftModifier)
        meant = sideways or bool(held & Qt.KeyboardModifier.ControlModifier)
        if not self._count or not meant or (sideways and not self.is_zoomed):
            event.ignore()
            return
        event.accept()
        if sideways:
            self.move(-notches / 10)
        else:
            self.closer(_CLOSER**notches, self.mapSceneToView(event.scenePos()).x())

    def mouseDragEvent(self, event: MouseDragEvent, axis: int | None = None) -> None:
        """Mark a span, and look at it once the button is let go."""
        if event.button() != Qt.MouseButton.LeftButton or not self._count:
            event.ignore()
            return
        event.accept()
        start, end = event.buttonDownPos(), event.pos()
        if event.isFinish():
            self.rbScaleBox.hide()
            ends = sorted(self.mapToView(point).x() for point in (start, end))
            self.zoom((ends[0], ends[1]))
        else:
            self.updateScaleBox(QPointF(start.x(), 0), QPointF(end.x(), self.height()))
