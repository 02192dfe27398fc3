"""A relaxed program goes on from solve to solve: with other costs, other bounds, and a most that may be too little."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.engine.solver import Relaxation
from tests.engine.solver.programs import crowd, lots

COMES, SIXES, FOURS = (np.array([column]) for column in range(3))


def _lots() -> Relaxation:
    return Relaxation(*lots(), lambda: False)


def _bound(relaxed: Relaxation, column: np.ndarray[tuple[int], np.dtype[np.int64]], value: float) -> None:
    relaxed.bound(column, np.array([value]), np.array([value]))


def test_whole_columns_are_relaxed_and_costs_are_counted_in_units() -> None:
    relaxed = _lots()
    assert relaxed.solve()
    assert relaxed.value * relaxed.unit == pytest.approx(17.5)
    assert relaxed.x.tolist() == pytest.approx([1.5, 2.5, 0.0])


def test_a_column_can_be_bound_priced_and_let_go_again() -> None:
    relaxed = _lots()
    _bound(relaxed, SIXES, 1.0)
    assert relaxed.solve()
    assert relaxed.x.tolist() == pytest.approx([1.5, 1.0, 2.25])
    relaxed.bound(SIXES, np.array([0.0]), np.array([5.0]))
    relaxed.price(FOURS, np.array([0.01]))
    assert relaxed.solve()
    assert relaxed.x.tolist() == pytest.approx([1.5, 0.0, 3.75])
    assert relaxed.costs[FOURS] == [0.01]


def test_an_answer_beyond_the_most_is_none_and_leaves_the_last_one() -> None:
    relaxed = _lots()
    assert relaxed.solve(17.6 / relaxed.unit)
    before = relaxed.value
    _bound(relaxed, SIXES, 1.0)
    assert not relaxed.solve(18.0 / relaxed.unit)
    assert relaxed.value == before
    assert relaxed.x.tolist() == pytest.approx([1.5, 2.5, 0.0])
    assert relaxed.solve(18.3 / relaxed.unit)


def test_bounds_that_leave_nothing_are_no_answer_until_they_are_taken_back() -> None:
    relaxed = _lots()
    assert relaxed.solve()
    _bound(relaxed, COMES, 0.5)
    assert not relaxed.solve()
    _bound(relaxed, COMES, 1.6)
    assert relaxed.solve()


def test_a_search_for_what_there_is_not_leaves_the_last_answer_to_go_on_from() -> None:
    """What is bound and let go again costs no step: else the way back from where HiGHS gave up can be long."""
    relaxed = Relaxation(*crowd(1), lambda: False)
    assert relaxed.solve()
    columns, lower, upper = np.arange(relaxed.x.size), relaxed.lower.copy(), relaxed.upper.copy()
    nothing = np.minimum(lower, 0.0)
    relaxed.bound(columns, nothing, nothing)
    assert not relaxed.solve()
    relaxed.bound(columns, lower, upper)
    assert relaxed.solve()
    assert relaxed._highs.getInfo().simplex_iteration_count == 0


def test_a_solve_may_take_only_a_time_that_is_usual_once_there_was_one() -> None:
    relaxed = _lots()
    assert relaxed.solve()
    assert relaxed._highs.getOptionValue("time_limit")[1] == np.inf
    assert relaxed.solve()
    assert float(relaxed._highs.getOptionValue("time_limit")[1]) < 5.0


def test_a_long_solve_that_is_stopped_has_no_answer() -> None:
    matrix, goal = crowd(1)
    assert not Relaxation(matrix, goal, lambda: True).solve()
    assert Relaxation(matrix, goal, lambda: False).solve()


def test_a_long_solve_that_was_stopped_can_be_gone_on_with() -> None:
    looks = iter([True])
    relaxed = Relaxation(*crowd(1), lambda: next(looks, False))
    assert not relaxed.solve()
    assert relaxed.solve()
