"""Goals one after the other: what a goal reached is kept, what is met costs no solve, and faults are told."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import pytest

from desktop.engine.goals import optimise, solve_in_turn, write_program
from desktop.engine.memory import Course
from desktop.engine.objectives import Written
from desktop.engine.outcome import read_plan
from desktop.engine.program import Program, Sparse
from desktop.engine.solver import Answer, Solver
from desktop.engine.vectors import FloatArray
from desktop.model.errors import SolverFault
from desktop.model.plan import Goal, Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Record, Rule
from tests.tiny import tiny_project, tiny_rows

FIRST, SECOND, THIRD = [0], [1], [2]


def _turns(*goals: tuple[str, Sparse], course: Course | None = None) -> tuple[list[float], list[Goal], Solver]:
    """The values of three columns of at least 10 together, of up to 20 each, after all goals."""
    program = Program()
    columns = program.columns((3,), 1.0, 0.0, 20.0)
    program.put(program.rows((1,), 1.0, 10.0, np.inf), columns, 1.0)
    solver = Solver(program.matrix(), Silent())
    x, reached = solve_in_turn(solver, goals, Silent(), course or Course())
    return [round(float(value), 9) for value in x], list(reached), solver


def _sum(*terms: tuple[Sequence[int], float]) -> Sparse:
    return Sparse.of(*((np.array(columns), weight) for columns, weight in terms))


def test_the_first_goal_is_served_first_whatever_the_next_would_gain() -> None:
    x, reached, _ = _turns(("one", _sum((FIRST, 1.0))), ("two", _sum((FIRST, -1000.0), (SECOND, 1.0), (THIRD, 2.0))))
    assert x == [0.0, 10.0, 0.0]
    assert [(goal.name, goal.value) for goal in reached] == [("one", 0.0), ("two", 10.0)]


def test_goals_before_the_cost_are_first_solved_for_together_and_what_that_meets_costs_no_solve() -> None:
    x, reached, solver = _turns(
        ("one", _sum((FIRST, 1.0))),
        ("two", _sum((SECOND, 1.0))),
        ("cost", _sum((THIRD, 3.0))),
        ("last", _sum((THIRD, 1.0))),
    )
    assert x == [0.0, 0.0, 10.0]
    assert [goal.solves for goal in reached] == [0, 0, 1, 1]
    assert solver.solves == 3


def test_a_goal_that_cannot_be_met_is_solved_for_by_itself_and_kept() -> None:
    """Less than 10 of the first two is impossible where the third may be none."""
    x, reached, _ = _turns(
        ("none of the third", _sum((THIRD, 1.0))),
        ("little", _sum(([0, 1], 1.0))),
        ("cost", _sum((FIRST, 5.0), (SECOND, 4.0), (THIRD, -100.0))),
    )
    assert x == [0.0, 10.0, 0.0]
    assert [(goal.value, goal.solves) for goal in reached] == [(0.0, 0), (10.0, 1), (40.0, 1)]


def test_a_cost_below_zero_is_a_cost_like_any_other() -> None:
    x, reached, _ = _turns(("cost", _sum((FIRST, -2.0), ([1, 2], 1.0))), ("last", _sum(([1, 2], -1.0))))
    assert x == [20.0, 0.0, 0.0]
    assert reached[0].value == -40.0


def test_where_nothing_costs_anything_the_goals_before_the_last_are_solved_for_together() -> None:
    x, reached, _ = _turns(("one", _sum((FIRST, 1.0))), ("two", _sum((SECOND, 1.0))))
    assert x == [0.0, 0.0, 10.0]
    assert [goal.solves for goal in reached] == [0, 1]


def test_of_no_goals_nothing_is_bought() -> None:
    x, reached, solver = _turns()
    assert (x, reached, solver.solves) == ([0.0, 0.0, 0.0], [], 0)


def test_the_way_is_kept_by_the_names_of_the_goals() -> None:
    course = Course()
    _turns(("one", _sum(([0, 1, 2], 1.0))), ("cost", _sum((THIRD, 3.0))), course=course)
    assert set(course.bases) == {"all together", "cost"}


def test_a_program_without_an_answer_is_a_fault() -> None:
    program = Program()
    columns = program.columns((3,), 1.0, 0.0, 2.0)
    program.put(program.rows((1,), 1.0, 10.0, np.inf), columns, 1.0)
    with pytest.raises(SolverFault, match="solver-no-answer") as fault:
        solve_in_turn(Solver(program.matrix(), Silent()), [("cost", _sum((FIRST, 1.0)))], Silent(), Course())
    assert fault.value.values == {"status": "infeasible"}


def test_progress_rises_from_step_to_step() -> None:
    class Listening(Silent):
        def __init__(self) -> None:
            self.told: list[tuple[str, float]] = []

        def report(self, step: str, share: float) -> None:
            self.told.append((step, share))

    handle = Listening()
    rule = Rule(id="r", kind="share at least", class_="domestic", limit=80.0)
    optimise(tiny_project(rules=[rule]), "least", "", handle)
    shares = [share for _, share in handle.told]
    assert shares == sorted(shares)
    assert [step for step, _ in handle.told] == ["step-prepare", *["step-solve"] * 5, "step-verify"]
    assert all(0.0 <= share <= 1.0 for share in shares)


# ------------------------------------------------------------------------- faults of the whole plan


def test_a_certified_plan_has_every_solve_confirmed_in_exact_arithmetic() -> None:
    plan = optimise(tiny_project(), "least", "", Silent(), certified=True)
    assert plan.verified
    assert plan.certificate is not None
    assert 0.0 <= plan.certificate <= 1e-6
    assert optimise(tiny_project(), "least", "", Silent()).certificate is None


@pytest.mark.parametrize("gap", [1e-5, np.nan, np.inf])
def test_a_solve_that_exact_arithmetic_cannot_confirm_is_a_fault(monkeypatch: pytest.MonkeyPatch, gap: float) -> None:
    answered = Solver.minimise

    def uncertain(solver: Solver, goal: Sparse, until: float, *, near: bool) -> Answer:
        answer = answered(solver, goal, until, near=near)
        solver.gap = gap
        return answer

    monkeypatch.setattr(Solver, "minimise", uncertain)
    plan = optimise(tiny_project(), "least", "", Silent(), certified=True)
    assert ("verify-certificate", "") in [(fault.key, fault.where) for fault in plan.faults]


def test_what_the_verifier_finds_is_told_with_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    def misread(project: Project, written: Written, x: FloatArray) -> Plan:
        plan = read_plan(project, written, x)
        return attrs.evolve(plan, cost=attrs.evolve(plan.cost, landed=2 * plan.cost.landed))

    monkeypatch.setattr("desktop.engine.goals.read_plan", misread)
    plan = optimise(tiny_project(), "least", "", Silent())
    assert not plan.verified


def test_values_that_are_no_numbers_never_become_a_sound_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = Solver.minimise

    def broken(solver: Solver, goal: Sparse, until: float, *, near: bool) -> Answer:
        answer = answered(solver, goal, until, near=near)
        x: FloatArray = answer.x.copy()
        x[0] = np.nan
        return attrs.evolve(answer, x=x)

    monkeypatch.setattr(Solver, "minimise", broken)
    try:
        plan = optimise(tiny_project(), "least", "", Silent())
    except SolverFault:
        return
    assert not plan.verified


# ------------------------------------------------------------------------- writing


def test_a_program_is_written_for_the_world_under_its_scenario() -> None:
    written = write_program(tiny_project(), "slow", "base", whole=True)
    assert (written.draft.arrays.mix.id, written.draft.arrays.scenario, written.draft.whole) == ("slow", "base", True)
    assert not write_program(tiny_project(), "least", "").draft.whole


def test_a_plan_of_a_project_without_offers_targets_or_recipes_is_empty_and_sound() -> None:
    without: list[dict[str, list[Record]]] = [{"offers": []}, {"targets": []}, {"recipes": [], "recipe_inputs": []}]
    for changed in without:
        plan = optimise(tiny_project(**changed), "least", "", Silent())
        assert plan.verified, (changed, plan.faults)
        assert sum(map(sum, plan.arrivals.values())) == 0.0
    stock = tiny_rows("items", "motor", opening_stock=500.0)
    assert optimise(tiny_project(offers=[], items=stock), "least", "", Silent()).status == "met"
