"""The best plan gives way only to a better one, and is told with the bound that there is by then."""

from __future__ import annotations

import attrs
import numpy as np
import pytest

from desktop.engine.best import Best
from desktop.engine.goals import solve_in_turn, write_program
from desktop.engine.memory import Course
from desktop.engine.needless import without_needless
from desktop.engine.solver import Solver
from desktop.engine.vectors import FloatArray
from desktop.model.plan import Goal, Plan
from desktop.model.progress import Silent
from tests.tiny import tiny_project, tiny_rows

Answer = tuple[FloatArray, tuple[Goal, ...]]


class _Kept:
    """The tiny project with orders that cost something: its relaxed answer, and answers with some orders placed."""

    def __init__(self) -> None:
        project = tiny_project(sources=tiny_rows("sources", order_cost=9000.0))
        self.written = write_program(project, "least", "", whole=True)
        self.matrix = self.written.draft.program.matrix()
        self.solver = Solver(self.matrix, Silent())
        self.told: list[Plan] = []
        sizes = [self.solver.size_of(goal) for _, goal in self.written.goals]
        self.best = Best(project, self.written, sizes, self.told.append)
        _, self.best.relaxed = self._solved()

    def with_orders(self, value: float) -> Answer:
        """The best answer in which every order may be placed, or none is; those for nothing are not."""
        whole = np.flatnonzero(self.matrix.whole)
        self.solver.free()
        self.solver.fix(whole, np.full(whole.size, value))
        needed = without_needless(self.matrix, self._solved()[0])
        self.solver.free()
        self.solver.fix(whole, needed[whole])
        return self._solved()

    def _solved(self) -> Answer:
        return solve_in_turn(self.solver, self.written.goals, Silent(), Course())


def test_a_better_plan_takes_the_place_of_the_best_and_a_worse_one_does_not() -> None:
    kept = _Kept()
    nothing, everything = kept.with_orders(0.0), kept.with_orders(1.0)
    kept.best.keep(kept.solver, *nothing)
    assert kept.told[-1].status == "short"
    kept.best.keep(kept.solver, *everything)
    kept.best.keep(kept.solver, *nothing)
    assert [plan.status for plan in kept.told] == ["short", "met"]
    assert kept.best.plan == kept.told[-1]


def test_a_proven_plan_takes_the_place_of_one_as_good() -> None:
    kept = _Kept()
    everything = kept.with_orders(1.0)
    kept.best.keep(kept.solver, *everything)
    kept.best.keep(kept.solver, *everything)
    assert len(kept.told) == 1
    kept.best.keep(kept.solver, *everything, proven=True)
    assert len(kept.told) == 2


def test_a_proven_plan_takes_the_place_of_one_as_good_that_only_arrives_earlier() -> None:
    """What was found beside the proof must not decide which of several plans it is."""
    kept = _Kept()
    x, reached = kept.with_orders(1.0)
    earlier = attrs.evolve(reached[-1], value=reached[-1].value / 2)
    assert (earlier.name, earlier.value > 0) == ("early arrival", True)
    kept.best.keep(kept.solver, x, (*reached[:-1], earlier))
    kept.best.keep(kept.solver, x, reached, proven=True)
    assert kept.best.goals == reached


def test_not_even_a_proven_plan_takes_the_place_of_a_better_one() -> None:
    """HiGHS can call a plan the best that is none."""
    kept = _Kept()
    kept.best.keep(kept.solver, *kept.with_orders(1.0))
    kept.best.keep(kept.solver, *kept.with_orders(0.0), proven=True)
    assert [plan.status for plan in kept.told] == ["met"]


def test_values_are_better_where_the_first_goal_that_differs_is() -> None:
    kept = _Kept()
    nothing, everything = kept.with_orders(0.0)[0], kept.with_orders(1.0)[0]
    assert kept.best.is_better(everything, nothing)
    assert not kept.best.is_better(nothing, everything)
    assert not kept.best.is_better(nothing, nothing)


def test_the_bound_is_that_of_the_relaxed_answer_or_a_better_one_that_a_search_has() -> None:
    kept = _Kept()
    kept.best.keep(kept.solver, *kept.with_orders(1.0))
    relaxed = kept.best.relaxed[kept.best.ahead].value
    cost = kept.best.goals[kept.best.ahead].value
    placed = kept.told[-1].cost.total - cost
    assert kept.told[-1].bound == pytest.approx(relaxed + placed)
    kept.best.watched = (lambda: (relaxed + cost) / 2), ()
    kept.best.tell()
    assert kept.told[-1].bound == pytest.approx((relaxed + cost) / 2 + placed)


def test_the_bound_of_a_known_plan_holds_for_one_that_reaches_its_goals() -> None:
    kept = _Kept()
    kept.best.keep(kept.solver, *kept.with_orders(1.0))
    plan = kept.told[-1]
    kept.best.known = attrs.evolve(plan, bound=plan.cost.total - 10.0)
    kept.best.tell()
    assert kept.told[-1].gap == pytest.approx(10.0)
    short = kept.with_orders(0.0)
    kept.best.plan = None
    kept.best.keep(kept.solver, *short)
    assert kept.told[-1].bound is None


@pytest.mark.parametrize("by", [1e-9, 1e-3])
def test_a_bound_that_a_plan_is_cheaper_than_was_none_unless_by_the_rounding_of_proofs(by: float) -> None:
    kept = _Kept()
    kept.best.keep(kept.solver, *kept.with_orders(1.0))
    plan, relaxed = kept.told[-1], kept.told[-1].bound
    placed = plan.cost.total - kept.best.goals[kept.best.ahead].value
    refuted = plan.cost.total * (1 + by)
    kept.best.watched = (lambda: refuted - placed), ()
    kept.best.known = attrs.evolve(plan, bound=refuted)
    kept.best.tell()
    assert kept.told[-1].bound == pytest.approx(plan.cost.total if by < 1e-6 else relaxed)


def test_a_known_plan_of_other_goals_gives_no_bound() -> None:
    kept = _Kept()
    kept.best.keep(kept.solver, *kept.with_orders(1.0))
    plan, relaxed = kept.told[-1], kept.told[-1].bound
    kept.best.known = attrs.evolve(plan, bound=plan.cost.total - 10.0, goals=plan.goals[-1:])
    kept.best.tell()
    assert kept.told[-1].bound == relaxed


def test_a_search_that_keeps_to_goals_the_plan_misses_gives_no_bound() -> None:
    kept = _Kept()
    kept.best.keep(kept.solver, *kept.with_orders(0.0))
    targets = dict(kept.written.goals)["must targets"]
    kept.best.watched = (lambda: 1.0), ((targets, 0.0),)
    kept.best.tell()
    assert kept.told[-1].bound is None


def test_before_there_is_a_plan_nothing_is_told() -> None:
    kept = _Kept()
    kept.best.tell()
    assert not kept.told
    assert not kept.best.hemmed_in()
