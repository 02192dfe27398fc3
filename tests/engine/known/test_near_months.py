"""Where whole lots end: in the months beyond the near ones order costs are spread and no form is asked of orders."""

from __future__ import annotations

import pytest

from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import Record
from desktop.model.records.table import evolved
from tests.engine.known.build import arrives, costs, item, offer, planned, project, relaxed, settings, source


def _monthly(near: int, source_row: Record, **offered: Value) -> Project:
    """10 in each of four months at 10 INR, held at 1 a month."""
    return project(
        {"part": (10, 10, 10, 10)},
        [evolved(offer("a", 10.0), offered)],
        items=[item("part", holding_cost=1.0)],
        sources=[source_row],
        settings=[settings(4, near_months=near)],
    )


@pytest.mark.parametrize(
    ("near", "total", "bought"),
    [
        (0, 460, (10, 10, 10, 10)),
        (1, 500, (20, 0, 10, 10)),
        (2, 500, (20, 0, 10, 10)),
        (3, 505, (30, 0, 0, 10)),
        (4, 520, (40, 0, 0, 0)),
        (120, 520, (40, 0, 0, 0)),
    ],
)
def test_order_costs_are_whole_in_near_months_and_spread_beyond(
    near: int, total: float, bought: tuple[float, ...]
) -> None:
    """60 an order; spread over the 40 that the horizon needs it is 1.5 a unit.

    None near: 40 x 1.5. One or two: 60, month 2 from month 1 (10 held), the rest spread: 30. Three: 60, 30 held, 15
    spread. All: 60, and 10 + 20 + 30 held; two orders would be 120 + 10 + 10.
    """
    plan = planned(_monthly(near, source("a", order_cost=60.0)))
    costs(plan, total)
    arrives(plan, "a", *bought)


def test_a_continuous_answer_spreads_all_order_costs() -> None:
    plan = relaxed(_monthly(12, source("a", order_cost=60.0)))
    costs(plan, 460)
    assert [each.value for each in plan.decisions if each.kind == "order"] == pytest.approx([0.25] * 4)


def test_spread_order_costs_go_by_what_can_come_in_a_month() -> None:
    """16 a month at most: 60 / 16 a unit, 150 for all 40; in the continuous answer for every month."""
    plan = relaxed(_monthly(12, source("a", order_cost=60.0), capacity=16.0))
    costs(plan, 400 + 150)


@pytest.mark.parametrize(("near", "total"), [(0, 400), (1, 405), (2, 415), (3, 415), (4, 470)])
def test_lots_are_whole_in_near_months_only(near: int, total: float) -> None:
    """Lots of 15. One near month: 15, 5, 10, 10 hold 5. Two or three: 15, 15, 0, 10 hold 5 + 10.

    All: 15, 15, 0, 15 hold 5 + 10 + 5, and 5 units too many are bought.
    """
    plan = planned(_monthly(near, source("a"), lot_size=15.0))
    costs(plan, total)


def test_smallest_orders_are_asked_for_in_near_months_only() -> None:
    """At least 15, one near month: 15, 5, 10, 10."""
    plan = planned(_monthly(1, source("a"), minimum_order=15.0))
    costs(plan, 405)
    arrives(plan, "a", 15, 5, 10, 10)


def test_contracts_are_whole_whatever_months_are_near() -> None:
    """A contract of 30 for goods at 10 that cost 10.5 elsewhere would save 20: it is not signed."""
    case = project(
        {"part": (10, 10, 10, 10)},
        [offer("a", 10.0), offer("b", 10.5)],
        items=[item("part", holding_cost=1.0)],
        sources=[source("a", contract_cost=30.0)],
        settings=[settings(4, near_months=0)],
    )
    plan = planned(case)
    costs(plan, 420)
    arrives(plan, "b", 10, 10, 10, 10)


def test_a_continuous_answer_pays_a_contract_by_what_is_taken_of_all_that_is_needed() -> None:
    """Contract 30 for goods at 10, of which 16 a month come; elsewhere 12: 10 a month, 40 of 40, the contract whole.

    Where only 5 a month come, they are 20 of the most that could come, 20, and the contract is whole again: 230 + 240.
    """
    for most, total in ((16.0, 430), (5.0, 200 + 30 + 240)):
        case = project(
            {"part": (10, 10, 10, 10)},
            [offer("a", 10.0, capacity=most), offer("b", 12.0)],
            items=[item("part", holding_cost=1.0)],
            sources=[source("a", contract_cost=30.0)],
        )
        costs(relaxed(case), total)
