"""Linear programs in HiGHS: answers with a status, one goal after the other, going on with changed numbers."""

from __future__ import annotations

from functools import partial

import attrs
import numpy as np
import pytest

from desktop.engine.program import Program, Sparse
from desktop.engine.solver import Solver
from desktop.model.errors import SolverFault
from desktop.model.progress import Cancelled, Silent
from tests.engine.solver.programs import crowd, lots, spoilt, two_sources


class Cancelling(Silent):
    """A handle that was cancelled before the job began."""

    def cancelled(self) -> bool:
        return True


def test_the_cheaper_column_is_used_first() -> None:
    program, cost = two_sources()
    answer = Solver(program.matrix(), Silent()).minimise(cost)
    assert answer.status == "optimal"
    assert answer.x.tolist() == [5.0, 3.0]


def test_a_program_without_an_answer_says_so_and_gives_no_values() -> None:
    program, cost = two_sources(most=1.0)
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
    program, cost = two_sources()
    solver = Solver(program.matrix(), Silent())
    least = cost.value(solver.minimise(cost).x)
    solver.freeze()
    second = Sparse.of((np.array([0]), np.array([1.0])))
    assert cost.value(solver.minimise(second).x) <= least + 1e-6


@pytest.mark.parametrize("left", [0.0, 2e-10])
def test_a_goal_that_is_met_stays_as_low_as_it_is(left: float) -> None:
    program, cost = two_sources()
    solver = Solver(program.matrix(), Silent())
    solver.hold_down(Sparse.of((np.array([0]), np.array([1.0]))), solver.nothing() + left)
    assert solver.minimise(cost).x.tolist() == [left, 8.0 - left]


@pytest.mark.parametrize("part", ["column_lower", "column_upper", "row_lower", "row_upper", "value"])
@pytest.mark.parametrize("value", [np.nan, 1e10])
def test_a_number_that_is_not_fit_never_reaches_the_solver(part: str, value: float) -> None:
    program, _ = two_sources()
    with pytest.raises(SolverFault, match="solver-number-unfit"):
        Solver(spoilt(program.matrix(), part, value), Silent())


def test_a_cost_that_is_not_fit_never_reaches_the_solver() -> None:
    program, cost = two_sources()
    solver = Solver(program.matrix(), Silent())
    with pytest.raises(SolverFault, match="solver-number-unfit"):
        solver.minimise(attrs.evolve(cost, weights=np.array([np.nan, 1.0])))


def test_a_coefficient_that_the_solver_would_drop_is_noticed() -> None:
    program, _ = two_sources()
    with pytest.raises(SolverFault, match="solver-"):
        Solver(spoilt(program.matrix(), "value", 1e-15), Silent())


def test_a_cancelled_job_ends_instead_of_answering() -> None:
    program, cost = two_sources()
    with pytest.raises(Cancelled):
        Solver(program.matrix(), Cancelling()).minimise(cost)


def test_the_same_program_gives_the_same_values_every_time() -> None:
    def values() -> bytes:
        program, cost = two_sources()
        return Solver(program.matrix(), Silent()).minimise(cost).x.tobytes()

    assert len({values() for _ in range(5)}) == 1


def test_solver_time_and_number_of_solves_are_counted() -> None:
    program, cost = two_sources()
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


def test_whole_columns_are_relaxed() -> None:
    matrix, cost = lots()
    x = Solver(matrix, Silent()).minimise(cost).x
    assert x.tolist() == pytest.approx([15.0, 2.5, 0.0])


def test_columns_are_held_at_real_values_until_they_are_freed() -> None:
    matrix, cost = lots()
    solver = Solver(matrix, Silent())
    solver.fix(np.array([0, 2]), np.array([30.0, 3.0]))
    assert solver.minimise(cost).x.tolist() == pytest.approx([30.0, 3.0, 3.0])
    solver.free()
    assert solver.minimise(cost).x.tolist() == pytest.approx([15.0, 2.5, 0.0])


def test_what_was_frozen_is_free_again_when_everything_is() -> None:
    program, cost = two_sources()
    solver = Solver(program.matrix(), Silent())
    solver.minimise(cost)
    solver.freeze()
    dear = Sparse.of((np.array([0]), np.array([1.0])))
    assert solver.minimise(dear).x.tolist() == [5.0, 3.0]
    solver.free()
    assert solver.minimise(dear).x.tolist() == [0.0, 8.0]


def test_a_solve_from_the_basis_of_the_answer_takes_no_step() -> None:
    program, cost = two_sources()
    solver = Solver(program.matrix(), Silent())
    solver.minimise(cost)
    basis = solver.basis()
    solver.minimise(cost.times(-1.0))
    solver.start_from(basis)
    assert solver.minimise(cost).x.tolist() == [5.0, 3.0]
    assert solver._highs.getInfo().simplex_iteration_count == 0


def test_a_basis_of_another_program_is_a_fault() -> None:
    program, _ = two_sources()
    matrix, cost = lots()
    other = Solver(matrix, Silent())
    other.minimise(cost)
    with pytest.raises(SolverFault, match="solver-refused"):
        Solver(program.matrix(), Silent()).start_from(other.basis())


def test_nothing_is_zero_in_every_column_and_the_size_of_a_goal_is_its_usual_weight() -> None:
    matrix, cost = lots()
    solver = Solver(matrix, Silent())
    assert solver.nothing().tolist() == [0.0, 0.0, 0.0]
    assert solver.size == (2, 3, 4)
    assert solver.size_of(cost) == 6.0
    assert solver.size_of(Sparse.of((np.array([0, 0]), np.array([0.25, 0.5])))) == 7.5  # columns once, in tens


# ------------------------------------------------------------------------- changed numbers


def test_a_program_that_differs_in_numbers_alone_is_taken_on() -> None:
    first, cost = two_sources()
    solver = Solver(first.matrix(), Silent())
    solver.minimise(cost)
    solver.freeze()
    second, _ = two_sources(most=9.0, least=8.5, price=0.5)
    assert solver.take_on(second.matrix(), Silent())
    assert (solver.solves, solver.seconds, solver.gap) == (0, 0.0, None)
    assert solver.minimise(cost).x.tolist() == pytest.approx([5.0, 7.0])


def test_a_program_of_another_shape_is_not_taken_on_and_changes_nothing() -> None:
    program, cost = two_sources()
    solver = Solver(program.matrix(), Silent())
    matrix, _ = lots()
    assert not solver.take_on(matrix, Silent())
    assert not solver.take_on(spoilt(program.matrix(), "whole", True), Silent())
    program.columns((1,), 1.0)
    assert not solver.take_on(program.matrix(), Silent())
    assert solver.minimise(cost).x.tolist() == [5.0, 3.0]


def test_a_program_taken_on_is_as_fit_as_a_new_one_and_obeys_its_own_handle() -> None:
    program, cost = two_sources()
    solver = Solver(program.matrix(), Silent())
    with pytest.raises(SolverFault, match="solver-number-unfit"):
        solver.take_on(spoilt(program.matrix(), "row_lower", np.nan), Silent())
    assert solver.take_on(program.matrix(), Cancelling())
    with pytest.raises(Cancelled):
        solver.minimise(cost)


def test_a_program_in_which_most_numbers_differ_is_solved_as_a_new_one() -> None:
    (first, goal), (second, _) = crowd(1), crowd(2)
    solver = Solver(first, Silent())
    solver.minimise(goal)
    assert solver.take_on(second, Silent())
    cold = Solver(second, Silent()).minimise(goal)
    assert goal.value(solver.minimise(goal).x) == pytest.approx(goal.value(cold.x))
