"""Goals and answers in the solver's scale and in real units."""

from __future__ import annotations

import numpy as np

from desktop.engine.program import Matrix, Sparse
from desktop.engine.solver.door import DUST, fit_costs
from desktop.engine.vectors import FloatArray, IntArray


def real(x: FloatArray, matrix: Matrix) -> FloatArray:
    """Solver values as quantities: within their bounds, free of dust, in real units."""
    within = np.minimum(np.maximum(x, matrix.column_lower), matrix.column_upper)
    within[np.abs(within) < DUST] = 0.0
    return np.asarray(within * matrix.column_scale)


def merged(goal: Sparse, matrix: Matrix) -> tuple[IntArray, FloatArray]:
    """The goal's columns once each, with weights in the solver's scale."""
    columns, weights = goal.columns, goal.weights
    if not (columns[1:] > columns[:-1]).all():
        count = matrix.column_scale.size
        columns = columns_of(goal, count)
        weights = np.bincount(goal.columns, goal.weights, count)[columns].astype(float)
    return columns, weights * matrix.column_scale[columns]


def costs_of(goal: Sparse, matrix: Matrix) -> FloatArray:
    """What each column costs, (columns,), the usual one of the goal 1; raises SolverFault when a weight is unfit."""
    columns, weights = merged(goal, matrix)
    costs = np.zeros(matrix.column_lower.size)
    costs[columns], _ = fit_costs(weights)
    return costs


def columns_of(goal: Sparse, count: int) -> IntArray:
    """The goal's columns, of ``count`` that there are, once each."""
    return np.flatnonzero(np.bincount(goal.columns, minlength=count))
