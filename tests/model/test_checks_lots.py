"""Lots above all that targets, stocks and pins can use are noted with what could be used at most."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.checks import check
from desktop.model.checks.lots import lots_beyond_all_use, most_used
from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import Pin, RecipeInput, Target
from desktop.text.messages import sentence
from tests.tiny import FIRST, tiny_project, tiny_rows


def _ordered(**values: Value) -> Project:
    return tiny_project(offers=tiny_rows("offers", "JL-magnet", **values))


def test_a_lot_above_all_use_is_noted_with_the_offer_the_lot_and_the_most_that_could_be_used() -> None:
    """300 motors take 600 kg of magnet."""
    (found,) = check(_ordered(lot_size=601.0))
    assert (found.key, found.table, found.field, found.severity) == ("lot-beyond-use", "offers", "lot_size", "note")
    assert dict(found.values) == {"offer": "JL-magnet", "least": "601", "most": "600", "unit": "kg"}
    assert "601 kg" in sentence(found)
    assert check(_ordered(lot_size=600.0)) == ()


def test_a_minimum_order_counts_in_whole_lots_and_by_what_is_usable() -> None:
    (found,) = check(_ordered(lot_size=400.0, minimum_order=500.0))
    assert (found.field, found.values["least"]) == ("minimum_order", "800")
    assert check(_ordered(minimum_order=650.0, usable_yield=0.9)) == ()
    assert [problem.key for problem in check(_ordered(minimum_order=650.0))] == ["lot-beyond-use"]


@pytest.mark.parametrize(
    ("only", "values"),
    [
        ("magnet", {"closing": "at least", "closing_stock": 60.0}),
        ("magnet", {"safety_days": 3.0}),
        ("motor", {"safety_days": 3.0}),
        ("motor", {"closing": "exactly", "closing_stock": 30.0}),
    ],
)
def test_stocks_that_are_asked_for_can_be_used_too(only: str, values: dict[str, Value]) -> None:
    assert most_used(tiny_project(items=tiny_rows("items", only, **values)))["magnet"] == pytest.approx(660.0)


def test_what_is_pinned_can_be_used_too() -> None:
    pins = [
        Pin(mix="least", offer="JL-magnet", month=FIRST, quantity=7.0),
        Pin(mix="least", recipe="assembly", month=FIRST, quantity=10.0),
    ]
    assert most_used(tiny_project(pins=pins))["magnet"] == pytest.approx(600.0 + 7.0 + 20.0)


def test_nothing_is_noted_where_nothing_is_asked_or_no_month_is_whole() -> None:
    offers = tiny_rows("offers", lot_size=1e6)
    assert not list(lots_beyond_all_use(tiny_project(offers=offers, targets=[])))
    assert not check(_ordered(lot_size=1e6).put("settings", {1: tiny_rows("settings", near_months=0)[0]}))


def test_a_target_that_is_faulty_might_be_what_uses_the_lot() -> None:
    rows = [*tiny_rows("targets"), Target(item="motor", month=FIRST, quantity=-1.0)]
    project = _ordered(lot_size=601.0).put("targets", dict(enumerate(rows, 1)))
    assert "lot-beyond-use" not in {problem.key for problem in check(project)}


def test_recipes_in_a_circle_come_to_an_end() -> None:
    inputs = [*tiny_rows("recipe_inputs"), RecipeInput(recipe="assembly", item="motor", quantity=2.0)]
    assert most_used(tiny_project(recipe_inputs=inputs))["magnet"] >= 600.0


@given(lot=st.floats(1.0, 1e6), quantity=st.floats(1.0, 1e5))
def test_a_lot_is_noted_exactly_where_it_is_above_the_use_of_all_targets(lot: float, quantity: float) -> None:
    targets = [Target(item="motor", month=FIRST, quantity=quantity)]
    project = tiny_project(offers=tiny_rows("offers", "JL-magnet", lot_size=lot), targets=targets)
    assert bool(list(lots_beyond_all_use(project))) == (lot > 2 * quantity)
