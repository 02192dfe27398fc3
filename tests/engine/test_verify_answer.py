"""The second computation of what a plan answers: mix, world, sort of answer, bound."""

from __future__ import annotations

import attrs
import pytest

from desktop.engine import verify_answer as check
from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.records import Event, Scenario
from desktop.model.records.table import evolved
from tests.tiny import tiny_project


def _plan(scenario: str = "") -> Plan:
    """A plan that costs 50 motors x 6,500 INR a month; under a scenario of which prices rise by a tenth."""
    events = [Event(scenario="dear", kind="price factor", value=1.1)]
    project = tiny_project(scenarios=[Scenario(id="dear"), Scenario(id="calm")], events=events)
    return optimise(project, "least", scenario, Silent())


@pytest.mark.parametrize("scenario", ["", "dear", "calm"])
def test_a_plan_is_of_the_project_under_its_scenario(scenario: str) -> None:
    plan = _plan(scenario)
    assert [*check.question(plan)] == [*check.world(Ledger(plan))] == []
    changed = attrs.evolve(plan.project.settings, capital_rate=1.0)
    edited = attrs.evolve(plan, project=plan.project.with_table("settings", {1: changed}))
    assert [(fault.key, fault.where) for fault in check.world(Ledger(edited))] == [
        ("verify-world", scenario or "least")
    ]


def test_the_same_content_is_the_same_world() -> None:
    plan = _plan()
    again = plan.project.with_table("settings", {1: evolved(plan.project.settings, {})})
    assert [*check.world(Ledger(attrs.evolve(plan, project=again)))] == []


def test_a_plan_told_of_another_scenario_is_found() -> None:
    plan = attrs.evolve(_plan("dear"), scenario="calm")
    assert [fault.where for fault in check.world(Ledger(plan))] == ["calm"]


def test_an_unknown_mix_or_sort_of_answer_leaves_nothing_to_recompute() -> None:
    plan = _plan()
    (fault,) = check.question(attrs.evolve(plan, mix="nobody's"))
    assert (fault.key, fault.where) == ("verify-world", "nobody's")
    (fault,) = check.question(attrs.evolve(plan, answer="half"))
    assert (fault.key, fault.where) == ("verify-answer", "half")
    assert [*check.question(attrs.evolve(plan, answer="whole"))] == []


@pytest.mark.parametrize(
    ("factor", "sound"), [(1.0, True), (0.9, True), (-1.0, True), (1.0000005, True), (1.0001, False), (2.0, False)]
)
def test_no_whole_plan_costs_less_than_its_bound(factor: float, sound: bool) -> None:
    plan = _plan()
    assert plan.cost.total == pytest.approx(6 * 50 * 6500)
    whole = attrs.evolve(plan, answer="whole", bound=factor * plan.cost.total)
    assert [fault.key for fault in check.bound(Ledger(whole))] == ([] if sound else ["verify-bound"])


def test_bounds_and_certificates_are_numbers_and_continuous_answers_have_no_bound() -> None:
    plan = _plan()
    for certificate in (None, 1e-9):
        assert [*check.bound(Ledger(attrs.evolve(plan, certificate=certificate)))] == []
    wrong = (
        attrs.evolve(plan, bound=0.0),
        attrs.evolve(plan, answer="whole", bound=float("-inf")),
        attrs.evolve(plan, certificate=float("nan")),
    )
    for each in wrong:
        assert [fault.key for fault in check.bound(Ledger(each))] == ["verify-bound"]
    assert {fault.key for fault in check.bound(Ledger(attrs.evolve(plan, answer="whole", bound=float("nan"))))} == {
        "verify-bound"
    }
