"""What is told when goals are not kept to the last, or limits on concentration come no closer."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.engine.goals import optimise
from desktop.engine.program import Matrix
from desktop.engine.solver import Answer, Solver
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Rule
from desktop.model.records.table import evolved
from tests.tiny import tiny_project, tiny_records, tiny_rows


def _plan(project: Project) -> Plan:
    plan = optimise(project, "least", "", Silent())
    assert plan.verified, plan.faults
    return plan


@pytest.mark.parametrize("price", [1.0, 1e-9])
def test_a_goal_that_slips_is_a_fault_however_little_it_comes_to(monkeypatch: pytest.MonkeyPatch, price: float) -> None:
    """Where nothing holds the goals that were reached, the last one buys all at once: storing costs more."""
    monkeypatch.setattr(Solver, "freeze", lambda _: None)
    stored = [evolved(row, {"holding_cost": price}) for row in tiny_records()["items"]]
    offers = tiny_rows("offers", price=price, currency="INR")
    plan = optimise(
        tiny_project(items=stored, offers=offers, recipes=tiny_rows("recipes", cost=price)), "least", "", Silent()
    )
    assert [(fault.key, fault.where) for fault in plan.faults] == [("verify-goal", "cost")]


def _spread(limit: float) -> Project:
    rule = Rule(id="r", kind="concentration at most", limit=limit, measure="quantity")
    return tiny_project(rules=[rule])


def test_where_no_closer_answer_is_found_the_last_one_stands_and_what_it_is_off_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """HiGHS fails once tangents are laid anew: of 600 kg those of the grid let 437.5 come from JL."""
    exact, change = _plan(_spread(0.6)), Solver.change

    def failing(self: Solver, matrix: Matrix) -> None:
        change(self, matrix)
        monkeypatch.setattr(Solver, "minimise", lambda *_given, **_options: Answer("failed", np.zeros(0)))

    assert exact.bent == ()
    monkeypatch.setattr(Solver, "change", failing)
    (told,) = _plan(_spread(0.6)).bent
    assert 1e-4 < told.amount < 2 * 0.000625
    assert told.reached == pytest.approx(0.6 + told.amount)
