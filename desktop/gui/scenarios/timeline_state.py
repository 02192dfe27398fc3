"""What a timeline of events shows, as plain values: bars by month, and where they and their texts stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs

from desktop.model.months import Month

GAP, PAD = 6, 8
LEAST_MONTH = 8.0
"""Pixels between bars of one lane, at either side of a text, and of the narrowest month."""


@attrs.frozen
class Bar:
    """One event: its row, words, and first and last month counted from the first of the timeline; None is open."""

    row: int
    text: str
    tip: str
    first: int | None
    last: int | None
    family: str = ""


@attrs.frozen
class Timeline:
    """The months shown, the events in them, and what to say where there is none."""

    first: Month
    months: int
    bars: tuple[Bar, ...] = ()
    nothing: str = ""

    def month(self, at: int) -> Month:
        """The month at a place."""
        return self.first.plus(at)

    @property
    def fiscal_years(self) -> tuple[tuple[int, int, int], ...]:
        """The fiscal years with their first month's place and how many of their months are shown."""
        years = [self.month(at).fiscal_year for at in range(self.months)]
        return tuple((year, years.index(year), years.count(year)) for year in dict.fromkeys(years))


@attrs.frozen
class Placed:
    """A bar and its text on the screen: pixels from the left of the first month, and the lane from the top.

    ``outside``: the whole event lies before or after the months shown, and a stub at that edge stands for it.
    """

    bar: Bar
    lane: int
    left: float
    right: float
    text_left: float
    text_right: float
    cut: bool
    outside: bool = False

    @property
    def inside(self) -> bool:
        """Whether the text stands in the bar."""
        return self.text_left >= self.left and self.text_right <= self.right


def month_width(width: float, months: int) -> float:
    """The pixels of a month where there are so many for all, at least what can still be hit."""
    return max(width / months, LEAST_MONTH)


def placed(
    state: Timeline,
    width: float,
    text_width: Callable[[str], float],
    lanes: Mapping[int, int] | None = None,
) -> tuple[Placed, ...]:
    """Where every bar stands in ``width`` pixels: bars whose extents overlap lie in different lanes.

    A text stands in its bar, else to the right or left of it, and is cut only where none of them has room.
    ``lanes`` keeps bars, by row, where they are while one of them is dragged.
    """
    found: list[Placed] = []
    ends: list[float] = []
    for bar in sorted(state.bars, key=lambda each: (_start(each), each.row)):
        one = _place(bar, state.months, width, text_width(bar.text) + 2 * PAD)
        begin, end = min(one.left, one.text_left), max(one.right, one.text_right)
        lane = (lanes or {}).get(bar.row)
        if lane is None:
            lane = next((at for at, taken in enumerate(ends) if taken + GAP <= begin), len(ends))
        ends += [0.0 - GAP] * (lane + 1 - len(ends))
        ends[lane] = max(ends[lane], end)
        found.append(attrs.evolve(one, lane=lane))
    return tuple(found)


def lane_count(bars: Sequence[Placed]) -> int:
    """How many lanes there are."""
    return max((bar.lane for bar in bars), default=-1) + 1


def _start(bar: Bar) -> int:
    return max(bar.first, 0) if bar.first is not None else 0


def _place(bar: Bar, months: int, width: float, room: float) -> Placed:
    month = width / months
    first, last = bar.first or 0, months - 1 if bar.last is None else bar.last
    begin, end = max(first, 0), max(min(last, months - 1), first)
    outside = last < 0 or first >= months
    if outside:
        begin = end = 0 if last < 0 else months - 1
    left, right = begin * month, (end + 1) * month
    if right - left >= room:
        text_left = left
    elif right + room <= width:
        text_left = right
    elif left - room >= 0:
        text_left = left - room
    else:
        return Placed(bar, 0, left, right, left, right, cut=True, outside=outside)
    return Placed(bar, 0, left, right, text_left, text_left + room, cut=False, outside=outside)
