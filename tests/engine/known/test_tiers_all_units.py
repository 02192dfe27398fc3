"""All-units tiers: the price of the tier that the whole quantity lies in."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.model.months import Month
from desktop.model.records import ExchangeRate, Price, Receipt, Record, Tier
from desktop.model.records.table import evolved
from tests.engine.known.build import FIRST, arrives, costs, item, offer, planned, priced, project, settings, source


def _tiers(*steps: tuple[float, float], charges: Sequence[float] = (), basis: str = "order") -> list[Record]:
    """Tiers of the offer ``a``: (from quantity, price) each."""
    rows = [Tier(offer="a", basis=basis, from_quantity=lower, price=price, kind="all units") for lower, price in steps]
    return [evolved(row, {"charge": charge}) for row, charge in zip(rows, charges or [0.0] * len(rows), strict=True)]


@pytest.mark.parametrize(
    ("quantity", "total", "bought"),
    [
        (400, 120.0, 400),
        (483, 144.9, 483),
        (484, 145.0, 500),
        (499, 145.0, 500),
        (500, 145.0, 500),
        (501, 145.29, 501),
        (965, 279.85, 965),
        (966, 280.0, 1000),
        (1200, 336.0, 1200),
    ],
)
def test_the_trash_bags_of_nahmias(quantity: float, total: float, bought: float) -> None:
    """Production and Operations Analysis, quantity discounts: 0.30, from 500 on 0.29, from 1,000 on 0.28.

    500 cost 145, less than 484 at 0.30 (145.20); 1,000 cost 280, less than 966 at 0.29 (280.14).
    """
    plan = planned(project({"part": (quantity,)}, [offer("a", 0.30)], tiers=_tiers((500, 0.29), (1000, 0.28))))
    costs(plan, total)
    arrives(plan, "a", bought)
    priced(plan, (max(end for end in (0, 500, 1000) if end <= bought), bought))


@pytest.mark.parametrize(
    ("holding", "total", "bought"), [(1.0, 1020, (120, 0)), (3.0, 1120, (100, 20)), (6.0, 1200, (60, 60))]
)
def test_a_tier_is_reached_with_part_of_the_next_month_where_holding_is_cheap(
    holding: float, total: float, bought: tuple[float, float]
) -> None:
    """60 and 60 at 10, from 100 on at 8: 960 + 60 held; 800 + 200 + 40 held; or 1,200."""
    plan = planned(
        project(
            {"part": (60, 60)},
            [offer("a", 10.0)],
            items=[item("part", holding_cost=holding)],
            tiers=_tiers((100, 8.0)),
        )
    )
    costs(plan, total)
    arrives(plan, "a", *bought)


def test_a_price_that_rises_with_the_quantity_is_kept_below() -> None:
    """10, from 100 on 12; elsewhere 11: just below 100 from the first, the rest from the other."""
    plan = planned(project({"part": (150,)}, [offer("a", 10.0), offer("b", 11.0)], tiers=_tiers((100, 12.0))))
    costs(plan, 1550)
    assert plan.arrivals["a"][0] == pytest.approx(100, rel=1e-6)
    assert plan.orders[0].tiers[0][0] == 0.0


def test_a_price_that_rises_is_paid_where_there_is_no_other() -> None:
    plan = planned(project({"part": (150,)}, [offer("a", 10.0)], tiers=_tiers((100, 12.0))))
    costs(plan, 1800)


@pytest.mark.parametrize(
    ("quantity", "total", "bought"), [(70, 700, 70), (94, 940, 94), (96, 950, 100), (120, 1110, 120)]
)
def test_a_charge_is_paid_with_its_tier(quantity: float, total: float, bought: float) -> None:
    """10 a unit, or from 100 on 8 and 150 once: 100 cost as much as 95 at 10."""
    plan = planned(project({"part": (quantity,)}, [offer("a", 10.0)], tiers=_tiers((100, 8.0), charges=[150.0])))
    costs(plan, total)
    arrives(plan, "a", bought)
    assert plan.cost.charges == pytest.approx(150.0 if bought >= 100 else 0.0)


@pytest.mark.parametrize(("basis", "charges"), [("order", 300.0), ("fiscal year", 150.0), ("horizon", 150.0)])
def test_a_charge_is_paid_once_for_every_window(basis: str, charges: float) -> None:
    """120 in each of two months held dearly: every order is in the tier, and so is the year."""
    plan = planned(
        project(
            {"part": (120, 120)},
            [offer("a", 10.0)],
            items=[item("part", holding_cost=100.0)],
            tiers=_tiers((100, 8.0), charges=[150.0], basis=basis),
        )
    )
    costs(plan, 240 * 8 + charges)
    assert plan.cost.charges == pytest.approx(charges)


@pytest.mark.parametrize(
    ("basis", "total", "bought"),
    [
        ("order", 1200, (20, 20, 20, 20, 20, 20)),
        ("fiscal year", 1090, (20, 20, 60, 0, 0, 20)),
        ("horizon", 960, (20, 20, 20, 20, 20, 20)),
    ],
)
def test_the_window_decides_which_quantity_counts(basis: str, total: float, bought: tuple[float, ...]) -> None:
    """January to June, 20 a month at 10, from 100 on at 8; 1.5 a month held.

    An order of 100 would hold 200 months in all: 300 > 200 saved. A fiscal year reaches 100 when March buys for April
    and May: 800 + 60 x 1.5 + 200; for June as well it would be 960 + 120 x 1.5. The horizon's 120 all cost 8.
    """
    plan = planned(
        project(
            {"part": (20,) * 6},
            [offer("a", 10.0)],
            items=[item("part", holding_cost=1.5)],
            tiers=_tiers((100, 8.0), basis=basis),
            settings=[settings(6, first_month=Month.of(2028, 1))],
        )
    )
    costs(plan, total)
    arrives(plan, "a", *bought)


def test_orders_placed_count_in_the_volume_but_cost_the_own_price() -> None:
    """60 on order at 10, 40 more reach the 100 of the year and cost 8; the 60 stay at 10."""
    plan = planned(
        project(
            {"part": (100,)},
            [offer("a", 10.0), offer("b", 9.0)],
            receipts=[Receipt(offer="a", month=FIRST, quantity=60.0)],
            tiers=_tiers((100, 8.0), basis="fiscal year"),
        )
    )
    costs(plan, 600 + 320)
    arrives(plan, "a", 40)


def test_orders_placed_do_not_count_in_an_order() -> None:
    """The same with tiers by order: 40 at 10 lose to 9 elsewhere."""
    plan = planned(
        project(
            {"part": (100,)},
            [offer("a", 10.0), offer("b", 9.0)],
            receipts=[Receipt(offer="a", month=FIRST, quantity=60.0)],
            tiers=_tiers((100, 8.0)),
        )
    )
    costs(plan, 600 + 360)
    arrives(plan, "b", 40)


def test_a_tier_from_nothing_on_replaces_the_own_price() -> None:
    plan = planned(project({"part": (50,)}, [offer("a", 10.0)], tiers=_tiers((0, 7.0), (40, 6.0))))
    costs(plan, 300)
    plan = planned(project({"part": (30,)}, [offer("a", 10.0)], tiers=_tiers((0, 7.0), (40, 6.0))))
    costs(plan, 210)


def test_a_discount_follows_the_price_of_the_month() -> None:
    """20 % off from 50 a year on, of 10 and then of 15."""
    plan = planned(
        project(
            {"part": (30, 30)},
            [offer("a", 10.0)],
            items=[item("part", holding_cost=100.0)],
            prices=[Price(offer="a", from_month=FIRST.plus(1), value=15.0)],
            tiers=[Tier(offer="a", basis="fiscal year", from_quantity=50.0, discount=20.0)],
        )
    )
    costs(plan, 30 * 8 + 30 * 12)


def test_duty_and_insurance_follow_the_price_of_the_tier() -> None:
    """FOB 80 USD at 80 instead of 100, freight 10 USD, insurance 1 %, duty 10 %, surcharge 10 % of it, 5 INR inland.

    (80 + 10) x 80 = 7,200; x 1.01 = 7,272; duty 727.20; surcharge 72.72; 8,076.92 landed.
    """
    imported = offer(
        "a",
        100.0,
        currency="USD",
        price_term="FOB",
        freight=10.0,
        insurance=1.0,
        customs_duty=10.0,
        surcharge=10.0,
        igst=18.0,
        inland_cost=5.0,
    )
    plan = planned(
        project(
            {"part": (50,)},
            [imported],
            sources=[source("a", country="Japan", class_="other_foreign")],
            exchange_rates=[ExchangeRate(currency="USD", from_month=FIRST, rate=80.0)],
            tiers=_tiers((50, 80.0)),
        )
    )
    costs(plan, 50 * 8076.92)
    assert plan.orders[0].cost.igst == pytest.approx(50 * 0.18 * 8071.92)


def test_more_than_is_needed_is_bought_to_reach_a_tier() -> None:
    """90 at 10, 30 of them to be had at 9; but 120 at 6 cost 720, less than 600 + 270."""
    plan = planned(
        project(
            {"part": (90,)},
            [offer("a", 10.0), offer("b", 9.0, capacity=30.0)],
            tiers=_tiers((120, 6.0)),
        )
    )
    costs(plan, 720)
    arrives(plan, "a", 120)


@pytest.mark.parametrize("demand", [(60,), (20, 20, 20), (0, 30, 30), (7, 23, 30)])
@pytest.mark.parametrize("lot", [0.0, 1.0])
def test_a_hair_less_than_asked_for_is_not_bought_to_stay_below_a_dearer_tier(
    demand: Sequence[float], lot: float
) -> None:
    """60 at 98 from 60 on, though they would cost 94 each just below: the last grain is promised too."""
    plan = planned(
        project(
            {"part": demand},
            [offer("a", 100.0, lot_size=lot)],
            items=[item("part", holding_cost=1.0)],
            tiers=_tiers((56, 94.0), (60, 98.0), basis="horizon"),
        )
    )
    costs(plan, 5880)


def test_just_below_a_dearer_tier_there_is_a_lot_less() -> None:
    """30, 20 and 10 in lots of 10 at 98 from 60 on: 50 at 100 with 10 at 99.5 elsewhere cost more, 59.99 cannot be."""
    plan = planned(
        project(
            {"part": (30, 20, 10)},
            [offer("a", 100.0, lot_size=10.0), offer("b", 99.5)],
            items=[item("part", holding_cost=5.0)],
            tiers=_tiers((56, 94.0), (60, 98.0), basis="horizon"),
        )
    )
    costs(plan, 5880)
    arrives(plan, "a", 30, 20, 10)
