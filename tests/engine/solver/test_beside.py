"""Work beside HiGHS: in a thread of its own, over when HiGHS is, and heard of when it fails."""

from __future__ import annotations

from threading import Event, current_thread, main_thread

import pytest

from desktop.engine.solver import Solver
from desktop.engine.solver.beside import beside
from desktop.model.progress import Silent
from tests.engine.solver.programs import crowd, two_sources

_LONG = 20.0
"""Seconds after which two threads that wait for each other give up."""


def test_both_go_on_at_once_and_both_have_ended_afterwards() -> None:
    here, there, done = Event(), Event(), list[bool]()

    def work() -> None:
        there.set()
        done.append(here.wait(_LONG))

    with beside(work):
        assert there.wait(_LONG)
        here.set()
    assert done == [True]


def test_without_work_there_is_the_body_alone() -> None:
    with beside(None):
        assert current_thread() is main_thread()


def test_what_the_work_raises_is_raised_once_the_body_has_ended() -> None:
    ended = []
    with pytest.raises(ZeroDivisionError), beside(lambda: _fail(ZeroDivisionError())):
        ended.append(True)
    assert ended == [True]


def test_an_error_of_the_body_goes_before_one_of_the_work_and_waits_for_it() -> None:
    ended = Event()

    def work() -> None:
        ended.set()
        raise ZeroDivisionError

    with pytest.raises(KeyError), beside(work):
        raise KeyError
    assert ended.is_set()


def test_work_is_done_beside_the_next_solve_alone() -> None:
    program, goal = two_sources()
    solver, done = Solver(program.matrix(), Silent()), list[bool]()
    solver.meanwhile = lambda: done.append(current_thread() is main_thread())
    answers = [solver.minimise(goal).x.tolist() for _ in range(2)]
    assert done == [False]
    assert answers == [[5.0, 3.0]] * 2


def test_a_long_program_which_asks_at_every_step_has_nothing_done_beside() -> None:
    matrix, goal = crowd(1)
    solver, done = Solver(matrix, Silent()), list[bool]()
    solver.meanwhile = lambda: done.append(True)
    assert solver.minimise(goal).status == "optimal"
    assert done == []


def _fail(error: Exception) -> None:
    raise error
