"""The second computation of orders and their days, on plans that are right but for one thing."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from desktop.engine import verify_orders as check
from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger
from desktop.model.fields import Value
from desktop.model.orders import Order
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.records import LeadTime, Receipt
from tests.tiny import FIRST, tiny_project, tiny_rows

JANUARY = dt.date(2027, 1, 1)


def _plan() -> Plan:
    """A plan that buys 100 kg a month from JL alone, each month under a new file, less 10 on order for January."""
    receipts = [Receipt(offer="JL-magnet", month=FIRST, quantity=10.0)]
    return optimise(tiny_project(receipts=receipts), "least", "", Silent())


def _first(plan: Plan, **values: object) -> Ledger:
    """The plan with its first planned order changed."""
    at = next(place for place, order in enumerate(plan.orders) if not order.placed)
    fields = attrs.asdict(plan.orders[at], recurse=False)
    fields.update(values)
    return Ledger(attrs.evolve(plan, orders=(*plan.orders[:at], Order(**fields), *plan.orders[at + 1 :])))


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, set()),
        ({"usable": 89.0}, {"verify-yield"}),
        ({"usable": float("nan")}, {"verify-yield"}),
        ({"month": FIRST.plus(1)}, {"verify-orders"}),
        ({"quantity": 80.0, "usable": 80.0}, {"verify-orders"}),
        ({"placed": True}, {"verify-orders", "verify-receipts"}),
    ],
)
def test_an_order_is_usable_by_its_yield_and_adds_up_to_the_arrivals(
    values: dict[str, object], found: set[str]
) -> None:
    assert {fault.key for fault in check.orders(_first(_plan(), **values))} == found


def test_an_order_lies_within_the_months_of_its_offer() -> None:
    plan = _plan()
    closed = tiny_rows("offers", "JL-magnet", first_month=FIRST.plus(1), last_month=FIRST.plus(4))
    ledger = Ledger(attrs.evolve(plan, world=plan.world.with_table("offers", dict(enumerate(closed, start=1)))))
    faults = [*check.orders(ledger)]
    assert [(fault.key, fault.where) for fault in faults] == [
        ("verify-offer-months", "JL-magnet 2027-01"),
        ("verify-offer-months", "JL-magnet 2027-06"),
    ]


def test_days_are_dated_back_by_lead_time_and_licence_days() -> None:
    plan = _plan()
    filed = JANUARY - dt.timedelta(days=45 + 60)
    (first,) = [order for order in plan.orders if not order.placed and order.month == FIRST]
    assert (first.order_date, first.file_by) == (filed, filed)
    assert [*check.dates(Ledger(plan))] == []


@pytest.mark.parametrize("days", [-200, -1, 1, 200])
@pytest.mark.parametrize("field", ["order_date", "file_by"])
def test_a_day_that_is_off_is_found(field: str, days: int) -> None:
    plan = _plan()
    wrong = JANUARY - dt.timedelta(days=45 + 60 - days)
    (fault,) = check.dates(_first(plan, **{field: wrong}))
    key = {"order_date": "verify-order-date", "file_by": "verify-file-by"}[field]
    assert (fault.key, fault.where, fault.difference) == (key, "JL-magnet 2027-01", abs(days))


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"order_date": None}, {"verify-order-date"}),
        ({"file_by": None}, {"verify-file-by"}),
        ({"order_date": None, "file_by": None, "placed": True}, set()),
        ({"placed": True}, {"verify-order-date", "verify-file-by"}),
        ({"licence": ""}, {"verify-order-date", "verify-file-by"}),
        ({"licence": "", "order_date": dt.date(2026, 11, 17), "file_by": None}, set()),
    ],
)
def test_days_are_there_exactly_where_something_goes_out(values: dict[str, object], found: set[str]) -> None:
    assert {fault.key for fault in check.dates(_first(_plan(), **values))} == found


def test_lead_times_follow_their_steps() -> None:
    plan = _plan()
    longer = [LeadTime(offer="JL-magnet", from_month=FIRST.plus(5), value=46.0)]
    world = plan.world.with_table("lead_times", dict(enumerate(longer, start=1)))
    faults = [*check.dates(Ledger(attrs.evolve(plan, world=world)))]
    assert {(fault.where, fault.difference) for fault in faults} == {("JL-magnet 2027-06", 1.0)}


@pytest.mark.parametrize(("today", "early"), [(dt.date(2026, 9, 18), 0), (dt.date(2026, 9, 19), 1), (None, 6)])
def test_nothing_goes_out_before_the_plan_date(today: Value, early: int) -> None:
    plan = _plan()
    settings = tiny_rows("settings", plan_date=today)
    ledger = Ledger(attrs.evolve(plan, world=plan.world.with_table("settings", dict(enumerate(settings, start=1)))))
    assert [fault.key for fault in check.dates(ledger)] == ["verify-too-early"] * early
