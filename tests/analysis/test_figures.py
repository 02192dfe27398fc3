"""The headline figures: each the same number as the table it sums up, and all of them plain JSON."""

import datetime as dt
import json
from collections.abc import Callable

import attrs
import pytest

from desktop.analysis import cash, stock
from desktop.analysis import figures as module
from desktop.analysis.figures import figures, mix_name, scenario_name
from desktop.analysis.lines import BentRule, Coverage, DecisionLine, File, OrderLine, Share
from desktop.model.orders import LandedCost, Order
from desktop.model.plan import Bent, Fault, Plan
from desktop.model.records import Mix, Scenario
from desktop.text.messages import say
from tests.analysis.plans import (
    APR,
    FEB,
    JAN,
    JUN,
    MAR,
    hand_orders,
    hand_plan,
    hand_project,
    idle_plan,
    solved_rich,
    solved_tiny,
)


def test_the_figures_of_one_plan_are_worked_out_once() -> None:
    plan = hand_plan()
    assert figures(plan) is figures(plan)


def test_figures_name_the_plan_and_its_horizon() -> None:
    found = figures(hand_plan())
    assert (found.project, found.mix, found.mix_name) == ("Hand", "least", "Least cost")
    assert (found.scenario, found.scenario_name) == ("", "")
    assert (found.plan_date, found.first_month, found.last_month) == (dt.date(2026, 6, 1), JAN, JUN)


def test_a_mix_or_scenario_without_a_name_is_called_by_its_id() -> None:
    plain = hand_project(mixes=[Mix(id="least")], scenarios=[Scenario(id="base")])
    assert mix_name(hand_plan(plain)) == "least"
    assert scenario_name(attrs.evolve(hand_plan(plain), scenario="base")) == "base"
    assert scenario_name(attrs.evolve(hand_plan(), scenario="base")) == "As planned"
    assert scenario_name(attrs.evolve(hand_plan(), scenario="deleted since")) == "deleted since"


def test_coverage_and_the_first_shortage_are_told() -> None:
    found = figures(hand_plan())
    assert found.status == "short"
    assert found.on_time_share == pytest.approx(0.72)
    motor = attrs.evolve(found.coverage["motor"], late_share=0.08)
    assert motor == Coverage("Motor", "piece", 250.0, 180.0, 20.0, 50.0, 0.72, 0.08, 0.2, MAR, dt.date(2027, 3, 19))
    assert found.coverage["motor"].late_share == pytest.approx(0.08)
    assert (found.first_month_short, found.first_item_short, found.first_quantity_short) == (MAR, "motor", 20.0)


def test_a_plan_that_meets_everything_has_no_first_shortage() -> None:
    found = figures(solved_tiny())
    assert (found.status, found.on_time_share) == ("met", 1.0)
    assert (found.first_month_short, found.first_item_short, found.first_quantity_short) == (None, "", 0.0)
    assert found.coverage["motor"].first_month_short is None


def test_money_is_told_in_all_by_part_and_by_fiscal_year() -> None:
    found = figures(hand_plan())
    assert found.cost_inr == 1953300
    assert found.landed_inr == 1865000
    assert found.landed_per_kg_contained_inr == pytest.approx(1865000 / 128)
    assert found.cost_by_part_inr["capital"] == pytest.approx(3600)
    # April to June: 7,00,000 of goods, 5,000 of making, 50,000 of penalties; the rest is before.
    assert found.cost_by_fiscal_year_inr == pytest.approx({"FY27": 1198300, "FY28": 755000})


def test_shares_and_concentration_are_told() -> None:
    found = figures(hand_plan())
    assert found.contained_kg == pytest.approx(128)
    assert attrs.astuple(found.share_by_class["domestic"]) == pytest.approx((0.25, 501 / 1865, 32, 501000))
    assert list(found.share_by_country) == ["China", "Germany", "India"]
    assert found.share_by_source["JL"].contained == pytest.approx(0.5)
    assert found.hhi == pytest.approx({"source": 0.375, "country": 0.375})
    assert found.effective_number == pytest.approx({"source": 8 / 3, "country": 8 / 3})


