"""Step series once more, step by step, for the second computation: a slip in the tables of the rows is not its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter

import numpy as np

from desktop.engine.vectors import FloatArray
from desktop.model.months import Month


def stepped(
    steps: Iterable[tuple[int, Month | None, float]], months: Sequence[Month], before: Sequence[float]
) -> FloatArray:
    """What holds of each row in each month, (rows, t): ``before`` (rows,), and from the month of a step on its value.

    A step names its row; one without a month never holds, and of two of one month the last counts.
    """
    table = np.repeat(np.array(before, dtype=float).reshape(-1, 1), len(months), axis=1)
    dated = [(month.index, row, value) for row, month, value in steps if month is not None]
    for index, row, value in sorted(dated, key=itemgetter(0)):
        if index <= months[-1].index:
            table[row, max(index - months[0].index, 0) :] = value
    return table
