"""The door to HiGHS answers with a status, refuses unfit numbers and stops when asked."""

from __future__ import annotations

from functools import partial

import attrs
import numpy as np
import pytest

from desktop.engine.program import Matrix, Program, Sparse
from desktop.engine.solver import Solver
from desktop.model.errors import SolverFault
from desktop.model.progress import Cancelled, Silent


def _two_sources(most: float = 10.0, least: float = 8.0) -> tuple[Program, Sparse]:
    """A need of ``least`` met from two columns that cost 2 and 3, the first up to 5."""
    program = Program()
    columns = program.columns((2,), 1.0, 0.0, np.array([5.0, most]))
    program.put(program.rows((1,), 1.0, least, np.inf), columns, 1.0)
    return program, Sparse.of((columns, np.array([2.0, 3.0])))


class Cancelling(Silent):
    """A handle that was cancelled before the job began."""

    def cancelled(self) -> bool:
        return True


def test_the_cheaper_column_is_used_first() -> None:
    program, cost = _two_sources()
    answer = Solver(program.matrix(), Silent()).minimise(cost)
    assert answer.status == "optimal"
    assert answer.x.tolist() == [5.0, 3.0]


def test_a_program_without_an_answer_says_so_and_gives_no_values() -> None:
    program, cost = _two_sources(most=1.0)
    answer = Solver(program.matrix(), Silent()).minimise(cost)
    assert answer.status == "infeasible"
    assert answer.x.size == 0


def test_a_cost_without_a_floor_is_unbounded() -> None:
    program = Program()
    column = program.columns((1,), 1.0, -np.inf, np.inf)
    program.put(program.rows((1,), 1.0, -np.inf, 1.0), column, 1.0)
    answer = Solver(program.matrix(), Silent()).minimise(Sparse.of((column, 1.0)))
    assert answer.status in {"unbounded", "infeasible"}
    assert answer.x.size == 0


def test_a_reached_goal_is_kept_while_the_next_is_solved() -> None:
    program, cost = _two_sources()
    solver = Solver(program.matrix(), Silent())
    least = cost.value(solver.minimise(cost).x)
    solver.freeze()
    second = Sparse.of((np.array([0]), np.array([1.0])))
    assert cost.value(solver.minimise(second).x) <= least + 1e-6


def test_a_goal_fixed_at_zero_stays_there() -> None:
    program, cost = _two_sources()
    solver = Solver(program.matrix(), Silent())
    solver.fix_at_zero(Sparse.of((np.array([0]), np.array([1.0]))))
    assert solver.minimise(cost).x.tolist() == [0.0, 8.0]


def _spoil(matrix: Matrix, part: str, value: float) -> Matrix:
    array = getattr(matrix, part).copy()
    array[0] = value
    return attrs.evolve(matrix, **{part: array})


@pytest.mark.parametrize("part", ["column_lower", "column_upper", "row_lower", "row_upper", "value"])
@pytest.mark.parametrize("value", [np.nan, 1e10])
def test_a_number_that_is_not_fit_never_reaches_the_solver(part: str, value: float) -> None:
    program, _ = _two_sources()
    with pytest.raises(SolverFault, match="solver-number-unfit"):
        Solver(_spoil(program.matrix(), part, value), Silent())


def test_a_cost_that_is_not_fit_never_reaches_the_solver() -> None:
    program, cost = _two_sources()
    solver = Solver(program.matrix(), Silent())
    with pytest.raises(SolverFault, match="solver-number-unfit"):
        solver.minimise(attrs.evolve(cost, weights=np.array([np.nan, 1.0])))


def test_a_coefficient_that_the_solver_would_drop_is_noticed() -> None:
    program, _ = _two_sources()
    with pytest.raises(SolverFault, match="solver-"):
        Solver(_spoil(program.matrix(), "value", 1e-15), Silent())


def test_a_cancelled_job_ends_instead_of_answering() -> None:
    program, cost = _two_sources()
    with pytest.raises(Cancelled):
        Solver(program.matrix(), Cancelling()).minimise(cost)


def test_the_same_program_gives_the_same_values_every_time() -> None:
    def values() -> bytes:
        program, cost = _two_sources()
        return Solver(program.matrix(), Silent()).minimise(cost).x.tobytes()

    assert len({values() for _ in range(5)}) == 1


def test_solver_time_and_number_of_solves_are_counted() -> None:
    program, cost = _two_sources()
    solver = Solver(program.matrix(), Silent())
    assert (solver.solves, solver.seconds) == (0, 0.0)
    solver.minimise(cost)
    assert solver.solves == 1
    assert solver.seconds > 0.0


def test_a_program_at_any_scale_has_the_same_answer() -> None:
    def answer(size: float) -> list[float]:
        program = Program()
        columns = program.columns((2,), size, 0.0, np.array([5.0, 10.0]) * size)
        program.put(program.rows((1,), size, 8.0 * size, np.inf), columns, 1.0)
        x = Solver(program.matrix(), Silent()).minimise(Sparse.of((columns, np.array([2.0, 3.0])))).x
        return [float(value) for value in x / size]

    assert list(map(partial(pytest.approx), (answer(1e-6), answer(1e9)))) == [answer(1.0)] * 2
