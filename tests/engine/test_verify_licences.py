"""The second computation of licences: a plan is judged in worlds whose files and regimes are others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs
import pytest

from desktop.engine import verify_licences as check
from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger
from desktop.model.fields import Value
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.records import Licence, Receipt, Regime
from desktop.model.records.table import Record, evolved
from tests.tiny import FIRST, tiny_project, tiny_rows

GRANTED = Licence(id="L1", regime="A18", offer="JL-magnet", quantity=1e4, status="granted")
NO_NEW = tiny_rows("regimes", new_files=False)


def _plan(**changed: Sequence[Record]) -> Plan:
    return optimise(tiny_project(**changed), "least", "", Silent())


def _under_l1() -> Plan:
    """A plan whose six orders, 100 kg a month, all leave under L1: the first on 17 November 2026, 45 days ahead."""
    plan = _plan(regimes=NO_NEW, licences=[GRANTED])
    assert {order.licence for order in plan.orders} == {"L1"}
    return plan


def _in_world(plan: Plan, table: str, rows: Sequence[Record]) -> Ledger:
    """The plan, judged in a world in which one table is another."""
    return Ledger(attrs.evolve(plan, world=plan.world.with_table(table, dict(enumerate(rows, start=1)))))


def _found(ledger: Ledger) -> list[str]:
    return [fault.key for fault in check.licences(ledger)]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, []),
        ({"offer": "IREL-magnet"}, ["verify-licence-file"] * 6),
        ({"regime": "A61"}, ["verify-licence-file"] * 6),
        ({"id": "L2"}, ["verify-licence-file"] * 6),
        ({"status": "draft"}, ["verify-licence-file"] * 6),
        ({"status": "refused"}, ["verify-licence-file"] * 6),
        ({"status": "expired"}, ["verify-licence-file"] * 6),
        ({"quantity": 600.0}, []),
        ({"quantity": 599.0}, ["verify-licence-quantity"]),
    ],
)
def test_a_file_is_used_for_its_offer_and_quantity_if_it_can_be(values: dict[str, Value], found: list[str]) -> None:
    assert _found(_in_world(_under_l1(), "licences", [evolved(GRANTED, values)])) == found


@pytest.mark.parametrize(
    ("values", "months"),
    [
        ({"valid_from": dt.date(2026, 11, 17)}, 0),
        ({"valid_from": dt.date(2026, 11, 18)}, 1),
        ({"valid_until": dt.date(2027, 4, 17)}, 0),
        ({"valid_until": dt.date(2027, 4, 16)}, 1),
        ({"valid_until": dt.date(2026, 1, 1)}, 6),
        ({"status": "submitted", "submitted": dt.date(2026, 9, 18)}, 0),
        ({"status": "submitted", "submitted": dt.date(2026, 9, 19)}, 1),
        ({"status": "submitted", "submitted": dt.date(2027, 6, 1)}, 6),
    ],
)
def test_goods_leave_once_a_file_is_granted_and_while_it_is_valid(values: dict[str, Value], months: int) -> None:
    ledger = _in_world(_under_l1(), "licences", [evolved(GRANTED, values)])
    assert _found(ledger) == ["verify-licence-days"] * months


def test_a_file_is_not_used_where_no_day_is_today() -> None:
    ledger = _in_world(_under_l1(), "settings", tiny_rows("settings", plan_date=None))
    assert _found(ledger) == ["verify-licence-days"] * 6


def test_an_order_under_a_stop_is_found_and_one_free_of_licence_needs_none() -> None:
    plan = _plan()
    stop = Regime(id="A18", origins=("China",), elements=("Dy",), threshold=0.001, status="stopped")
    assert _found(_in_world(plan, "regimes", [stop])) == ["verify-licence"] * 6
    free = tiny_rows("offers", "JL-magnet", licence="not needed")
    assert _found(_in_world(plan, "offers", free)) == ["verify-licence"] * 6
    bare = attrs.evolve(plan, orders=tuple(attrs.evolve(order, licence="") for order in plan.orders))
    assert _found(Ledger(bare)) == ["verify-licence"] * 6
    assert _found(_in_world(bare, "offers", free)) == []


def test_a_new_file_is_found_where_none_may_be_planned_also_beside_a_file_in_hand() -> None:
    assert _found(_in_world(_plan(), "regimes", NO_NEW)) == ["verify-new-file"] * 6
    other = evolved(NO_NEW[0], {"id": "A61"})
    assert _found(_in_world(_under_l1(), "regimes", [*NO_NEW, other])) == ["verify-new-file"] * 6
    willing = evolved(other, {"new_files": True})
    assert _found(_in_world(_under_l1(), "regimes", [*NO_NEW, willing])) == []


def test_a_placed_order_is_under_no_licence() -> None:
    plan = _plan(receipts=[Receipt(offer="JL-magnet", month=FIRST, quantity=100.0)])
    assert _found(Ledger(plan)) == []
    told = tuple(attrs.evolve(order, licence="new" if order.placed else order.licence) for order in plan.orders)
    assert _found(Ledger(attrs.evolve(plan, orders=told))) == ["verify-licence-file"]
