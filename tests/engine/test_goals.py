"""Plans of a project small enough to work out by hand, and the order in which goals are served."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.engine.goals import optimise
from desktop.engine.solver import Solver
from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.progress import Cancelled, Silent
from desktop.model.project import Project
from desktop.model.records import (
    Capacity,
    Commitment,
    Item,
    LeadTime,
    Licence,
    Mix,
    Receipt,
    Recipe,
    RecipeInput,
    Record,
    Regime,
    Rule,
    Target,
)
from desktop.model.records.table import evolved
from tests.tiny import FIRST, MONTHS, PLAN_DATE, tiny_project, tiny_records, tiny_rows


def _plan(project: Project, mix: str = "least") -> Plan:
    plan = optimise(project, mix, "", Silent())
    assert plan.verified, plan.faults
    return plan


def _offers(**changed: dict[str, Value]) -> list[Record]:
    """The tiny project's offers with fields changed, by the source's id."""
    return [evolved(row, changed.get(getattr(row, "source", ""), {})) for row in tiny_records()["offers"]]


def _items(**changed: dict[str, Value]) -> list[Record]:
    return [evolved(row, changed.get(getattr(row, "id", ""), {})) for row in tiny_records()["items"]]


def test_the_cheapest_source_fills_every_target_on_time() -> None:
    plan = _plan(tiny_project())
    assert plan.status == "met"
    assert plan.arrivals["JL-magnet"] == pytest.approx((100.0,) * 6, rel=1e-5)
    assert plan.arrivals["IREL-magnet"] == (0.0,) * 6
    assert plan.cost.landed == pytest.approx(600 * 3200)
    assert plan.cost.recipes == pytest.approx(300 * 100)
    assert plan.cost.total == pytest.approx(plan.cost.landed + plan.cost.recipes)


def test_a_licensed_order_is_filed_before_it_leaves_and_dated_back_from_arrival() -> None:
    order = next(order for order in _plan(tiny_project()).orders if order.month == FIRST)
    assert order.licence == "new"
    assert order.file_by == order.order_date == dt.date(2027, 1, 1) - dt.timedelta(days=45 + 60)


def test_a_mix_that_plans_with_slow_files_files_earlier() -> None:
    order = next(order for order in _plan(tiny_project(), "slow").orders if order.month == FIRST)
    assert order.file_by == dt.date(2027, 1, 1) - dt.timedelta(days=45 + 120)


def test_a_month_whose_file_should_be_in_already_is_closed() -> None:
    plan = _plan(tiny_project(settings=tiny_rows("settings", plan_date=dt.date(2026, 12, 15))))
    assert plan.arrivals["JL-magnet"][:3] == (0.0, 0.0, 0.0)
    assert plan.arrivals["JL-magnet"][3] > 0


def test_what_cannot_be_met_is_late_then_lost_in_pieces() -> None:
    plan = _plan(tiny_project(offers=_offers(JL={"capacity": 0.0})))
    assert plan.status == "short"
    assert sum(plan.delivered["motor"]) == pytest.approx(180)
    assert sum(plan.lost["motor"]) == pytest.approx(120)
    assert plan.late["motor"][-1] == 0.0


def test_must_targets_are_served_before_nice_ones() -> None:
    items = [*_items(), Item(id="fan", kind="product", unit="piece", priority="nice")]
    recipes = [*tiny_records()["recipes"], Recipe(id="fan assembly", output="fan", cost=1.0)]
    inputs = [*tiny_records()["recipe_inputs"], RecipeInput(recipe="fan assembly", item="magnet", quantity=2.0)]
    targets = [*tiny_records()["targets"], *(Target(item="fan", month=month, quantity=50.0) for month in MONTHS)]
    plan = _plan(
        tiny_project(
            items=items, recipes=recipes, recipe_inputs=inputs, targets=targets, offers=_offers(JL={"capacity": 40.0})
        )
    )
    assert sum(plan.lost["motor"]) == pytest.approx(0)
    assert sum(plan.lost["fan"]) == pytest.approx(300)


def test_a_share_that_can_be_reached_is_reached() -> None:
    rule = Rule(
        id="r", mix="least", kind="share at least", class_="domestic", limit=40.0, measure="quantity", item="magnet"
    )
    plan = _plan(tiny_project(rules=[rule]))
    assert not plan.bent
    assert sum(plan.arrivals["IREL-magnet"]) == pytest.approx(240)


def test_a_share_that_supply_cannot_fill_comes_back_bent_with_what_is_missing() -> None:
    rule = Rule(
        id="r", mix="least", kind="share at least", class_="domestic", limit=80.0, element="Dy", window="horizon"
    )
    plan = _plan(tiny_project(rules=[rule]))
    (bent,) = plan.bent
    assert plan.status == "bent"
    assert (bent.limit, bent.unit, bent.asked) == ("r", "kg", 80.0)
    assert bent.reached == pytest.approx(60.0)
    assert bent.amount == pytest.approx(0.2 * 600 * 0.04)


def test_a_rule_of_another_mix_does_not_bind() -> None:
    rule = Rule(id="r", mix="slow", kind="share at most", class_="licensed_chinese", limit=0.0)
    assert _plan(tiny_project(rules=[rule])).arrivals["IREL-magnet"] == (0.0,) * 6


def test_a_law_stands_before_every_target() -> None:
    law = Rule(id="r", kind="share at most", class_="licensed_chinese", limit=0.0, rank="law", window="month")
    plan = _plan(tiny_project(rules=[law]))
    assert not plan.bent
    assert plan.status == "short"
    assert sum(plan.arrivals["JL-magnet"]) == 0.0


def test_contradictory_rules_give_way_to_each_other_by_rank() -> None:
    high = Rule(id="high", kind="share at most", country="China", limit=0.0, rank="high")
    low = Rule(id="low", kind="share at least", country="China", limit=100.0, rank="low")
    settings = _plan(tiny_project(rules=[high, low], offers=_offers(IREL={"capacity": None})))
    assert [bent.limit for bent in settings.bent] == ["low"]


def test_a_mix_may_put_cost_before_targets() -> None:
    plan = _plan(tiny_project(mixes=[Mix(id="least", goals=("cost",))]))
    assert plan.cost.total == 0.0
    assert sum(plan.lost["motor"]) == pytest.approx(300)


def test_a_granted_licence_lets_goods_arrive_without_a_new_file() -> None:
    settings = tiny_rows("settings", plan_date=dt.date(2026, 11, 15))
    licence = Licence(id="L1", regime="A18", offer="JL-magnet", quantity=150.0, status="granted")
    plan = _plan(tiny_project(settings=settings, licences=[licence], offers=_offers(IREL={"capacity": 0.0})))
    drawn = [order for order in plan.orders if order.licence == "L1"]
    assert sum(order.quantity for order in drawn) == pytest.approx(150)
    assert all(order.file_by is None for order in drawn)
    assert drawn[0].month == FIRST


def test_a_submitted_file_counts_from_its_expected_grant() -> None:
    settings = tiny_rows("settings", plan_date=dt.date(2026, 11, 15))
    licence = Licence(
        id="L1", regime="A18", offer="JL-magnet", quantity=1e4, status="submitted", submitted=dt.date(2026, 11, 1)
    )
    plan = _plan(tiny_project(settings=settings, licences=[licence], offers=_offers(IREL={"capacity": 0.0})))
    assert min(order.month for order in plan.orders) == Month.of(2027, 3)


def test_a_stopped_regime_keeps_all_under_it_from_leaving() -> None:
    stop = Regime(
        id="stop",
        origins=("China",),
        elements=("Dy",),
        threshold=0.001,
        status="stopped",
        from_date=dt.date(2027, 3, 1),
        until_date=dt.date(2027, 4, 30),
    )
    plan = _plan(tiny_project(regimes=[*tiny_records()["regimes"], stop]))
    assert plan.arrivals["JL-magnet"][4:] == (0.0, 0.0)
    assert plan.arrivals["JL-magnet"][3] > 0  # left on 15 February


def test_a_commitment_leaves_less_and_a_suspended_one_does_not() -> None:
    owed = Commitment(id="c", source="IREL", item="magnet", to="Japan", quantity=50.0)
    without_jl = _offers(JL={"capacity": 0.0})
    plan = _plan(tiny_project(offers=without_jl, commitments=[owed]))
    assert plan.arrivals["IREL-magnet"] == pytest.approx((10.0,) * 6)
    plan = _plan(tiny_project(offers=without_jl, commitments=[evolved(owed, {"status": "suspended"})]))
    assert plan.arrivals["IREL-magnet"] == pytest.approx((60.0,) * 6)


def test_a_source_is_limited_jointly_by_the_use_of_its_offers() -> None:
    sources = tiny_rows("sources", capacity=30.0)
    plan = _plan(tiny_project(sources=sources, offers=_offers(JL={"capacity_use": 0.5})))
    assert max(plan.arrivals["JL-magnet"]) <= 60.0 + 1e-9
    assert max(plan.arrivals["IREL-magnet"]) <= 30.0 + 1e-9


def test_capacity_and_lead_time_follow_their_steps() -> None:
    steps = [Capacity(offer="JL-magnet", from_month=FIRST.plus(3), value=0.0)]
    late = [LeadTime(offer="IREL-magnet", from_month=FIRST, value=3000.0)]
    plan = _plan(tiny_project(capacities=steps, lead_times=late))
    assert plan.arrivals["JL-magnet"][3:] == (0.0, 0.0, 0.0)
    assert plan.arrivals["IREL-magnet"] == (0.0,) * 6


def test_a_delayed_recipe_starts_earlier_and_a_late_qualification_is_kept() -> None:
    recipes = [Recipe(id="assembly", output="motor", cost=100.0, delay=1, qualified_from=FIRST.plus(1))]
    plan = _plan(tiny_project(recipes=recipes))
    assert plan.production["assembly"][0] == 0.0
    assert plan.delivered["motor"][:2] == (0.0, 0.0)
    assert plan.production["assembly"][-1] == 0.0


def test_a_recipe_keeps_to_its_largest_share() -> None:
    recipes = [
        Recipe(id="assembly", output="motor", cost=100.0, largest_share=25.0),
        Recipe(id="dear", output="motor", cost=900.0),
    ]
    inputs = [*tiny_records()["recipe_inputs"], RecipeInput(recipe="dear", item="magnet", quantity=2.0)]
    plan = _plan(tiny_project(recipes=recipes, recipe_inputs=inputs))
    assert plan.production["assembly"] == pytest.approx((12.5,) * 6)


def test_safety_stock_is_built_and_what_is_missing_is_told() -> None:
    plan = _plan(tiny_project(items=_items(magnet={"safety_days": 30.0})))
    use = [2.0 * made for made in plan.production["assembly"]]
    for stock, following in zip(plan.stock["magnet"], [*use[1:], use[-1]], strict=True):
        assert stock >= following * (1 - 1e-6)
    assert max(plan.safety_short["magnet"]) == 0.0
    tight = _plan(tiny_project(items=_items(magnet={"safety_days": 30.0}), offers=_offers(JL={"capacity": 0.0})))
    assert max(tight.safety_short["magnet"]) > 0


def test_of_equal_plans_the_one_that_buys_earliest_and_from_the_first_offer_is_taken() -> None:
    twin = evolved(_offers()[1], {"id": "JL-twin"})
    items = _items(magnet={"holding_cost": 0.0, "storage_limit": 1e6})
    plan = _plan(tiny_project(items=items, offers=[*_offers(), twin]))
    assert sum(plan.arrivals["JL-twin"]) == 0.0


def test_the_same_project_gives_the_same_plan_to_the_last_digit() -> None:
    first, second = _plan(tiny_project()), _plan(tiny_project())
    assert (first.orders, first.stock, first.cost) == (second.orders, second.stock, second.cost)


def test_a_cancelled_job_gives_no_plan() -> None:
    class Impatient(Silent):
        def cancelled(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        optimise(tiny_project(), "least", "", Impatient())


def test_a_plan_remembers_its_project_and_its_effort() -> None:
    project = tiny_project()
    plan = _plan(project)
    assert plan.project is project
    assert 0 < plan.effort.solver < plan.effort.total
    assert plan.effort.solves == 1 + sum(goal.solves for goal in plan.goals)  # first all before the cost together
    assert project.settings.plan_date == PLAN_DATE


def test_a_store_that_overflows_and_a_share_that_gives_way_still_have_a_plan() -> None:
    items = _items(
        magnet={"opening_stock": 300.0, "storage_limit": 80.0, "safety_days": 120.0, "closing": "at least"},
        motor={"priority": "traded", "lost_cost": 9e4},
    )
    plan = _plan(
        tiny_project(
            items=items,
            recipes=tiny_rows("recipes", capacity=60.0),
            receipts=[Receipt(offer="JL-magnet", month=FIRST, quantity=10.0)],
            rules=[Rule(id="r", kind="share at least", class_="domestic", limit=90.0, window="fiscal year")],
        )
    )
    bent = {bent.kind: bent.amount for bent in plan.bent}
    assert bent["storage limit"] == pytest.approx(300 + 10 - 60 * 2 - 80)
    assert plan.safety_short["magnet"][0] > 0


def test_what_must_be_lost_is_lost_at_the_end() -> None:
    items = _items(magnet={"opening_stock": 140.0}, motor={"months_late": 0})
    plan = _plan(tiny_project(items=items, offers=[]))
    assert plan.delivered["motor"] == pytest.approx((50.0, 20.0, 0.0, 0.0, 0.0, 0.0))
    assert plan.lost["motor"] == pytest.approx((0.0, 30.0, 50.0, 50.0, 50.0, 50.0))


def test_a_goal_that_a_later_one_took_from_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Solver, "freeze", lambda _: None)
    rule = Rule(id="r", kind="share at least", class_="domestic", limit=80.0)
    plan = optimise(tiny_project(rules=[rule]), "least", "", Silent())
    assert [(fault.key, fault.where) for fault in plan.faults] == [("verify-goal", "cost")]
