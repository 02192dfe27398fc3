"""What the mix triangle shows, as plain values: cells of a grid, dots of mixes, and where shares lie in a triangle."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import attrs

from desktop.session.shares import WHOLE, Split

HEIGHT = math.sqrt(3) / 2
"""The height of a triangle whose sides are 1."""
_LEVELS = (4, 2, 1)
_LEAST_STEP = 50
_LINES = 6

Place = tuple[float, float]
"""Right and up from the lower left corner of a triangle whose sides are 1."""


@attrs.frozen
class Cell:
    """One split of the grid: its value (NaN for none), what is said of it, whether it can be had and meets all."""

    split: Split
    value: float
    told: tuple[str, ...]
    reached: bool
    met: bool


@attrs.frozen
class Dot:
    """One mix: where its shares lie."""

    mix: str
    name: str
    colour: str
    split: Split


@attrs.frozen
class Contour:
    """Where the value is the same: pieces from place to place."""

    value: float
    pieces: tuple[tuple[Place, Place], ...]


@attrs.frozen
class Triangle:
    """Corners from the top to the left and right, cells, dots, and which dot is chosen; values are in ``unit``."""

    corners: tuple[str, str, str]
    cells: tuple[Cell, ...] = ()
    dots: tuple[Dot, ...] = ()
    current: str = ""
    unit: str = ""
    decimals: int = 0

    @property
    def span(self) -> tuple[float, float]:
        """The least and the greatest value of all cells that can be had; twice 0 without any."""
        values = [cell.value for cell in self.cells if cell.reached and math.isfinite(cell.value)]
        return (min(values), max(values)) if values else (0.0, 0.0)

    def levels(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """The cells to draw over one another, rough ones first, each with how far apart they lie."""
        below = 0
        for coarse in _LEVELS:
            step = coarse * _LEAST_STEP
            on_grid = tuple(cell for cell in self.cells if not any(share % step for share in cell.split))
            if len(on_grid) > below:
                yield step, on_grid
            below = len(on_grid)

    @property
    def whole(self) -> tuple[int, tuple[Cell, ...]]:
        """The finest grid of which every cell is there, and how far apart they lie; none before the first is full."""
        found: tuple[int, tuple[Cell, ...]] = (WHOLE, ())
        for step, cells in self.levels():
            lines = WHOLE // step + 1
            found = (step, cells) if len(cells) == lines * (lines + 1) // 2 else found
        return found

    def contours(self) -> tuple[Contour, ...]:
        """Lines of round values between the cells of the finest grid that is whole."""
        low, high = self.span
        step, cells = self.whole
        known = {cell.split: cell.value for cell in cells if cell.reached and math.isfinite(cell.value)}
        lines = ((value, tuple(_pieces(known, step, value))) for value in round_values(low, high))
        return tuple(Contour(value, pieces) for value, pieces in lines if pieces)


def place(split: Sequence[float]) -> Place:
    """Where shares lie: the first class at the top, the second at the left, the third at the right."""
    first, _, third = (share / sum(split) for share in split)
    return third + first / 2, first * HEIGHT


def split_at(where: Place) -> Split:
    """The shares at a place, in tenths of a percent; of a place outside those of the nearest edge."""
    first = where[1] / HEIGHT
    third = where[0] - first / 2
    parts = [max(part, 0.0) for part in (first, 1 - first - third, third)]
    whole = [round(WHOLE * part / sum(parts)) for part in parts[:2]]
    rest = WHOLE - sum(whole)
    return (*whole, rest) if rest >= 0 else (whole[0], whole[1] + rest, 0)


def round_values(low: float, high: float) -> tuple[float, ...]:
    """A few round numbers between two values."""
    if not high > low:
        return ()
    rough = (high - low) / _LINES
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    return tuple(step * number for number in range(math.floor(low / step) + 1, math.ceil(high / step)))


def _pieces(known: Mapping[Split, float], step: int, value: float) -> Iterator[tuple[Place, Place]]:
    """Where a value lies within each small triangle of the grid whose three corners are known."""
    for first, second, third in known:
        for sign in (1, -1):
            corners = (
                (first + sign * step, second - sign * step, third),
                (first + sign * step, second, third - sign * step),
            )
            if not all(corner in known for corner in corners):
                continue
            ends = list(_crossings([(first, second, third), *corners], known, value))
            if len(ends) == 2:  # noqa: PLR2004 - a line enters and leaves
                yield ends[0], ends[1]


def _crossings(corners: Sequence[Split], known: Mapping[Split, float], value: float) -> Iterator[Place]:
    for one, other in zip(corners, (*corners[1:], corners[0]), strict=True):
        low, high = known[one], known[other]
        if (low < value) != (high < value):
            share = (value - low) / (high - low)
            yield place([a + share * (b - a) for a, b in zip(one, other, strict=True)])
