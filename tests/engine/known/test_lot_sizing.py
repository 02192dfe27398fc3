"""Order costs against holding costs: the dynamic lot size problems of the textbooks."""

from __future__ import annotations

import pytest

from desktop.model.records import Capacity, Price, Receipt
from tests.engine.known.build import FIRST, arrives, costs, item, offer, planned, project, source, traded


def test_wagner_and_whitin_of_1958() -> None:
    """H. M. Wagner and T. M. Whitin, Management Science 5 (1958), table 1: 12 months, 864 for orders and stock."""
    demand = (69, 29, 36, 61, 61, 26, 34, 67, 45, 67, 79, 56)
    order_costs = (85, 102, 102, 101, 98, 114, 105, 86, 119, 110, 98, 114)
    months = [FIRST.plus(position) for position in range(12)]
    case = project(
        {"part": demand},
        [offer(str(month), 10.0, first_month=month, last_month=month) for month in months],
        items=[item("part", holding_cost=1.0)],
        sources=[source(str(month), order_cost=cost) for month, cost in zip(months, order_costs, strict=True)],
    )
    plan = planned(case)
    costs(plan, 864 + 10 * sum(demand))
    ordered = [plan.arrivals[str(month)][position] for position, month in enumerate(months)]
    assert ordered == pytest.approx((98, 0, 97, 0, 121, 0, 0, 112, 0, 67, 135, 0), abs=1e-5)


def test_the_example_of_silver_pyke_and_peterson() -> None:
    """Inventory Management and Production Planning and Scheduling, chapter 6: $54 an order, $0.40 a month; $501.20."""
    demand = (10, 62, 12, 130, 154, 129, 88, 52, 124, 160, 238, 41)
    plan = planned(
        project(
            {"part": demand},
            [offer("box", 1.0)],
            items=[item("part", holding_cost=0.4)],
            sources=[source("box", order_cost=54.0)],
        )
    )
    costs(plan, 501.20 + sum(demand))
    arrives(plan, "box", 84, 0, 0, 130, 283, 0, 140, 0, 124, 160, 279, 0)
    assert plan.cost.orders == pytest.approx(7 * 54)


def test_the_airplanes_of_hillier_and_lieberman() -> None:
    """Introduction to Operations Research, inventory chapter: 3, 2, 3, 2 airplanes; setup 2, holding 0.2; 4.8."""
    plan = planned(
        project(
            {"plane": (3, 2, 3, 2)},
            [offer("works", 1.0, "plane")],
            items=[item("plane", holding_cost=0.2)],
            sources=[source("works", order_cost=2.0)],
        )
    )
    costs(plan, 4.8 + 10)


def test_the_example_of_snyder_and_shen() -> None:
    """Fundamentals of Supply Chain Theory, example 3.9: demand 90, 120, 80, 70; 500 an order, 2 a month; 1,380."""
    plan = planned(
        project(
            {"part": (90, 120, 80, 70)},
            [offer("works", 1.0)],
            items=[item("part", holding_cost=2.0)],
            sources=[source("works", order_cost=500.0)],
        )
    )
    costs(plan, 1380 + 360)
    arrives(plan, "works", 210, 0, 150, 0)


@pytest.mark.parametrize(
    ("demand", "order", "holding", "total", "bought"),
    [
        ((150, 100, 80, 200), 120.0, 0.8, 424, (150, 180, 0, 200)),
        ((730, 580, 445, 650, 880), 100.0, 0.1, 423, (1310, 0, 1095, 0, 880)),
        ((52, 87, 23, 56), 75.0, 1.0, 248, (52, 110, 0, 56)),
        ((20, 50, 10, 50, 50, 10, 20, 40, 20, 30), 100.0, 1.0, 580, (80, 0, 0, 130, 0, 0, 0, 90, 0, 0)),
    ],
    ids=["Snyder and Shen 3.27", "Snyder and Shen 3.29", "Nahmias, chapter 8", "Hopp and Spearman, section 2.3"],
)
def test_lot_sizes_of_other_textbooks(
    demand: tuple[float, ...], order: float, holding: float, total: float, bought: tuple[float, ...]
) -> None:
    plan = planned(
        project(
            {"part": demand},
            [offer("a", 0.0)],
            items=[item("part", holding_cost=holding)],
            sources=[source("a", order_cost=order)],
        )
    )
    costs(plan, total)
    arrives(plan, "a", *bought)


def test_the_bicycles_of_pochet_and_wolsey() -> None:
    """Production Planning by Mixed Integer Programming (2006), section 1.1: 200 in hand, 5,000 a batch; 736,000."""
    plan = planned(
        project(
            {"bicycle": (400, 400, 800, 800, 1200, 1200, 1200, 1200)},
            [offer("line", 100.0, "bicycle")],
            items=[item("bicycle", holding_cost=5.0, opening_stock=200.0)],
            sources=[source("line", order_cost=5000.0)],
        )
    )
    costs(plan, 736_000)
    arrives(plan, "line", 600, 0, 1600, 0, 1200, 1200, 1200, 1200)


def test_stock_in_hand_puts_the_first_order_off() -> None:
    """Demand 1, 1, 2, 2, one in hand; 4 an order, 2 a month: an order each month for it alone, or one for two; 12."""
    plan = planned(
        project(
            {"part": (1, 1, 2, 2)},
            [offer("works", 1.0)],
            items=[item("part", holding_cost=2.0, opening_stock=1.0)],
            sources=[source("works", order_cost=4.0)],
        )
    )
    costs(plan, 12 + 5)
    assert plan.arrivals["works"][0] == 0.0


