"""The mass share of elements: of an item's own mass, or of the magnets that go into a piece."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.model.composition import contents_of, mass_share
from desktop.model.records import Content, Item, Recipe, RecipeInput, Record
from tests.tiny import tiny_project

HEAVY = ("Dy", "Tb")
MOTOR = Item(id="motor", kind="product", unit="piece")
MAGNET = Item(id="magnet", kind="magnet", unit="kg")
ROTOR = Item(id="rotor", kind="component", unit="piece")


def test_contents_of_the_same_element_add_up() -> None:
    project = tiny_project(
        contents=[
            Content(item="magnet", element="Dy", kg_per_unit=0.01),
            Content(item="magnet", element="Nd", kg_per_unit=0.3),
            Content(item="magnet", element="Dy", kg_per_unit=0.02),
        ]
    )
    assert contents_of(project) == {"magnet": {"Dy": pytest.approx(0.03), "Nd": 0.3}}


def _contents(item: str, **kg: float) -> list[Record]:
    return [Content(item=item, element=element, kg_per_unit=held) for element, held in kg.items()]


def _share(item: Item, **tables: Sequence[Record]) -> float | None:
    emptied: dict[str, Sequence[Record]] = {"contents": [], "recipes": [], "recipe_inputs": []}
    return mass_share(tiny_project(**{**emptied, "items": [item], **tables}), item, HEAVY)


@pytest.mark.parametrize(
    ("unit", "kg", "share"),
    [
        ("kg", {"Nd": 0.28, "Dy": 0.04}, 0.04),
        ("t", {"Nd": 280.0, "Dy": 40.0}, 0.04),
        ("piece", {"Nd": 0.28, "Dy": 0.04}, 0.125),
        ("kg", {"Nd": 0.3}, 0.0),
        ("kg", {}, 0.0),
        ("piece", {}, None),
        ("piece", {"Dy": 0.0}, None),
    ],
)
def test_the_share_is_of_the_units_mass_or_of_what_is_listed_for_a_piece(
    unit: str, kg: dict[str, float], share: float | None
) -> None:
    assert _share(Item(id="x", unit=unit), contents=_contents("x", **kg)) == pytest.approx(share)


def test_a_motor_has_the_share_of_the_magnets_that_its_recipe_puts_in() -> None:
    """2 kg of magnet with 0.05 % Dy, beside 1 kg of alloy with 10 %: what is no magnet does not count."""
    alloy = Item(id="alloy", kind="alloy", unit="kg")
    share = _share(
        MOTOR,
        items=[MOTOR, MAGNET, alloy],
        contents=[*_contents("magnet", Nd=0.3, Dy=0.0005), *_contents("alloy", Dy=0.1), *_contents("motor", Dy=1.0)],
        recipes=[Recipe(id="assembly", output="motor"), Recipe(id="other", output="magnet")],
        recipe_inputs=[
            RecipeInput(recipe="assembly", item="magnet", quantity=2.0),
            RecipeInput(recipe="assembly", item="alloy", quantity=1.0),
            RecipeInput(recipe="other", item="alloy", quantity=1.0),
        ],
    )
    assert share == pytest.approx(0.0005)


def test_where_no_magnets_go_in_all_inputs_of_known_contents_count() -> None:
    """A piece of 3 kg with 1 % and 1 t with 0.2 % of Dy: 2.03 kg of 1003 kg; steel is left out."""
    items = [Item(id=name, kind="alloy", unit=unit) for name, unit in (("a", "kg"), ("b", "t"), ("steel", "kg"))]
    quantities = {"a": 3.0, "b": 1.0, "steel": 50.0}
    share = _share(
        MOTOR,
        items=[MOTOR, *items],
        contents=[*_contents("a", Dy=0.01), *_contents("b", Dy=2.0)],
        recipes=[Recipe(id="assembly", output="motor")],
        recipe_inputs=[
            *(RecipeInput(recipe="assembly", item=name, quantity=n) for name, n in quantities.items()),
            RecipeInput(recipe="assembly", item="motor", quantity=0.0),
        ],
    )
    assert share == pytest.approx(2.03 / 1003)


def test_pieces_inside_a_piece_count_as_what_is_in_them_and_the_largest_recipe_counts() -> None:
    """Two rotors of 1 kg of magnet with 4 % Dy, and 2 kg with 1 %: (2 x 0.04 + 2 x 0.01) of 4 kg."""
    weak = Item(id="weak", kind="magnet", unit="kg")
    inputs = (("build", "rotor", 2.0), ("build", "weak", 2.0), ("wind", "magnet", 1.0), ("cheap", "weak", 1.0))
    share = _share(
        MOTOR,
        items=[MOTOR, ROTOR, MAGNET, weak],
        contents=[*_contents("magnet", Dy=0.04), *_contents("weak", Dy=0.01)],
        recipes=[
            Recipe(id="build", output="motor"),
            Recipe(id="wind", output="rotor"),
            Recipe(id="cheap", output="motor"),
        ],
        recipe_inputs=[RecipeInput(recipe=recipe, item=item, quantity=n) for recipe, item, n in inputs],
    )
    assert share == pytest.approx((2 * 0.04 + 2 * 0.01) / 4)


def test_a_recipe_of_nothing_known_or_round_in_a_circle_tells_nothing() -> None:
    """The motor is made of rotors, the rotor of motors and of magnets without contents."""
    inputs = (("build", "rotor"), ("wind", "motor"), ("wind", "magnet"))
    tables: dict[str, Sequence[Record]] = {
        "items": [MOTOR, ROTOR, MAGNET],
        "recipes": [Recipe(id="build", output="motor"), Recipe(id="wind", output="rotor")],
        "recipe_inputs": [RecipeInput(recipe=recipe, item=item, quantity=1.0) for recipe, item in inputs],
    }
    assert _share(MOTOR, **tables) is None
    assert _share(MOTOR, **tables, contents=_contents("motor", Nd=0.3, Dy=0.1)) == pytest.approx(0.25)
