"""A held figure stays in the plan as it was asked, one hold takes the place of another, and it is let go again."""

from __future__ import annotations

import pytest

from desktop.engine.goals import optimise
from desktop.model import checks
from desktop.model.asked import pins_asked
from desktop.model.edits import apply
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Pin
from desktop.session import pins
from desktop.session.pins import Figure
from tests.tiny import FIRST, tiny_project

APRIL = FIRST.plus(3)
ORDER, MAKING = Figure(APRIL, offer="JL-magnet"), Figure(APRIL, recipe="assembly")


def _pin(figure: Figure, quantity: float, bound: str = "exactly", scenario: str = "", reason: str = "") -> Pin:
    return Pin(
        id="",
        mix="least",
        scenario=scenario,
        offer=figure.offer,
        recipe=figure.recipe,
        month=figure.month,
        bound=bound,
        quantity=quantity,
        reason=reason,
    )


def _plan(project: Project, scenario: str = "") -> Plan:
    return optimise(project, "least", scenario, Silent())


@pytest.mark.parametrize(
    ("figure", "bound", "quantity"),
    [(ORDER, "exactly", 77.0), (ORDER, "at most", 10.0), (ORDER, "at least", 90.0), (MAKING, "exactly", 42.0)],
)
def test_the_plan_goes_on_around_what_is_held(figure: Figure, bound: str, quantity: float) -> None:
    project = apply(tiny_project(), pins.hold(tiny_project(), _pin(figure, quantity, bound)))
    assert not checks.errors(project)
    found = pins.planned(_plan(project), figure)
    if bound == "exactly":
        assert found == pytest.approx(quantity)
    else:
        assert (found >= quantity - 1e-6) if bound == "at least" else (found <= quantity + 1e-6)
    assert pins.planned(_plan(tiny_project()), figure) != pytest.approx(quantity)


def test_another_hold_takes_the_place_of_the_first() -> None:
    project = apply(tiny_project(), pins.hold(tiny_project(), _pin(ORDER, 50.0)))
    project = apply(project, pins.hold(project, _pin(ORDER, 20.0, "at most")))
    project = apply(project, pins.hold(project, _pin(MAKING, 20.0)))
    assert [(pin.bound, pin.quantity) for pin in project.all(Pin)] == [("at most", 20.0), ("exactly", 20.0)]
    assert len({pin.id for pin in project.all(Pin)}) == 2


def test_a_hold_under_one_scenario_leaves_those_of_others() -> None:
    project = apply(tiny_project(), pins.hold(tiny_project(), _pin(ORDER, 50.0)))
    project = apply(project, pins.hold(project, _pin(ORDER, 20.0, scenario="base")))
    assert [pin.scenario for pin in project.all(Pin)] == ["", "base"]
    assert set(pins_asked(project, "least", "")) == {1}
    assert set(pins_asked(project, "least", "base")) == {1, 2}
    assert pins_asked(project, "slow", "base") == {}
    assert pins.holding(project, "least", "base") == {ORDER: (1, 2)}
    project = apply(project, pins.hold(project, _pin(ORDER, 5.0)))
    assert [(pin.scenario, pin.quantity) for pin in project.all(Pin)] == [("", 5.0)]


def test_pins_are_let_go_one_by_one_or_all() -> None:
    project = apply(tiny_project(), pins.hold(tiny_project(), _pin(ORDER, 50.0)))
    project = apply(project, pins.hold(project, _pin(MAKING, 20.0)))
    assert [pin.recipe for pin in apply(project, pins.let_go([1])).all(Pin)] == ["assembly"]
    assert apply(project, pins.let_go([1, 2])).all(Pin) == ()


def test_what_is_held_is_said_with_names_and_units() -> None:
    project = tiny_project()
    assert pins.called(project, ORDER) == "magnet from JL Mag"
    assert pins.called(project, MAKING) == "assembly"
    assert pins.called(project, Figure(APRIL, offer="gone")) == "gone"
    assert pins.told(project, _pin(ORDER, 1234.5, "at least")) == "at least 1,234.5 kg"
    assert pins.told(project, _pin(ORDER, 0.123456789, "at most")) == "at most 0.12346 kg"
    assert pins.told(project, _pin(ORDER, 0.1 + 0.2)) == "exactly 0.3 kg"
    assert pins.told(project, _pin(MAKING, 42.0)) == "exactly 42 pieces"
    assert pins.unit(project, Figure(APRIL, recipe="gone")) == ""


def test_what_is_entered_can_be_read_in_another_unit_than_the_items() -> None:
    project = tiny_project()
    assert pins.unit(pins.counted_in(project, ORDER, "t"), ORDER) == "t"
    assert pins.unit(pins.counted_in(project, MAKING, "t"), MAKING) == "t"
    assert pins.counted_in(project, ORDER, "kg") is project
    assert pins.counted_in(project, Figure(APRIL, offer="gone"), "t") is project


def test_a_plan_has_nothing_outside_of_its_months() -> None:
    assert pins.planned(_plan(tiny_project()), Figure(FIRST.plus(99), recipe="assembly")) == 0.0
