"""The ledger of the second computation: plain lists, and differences judged by the size at hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger, standard_values
from desktop.model.fields import Value
from desktop.model.progress import Silent
from desktop.model.records import (
    Capacity,
    Commitment,
    ExchangeRate,
    Item,
    Offer,
    Price,
    Receipt,
    RecipeInput,
    Source,
)
from desktop.model.records.table import Record
from tests.tiny import FIRST, tiny_project, tiny_records, tiny_rows

ENDLESS = float("inf")


def _ledger(**changed: Sequence[Record]) -> Ledger:
    return Ledger(optimise(tiny_project(**changed), "least", "", Silent()))


def test_receipts_arrive_on_top_of_what_is_planned() -> None:
    receipts = [
        Receipt(offer="JL-magnet", month=FIRST, quantity=30.0),
        Receipt(offer="JL-magnet", month=FIRST.plus(-1), quantity=9.0),
        Receipt(offer="JL-magnet", month=FIRST, quantity=10.0),
    ]
    ledger = _ledger(receipts=receipts)
    assert ledger.receipts == {"JL-magnet": [40.0, 0.0, 0.0, 0.0, 0.0, 0.0]}
    assert ledger.plan.arrivals["JL-magnet"][0] == pytest.approx(60.0, rel=1e-5)
    assert ledger.arriving["JL-magnet"] == pytest.approx([100.0] * 6, rel=1e-5)


def test_use_and_size_follow_from_recipes_targets_and_stock() -> None:
    twice = [*tiny_records()["recipe_inputs"], RecipeInput(recipe="assembly", item="magnet", quantity=1.0)]
    ledger = _ledger(recipe_inputs=twice, items=tiny_rows("items", "motor", opening_stock=400.0))
    assert ledger.inputs == {"assembly": {"magnet": 3.0}}
    assert ledger.use["magnet"] == pytest.approx([3 * made for made in ledger.plan.production["assembly"]])
    assert ledger.size["motor"] == 400.0
    assert ledger.targets == {"motor": [50.0] * 6}


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
    assert ledger.unit_cost["JL-magnet"] == [3200.0, 3200.0, 4000.0, 4000.0, 4500.0, 4500.0]
    assert ledger.unit_cost["IREL-magnet"] == [5000.0] * 6
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
    assert ledger.unit_cost["JL-magnet"] == pytest.approx([landed] * 6)
    assert ledger.plan.verified


def test_capacities_follow_their_steps_and_are_endless_without() -> None:
    ledger = _ledger(
        capacities=[
            Capacity(offer="IREL-magnet", from_month=FIRST.plus(3), value=10.0),
            Capacity(offer="IREL-magnet", from_month=None, value=1.0),
        ]
    )
    irel, jl = ledger.world.all(Offer)
    assert ledger.capacity(irel) == [60.0, 60.0, 60.0, 10.0, 10.0, 10.0]
    assert ledger.capacity(jl) == [ENDLESS] * 6
    assert ledger.capacity(ledger.world.all(Source)[0]) == [ENDLESS] * 6


def test_what_is_owed_counts_in_its_months_while_in_force() -> None:
    owed = [
        Commitment(id="a", source="IREL", item="magnet", quantity=5.0, last_month=FIRST.plus(3)),
        Commitment(id="b", source="IREL", item="magnet", quantity=2.0, first_month=FIRST.plus(2)),
        Commitment(id="c", source="IREL", item="magnet", quantity=9.0, status="suspended"),
    ]
    ledger = _ledger(commitments=owed)
    assert ledger.owed("IREL", "magnet") == [5.0, 5.0, 7.0, 7.0, 2.0, 2.0]
    assert ledger.owed("JL", "magnet") == [0.0] * 6


def test_series_are_compared_by_the_size_of_the_item_or_their_own() -> None:
    ledger, zero = _ledger(), [0.0] * 6
    near = [0.0, 9e-5, 2e-4, 0.0, 0.0, 0.0]
    (fault,) = ledger.compare("key", "magnet", 100.0, near, zero)
    assert (fault.key, fault.where) == ("key", "magnet 2027-03")
    assert fault.difference == pytest.approx(2e-6)
    assert list(ledger.compare("key", "magnet", 1.0, [1e6] * 6, [1e6 + 0.5] * 6)) == []
    (fault,) = ledger.within("key", "magnet", 100.0, [0.0, 5.0, 5.00009, 6.0, 1.0, 5.0], [5.0] * 6)
    assert fault.where == "magnet 2027-04"
    assert fault.difference == pytest.approx(0.01)
    assert list(ledger.within("key", "magnet", 100.0, zero, [ENDLESS] * 6)) == []


def test_stock_is_worth_its_cheapest_way_and_nothing_where_there_is_none() -> None:
    items = [*tiny_records()["items"], Item(id="drawing", kind="component", unit="piece")]
    ledger = _ledger(items=items, offers=tiny_rows("offers", "JL-magnet", usable_yield=0.8))
    assert standard_values(ledger) == pytest.approx({"magnet": 4000.0, "motor": 8100.0, "drawing": 0.0})
