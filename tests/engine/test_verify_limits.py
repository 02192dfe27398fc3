"""The second computation of the physical limits, on plans that are right but for one thing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs
import pytest

from desktop.engine import verify_limits as check
from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger
from desktop.model.fields import Value
from desktop.model.plan import Fault, Order, Plan
from desktop.model.progress import Silent
from desktop.model.records import Commitment, Licence, Regime
from desktop.model.records.table import Record, evolved
from tests.tiny import FIRST, tiny_project, tiny_rows

GRANTED = Licence(id="L1", regime="A18", offer="JL-magnet", quantity=1e4, status="granted")


def _plan(**changed: Sequence[Record]) -> Plan:
    return optimise(tiny_project(**changed), "least", "", Silent())


def _in_world(plan: Plan, table: str, rows: Sequence[Record]) -> Ledger:
    """The plan, judged in a world in which one table is another."""
    return Ledger(attrs.evolve(plan, world=plan.world.with_table(table, dict(enumerate(rows, start=1)))))


def _keys(faults: Sequence[Fault]) -> set[str]:
    return {fault.key for fault in faults}


@pytest.mark.parametrize(
    ("table", "only", "values", "where"),
    [
        ("offers", "JL-magnet", {"capacity": 99.0}, {"verify-capacity"}),
        ("sources", "JL", {"capacity": 99.0}, {"verify-joint-capacity"}),
        ("offers", "JL-magnet", {"capacity": 100.1}, set()),
        ("sources", "JL", {"capacity": 100.1}, set()),
    ],
)
def test_arrivals_beyond_a_capacity_are_found(table: str, only: str, values: dict[str, Value], where: set[str]) -> None:
    ledger = _in_world(_plan(), table, tiny_rows(table, only, **values))
    assert _keys([*check.capacities(ledger)]) == where


def test_a_commitment_binds_only_in_its_months() -> None:
    plan = _plan(offers=tiny_rows("offers", "JL-magnet", capacity=120.0, last_month=FIRST.plus(4)))
    owed = Commitment(id="c", source="JL", item="magnet", quantity=21.0, first_month=FIRST.plus(2))
    faults = [*check.capacities(_in_world(plan, "commitments", [owed]))]
    assert _keys(faults) == {"verify-committed"}
    assert [fault.where for fault in faults][:2] == ["JL 2027-03", "JL 2027-04"]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, set()),
        ({"offer": "IREL-magnet"}, {"verify-licence"}),
        ({"valid_from": dt.date(2027, 1, 31)}, set()),
        ({"valid_from": dt.date(2027, 2, 1)}, {"verify-licence"}),
        ({"valid_until": dt.date(2027, 6, 1)}, set()),
        ({"valid_until": dt.date(2027, 5, 31)}, {"verify-licence"}),
        ({"quantity": 599.0}, {"verify-licence-quantity"}),
    ],
)
def test_a_file_is_used_for_its_offer_within_its_days_and_quantity(values: dict[str, Value], found: set[str]) -> None:
    plan = _plan(regimes=tiny_rows("regimes", new_files=False), licences=[GRANTED])
    assert {order.licence for order in plan.orders} == {"L1"}
    ledger = _in_world(plan, "licences", [evolved(GRANTED, values)])
    assert _keys([*check.licences(ledger)]) == found


def test_an_arrival_under_a_stop_is_found_and_one_free_of_licence_needs_none() -> None:
    plan = _plan()
    stop = Regime(id="A18", origins=("China",), elements=("Dy",), threshold=0.001, status="stopped")
    assert _keys([*check.licences(_in_world(plan, "regimes", [stop]))]) == {"verify-licence"}
    free = tiny_rows("offers", "JL-magnet", licence="not needed")
    assert len([*check.licences(_in_world(plan, "offers", free))]) == 6


@pytest.mark.parametrize(
    ("values", "months"),
    [
        ({}, 0),
        ({"capacity": 40.0}, 6),
        ({"qualified_from": FIRST.plus(2)}, 2),
        ({"delay": 2}, 2),
        ({"largest_share": 50.0}, 6),
        ({"largest_share": 100.0}, 0),
    ],
)
def test_making_beyond_capacity_qualification_or_share_is_found(values: dict[str, Value], months: int) -> None:
    faults = [*check.recipes(_in_world(_plan(), "recipes", tiny_rows("recipes", "assembly", **values)))]
    assert [fault.key for fault in faults] == ["verify-recipe"] * months


@pytest.mark.parametrize(
    ("values", "gaps"),
    [
        ({"storage_limit": 15.0}, [15.0]),
        ({"storage_limit": 30.0}, []),
        ({"closing": "at least", "closing_stock": 40.0}, [10.0]),
        ({"closing": "at least", "closing_stock": 20.0}, []),
        ({"closing": "exactly", "closing_stock": 20.0}, [10.0]),
        ({"closing": "exactly", "closing_stock": 30.0}, []),
    ],
)
def test_a_store_too_full_or_a_closing_stock_missed_must_be_told(values: dict[str, Value], gaps: list[float]) -> None:
    plan = _plan()
    plan = attrs.evolve(plan, stock={**plan.stock, "magnet": (30.0,) * 6})
    faults = [*check.storage_and_closing(_in_world(plan, "items", tiny_rows("items", "magnet", **values)))]
    assert [fault.difference for fault in faults] == pytest.approx(gaps)


def test_a_safety_stock_counts_making_and_targets_of_the_next_month() -> None:
    plan = _plan()
    plan = attrs.evolve(plan, stock={**plan.stock, "motor": (20.0,) * 6}, safety_short={"motor": (5.0,) * 5 + (4.0,)})
    enough = _in_world(plan, "items", tiny_rows("items", "motor", safety_days=15.0))
    (fault,) = check.safety(enough)
    assert (fault.key, fault.where) == ("verify-safety", "motor 2027-06")
    assert fault.difference == pytest.approx(1 / 50)


def test_an_order_is_usable_by_its_yield_and_dated_within_the_plan() -> None:
    plan = _plan()

    def faults(first: Order) -> set[str]:
        return _keys([*check.orders(Ledger(attrs.evolve(plan, orders=(first, *plan.orders[1:]))))])

    order = plan.orders[0]
    assert faults(order) == set()
    assert faults(attrs.evolve(order, usable=order.usable * 0.99)) == {"verify-yield"}
    assert faults(attrs.evolve(order, order_date=None)) == {"verify-order-date"}
    assert faults(attrs.evolve(order, order_date=dt.date(2026, 5, 31))) == {"verify-order-date"}
    assert faults(attrs.evolve(order, month=FIRST.plus(1))) == {"verify-orders"}
    assert faults(attrs.evolve(order, placed=True)) == {"verify-orders", "verify-receipts"}
    undated = tiny_rows("settings", plan_date=None)
    assert _keys([*check.orders(_in_world(plan, "settings", undated))]) == {"verify-order-date"}
