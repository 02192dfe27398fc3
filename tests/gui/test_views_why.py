"""What is said of a clicked bar or cell: rows that add up to it, and limits in the planner's words."""

import attrs
import pytest

from desktop.gui.hub import Choice
from desktop.gui.views import cash, cost, why
from desktop.gui.views.layers import OTHERS
from desktop.model.records import Offer, Rule
from tests.analysis.plans import FEB, hand_plan, hand_project, hand_records

KG = Choice(mix="least", mass_unit="kg", money_unit="lakh")
MAGNET = attrs.evolve(KG, material="item:magnet")


def _limited() -> list[Offer]:
    offers = [offer for offer in hand_records()["offers"] if isinstance(offer, Offer)]
    return [attrs.evolve(offer, capacity=50.0 if offer.id == "JL-magnet" else None) for offer in offers]


def test_a_bar_of_the_supply_names_its_orders_and_the_capacity_that_is_used_up() -> None:
    plan = hand_plan(hand_project(offers=_limited()))
    told = why.supply(plan, KG, 0, "licensed_chinese")
    assert told.heading == "Licensed Chinese, Jan 2027"
    assert (told.rows, told.unit) == ((("JL Mag · Magnet (placed)", "16.00"),), "kg contained")
    assert told.limits == ("JL Mag · Magnet: capacity in full use, 50.0 kg of 50.0 kg, Jan 2027",)
    assert (told.held, told.held_unit) == (("16.00",), "kg contained")
    quarter = why.supply(plan, attrs.evolve(KG, period="quarter"), 0, "licensed_chinese")
    assert quarter.heading == "Licensed Chinese, Q4 FY27"
    assert quarter.rows[0] == ("JL Mag · Magnet, all on licence", "48.00")


def test_a_whole_month_an_element_and_all_others_can_be_asked_about() -> None:
    assert [name for name, _ in why.supply(hand_plan(), KG, 0, "").rows] == [
        "IREL · Magnet",
        "JL Mag · Magnet (placed)",
    ]
    dysprosium = why.supply(hand_plan(), attrs.evolve(KG, by="element"), 3, "Dy")
    assert (dysprosium.heading, dysprosium.rows) == ("Dy, Apr 2027", (("VAC · Magnet", "4.00"),))
    others = why.supply(hand_plan(), attrs.evolve(KG, by="source"), 0, OTHERS)
    assert (others.heading, others.rows) == ("Others, Jan 2027", ())


def test_what_is_missing_and_what_is_made_is_told_by_item_and_recipe() -> None:
    motor = attrs.evolve(KG, material="item:motor")
    missing = why.supply(hand_plan(), motor, 2, "missing")
    assert (missing.heading, missing.rows) == ("Missing on time, Mar 2027", (("Motor", "20"),))
    assert why.supply(hand_plan(), motor, 0, "made").rows == ()  # what January starts is finished in February
    made = why.supply(hand_plan(), motor, 1, "made")
    assert made.rows == (("assembly", "50"),)
    whole = why.recipe(hand_plan(), KG, None, "assembly")
    assert (whole.rows, whole.unit) == ((("assembly", "200"),), "pieces")
    missing = why.supply(hand_plan(), attrs.evolve(KG, material="element:Dy"), 2, "missing")
    assert (missing.rows, missing.unit) == ((("Motor", "1.60"),), "kg contained")


def test_money_adds_up_to_the_bar_that_was_clicked() -> None:
    plan = hand_plan()
    bars = cost.by_source(plan, KG)
    for at in range(len(bars.labels)):
        told = why.source(plan, KG, at)
        total = sum(series.values[at] for series in bars.layers)
        assert sum(float(value) for _, value in told.rows) == pytest.approx(total, abs=0.02)
        assert told.heading == f"{bars.labels[at]}, whole plan"
    for step in cost.waterfall(plan, KG).steps:
        if not step.total:
            told = why.step(plan, KG, step.key)
            assert sum(float(value) for _, value in told.rows) == pytest.approx(step.value, abs=0.02)
    chart = cash.by_period(plan, KG)
    for series in chart.layers:
        told = why.cash(plan, KG, 2, series.key)
        assert sum(float(value) for _, value in told.rows) == pytest.approx(series.values[2], abs=0.02)
    assert dict(why.cash(plan, KG, 2, "").rows)["IGST (creditable)"] == "0.30"


def test_an_order_and_a_row_of_files_are_told_with_their_limits() -> None:
    plan = hand_plan(hand_project(offers=_limited()))
    told = why.order(plan, KG, "JL-magnet", FEB)
    assert told.heading == "JL Mag · Magnet, Feb 2027"
    assert len(told.limits) == 1
    files = why.files(plan, KG, "JL/magnet")
    assert files.rows[0] == ("JL Mag · Magnet, all on licence", "150.00")
    assert files.limits[0].startswith("JL Mag · Magnet: capacity in full use")


def test_rules_are_told_as_sentences_and_alike_dates_at_once() -> None:
    rule = Rule(id="most", mix="least", kind="share at most", class_="licensed_chinese", limit=50.0, window="horizon")
    told = why.supply(hand_plan(hand_project(rules=[rule])), KG, 1, "licensed_chinese")
    assert told.limits == (
        "At most 50.0 % of the rare earths contained from Licensed Chinese, over the whole plan. Reached: Feb 2027",
    )
    late = [attrs.evolve(offer, lead_days=1000.0) for offer in hand_records()["offers"] if isinstance(offer, Offer)]
    plan = hand_plan(hand_project(offers=late, licences=[]))
    (said,) = why.supply(plan, MAGNET, 1, "").limits
    assert said.endswith(": had to be ordered before the plan date, Feb 2027")
    assert said.count("Magnet") == 3
