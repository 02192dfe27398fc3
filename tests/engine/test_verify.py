"""The second computation finds every way in which a plan can be wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache

import attrs
import pytest

from desktop.engine.goals import optimise
from desktop.engine.verify import verify
from desktop.model.plan import Order, Plan, Series
from desktop.model.progress import Silent
from desktop.model.records import Commitment, Item, Licence, Receipt, Recipe, Rule
from tests.tiny import FIRST, tiny_project, tiny_rows


@cache
def _sound() -> Plan:
    """A plan that uses everything: licence, receipts, commitment, rules that bend, safety stock, traded lateness.

    IREL owes 45 of its 60 kg a month. The store holds 80 kg and opens with 300, so it overflows, cannot close with
    100, and its 120 days of safety (four months of use) fall short. New files are back in May; L1 serves April.
    """
    items = [
        Item(
            id="magnet",
            kind="magnet",
            unit="kg",
            holding_cost=10.0,
            opening_stock=300.0,
            storage_limit=80.0,
            safety_days=120.0,
            closing="at least",
            closing_stock=100.0,
        ),
        Item(
            id="motor", kind="product", unit="piece", holding_cost=50.0, months_late=1, priority="traded", lost_cost=1e6
        ),
    ]
    project = tiny_project(
        settings=tiny_rows("settings", capital_rate=12.0, plan_date=dt.date(2027, 1, 1)),
        items=items,
        offers=[
            *tiny_rows("offers", last_month=FIRST.plus(4))[:1],
            *tiny_rows("offers", last_month=FIRST.plus(4), capacity=50.0)[1:],
        ],
        sources=tiny_rows("sources", capacity=65.0, order_cost=3.0, contract_cost=100.0),
        recipes=[Recipe(id="assembly", output="motor", cost=100.0, capacity=60.0, largest_share=100.0)],
        commitments=[Commitment(id="c", source="IREL", item="magnet", to="Japan", quantity=45.0)],
        receipts=[Receipt(offer="JL-magnet", month=FIRST, quantity=10.0)],
        licences=[Licence(id="L1", regime="A18", offer="JL-magnet", quantity=2.0, status="granted")],
        rules=[
            Rule(id="r1", kind="share at least", class_="domestic", limit=90.0, window="month"),
            Rule(
                id="r2",
                kind="share at most",
                country="China",
                limit=70.0,
                measure="value",
                rank="low",
                window="fiscal year",
            ),
        ],
    )
    return optimise(project, "least", "", Silent())


def _changed(series: Mapping[str, Series], name: str, month: int, by: float) -> dict[str, Series]:
    values = list(series[name])
    values[month] += by
    return {**series, name: tuple(values)}


def _planned(plan: Plan, change: Callable[[Order], Order]) -> Plan:
    """The plan with its first planned order under a new file changed."""
    at = next(i for i, order in enumerate(plan.orders) if not order.placed and order.licence == "new")
    orders = [*plan.orders]
    orders[at] = change(orders[at])
    return attrs.evolve(plan, orders=tuple(orders))


BROKEN: dict[str, Callable[[Plan], Plan]] = {
    "verify-negative": lambda p: attrs.evolve(p, lost=_changed(p.lost, "motor", 0, -1e3)),
    "verify-balance": lambda p: attrs.evolve(p, stock=_changed(p.stock, "magnet", 1, 5.0)),
    "verify-target": lambda p: attrs.evolve(p, target=_changed(p.target, "motor", 0, 1.0)),
    "verify-late": lambda p: attrs.evolve(p, delivered=_changed(p.delivered, "motor", 2, 1.0)),
    "verify-too-late": lambda p: attrs.evolve(p, late=_changed(p.late, "motor", 5, 1.0)),
    "verify-capacity": lambda p: attrs.evolve(p, arrivals=_changed(p.arrivals, "JL-magnet", 2, 60.0)),
    "verify-joint-capacity": lambda p: attrs.evolve(p, arrivals=_changed(p.arrivals, "IREL-magnet", 3, 30.0)),
    "verify-committed": lambda p: attrs.evolve(p, arrivals=_changed(p.arrivals, "IREL-magnet", 3, 1.0)),
    "verify-yield": lambda p: _planned(p, lambda o: attrs.evolve(o, usable=1.0)),
    "verify-offer-months": lambda p: _planned(p, lambda o: attrs.evolve(o, month=FIRST.plus(5))),
    "verify-order-date": lambda p: _planned(p, lambda o: attrs.evolve(o, order_date=dt.date(2026, 1, 1))),
    "verify-orders": lambda p: _planned(p, lambda o: attrs.evolve(o, quantity=1.0)),
    "verify-receipts": lambda p: attrs.evolve(p, orders=tuple(o for o in p.orders if not o.placed)),
    "verify-licence": lambda p: _planned(p, lambda o: attrs.evolve(o, licence="")),
    "verify-licence-quantity": lambda p: _planned(p, lambda o: attrs.evolve(o, licence="L1", quantity=31.0)),
    "verify-recipe": lambda p: attrs.evolve(p, production=_changed(p.production, "assembly", 0, 1e3)),
    "verify-bent": lambda p: attrs.evolve(p, bent=()),
    "verify-safety": lambda p: attrs.evolve(p, safety_short={"magnet": (0.0,) * 6}),
    "verify-share": lambda p: attrs.evolve(p, bent=tuple(attrs.evolve(b, amount=b.amount * 2) for b in p.bent)),
    "verify-cost": lambda p: attrs.evolve(p, cost=attrs.evolve(p.cost, recipes=p.cost.recipes + 1.0)),
}


def test_a_sound_plan_has_no_fault() -> None:
    plan = _sound()
    assert verify(plan) == ()
    assert {bent.kind for bent in plan.bent} >= {"share at least", "storage limit", "closing stock"}
    assert plan.arrivals["IREL-magnet"][3] == pytest.approx(60 - 45)
    assert plan.safety_short["magnet"][0] > 0
    assert min(attrs.astuple(plan.cost)) > 0
    assert {order.licence for order in plan.orders} == {"", "new", "L1"}


@pytest.mark.parametrize("key", BROKEN)
def test_a_plan_that_is_wrong_in_one_place_is_found_out(key: str) -> None:
    assert key in {fault.key for fault in verify(BROKEN[key](_sound()))}


@pytest.mark.parametrize("part", ["landed", "orders", "contracts", "holding", "capital", "recipes", "penalties"])
def test_every_part_of_the_cost_is_recomputed(part: str) -> None:
    plan = _sound()
    wrong = attrs.evolve(plan, cost=attrs.evolve(plan.cost, **{part: getattr(plan.cost, part) * 1.01}))
    assert any(fault.key == "verify-cost" and part in fault.where for fault in verify(wrong))


def test_a_new_file_is_refused_where_none_may_be_planned() -> None:
    plan = _sound()
    regimes = tiny_rows("regimes", new_files=False)
    world = plan.world.with_table("regimes", dict(enumerate(regimes, start=1)))
    assert "verify-new-file" in {fault.key for fault in verify(attrs.evolve(plan, world=world))}


def test_a_target_that_the_plan_forgot_is_found() -> None:
    forgetful = attrs.evolve(_sound(), target={}, delivered={}, late={}, lost={})
    assert "verify-target" in {fault.key for fault in verify(forgetful)}
