"""The goals of a plan: which there are, in which order, and what each of them counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pytest

from desktop.engine.goals import optimise
from desktop.engine.objectives import Written, write
from desktop.engine.program import Sparse
from desktop.engine.vectors import FloatArray
from desktop.model.fields import Value
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import (
    Incentive,
    Issued,
    Item,
    Mix,
    Pin,
    Receipt,
    Recipe,
    RecipeInput,
    Record,
    Rule,
    Target,
    Tier,
)
from desktop.model.records.table import evolved
from tests.engine.written import drafted
from tests.tiny import FIRST, MONTHS, tiny_project, tiny_records, tiny_rows

Tables = Mapping[str, Sequence[Record]]

SHARES = [
    Rule(id=rank, kind="share at least", class_="domestic", limit=5.0, rank=rank) for rank in ("low", "law", "high")
]
ISSUED = [Issued(mix="least", offer="IREL-magnet", month=FIRST, quantity=5.0)]
EVERYTHING: Tables = {
    "settings": tiny_rows("settings", storage_limit=900.0, capital_rate=12.0),
    "items": [
        *tiny_rows("items", safety_days=3.0, closing="at least", closing_stock=2.0, storage_limit=400.0),
        Item(id="fan", kind="product", unit="piece", priority="should"),
        Item(id="pump", kind="product", unit="piece", priority="nice"),
        Item(id="spare", kind="product", unit="piece", priority="traded", late_cost=3.0, lost_cost=7000.0),
    ],
    "recipes": [
        *tiny_records()["recipes"],
        *(Recipe(id=f"{name} assembly", output=name, cost=9.0) for name in ("fan", "pump", "spare")),
    ],
    "recipe_inputs": [
        *tiny_records()["recipe_inputs"],
        *(RecipeInput(recipe=f"{name} assembly", item="magnet", quantity=1.0) for name in ("fan", "pump", "spare")),
    ],
    "targets": [
        *tiny_records()["targets"],
        *(Target(item=name, month=FIRST.plus(4), quantity=8.0) for name in ("fan", "pump", "spare")),
    ],
    "rules": [*SHARES, evolved(SHARES[0], {"id": "normal", "rank": "normal"})],
    "issued": ISSUED,
}


def _written(**changed: Sequence[Record]) -> Written:
    return write(drafted(**changed))


def _names(**changed: Sequence[Record]) -> list[str]:
    return [name for name, _ in _written(**changed).goals]


def _plan(project: Project) -> Plan:
    plan = optimise(project, "least", "", Silent())
    assert plan.verified, plan.faults
    return plan


def _goal(written: Written, name: str) -> Sparse:
    return dict(written.goals)[name]


def _values(written: Written) -> FloatArray:
    return np.zeros(written.draft.program.column_count)


# ------------------------------------------------------------------------- which, and in which order

TARGETS = ["must targets", "should targets", "nice targets", "early shortage"]
RULES = ["high rules", "normal rules", "low rules"]
STOCK = ["closing stock", "safety stock"]


def test_goals_over_nothing_are_left_out_but_for_the_last_where_there_is_no_other() -> None:
    assert _names() == ["must targets", "early shortage", "cost", "early arrival"]
    assert _names(targets=[]) == ["cost", "early arrival"]
    nothing: dict[str, list[Record]] = {"targets": [], "offers": [], "recipes": [], "recipe_inputs": []}
    assert _names(**nothing, items=tiny_rows("items", holding_cost=0.0)) == ["early arrival"]
    assert _names(**nothing, items=[], contents=[]) == []


def test_goals_stand_in_the_order_of_the_model() -> None:
    assert _names(**EVERYTHING) == [
        "storage limits",
        "law rules",
        *TARGETS,
        *RULES,
        *STOCK,
        "cost",
        "fewest changes",
        "early arrival",
    ]


@pytest.mark.parametrize(
    ("first", "order"),
    [
        (("cost",), ["cost", *TARGETS, *RULES, *STOCK, "fewest changes"]),
        (("rules", "targets"), [*RULES, *TARGETS, *STOCK, "cost", "fewest changes"]),
        (("fewest changes", "safety stock"), ["fewest changes", *STOCK, *TARGETS, *RULES, "cost"]),
    ],
)
def test_a_mix_says_what_stands_first_but_for_physics_and_the_law(first: tuple[str, ...], order: list[str]) -> None:
    names = _names(**{**EVERYTHING, "mixes": [Mix(id="least", goals=first)]})
    assert names == ["storage limits", "law rules", *order, "early arrival"]


def test_what_a_whole_draft_leaves_to_read_is_found_with_its_goals() -> None:
    changed = {
        **EVERYTHING,
        "pins": [Pin(id="p", mix="least", offer="JL-magnet", month=FIRST, quantity=3.0)],
        "tiers": [Tier(offer="JL-magnet", from_quantity=50.0, discount=5.0)],
        "incentives": [Incentive(id="pli", item="motor", rate=10.0)],
    }
    written = _written(**changed)
    assert [row.rule.id for row in written.rules] == ["low", "law", "high", "normal"]
    assert [held.pin.id for held in written.pins] == ["p"]
    assert [ladder.offer for ladder in written.ladders] == [1]
    assert [grant.record.id for grant in written.grants] == ["pli", "pli"]
    assert written.all_storage.size == 6


# ------------------------------------------------------------------------- what is missing of targets


def test_a_unit_lost_weighs_more_than_one_that_is_late_all_the_time() -> None:
    written = _written()
    x, columns = _values(written), written.draft.columns
    x[columns.lost[0, 0]] = 1.0
    lost = _goal(written, "must targets").value(x)
    x[:] = 0.0
    x[columns.late[0]] = 1.0
    assert lost > _goal(written, "must targets").value(x) > 0
    assert lost == pytest.approx(7 / 300)


def test_what_is_short_early_weighs_more_than_what_is_short_late() -> None:
    written = _written()
    goal, columns = _goal(written, "early shortage"), written.draft.columns
    weights = [float(goal.value(np.eye(1, _values(written).size, int(column)).ravel())) for column in columns.late[0]]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 6


def test_a_traded_item_costs_money_instead_of_standing_before_the_cost() -> None:
    items = tiny_rows("items", "motor", priority="traded", late_cost=3.0, lost_cost=7.0)
    written = _written(items=items)
    assert [name for name, _ in written.goals] == ["cost", "early arrival"]
    x, columns = _values(written), written.draft.columns
    x[columns.late[0, :2]], x[columns.lost[0, 5]] = 10.0, 1.0
    assert _goal(written, "cost").value(x) == pytest.approx(2 * 10 * 3.0 + 7.0)


# ------------------------------------------------------------------------- rules and cost


def test_what_pins_and_law_rules_miss_is_one_goal_each_in_its_own_size() -> None:
    pin = Pin(id="p", mix="least", offer="JL-magnet", month=FIRST, quantity=3.0)
    written = _written(rules=[SHARES[1]], pins=[pin])
    goal, x = _goal(written, "law rules"), _values(written)
    (row,), (held,) = written.rules, written.pins
    x[row.slack], x[held.off[0]] = 3 * row.scale, 4 * held.scale
    assert goal.value(x) == pytest.approx(7.0)


def test_rules_are_goals_by_their_rank() -> None:
    written = _written(rules=SHARES)
    for row in written.rules:
        x = _values(written)
        x[row.slack] = row.scale
        reached = {name: goal.value(x) for name, goal in written.goals if name.endswith("rules")}
        assert reached == {f"{rank} rules": float(rank == row.rule.rank) for rank in ("law", "high", "low")}


COSTLY: Tables = {
    **EVERYTHING,
    "sources": tiny_rows(
        "sources",
        order_cost=500.0,
        contract_cost=9000.0,
        take_or_pay_share=50.0,
        take_or_pay_quantity=1000.0,
    ),
    "tiers": [
        Tier(offer="JL-magnet", from_quantity=50.0, discount=5.0, charge=700.0),
        Tier(offer="IREL-magnet", from_quantity=10.0, discount=-5.0, kind="incremental", basis="horizon"),
    ],
    "incentives": [Incentive(id="pli", item="motor", rate=10.0, least_domestic=30.0, cap=900.0)],
}


def test_the_cost_goal_is_what_the_plan_costs() -> None:
    plan = _plan(tiny_project(**COSTLY))
    reached = {goal.name: goal.value for goal in plan.goals}
    assert reached["cost"] == pytest.approx(plan.cost.total)
    parts = plan.cost
    nothing = [
        name
        for name in ("landed", "orders", "contracts", "charges", "holding", "capital", "recipes")
        if getattr(parts, name) <= 0
    ]
    assert nothing == []
    assert parts.take_or_pay > 0
    assert parts.incentives < 0


def test_what_is_on_order_costs_the_same_in_every_plan_and_stands_in_no_goal() -> None:
    receipts = [Receipt(offer="JL-magnet", month=FIRST, quantity=40.0)]
    plan = _plan(tiny_project(receipts=receipts))
    reached = {goal.name: goal.value for goal in plan.goals}
    assert reached["cost"] == pytest.approx(plan.cost.total - 40 * 3200.0)


# ------------------------------------------------------------------------- fewest changes

TWIN = evolved(tiny_records()["offers"][1], {"id": "JL-twin"})
SAME_PRICE: Tables = {
    "offers": [*tiny_records()["offers"], TWIN],
    "items": tiny_rows("items", "magnet", holding_cost=0.0),
}


def _issued(**values: Value) -> Record:
    return evolved(Issued(mix="least", offer="JL-twin", month=FIRST, quantity=100.0), values)


def _changes(issued: Sequence[Record]) -> tuple[Plan, float]:
    plan = _plan(tiny_project(**SAME_PRICE, issued=issued))
    return plan, {goal.name: goal.value for goal in plan.goals}["fewest changes"]


def test_of_plans_that_cost_the_same_the_one_nearest_to_what_was_issued_is_taken() -> None:
    plan, changes = _changes([_issued(month=month) for month in MONTHS])
    assert plan.arrivals["JL-twin"] == pytest.approx((100.0,) * 6, rel=1e-6)
    assert changes == pytest.approx(0.0, abs=1e-6)


def test_changes_count_in_the_size_of_the_item_whether_more_or_less_arrives() -> None:
    """600 kg are needed of 750 issued: 150 of the hundred a month that the item moves."""
    plan, changes = _changes([_issued(month=month, quantity=125.0) for month in MONTHS])
    assert sum(plan.arrivals["JL-twin"]) == pytest.approx(600.0)
    assert changes == pytest.approx(1.5)
    _, changes = _changes([_issued(month=month, quantity=75.0) for month in MONTHS])
    assert changes == pytest.approx(1.5)


def test_what_was_issued_twice_for_a_month_adds_up() -> None:
    rows = [_issued(month=month, quantity=50.0) for month in MONTHS]
    assert _changes([*rows, *rows])[1] == pytest.approx(0.0, abs=1e-6)


def test_what_was_issued_beyond_the_horizon_counts_for_nothing_but_all_that_arrives_is_new() -> None:
    assert _changes([_issued(month=FIRST.plus(6))])[1] == pytest.approx(6.0)


def test_where_nothing_was_issued_of_the_mix_there_is_no_such_goal() -> None:
    assert "fewest changes" not in _names()
    assert "fewest changes" not in _names(**SAME_PRICE, issued=[_issued(mix="slow")])


def test_a_mix_may_put_fewest_changes_before_the_cost() -> None:
    issued = [_issued(offer="IREL-magnet", month=month, quantity=60.0) for month in MONTHS]
    mixes = [Mix(id="least", goals=("targets", "fewest changes"))]
    plan = _plan(tiny_project(**SAME_PRICE, issued=issued, mixes=mixes))
    assert plan.arrivals["IREL-magnet"] == pytest.approx((60.0,) * 6)
    assert sum(plan.arrivals["JL-magnet"]) + sum(plan.arrivals["JL-twin"]) == pytest.approx(240.0)


def test_of_plans_that_are_alike_in_all_else_the_one_that_buys_first_and_earliest_is_taken() -> None:
    written = _written(offers=[*tiny_records()["offers"], TWIN], regimes=[])
    goal, columns = _goal(written, "early arrival"), written.draft.columns
    weights = dict(zip(goal.columns.tolist(), goal.weights.tolist(), strict=True))
    by_month = [[weights[int(columns.arrive[lane, month])] for lane in range(3)] for month in range(6)]
    assert all(row == sorted(row) and len(set(row)) == 3 for row in by_month)
    assert all(max(early) < min(late) for early, late in pairwise(by_month))
