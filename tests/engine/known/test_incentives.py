"""Money for domestic value: reached, just missed, capped, year by year, bought or made."""

from __future__ import annotations

import pytest

from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.plan import IncentivePaid, Plan
from desktop.model.project import Project
from desktop.model.records import Capacity, Incentive, Mix, Receipt, Recipe, Record, Tier
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
    takes,
)

HOME = offer("home", 1000.0, domestic_value=100.0)
ABROAD = offer("abroad", 600.0)
HALF = Incentive(id="pli", item="part", rate=160.0, least_domestic=50.0)
"""Half of the value domestic: 1,000 d >= 0.5 (1,000 d + 600 f), or 3 of 8 units; 10 cost 3,750 + 3,750, not 6,000."""


def _half(**values: Value) -> list[Record]:
    return [evolved(HALF, values)]


def _paid(plan: Plan) -> IncentivePaid:
    (paid,) = plan.incentives
    return paid


def test_half_of_the_value_is_bought_at_home_where_it_pays() -> None:
    """7,500 - 1,600 = 5,900 < 6,000."""
    plan = planned(project({"part": (10,)}, [HOME, ABROAD], incentives=[HALF]))
    costs(plan, 5900)
    arrives(plan, "home", 3.75)
    assert plan.cost.incentives == pytest.approx(-1600)
    assert _paid(plan).paid == pytest.approx(1600)
    assert (_paid(plan).quantity, _paid(plan).value, _paid(plan).domestic) == pytest.approx((10, 7500, 3750))


@pytest.mark.parametrize(("rate", "total", "missed"), [(149, 6000, 1490), (151, 5990, 0)])
def test_the_cliff_is_just_missed_and_just_reached(rate: float, total: float, missed: float) -> None:
    """1,500 more for half of the value at home, for 10 units."""
    plan = planned(project({"part": (10,)}, [HOME, ABROAD], incentives=_half(rate=rate)))
    costs(plan, total)
    assert _paid(plan).missed == pytest.approx(missed)
    assert [each.kind for each in plan.decisions if each.kind == "incentive"] == ["incentive"] * (missed == 0)


@pytest.mark.parametrize(("cap", "total", "paid"), [(1490, 6000, 0), (1550, 5950, 1550), (9999, 5900, 1600)])
def test_a_cap_decides_whether_it_pays(cap: float, total: float, paid: float) -> None:
    plan = planned(project({"part": (10,)}, [HOME, ABROAD], incentives=_half(cap=cap)))
    costs(plan, total)
    assert _paid(plan).paid == pytest.approx(paid)
    assert _paid(plan).missed == pytest.approx(0 if paid else min(cap, 1600))


@both
def test_without_a_least_share_it_is_paid_in_any_case(answer: Answer) -> None:
    plan = answer(project({"part": (10,)}, [HOME, ABROAD], incentives=_half(least_domestic=0.0)))
    costs(plan, 6000 - 1600)


@both
def test_a_cap_without_a_cliff(answer: Answer) -> None:
    plan = answer(project({"part": (10,)}, [HOME, ABROAD], incentives=_half(least_domestic=0.0, cap=700.0)))
    costs(plan, 6000 - 700)


@pytest.mark.parametrize(("rate", "total"), [(19, 6000), (21, 7500 * 0.79)])
def test_a_share_of_the_value_is_paid_on_what_is_bought(rate: float, total: float) -> None:
    """19 % of 7,500 are 1,425, not the 1,500 that half of the value at home costs; 21 % are 1,575."""
    percent = evolved(HALF, {"rate": rate, "rate_kind": "% of value"})
    costs(planned(project({"part": (10,)}, [HOME, ABROAD], incentives=[percent])), total)


def test_value_that_is_domestic_in_part_counts_in_part() -> None:
    """Parts at 800, 60 % domestic: 480 d >= (800 d + 600 f) / 2, so d = 150 / 19 of 10; 250 each are worth it."""
    assembled = offer("assembled", 800.0, domestic_value=60.0)
    plan = planned(project({"part": (10,)}, [assembled, ABROAD], incentives=_half(rate=250.0)))
    costs(plan, 6000 + 200 * 150 / 19 - 2500)
    arrives(plan, "assembled", 150 / 19)


def test_each_fiscal_year_stands_for_itself() -> None:
    """March and April, 10 each; at home only 3 can be bought in March and 5 in April: one year earns 1,600."""
    march = Month.of(2028, 3)
    plan = planned(
        project(
            {"part": (10, 10)},
            [HOME, ABROAD],
            items=[item("part", holding_cost=1000.0)],
            capacities=[
                Capacity(offer="home", from_month=march, value=3.0),
                Capacity(offer="home", from_month=march.plus(1), value=5.0),
            ],
            incentives=[HALF],
            settings=[settings(2, first_month=march)],
        )
    )
    costs(plan, 6000 + 5900)
    arrives(plan, "home", 0, 3.75)
    assert [(each.fiscal_year, round(each.paid), round(each.missed)) for each in plan.incentives] == [
        (2028, 0, 1600),
        (2029, 1600, 0),
    ]


def test_only_its_own_months_count() -> None:
    """April to June, paid for May alone: 10 + 10 at 600, and May's 5,900."""
    may = FIRST.plus(1)
    months = evolved(HALF, {"first_month": may, "last_month": may})
    plan = planned(
        project(
            {"part": (10, 10, 10)},
            [HOME, ABROAD],
            items=[item("part", holding_cost=1000.0)],
            incentives=[months],
        )
    )
    costs(plan, 12_000 + 5900)
    arrives(plan, "home", 0, 3.75, 0)


