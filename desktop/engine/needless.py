"""Whole numbers that a plan has and does not need: a search that stops at a gap may leave a charge for nothing."""

from __future__ import annotations

import numpy as np

from desktop.engine.program import Matrix
from desktop.engine.vectors import FloatArray

_ROUNDING = 1e-9
"""What a row may be off by, in the solver's scale, and still hold."""


def without_needless(matrix: Matrix, x: FloatArray) -> FloatArray:
    """``x`` (columns, real units) with every whole column as low as the rows allow with all others where they are.

    No decision earns anything by itself: what it allows does. So a yes that nothing makes use of only costs. One that
    another rests on (a contract on its orders) is looked at again when that one is gone.
    """
    values = x / matrix.column_scale
    row = np.repeat(np.arange(matrix.row_lower.size), np.diff(matrix.start))
    activity = np.bincount(row, matrix.value * values[matrix.index], matrix.row_lower.size)
    entries = _entries_by_column(matrix)
    waiting = [column for column in entries if values[column] > matrix.column_lower[column]]
    lowered = True
    while lowered:
        lowered = False
        for column in waiting:
            own = entries[column]
            rows, weights = row[own], matrix.value[own]
            below, above = activity[rows] - matrix.row_lower[rows], matrix.row_upper[rows] - activity[rows]
            room = np.maximum(np.where(weights > 0, below, above), 0.0) / np.abs(weights)
            step = np.floor(min(room.min(initial=np.inf), values[column] - matrix.column_lower[column]) + _ROUNDING)
            if step > 0:
                values[column] -= step
                activity[rows] -= weights * step
                lowered = True
    return values * matrix.column_scale


def _entries_by_column(matrix: Matrix) -> dict[int, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Where the coefficients of each whole column stand."""
    order = np.argsort(matrix.index, kind="stable")
    ends = np.searchsorted(matrix.index[order], np.arange(matrix.column_lower.size + 1))
    return {column: order[ends[column] : ends[column + 1]] for column in np.flatnonzero(matrix.whole).tolist()}
