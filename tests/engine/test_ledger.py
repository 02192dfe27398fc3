"""The ledger of the second computation: plain lists, and differences judged by the size at hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger
from desktop.model.progress import Silent
from desktop.model.records import (
    Capacity,
    Commitment,
    LeadTime,
    Offer,
    Receipt,
    RecipeInput,
    Source,
)
from desktop.model.records.table import Record
from tests.tiny import FIRST, tiny_project, tiny_records, tiny_rows

ENDLESS, NAN = float("inf"), float("nan")


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


def test_receipts_are_usable_quantities_and_count_as_bought() -> None:
    receipts = [Receipt(offer="JL-magnet", month=FIRST, quantity=30.0)]
    ledger = _ledger(receipts=receipts, offers=tiny_rows("offers", "JL-magnet", usable_yield=0.75))
    assert ledger.receipts["JL-magnet"][0] == 40.0
    assert ledger.plan.verified


def test_use_and_size_follow_from_recipes_targets_and_stock() -> None:
    twice = [*tiny_records()["recipe_inputs"], RecipeInput(recipe="assembly", item="magnet", quantity=1.0)]
    ledger = _ledger(recipe_inputs=twice, items=tiny_rows("items", "motor", opening_stock=400.0))
    assert ledger.inputs == {"assembly": {"magnet": 3.0}}
    assert ledger.use["magnet"] == pytest.approx([3 * made for made in ledger.plan.production["assembly"]])
    assert ledger.size["motor"] == 400.0
    assert ledger.targets == {"motor": [50.0] * 6}


def test_goods_leave_by_the_lead_time_of_their_month_and_only_offers_ordered_count() -> None:
    ledger = _ledger(lead_times=[LeadTime(offer="JL-magnet", from_month=FIRST.plus(1), value=10.0)])
    assert list(ledger.leaving) == list(ledger.permits) == ["JL-magnet"]
    assert ledger.leaving["JL-magnet"][:2] == (dt.date(2026, 11, 17), dt.date(2027, 1, 22))
    assert {permit.days for permit in ledger.permits["JL-magnet"]} == {60.0}


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
    for nothing_known in ([NAN] * 6, [*zero[:5], NAN]):
        wrong = [month for month, value in zip(ledger.months, nothing_known, strict=True) if value != 0]
        assert [f.where for f in ledger.compare("key", "a", 0.0, nothing_known, zero)] == [f"a {m}" for m in wrong]
        assert [f.where for f in ledger.within("key", "a", 0.0, nothing_known, zero)] == [f"a {m}" for m in wrong]
