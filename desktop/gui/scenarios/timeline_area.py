"""The area of a timeline: where its months and bars stand, how they are drawn, and what lies under the mouse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from desktop.gui import theme
from desktop.gui.scenarios.timeline_paint import HEAD, LANE, Look, bar_box, paint_bar, paint_months
from desktop.gui.scenarios.timeline_state import PAD, Placed, Timeline, lane_count, month_width, placed
from desktop.gui.words import tooltip
from desktop.model.months import Month
from desktop.text.messages import say

Act = Literal["move", "first_month", "last_month"]
_EDGE, _LANES_SEEN = 6, 4
"""Pixels at the end of a bar that stretch it, and how many lanes are seen where there is room."""


class TimelineArea(QAbstractScrollArea):
    """Shows events by month, scrolled where months would be too narrow or there are many lanes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = Timeline(Month(0), 12)
        self.current: int | None = None
        self.kept: Mapping[int, int] | None = None
        self._bars: tuple[Placed, ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("events-timeline"))
        self.viewport().setMouseTracking(True)

    def show_state(self, state: Timeline, current: int | None) -> None:
        """Show these events, one of them chosen."""
        moved, self.state, self.current = current != self.current, state, current
        told = next((bar.tip for bar in state.bars if bar.row == current), state.nothing)
        self.setAccessibleDescription(told)
        self.place()
        if moved:
            self._see_current()

    @property
    def bars(self) -> tuple[Placed, ...]:
        """Where the bars stand, by the first month of the timeline."""
        return self._bars

    def box_of(self, row: int) -> QRectF:
        """Where the bar of a row is on the viewport."""
        return next(bar_box(bar, self.look) for bar in self._bars if bar.bar.row == row)

    def sizeHint(self) -> QSize:
        """Room for some lanes."""
        return QSize(600, HEAD + _LANES_SEEN * LANE + 2 * PAD)

    def minimumSizeHint(self) -> QSize:
        """Room for two lanes."""
        return QSize(240, HEAD + 2 * LANE + 2 * PAD)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say the whole of an event under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            hit = self.hit(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tooltip(hit[0].bar.tip) if hit else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the bars anew."""
        self.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw months, then bars, the chosen one last; or what to do where there is no event."""
        painter, size = QPainter(self.viewport()), QRectF(self.viewport().rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(size, QColor(theme.colours().surface))
        look = self.look
        chosen = next((bar for bar in self._bars if bar.bar.row == self.current), None)
        paint_months(painter, self.state, look, size, chosen)
        painter.setClipRect(size.adjusted(0, HEAD + 1, 0, 0))
        for bar in sorted(self._bars, key=lambda each: each.bar.row == self.current):
            paint_bar(painter, bar, look)
        if not self._bars:
            painter.setPen(QColor(theme.colours().muted))
            painter.setFont(theme.sized(theme.BASE_POINT_SIZE))
            wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(size.adjusted(2 * PAD, HEAD, -2 * PAD, 0), int(wrap), self.state.nothing)
        painter.end()

    @property
    def month(self) -> float:
        """The pixels of a month."""
        return month_width(self.viewport().width(), self.state.months)

    @property
    def look(self) -> Look:
        """How it is drawn now."""
        scrolled = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return Look(self.month, scrolled, self.current, self.hasFocus())

    def place(self) -> None:
        """Place the bars in the room there is; those ``kept`` by row stay in their lanes."""
        metrics = QFontMetricsF(theme.sized(theme.SMALL))
        width = self.month * self.state.months
        self._bars = placed(self.state, width, metrics.horizontalAdvance, self.kept)
        view = self.viewport()
        high = HEAD + lane_count(self._bars) * LANE + 2 * PAD
        for bar, need, room in (
            (self.horizontalScrollBar(), round(width), view.width()),
            (self.verticalScrollBar(), high, view.height()),
        ):
            bar.setPageStep(room)
            bar.setSingleStep(LANE)
            bar.setRange(0, max(need - room, 0))
        view.update()

    def _see_current(self) -> None:
        """Scroll so that the lane of the chosen event is seen, and its beginning."""
        bar = next((bar for bar in self._bars if bar.bar.row == self.current), None)
        if bar is None:
            return
        for scroll, least, most in (
            (self.verticalScrollBar(), bar.lane * LANE, HEAD + (bar.lane + 1) * LANE + 2 * PAD),
            (self.horizontalScrollBar(), int(bar.left) - PAD, int(bar.left) + 2 * LANE),
        ):
            scroll.setValue(max(min(scroll.value(), least), most - scroll.pageStep()))

    def hit(self, at: QPointF) -> tuple[Placed, Act] | None:
        """The bar at a place, the chosen one before others, and what dragging it there does."""
        if at.y() <= HEAD:
            return None
        look = self.look
        for bar in sorted(self._bars, key=lambda each: each.bar.row != self.current):
            box = bar_box(bar, look)
            near = min(_EDGE, box.width() / 3)
            if box.adjusted(-2, 0, 2, 0).contains(at):
                if at.x() <= box.left() + near:
                    return bar, "first_month"
                return bar, "last_month" if at.x() >= box.right() - near else "move"
            words = QRectF(bar.text_left - look.scrolled.x(), box.top(), bar.text_right - bar.text_left, box.height())
            if words.contains(at):
                return bar, "move"
        return None
