"""The second computation of rupees, against sums worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pytest

from desktop.engine import verify_money as check
from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger
from desktop.model.fields import Value
from desktop.model.orders import LandedCost
from desktop.model.plan import Cost, Plan
from desktop.model.progress import Silent
from desktop.model.records import Receipt
from desktop.model.records.table import Record
from tests.tiny import FIRST, tiny_project, tiny_rows


def _plan(**changed: Sequence[Record]) -> Plan:
    """A plan that buys 100 kg a month from JL alone, unless changed."""
    return optimise(tiny_project(**changed), "least", "", Silent())


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


def test_order_and_contract_costs_are_paid_as_often_as_they_are_decided_on() -> None:
    plan = _plan(sources=tiny_rows("sources", order_cost=9.0, contract_cost=100.0))
    assert (plan.cost.orders, plan.cost.contracts) == pytest.approx((9.0, 100.0))
    more = tuple(attrs.evolve(each, value=2 * each.value) for each in plan.decisions)
    wrong = attrs.evolve(plan, decisions=more)
    faults = {fault.where: fault.difference for fault in check.costs(Ledger(wrong))}
    assert faults == {"orders": pytest.approx(0.5), "contracts": pytest.approx(0.5)}


def _priced() -> Plan:
    """A plan that buys from JL alone, with every part of the landed cost in use: 100 kg a month, 10 on order."""
    terms: dict[str, Value] = {"price_term": "FOB", "freight": 2.0, "insurance": 1.0, "inland_cost": 15.0}
    duty: dict[str, Value] = {"customs_duty": 7.5, "surcharge": 10.0, "igst": 18.0}
    receipts = [Receipt(offer="JL-magnet", month=FIRST, quantity=10.0)]
    plan = _plan(offers=tiny_rows("offers", "JL-magnet", **terms, **duty), receipts=receipts)
    assert [order.quantity for order in plan.orders] == pytest.approx([10.0, 90.0, *[100.0] * 5])
    return plan


def _with_costs(plan: Plan, *costs: LandedCost) -> list[str]:
    """Where the check finds faults when the first orders cost something else."""
    changed = [attrs.evolve(order, cost=cost) for order, cost in zip(plan.orders, costs, strict=False)]
    return [
        fault.where
        for fault in check.order_costs(Ledger(attrs.evolve(plan, orders=(*changed, *plan.orders[len(costs) :]))))
        if fault.key == "verify-order-cost" and fault.difference > 0
    ]


def test_an_order_costs_what_the_terms_of_its_offer_say() -> None:
    plan = _priced()
    price, freight = 320_000.0, 16_000.0
    insurance = 0.01 * (price + freight)
    duty = 0.075 * (price + freight + insurance)
    igst = 0.18 * (price + freight + insurance + 1.1 * duty)
    found = attrs.astuple(plan.orders[-1].cost)
    assert found == pytest.approx((price, freight, insurance, duty, 0.1 * duty, 1_500.0, igst))
    assert _with_costs(plan) == []


@pytest.mark.parametrize("part", ["price", "freight", "insurance", "duty", "surcharge", "inland", "igst"])
@pytest.mark.parametrize("factor", [0.0, 1.01, 9.0, float("nan")])
def test_every_part_of_an_order_is_recomputed(part: str, factor: float) -> None:
    plan = _priced()
    cost = plan.orders[0].cost
    assert _with_costs(plan, attrs.evolve(cost, **{part: factor * getattr(cost, part)})) == ["JL-magnet 2027-01"]


def test_money_moved_from_part_to_part_or_order_to_order_is_found() -> None:
    plan = _priced()
    placed, first, second = (order.cost for order in plan.orders[:3])
    moved = attrs.evolve(placed, price=placed.price + placed.duty, duty=0.0)
    assert _with_costs(plan, moved) == ["JL-magnet 2027-01"]
    more, less = (attrs.evolve(cost, price=cost.price + by) for cost, by in ((first, 1e3), (second, -1e3)))
    assert _with_costs(plan, placed, more, less) == ["JL-magnet 2027-01", "JL-magnet 2027-02"]


def test_what_stock_ties_up_is_recomputed() -> None:
    plan = _plan()
    assert plan.stock_value == pytest.approx({"magnet": 3200.0, "motor": 6500.0})
    assert [*check.stock_values(Ledger(plan))] == []
    for factor in (5.0, 0.99, float("nan")):
        wrong = attrs.evolve(plan, stock_value={**plan.stock_value, "motor": 6500.0 * factor})
        assert [fault.where for fault in check.stock_values(Ledger(wrong))] == ["motor"]


@pytest.mark.parametrize("told", [0.0, 1.0, 1e30, float("nan"), float("inf")])
def test_a_part_of_the_cost_that_is_anything_else_is_found(told: float) -> None:
    plan = _plan()
    wrong = attrs.evolve(plan, cost=attrs.evolve(plan.cost, landed=told))
    assert [fault.where for fault in check.costs(Ledger(wrong))] == ["landed"]
