"""What a timeline of files shows, as plain values: rows with windows and courses on a scale of months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from desktop.gui.charts.states import Chart, Names, Rows, Series
from desktop.gui.words import counted
from desktop.model.months import Month


@attrs.frozen
class Window:
    """When a file in hand is good, with what stands beside it; ``alarm`` where there is something to do."""

    first: float
    last: float
    text: str
    alarm: bool = False


@attrs.frozen
class Course:
    """One file: when it goes in, is granted if fast, usual or slow, when goods leave and arrive."""

    file_by: float
    fast: float
    usual: float
    slow: float
    leaves: float
    arrives: float


@attrs.frozen
class Row:
    """Windows and the next course of a group, the days of all its files, what is told of it, and its key."""

    label: str
    windows: tuple[Window, ...] = ()
    course: Course | None = None
    files: tuple[float, ...] = ()
    told: str = ""
    key: str = ""


@attrs.frozen
class Mark:
    """A day across all rows: the plan date, or a regime's."""

    at: float
    text: str
    today: bool = False


@attrs.frozen
class Timeline(Chart):
    """Rows from the top over ``months``; days are places on that scale, 0.0 the middle of the first month.

    ``hidden`` are the keys of what the legend names that is not drawn.
    """

    months: tuple[Month, ...] = ()
    lanes: tuple[Row, ...] = ()
    marks: tuple[Mark, ...] = ()
    legend: tuple[Series, ...] = ()
    hidden: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.lanes

    @property
    def series(self) -> tuple[Series, ...]:
        """What the shapes mean."""
        return self.legend

    @property
    def rows(self) -> Rows:
        """A row for each group, with what is told of it."""
        return ((self.title, self.unit), *((lane.label, "; ".join(lane.told.splitlines()[1:])) for lane in self.lanes))

    def without(self, hidden: Names) -> Timeline:
        """The same without what the legend calls by these names."""
        return attrs.evolve(self, hidden=frozenset(series.key for series in self.legend if series.name in hidden))

    def fitted(self, rows: int) -> Timeline:
        """The same in at most so many rows (never fewer than two): the last one stands for all that have none."""
        rows = max(rows, 2)
        if len(self.lanes) <= rows:
            return self
        kept, rest = self.lanes[: rows - 1], self.lanes[rows - 1 :]
        files = tuple(sorted(day for row in rest for day in row.files))
        others = Row(counted("timeline-others", len(rest)), files=files, told=_told(rest))
        return attrs.evolve(self, lanes=(*kept, others))


def place(day: dt.date, months: Sequence[Month]) -> float:
    """Where a day lies among months: its month's position, less a half, and how much of the month is over."""
    month = Month.containing(day)
    part = (day.day - 1) / month.last_day.day
    return month.index - months[0].index - 0.5 + part


def _told(rows: Sequence[Row]) -> str:
    return "\n".join(row.label for row in rows)
