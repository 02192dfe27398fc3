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


def test_sums_add_up_and_of_nothing_are_nothing() -> None:
    one, two = Sparse.of((np.array([0, 1]), 2.0)), Sparse.of((np.array([1]), 3.0))
    both = Sparse.sum(one, Sparse.none(), two)
    assert (both.columns.tolist(), both.weights.tolist()) == ([0, 1, 1], [2.0, 2.0, 3.0])
    assert both.times(-2.0).value(np.array([1.0, 10.0])) == -104.0
    assert (Sparse.sum().columns.size, Sparse.none().value(np.ones(3))) == (0, 0.0)


def test_columns_are_whole_where_decisions_say_so() -> None:
    program = Program()
    plain = program.columns((2,), 1.0)
    relaxed = program.decisions((1,), 1.0, whole=False)
    partly = program.decisions((2,), np.array([1.0, 7.0]), whole=np.array([False, True]))
    program.put(program.rows((1,), 1.0, 0.0, np.inf), plain, 1.0)
    matrix = program.matrix()
    assert [numbers.tolist() for numbers in (plain, relaxed, partly)] == [[0, 1], [2], [3, 4]]
    assert matrix.whole.tolist() == [False, False, False, False, True]
    assert matrix.column_lower.tolist() == [0.0] * 5
    assert matrix.column_upper.tolist() == [np.inf, np.inf, 1.0, 1.0, 7.0]
    assert matrix.column_scale.tolist() == [1.0] * 5


def test_numbers_come_in_the_shape_asked_for_and_bounds_are_spread_over_it() -> None:
    program = Program()
    columns = program.columns((2, 3), np.array([[1.0], [10.0]]), 0.0, np.array([[5.0], [60.0]]))
    rows = program.rows((2,), 1.0, np.array([1.0, 2.0]), np.inf)
    assert (columns.tolist(), rows.tolist()) == ([[0, 1, 2], [3, 4, 5]], [0, 1])
    program.put(rows.reshape(-1, 1), columns, 1.0)
    matrix = program.matrix()
    assert matrix.column_upper.tolist() == [5.0] * 3 + [6.0] * 3
    assert matrix.index.tolist() == [0, 1, 2, 3, 4, 5]
    assert matrix.start.tolist() == [0, 3, 6]
    assert matrix.row_lower.tolist() == [1.0, 2.0]
    assert program.scale_of(columns[:, 0]).tolist() == [1.0, 10.0]


@pytest.mark.parametrize("trace", [1e-13, 1e-12])
def test_what_cancels_or_is_a_trace_of_its_row_is_left_out(trace: float) -> None:
    program = Program()
    columns = program.columns((3,), scale=1.0)
    rows = program.rows((2,), 1.0, 0.0, 1.0)
    program.put(rows[:1], columns, np.array([1.0, 2.0, trace]))
    program.put(rows[:1], columns[1:2], -2.0)
    program.put(rows[1:], columns, 0.0)
    matrix = program.matrix()
    assert (matrix.index.tolist(), matrix.value.tolist(), matrix.start.tolist()) == ([0], [1.0], [0, 1, 1])


def test_a_program_whose_rows_ask_nothing_has_no_coefficients() -> None:
    program = Program()
    program.put(program.rows((1,), 1.0, 0.0, 1.0), program.columns((2,), scale=1.0), 0.0)
    matrix = program.matrix()
    assert (matrix.value.size, matrix.start.tolist(), matrix.column_lower.size) == (0, [0, 0], 2)
