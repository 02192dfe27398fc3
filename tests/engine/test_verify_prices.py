"""The second computation of what a unit costs, against sums worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger
from desktop.model.fields import Value
from desktop.model.progress import Silent
from desktop.model.records import ExchangeRate, Item, Price
from desktop.model.records.table import Record
from tests.tiny import FIRST, tiny_project, tiny_records, tiny_rows


def _ledger(**changed: Sequence[Record]) -> Ledger:
    return Ledger(optimise(tiny_project(**changed), "least", "", Silent()))


def _landed(ledger: Ledger, offer: str) -> list[float]:
    """What one unit of an offer costs, by month."""
    return [float(cost) for cost in ledger.prices.landed[ledger.prices.offer_at[offer]]]


def test_prices_and_rates_follow_their_steps_and_a_step_without_a_month_never_counts() -> None:
    rates = [
        ExchangeRate(currency="USD", from_month=FIRST, rate=80.0),
        ExchangeRate(currency="USD", from_month=FIRST.plus(4), rate=90.0),
        ExchangeRate(currency="USD", from_month=None, rate=1.0),
    ]
    prices = [
        Price(offer="JL-magnet", from_month=FIRST.plus(2), value=50.0),
        Price(offer="JL-magnet", from_month=None, value=1.0),
    ]
    ledger = _ledger(exchange_rates=rates, prices=prices)
    assert _landed(ledger, "JL-magnet") == [3200.0, 3200.0, 4000.0, 4000.0, 4500.0, 4500.0]
    assert _landed(ledger, "IREL-magnet") == [5000.0] * 6
    assert ledger.plan.verified


@pytest.mark.parametrize(
    ("term", "source", "landed"),
    [
        ("EXW", "JL", 42 * 80 * 1.01 * 1.11 + 15),
        ("FOB", "JL", 42 * 80 * 1.01 * 1.11 + 15),
        ("CIF", "JL", 40 * 80 * 1.11 + 15),
        ("DAP", "JL", 40 * 80 * 1.11),
        ("DDP", "JL", 40 * 80),
        ("FOB", "IREL", 42 * 80 * 1.01 + 15),
    ],
)
def test_a_landed_cost_is_recomputed_by_its_price_term(term: str, source: str, landed: float) -> None:
    values: dict[str, Value] = {"price_term": term, "source": source, "freight": 2.0, "insurance": 1.0}
    duty: dict[str, Value] = {"customs_duty": 10.0, "surcharge": 10.0, "inland_cost": 15.0}
    ledger = _ledger(offers=tiny_rows("offers", "JL-magnet", **values, **duty))
    assert _landed(ledger, "JL-magnet") == pytest.approx([landed] * 6)
    assert ledger.plan.verified


def test_every_part_of_a_landed_cost_is_kept_apart() -> None:
    values: dict[str, Value] = {"price_term": "FOB", "freight": 10.0, "insurance": 10.0, "inland_cost": 15.0}
    duty: dict[str, Value] = {"customs_duty": 10.0, "surcharge": 10.0, "igst": 18.0}
    ledger = _ledger(offers=tiny_rows("offers", "JL-magnet", **values, **duty))
    cif = 3200 + 800 + 400
    found = ledger.prices.unit_parts(ledger.terms.offers["JL-magnet"], 0, None)
    assert found == pytest.approx(ledger.prices.parts[1, 0])
    assert found == pytest.approx((3200, 800, 400, 440, 44, 15, 0.18 * (cif + 484)))


def test_stock_is_worth_its_cheapest_way_and_nothing_where_there_is_none() -> None:
    items = [*tiny_records()["items"], Item(id="drawing", kind="component", unit="piece")]
    ledger = _ledger(items=items, offers=tiny_rows("offers", "JL-magnet", usable_yield=0.8))
    assert ledger.prices.standard == pytest.approx({"magnet": 4000.0, "motor": 8100.0, "drawing": 0.0})
