"""Goals reached from the last answer: what is found without going through them one by one is the best all the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.engine.goals import NOTHING, solve_in_turn
from desktop.engine.lasting import Reached, from_last, keep_end
from desktop.engine.memory import Course
from desktop.engine.program import Program, Sparse
from desktop.engine.solver import Answer, Solver
from desktop.engine.vectors import FloatArray
from desktop.model.progress import Silent

COLUMNS, ROWS = 6, 4
MOST = (NOTHING, NOTHING, -np.inf, -np.inf)
Goals = list[tuple[str, Sparse]]
few = some.integers(0, 3).map(float)


def _program(limits: list[float], most: list[float], weights: FloatArray) -> Program:
    """Needs met from columns of which each has an end, or from slacks that the first two goals count."""
    program = Program()
    columns = program.columns((COLUMNS,), 1.0, 0.0, np.array(most) + 1.0)
    slacks = program.columns((ROWS,), 1.0)
    rows = program.rows((ROWS,), 1.0, np.array(limits), np.inf)
    program.put(rows.reshape(-1, 1), columns, weights)
    program.put(rows, slacks, 1.0)
    return program


def _goals(costs: list[float]) -> Goals:
    first, last = np.array(costs[:COLUMNS]) + 1.0, np.array(costs[COLUMNS:]) + 1.0
    columns, slacks = np.arange(COLUMNS), np.arange(COLUMNS, COLUMNS + ROWS)
    return [
        ("one", Sparse.of((slacks[:2], 1.0))),
        ("two", Sparse.of((slacks[2:], np.array([1.0, 2.0])))),
        ("cost", Sparse.of((columns, first))),
        ("last", Sparse.of((columns, last))),
    ]


def _answered(program: Program, goals: Goals) -> tuple[Solver, Course, list[float]]:
    solver, course = Solver(program.matrix(), Silent()), Course()
    x, reached = solve_in_turn(solver, goals, Silent(), course)
    keep_end(solver, goals, MOST, course, x, solver.basis())
    return solver, course, [goal.value for goal in reached]


def _from_last(solver: Solver, goals: Goals, course: Course) -> Reached | None:
    return from_last(
        solver, goals, MOST, course, lambda near: solve_in_turn(solver, goals, Silent(), course, near=near)
    )


def _lists(size: int) -> some.SearchStrategy[list[float]]:
    return some.lists(few, min_size=size, max_size=size)


@given(data=some.data())
def test_whatever_changes_what_is_found_is_what_goals_reach_one_by_one(data: some.DataObject) -> None:
    weights = np.array(data.draw(_lists(ROWS * COLUMNS))).reshape(ROWS, COLUMNS)
    limits, most, costs = data.draw(_lists(ROWS)), data.draw(_lists(COLUMNS)), data.draw(_lists(2 * COLUMNS))
    solver, course, _ = _answered(_program(limits, most, weights), _goals(costs))
    for _ in range(3):
        limits, most = data.draw(some.just(limits) | _lists(ROWS)), data.draw(some.just(most) | _lists(COLUMNS))
        costs = data.draw(some.just(costs) | _lists(2 * COLUMNS))
        weights = np.where(weights > 0, weights + data.draw(some.sampled_from([0.0, 0.5])), 0.0)
        program, goals = _program(limits, most, weights), _goals(costs)
        assert solver.take_on(program.matrix(), Silent())
        found = _from_last(solver, goals, course)
        wanted = _answered(program, goals)[2]
        x, _ = found or solve_in_turn(solver, goals, Silent(), course)
        assert [goal.value(x) for _, goal in goals] == pytest.approx(wanted, rel=1e-7, abs=1e-8)


WEIGHTS = np.ones((ROWS, COLUMNS))


def _after(limits: float = 6.0, dearest: float = 3.0, most: float = 3.0) -> tuple[FloatArray, Solver]:
    """What is found from the last answer, six at prices from 1 to 3 of up to four each, when numbers are these now."""
    solver, course, _ = _answered(_program([6.0] * ROWS, [3.0] * COLUMNS, WEIGHTS), _goals([0.0, 1.0, *[3.0] * 10]))
    assert solver.take_on(_program([limits] * ROWS, [most] * COLUMNS, WEIGHTS).matrix(), Silent())
    found = _from_last(solver, _goals([0.0, 1.0, 2.0, *[dearest] * 9]), course)
    assert found is not None
    return found[0], solver


@pytest.mark.parametrize(("limits", "dearest", "most"), [(6.0, 3.0, 3.0), (7.0, 3.0, 3.0), (6.0, 3.0, 2.5)])
def test_where_the_last_basis_is_the_best_still_no_solve_is_needed(limits: float, dearest: float, most: float) -> None:
    x, solver = _after(limits, dearest, most)
    assert x[:2].tolist() == pytest.approx([most + 1.0, limits - most - 1.0])
    assert solver.solves == 0


def test_where_it_is_not_one_solve_finds_what_is() -> None:
    x, solver = _after(limits=9.0)
    assert x[:3].tolist() == pytest.approx([4.0, 4.0, 1.0])
    assert solver.solves == 1


def test_where_what_was_met_can_be_met_no_longer_the_same_solve_finds_how_far_it_can() -> None:
    """Of 30 in each of four rows six columns of up to four bring 24."""
    x, solver = _after(limits=30.0)
    assert x.tolist() == pytest.approx([4.0] * COLUMNS + [6.0] * ROWS)
    assert solver.solves == 1


def test_what_is_not_proven_is_gone_on_from_goal_after_goal(monkeypatch: pytest.MonkeyPatch) -> None:
    """One solve for all goals at once, then one for each of the two that are not met."""
    monkeypatch.setattr(Solver, "lasting", lambda *_: None)
    x, solver = _after(limits=9.0)
    assert x[:3].tolist() == pytest.approx([4.0, 4.0, 1.0])
    assert solver.solves == 3


def test_where_goals_in_turn_find_no_answer_from_there_they_start_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    solver, course, _ = _answered(_program([6.0] * ROWS, [3.0] * COLUMNS, WEIGHTS), _goals([0.0, 1.0, *[3.0] * 10]))
    program, goals = _program([9.0] * ROWS, [3.0] * COLUMNS, WEIGHTS), _goals([0.0, 1.0, *[3.0] * 10])
    assert solver.take_on(program.matrix(), Silent())
    minimise = Solver.minimise

    def lost(solver: Solver, goal: Sparse, until: float = np.inf, *, near: bool = False) -> Answer:
        return Answer("failed", np.zeros(0)) if near else minimise(solver, goal, until)

    with monkeypatch.context() as patched:
        patched.setattr(Solver, "lasting", lambda *_: None)
        patched.setattr(Solver, "minimise", lost)
        assert _from_last(solver, goals, course) is None
    x, _ = solve_in_turn(solver, goals, Silent(), course)
    assert [*x[:2], x[2:COLUMNS].sum()] == pytest.approx([4.0, 4.0, 1.0])


def test_without_a_last_answer_nothing_is_found() -> None:
    solver = Solver(_program([6.0] * ROWS, [3.0] * COLUMNS, WEIGHTS).matrix(), Silent())
    assert _from_last(solver, _goals([0.0] * 12), Course()) is None
    assert solver.solves == 0
