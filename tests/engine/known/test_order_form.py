"""Smallest orders, whole lots, and the smallest quantity of a year where a source is used."""

from __future__ import annotations

import pytest

from desktop.model.months import Month
from desktop.model.records import Receipt
from tests.engine.known.build import FIRST, arrives, costs, item, offer, planned, project, relaxed, settings, source


def test_a_smallest_order_is_bought_for_months_ahead() -> None:
    """3 a month, at least 5 an order, 1 a month held: 9 at once hold 6 + 3; two orders bring 10 or more."""
    case = project({"part": (3, 3, 3)}, [offer("a", 10.0, minimum_order=5.0)], items=[item("part", holding_cost=1.0)])
    plan = planned(case)
    costs(plan, 99)
    arrives(plan, "a", 9, 0, 0)
    costs(relaxed(case), 90)


@pytest.mark.parametrize(("quantity", "total", "first", "second"), [(3, 42, 0, 3), (4, 51, 5, 0)])
def test_a_smallest_order_is_left_to_the_dearer_source_where_too_much_of_it_is_left(
    quantity: float, total: float, first: float, second: float
) -> None:
    """5 at 10 and what is left held at 1, against 14 each: 52 > 42 for 3, but 51 < 56 for 4."""
    case = project(
        {"part": (quantity,)},
        [offer("a", 10.0, minimum_order=5.0), offer("b", 14.0)],
        items=[item("part", holding_cost=1.0)],
    )
    plan = planned(case)
    costs(plan, total)
    arrives(plan, "a", first)
    arrives(plan, "b", second)


def test_an_order_just_as_large_as_the_smallest_is_fine() -> None:
    plan = planned(
        project({"part": (5, 5)}, [offer("a", 10.0, minimum_order=5.0)], items=[item("part", holding_cost=1.0)])
    )
    costs(plan, 100)
    arrives(plan, "a", 5, 5)


def test_lots_of_two_sizes_are_put_together() -> None:
    """7 from lots of 5 at 10 and of 3 at 11: 50 + 33 beats 10 for 100 and 9 for 99."""
    case = project({"part": (7,)}, [offer("a", 10.0, lot_size=5.0), offer("b", 11.0, lot_size=3.0)])
    plan = planned(case)
    costs(plan, 83)
    arrives(plan, "a", 5)
    arrives(plan, "b", 3)
    costs(relaxed(case), 70)


def test_a_lot_far_larger_than_all_that_is_needed_is_still_bought() -> None:
    plan = planned(project({"part": (7,)}, [offer("a", 1.0, lot_size=100.0), offer("b", 20.0)]))
    costs(plan, 100)
    arrives(plan, "a", 100)


def test_a_smallest_order_is_rounded_up_to_whole_lots() -> None:
    """At least 8 in lots of 3: 9."""
    plan = planned(project({"part": (4,)}, [offer("a", 10.0, lot_size=3.0, minimum_order=8.0)]))
    costs(plan, 90)
    arrives(plan, "a", 9)


def test_lots_end_below_the_capacity() -> None:
    """10 a month in lots of 4 are 8: of 10 and 10, four units have to come from elsewhere."""
    plan = planned(project({"part": (10, 10)}, [offer("a", 10.0, lot_size=4.0, capacity=10.0), offer("b", 50.0)]))
    costs(plan, 160 + 200)
    arrives(plan, "a", 8, 8)


def test_lots_of_a_part_count_as_bought_not_as_usable() -> None:
    """Of lots of 10 four fifths are usable: 17 need 21.25, three lots; 24 usable, 7 left over and held at 2."""
    plan = planned(
        project(
            {"part": (17,)},
            [offer("a", 4.0, lot_size=10.0, usable_yield=0.8)],
            items=[item("part", holding_cost=2.0)],
        )
    )
    costs(plan, 120 + 14)
    arrives(plan, "a", 30)


@pytest.mark.parametrize(("quantity", "total", "bought"), [(60, 840, 0), (71, 994, 0), (72, 1000, 100)])
def test_a_smallest_quantity_a_year_is_bought_in_full_or_not_at_all(
    quantity: float, total: float, bought: float
) -> None:
    """At least 100 at 10 a year, or any quantity at 14: 100 x 10 < 14 x 72, but not < 14 x 71."""
    plan = planned(
        project(
            {"part": (quantity,)},
            [offer("a", 10.0), offer("b", 14.0)],
            sources=[source("a", least_per_year=100.0)],
        )
    )
    costs(plan, total)
    arrives(plan, "a", bought)


def test_orders_placed_count_towards_the_smallest_quantity() -> None:
    """95 needed, 50 on order (500): 50 more are the 100, 500 against 45 x 14 = 630."""
    plan = planned(
        project(
            {"part": (95,)},
            [offer("a", 10.0), offer("b", 14.0)],
            sources=[source("a", least_per_year=100.0)],
            receipts=[Receipt(offer="a", month=FIRST, quantity=50.0)],
        )
    )
    costs(plan, 1000)
    arrives(plan, "a", 50)


def test_an_order_placed_alone_does_not_ask_for_the_smallest_quantity() -> None:
    """60 needed, 50 on order: 10 more at 14 are cheaper than the 50 that the source would want."""
    plan = planned(
        project(
            {"part": (60,)},
            [offer("a", 10.0), offer("b", 14.0)],
            sources=[source("a", least_per_year=100.0)],
            receipts=[Receipt(offer="a", month=FIRST, quantity=50.0)],
        )
    )
    costs(plan, 500 + 140)
    arrives(plan, "a", 0)


def test_the_smallest_quantity_is_counted_in_use_of_the_source() -> None:
    """Parts take 2 of 100 use and rods 1: 40 parts and 20 rods are the 100; 39 parts want two rods too many."""
    for parts, rods in ((40, 20), (39, 22)):
        plan = planned(
            project(
                {"part": (parts,), "rod": (20,)},
                [
                    offer("parts", 10.0, source="a", capacity_use=2.0),
                    offer("rods", 1.0, "rod", source="a"),
                    offer("b", 14.0),
                    offer("c", 9.0, "rod"),
                ],
                sources=[source("a", least_per_year=100.0)],
            )
        )
        costs(plan, parts * 10 + rods)
        arrives(plan, "rods", rods)


def test_every_fiscal_year_asks_for_the_smallest_quantity_in_full() -> None:
    """January to June, 20 a month: one year's 100 stretched to 120, the other year's 60 in stock (60 + 40 + 20 held).

    1,200 + 120; against 1,000 and 20 dear ones (1,280 + 60), twice 100 (2,000), dear ones alone (1,680).
    """
    first = Month.of(2028, 1)
    case = project(
        {"part": (20,) * 6},
        [offer("a", 10.0), offer("b", 14.0)],
        items=[item("part", holding_cost=1.0)],
        sources=[source("a", least_per_year=100.0)],
        settings=[settings(6, first_month=first)],
    )
    plan = planned(case)
    costs(plan, 1320)
    arrives(plan, "a", 20, 20, 80, 0, 0, 0)
