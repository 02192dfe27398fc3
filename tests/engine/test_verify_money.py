"""The second computation of shares and rupees, against sums worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pytest

from desktop.engine import verify_money as check
from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger
from desktop.model.fields import Value
from desktop.model.plan import Cost, Plan
from desktop.model.progress import Silent
from desktop.model.records import Receipt, Rule
from desktop.model.records.table import Record, evolved
from tests.tiny import FIRST, tiny_project, tiny_rows

RULE = Rule(id="r", kind="share at most", country="China", limit=40.0, measure="quantity")


def _plan(**changed: Sequence[Record]) -> Plan:
    """A plan that buys 100 kg a month from JL alone, unless changed."""
    return optimise(tiny_project(**changed), "least", "", Silent())


def _broken(plan: Plan, **values: Value) -> dict[str, float]:
    """What the check finds when the plan is judged by a rule that it never heard of: where, and how much."""
    world = plan.world.with_table("rules", {1: evolved(RULE, values)})
    return {fault.where: fault.difference for fault in check.shares(Ledger(attrs.evolve(plan, world=world)))}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"measure": "value"},
        {"measure": "contained"},
        {"measure": "contained", "element": "Dy"},
        {"item": "magnet"},
        {"country": "", "class_": "licensed_chinese"},
        {"country": "", "source": "JL"},
        {"country": "", "offer": "JL-magnet"},
        {"kind": "share at least", "country": "India", "limit": 60.0},
    ],
)
def test_a_share_that_is_missed_and_not_told_is_found_in_every_measure(values: dict[str, Value]) -> None:
    assert _broken(_plan(), **values) == {"r 2027-01": pytest.approx(0.6)}


@pytest.mark.parametrize(
    "values",
    [
        {"limit": 100.0},
        {"mix": "slow"},
        {"item": "motor"},
        {"element": "Sm"},
        {"country": "India"},
        {"country": "China", "source": "IREL"},
        {"first_month": FIRST.plus(6)},
        {"last_month": FIRST.plus(-1)},
    ],
)
def test_a_rule_that_is_kept_or_speaks_of_nothing_bought_finds_nothing(values: dict[str, Value]) -> None:
    assert _broken(_plan(), **values) == {}


@pytest.mark.parametrize(
    ("values", "windows"),
    [
        ({"window": "fiscal year"}, ["r 2027-01", "r 2027-04"]),
        ({"window": "month", "first_month": FIRST.plus(3)}, ["r 2027-04", "r 2027-05", "r 2027-06"]),
        ({"window": "horizon", "first_month": FIRST.plus(1), "last_month": FIRST.plus(2)}, ["r 2027-02"]),
    ],
)
def test_a_share_is_taken_in_each_window_of_its_months(values: dict[str, Value], windows: list[str]) -> None:
    assert list(_broken(_plan(), **values)) == windows


def test_receipts_count_in_the_share() -> None:
    plan = _plan(receipts=[Receipt(offer="IREL-magnet", month=FIRST, quantity=100.0)])
    assert _broken(plan, window="month", last_month=FIRST) == {}
    assert _broken(plan) == {"r 2027-01": pytest.approx(5 / 6 - 0.4, rel=1e-4)}


def test_what_a_rule_misses_must_be_told_no_less_and_no_more() -> None:
    plan = _plan(rules=[evolved(RULE, {"limit": 20.0})])
    (bent,) = plan.bent
    assert bent.amount == pytest.approx(240 - 120)
    assert [*check.shares(Ledger(plan))] == []
    for factor in (0.9, 1.1):
        wrong = attrs.evolve(plan, bent=(attrs.evolve(bent, amount=bent.amount * factor),))
        (fault,) = check.shares(Ledger(wrong))
        assert fault.difference == pytest.approx(0.1 * 120 / 600)


def test_every_part_of_the_cost_agrees_with_a_sum_by_hand() -> None:
    items = [
        *tiny_rows("items", "magnet", opening_stock=1000.0)[:1],
        *tiny_rows("items", "motor", priority="traded", lost_cost=700.0)[1:],
    ]
    plan = _plan(
        settings=tiny_rows("settings", capital_rate=12.0),
        items=items,
        offers=tiny_rows("offers", capacity=0.0),
        recipes=tiny_rows("recipes", capacity=40.0),
        sources=tiny_rows("sources", order_cost=9.0, contract_cost=9.0),
        receipts=[Receipt(offer="JL-magnet", month=FIRST, quantity=10.0)],
    )
    stock = sum(1010.0 - 80 * month for month in range(1, 7))
    expected = Cost(
        landed=10 * 3200,
        holding=10 * stock,
        capital=0.01 * 3200 * stock,
        recipes=6 * 40 * 100,
        penalties=6 * 10 * 700,
    )
    told = attrs.evolve(plan, cost=expected)
    assert [*check.costs(Ledger(told))] == []
    assert attrs.astuple(plan.cost) == pytest.approx(attrs.astuple(expected))


def test_order_and_contract_costs_are_due_by_month_and_once() -> None:
    plan = _plan(sources=tiny_rows("sources", order_cost=9.0, contract_cost=100.0))
    assert (plan.cost.orders, plan.cost.contracts) == (54.0, 100.0)
    wrong = attrs.evolve(plan, cost=attrs.evolve(plan.cost, orders=45.0, contracts=200.0))
    faults = {fault.where: fault.difference for fault in check.costs(Ledger(wrong))}
    assert faults == {"orders": pytest.approx(9 / 54), "contracts": 1.0}


def test_an_order_line_that_costs_something_else_is_found() -> None:
    plan = _plan()
    wrong = attrs.evolve(plan.orders[0], cost=attrs.evolve(plan.orders[0].cost, price=0.0))
    (fault,) = check.costs(Ledger(attrs.evolve(plan, orders=(wrong, *plan.orders[1:]))))
    assert (fault.key, fault.where) == ("verify-cost", "order lines")
    assert fault.difference == pytest.approx(1 / 6)
