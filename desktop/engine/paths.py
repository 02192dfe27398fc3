"""Step series as tables: what holds in each month, of all records at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from desktop.engine.vectors import FloatArray
from desktop.model.months import Month

Step = tuple[int, Month | None, float]
"""The row that a step belongs to, the month from which it holds (none: never), and its value."""


def paths(steps: Iterable[Step], months: Sequence[Month], before: Sequence[float]) -> FloatArray:
    """A value per row and month, (rows, t): ``before`` (rows,) until the row's first step, as ``spread`` has it.

    The months follow each other without a gap; of two steps of one row and month the last counts.
    """
    table = np.repeat(np.array(before, dtype=float).reshape(-1, 1), len(months), axis=1)
    dated = [(row, month.index, value) for row, month, value in steps if month is not None]
    if not dated or not months:
        return table
    rows, begins, values = (np.array(column) for column in zip(*dated, strict=True))
    begins = np.maximum(begins - months[0].index, -1) + 1  # column 0 is for all that began before the horizon
    order = np.argsort(begins, kind="stable")
    order = order[begins[order] <= len(months)]
    if not order.size:
        return table
    latest = np.full((len(table), len(months) + 1), -1, dtype=np.int64)
    latest[rows[order], begins[order]] = np.arange(order.size)  # of several in one place the last stays
    latest = np.maximum.accumulate(latest, axis=1)[:, 1:]
    return np.where(latest >= 0, values[order][latest], table)
