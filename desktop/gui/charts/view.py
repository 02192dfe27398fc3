"""The frame around every chart: title, unit, legend, the plot, values under the pointer, what to say when empty."""

from __future__ import annotations

from typing import Generic, TypeVar

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.charts import legend
from desktop.gui.charts.states import Chart
from desktop.gui.words import plain_label
from desktop.text.messages import say

_LABEL_ROOM = 10
S = TypeVar("S", bound=Chart)


class ChartView(QFrame, Generic[S]):
    """Draws one state; ``show_state`` may be called as often as the state changes, nothing is built anew.

    ``picked`` carries the position and the key of what was clicked, in a chart that can tell.
    """

    picked = Signal(int, str)

    def __init__(self, axes: dict[str, pg.AxisItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.state: S | None = None
        self._axes = axes
        self._title, self._unit = plain_label(), plain_label(muted=True)
        self._title.setFont(theme.sized(theme.TITLE, bold=True))
        self._legend = legend.Legend()
        self._plot = _plot(axes)
        self._empty = plain_label(muted=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._panel = _panel(self._plot)
        self._lay_out()
        self._plot.scene().sigMouseMoved.connect(self._on_moved)
        self._plot.scene().sigMouseClicked.connect(self._on_clicked)
        self._plot.viewport().installEventFilter(self)
        self._add_actions()
        self._recolour()

    def show_state(self, state: S) -> None:
        """Draw a state."""
        self.state = state
        self._title.setText(state.title)
        self._unit.setText(state.unit)
        self._legend.show_series(() if state.is_empty else state.series)
        self._empty.setText(state.empty)
        self._pages.setCurrentIndex(1 if state.is_empty else 0)
        self._panel.hide()
        self.setAccessibleName(f"{state.title} ({state.unit})")
        if not state.is_empty:
            self._draw(state)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_panel"):
            self._recolour()
        super().changeEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Hide the values when the pointer leaves the plot."""
        if event.type() == QEvent.Type.Leave:
            self._panel.hide()
        return False

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture."""
        QGuiApplication.clipboard().setPixmap(self.grab())

    def _draw(self, state: S) -> None:
        raise NotImplementedError

    def _values_at(self, state: S, x: float, y: float) -> str:
        """What to say about a place in the plot, a line each; "" for nothing."""
        raise NotImplementedError

    def _pick(self, state: S, x: float, y: float) -> tuple[int, str] | None:
        """The position and key of what lies at a place in the plot; None where a click asks about nothing."""
        return None

    def _recolour(self) -> None:
        shown, font = theme.colours(), theme.sized(theme.SMALL)
        self._plot.setBackground(QColor(shown.surface))
        for axis in self._axes.values():
            axis.setPen(pg.mkPen(shown.border))
            axis.setTextPen(pg.mkPen(shown.muted))
            axis.setTickFont(font)
            if axis.orientation == "bottom":
                # The axis itself learns how high its labels are only after it has painted them, cut.
                axis.setHeight(QFontMetrics(font).height() + _LABEL_ROOM)
        if self.state is not None:
            self.show_state(self.state)

    def _on_moved(self, where: QPointF) -> None:
        box = self._plot.getViewBox()
        if self.state is None or self.state.is_empty or not box.sceneBoundingRect().contains(where):
            self._panel.hide()
            return
        place = box.mapSceneToView(where)
        text = self._values_at(self.state, place.x(), place.y())
        self._panel.setText(text)
        self._panel.adjustSize()
        self._panel.setVisible(bool(text))
        left = where.x() + 16
        if left + self._panel.width() > self._plot.width():
            left = where.x() - 16 - self._panel.width()
        self._panel.move(round(left), 8)

    def _on_clicked(self, event: MouseClickEvent) -> None:
        box = self._plot.getViewBox()
        if self.state is None or self.state.is_empty or event.button() != Qt.MouseButton.LeftButton:
            return
        if box.sceneBoundingRect().contains(event.scenePos()):
            place = box.mapSceneToView(event.scenePos())
            picked = self._pick(self.state, place.x(), place.y())
            if picked is not None:
                self.picked.emit(*picked)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._unit, 1)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._plot)
        self._pages.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, theme.GRID + 4, 2 * theme.GRID, theme.GRID)
        layout.setSpacing(theme.GRID // 2)
        layout.addLayout(head)
        layout.addWidget(self._legend)
        layout.addLayout(self._pages, 1)

    def _add_actions(self) -> None:
        copy = QAction(say("chart-copy-picture"), self)
        copy.triggered.connect(self.copy_picture)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)


def _plot(axes: dict[str, pg.AxisItem]) -> pg.PlotWidget:
    plot = pg.PlotWidget(axisItems=axes)
    menu = plot.getPlotItem().ctrlMenu  # made without a parent: it would outlive the chart
    menu.setParent(plot, menu.windowFlags())
    plot.setMouseEnabled(x=False, y=False)
    plot.setMenuEnabled(False)
    plot.hideButtons()
    plot.setFrameShape(QFrame.Shape.NoFrame)
    plot.setMinimumHeight(120)
    plot.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    plot.getPlotItem().layout.setContentsMargins(0, 4, 4, 0)
    return plot


def _panel(parent: QWidget) -> QLabel:
    panel = plain_label()
    panel.setParent(parent)
    panel.setFrameShape(QFrame.Shape.StyledPanel)
    panel.setAutoFillBackground(True)
    panel.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
    panel.setForegroundRole(QPalette.ColorRole.ToolTipText)
    panel.setMargin(6)
    panel.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    panel.hide()
    return panel
