"""A chart with axes: the plot in its frame, the values under the pointer, and months looked at more closely."""

from __future__ import annotations

from collections.abc import Callable

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from desktop.gui import theme
from desktop.gui.charts.frame import ChartFrame, S
from desktop.gui.charts.plot import Plot
from desktop.gui.charts.time_box import TimeBox
from desktop.gui.words import plain_label
from desktop.text.messages import say

_LABEL_ROOM = 10
_STEP = 0.25
GRID = 30
"""How opaque, of 255, the lines of a grid are."""
PALE = 0.6
"""How opaque figures are that others are about to replace."""
_ROOMY = 1.5
"""A scale that is so much longer than the values is too long."""


class ChartView(ChartFrame[S]):
    """Draws one state between axes; a chart by month draws with ``_show_time``, so that it can be zoomed.

    Each kind of chart begins with ``_between`` its axes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self._reset = QToolButton()
        super().__init__(parent)

    def _between(self, axes: dict[str, pg.AxisItem]) -> None:
        """Make the plot between these axes, "left" and "bottom"."""
        self._box = TimeBox()
        plot = self._plot = Plot(self._box, axes)
        self._panel = _panel(plot)
        self._box.zoomed.connect(self._on_zoomed)
        self._reset.clicked.connect(self._box.all)
        self._add_actions()
        plot.scene().sigMouseMoved.connect(self._on_moved)
        plot.scene().sigMouseClicked.connect(self._on_clicked)
        plot.viewport().installEventFilter(self)
        self._colour()

    def show_state(self, state: S) -> None:
        """Draw a state; the values under the pointer are others."""
        if self._canvas is not None:
            self._panel.hide()
        super().show_state(state)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Hide the values when the pointer leaves the plot; show all months after a double click."""
        if event.type() == QEvent.Type.Leave:
            self._panel.hide()
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self._box.all()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look closer with plus, less with minus, at all with 0; the arrows go along."""
        act = self._keys().get(event.key()) if self._canvas is not None else None
        if act is None or not self._box.count:
            super().keyPressEvent(event)
        else:
            act()

    def _keys(self) -> dict[int, Callable[[], None]]:
        return {
            Qt.Key.Key_Plus: self._box.closer,
            Qt.Key.Key_Equal: self._box.closer,
            Qt.Key.Key_Minus: self._box.wider,
            Qt.Key.Key_0: self._box.all,
            Qt.Key.Key_Left: lambda: self._box.move(-_STEP),
            Qt.Key.Key_Right: lambda: self._box.move(_STEP),
        }

    def _show_time(self, count: int) -> None:
        """Show so many months or longer periods, or the part of them that is looked at."""
        self._box.show_count(count)

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

    def _on_zoomed(self) -> None:
        self._reset.setVisible(self._box.is_zoomed)

    def _on_moved(self, where: QPointF) -> None:
        box = self._box
        if self.state is None or self.state.is_empty or not box.sceneBoundingRect().contains(where):
            self._panel.hide()
            return
        place = box.mapSceneToView(where)
        text = self._values_at(self.drawn, place.x(), place.y())
        self._panel.setText(text)
        self._panel.adjustSize()
        self._panel.setVisible(bool(text))
        left = where.x() + 16
        if left + self._panel.width() > self._plot.width():
            left = where.x() - 16 - self._panel.width()
        self._panel.move(round(left), 8)

    def _on_clicked(self, event: MouseClickEvent) -> None:
        box = self._box
        if self.state is None or self.state.is_empty or event.button() != Qt.MouseButton.LeftButton:
            return
        if box.sceneBoundingRect().contains(event.scenePos()):
            place = box.mapSceneToView(event.scenePos())
            picked = self._pick(self.drawn, place.x(), place.y())
            if picked is not None:
                self.picked.emit(*picked)

    def _add_actions(self) -> None:
        self._menu.addSeparator()
        for name, act in (
            ("chart-closer", self._box.closer),
            ("chart-wider", self._box.wider),
            ("chart-reset", self._box.all),
        ):
            action = QAction(say(name), self._menu)
            action.triggered.connect(lambda _=False, act=act: act())
            self._menu.addAction(action)

    def _head(self) -> QHBoxLayout:
        self._reset.setText(say("chart-reset"))
        self._reset.setObjectName("chip")
        self._reset.hide()
        head = super()._head()
        head.addWidget(self._reset)
        return head


def _panel(parent: QWidget) -> QLabel:
    panel = plain_label()
    panel.setParent(parent)
    panel.setObjectName("popup")  # the style sheet's: labels on a card have no ground of their own else
    panel.setMargin(6)
    panel.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    panel.hide()
    return panel
