"""The ledger of the second computation: what a plan moves, and differences judged by the size at hand."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import pytest

from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger
from desktop.model.plan import Decision
from desktop.model.progress import Silent
from desktop.model.records import Receipt, RecipeInput, Target
from desktop.model.records.table import Record
from tests.tiny import FIRST, MONTHS, tiny_project, tiny_records, tiny_rows

ENDLESS, NAN = float("inf"), float("nan")


def _ledger(**changed: Sequence[Record]) -> Ledger:
    return Ledger(optimise(tiny_project(**changed), "least", "", Silent()))


def test_only_months_with_something_are_named_and_receipts_arrive_on_top_of_what_is_planned() -> None:
    ledger = _ledger(receipts=[Receipt(offer="JL-magnet", month=FIRST, quantity=40.0)])
    assert list(ledger.planned) == list(ledger.arriving) == ["JL-magnet"]
    assert ledger.planned["JL-magnet"][0] == pytest.approx(60.0, rel=1e-5)
    assert ledger.arriving["JL-magnet"] == pytest.approx(dict.fromkeys(range(6), 100.0), rel=1e-5)


def test_rounding_arrives_but_is_no_order_and_uses_no_offer() -> None:
    plan = _ledger().plan
    series = (9e-5, 2e-4, 0.0, 0.0, 0.0, 0.0)
    ledger = Ledger(attrs.evolve(plan, arrivals={"IREL-magnet": series, "JL-magnet": (100.0,) * 6}))
    assert ledger.planned["IREL-magnet"] == ledger.arriving["IREL-magnet"] == {0: 9e-5, 1: 2e-4}
    assert ledger.ordered["IREL-magnet"] == {1: 2e-4}
    assert ledger.told.uses[0].tolist() == [False, True, False, False, False, False]


def test_receipts_however_small_use_their_offer() -> None:
    ledger = _ledger(receipts=[Receipt(offer="IREL-magnet", month=FIRST, quantity=1e-6)])
    assert ledger.ordered.get("IREL-magnet") is None
    assert ledger.told.uses[0].tolist() == [True] + [False] * 5


def test_use_and_size_follow_from_recipes_targets_and_stock() -> None:
    twice = [*tiny_records()["recipe_inputs"], RecipeInput(recipe="assembly", item="magnet", quantity=1.0)]
    ledger = _ledger(recipe_inputs=twice, items=tiny_rows("items", "motor", opening_stock=400.0))
    assert ledger.told.taken[0] == pytest.approx([3 * made for made in ledger.plan.production["assembly"]])
    assert ledger.size["motor"] == 400.0
    targets = [Target(item="motor", month=month, quantity=10.0 * at) for at, month in enumerate(MONTHS)]
    assert _ledger(targets=targets).told.following_use("motor") == [10.0, 20.0, 30.0, 40.0, 50.0, 50.0]


def test_orders_keep_their_form_in_the_near_months_of_whole_answers() -> None:
    plan = _ledger(settings=tiny_rows("settings", near_months=4)).plan
    assert Ledger(plan).near == 0
    assert Ledger(attrs.evolve(plan, answer="whole")).near == 4
    assert Ledger(attrs.evolve(_ledger().plan, answer="whole")).near == 6


def test_decisions_are_found_by_kind_owner_and_first_month() -> None:
    decision = Decision("order", "JL", FIRST.plus(1), FIRST.plus(1), 0.25)
    ledger = Ledger(attrs.evolve(_ledger().plan, decisions=(decision,)))
    assert ledger.decided("order", "JL", 1) == 0.25
    assert ledger.decided("order", "JL", 0) == ledger.decided("contract", "JL", 1) == 0.0


def test_series_are_compared_by_the_size_of_the_item_or_their_own() -> None:
    ledger, zero = _ledger(), np.zeros((1, 6))
    near = np.array([[0.0, 9e-5, 2e-4, 0.0, 0.0, 0.0]])
    (fault,) = ledger.compare("key", ["magnet"], np.array([100.0]), near, zero)
    assert (fault.key, fault.where) == ("key", "magnet 2027-03")
    assert fault.difference == pytest.approx(2e-6)
    assert list(ledger.compare("key", ["magnet"], np.array([1.0]), zero + 1e6, zero + 1e6 + 0.5)) == []
    told = np.array([[0.0, 5.0, 5.00009, 6.0, 1.0, 5.0]])
    (fault,) = ledger.within("key", ["magnet"], np.array([100.0]), told, zero + 5.0)
    assert fault.where == "magnet 2027-04"
    assert fault.difference == pytest.approx(0.01)
    assert list(ledger.within("key", ["magnet"], np.array([100.0]), zero, zero + ENDLESS)) == []
    none = np.array([0.0])
    for nothing_known in (np.full((1, 6), NAN), np.array([[0.0] * 5 + [NAN]])):
        wrong = [f"a {month}" for month, value in zip(ledger.months, nothing_known[0], strict=True) if value != 0]
        assert [f.where for f in ledger.compare("key", ["a"], none, nothing_known, zero)] == wrong
        assert [f.where for f in ledger.within("key", ["a"], none, nothing_known, zero)] == wrong


def test_each_row_is_judged_by_its_own_size() -> None:
    ledger, sizes = _ledger(), np.array([100.0, 1.0])
    told = np.full((2, 6), 5e-5)
    assert {f.where[:1] for f in ledger.compare("key", ["a", "b"], sizes, told, np.zeros((2, 6)))} == {"b"}
    assert {f.where[:1] for f in ledger.within("key", ["a", "b"], sizes, told, np.zeros((2, 6)))} == {"b"}
