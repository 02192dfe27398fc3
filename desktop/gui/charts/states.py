"""What charts show, as plain values: made from frames, drawn by views, tested without either."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import attrs

from desktop.gui.words import counted
from desktop.model.months import Month
from desktop.text import formats
from desktop.text.messages import say

MUTED = "#B4BBC7"
Names = frozenset[str]
Rows = tuple[tuple[str, ...], ...]
C = TypeVar("C", bound="Chart")


@attrs.frozen
class Series:
    """One named row of numbers with its colour; ``pattern`` is a second cue beside the colour.

    Patterns: "" plain, "hatch", "dots", "cross", "level", "back"; for lines "dash" and "dot".

    ``key`` is what a click on it asks about. A line that is no number of the chart's unit tells how many of its own,
    which has no unit, are 1 on the scale: ``ratio``.
    """

    name: str
    values: tuple[float, ...]
    colour: str
    pattern: str = ""
    key: str = ""
    ratio: float | None = None


@attrs.frozen
class Chart:
    """What every chart has: a title, the unit of its numbers, and what it says when there is nothing to show."""

    title: str = ""
    unit: str = ""
    empty: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        raise NotImplementedError

    @property
    def series(self) -> tuple[Series, ...]:
        """Everything that has a place in the legend."""
        raise NotImplementedError

    @property
    def rows(self) -> Rows:
        """The numbers as a table, a header with units first; () where there is no table."""
        return ()

    def without(self: C, hidden: Names) -> C:
        """The same without the series of these names."""
        return self

    def topped(self: C, most: int) -> C:
        """The same with at most so many layers: the smallest ones are one, the last."""
        return self


@attrs.frozen
class Stack(Chart):
    """Bars by month, stacked in the order of ``layers``, a target line, and what is missing to it, hatched.

    ``labels`` name the positions where they are longer periods, each of them by its first month in ``months``.
    """

    months: tuple[Month, ...] = ()
    layers: tuple[Series, ...] = ()
    target: Series | None = None
    missing: Series | None = None
    labels: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.months or not any(any(series.values) for series in self.series)

    @property
    def series(self) -> tuple[Series, ...]:
        """Everything that has a place in the legend."""
        return (*self.layers, *(part for part in (self.missing, self.target) if part is not None))

    @property
    def rows(self) -> Rows:
        """A row for each month or longer period."""
        return _rows(say("chart-month"), _periods(self.months, self.labels), self.series, self.unit)

    def is_like(self, other: Stack) -> bool:
        """Whether bars of the same months, layers and unit stand at the same places, however high they are."""
        told = [(each.title, each.unit, each.months, each.labels) for each in (self, other)]
        keys = [[series.key for series in each.layers] for each in (self, other)]
        return told[0] == told[1] and keys[0] == keys[1]

    def without(self, hidden: Names) -> Stack:
        """The same without the layers and lines of these names."""
        target = None if self.target is None or self.target.name in hidden else self.target
        missing = None if self.missing is None or self.missing.name in hidden else self.missing
        return attrs.evolve(self, layers=_kept(self.layers, hidden), target=target, missing=missing)

    def topped(self, most: int) -> Stack:
        """The same with at most so many layers."""
        return attrs.evolve(self, layers=_topped(self.layers, most))


@attrs.frozen
class Lines(Chart):
    """Lines by month; the axis spans ``least`` to ``most``.

    Below the lines of the keys in ``filled`` their colour is washed. ``labels`` name the positions where they are
    longer periods, each of them by its first month in ``months``.
    """

    months: tuple[Month, ...] = ()
    lines: tuple[Series, ...] = ()
    filled: Names = frozenset()
    least: float = 0.0
    most: float | None = None
    labels: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.months or not self.lines

    @property
    def series(self) -> tuple[Series, ...]:
        """Everything that has a place in the legend."""
        return self.lines

    @property
    def rows(self) -> Rows:
        """A row for each month or longer period."""
        return _rows(say("chart-month"), _periods(self.months, self.labels), self.series, self.unit)

    def without(self, hidden: Names) -> Lines:
        """The same without the lines of these names."""
        return attrs.evolve(self, lines=_kept(self.lines, hidden))


@attrs.frozen
class Bars(Chart):
    """Horizontal bars, one per label from the top, stacked in the order of ``layers``; totals stand at their ends.

    Bars that ``fold`` share one muted bar, the last, where there is no room for all.
    """

    labels: tuple[str, ...] = ()
    layers: tuple[Series, ...] = ()
    folds: bool = False

    def fitted(self, rows: int) -> Bars:
        """The same in at most so many rows (never fewer than two), if it folds."""
        rows = max(rows, 2)
        if not self.folds or len(self.labels) <= rows:
            return self
        kept = rows - 1
        rest = sum(sum(series.values[kept:]) for series in self.layers)
        name = counted("cost-others", len(self.labels) - kept)
        layers = [attrs.evolve(series, values=(*series.values[:kept], 0.0)) for series in self.layers]
        others = Series(name, (*(0.0,) * kept, rest), MUTED)
        return attrs.evolve(self, labels=(*self.labels[:kept], name), layers=(*layers, others))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.labels or not any(any(series.values) for series in self.layers)

    @property
    def series(self) -> tuple[Series, ...]:
        """Everything that has a place in the legend."""
        return self.layers

    @property
    def rows(self) -> Rows:
        """A row for each bar."""
        return _rows(self.title, self.labels, self.series, self.unit)

    def without(self, hidden: Names) -> Bars:
        """The same without the layers of these names."""
        return attrs.evolve(self, layers=_kept(self.layers, hidden))

    def topped(self, most: int) -> Bars:
        """The same with at most so many layers."""
        return attrs.evolve(self, layers=_topped(self.layers, most))


def plain(value: float) -> str:
    """A number as spreadsheets read it: without groups, and with no more decimals than it needs."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _kept(series: Sequence[Series], hidden: Names) -> tuple[Series, ...]:
    return tuple(each for each in series if each.name not in hidden)


def _topped(layers: tuple[Series, ...], most: int) -> tuple[Series, ...]:
    """The largest layers in their order, and before the last of so many all others in one, muted."""
    if len(layers) <= most:
        return layers
    by_size = sorted(layers, key=lambda series: -sum(map(abs, series.values)))
    kept, rest = by_size[: most - 1], by_size[most - 1 :]
    sums = tuple(map(sum, zip(*(series.values for series in rest), strict=True)))
    others = Series(counted("chart-rest", len(rest)), sums, MUTED)
    return (*(series for series in layers if series in kept), others)


def _periods(months: Sequence[Month], labels: Sequence[str]) -> Sequence[str]:
    return labels or [formats.month(month) for month in months]


def _rows(corner: str, names: Sequence[str], series: Sequence[Series], unit: str) -> Rows:
    named = (say("head-unit", name=each.name, unit=unit) if unit and not each.ratio else each.name for each in series)
    cells = ((name, *(plain(each.values[at] * (each.ratio or 1)) for each in series)) for at, name in enumerate(names))
    return ((corner, *named), *cells)
