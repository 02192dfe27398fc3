"""What the last goal says of plans that are equally good stands above what the solver takes for nothing."""

from __future__ import annotations

import numpy as np

from desktop.engine.objectives import Written, write
from desktop.engine.solver.scaled import costs_of
from desktop.model.fields import Value
from desktop.model.records import Offer, Recipe, RecipeInput
from tests.engine.written import drafted
from tests.tiny import tiny_records, tiny_rows

TAKEN_FOR_NOTHING = 2e-8
"""Of the usual cost: what ``solver.standing`` lets go."""
WAYS = 20


def _written() -> Written:
    """Ten years in which motors can be made in twenty ways and magnets be bought from forty more offers than two."""
    ten_years: dict[str, Value] = {"months": 120}
    recipes = [f"way {number}" for number in range(WAYS - 1)]
    return write(
        drafted(
            settings=tiny_rows("settings", "", **ten_years),
            offers=[
                *tiny_records()["offers"],
                *(Offer(id=f"JL {number}", source="JL", item="magnet", price=70.0) for number in range(2 * WAYS)),
            ],
            recipes=[*tiny_records()["recipes"], *(Recipe(id=name, output="motor") for name in recipes)],
            recipe_inputs=[
                *tiny_records()["recipe_inputs"],
                *(RecipeInput(recipe=name, item="magnet", quantity=2.0) for name in recipes),
            ],
        )
    )


def test_each_way_of_making_and_each_offer_differs_from_the_next_in_every_month() -> None:
    written = _written()
    (*_, (name, goal)) = written.goals
    assert name == "early arrival"
    columns = written.draft.columns
    costs = costs_of(goal, written.draft.program.matrix())
    for ways in (costs[columns.make], costs[columns.arrive[2:]]):
        assert len(ways) >= WAYS
        assert np.diff(ways, axis=0).min() > TAKEN_FOR_NOTHING


def test_a_month_counts_for_more_than_the_place_in_a_list() -> None:
    written = _written()
    costs = costs_of(written.goals[-1][1], written.draft.program.matrix())
    assert (costs[written.draft.columns.make][-1, :-1] < costs[written.draft.columns.make][0, 1:]).all()
