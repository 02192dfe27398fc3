"""Linear programs for which HiGHS finds no answer, or one that is doubted, or which nobody wants any more."""

from __future__ import annotations

import highspy
import numpy as np
import pytest

from desktop.engine.certify import Certificate
from desktop.engine.solver import Solver, linear
from desktop.model.progress import Cancelled, Silent
from tests.engine.solver.programs import LOST, crowd, two_sources, wayward


def test_an_answer_not_found_at_once_is_looked_for_in_other_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = wayward(monkeypatch, LOST, LOST)
    program, cost = two_sources()
    solver = Solver(program.matrix(), Silent())
    assert solver.minimise(cost).x.tolist() == pytest.approx([5.0, 3.0])
    assert ran == [("choose", "choose"), ("off", "choose"), ("choose", "ipm")]
    assert solver.solves == 3
    solver.minimise(cost)
    assert ran[3:] == [("choose", "choose")]


def test_an_answer_never_found_has_no_values(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = wayward(monkeypatch, *[LOST] * 4)
    program, cost = two_sources()
    answer = Solver(program.matrix(), Silent()).minimise(cost)
    assert (answer.status, answer.x.size, len(ran)) == ("failed", 0, 4)


def test_a_run_that_highs_calls_an_error_is_no_answer_and_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    program, cost = two_sources()
    ran = wayward(monkeypatch, highspy.HighsStatus.kError)
    assert Solver(program.matrix(), Silent()).minimise(cost).x.tolist() == pytest.approx([5.0, 3.0])
    assert ran == [("choose", "choose"), ("off", "choose")]
    wayward(monkeypatch, *[highspy.HighsStatus.kError] * 4)
    assert Solver(program.matrix(), Silent()).minimise(cost).status == "failed"


def test_an_answer_without_valid_values_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highspy.Highs, "getSolution", lambda _: highspy.HighsSolution())
    program, cost = two_sources()
    answer = Solver(program.matrix(), Silent()).minimise(cost)
    assert (answer.status, answer.x.size) == ("failed", 0)


# ------------------------------------------------------------------------- certificates


def _gap(solver: Solver) -> float:
    assert solver.gap is not None
    return solver.gap


def test_a_certified_solver_tells_the_largest_gap_that_exact_arithmetic_found() -> None:
    program, cost = two_sources()
    solver = Solver(program.matrix(), Silent(), certified=True)
    assert solver.gap == 0.0
    solver.minimise(cost)
    assert _gap(solver) < 1e-12
    assert Solver(program.matrix(), Silent()).gap is None


def test_the_bounds_in_force_are_what_an_answer_is_certified_against() -> None:
    program, cost = two_sources()
    solver = Solver(program.matrix(), Silent(), certified=True)
    solver.minimise(cost)
    solver.freeze()
    solver.fix(np.array([0]), np.array([5.0]))
    solver.minimise(cost.times(-1.0))
    assert _gap(solver) < 1e-12
    assert solver.take_on(program.matrix(), Silent(), certified=True)
    assert solver.gap == 0.0


def test_an_answer_that_exact_arithmetic_does_not_confirm_is_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    gaps = iter([0.25, 0.0, 0.0])
    monkeypatch.setattr(linear, "certify", lambda *_: Certificate(1.0, 1.0, next(gaps), 0.0))
    ran = wayward(monkeypatch)
    program, cost = two_sources()
    solver = Solver(program.matrix(), Silent(), certified=True)
    assert solver.minimise(cost).status == "optimal"
    assert ran == [("choose", "choose"), ("off", "choose")]
    assert solver.gap == 0.0


def test_an_answer_never_confirmed_is_given_with_its_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "certify", lambda *_: Certificate(1.0, 0.75, 0.25, 0.0))
    program, cost = two_sources()
    solver = Solver(program.matrix(), Silent(), certified=True)
    assert solver.minimise(cost).status == "optimal"
    assert solver.gap == 0.25


# ------------------------------------------------------------------------- long solves


class Doubting(Silent):
    """A handle that is cancelled when it is asked for the third time."""

    asked = 0

    def cancelled(self) -> bool:
        self.asked += 1
        return self.asked >= 3


def test_a_long_solve_asks_on_its_way_whether_it_is_still_wanted() -> None:
    matrix, goal = crowd(1)
    handle = Doubting()
    with pytest.raises(Cancelled):
        Solver(matrix, handle).minimise(goal)
    assert handle.asked >= 3


def test_an_answer_that_takes_longer_than_it_may_is_none_and_is_not_looked_for_in_other_ways() -> None:
    solver = Solver(*crowd(1)[:1], Silent())
    assert solver.minimise(crowd(1)[1], until=0.0).status == "failed"
    assert solver.solves == 1
    assert solver.minimise(crowd(1)[1]).status == "optimal"