def test_orders_placed_count_in_quantity_and_value() -> None:
    """4 of the 10 are on order at home: with 6 from abroad 4,000 of 7,600 are domestic, and 1,600 are paid."""
    plan = planned(
        project(
            {"part": (10,)},
            [HOME, ABROAD],
            receipts=[Receipt(offer="home", month=FIRST, quantity=4.0)],
            incentives=[HALF],
        )
    )
    costs(plan, 4000 + 3600 - 1600)
    arrives(plan, "home", 0)


def _motor(oxide_home: float, wage: float, rate: float, delay: int = 0) -> Project:
    """10 magnets, each of 1.5 oxide at 400 from abroad or at home; the wage of making them is domestic."""
    return project(
        {"magnet": (0,) * delay + (10,)},
        [
            offer("home", oxide_home, "oxide", domestic_value=100.0),
            offer("abroad", 400.0, "oxide"),
        ],
        items=[item("oxide", holding_cost=1.0)],
        recipes=[Recipe(id="make", output="magnet", cost=wage, delay=delay)],
        recipe_inputs=takes("make", oxide=1.5),
        incentives=[Incentive(id="pli", item="magnet", rate=rate, least_domestic=50.0)],
    )


def test_wages_count_as_domestic() -> None:
    """600 of oxide and 600 of wages: exactly half, without anything from home; 599 would not be."""
    plan = planned(_motor(700.0, 600.0, 50.0))
    costs(plan, 12_000 - 500)
    arrives(plan, "home", 0)
    assert (_paid(plan).value, _paid(plan).domestic) == pytest.approx((12_000, 6000))


def test_inputs_from_home_make_up_what_wages_lack() -> None:
    """Wages of 400: of 15 oxide h from home at 500: 4,000 + 500 h >= 400 (15 - h), h = 20 / 9; 2,000 / 9 more.

    Paid 30 a magnet it pays, at 20 it does not.
    """
    plan = planned(_motor(500.0, 400.0, 30.0))
    costs(plan, 10_000 + 2000 / 9 - 300)
    arrives(plan, "home", 20 / 9)
    costs(planned(_motor(500.0, 400.0, 20.0)), 10_000)


def test_what_is_made_counts_when_it_is_finished() -> None:
    """The same with two months of delay: made in April, finished in June, value and quantity of one year."""
    plan = planned(_motor(500.0, 400.0, 30.0, delay=2))
    costs(plan, 10_000 + 2000 / 9 - 300)
    assert plan.production["make"] == pytest.approx((10, 0, 0))
    assert _paid(plan).quantity == pytest.approx(10)


def test_a_continuous_answer_may_be_better_than_the_cliff_but_no_worse() -> None:
    plan = relaxed(project({"part": (10,)}, [HOME, ABROAD], incentives=_half(rate=149.0)))
    assert plan.cost.total <= 6000 * (1 + 1e-6)


def test_a_little_of_what_the_list_price_could_earn_is_still_a_yes() -> None:
    """Listed at 5 x 10^9 and, from 5 on, sold at 0.5: 20 % of 5 are next to nothing of what a full yes would pay."""
    incentive = _half(rate=20.0, rate_kind="% of value", least_domestic=60.0)
    dear = offer("a", 5e9, domestic_value=60.0)
    tiers = [Tier(offer="a", from_quantity=5.0, price=0.5)]
    plan = relaxed(project({"part": (10,)}, [dear], tiers=tiers, incentives=incentive))
    assert _paid(plan).paid == pytest.approx(1.0)


def test_a_rate_above_the_price_is_earned_up_to_its_cap() -> None:
    """10 needed; 700 are paid for what costs 600: 20 bring the 14,000 of the cap, and cost 12,000."""
    plan = planned(project({"part": (10,)}, [ABROAD], incentives=_half(rate=700.0, cap=14_000.0, least_domestic=0.0)))
    costs(plan, 12_000 - 14_000)
    arrives(plan, "abroad", 20)


@pytest.mark.parametrize("order_cost", [0.0, 50.0])
def test_what_nobody_needs_is_bought_for_a_share_that_pays(order_cost: float) -> None:
    """10 from abroad are on order for all that is needed; 24 at home make 24,000 of 30,000, and 40,000 are paid."""
    paid = Incentive(id="pli", item="part", rate=3000.0, cap=40_000.0, least_domestic=80.0)
    plan = planned(
        project(
            {"part": (10,)},
            [HOME, ABROAD],
            sources=[source("home", order_cost=order_cost)],
            receipts=[Receipt(offer="abroad", month=FIRST, quantity=10.0)],
            incentives=[paid],
        )
    )
    costs(plan, 6000 + 24_000 + order_cost - 40_000)
    arrives(plan, "home", 24)


def test_what_orders_placed_earn_is_kept_where_cost_stands_first() -> None:
    """10 are on order at home and earn 1,600; 5 more are promised, and cost more than they would earn."""
    plan = planned(
        project(
            {"part": (15,)},
            [HOME, ABROAD],
            sources=[source("home", order_cost=50.0)],
            receipts=[Receipt(offer="home", month=FIRST, quantity=10.0)],
            incentives=[HALF],
            mixes=[Mix(id="plan", goals=("cost",))],
        )
    )
    costs(plan, 10_000 - 1600)
    assert plan.lost["part"] == pytest.approx((5,))
