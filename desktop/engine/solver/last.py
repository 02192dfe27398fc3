"""The last answer of a solver and the basis in which it was found, to be gone on from when numbers have changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import highspy
import numpy as np

from desktop.engine.program import Matrix, Sparse
from desktop.engine.solver.scaled import costs_of, real
from desktop.engine.solver.standing import Standing
from desktop.engine.vectors import FloatArray


@attrs.define(eq=False)
class Last:
    """The last answer that ``highs`` gave, and the basis that it is at, which is looked at once until it is left.

    Whoever makes HiGHS leave its basis, or hands numbers over in which it must be found anew, says so.
    """

    highs: highspy.Highs
    _answer: tuple[Matrix, FloatArray] | None = None
    _standing: Standing | None = None

    def answered(self, matrix: Matrix, values: FloatArray) -> None:
        """HiGHS answered with ``values`` (solver's scale) to ``matrix``."""
        self._answer = matrix, values

    def leave(self) -> None:
        """What is known of the basis holds no longer."""
        self._standing = None

    def best(self, matrix: Matrix, goals: Sequence[tuple[Sparse, float]]) -> FloatArray | None:
        """The values of the basis, in real units, if they are proven the best for ``goals`` by the numbers of a matrix.

        Each goal is told with the most that it may come to and is met by. They are the last answer then.
        """
        stood = self._stood()
        values = stood.values(matrix) if stood else None
        if stood is None or values is None:
            return None
        x = real(values, matrix)
        if not stood.proves(matrix, _seen(goals, matrix, x)):
            return None
        self._answer = matrix, values
        return x

    def _stood(self) -> Standing | None:
        if self._standing is None and self._answer is not None:
            self._standing = Standing.of(self.highs, *self._answer)
        return self._standing


def _seen(goals: Sequence[tuple[Sparse, float]], matrix: Matrix, x: FloatArray) -> Iterator[tuple[FloatArray, bool]]:
    """Goals as their proof needs them: what columns cost, or where one is met any numbers there, which is quicker."""
    for goal, most in goals:
        met = goal.value(x) <= most
        if met:
            yield np.bincount(goal.columns, minlength=matrix.column_scale.size).astype(float), met
        else:
            yield costs_of(goal, matrix), met
