"""What a waterfall shows, as plain values: steps that lead from sum to sum, each from where the last one ended."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from desktop.gui.charts.states import Chart, Rows, Series, plain

_ZOOMED = 4.0
"""Sums that are so many times as large as the way between them are not shown from zero on."""
_ROOM = 0.35


@attrs.frozen
class Step:
    """One row: what adds to the sum so far, or takes from it; a ``total`` is that sum itself.

    ``key`` is what a click on it asks about.
    """

    label: str
    value: float
    total: bool = False
    key: str = ""


@attrs.frozen
class Waterfall(Chart):
    """Rows from the top; numbers are in ``unit`` and have so many ``decimals``."""

    steps: tuple[Step, ...] = ()
    decimals: int = 1

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(step.value for step in self.steps)

    @property
    def series(self) -> tuple[Series, ...]:
        """Nothing: signs and names stand in the rows, so that no legend is needed."""
        return ()

    @property
    def rows(self) -> Rows:
        """A row for each step, sums too."""
        return ((self.title, self.unit), *((step.label, plain(step.value)) for step in self.steps))

    @property
    def spans(self) -> tuple[tuple[float, float], ...]:
        """Where the bar of each step begins and ends; totals begin at zero."""
        found, level = [], 0.0
        for step in self.steps:
            found.append((0.0, step.value) if step.total else (level, level + step.value))
            level = found[-1][1]
        return tuple(found)

    @property
    def gap(self) -> float:
        """The most by which any total differs from the sum of the steps before it; 0 but for rounding."""
        found, level = 0.0, 0.0
        for at, step in enumerate(self.steps):
            if step.total and at:
                found = max(found, abs(step.value - level))
            level = step.value if step.total else level + step.value
        return found

    @property
    def view(self) -> tuple[float, float]:
        """From where to where values are shown: from zero, but where large sums would hide the way between them."""
        ends = [end for _, end in self.spans]
        low, high = min(0.0, *ends), max(0.0, *ends)
        between = max(ends) - min(ends)
        starts_high = bool(self.steps) and self.steps[0].total and min(ends) > _ZOOMED * between > 0
        return (min(ends) - _ROOM * between if starts_high else low), high


def sums_of(steps: Sequence[tuple[str, float]], total: str) -> tuple[Step, ...]:
    """Named steps, those that are nothing left out, and their sum under the name of ``total``."""
    shown = tuple(Step(label, value) for label, value in steps if value)
    return (*shown, Step(total, sum(value for _, value in steps), total=True))