def test_capacity_brings_orders_forward() -> None:
    """Demand 3, 3, 3, 9 with 6 a month: 3 of the last 9 come before; 10 an order, 1 a month.

    Two orders bring at most 12 of 18, so there are three: 6, 0, 6, 6 hold 3 + 0 + 3 = 6, the least.
    """
    plan = planned(
        project(
            {"part": (3, 3, 3, 9)},
            [offer("works", 1.0, capacity=6.0)],
            items=[item("part", holding_cost=1.0)],
            sources=[source("works", order_cost=10.0)],
        )
    )
    costs(plan, 18 + 30 + 6)
    arrives(plan, "works", 6, 0, 6, 6)


def test_a_month_without_capacity_is_bought_for_before() -> None:
    """5 a month, nothing to be had in months 2 and 3: 15 at first (held 10 + 5); month 4 alone at 12 or held at 15."""
    plan = planned(
        project(
            {"part": (5, 5, 5, 5)},
            [offer("works", 1.0)],
            items=[item("part", holding_cost=1.0)],
            sources=[source("works", order_cost=12.0)],
            capacities=[
                Capacity(offer="works", from_month=FIRST.plus(1), value=0.0),
                Capacity(offer="works", from_month=FIRST.plus(3), value=50.0),
            ],
        )
    )
    costs(plan, 20 + 12 + 15 + 12)
    arrives(plan, "works", 15, 0, 0, 5)


def test_two_items_of_one_source_share_an_order() -> None:
    """10 of each in two months, 100 an order, 4 and 12 a month held: two shared orders are 200, one is 260."""
    plan = planned(
        project(
            {"one": (10, 10), "other": (10, 10)},
            [offer("a", 5.0, "one", source="works"), offer("b", 5.0, "other", source="works")],
            items=[item("one", holding_cost=4.0), item("other", holding_cost=12.0)],
            sources=[source("works", order_cost=100.0)],
        )
    )
    costs(plan, 200 + 200)
    arrives(plan, "a", 10, 10)
    arrives(plan, "b", 10, 10)
    assert [each.first_month for each in plan.decisions if each.kind == "order"] == [FIRST, FIRST.plus(1)]


def test_two_sources_are_not_both_asked_where_one_order_does() -> None:
    """60 at 10 with 40 an order, or at 9 with 130: 640 against 670; at 200 asked, 2,040 against 1,930."""
    for quantity, total, chosen in ((60, 640, "a"), (200, 1930, "b")):
        plan = planned(
            project(
                {"part": (quantity,)},
                [offer("a", 10.0), offer("b", 9.0)],
                sources=[source("a", order_cost=40.0), source("b", order_cost=130.0)],
            )
        )
        costs(plan, total)
        arrives(plan, chosen, quantity)


def test_an_order_already_placed_costs_none_and_puts_the_next_off() -> None:
    """10 a month, 25 on order for the first: only 15 are bought, in month 3 (30 + 10 held), not in two orders."""
    plan = planned(
        project(
            {"part": (10, 10, 10, 10)},
            [offer("works", 2.0)],
            items=[item("part", holding_cost=1.0)],
            sources=[source("works", order_cost=30.0)],
            receipts=[Receipt(offer="works", month=FIRST, quantity=25.0)],
        )
    )
    costs(plan, 80 + (15 + 5) + 30 + 10)
    arrives(plan, "works", 0, 0, 15, 0)
    assert plan.cost.orders == pytest.approx(30)


def test_a_rise_of_price_is_bought_ahead_of_as_far_as_holding_pays() -> None:
    """From 10 to 13.5 in month 3, 1 a month held: months 3 to 5 are bought for in month 2, month 6 is not."""
    plan = planned(
        project(
            {"part": (5, 5, 5, 5, 5, 5)},
            [offer("works", 10.0)],
            items=[item("part", holding_cost=1.0)],
            prices=[Price(offer="works", from_month=FIRST.plus(2), value=13.5)],
        )
    )
    costs(plan, 25 * 10 + 5 * 13.5 + 5 * (1 + 2 + 3))
    arrives(plan, "works", 5, 20, 0, 0, 0, 5)


@pytest.mark.parametrize(("months_late", "total", "month"), [(2, 100, 2), (1, 110, 1)])
def test_late_deliveries_save_an_order(months_late: int, total: float, month: int) -> None:
    """A lot size problem with backlogs as Zangwill's: 10, 20, 30, 10; 50 an order, held and late at 1 a month.

    One order in month 3 is late by 10, then 30, and holds 10: 50 + 40 + 10. Where a delivery may be one month late
    only, one order in month 2 is late by 10 and holds 40, then 10: 50 + 10 + 50. Two orders cost 120 and more.
    """
    plan = planned(
        project(
            {"part": (10, 20, 30, 10)},
            [offer("works", 1.0)],
            items=[traded("part", 1000.0, holding_cost=1.0, late_cost=1.0, months_late=months_late)],
            sources=[source("works", order_cost=50.0)],
        )
    )
    costs(plan, 70 + total)
    assert plan.arrivals["works"][month] == pytest.approx(70)


def test_a_small_first_promise_waits_for_the_next_order() -> None:
    """2, 20 and 2: one order in month 2 is late by 2 (at 3) and holds 2 (at 1): 50 + 6 + 2; in month 1: 50 + 24."""
    plan = planned(
        project(
            {"part": (2, 20, 2)},
            [offer("works", 1.0)],
            items=[traded("part", 1000.0, holding_cost=1.0, late_cost=3.0, months_late=1)],
            sources=[source("works", order_cost=50.0)],
        )
    )
    costs(plan, 24 + 58)
    arrives(plan, "works", 0, 24, 0)
    assert plan.late["part"] == pytest.approx((2, 0, 0))
