"""Goals and answers in the solver's scale: columns once each, costs around 1, quantities within their bounds."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.engine.program import Matrix, Program, Sparse
from desktop.engine.solver.scaled import columns_of, costs_of, merged, real
from desktop.model.errors import SolverFault


def _program() -> Matrix:
    """Three columns of up to 5, 50 and 500, of which one unit of the solver is 1, 10 and 100."""
    program = Program()
    scale = np.array([1.0, 10.0, 100.0])
    columns = program.columns((3,), scale, 0.0, 5 * scale)
    program.put(program.rows((1,), 1.0, 0.0, np.inf), columns, 1.0)
    return program.matrix()


def _goal(columns: list[int], weights: list[float]) -> Sparse:
    return Sparse(np.array(columns, dtype=np.int64), np.array(weights))


def test_answers_are_real_quantities_within_their_bounds_and_dust_is_none() -> None:
    assert real(np.array([1e-11, -1e-9, 5.0 + 1e-9]), _program()).tolist() == [0.0, 0.0, 500.0]


@pytest.mark.parametrize("twice", [_goal([2, 0, 2], [1.0, 2.0, 3.0]), _goal([0, 2], [2.0, 4.0])])
def test_a_goal_has_each_column_once_in_order(twice: Sparse) -> None:
    columns, weights = merged(twice, _program())
    assert (columns.tolist(), weights.tolist()) == ([0, 2], [2.0, 400.0])
    assert columns_of(twice, 3).tolist() == [0, 2]


def test_the_usual_column_of_a_goal_costs_one_and_those_of_no_weight_nothing() -> None:
    assert costs_of(_goal([0, 1], [2.0, 0.6]), _program()).tolist() == pytest.approx([0.5, 1.5, 0.0])


def test_a_weight_that_is_no_number_is_refused() -> None:
    with pytest.raises(SolverFault, match="solver-number-unfit"):
        costs_of(_goal([0], [np.nan]), _program())
