"""Incremental tiers: every part of the quantity at the price of the tier it lies in."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.model.months import Month
from desktop.model.records import Price, Receipt, Recipe, Record, Tier
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
    priced,
    project,
    settings,
    takes,
    traded,
)


def _tiers(*steps: tuple[float, float], charges: Sequence[float] = (), basis: str = "order") -> list[Record]:
    """Tiers of the offer ``a``: (from quantity, price) each."""
    rows = [
        Tier(offer="a", basis=basis, from_quantity=lower, price=price, kind="incremental") for lower, price in steps
    ]
    return [evolved(row, {"charge": charge}) for row, charge in zip(rows, charges or [0.0] * len(rows), strict=True)]


@pytest.mark.parametrize(
    ("quantity", "total"), [(400, 120.0), (500, 150.0), (750, 222.5), (1000, 295.0), (1200, 351.0)]
)
def test_the_trash_bags_of_nahmias(quantity: float, total: float) -> None:
    """Production and Operations Analysis, incremental discounts: 0.30, beyond 500 0.29, beyond 1,000 0.28."""
    plan = planned(project({"part": (quantity,)}, [offer("a", 0.30)], tiers=_tiers((500, 0.29), (1000, 0.28))))
    costs(plan, total)
    arrives(plan, "a", quantity)
    parts = ((0.0, min(quantity, 500)), (500.0, min(quantity - 500, 500)), (1000.0, quantity - 1000))
    priced(plan, *((lower, part) for lower, part in parts if part > 0))


def test_the_gasoline_of_winston() -> None:
    """Operations Research, section 9.2: Euing Gas buys 1,000 barrels of oil 1 at 25 and 20 cents; 12,500 earned.

    500 and 1,000 in hand; gas 1 (12 cents) is at least half oil 1, gas 2 (14 cents) at least 60 %.
    """
    blends = {"gas1": 0.5, "gas2": 0.6}
    plan = planned(
        project(
            {"gas1": (5000,), "gas2": (5000,)},
            [offer("a", 25.0, "oil1", capacity=1500.0)],
            items=[
                traded("gas1", 12.0),
                traded("gas2", 14.0),
                item("oil1", opening_stock=500.0),
                item("oil2", opening_stock=1000.0),
            ],
            recipes=[Recipe(id=f"{gas} {way}", output=gas) for gas in blends for way in ("pure", "mixed")],
            recipe_inputs=[
                *(row for gas in blends for row in takes(f"{gas} pure", oil1=1.0)),
                *(row for gas, part in blends.items() for row in takes(f"{gas} mixed", oil1=part, oil2=1 - part)),
            ],
            tiers=_tiers((500, 20.0), (1000, 15.0)),
        )
    )
    costs(plan, 5000 * 12 + 5000 * 14 - 12_500)
    arrives(plan, "a", 1000)
    assert plan.delivered["gas2"] == pytest.approx((2500,))


@pytest.mark.parametrize(("quantity", "total", "chosen"), [(66, 594, "b"), (67, 602, "a"), (80, 680, "a")])
def test_a_discount_on_the_rest_alone_pays_later(quantity: float, total: float, chosen: str) -> None:
    """10 for 50, then 6, against 9: 500 + 16 x 6 = 596 > 594, but 500 + 17 x 6 = 602 < 603."""
    plan = planned(project({"part": (quantity,)}, [offer("a", 10.0), offer("b", 9.0)], tiers=_tiers((50, 6.0))))
    costs(plan, total)
    arrives(plan, chosen, quantity)


@both
def test_rising_prices_need_no_yes_or_no(answer: Answer) -> None:
    """10 for 50, then 12, against 11: the first 50, and 30 from the other."""
    plan = answer(project({"part": (80,)}, [offer("a", 10.0), offer("b", 11.0)], tiers=_tiers((50, 12.0))))
    costs(plan, 500 + 330)
    arrives(plan, "a", 50)


def test_all_of_a_rising_schedule_is_paid_where_there_is_no_other() -> None:
    """10 for 50, 12 for 30, 15 for 20."""
    plan = planned(project({"part": (100,)}, [offer("a", 10.0)], tiers=_tiers((50, 12.0), (80, 15.0))))
    costs(plan, 500 + 360 + 300)


@pytest.mark.parametrize(("quantity", "total"), [(50, 500), (55, 555), (57, 572), (100, 830)])
def test_a_charge_opens_the_rest(quantity: float, total: float) -> None:
    """10 for 50, then 6 and 30 once, against 11 elsewhere: 5 x 11 = 55 < 30 + 5 x 6, but 7 x 11 = 77 > 30 + 7 x 6."""
    plan = planned(
        project({"part": (quantity,)}, [offer("a", 10.0), offer("b", 11.0)], tiers=_tiers((50, 6.0), charges=[30.0]))
    )
    costs(plan, total)


def test_every_tier_used_charges_once() -> None:
    """10 for 50 with 5, 8 for 30 with 20, 6 for the rest with 40: 100 use all three, 500 + 240 + 120 + 65."""
    plan = planned(
        project(
            {"part": (100,)}, [offer("a", 99.0)], tiers=_tiers((0, 10.0), (50, 8.0), (80, 6.0), charges=[5, 20, 40])
        )
    )
    costs(plan, 500 + 240 + 120 + 65)
    assert plan.cost.charges == pytest.approx(65)


def test_orders_placed_fill_the_lowest_tiers() -> None:
    """60 on order at 10 fill the first 50 of the year and 10 of the next tier: 40 more all cost 6."""
    plan = planned(
        project(
            {"part": (100,)},
            [offer("a", 10.0), offer("b", 6.5)],
            receipts=[Receipt(offer="a", month=FIRST, quantity=60.0)],
            tiers=_tiers((50, 6.0), basis="fiscal year"),
        )
    )
    costs(plan, 600 + 240)
    arrives(plan, "a", 40)


def test_orders_placed_fill_a_tier_in_part() -> None:
    """30 on order: 20 of the next 70 cost 10, 50 cost 6: 500, less than 70 at 7.2."""
    plan = planned(
        project(
            {"part": (100,)},
            [offer("a", 10.0), offer("b", 7.2)],
            receipts=[Receipt(offer="a", month=FIRST, quantity=30.0)],
            tiers=_tiers((50, 6.0), basis="horizon"),
        )
    )
    costs(plan, 300 + 500)
    priced(plan, (0.0, 20), (50.0, 50))


def test_the_discount_goes_where_it_saves_most() -> None:
    """10 in month 1 at 10, 10 in month 2 at 20; half off beyond 10 of the year: month 2's, 100 + 100."""
    plan = planned(
        project(
            {"part": (10, 10)},
            [offer("a", 10.0)],
            items=[item("part", holding_cost=100.0)],
            prices=[Price(offer="a", from_month=FIRST.plus(1), value=20.0)],
            tiers=[Tier(offer="a", basis="fiscal year", from_quantity=10.0, discount=50.0, kind="incremental")],
        )
    )
    costs(plan, 200)


