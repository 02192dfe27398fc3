"""A plan comes back from plain values as it was, and from nothing else."""

from __future__ import annotations

import datetime as dt
import json

import attrs
import pytest

from desktop.model.months import Month
from desktop.model.orders import LandedCost, Order
from desktop.model.plan import Bent, Decision, IncentivePaid, Plan
from desktop.model.progress import Silent
from desktop.session import jobs
from desktop.store.plan_form import NOWHERE, plain, plan_of
from tests.tiny import tiny_project

MONTH = Month.of(2027, 1)
ORDER = Order(
    "IREL-magnet",
    MONTH,
    1.5,
    1.5,
    LandedCost(price=2.0),
    order_date=dt.date(2026, 12, 1),
    file_by=dt.date(2026, 6, 1),
    tiers=((0.0, 1.0), (10.0, 0.5)),
)
EVERYTHING = {
    "orders": (ORDER,),
    "decisions": (Decision("order", "IREL", MONTH, MONTH, 1.0),),
    "incentives": (IncentivePaid("a", 2027, 1.0, 2.0, 1.0, 0.5, 0.0),),
    "bent": (Bent("share", "r1", MONTH, MONTH, 1.0, "kg", 50.0, 60.0),),
    "bound": 17.0,
    "answer": "whole",
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return jobs.plan(tiny_project(), "least", "", Silent())


def test_a_plan_comes_back_with_everything_but_its_project(plan: Plan) -> None:
    for wanted in (plan, attrs.evolve(plan, **EVERYTHING)):  # type: ignore[arg-type]
        found = plan_of(json.loads(json.dumps(plain(wanted))))
        assert found.project is NOWHERE
        same = {name: getattr(wanted, name) for name in attrs.fields_dict(Plan) if name not in {"project", "world"}}
        assert {name: getattr(found, name) for name in same} == same


@pytest.mark.parametrize(
    "change",
    [
        {"months": ["2027-13"]},
        {"orders": [{}]},
        {"orders": 3},
        {"stock": {"magnet": ["much"]}},
        {"bound": "low"},
        {"more": 1},
        {"effort": None},
        {"stock": []},
    ],
)
def test_values_that_are_no_plan_are_refused(plan: Plan, change: dict[str, object]) -> None:
    told = plain(plan)
    assert isinstance(told, dict)
    with pytest.raises(ValueError, match=r"."):
        plan_of({**told, **change})


@pytest.mark.parametrize("told", [None, [], 3, "plan", {}])
def test_what_has_nothing_of_a_plan_is_refused(told: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        plan_of(told)
