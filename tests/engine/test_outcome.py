"""Column values become orders with dates and licences, limits that gave way, and a cost by part."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from desktop.engine.goals import optimise
from desktop.engine.objectives import write
from desktop.engine.outcome import read_plan
from desktop.engine.whole import Enough, improve
from desktop.model.fields import Value
from desktop.model.plan import Cost, Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import (
    Incentive,
    Item,
    Licence,
    Offer,
    Receipt,
    Recipe,
    RecipeInput,
    Record,
    Regime,
    Rule,
    Target,
    Tier,
)
from desktop.model.records.table import evolved
from tests.engine.written import drafted, drafted_whole
from tests.tiny import FIRST, tiny_project, tiny_records, tiny_rows


def _plan(project: Project) -> Plan:
    plan = optimise(project, "least", "", Silent())
    assert plan.verified, plan.faults
    return plan


def _items(**changed: dict[str, Value]) -> list[Record]:
    return [evolved(row, changed.get(getattr(row, "id", ""), {})) for row in tiny_records()["items"]]


def test_an_order_says_what_arrives_what_is_usable_and_under_which_licence() -> None:
    offers = tiny_rows("offers", "JL-magnet", usable_yield=0.8)
    licence = Licence(id="L1", regime="A18", offer="JL-magnet", quantity=1e4, status="granted")
    regimes = tiny_rows("regimes", new_files=False)
    order = _plan(tiny_project(offers=offers, licences=[licence], regimes=regimes)).orders[0]
    assert (order.quantity, order.usable) == pytest.approx((125.0, 100.0), rel=1e-5)
    assert (order.licence, order.file_by) == ("L1", None)
    assert order.order_date == dt.date(2027, 1, 1) - dt.timedelta(days=45)
    assert order.cost.landed == pytest.approx(125 * 3200, rel=1e-5)


def test_an_order_under_a_file_in_hand_tells_by_when_another_regimes_file_goes_in() -> None:
    licence = Licence(id="L1", regime="A18", offer="JL-magnet", quantity=1e4, status="granted")
    other = Regime(id="A61", origins=("China",), elements=("Nd",), threshold=0.1, days_p10=10.0, days_p50=30.0)
    regimes = [*tiny_rows("regimes", new_files=False), other]
    order = _plan(tiny_project(licences=[licence], regimes=regimes)).orders[0]
    day = dt.date(2027, 1, 1) - dt.timedelta(days=45 + 30)
    assert (order.offer, order.licence, order.order_date, order.file_by) == ("JL-magnet", "L1", day, day)


def test_an_order_free_of_licence_names_none() -> None:
    order = _plan(tiny_project(offers=tiny_rows("offers", "JL-magnet", licence="not needed"))).orders[0]
    assert (order.offer, order.licence, order.file_by) == ("JL-magnet", "", None)


@pytest.mark.parametrize(
    ("rule", "unit", "amount"),
    [
        (Rule(id="r", kind="share at least", class_="domestic", limit=80.0), "kg", 120 * 0.32),
        (Rule(id="r", kind="share at least", class_="domestic", limit=80.0, measure="quantity"), "kg", 120.0),
        (
            Rule(id="r", kind="share at most", country="China", limit=20.0, measure="value"),
            "INR",
            240 * 3200 - 0.2 * (240 * 3200 + 360 * 5000),
        ),
    ],
)
def test_what_a_rule_misses_is_told_in_the_unit_of_its_measure(rule: Rule, unit: str, amount: float) -> None:
    (bent,) = _plan(tiny_project(rules=[rule])).bent
    assert (bent.kind, bent.limit, bent.unit) == (rule.kind, "r", unit)
    assert (bent.first_month, bent.last_month) == (FIRST, FIRST.plus(5))
    assert bent.amount == pytest.approx(amount, rel=1e-5)


def test_a_rule_for_one_item_counts_in_the_unit_of_that_item() -> None:
    items = [Item(id="controller", kind="component", unit="piece"), *_items()]
    offers = [Offer(id="bought", source="JL", item="controller", price=10.0), *tiny_records()["offers"]]
    targets = [Target(item="controller", month=FIRST, quantity=10.0), *tiny_records()["targets"]]
    rule = Rule(id="r", kind="share at most", country="China", item="controller", limit=0.0, measure="quantity")
    (bent,) = _plan(tiny_project(items=items, offers=offers, targets=targets, rules=[rule])).bent
    assert bent.unit == "piece"
    assert (bent.amount, bent.reached) == pytest.approx((10.0, 100.0))


def test_a_share_of_nothing_is_zero() -> None:
    rule = Rule(id="r", kind="share at least", class_="domestic", limit=80.0)
    plan = _plan(tiny_project(rules=[rule], targets=[]))
    assert ([*plan.orders], plan.bent, plan.target) == ([], (), {})


def test_receipts_arrive_usable_and_are_paid_for_as_bought() -> None:
    """80 kg usable at a yield of 0.8 are 100 kg as bought; the 520 kg that still lack are 650."""
    offers = tiny_rows("offers", "JL-magnet", usable_yield=0.8)
    receipts = [Receipt(offer="JL-magnet", month=FIRST, quantity=80.0)]
    plan = _plan(tiny_project(receipts=receipts, offers=offers))
    (placed,) = [order for order in plan.orders if order.placed]
    assert (placed.offer, placed.quantity, placed.usable, placed.order_date) == ("JL-magnet", 100.0, 80.0, None)
    assert placed.cost.landed == pytest.approx(100 * 3200)
    assert plan.arrivals["JL-magnet"][0] == pytest.approx(25.0)
    assert plan.cost.landed == pytest.approx(750 * 3200)


def test_a_full_store_and_an_impossible_closing_stock_bend_instead_of_failing() -> None:
    items = _items(
        magnet={"opening_stock": 50_000.0, "storage_limit": 100.0},
        motor={"closing": "exactly", "closing_stock": 100_000.0},
    )
    plan = _plan(tiny_project(items=items, recipes=[Recipe(id="assembly", output="motor", capacity=1000.0)]))
    kinds = {bent.kind: bent for bent in plan.bent}
    assert kinds["storage limit"].reached == pytest.approx(kinds["storage limit"].amount + 100)
    assert kinds["closing stock"].reached < 100_000.0


def test_a_traded_target_is_lost_when_its_penalty_is_cheaper_than_the_goods() -> None:
    items = _items(motor={"priority": "traded", "late_cost": 1.0, "lost_cost": 5.0})
    plan = _plan(tiny_project(items=items))
    assert sum(plan.lost["motor"]) == pytest.approx(300)
    assert plan.cost.penalties == pytest.approx(1500)


def test_money_tied_up_in_stock_costs_the_capital_rate() -> None:
    settings = tiny_rows("settings", capital_rate=12.0)
    plan = _plan(tiny_project(settings=settings, items=_items(magnet={"safety_days": 30.0})))
    worth = sum(plan.stock["magnet"]) * 3200 + sum(plan.stock["motor"]) * (2 * 3200 + 100)
    assert plan.cost.capital == pytest.approx(worth * 0.01)


def test_order_and_contract_costs_are_spread_over_what_could_come() -> None:
    """600 kg could come in any month as in all: a sixth of an order a month, and the whole contract."""
    sources = tiny_rows("sources", order_cost=7.0, contract_cost=100.0)
    plan = _plan(tiny_project(sources=sources))
    assert (plan.cost.orders, plan.cost.contracts) == pytest.approx((7.0, 100.0))
    assert [decision.of for decision in plan.decisions] == ["JL"] * 7


def test_whole_order_and_contract_costs_are_counted_as_they_fall_due() -> None:
    """With nothing to save by waiting each month orders for itself; holding 100 kg costs 1,000 INR a month."""
    sources = tiny_rows("sources", order_cost=700.0, contract_cost=100.0)
    plan = improve(tiny_project(sources=sources), "least", "", Enough(gap=0.0), Silent())
    assert plan.verified, plan.faults
    assert plan.answer == "whole"
    assert (plan.cost.orders, plan.cost.contracts) == pytest.approx((6 * 700.0, 100.0))


def test_the_cost_of_a_plan_has_a_part_for_everything_that_costs() -> None:
    """Of 200 kg a year that JL is paid for in any case 100 come in the first year and none in the second.

    100 kg at 3,200 INR; 50 motors made for 100 INR each, of which 20 are delivered a month late and 10 lost.
    """
    changed = {
        "settings": tiny_rows("settings", capital_rate=12.0),
        "items": _items(motor={"priority": "traded", "late_cost": 3.0, "lost_cost": 7.0}),
        "sources": tiny_rows("sources", "JL", take_or_pay_share=50.0, take_or_pay_quantity=400.0),
    }
    written = write(drafted(**changed))
    columns, x = written.draft.columns, np.zeros(written.draft.program.column_count)
    x[columns.arrive[1, 0]], x[columns.make[0, 0]], x[columns.stock[1, :2]] = 100.0, 50.0, 4.0
    x[columns.late[0, 0]], x[columns.lost[0, 1]] = 20.0, 10.0
    x[written.ordering.unpaid] = [100.0, 200.0]
    cost = read_plan(tiny_project(**changed), written, x).cost
    assert cost == Cost(
        landed=320_000.0,
        take_or_pay=300 * 3200.0,
        holding=8 * 50.0,
        capital=8 * 6500 * 0.01,
        recipes=5000.0,
        penalties=20 * 3.0 + 10 * 7.0,
    )


def test_a_plan_names_everything_by_its_id_and_what_a_unit_ties_up_in_stock() -> None:
    licence = Licence(id="L1", regime="A18", offer="JL-magnet", quantity=9.0, status="granted")
    items = _items(magnet={"safety_days": 9.0})
    changed: dict[str, list[Record]] = {"licences": [licence], "items": items}
    written = write(drafted(**changed))
    columns, x = written.draft.columns, np.zeros(written.draft.program.column_count)
    x[columns.arrive[1, 0]], x[columns.arrive[2, 0]], x[columns.short[0, 5]] = 10.0, 4.0, 2.0
    project = tiny_project(**changed)
    plan = read_plan(project, written, x)
    assert plan.project is project
    assert (plan.mix, plan.scenario, plan.answer, plan.months[0]) == ("least", "", "continuous", FIRST)
    assert plan.arrivals == {"IREL-magnet": (0.0,) * 6, "JL-magnet": (14.0, 0.0, 0.0, 0.0, 0.0, 0.0)}
    assert [set(series) for series in (plan.production, plan.stock, plan.target)] == [
        {"assembly"},
        {"magnet", "motor"},
        {"motor"},
    ]
    assert plan.safety_short == {"magnet": (0.0, 0.0, 0.0, 0.0, 0.0, 2.0)}
    assert plan.stock_value == {"magnet": 3200.0, "motor": 6500.0}
    assert read_plan(project, write(drafted_whole(**changed)), x).answer == "whole"


def test_dust_in_a_tier_of_a_month_in_which_nothing_arrives_is_told_of_no_incentive() -> None:
    tier = Tier(offer="JL-magnet", from_quantity=50.0, discount=10.0, basis="horizon")
    changed: dict[str, list[Record]] = {"tiers": [tier], "incentives": [Incentive(id="pli", item="motor", rate=9.0)]}
    written = write(drafted(**changed))
    columns, x = written.draft.columns, np.zeros(written.draft.program.column_count)
    x[columns.arrive[1, 0]] = 60.0
    x[written.ladders[0].part[1, :2]] = 60.0 + 6e-7, 3e-7
    (paid,) = (
        paid
        for paid in read_plan(tiny_project(**changed), written, x).incentives
        if paid.fiscal_year == FIRST.fiscal_year
    )
    assert paid.value == pytest.approx(60 * 0.9 * 3200.0, rel=1e-12)


def test_what_is_missing_of_little_is_told_of_an_item_of_which_a_recipe_that_stands_still_would_take_much() -> None:
    """50 motors at 1,000 kg of magnets would be 50,000 kg a month, but nothing can come: 0.01 kg is what is at hand."""
    plan = _plan(
        tiny_project(
            items=_items(magnet={"closing": "at least", "closing_stock": 0.01}),
            recipe_inputs=[RecipeInput(recipe="assembly", item="magnet", quantity=1000.0)],
            offers=[evolved(row, {"capacity": 0.0}) for row in tiny_records()["offers"]],
            targets=[*tiny_records()["targets"], Target(item="magnet", month=FIRST.plus(1), quantity=0.01)],
            rules=[Rule(id="days", kind="cover at least", item="magnet", limit=30.0)],
        )
    )
    assert {each.limit: each.amount for each in plan.bent} == {
        "magnet": pytest.approx(0.01),
        "days": pytest.approx(0.01),
    }
