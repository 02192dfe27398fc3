"""Plans compared as pictures: the numbers are those of the analysis, in the units of the screen."""

import attrs
import pytest

from desktop.analysis.bridge import STEPS, bridge
from desktop.analysis.figures import figures
from desktop.gui.hub import Choice
from desktop.gui.views import comparing
from desktop.text.messages import catalogue
from tests.analysis.plans import hand_orders, hand_plan, solved_rich, solved_tiny

CHOICE = Choice(mix="least", mass_unit="kg", money_unit="lakh")
PLANS = [hand_plan(), attrs.evolve(hand_plan(orders=hand_orders()[:2]), mix="slow")]


def test_a_point_lies_at_the_cost_and_the_dependence_of_its_plan() -> None:
    state = comparing.trade_off(PLANS, CHOICE)
    for point, plan in zip(state.points, PLANS, strict=True):
        assert point.y == pytest.approx(figures(plan).cost_inr / 1e5)
        assert point.x == pytest.approx(100 * figures(plan).on_licence_share)


def test_a_plan_that_delivers_less_beats_none() -> None:
    state = comparing.trade_off([hand_plan(), attrs.evolve(solved_tiny(), mix="slow")], CHOICE)
    assert [point.counts for point in state.points] == [False, True]
    assert state.points[0].name == "Least cost †"
    assert [point.name for point in state.front] == ["Slow files"]


def test_the_same_mix_under_another_scenario_has_another_shape() -> None:
    plan = solved_rich()
    one, other = comparing.trade_off([plan, attrs.evolve(plan, scenario="")], CHOICE).points
    assert one.colour == other.colour
    assert one.shape != other.shape
    assert one.name != other.name


def test_panels_add_up_to_what_arrives() -> None:
    state = comparing.multiples(PLANS, CHOICE)
    assert [panel.name for panel in state.panels] == ["Least cost", "Slow files"]
    brought = [sum(sum(series.values) for series in panel.layers) for panel in state.panels]
    assert brought == pytest.approx([figures(plan).contained_kg for plan in PLANS])
    assert state.unit == "kg a month"


def test_every_step_has_a_name_and_none_is_lost() -> None:
    assert {f"bridge-{step}" for step in STEPS} <= catalogue().keys()
    state = comparing.way(hand_plan(), solved_rich(), ("A", "B"), CHOICE)
    found = bridge(hand_plan(), solved_rich())
    assert sum(step.value for step in state.steps if not step.total) == pytest.approx((found.end - found.start) / 1e5)
    assert state.gap <= 1e-9 * state.steps[0].value