@pytest.mark.parametrize(
    ("basis", "total"), [("order", 6 * 200), ("fiscal year", 2 * (400 + 120)), ("horizon", 400 + 80 * 6)]
)
def test_the_window_decides_where_the_tiers_begin_again(basis: str, total: float) -> None:
    """January to June, 20 a month held dearly: 10 for the first 40 of the window, 6 for the rest."""
    plan = planned(
        project(
            {"part": (20,) * 6},
            [offer("a", 10.0)],
            items=[item("part", holding_cost=100.0)],
            tiers=_tiers((40, 6.0), basis=basis),
            settings=[settings(6, first_month=Month.of(2028, 1))],
        )
    )
    costs(plan, total)


def test_a_year_is_bought_ahead_for_its_cheaper_rest() -> None:
    """March and April, 20 each at 10, beyond 20 of a year at 4; held at 5: April's goods in March cost 4 + 5 < 10."""
    plan = planned(
        project(
            {"part": (20, 20)},
            [offer("a", 10.0)],
            items=[item("part", holding_cost=5.0)],
            tiers=_tiers((20, 4.0), basis="fiscal year"),
            settings=[settings(2, first_month=Month.of(2028, 3))],
        )
    )
    costs(plan, 200 + 80 + 100)
    arrives(plan, "a", 40, 0)
