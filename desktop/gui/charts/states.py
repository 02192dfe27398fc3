"""What charts show, as plain values: made from frames, drawn by views, tested without either."""

from __future__ import annotations

import attrs

from desktop.gui.words import counted
from desktop.model.months import Month

MUTED = "#B4BBC7"


@attrs.frozen
class Series:
    """One named row of numbers with its colour; ``pattern`` is a second cue beside the colour.

    Patterns: "" plain, "hatch", "dots"; for lines "dash" and "dot". ``key`` is what a click on it asks about.
    """

    name: str
    values: tuple[float, ...]
    colour: str
    pattern: str = ""
    key: str = ""


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


@attrs.frozen
class Lines(Chart):
    """Lines by month; ``filled`` fills below the first one, the axis spans ``least`` to ``most``.

    ``labels`` name the positions where they are longer periods, each of them by its first month in ``months``.
    """

    months: tuple[Month, ...] = ()
    lines: tuple[Series, ...] = ()
    filled: bool = False
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
