"""Scenarios come and go with their events, and how mixes stand is known again for all that an edit did not touch."""

from __future__ import annotations

import attrs
import pytest

from desktop.analysis.figures import figures
from desktop.engine.goals import optimise
from desktop.model import checks
from desktop.model.edits import AddRecords, SetFields, apply
from desktop.model.plan import Bent, Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Event, Evidence, Pin, Rule, Scenario
from desktop.session import scenarios
from desktop.session.scenarios import Standing, Standings
from tests.tiny import FIRST, tiny_project

STOP = Event(scenario="stop", kind="capacity factor", value=0.0, first_month=FIRST)
HELD = Pin(id="held", mix="least", scenario="stop", offer="JL-magnet", month=FIRST.plus(3), quantity=5.0)


def _project() -> Project:
    return tiny_project(
        scenarios=[Scenario(id="base", name="As planned"), Scenario(id="stop", name="All stop")],
        events=[STOP],
        pins=[HELD],
        evidence=[Evidence(table="scenarios", record="stop", origin="a guess")],
    )


@pytest.fixture(scope="module")
def plan() -> Plan:
    return optimise(_project(), "least", "", Silent())


def test_a_new_scenario_has_an_id_made_of_its_name() -> None:
    edit, identity = scenarios.add(_project(), "Licences for Dy and Tb stop")
    after = apply(_project(), edit)
    assert identity == "licences-for-dy-and"
    assert after.by_id(Scenario)[identity].name == "Licences for Dy and Tb stop"
    assert scenarios.add(after, "Licences for Dy and Tb stop")[1] != identity
    assert scenarios.add(_project(), "…")[1] == "scenario"


def test_a_copy_has_the_events_and_pins_of_its_like() -> None:
    edit, identity = scenarios.duplicate(_project(), "stop", "Another")
    after = apply(_project(), edit)
    assert [event for event in after.all(Event) if event.scenario == identity] == [
        attrs.evolve(STOP, scenario=identity)
    ]
    assert len({pin.id for pin in after.all(Pin)}) == 2
    assert not checks.errors(after)


def test_a_scenario_goes_with_all_that_is_its_own() -> None:
    after = apply(_project(), scenarios.drop(_project(), "stop"))
    assert not any(after.all(table) for table in (Event, Pin, Evidence))
    assert [scenario.id for scenario in after.all(Scenario)] == ["base"]


def test_a_scenario_gets_another_name() -> None:
    after = apply(_project(), scenarios.rename(_project(), "stop", "Everything stops"))
    assert after.by_id(Scenario)["stop"].name == "Everything stops"


def test_a_standing_is_what_the_plan_says(plan: Plan) -> None:
    known = Standings()
    known.keep(plan)
    told = figures(plan)
    assert known.of(plan.project, "least", "") == Standing(
        told.on_time_share, told.cost_inr, told.first_month_short, told.limits_bent, promised=True, sound=told.verified
    )
    assert told.on_time_share == 1.0


def test_a_rule_that_gives_way_in_several_windows_is_one_rule(plan: Plan) -> None:
    bent = Bent("share at most", "china", FIRST, FIRST, 1.0, "kg", 35.0, 40.0)
    often = attrs.evolve(plan, bent=(bent, attrs.evolve(bent, first_month=FIRST.plus(1), last_month=FIRST.plus(1))))
    assert Standing.of(often).bent == 1


def test_a_scenario_without_events_stands_as_the_project_as_entered(plan: Plan) -> None:
    known = Standings()
    known.keep(plan)
    pairs = [("least", ""), ("least", "base"), ("least", "stop"), ("slow", "")]
    assert known.missing(plan.project, pairs) == (("least", "stop"), ("slow", ""))


@pytest.mark.parametrize(
    ("edit", "touched"),
    [
        (SetFields("events", {1: {"value": 0.5}}), False),
        (SetFields("scenarios", {1: {"name": "Else"}}), False),
        (SetFields("mixes", {1: {"name": "Else", "colour": "#000000"}}), False),
        (AddRecords("rules", [Rule(id="r", mix="slow", limit=50.0)]), False),
        (SetFields("pins", {1: {"quantity": 7.0}}), False),
        (SetFields("pins", {1: {"scenario": ""}}), True),
        (AddRecords("rules", [Rule(id="r", limit=50.0)]), True),
        (AddRecords("rules", [Rule(id="r", mix="least", limit=50.0)]), True),
        (SetFields("offers", {1: {"price": 1.0}}), True),
        (SetFields("mixes", {1: {"licence_days": "P90"}}), True),
    ],
)
def test_a_standing_is_planned_anew_where_an_edit_touches_it(
    edit: SetFields | AddRecords, touched: bool, plan: Plan
) -> None:
    known = Standings()
    known.keep(plan)
    after = apply(plan.project, edit)
    assert bool(known.missing(after, [("least", "")])) == touched
    assert (known.of(after, "least", "") is None) == touched


def test_standings_that_are_kept_the_longest_are_forgotten(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenarios, "_MOST", 2)
    known = Standings()
    worlds = [plan.project, *(apply(plan.project, SetFields("offers", {1: {"price": price}})) for price in (1.0, 2.0))]
    for world in worlds:
        known.keep(attrs.evolve(plan, project=world))
    assert [known.of(world, "least", "") is None for world in worlds] == [True, False, False]
