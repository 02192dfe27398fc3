"""Draws a waterfall: a row for each step, from where the one above it ended, with its amount at its end."""

from __future__ import annotations

from itertools import zip_longest

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from desktop.gui import theme
from desktop.gui.charts.axes import NameAxis, NumberAxis
from desktop.gui.charts.cursor import Spots, row_spot
from desktop.gui.charts.legend import overlay
from desktop.gui.charts.plot import Curve
from desktop.gui.charts.view import GRID, ChartView
from desktop.gui.charts.waterfall_state import Step, Waterfall
from desktop.text import formats

_WIDTH = 0.62
_NAMES_WIDTH = 170
_LEAST_ROWS = 4
_LABEL_SHARE = 0.2
_LEAST = 1e-9


class WaterfallView(ChartView[Waterfall]):
    """The chart of how one sum leads to another: what adds, what takes away (green, dotted), sums in grey."""

    rows = True

    def _begin(self) -> QWidget:
        self._names = NameAxis()
        self._between({"left": self._names, "bottom": NumberAxis("bottom")})
        self._plot.axes["bottom"].setGrid(GRID)
        self._bars = {kind: pg.BarGraphItem(x0=[], y=[], width=[], height=_WIDTH) for kind in _KINDS}
        self._links = Curve(connect="pairs")
        for drawn in (self._links, *self._bars.values()):
            self._box.addItem(drawn)
        self._amounts: list[pg.TextItem] = []
        self._box.invertY(True)
        return self._plot

    def _draw(self, state: Waterfall) -> None:
        spans = np.array(state.spans).reshape(-1, 2)
        self._names.set_names([step.label for step in state.steps], _NAMES_WIDTH)
        low, high = state.view
        starts, ends = np.maximum(spans.min(axis=1), low), spans.max(axis=1)
        kinds = np.array([_kind(step) for step in state.steps])
        for kind, bar in self._bars.items():
            rows = np.flatnonzero(kinds == ("less" if kind == "pattern" else kind))
            bar.setOpts(
                x0=starts[rows],
                y=rows.astype(float),
                width=(ends - starts)[rows],
                height=_WIDTH,
                brush=_brush(kind),
                pen=pg.mkPen(None),
            )
        self._draw_links(spans)
        self._draw_amounts(state, ends)
        wide = max(high - low, _LEAST)
        self._box.setXRange(low, high + _LABEL_SHARE * wide, padding=0)
        self._box.setYRange(-0.6, max(len(state.steps), _LEAST_ROWS) - 0.4, padding=0)

    def _draw_links(self, spans: np.ndarray) -> None:
        """Thin lines from the end of each row to the next."""
        places = np.arange(max(len(spans) - 1, 0))
        x = np.repeat(spans[:-1, 1], 2)
        y = np.column_stack((places + _WIDTH / 2, places + 1 - _WIDTH / 2)).ravel()
        self._links.setData(x, y)
        self._links.setPen(pg.mkPen(theme.colours().muted, width=1))

    def _draw_amounts(self, state: Waterfall, ends: np.ndarray) -> None:
        while len(self._amounts) < len(state.steps):
            text = pg.TextItem(anchor=(0, 0.5))
            text.setFont(theme.sized(theme.SMALL))
            self._box.addItem(text)
            self._amounts.append(text)
        for at, (text, step) in enumerate(zip_longest(self._amounts, state.steps)):
            text.setVisible(step is not None)
            if step is not None:
                text.setText(amount(step, state.decimals), color=theme.colours().text)
                text.setPos(float(ends[at]), float(at))

    def _spots(self, state: Waterfall) -> Spots:
        """The steps."""
        return [[row_spot(max(min(span), state.view[0]), max(span), at, _WIDTH)] for at, span in enumerate(state.spans)]

    def _pick(self, state: Waterfall, x: float, y: float) -> tuple[int, str] | None:
        """The step, where a click on it asks about anything."""
        position = round(y)
        known = 0 <= position < len(state.steps) and bool(state.steps[position].key)
        return (position, state.steps[position].key) if known else None

    def _values_at(self, state: Waterfall, x: float, y: float) -> str:
        position = round(y)
        if not 0 <= position < len(state.steps):
            return ""
        step, sum_ = state.steps[position], state.spans[position][1]
        said = f"{step.label}: {amount(step, state.decimals + 1)} {state.unit}"
        return said if step.total else f"{said}\n= {formats.number(sum_, state.decimals + 1)} {state.unit}"


def amount(step: Step, decimals: int) -> str:
    """The amount of a step: with its sign where it is no sum."""
    if step.total:
        return formats.number(step.value, decimals)
    sign = "−" if step.value < 0 else "+"
    return f"{sign}{formats.number(abs(step.value), decimals)}"


_KINDS = ("more", "less", "pattern", "total")


def _kind(step: Step) -> str:
    if step.total:
        return "total"
    return "more" if step.value >= 0 else "less"


def _brush(kind: str) -> object:
    shown = theme.colours()
    if kind == "pattern":
        return overlay("dots")
    return QColor({"more": shown.accent, "less": shown.good, "total": shown.muted}[kind])
