"""Column values as orders: in hand or planned, by which file, at which day, priced in which tiers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pytest

from desktop.engine.objectives import Written, write
from desktop.engine.outcome_orders import orders
from desktop.engine.vectors import FloatArray
from desktop.model.fields import Value
from desktop.model.orders import Order
from desktop.model.records import Licence, Receipt, Record, Tier
from desktop.model.records.table import evolved
from tests.engine.written import drafted
from tests.tiny import FIRST, tiny_rows

GRANTED = Licence(id="L1", regime="A18", offer="JL-magnet", quantity=90.0, status="granted")


def _written(**changed: Sequence[Record]) -> tuple[Written, FloatArray]:
    """A program, and nothing in every column of it."""
    written = write(drafted(**changed))
    return written, np.zeros(written.draft.program.column_count)


def _dated(order: Order) -> tuple[str, dt.date | None, dt.date | None]:
    return order.licence, order.order_date, order.file_by


def test_what_is_on_order_stands_first_without_a_day_or_a_licence() -> None:
    """8 kg usable at a yield of 0.8 were 10 kg as bought."""
    receipts = [Receipt(offer="JL-magnet", month=FIRST.plus(2), quantity=8.0)]
    offers = tiny_rows("offers", usable_yield=0.8)
    written, x = _written(receipts=receipts, offers=offers, licences=[GRANTED])
    x[written.draft.columns.arrive[0, 0]] = 5.0
    placed, planned = orders(written, x)
    assert (placed.placed, placed.month, placed.quantity, placed.usable) == (True, FIRST.plus(2), 10.0, 8.0)
    assert _dated(placed) == ("", None, None)
    assert placed.cost.landed == pytest.approx(32_000.0)
    assert (planned.placed, planned.offer, planned.quantity, planned.usable) == (False, "IREL-magnet", 5.0, 4.0)


def test_every_way_in_that_carries_anything_in_a_month_is_an_order_of_its_own() -> None:
    written, x = _written(licences=[GRANTED])
    arrive = written.draft.columns.arrive
    x[arrive[0, 0]], x[arrive[1, 0]], x[arrive[2, 0]], x[arrive[2, 5]] = 1.0, 2.0, 4.0, 8.0
    found = list(orders(written, x))
    assert [(order.offer, order.month, order.quantity) for order in found] == [
        ("IREL-magnet", FIRST, 1.0),
        ("JL-magnet", FIRST, 2.0),
        ("JL-magnet", FIRST, 4.0),
        ("JL-magnet", FIRST.plus(5), 8.0),
    ]
    filed = dt.date(2027, 1, 1) - dt.timedelta(days=45 + 60)
    assert _dated(found[0]) == ("", dt.date(2026, 12, 2), None)
    assert _dated(found[1]) == ("new", filed, filed)
    assert _dated(found[2]) == ("L1", dt.date(2026, 11, 17), None)


def test_an_order_costs_what_landing_it_costs_by_part() -> None:
    terms: dict[str, Value] = {
        "price_term": "FOB",
        "freight": 5.0,
        "customs_duty": 10.0,
        "igst": 18.0,
        "inland_cost": 7.0,
    }
    written, x = _written(offers=tiny_rows("offers", "JL-magnet", **terms))
    x[written.draft.columns.arrive[1, 0]] = 10.0
    (order,) = orders(written, x)
    cost = order.cost
    assert (cost.price, cost.freight, cost.duty, cost.inland) == pytest.approx((32_000.0, 4000.0, 3600.0, 70.0))
    assert cost.igst == pytest.approx(0.18 * 39_600)
    assert order.tiers == ()


# ------------------------------------------------------------------------- tiers

TIER = Tier(offer="JL-magnet", from_quantity=50.0, discount=10.0, kind="incremental", basis="horizon")


def test_an_order_costs_what_its_tiers_say_and_tells_how_much_lies_in_which() -> None:
    written, x = _written(tiers=[TIER, evolved(TIER, {"from_quantity": 80.0, "discount": 0.0, "price": 10.0})])
    (ladder,) = written.ladders
    x[written.draft.columns.arrive[1, 0]] = 60.0
    x[ladder.part[:, 0]] = [45.0, 0.0, 15.0]
    (order,) = orders(written, x)
    assert order.tiers == ((0.0, 45.0), (80.0, 15.0))
    assert order.cost.landed == pytest.approx(45 * 3200 + 15 * 800)


def test_ways_in_share_the_tiers_of_their_month_in_proportion() -> None:
    written, x = _written(tiers=[TIER], licences=[GRANTED])
    (ladder,) = written.ladders
    arrive = written.draft.columns.arrive
    x[arrive[1, 0]], x[arrive[2, 0]], x[arrive[2, 1]] = 45.0, 15.0, 9.0
    x[ladder.part[:, 0]], x[ladder.part[:, 1]] = [40.0, 20.0], [0.0, 9.0]
    new, by_file, later = orders(written, x)
    assert new.tiers == ((0.0, 30.0), (50.0, 15.0))
    assert by_file.tiers == ((0.0, 10.0), (50.0, 5.0))
    assert later.tiers == ((50.0, 9.0),)
    assert by_file.cost.landed == pytest.approx(10 * 3200 + 5 * 2880)


def test_a_quantity_too_small_for_its_tiers_to_show_lies_in_the_lowest() -> None:
    written, x = _written(tiers=[TIER])
    x[written.draft.columns.arrive[1, 0]] = 1e-9
    (order,) = orders(written, x)
    assert order.tiers == ((0.0, 1e-9),)
    assert order.cost.landed == pytest.approx(3.2e-6)


def test_what_is_on_order_keeps_the_offers_own_price() -> None:
    written, x = _written(tiers=[TIER], receipts=[Receipt(offer="JL-magnet", month=FIRST, quantity=90.0)])
    (placed,) = orders(written, x)
    assert placed.tiers == ()
    assert placed.cost.landed == pytest.approx(90 * 3200.0)
