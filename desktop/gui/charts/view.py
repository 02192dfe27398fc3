"""A chart with axes: the plot in its frame, the values under the pointer, and months looked at more closely."""

from __future__ import annotations

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.gui import theme
from desktop.gui.charts import values
from desktop.gui.charts.cursor import Cursor, Spot, Spots
from desktop.gui.charts.frame import ChartFrame, S
from desktop.gui.charts.plot import Plot
from desktop.gui.charts.time_box import TimeBox
from desktop.text.messages import say

_LABEL_ROOM = 10
GRID = 30
"""How opaque, of 255, the lines of a grid are."""
PALE = 0.6
"""How opaque figures are that others are about to replace."""
_ROOMY = 1.5
"""A scale that is so much longer than the values is too long."""


class ChartView(ChartFrame[S]):
    """Draws one state between axes; a chart by month tells its box how many there are, so that it can be zoomed.

    Each kind of chart begins with ``_between`` its axes. With the arrow keys one goes from one of its ``_spots`` to
    another, down its rows where it has ``rows``, reads what is there, and asks about it with Return, as with a click:
    ``by_keys`` tells which was the last. What ``is_asked`` about stays marked. A pointer over what is ``answered`` is
    a hand.
    """

    rows = False

    def __init__(self, parent: QWidget | None = None) -> None:
        self._reset = QToolButton()
        self.is_asked = self.by_keys = self.answered = False
        super().__init__(parent)

    def _between(self, axes: dict[str, pg.AxisItem]) -> None:
        """Make the plot between these axes, "left" and "bottom"."""
        self._box = TimeBox()
        plot = self._plot = Plot(self._box, axes)
        self._panel = values.panel(plot)
        self._cursor = Cursor(plot, self._box, down=self.rows)
        self._box.zoomed.connect(self._reset.setVisible)
        self._reset.clicked.connect(self._box.all)
        self._menu.addSeparator()
        self._menu.addActions(self._box.actions_of(self._menu))
        plot.scene().sigMouseMoved.connect(self._on_moved)
        plot.scene().sigMouseClicked.connect(self._on_clicked)
        plot.viewport().installEventFilter(self)
        self._colour()

    def show_state(self, state: S) -> None:
        """Draw a state; the values under the pointer are others."""
        if self._canvas is not None:
            self._panel.hide()
            self._cursor.leave()
        super().show_state(state)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Hide the values when the pointer leaves the plot; show all months after a double click."""
        if event.type() == QEvent.Type.Leave:
            self._panel.hide()
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self._box.all()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from one thing to another with the arrows, and ask about it with Return; Escape leaves.

        Look closer with plus, less with minus, at all with 0; with Shift the arrows go earlier and later.
        """
        if self._canvas is None or self.state is None or self.state.is_empty:
            super().keyPressEvent(event)
            return
        if self._box.press(event):
            return
        spots = self._spots(self.drawn)
        spot = self._cursor.spot(spots)
        if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and self._cursor.go(event.key(), spots):
            self._read(self._cursor.spot(spots))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and spot is not None:
            self._ask_at(spot.place, by_keys=True)
        elif event.key() == Qt.Key.Key_Escape and spot is not None:
            self.unmark()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is only looked at by keys is so no more; what was asked about stays marked."""
        super().focusOutEvent(event)
        if self._canvas is not None and not self.is_asked:
            self.unmark()

    def unmark(self) -> None:
        """Mark nothing any more."""
        self.is_asked = False
        if self._canvas is not None:
            self._cursor.leave()
            self._panel.hide()

    def _spots(self, state: S) -> Spots:
        """What the keys go along; nothing in a chart that tells no more than it shows."""
        return ()

    def _read(self, spot: Spot | None) -> None:
        """Tell what the keys stand on, in the part of the months that is looked at."""
        if spot is None:
            return
        self.is_asked = False
        low, high = self._box.shown if self._box.count else (spot.place.x(), spot.place.x())
        if not low <= spot.place.x() <= high:
            self._box.move((spot.place.x() - (low + high) / 2) / (high - low))
        self._tell(self._box.mapViewToScene(spot.place))
        self.setAccessibleDescription(self._panel.text())
        self._cursor.raise_()

    def _ask_at(self, place: QPointF, *, by_keys: bool) -> None:
        """Ask about what lies at a place, and leave a mark on it."""
        picked = self._pick(self.drawn, place.x(), place.y())
        if picked is None:
            return
        if not by_keys:
            self._cursor.stand_at(place.x(), place.y(), self._spots(self.drawn))
        self.by_keys, self.is_asked = by_keys, True
        self.picked.emit(*picked)

    def _show_height(self, low: float, high: float) -> None:
        """Show values from ``low`` to ``high``; a scale that has them stays while the hand moves them."""
        shown_low, shown_high = self._box.viewRange()[1]
        if not (self.is_old and shown_low <= low and high <= shown_high <= _ROOMY * high):
            self._box.setYRange(low, high, padding=0)

    def _mute(self) -> None:
        self._box.setOpacity(PALE if self.is_old else 1.0)

    def _values_at(self, state: S, x: float, y: float) -> str:
        """What to say about a place in the plot, a line each; "" for nothing."""
        raise NotImplementedError

    def _pick(self, state: S, x: float, y: float) -> tuple[int, str] | None:
        """The position and key of what lies at a place in the plot; None where a click asks about nothing."""
        return None

    def _recolour(self) -> None:
        if self._canvas is not None:
            self._colour()
        super()._recolour()

    def _colour(self) -> None:
        shown, font = theme.colours(), theme.sized(theme.SMALL)
        self._plot.setBackground(QColor(shown.surface))
        for axis in self._plot.axes.values():
            axis.setPen(pg.mkPen(shown.border))
            axis.setTextPen(pg.mkPen(shown.muted))
            axis.setTickFont(font)
            if axis.orientation == "bottom":
                # The axis itself learns how high its labels are only after it has painted them, cut.
                axis.setHeight(QFontMetrics(font).height() + _LABEL_ROOM)

    def _on_moved(self, where: QPointF) -> None:
        box = self._box
        if self.state is None or self.state.is_empty or not box.sceneBoundingRect().contains(where):
            self._panel.hide()
            return
        self._tell(where)
        place = box.mapSceneToView(where)
        asks = self.answered and self._pick(self.drawn, place.x(), place.y()) is not None
        self._plot.viewport().setCursor(Qt.CursorShape.PointingHandCursor if asks else Qt.CursorShape.ArrowCursor)

    def _tell(self, where: QPointF) -> None:
        """Show the values of a place of the scene beside it."""
        place = self._box.mapSceneToView(where)
        values.tell(self._panel, self._values_at(self.drawn, place.x(), place.y()), self._plot, where)

    def _on_clicked(self, event: MouseClickEvent) -> None:
        box = self._box
        if self.state is None or self.state.is_empty or event.button() != Qt.MouseButton.LeftButton:
            return
        if box.sceneBoundingRect().contains(event.scenePos()):
            self._ask_at(box.mapSceneToView(event.scenePos()), by_keys=False)

    def _head(self) -> QHBoxLayout:
        self._reset.setText(say("chart-reset"))
        self._reset.setObjectName("chip")
        self._reset.hide()
        head = super()._head()
        head.addWidget(self._reset)
        return head
