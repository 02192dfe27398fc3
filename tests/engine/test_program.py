"""The program keeps what was written into it, in a scale that a solver can work with."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.engine.program import Program, Sparse


def test_coefficients_of_the_same_place_add_up() -> None:
    program = Program()
    columns = program.columns((2,), scale=1.0)
    rows = program.rows((1,), 1.0, -np.inf, 10.0)
    program.put(rows, columns[:1], 1.5)
    program.put(rows, columns, 2.0)
    matrix = program.matrix()
    assert matrix.value.tolist() == [3.5, 2.0]
    assert matrix.index.tolist() == [0, 1]
    assert matrix.start.tolist() == [0, 2]


def test_a_column_of_tonnes_and_a_row_of_kilograms_meet_near_one() -> None:
    program = Program()
    column = program.columns((1,), scale=1e6, upper=3e6)
    row = program.rows((1,), 1e3, -np.inf, 5e3)
    program.put(row, column, 1e-3)
    matrix = program.matrix()
    assert matrix.value.tolist() == [1.0]
    assert matrix.column_upper.tolist() == [3.0]
    assert matrix.row_upper.tolist() == [5.0]


def test_a_row_far_steeper_than_its_scale_is_scaled_by_its_largest_coefficient() -> None:
    program = Program()
    columns = program.columns((2,), scale=1.0)
    row = program.rows((1,), 1.0, -np.inf, 2e6)
    program.put(row, columns, np.array([1e6, 1.0]))
    matrix = program.matrix()
    assert matrix.value.tolist() == [1.0, 1e-6]
    assert matrix.row_upper.tolist() == [2.0]


def test_a_limit_beyond_all_need_is_no_limit() -> None:
    program = Program()
    column = program.columns((1,), scale=1.0, upper=1e12)
    program.put(program.rows((1,), 1.0, 0.0, 1e12), column, 1.0)
    matrix = program.matrix()
    assert matrix.column_upper.tolist() == [np.inf]
    assert matrix.row_upper.tolist() == [np.inf]


def test_a_goal_leaves_out_what_weighs_nothing() -> None:
    goal = Sparse.of((np.array([[0, 1], [2, 3]]), np.array([[0.0], [2.0]])))
    assert goal.columns.tolist() == [2, 3]
    assert goal.value(np.array([5.0, 5.0, 1.0, 3.0])) == pytest.approx(8.0)