def test_what_hangs_on_licences_is_told_with_the_next_file() -> None:
    found = figures(hand_plan())
    assert (found.on_licence_kg, found.on_licence_share) == pytest.approx((48, 0.375))
    assert found.on_licence_share_by_element == pytest.approx({"Nd": 0.375, "Dy": 0.375})
    day = dt.date(2026, 11, 16)
    assert found.next_file_by == day
    assert found.licences == (File("JL-magnet", "A18", day, MAR, 100.0, "kg", 1),)


def test_orders_are_listed_and_those_due_are_counted() -> None:
    # The plan is dated 1 June: the 60th day after it is 31 July.
    soon = Order("VAC-magnet", JUN, 1.0, 1.0, LandedCost(price=7000.0), dt.date(2026, 7, 31))
    found = figures(hand_plan(orders=(*hand_orders(), soon)))
    assert (found.due_days, found.orders_due, found.orders_due_inr) == (60, 1, 7000)
    assert [line.arrival_month for line in found.orders] == [JAN, JUN, MAR, JAN, FEB, APR]
    assert found.orders[0] == OrderLine("JL-magnet", "magnet", None, JAN, 50.0, "kg", 160000.0, "", None, True)


def test_bent_rules_and_faults_are_told() -> None:
    bent = Bent("share at most", "china-cap", JAN, MAR, 12.5, "kg", 30.0, 42.0)
    faults = (Fault("verify-cost", "landed", 0.1),)
    found = figures(attrs.evolve(solved_tiny(), bent=(bent,), faults=faults))
    assert found.status == "bent"
    assert found.bent_rules == (BentRule("china-cap", "share at most", JAN, MAR, 12.5, "kg", 0.3, 0.42, "share"),)
    assert (found.verified, found.faults) == (False, ("verify-cost: landed",))


def test_which_answer_it_is_and_how_far_from_the_best_is_told() -> None:
    found = figures(hand_plan())
    assert (found.answer, found.bound_inr, found.gap_inr, found.certificate) == ("continuous", None, None, None)
    whole = figures(attrs.evolve(hand_plan(), answer="whole", bound=1_950_000.0, certificate=1e-9))
    assert (whole.answer, whole.bound_inr, whole.gap_inr, whole.certificate) == ("whole", 1950000, 3300, 1e-9)


def test_decisions_are_told_as_the_plan_has_them() -> None:
    found = figures(hand_plan())
    assert len(found.decisions) == 5
    assert found.decisions[0] == DecisionLine("order", "IREL", JAN, JAN, 1.0)


def test_sources_and_countries_that_are_used_are_counted() -> None:
    assert (figures(hand_plan()).sources_used, figures(hand_plan()).countries_used) == (3, 3)
    assert (figures(idle_plan()).sources_used, figures(idle_plan()).countries_used) == (0, 0)


def test_incentives_and_agreements_are_told_by_year() -> None:
    found, plan = figures(solved_rich()), solved_rich()
    assert [(line.incentive, line.fiscal_year) for line in found.incentives] == [
        ("PLI", "FY27"),
        ("PLI", "FY28"),
        ("DVA", "FY27"),
        ("DVA", "FY28"),
    ]
    assert found.incentives_paid_inr == pytest.approx(-plan.cost.incentives)
    assert found.incentives_missed_inr == pytest.approx(sum(line.missed_inr for line in found.incentives))
    assert found.incentives_missed_inr > 0
    assert {(line.source, line.fiscal_year) for line in found.agreements} == {("VAC", "FY27"), ("VAC", "FY28")}
    assert sum(line.paid_inr for line in found.agreements) == pytest.approx(plan.cost.take_or_pay)


def test_what_is_left_of_a_file_in_hand_is_told() -> None:
    (file,) = figures(hand_plan()).licences_held
    assert (file.licence, file.offer, file.allowed, file.used, file.left, file.unit) == (
        "F1",
        "JL-magnet",
        100.0,
        50.0,
        50.0,
        "kg",
    )


def test_the_levels_of_a_limit_that_is_no_share_keep_their_unit() -> None:
    over = Bent("storage limit", "magnet", FEB, FEB, 10.0, "kg", 100.0, 110.0)
    (found,) = figures(attrs.evolve(solved_tiny(), bent=(over,))).bent_rules
    assert (found.asked, found.reached, found.level_unit) == (100.0, 110.0, "kg")
    assert (found.missing, found.missing_unit) == (10.0, "kg")


