"""Step series: a value holds from its month until the next row of the same key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter

from desktop.model.months import Month

Steps = Iterable[tuple[Month, float]]


def spread(steps: Steps, months: Sequence[Month], before: float) -> list[float]:
    """One value per month; ``before`` holds until the first step. Of two steps of one month the last counts.

    The months follow each other without a gap.
    """
    size = len(months)
    values = [before] * size
    for index, value in sorted(((month.index, value) for month, value in steps), key=itemgetter(0)) if size else ():
        begins = max(index - months[0].index, 0)
        values[begins:] = [value] * (size - begins)
    return values


def condense(months: Sequence[Month], values: Sequence[float], before: float) -> list[tuple[Month, float]]:
    """The steps that give ``values``; the inverse of ``spread``."""
    changes = zip(months, pairwise([before, *values]), strict=True)
    return [(month, now) for month, (earlier, now) in changes if now != earlier]
