"""The timeline of a scenario's events: bars that are moved and stretched by month, by mouse and by keyboard."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from desktop.gui.scenarios.timeline_area import Act, TimelineArea

_SHIFT = 3
"""Pixels that the mouse moves before it is a drag."""
_CONTROL = Qt.KeyboardModifier.ControlModifier


@attrs.frozen
class _Drag:
    """What is being done to an event: by how many months so far, and from which pixel with the mouse."""

    row: int
    act: Act
    by: int = 0
    begun: float | None = None


class TimelineView(TimelineArea):
    """Says what the user does to the events shown; it changes nothing by itself.

    ``dragged`` (row, act, months) tells what letting go would do, ``settled`` what was done, ``cancelled`` that
    nothing was. ``chosen`` carries a row, ``removed`` one that is to go, ``opened`` one whose fields are wanted,
    ``wanted`` a month in which a new event is.
    """

    dragged = Signal(int, str, int)
    settled = Signal(int, str, int)
    cancelled = Signal()
    chosen = Signal(int)
    removed = Signal(int)
    opened = Signal(int)
    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drag: _Drag | None = None

    @property
    def is_dragged(self) -> bool:
        """Whether an event is being moved or stretched."""
        return self._drag is not None

    # ------------------------------------------------------------------ mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the bar under the mouse, and begin to drag it or the end of it that is near."""
        self._settle()
        hit = self.hit(event.position())
        if hit is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        bar, act = hit
        if bar.bar.row != self.current:
            self.chosen.emit(bar.bar.row)
        self._begin(_Drag(bar.bar.row, act, begun=event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag by whole months; without a button held, show what a press would do."""
        drag = self._drag
        if drag is None or drag.begun is None:
            self._show_cursor(event.position())
            return
        moved = event.position().x() - drag.begun
        by = round(moved / self.month) if abs(moved) >= _SHIFT else 0
        if by != drag.by:
            self._drag = attrs.evolve(drag, by=by)
            self.dragged.emit(drag.row, drag.act, by)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._settle()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the fields of an event, or for a new one where there is none."""
        hit = self.hit(event.position())
        if hit is not None:
            self.opened.emit(hit[0].bar.row)
            return
        at = int((event.position().x() + self.horizontalScrollBar().value()) // self.month)
        self.wanted.emit(max(min(at, self.state.months - 1), 0))

    # ------------------------------------------------------------------ keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the chosen event, with Shift its end, with Ctrl its beginning; up and down choose another."""
        key, held = Qt.Key(event.key()), event.modifiers()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        if key is Qt.Key.Key_Escape and self._drag is not None:
            self._drag = self.kept = None
            self.cancelled.emit()
        elif step and self.current is not None:
            shift, control = (held & each for each in (Qt.KeyboardModifier.ShiftModifier, _CONTROL))
            self._nudge(self.current, "last_month" if shift else "first_month" if control else "move", step)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._choose_next(-1 if key is Qt.Key.Key_Up else 1)
        elif key is Qt.Key.Key_Delete and self.current is not None:
            self.removed.emit(self.current)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """What was done while a key was held is one step."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.isAutoRepeat():
            self._settle()
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose an event, so that keys have one; the mouse chooses its own."""
        if self.current is None and self.bars and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.chosen.emit(self.bars[0].bar.row)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go."""
        self._settle()
        super().focusOutEvent(event)

    def _show_cursor(self, at: QPointF) -> None:
        hit, shape = self.hit(at), Qt.CursorShape
        wanted = shape.ArrowCursor if hit is None else shape.OpenHandCursor if hit[1] == "move" else shape.SizeHorCursor
        if self.viewport().cursor().shape() is not wanted:
            self.viewport().setCursor(wanted)

    def _begin(self, drag: _Drag) -> None:
        """Begin to change an event; the others stay in their lanes meanwhile."""
        self._drag = drag
        self.kept = {each.bar.row: each.lane for each in self.bars}

    def _nudge(self, row: int, act: Act, step: int) -> None:
        """One month more of what a held key does."""
        if self._drag is None or (self._drag.row, self._drag.act) != (row, act):
            self._settle()
            self._begin(_Drag(row, act))
        by = (self._drag.by if self._drag else 0) + step
        self._drag = _Drag(row, act, by)
        self.dragged.emit(row, act, by)

    def _settle(self) -> None:
        drag, self._drag, self.kept = self._drag, None, None
        if drag is None:
            return
        if drag.by:
            self.settled.emit(drag.row, drag.act, drag.by)
        elif drag.begun is not None:
            self.cancelled.emit()
        self.place()

    def _choose_next(self, step: int) -> None:
        rows = [bar.bar.row for bar in sorted(self.bars, key=lambda each: (each.lane, each.left))]
        if rows:
            at = rows.index(self.current) + step if self.current in rows else 0
            self.chosen.emit(rows[max(min(at, len(rows) - 1), 0)])
