"""Sizes and worths of items follow from targets, recipes and landed costs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from desktop.engine.arrays import arrays
from desktop.engine.scales import Scales, power_of_ten, scales
from desktop.model.records import Item, Mix, Receipt, Recipe, RecipeInput
from desktop.model.records.table import Record
from tests.tiny import FIRST, tiny_project, tiny_records, tiny_rows


def _scales(**changed: Sequence[Record]) -> Scales:
    project = tiny_project(**changed)
    return scales(arrays(project, project.by_id(Mix)["least"]))


def test_sizes_are_powers_of_ten_and_nothing_is_one() -> None:
    assert power_of_ten(np.array([0.0, 2e-5, 3.0, 4.0, 1e9])).tolist() == pytest.approx([1.0, 1e-5, 1.0, 10.0, 1e9])


def test_an_item_is_as_large_as_what_the_targets_ask_of_it_each_month() -> None:
    found = _scales()
    assert found.total.tolist() == [600.0, 300.0]
    assert found.item.tolist() == pytest.approx([100.0, 100.0])


def test_an_item_that_nothing_asks_for_is_as_large_as_its_stock_and_receipts() -> None:
    found = _scales(
        targets=[],
        items=tiny_rows("items", "motor", closing_stock=6e4),
        receipts=[Receipt(offer="JL-magnet", month=FIRST, quantity=6.0)],
    )
    assert found.total.tolist() == [0.0, 0.0]
    assert found.item.tolist() == pytest.approx([1.0, 1e4])


def test_of_two_recipes_the_one_that_takes_most_sets_the_size() -> None:
    found = _scales(
        recipes=[*tiny_records()["recipes"], Recipe(id="heavy", output="motor")],
        recipe_inputs=[*tiny_records()["recipe_inputs"], RecipeInput(recipe="heavy", item="magnet", quantity=3.0)],
    )
    assert found.total.tolist() == [900.0, 300.0]


def test_a_unit_in_stock_is_worth_its_cheapest_offer_or_making() -> None:
    assert _scales().value.tolist() == pytest.approx([3200.0, 2 * 3200.0 + 100.0])
    halved = _scales(offers=tiny_rows("offers", "JL-magnet", usable_yield=0.5))
    assert halved.value.tolist() == pytest.approx([5000.0, 2 * 5000.0 + 100.0])


def test_what_can_neither_be_bought_nor_made_is_worth_nothing() -> None:
    items = [*tiny_records()["items"], Item(id="drawing", kind="component", unit="piece")]
    assert _scales(items=items).value[2] == 0.0
    assert _scales(offers=[]).value.tolist() == [0.0, 0.0]


def test_a_project_without_items_has_no_sizes() -> None:
    found = _scales(items=[], contents=[], offers=[], recipes=[], recipe_inputs=[], targets=[])
    assert (found.item.size, found.total.size, found.value.size) == (0, 0, 0)


def test_recipes_that_feed_each_other_end() -> None:
    circle = [
        *tiny_records()["recipes"],
        Recipe(id="recycling", output="magnet", cost=10.0),
    ]
    inputs = [*tiny_records()["recipe_inputs"], RecipeInput(recipe="recycling", item="motor", quantity=0.5)]
    found = _scales(recipes=circle, recipe_inputs=inputs)
    assert found.total.tolist() == [600.0, 600.0]
    assert found.value.tolist() == pytest.approx([3200.0, 6500.0])
