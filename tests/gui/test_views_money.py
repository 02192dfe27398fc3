"""Waterfalls and cash on the screen: they add up to what the plan costs, in rupees and dollars, by any period."""

import math
from collections.abc import Callable

import attrs
import pytest

from desktop.analysis import cash as cash_frames
from desktop.analysis.figures import figures
from desktop.gui.charts.waterfall_state import Waterfall
from desktop.gui.hub import Choice
from desktop.gui.views import cash, cost, supply
from desktop.model.plan import Plan
from desktop.session.settings import GROUPS, PERIODS
from tests.analysis.plans import hand_plan, idle_plan, solved_rich, solved_tiny

KG = Choice(mix="least", mass_unit="kg", money_unit="lakh")
PLANS = pytest.mark.parametrize("plan", [hand_plan, solved_tiny, solved_rich], ids=["hand", "tiny", "rich"])
CURRENCIES = pytest.mark.parametrize(("currency", "scale"), [("INR", 1e-5), ("USD", 1 / 80 / 1e6)])


def _steps(chart: Waterfall) -> dict[str, float]:
    return {step.label: step.value for step in chart.steps}


@PLANS
@CURRENCIES
def test_a_waterfall_adds_up_to_the_landed_cost_and_to_the_cost_of_the_plan(
    plan: Callable[[], Plan], currency: str, scale: float
) -> None:
    chart = cost.waterfall(plan(), attrs.evolve(KG, currency=currency))
    found = figures(plan())
    assert chart.gap <= 1e-9 * abs(chart.steps[-1].value)
    assert math.isclose(_steps(chart)["Landed cost"], found.landed_inr * scale, rel_tol=1e-9)
    assert math.isclose(chart.steps[-1].value, found.cost_inr * scale, rel_tol=1e-9)
    landed = [step.value for step in chart.steps[: [step.total for step in chart.steps].index(True)]]
    assert math.isclose(sum(landed), found.landed_inr * scale, rel_tol=1e-9)


def test_the_steps_are_the_parts_of_the_cost() -> None:
    steps = _steps(cost.waterfall(hand_plan(), KG))
    assert steps["Price"] == pytest.approx(18.3)
    assert steps["Customs duty"] == pytest.approx(0.16)
    assert steps["Landed cost"] == pytest.approx(18.65)
    assert steps["Penalties"] == pytest.approx(0.502)
    assert steps["Cost of the plan"] == pytest.approx(hand_plan().cost.total / 1e5)
    assert "Incentives" not in steps


def test_the_waterfall_of_an_item_is_what_it_costs_itself() -> None:
    motor = _steps(cost.waterfall(hand_plan(), attrs.evolve(KG, material="item:motor")))
    assert motor["Own making"] == pytest.approx(0.2)
    assert motor["Landed cost"] == 0
    magnet = _steps(cost.waterfall(hand_plan(), attrs.evolve(KG, material="item:magnet")))
    terms = (5000 + 8000) / 1e5
    both = motor["Cost of these items"] + magnet["Cost of these items"]
    assert both == pytest.approx(hand_plan().cost.total / 1e5 - terms)
    assert cost.waterfall(idle_plan(), KG).is_empty


@PLANS
@CURRENCIES
@pytest.mark.parametrize("period", PERIODS)
def test_cash_by_period_is_the_cash_of_the_command_line(
    plan: Callable[[], Plan], currency: str, scale: float, period: str
) -> None:
    chart = cash.by_period(plan(), attrs.evolve(KG, currency=currency, period=period))
    shown = sum(sum(series.values) for series in chart.layers)
    assert math.isclose(shown, sum(figures(plan()).cash_by_month_inr.values()) * scale, rel_tol=1e-9)
    if period == "month":
        assert chart.months == tuple(cash_frames.by_month(plan()).index)
    else:
        assert len(chart.labels) == len(chart.months) < len(plan().months)


def test_incentives_stand_below_zero_and_then_the_sum_is_a_line() -> None:
    chart = cash.by_period(solved_rich(), KG)
    assert min(value for series in chart.layers for value in series.values) < 0
    assert chart.target is not None
    assert sum(chart.target.values) == pytest.approx(sum(figures(solved_rich()).cash_by_month_inr.values()) / 1e5)
    assert cash.by_period(solved_tiny(), KG).target is None


@PLANS
@pytest.mark.parametrize("by", GROUPS)
@pytest.mark.parametrize("period", PERIODS)
def test_shares_add_to_a_hundred_percent_in_every_period(plan: Callable[[], Plan], by: str, period: str) -> None:
    chart = supply.shares(plan(), attrs.evolve(KG, by=by, period=period))
    sums = [sum(values) for values in zip(*(series.values for series in chart.layers), strict=True)]
    assert all(math.isclose(each, 100, rel_tol=1e-9) or each == 0 for each in sums)
    assert any(sums)


@PLANS
@pytest.mark.parametrize("period", PERIODS)
def test_supply_by_any_group_and_period_is_the_same_in_all(plan: Callable[[], Plan], period: str) -> None:
    totals = {
        by: sum(sum(series.values) for series in supply.stack(plan(), attrs.evolve(KG, by=by, period=period)).layers)
        for by in GROUPS
    }
    assert all(math.isclose(each, figures(plan()).contained_kg, rel_tol=1e-9) for each in totals.values())


@PLANS
def test_class_shares_are_those_of_the_command_line(plan: Callable[[], Plan]) -> None:
    told = figures(plan()).as_json()["share_by_class"]
    assert isinstance(told, dict)
    layers = supply.stack(plan(), KG).layers
    total = sum(sum(series.values) for series in layers)
    for series in layers:
        share = told[series.key]
        assert isinstance(share, dict)
        assert math.isclose(sum(series.values) / total, float(str(share["contained"])), rel_tol=1e-9, abs_tol=1e-12)
    shown = supply.class_shares(plan(), KG)
    assert shown is not None
    assert sum(shown.values()) == 1000


def test_concentration_and_layers_follow_the_group_that_is_chosen() -> None:
    plan = hand_plan()
    year = supply.shares(plan, attrs.evolve(KG, by="source", period="year"))
    # of FY27: 100 of IREL and 200 of JL; FY28: VAC alone
    assert year.target is not None
    assert year.target.values == pytest.approx(((1 / 9 + 4 / 9) * 100, 100))
    assert [series.name for series in year.layers] == ["IREL", "JL Mag", "VAC"]
    country = supply.shares(plan, attrs.evolve(KG, by="country", period="year"))
    assert [series.key for series in country.layers] == ["India", "China", "Germany"]
    elements = supply.stack(plan, attrs.evolve(KG, by="element"))
    assert [series.name for series in elements.layers] == ["Nd", "Dy"]
    assert sum(elements.layers[1].values) == pytest.approx(16)
