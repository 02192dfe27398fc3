"""Searches for whole answers that are stopped, find nothing, or meet a solver at fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from desktop.engine.best import Best
from desktop.engine.proof import Proof
from desktop.engine.solver import Answer, Branching, Found, Relaxation, Solver
from desktop.engine.vectors import FloatArray, IntArray
from desktop.engine.whole import Enough, improve
from desktop.model.errors import SolverFault
from desktop.model.plan import Plan
from desktop.model.progress import Cancelled, Silent
from desktop.model.records import Record, Tier
from tests.tiny import tiny_project, tiny_rows

Tables = Mapping[str, Sequence[Record]]
EXACT = Enough(seconds=60.0, gap=0.0)
FEW_CHOICES: Tables = {"sources": tiny_rows("sources", "JL", order_cost=1500.0)}
MANY_CHOICES: Tables = {
    "sources": tiny_rows("sources", order_cost=9000.0, contract_cost=30_000.0),
    "offers": tiny_rows("offers", capacity=90.0, lot_size=17.0, minimum_order=30.0),
    "tiers": [Tier(offer="JL-magnet", from_quantity=150.0, discount=7.0, basis="fiscal year")],
}


class Stopping(Silent):
    """A handle that is cancelled as soon as so many plans were told."""

    def __init__(self, enough: int) -> None:
        self.enough = enough
        self.told: list[Plan] = []

    def cancelled(self) -> bool:
        return len(self.told) >= self.enough


class Raising(Stopping):
    """The same, for handles that say so when progress is told to them."""

    def report(self, step: str, share: float) -> None:
        if self.cancelled():
            raise Cancelled


@pytest.mark.parametrize("handle", [Stopping(1), Raising(1)], ids=["asked", "told"])
def test_asked_to_stop_a_search_hands_back_the_best_plan_so_far(handle: Stopping) -> None:
    plan = improve(tiny_project(**MANY_CHOICES), "least", "", EXACT, handle, handle.told.append)
    assert plan.verified
    assert plan.answer == "whole"
    assert plan.goals == handle.told[-1].goals
    assert plan.bound is None or plan.bound <= plan.cost.total


@pytest.mark.parametrize("handle", [Stopping(0), Raising(0)], ids=["asked", "told"])
@pytest.mark.parametrize("changed", [{}, FEW_CHOICES])
def test_cancelled_before_there_is_any_plan_a_search_gives_none(handle: Stopping, changed: Tables) -> None:
    with pytest.raises(Cancelled):
        improve(tiny_project(**changed), "least", "", EXACT, handle, handle.told.append)
    assert handle.told == []


def test_a_solver_that_finds_no_answer_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Solver, "minimise", lambda *_given, **_options: Answer("failed", np.zeros(0)))
    with pytest.raises(SolverFault, match="solver-no-answer"):
        improve(tiny_project(**FEW_CHOICES), "least", "", EXACT, Silent())


def test_a_step_that_fails_on_the_way_does_not_end_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every third polish fails; the others are enough to find the best plan there is."""
    frozen, count = Solver.freeze, iter(range(10**6))

    def failing(solver: Solver) -> None:
        if next(count) % 9 == 8:
            raise SolverFault("solver-refused", status="HighsStatus.kError")
        frozen(solver)

    monkeypatch.setattr(Solver, "freeze", failing)
    plan = improve(tiny_project(**FEW_CHOICES), "least", "", EXACT, Silent())
    assert plan.verified
    assert plan.status == "met"


def test_a_fault_after_a_plan_was_found_leaves_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Plan] = []
    kept = Best.keep

    def failing(best: Best, *given: object, **options: object) -> None:
        if told:
            raise SolverFault("solver-refused", status="HighsStatus.kError")
        kept(best, *given, **options)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(Best, "keep", failing)
    plan = improve(tiny_project(**FEW_CHOICES), "least", "", EXACT, Silent(), told.append)
    assert plan.verified
    assert plan.goals == told[0].goals


def test_where_highs_gives_up_the_search_near_the_best_plan_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    best = improve(tiny_project(**MANY_CHOICES), "least", "", EXACT, Silent()).cost.total
    given_up = Found("failed", None, np.inf, -np.inf, 0)
    monkeypatch.setattr(Proof, "least", lambda *_given: given_up)
    plan = improve(tiny_project(**MANY_CHOICES), "least", "", Enough(seconds=2.0), Silent())
    assert plan.cost.total == pytest.approx(best, rel=1e-6)


def _find_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """No search finds anything."""
    nothing = Found("failed", None, np.inf, -np.inf, 0)
    monkeypatch.setattr(Branching, "minimise", lambda *_given, **_options: nothing)
    monkeypatch.setattr(Relaxation, "solve", lambda *_given: False)


def test_where_no_search_finds_anything_there_is_a_plan_that_decides_for_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without any order of JL there are 60 kg of IREL a month, for 30 motors."""
    _find_nothing(monkeypatch)
    plan = improve(tiny_project(**FEW_CHOICES), "least", "", Enough(seconds=1.0), Silent())
    assert plan.verified, plan.faults
    assert plan.decisions == ()
    assert sum(plan.delivered["motor"]) == pytest.approx(180.0)
    assert plan.bound is None


def test_where_not_even_that_can_be_planned_the_solver_is_at_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_solver: Solver, _columns: IntArray, _values: FloatArray) -> None:
        raise SolverFault("solver-refused", status="HighsStatus.kError")

    _find_nothing(monkeypatch)
    monkeypatch.setattr(Solver, "fix", refuse)
    with pytest.raises(SolverFault, match="solver-no-answer"):
        improve(tiny_project(**FEW_CHOICES), "least", "", Enough(seconds=1.0), Silent())
