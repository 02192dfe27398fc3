"""What is paid for a quantity agreed, taken or not."""

from __future__ import annotations

import pytest

from desktop.model.months import Month
from desktop.model.records import ExchangeRate, Price, Receipt
from tests.engine.known.build import FIRST, Answer, arrives, both, costs, item, offer, project, settings, source

AGREED = source("a", take_or_pay_share=80.0, take_or_pay_quantity=100.0)
"""80 of 100 are paid in any case."""
HELD = [item("part", holding_cost=1.0), item("rod", holding_cost=1.0)]
"""What is taken only because it is paid for would have to be held."""


@both
@pytest.mark.parametrize(
    ("quantity", "taken", "elsewhere", "not_taken"), [(50, 50, 0, 300), (80, 80, 0, 0), (100, 80, 20, 0)]
)
def test_what_is_paid_for_is_taken_first(
    answer: Answer, quantity: float, taken: float, elsewhere: float, not_taken: float
) -> None:
    """Below, at and above 80 units at 10 that are paid in any case; another source sells at 4."""
    plan = answer(project({"part": (quantity,)}, [offer("a", 10.0), offer("b", 4.0)], items=HELD, sources=[AGREED]))
    costs(plan, 10 * taken + not_taken + 4 * elsewhere)
    arrives(plan, "a", taken)
    assert plan.cost.take_or_pay == pytest.approx(not_taken)


@both
def test_nothing_taken_is_paid_in_full(answer: Answer) -> None:
    """The source delivers only when nothing is needed any more: 80 x 10 besides 50 x 4."""
    late = offer("a", 10.0, first_month=FIRST.plus(1), last_month=FIRST.plus(1))
    case = project({"part": (50, 0)}, [late, offer("b", 4.0)], items=HELD, sources=[AGREED])
    plan = answer(case)
    costs(plan, 800 + 200)
    arrives(plan, "b", 50, 0)


@both
def test_the_shortfall_is_priced_at_the_cheapest_of_the_year(answer: Answer) -> None:
    """Parts at 12 and rods at 9, from month 2 on 7: the 60 not taken cost 7 each, as quoted, without freight."""
    plan = answer(
        project(
            {"part": (20, 0, 0)},
            [offer("parts", 12.0, source="a"), offer("rods", 9.0, "rod", source="a")],
            items=HELD,
            sources=[AGREED],
            prices=[Price(offer="rods", from_month=FIRST.plus(1), value=7.0)],
        )
    )
    costs(plan, 20 * 12 + 60 * 7)


@both
def test_the_shortfall_is_counted_in_use_and_paid_in_rupees(answer: Answer) -> None:
    """80 use, 15 parts take 2 each: 50 use are not taken, at 6 USD x 80 / 2 a use; freight is not paid for them."""
    plan = answer(
        project(
            {"part": (15,)},
            [offer("a", 6.0, currency="USD", capacity_use=2.0, price_term="FOB", freight=1.0)],
            sources=[AGREED],
            exchange_rates=[ExchangeRate(currency="USD", from_month=FIRST, rate=80.0)],
        )
    )
    costs(plan, 15 * 7 * 80 + 50 * 240)


@both
def test_orders_placed_count_as_taken(answer: Answer) -> None:
    """30 on order, 40 more are bought: 10 of the 80 are paid for nothing."""
    plan = answer(
        project(
            {"part": (70,)},
            [offer("a", 10.0), offer("b", 4.0)],
            items=HELD,
            sources=[AGREED],
            receipts=[Receipt(offer="a", month=FIRST, quantity=30.0)],
        )
    )
    costs(plan, 300 + 400 + 100)
    arrives(plan, "b", 0)


@both
def test_each_fiscal_year_pays_for_its_own_shortfall(answer: Answer) -> None:
    """January to June, 20 a month: 60 of 80 a year are taken, and 20 paid for.

    What is taken ahead in March lowers the year's shortfall by 10 a unit, but raises the next year's by as much.
    """
    plan = answer(
        project(
            {"part": (20,) * 6},
            [offer("a", 10.0)],
            items=HELD,
            sources=[AGREED],
            settings=[settings(6, first_month=Month.of(2028, 1))],
        )
    )
    costs(plan, 1200 + 200 + 200)
    arrives(plan, "a", *(20,) * 6)
    assert plan.cost.take_or_pay == pytest.approx(400)


@both
def test_a_short_year_owes_the_whole_years_quantity(answer: Answer) -> None:
    """March and April, two fiscal years of one month each: of 80 each 70 and 50 are taken, though b sells at 4."""
    plan = answer(
        project(
            {"part": (70, 50)},
            [offer("a", 10.0), offer("b", 4.0)],
            items=HELD,
            sources=[AGREED],
            settings=[settings(2, first_month=Month.of(2028, 3))],
        )
    )
    costs(plan, 700 + 500 + 100 + 300)
    arrives(plan, "a", 70, 50)
    arrives(plan, "b", 0, 0)
