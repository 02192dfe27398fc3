"""What went into two plans and differs: rules, pins, the mix itself, events and the figures that these change."""

import attrs

from desktop.model import scenario as scenarios
from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import Event, Mix, Pin, Rule, Scenario
from desktop.session import inputs
from tests.analysis.plans import JAN, MAR, hand_plan, hand_project

HOME = Rule(id="home", mix="least", kind="share at least", class_="domestic", limit=40.0)
MIXES = [Mix(id="least", name="Least cost"), Mix(id="slow", name="Slow files", licence_days="P90", colour="#FF0000")]
STOP = Event(scenario="stop", kind="price factor", source="JL", first_month=JAN, last_month=MAR, value=1.1)


def _world(**tables: object) -> Project:
    return hand_project(mixes=MIXES, scenarios=[Scenario(id="stop", name="Stop")], **tables)  # type: ignore[arg-type]


def _plan(project: Project, mix: str, scenario: str = "") -> Plan:
    return attrs.evolve(hand_plan(project), mix=mix, scenario=scenario, world=scenarios.apply(project, scenario))


def test_between_a_plan_and_itself_nothing_differs() -> None:
    world = _world(rules=[HOME], events=[STOP])
    for scenario in ("", "stop"):
        assert inputs.differing(_plan(world, "least", scenario), _plan(world, "least", scenario)) == ()


def test_a_rule_of_one_mix_is_told_and_one_of_both_is_not() -> None:
    both = [attrs.evolve(HOME, id=f"low-{mix}", mix=mix, limit=5.0) for mix in ("least", "slow")]
    world = _world(rules=[HOME, *both])
    there = inputs.differing(_plan(world, "least"), _plan(world, "slow"))
    rules = [each for each in there if each.kind == "rule"]
    assert [(each.before, each.after) for each in rules] == [("holds", "")]
    assert rules[0].what.startswith("At least 40.0 %")
    back = inputs.differing(_plan(world, "slow"), _plan(world, "least"))
    assert [(each.before, each.after) for each in back if each.kind == "rule"] == [("", "holds")]


def test_what_a_mix_plans_with_is_told_and_its_colour_is_not() -> None:
    world = _world()
    found = inputs.differing(_plan(world, "least"), _plan(world, "slow"))
    assert [(each.kind, each.what, each.before, each.after) for each in found] == [
        ("mix", "Licence days", "P50", "P90")
    ]


def test_pins_are_told_by_what_they_hold() -> None:
    pin = Pin(id="p", mix="least", offer="JL-magnet", month=MAR, bound="at least", quantity=50.0, reason="agreed")
    world = _world(pins=[pin, attrs.evolve(pin, id="q", mix="slow", quantity=60.0)])
    found = [each for each in inputs.differing(_plan(world, "least"), _plan(world, "slow")) if each.kind == "pin"]
    assert [(each.what, each.before, each.after) for each in found] == [
        ("Magnet from JL Mag Mar 2027", "at least 50 kg", ""),
        ("Magnet from JL Mag Mar 2027", "", "at least 60 kg"),
    ]


def test_a_scenario_is_told_by_its_events_and_the_figures_that_they_change() -> None:
    world = _world(events=[STOP])
    found = inputs.differing(_plan(world, "least"), _plan(world, "least", "stop"))
    assert next((each.kind, each.before) for each in found) == ("event", "")
    assert "JL Mag" in found[0].what
    figures = [each for each in found if each.kind == "figure"]
    assert len(figures) == 1
    assert "3,200" in figures[0].before
    assert "3,520" in figures[0].after
