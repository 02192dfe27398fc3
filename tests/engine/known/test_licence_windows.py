"""Licences decide in which months the cheap offer arrives: 100 INR with a file, 150 without; storing saves nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import Content, Event, Licence, Mix, Record, Regime, Scenario
from desktop.model.records.table import evolved
from tests.engine.known.build import (
    FIRST,
    Answer,
    arrives,
    both,
    costs,
    item,
    offer,
    planned,
    project,
    relaxed,
    settings,
    source,
)

GRANTED = Licence(id="L", regime="A18", offer="china", quantity=15.0, status="granted", freight_mode="sea")


def _case(*licences: Record, **terms: Value) -> Project:
    """Six months from April 2027, planned on 1 April; 30 days of lead time, 60 (P50) or 120 (P90) for a file."""
    return project(
        {"magnet": (10,) * 6},
        [
            evolved(offer("china", 100.0, "magnet", lead_days=30.0, freight_mode="sea"), terms),
            offer("india", 150.0, "magnet"),
        ],
        items=[item("magnet", holding_cost=60.0)],
        sources=[source("china", country="China", class_="licensed_chinese")],
        settings=[settings(6, plan_date=FIRST.first_day)],
        contents=[Content(item="magnet", element="Dy", kg_per_unit=0.04)],
        regimes=[
            Regime(
                id="A18",
                origins=("China",),
                elements=("Dy", "Tb"),
                threshold=0.001,
                days_p10=30.0,
                days_p50=60.0,
                days_p90=120.0,
            )
        ],
        licences=licences,
        mixes=[Mix(id="plan"), Mix(id="slow", licence_days="P90")],
        scenarios=[Scenario(id="stop")],
        events=[
            Event(scenario="stop", kind="licences stopped", first_month=FIRST.plus(3), last_month=FIRST.plus(3)),
        ],
    )


@both
def test_new_files_open_the_months_after_their_days(answer: Answer) -> None:
    """90 days from 1 April are 30 June: July, August and September are cheap."""
    plan = answer(_case())
    costs(plan, 3 * 1500 + 3 * 1000)
    arrives(plan, "china", 0, 0, 0, 10, 10, 10)
    assert {order.licence for order in plan.orders if order.offer == "china"} == {"new"}


def test_slow_files_open_fewer() -> None:
    """150 days from 1 April are 29 August: September alone."""
    for plans in (relaxed, planned):
        costs(plans(_case(), "slow"), 5 * 1500 + 1000)


@both
def test_a_granted_file_is_used_until_it_is_empty(answer: Answer) -> None:
    """15 of what leaves from 1 April on: May's 10 and half of June's."""
    plan = answer(_case(GRANTED))
    costs(plan, 10 * 150 + 15 * 100 + 5 * 150 + 3000)
    arrives(plan, "china", 0, 10, 5, 10, 10, 10)


@both
def test_a_file_ends_with_its_validity(answer: Answer) -> None:
    """June's goods leave on 2 May, July's on 1 June: a file for much that ends on 1 May serves May alone."""
    much = evolved(GRANTED, {"quantity": 1000.0, "valid_until": dt.date(2027, 5, 1)})
    costs(answer(_case(much)), 1500 + 1000 + 1500 + 3000)
    longer = evolved(GRANTED, {"quantity": 1000.0, "valid_until": dt.date(2027, 5, 2)})
    costs(answer(_case(longer)), 1500 + 5000)


@both
def test_a_submitted_file_serves_from_its_expected_grant(answer: Answer) -> None:
    """In since 3 March: granted on 2 May, when June's goods leave."""
    sent = evolved(GRANTED, {"status": "submitted", "submitted": dt.date(2027, 3, 3), "quantity": 1000.0})
    plan = answer(_case(sent))
    costs(plan, 2 * 1500 + 4 * 1000)
    arrives(plan, "china", 0, 0, 10, 10, 10, 10)


def test_a_submitted_file_is_slower_for_those_who_plan_with_slow_ones() -> None:
    """120 days from 3 March are 1 July: what leaves on 2 July arrives in August; new files do in September."""
    sent = evolved(GRANTED, {"status": "submitted", "submitted": dt.date(2027, 3, 3), "quantity": 1000.0})
    for plans in (relaxed, planned):
        costs(plans(_case(sent), "slow"), 4 * 1500 + 2 * 1000)


@both
def test_a_file_for_another_way_of_carriage_is_of_no_use(answer: Answer) -> None:
    costs(answer(_case(evolved(GRANTED, {"freight_mode": "air"}))), 3 * 1500 + 3 * 1000)
    costs(answer(_case(evolved(GRANTED, {"freight_mode": "air"}), freight_mode="air")), 1500 + 1500 + 750 + 3000)


def test_a_stop_closes_the_months_whose_goods_would_leave_in_it() -> None:
    """July's goods leave on 1 June, August's on 2 July and September's on 2 August.

    A stop in July closes August. September's file would go in on 3 June, and the days of July do not count: it goes in
    on 3 May instead, which is in time.
    """
    for plans in (relaxed, planned):
        plan = plans(_case(), "plan", "stop")
        costs(plan, 4 * 1500 + 2 * 1000)
        arrives(plan, "china", 0, 0, 0, 10, 0, 10)


@both
def test_files_in_hand_are_used_up_before_new_ones_are_put_in(answer: Answer) -> None:
    """25 on file serve May, June and half of July's 10, although new files for July would cost no more."""
    plan = answer(_case(evolved(GRANTED, {"quantity": 25.0})))
    costs(plan, 1500 + 5000)
    by_file = {name: sum(order.quantity for order in plan.orders if order.licence == name) for name in ("L", "new")}
    assert by_file == pytest.approx({"L": 25.0, "new": 25.0})


def test_whole_lots_draw_on_a_file_only_as_far_as_they_fit() -> None:
    """15 on file and lots of 10: a lot in May and half of one in July, which needs a new file for its rest."""
    plan = planned(_case(GRANTED, lot_size=10.0))
    costs(plan, 10 * 150 + 10 * 100 + 10 * 150 + 3000)
    assert sum(order.quantity for order in plan.orders if order.licence == "L") == pytest.approx(15)


def test_one_order_may_be_under_two_files() -> None:
    """Two files of 6 and lots of 10: one lot in May, drawn on both; what is left serves a part of a later one."""
    files = [evolved(GRANTED, {"id": name, "quantity": 6.0}) for name in ("L", "M")]
    plan = planned(_case(*files, lot_size=10.0))
    costs(plan, 1500 + 1000 + 1500 + 3000)
    assert sum(order.quantity for order in plan.orders if order.licence in ("L", "M")) == pytest.approx(12)
