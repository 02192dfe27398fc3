"""What a scatter shows, as plain values: a named point for each plan, and those that no other beats."""

from __future__ import annotations

import attrs

from desktop.gui.charts.states import Chart, Rows, Series, plain


@attrs.frozen
class Point:
    """One plan: where it lies, its colour and its shape, which is a second cue beside the colour.

    One that does not ``count`` beats no other: what it costs is not for the same.
    """

    name: str
    x: float
    y: float
    colour: str
    shape: str = "o"
    counts: bool = True


@attrs.frozen
class Scatter(Chart):
    """Points between two axes, each of which is better the nearer it is to zero; ``unit`` is that of ``y``."""

    points: tuple[Point, ...] = ()
    along: str = ""
    up: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.points

    @property
    def series(self) -> tuple[Series, ...]:
        """Nothing: names stand beside the points."""
        return ()

    @property
    def rows(self) -> Rows:
        """A row for each point."""
        head = (self.title, self.along, self.up)
        return (head, *((point.name, plain(point.x), plain(point.y)) for point in self.points))

    @property
    def front(self) -> tuple[Point, ...]:
        """The points of which none is beaten by another in both directions, from the left."""
        found: list[Point] = []
        counted = (point for point in self.points if point.counts)
        for point in sorted(counted, key=lambda point: (point.x, point.y)):
            if not found or point.y < found[-1].y:
                found.append(point)
        return tuple(found)
