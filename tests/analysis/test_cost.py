"""What a plan costs by part, month, year and source, and when it is paid."""

import math
from collections.abc import Callable

import attrs
import pytest

from desktop.analysis import agreements, cost, orders
from desktop.model.plan import IncentivePaid, Plan
from desktop.model.records import Incentive, Item, Recipe
from tests.analysis.plans import (
    JUN,
    hand_plan,
    hand_project,
    hand_records,
    hand_sources,
    idle_plan,
    solved_rich,
    solved_tiny,
)
from tests.tiny import MONTHS


def test_goods_cost_in_the_month_in_which_they_arrive() -> None:
    table = cost.by_month(hand_plan())
    assert tuple(table.columns) == cost.COLUMNS
    assert table.index.tolist() == list(MONTHS)
    assert table["price"].tolist() == [650000, 160000, 320000, 700000, 0, 0]
    assert table["freight"].tolist() == [10000, 5000, 0, 0, 0, 0]
    assert table[["insurance", "duty", "surcharge", "inland"]].iloc[1].tolist() == [500, 16000, 1600, 900]


def test_a_source_costs_its_order_cost_each_month_and_its_contract_once() -> None:
    # IREL in January 1,000 and 5,000; JL's receipt in January is paid for, February and March 2,000, 3,000 once.
    table = cost.by_month(hand_plan())
    assert table["orders"].tolist() == [1000, 2000, 2000, 0, 0, 0]
    assert table["contracts"].tolist() == [5000, 3000, 0, 0, 0, 0]


def test_a_decision_that_is_spread_costs_the_part_that_is_taken() -> None:
    half = tuple(attrs.evolve(each, value=0.5) for each in hand_plan().decisions)
    table = cost.by_month(attrs.evolve(hand_plan(), decisions=half))
    assert table["orders"].tolist() == [500, 1000, 1000, 0, 0, 0]
    assert table["contracts"].tolist() == [2500, 1500, 0, 0, 0, 0]


def test_incentives_take_from_the_cost_of_the_last_month_of_their_year() -> None:
    project = hand_project(incentives=[Incentive(id="PLI", item="motor", last_month=JUN.plus(-1))])
    paid = (
        IncentivePaid("PLI", 2027, 100.0, 5e5, 4e5, 900.0, 0.0),
        IncentivePaid("PLI", 2028, 100.0, 5e5, 4e5, 500.0, 0.0),
    )
    plan = attrs.evolve(hand_plan(project), incentives=paid)
    assert cost.by_month(plan)["incentives"].tolist() == [0, 0, -900, 0, -500, 0]


def test_making_storing_and_failing_cost_by_month() -> None:
    table = cost.by_month(hand_plan())
    assert table["recipes"].tolist() == [5000, 5000, 5000, 5000, 0, 0]
    assert table["holding"].tolist() == [500, 0, 1000, 0, 0, 0]
    assert table["capital"].tolist() == pytest.approx([2000, 0, 1600, 0, 0, 0])  # 1 % a month
    assert table["penalties"].tolist() == [0, 0, 200, 0, 0, 50000]


def test_only_traded_targets_have_penalties() -> None:
    records = [item for item in hand_records()["items"] if isinstance(item, Item)]
    items = [attrs.evolve(item, priority="must") for item in records]
    assert cost.by_month(hand_plan(hand_project(items=items)))["penalties"].tolist() == [0] * 6


@pytest.mark.parametrize("plan", [hand_plan, solved_tiny, solved_rich], ids=["hand", "tiny", "rich"])
def test_the_parts_add_up_to_the_cost_of_the_plan(plan: Callable[[], Plan]) -> None:
    made, parts = plan(), cost.by_part(plan())
    assert parts.sum() == pytest.approx(made.cost.total)
    assert parts[list(orders.PARTS)].sum() == pytest.approx(made.cost.landed)
    for name in (*agreements.TERMS, *cost.ELSEWHERE):
        assert parts[name] == pytest.approx(getattr(made.cost, name)), name


def test_the_rich_plan_has_costs_of_every_kind() -> None:
    parts = cost.by_part(solved_rich())
    assert (parts.drop("incentives") > 0).all()
    assert parts["incentives"] < 0


