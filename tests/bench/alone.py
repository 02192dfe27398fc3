"""HiGHS without the planner: the same rows, goal after goal, each frozen by a row, as its manual would have it."""

from __future__ import annotations

from time import process_time

import attrs
import highspy
import numpy as np

from desktop.engine.goals import write_program
from desktop.engine.program import Matrix, Sparse
from desktop.engine.solver.door import hand_over, opened
from desktop.engine.vectors import FloatArray
from desktop.model.project import Project

_NOTHING = 1e-9
"""A goal that comes to no more than this is met."""
_KEPT = 1e-6
"""What later goals may take from a reached one (model.md section 5)."""


@attrs.frozen
class Alone:
    """Processor seconds inside HiGHS's ``run``, how often it ran, and the least cost in INR."""

    seconds: float
    solves: int
    cost: float


def solve(project: Project, mix: str, *, cold: bool) -> Alone:
    """All goals of a mix in turn; ``cold`` lets HiGHS forget its basis before each, so that it presolves."""
    written = write_program(project, mix, "")
    matrix = written.draft.program.matrix()
    highs = opened()
    hand_over(highs, matrix)
    seconds, solves, cost, x = 0.0, 0, 0.0, np.zeros(matrix.column_scale.size)
    for name, goal in written.goals:
        weights = _fit(matrix, goal)
        last = name == written.goals[-1][0]
        if not solves or last or goal.value(x) > _NOTHING:
            if cold:
                highs.clearSolver()
            highs.changeColsCost(weights.size, np.arange(weights.size, dtype=np.int32), weights)
            before = process_time()
            highs.run()
            seconds += process_time() - before
            solves += 1
            if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                raise RuntimeError(f"{name}: {highs.getModelStatus()}")
            x = np.array(highs.getSolution().col_value) * matrix.column_scale
        cost = goal.value(x) if name == "cost" else cost
        used = np.flatnonzero(weights)
        most = max(float(weights[used] @ (x / matrix.column_scale)[used]), 0.0) * (1 + _KEPT)
        highs.addRow(-np.inf, most, used.size, used.astype(np.int32), weights[used])
    return Alone(seconds, solves, cost)


def _fit(matrix: Matrix, goal: Sparse) -> FloatArray:
    """What a goal's columns cost in the solver's scale, the usual one 1."""
    weights = np.zeros(matrix.column_scale.size)
    np.add.at(weights, goal.columns, goal.weights * matrix.column_scale[goal.columns])
    return weights / float(np.median(weights[weights > 0]))
