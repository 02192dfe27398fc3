"""Axes that speak of months and of numbers as planners write them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from desktop.gui import theme
from desktop.model.months import Month
from desktop.text import formats

_LABEL_WIDTH, _PERIOD_WIDTH = 52, 64
_STEPS = (1, 3, 6, 12, 24, 60)
_APRIL = 3
_ROUNDING = 1e-9


class MonthAxis(pg.AxisItem):
    """Positions 0, 1, 2... are months, whose labels keep to the fiscal year, so that April always has one.

    Longer periods have labels of their own, of which as many are shown as there is room for.
    """

    def __init__(self) -> None:
        super().__init__("bottom")
        self.enableAutoSIPrefix(False)
        self._months: tuple[Month, ...] = ()
        self._labels: tuple[str, ...] = ()
        self.setStyle(tickLength=0, tickTextOffset=6, hideOverlappingLabels=False)

    def set_months(self, months: tuple[Month, ...], labels: tuple[str, ...] = ()) -> None:
        """The months that the positions stand for, and what they are called where they are longer periods."""
        if (months, labels) != (self._months, self._labels):
            self._months, self._labels = months, labels
            self.picture = None
            self.update()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """The positions that get a label: months, quarters, halves or fiscal years, as the width allows."""
        span = max(high - low, 1.0)
        if self._labels:
            every = max(math.ceil(_PERIOD_WIDTH * span / max(size, 1.0)), 1)
            return [(float(every), [float(at) for at in range(0, len(self._labels), every) if low <= at <= high])]
        step = next((step for step in _STEPS if size * step / span >= _LABEL_WIDTH), _STEPS[-1])
        shown = [
            float(position)
            for position, month in enumerate(self._months)
            if (month.index - _APRIL) % step == 0 and low <= position <= high
        ]
        return [(float(step), shown)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """The months' names."""
        if self._labels:
            return [self._labels[round(value)] for value in values]
        return [_short(self._months[round(value)]) for value in values]


def _short(month: Month) -> str:
    """``Apr 27``."""
    return f"{formats.month(month)[:3]} {month.year % 100:02d}"


class NumberAxis(pg.AxisItem):
    """Numbers with the digits grouped, without SI prefixes."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=0, tickTextOffset=6, maxTickLevel=0, hideOverlappingLabels=False)
        self.setZValue(-10)

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """The numbers with as many decimals as their distance asks for."""
        decimals = max(math.ceil(-math.log10(spacing) - _ROUNDING), 0) if spacing > 0 else 0
        return [formats.number(value, decimals) for value in values]


class NameAxis(pg.AxisItem):
    """Positions 0, 1, 2... are names; long ones are cut in the middle."""

    def __init__(self) -> None:
        super().__init__("left")
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=0, tickTextOffset=8)

    def set_names(self, names: Sequence[str], width: int) -> None:
        """The names from the top, and the width they may take."""
        measure = QFontMetrics(theme.sized(theme.SMALL))
        cut = [measure.elidedText(name, Qt.TextElideMode.ElideMiddle, width) for name in names]
        self.setTicks([[(float(position), name) for position, name in enumerate(cut)]])
        self.setWidth(min(max((measure.horizontalAdvance(name) for name in cut), default=0), width) + 14)
