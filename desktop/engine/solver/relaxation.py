"""A program with its whole columns relaxed, in which values are tried out: every solve goes on from the last one."""

from __future__ import annotations

import time
from collections.abc import Callable

import highspy
import numpy as np

from desktop.engine.program import Matrix, Sparse
from desktop.engine.solver.door import LONG, Asked, do, fit_costs, hand_over, interrupt, opened
from desktop.engine.vectors import FloatArray, IntArray

_MOMENT, _LONGER = 1.0, 10.0
"""Seconds that a solve may take, and how many times as long as any before: HiGHS can lose its way for much longer."""


class Relaxation:
    """One program and goal in HiGHS; all numbers are in the solver's scale.

    ``costs`` are those of the columns and ``value`` is what they come to in the last answer, whose column values are
    ``x``. Solves are short and many: only long ones ask ``stopped`` on the way.
    """

    def __init__(self, matrix: Matrix, goal: Sparse, stopped: Callable[[], bool]) -> None:
        """Hand ``matrix`` over; raises SolverFault when a number is not fit."""
        costs = np.zeros(matrix.column_lower.size)
        np.add.at(costs, goal.columns, goal.weights * matrix.column_scale[goal.columns])
        self.costs, self.unit = fit_costs(costs)
        self.lower, self.upper = matrix.column_lower.copy(), matrix.column_upper.copy()
        self.value, self.x = np.inf, np.zeros(0)
        self._highs = opened()
        self._basis: highspy.HighsBasis | None = None
        self._longest = 0.0
        hand_over(self._highs, matrix)
        self.price(np.arange(costs.size), self.costs)
        if matrix.value.size > LONG:
            interrupt(self._highs, Asked(stopped))

    def price(self, columns: IntArray, costs: FloatArray) -> None:
        """Let ``columns`` cost this from now on."""
        self.costs[columns] = costs
        do(self._highs.changeColsCost(columns.size, columns.astype(np.int32), costs))

    def bound(self, columns: IntArray, lower: FloatArray, upper: FloatArray) -> None:
        """Keep ``columns`` between these bounds from now on."""
        self.lower[columns], self.upper[columns] = lower, upper
        do(self._highs.changeColsBounds(columns.size, columns.astype(np.int32), lower, upper))

    def solve(self, most: float = np.inf) -> bool:
        """Whether an answer that comes to no more than ``most`` is found, in a time that is usual for this program.

        Where there is none, the last one stays, and its basis is what the next solve goes on from: a search for an
        answer that there is not ends far away from all others.
        """
        highs, began = self._highs, time.monotonic()
        patience = np.inf if self._basis is None else highs.getRunTime() + _MOMENT + _LONGER * self._longest
        do(highs.setOptionValue("time_limit", patience))  # of all runs together
        do(highs.setOptionValue("objective_bound", most))
        highs.run()
        value = highs.getInfo().objective_function_value
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            if self._basis is not None:
                do(highs.setBasis(self._basis))
            return False
        self._basis, self._longest = highs.getBasis(), max(self._longest, time.monotonic() - began)
        if not value <= most:
            return False
        self.value, self.x = value, np.array(highs.getSolution().col_value)
        return True
