"""Sizes and worths of items follow from targets, recipes and landed costs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from desktop.engine.scales import Scales, power_of_ten, requirement, scales
from desktop.model.records import Item, Receipt, Recipe, RecipeInput, Target
from desktop.model.records.table import Record
from tests.engine.written import tiny_arrays
from tests.tiny import FIRST, MONTHS, tiny_records, tiny_rows


def _scales(**changed: Sequence[Record]) -> Scales:
    return scales(tiny_arrays(**changed))


def _asked(**changed: Sequence[Record]) -> list[float]:
    """What the targets ask of every item over the horizon."""
    data = tiny_arrays(**changed)
    return [float(quantity) for quantity in requirement(data, data.target.sum(axis=1))]


def test_sizes_are_powers_of_ten_and_nothing_is_one() -> None:
    assert power_of_ten(np.array([0.0, 2e-5, 3.0, 4.0, 1e9])).tolist() == pytest.approx([1.0, 1e-5, 1.0, 10.0, 1e9])


def test_an_item_is_as_large_as_what_the_targets_ask_of_it_each_month() -> None:
    assert _asked() == [600.0, 300.0]
    assert _scales().item.tolist() == pytest.approx([100.0, 100.0])


def test_an_item_that_nothing_asks_for_is_as_large_as_its_stock_and_receipts() -> None:
    found = _scales(
        targets=[],
        items=tiny_rows("items", "motor", closing="at least", closing_stock=6e4),
        receipts=[Receipt(offer="JL-magnet", month=FIRST, quantity=6.0)],
    )
    assert found.item.tolist() == pytest.approx([1.0, 1e4])


def test_a_closing_stock_that_is_free_is_no_measure() -> None:
    items = tiny_rows("items", "magnet", closing_stock=1e9)
    assert scales(tiny_arrays(items=items)).item.tolist() == scales(tiny_arrays()).item.tolist()


def test_of_two_recipes_the_one_that_takes_most_sets_the_size() -> None:
    asked = _asked(
        recipes=[*tiny_records()["recipes"], Recipe(id="heavy", output="motor")],
        recipe_inputs=[*tiny_records()["recipe_inputs"], RecipeInput(recipe="heavy", item="magnet", quantity=3.0)],
    )
    assert asked == [900.0, 300.0]


def test_a_unit_in_stock_is_worth_its_cheapest_offer_or_making() -> None:
    assert _scales().value.tolist() == pytest.approx([3200.0, 2 * 3200.0 + 100.0])
    halved = _scales(offers=tiny_rows("offers", "JL-magnet", usable_yield=0.5))
    assert halved.value.tolist() == pytest.approx([5000.0, 2 * 5000.0 + 100.0])


def test_what_is_wanted_by_month_is_asked_for_by_month() -> None:
    data = tiny_arrays()
    assert requirement(data, data.target).tolist() == [[100.0] * 6, [50.0] * 6]


def test_a_unit_missing_weighs_its_worth() -> None:
    assert _scales().lack.tolist() == pytest.approx([3200.0, 6500.0])


def test_a_months_quantity_without_a_price_weighs_like_the_median_of_the_priced_items() -> None:
    """Months' worths: 100 magnets of 3,200 and 50 motors of 6,500 INR; the drawings move 40 a month."""
    items = [*tiny_records()["items"], Item(id="drawing", kind="component", unit="piece")]
    targets = [*tiny_records()["targets"], *(Target(item="drawing", month=at, quantity=40.0) for at in MONTHS)]
    usual = (100 * 3200.0 + 50 * 6500.0) / 2
    assert _scales(items=items, targets=targets).lack[2] == pytest.approx(usual / 40)
    grams = [*targets[:6], *(Target(item="drawing", month=at, quantity=40_000.0) for at in MONTHS)]
    assert _scales(items=items, targets=grams).lack[2] == pytest.approx(usual / 40_000)


def test_where_nothing_has_a_price_a_months_quantity_of_each_item_weighs_the_same() -> None:
    assert _scales(offers=[]).lack.tolist() == pytest.approx([1 / 100, 1 / 50])
    assert _scales(offers=[], targets=[]).lack.tolist() == [1.0, 1.0]


def test_what_can_neither_be_bought_nor_made_is_worth_nothing() -> None:
    items = [*tiny_records()["items"], Item(id="drawing", kind="component", unit="piece")]
    assert _scales(items=items).value[2] == 0.0
    assert _scales(offers=[]).value.tolist() == [0.0, 0.0]


def test_a_project_without_items_has_no_sizes() -> None:
    found = _scales(items=[], contents=[], offers=[], recipes=[], recipe_inputs=[], targets=[])
    assert (found.item.size, found.value.size, found.lack.size) == (0, 0, 0)


def test_recipes_that_feed_each_other_end() -> None:
    circle = [
        *tiny_records()["recipes"],
        Recipe(id="recycling", output="magnet", cost=10.0),
    ]
    inputs = [*tiny_records()["recipe_inputs"], RecipeInput(recipe="recycling", item="motor", quantity=0.5)]
    assert _asked(recipes=circle, recipe_inputs=inputs) == [600.0, 600.0]
    found = _scales(recipes=circle, recipe_inputs=inputs)
    assert found.value.tolist() == pytest.approx([3200.0, 6500.0])