def test_figures_do_not_tell_how_long_planning_took() -> None:
    plan = solved_tiny()
    slower = attrs.evolve(plan, effort=attrs.evolve(plan.effort, total=99.0, solver=98.0))
    assert figures(slower).as_json() == figures(plan).as_json()


@pytest.mark.parametrize("plan", [hand_plan, solved_tiny, solved_rich], ids=["hand", "tiny", "rich"])
def test_the_figures_of_a_plan_agree_with_one_another(plan: Callable[[], Plan]) -> None:
    found = figures(plan())
    assert sum(found.cost_by_part_inr.values()) == pytest.approx(found.cost_inr)
    assert sum(found.cost_by_fiscal_year_inr.values()) == pytest.approx(found.cost_inr)
    assert sum(line.cost_inr for line in found.orders) == pytest.approx(found.landed_inr)
    for shares in (found.share_by_class, found.share_by_country, found.share_by_source):
        assert sum(share.contained for share in shares.values()) == pytest.approx(1)
        assert sum(share.value_inr for share in shares.values()) == pytest.approx(found.landed_inr)
        assert sum(share.contained_kg for share in shares.values()) == pytest.approx(found.contained_kg)


def test_a_plan_of_nothing_has_figures_too() -> None:
    found = figures(idle_plan())
    assert (found.status, found.on_time_share, found.cost_inr) == ("met", 1.0, 0.0)
    assert found.landed_per_kg_contained_inr is None
    assert found.next_file_by is None
    assert (found.licences, found.orders, found.coverage) == ((), (), {})
    assert found.share_by_class["domestic"] == Share(0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize("plan", [hand_plan, solved_rich, idle_plan], ids=["hand", "rich", "idle"])
def test_all_figures_are_json_under_their_own_names(plan: Callable[[], Plan]) -> None:
    found = figures(plan()).as_json()
    assert list(found) == [field.name for field in attrs.fields(module.Figures)]
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_json_writes_months_and_days_as_text_and_records_by_field() -> None:
    found = figures(hand_plan()).as_json()
    assert (found["first_month"], found["plan_date"]) == ("2027-01", "2026-06-01")
    assert found["licences"] == [
        {
            "offer": "JL-magnet",
            "regimes": "A18",
            "file_by": "2026-11-16",
            "arrival_month": "2027-03",
            "quantity": 100.0,
            "unit": "kg",
            "files": 1,
        }
    ]
    placed = found["orders"]
    assert isinstance(placed, list)
    assert placed[0] == {
        "offer": "JL-magnet",
        "item": "magnet",
        "order_date": None,
        "arrival_month": "2027-01",
        "quantity": 50.0,
        "unit": "kg",
        "cost_inr": 160000.0,
        "licence": "",
        "file_by": None,
        "placed": True,
        "estimate": False,
        "tiers": [],
    }


@pytest.mark.parametrize("plan", [hand_plan, solved_tiny], ids=["short", "met"])
def test_every_status_can_be_said(plan: Callable[[], Plan]) -> None:
    assert say(f"status-{figures(plan()).status}")
    assert say("status-bent") == "All targets met on time, rules gave way"


def test_cash_stock_and_cover_are_told_by_month_and_item() -> None:
    plan = solved_rich()
    found = figures(plan)
    assert sum(found.cash_by_month_inr.values()) == pytest.approx(cash.by_month(plan)["total"].sum())
    assert list(found.stock_value_by_month_inr) == [str(month) for month in plan.months]
    assert set(found.least_days_of_cover) == set(plan.stock)
    for item, days in found.least_days_of_cover.items():
        table = stock.by_month(plan, item)["days"].dropna()
        assert days == (table.min() if len(table) else None)


def test_a_line_that_stops_has_its_day() -> None:
    found = figures(hand_plan())
    assert found.coverage["motor"].line_stops == stock.stop_date(hand_plan(), "motor")
    assert found.as_json()["coverage"]["motor"]["line_stops"] == "2027-03-19"  # type: ignore[index, call-overload]
