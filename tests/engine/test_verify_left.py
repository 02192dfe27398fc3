"""What the capacities of a world leave, to the second computation."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.engine.verify_left import Left
from desktop.engine.verify_tables import Tables
from desktop.engine.verify_terms import Terms
from desktop.model.records import Capacity
from desktop.model.records.table import Record
from tests.tiny import FIRST, MONTHS, tiny_project, tiny_rows

ENDLESS = float("inf")


def _left(**changed: Sequence[Record]) -> Left:
    world = tiny_project(**changed)
    return Left(world, Tables(Terms(world, MONTHS, "P50")))


def test_capacities_follow_their_steps_and_are_endless_without() -> None:
    left = _left(
        capacities=[
            Capacity(offer="IREL-magnet", from_month=FIRST.plus(3), value=10.0),
            Capacity(offer="IREL-magnet", from_month=None, value=1.0),
            Capacity(source="JL", from_month=FIRST, value=7.0),
            Capacity(recipe="assembly", from_month=FIRST, value=8.0),
        ]
    )
    assert left.offers.tolist() == [[60.0] * 3 + [10.0] * 3, [ENDLESS] * 6]
    assert left.sources[:, 0].tolist() == [ENDLESS, 7.0]
    assert left.recipes.tolist() == [[8.0] * 6]


def test_recipes_make_what_ends_in_time_once_they_are_qualified() -> None:
    recipes = tiny_rows("recipes", "assembly", capacity=9.0, qualified_from=FIRST.plus(2), delay=1)
    assert _left(recipes=recipes).recipes.tolist() == [[0.0, 0.0, 9.0, 9.0, 9.0, 0.0]]
