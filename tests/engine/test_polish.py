"""Whole numbers as values: what they do not need goes, and what rows hide of a concentration is told."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from desktop.engine import goals, polish
from desktop.engine.dive import Dive
from desktop.engine.goals import write_program
from desktop.engine.outcome import read_plan
from desktop.engine.polish import HIDING, Polish
from desktop.engine.program import Matrix
from desktop.engine.solver import Branching, Found, Solver
from desktop.engine.vectors import BoolArray, FloatArray
from desktop.engine.whole import Enough, improve
from desktop.model.errors import SolverFault
from desktop.model.progress import Silent
from desktop.model.records import Record, Rule, Target
from tests.tiny import FIRST, tiny_project, tiny_rows

Tables = Mapping[str, Sequence[Record]]
EXACT = Enough(seconds=60.0, gap=0.0)
FEW_CHOICES: Tables = {"sources": tiny_rows("sources", "JL", order_cost=1500.0)}
SPREAD = Rule(id="r", kind="concentration at most", limit=0.503, measure="quantity", window="horizon")


@pytest.mark.parametrize("late", [False, True])
def test_what_hides_of_a_concentration_for_want_of_time_is_told_by_its_goal(late: bool) -> None:
    """Between tangents at 50 and 55 % rows take 54 % of JL, which costs less, where 53.9 % keep the limit."""
    project = tiny_project(**FEW_CHOICES, rules=[SPREAD])
    written = write_program(project, "least", "", whole=True)
    solver = Solver(written.draft.program.matrix(), Silent())
    until = 0.0 if late else time.monotonic() + 1000.0
    polished = Polish(written, solver, Silent(), until).of(np.ones(solver.size[1]))
    assert polished is not None
    x, reached = polished
    told = {goal.name: goal.value for goal in reached}["normal rules"]
    assert bool(read_plan(project, written, x).bent) is late
    assert (told > HIDING) is late


def test_of_a_polish_whose_second_step_fails_the_first_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is needless is taken out in a second step: without it the plan costs more, and is one."""

    def refuse(_matrix: Matrix, _x: FloatArray) -> FloatArray:
        raise SolverFault("solver-no-answer", status="failed")

    monkeypatch.setattr(polish, "without_needless", refuse)
    plan = improve(tiny_project(**FEW_CHOICES), "least", "", EXACT, Silent())
    assert plan.verified
    assert plan.status == "met"


def test_what_is_needless_goes_even_where_the_second_step_of_a_polish_finds_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The search hands in a yes for every order: without another solve those for nothing are taken out."""
    solved = goals.solve_sharply
    firsts: list[bool] = []

    def only_once(*given: object, **options: object) -> object:
        firsts.append(True)
        if len(firsts) > 1:  # the first step
            raise SolverFault("solver-no-answer", status="failed")
        return solved(*given, **options)  # type: ignore[arg-type]

    def all_yes(_dive: Dive, _rise: float) -> tuple[FloatArray, BoolArray]:
        x, made = decide(_dive, _rise)
        x[_dive._decided.columns] = 1.0
        return x, made

    decide = Dive.decide
    monkeypatch.setattr(Dive, "decide", all_yes)
    monkeypatch.setattr(Branching, "minimise", lambda *_given, **_options: Found("failed", None, np.inf, -np.inf, 0))
    monkeypatch.setattr(polish, "solve_sharply", only_once)
    targets = [Target(item="motor", month=month, quantity=100.0) for month in (FIRST, FIRST.plus(3))]
    plan = improve(tiny_project(**FEW_CHOICES, targets=targets), "least", "", Enough(seconds=2.0), Silent())
    assert plan.verified, plan.faults
    ordered = {order.month for order in plan.orders if order.offer == "JL-magnet"}
    assert {each.first_month for each in plan.decisions if each.kind == "order"} == ordered
    assert 0 < len(ordered) < 6