def test_fiscal_years_part_at_the_end_of_march() -> None:
    years, months = cost.by_fiscal_year(hand_plan()), cost.by_month(hand_plan()).sum(axis=1)
    assert years.index.tolist() == ["FY27", "FY28"]
    assert years.loc["FY27", "price"] == 1130000
    assert years.sum(axis=1).tolist() == pytest.approx([months[:3].sum(), months[3:].sum()])
    assert years.sum(axis=1)["FY28"] == pytest.approx(700000 + 5000 + 50000)


def test_a_source_shows_what_it_is_and_what_it_costs_dearest_first() -> None:
    table = cost.by_source(hand_plan())
    assert tuple(table.columns) == cost.SOURCE_COLUMNS
    assert table.index.tolist() == ["VAC", "JL", "IREL"]
    assert table["total"].tolist() == [700000, 664000 + 4000 + 3000, 501000 + 1000 + 5000]
    assert table["contained"].tolist() == pytest.approx([32, 64, 32])
    assert table["per_kg"].tolist() == pytest.approx([700000 / 32, 671000 / 64, 507000 / 32])
    jl = table.iloc[1]
    assert jl[["name", "class", "country"]].tolist() == ["JL Mag", "licensed_chinese", "China"]
    assert jl[["price", "freight", "orders", "contracts"]].tolist() == [630000, 15000, 4000, 3000]


@pytest.mark.parametrize("plan", [hand_plan, solved_tiny, solved_rich], ids=["hand", "tiny", "rich"])
def test_sources_add_up_to_goods_and_terms(plan: Callable[[], Plan]) -> None:
    paid = plan().cost
    terms = paid.orders + paid.contracts + paid.charges + paid.take_or_pay
    assert cost.by_source(plan())["total"].sum() == pytest.approx(paid.landed + terms)


def test_a_source_that_is_paid_for_nothing_is_among_the_sources() -> None:
    sources = [attrs.evolve(source, take_or_pay_share=50.0, take_or_pay_quantity=10.0) for source in hand_sources()]
    table = cost.by_source(hand_plan(hand_project(sources=sources), ()))
    # Each owes half of 10 kg in both fiscal years, at its own price.
    assert dict(zip(table.index, table["take_or_pay"], strict=True)) == {"VAC": 70000, "IREL": 50000, "JL": 32000}
    assert table.iloc[0][["contained", "price"]].tolist() == [0, 0]
    assert math.isnan(table["per_kg"]["VAC"])


def test_a_source_with_receipts_alone_costs_no_order_and_no_contract() -> None:
    placed = tuple(order for order in hand_plan().orders if order.placed)
    table = cost.by_source(attrs.evolve(hand_plan(orders=placed), decisions=()))
    assert table.index.tolist() == ["JL"]
    assert table[["orders", "contracts", "total"]].to_numpy().tolist() == [[0, 0, 160000]]


def test_goods_without_rare_earths_have_no_cost_per_kilogram() -> None:
    plain = hand_plan(hand_project(contents=[]))
    assert cost.by_source(plain)["per_kg"].isna().all()
    assert math.isnan(cost.per_kg(plain))


def test_the_cost_per_kilogram_is_the_landed_cost_by_what_is_contained() -> None:
    assert cost.per_kg(hand_plan()) == pytest.approx(1865000 / 128)
    assert cost.per_kg(solved_tiny()) == pytest.approx(3200 / 0.32)


def test_a_plan_of_nothing_costs_nothing() -> None:
    assert cost.by_part(idle_plan()).tolist() == [0] * len(cost.COLUMNS)
    assert cost.by_source(idle_plan()).empty
    assert math.isnan(cost.per_kg(idle_plan()))


def test_a_plan_without_recipes_targets_or_stock_costs_its_goods() -> None:
    bare = attrs.evolve(hand_plan(), production={}, target={}, stock={})
    parts = cost.by_part(bare)
    assert parts[list(cost.ELSEWHERE)].tolist() == [0] * 5
    assert parts.sum() == 1865000 + 5000 + 8000


def test_the_cost_of_making_is_the_recipes_own() -> None:
    dearer = hand_project(recipes=[Recipe(id="assembly", output="motor", cost=7.0)])
    made = cost.by_month(hand_plan(dearer))["recipes"]
    assert made.tolist() == [350, 350, 350, 350, 0, 0]
