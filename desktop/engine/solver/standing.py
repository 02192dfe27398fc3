"""Whether the basis in which a search ended is the best for changed numbers too: proven without a search.

A basis proves its values the best, goal by goal, by the prices that its equations give: none of the columns and rows
beside it could move without making the goal worse, but those of price zero; and those alone are free to move for the
goals after it. How the basis was found does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import highspy
import numpy as np

from desktop.engine.program import Matrix
from desktop.engine.vectors import BoolArray, FloatArray, IntArray

_PRICED = 1e-8
"""A price above this is one; costs are scaled to a median of 1."""
_WRONG = 2e-8
"""How far a price may be below zero: what is let go because its price is none can bring others to about as much."""
_EXACT = 1e-9
"""How far, of its size, a value may be beyond a limit; HiGHS works to a tenth of it."""


@attrs.frozen(eq=False)
class Standing:
    """A basis as HiGHS holds it, factored; columns and rows are told as one, first all columns, then all rows.

    ``order`` (rows,) are the columns and rows in the basis, in HiGHS's order, ``inside`` (columns + rows,) says which
    they are, ``high`` (columns + rows,) which of the others lie at their upper bounds.
    """

    highs: highspy.Highs
    order: IntArray
    inside: BoolArray
    high: BoolArray

    @classmethod
    def of(cls, highs: highspy.Highs, matrix: Matrix, x: FloatArray) -> Standing | None:
        """The basis that ``highs`` is at, of the answer ``x`` (solver's scale) to ``matrix``; None if it has none."""
        status, basic = highs.getBasicVariables()  # type: ignore[attr-defined]  # its types leave it out
        if status != highspy.HighsStatus.kOk:
            return None
        order = np.where(basic >= 0, basic, x.size - 1 - basic).astype(np.int64)
        lower, upper = _bounds(matrix)
        inside, values = np.zeros(lower.size, dtype=bool), np.concatenate([x, _activity(matrix, x)])
        inside[order] = True
        return cls(highs, order, inside, upper - values < values - lower)

    def values(self, matrix: Matrix) -> FloatArray | None:
        """What the columns of ``matrix`` are (solver's scale) where all beside the basis lie at its bounds.

        None where that breaks a limit: the basis is no answer then.
        """
        lower, upper = _bounds(matrix)
        columns, place = matrix.column_lower.size, self.order < matrix.column_lower.size
        bound = np.where(self.high, upper, lower)
        values = np.where(self.inside, 0.0, bound)
        if not np.isfinite(values).all():
            return None
        left = values[columns:] - _activity(matrix, values[:columns])
        status, solved = self.highs.getBasisSolve(left)  # type: ignore[attr-defined]  # its types leave it out
        if status != highspy.HighsStatus.kOk:
            return None
        values[self.order[place]] = solved[place]
        values[columns:] = _activity(matrix, values[:columns])
        off = np.where(self.inside, np.maximum(lower - values, values - upper), np.abs(values - bound))
        return values[:columns] if (off <= _EXACT * np.maximum(np.abs(values), 1.0)).all() else None

    def proves(self, matrix: Matrix, goals: Iterable[tuple[FloatArray, bool]]) -> bool:
        """Whether no other values are better for ``goals``, costs of the columns (solver's scale) in their order.

        Goals that are met, told beside them, are at their least: they hold their columns where they are, and which
        these are is all that is read of their costs.
        """
        lower, upper = _bounds(matrix)
        held = self.inside | (lower == upper)
        for costs, met in goals:
            if met:
                held[np.flatnonzero(costs)] = True
                continue
            worth = self._worth(matrix, costs)
            if worth is None:
                return False
            wrong = np.where(self.inside, np.abs(worth), np.where(held, 0.0, np.where(self.high, worth, -worth)))
            if not (wrong <= _WRONG).all():
                return False
            held |= np.abs(worth) > _PRICED
        return True

    def _worth(self, matrix: Matrix, costs: FloatArray) -> FloatArray | None:
        """What one unit more of each column or row beside the basis costs, (columns + rows,); 0 for all inside."""
        inside = np.concatenate([costs, np.zeros(self.inside.size - costs.size)])[self.order]
        status, prices = self.highs.getBasisTransposeSolve(inside)  # type: ignore[attr-defined]  # its types leave it out
        if status != highspy.HighsStatus.kOk:
            return None
        paid = np.bincount(matrix.index, matrix.value * np.repeat(prices, np.diff(matrix.start)), costs.size)
        return np.concatenate([costs - paid, prices])


def _bounds(matrix: Matrix) -> tuple[FloatArray, FloatArray]:
    lower = np.concatenate([matrix.column_lower, matrix.row_lower])
    return lower, np.concatenate([matrix.column_upper, matrix.row_upper])


def _activity(matrix: Matrix, x: FloatArray) -> FloatArray:
    """What each row comes to at ``x`` (solver's scale)."""
    return np.bincount(matrix.row, matrix.value * x[matrix.index], matrix.row_lower.size).astype(float)
