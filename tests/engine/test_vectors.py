"""Every array that the engine hands on is of the kind that its field declares; rows are added up in their order."""

from __future__ import annotations

import typing
from collections.abc import Iterator

import numpy as np
import pytest

from desktop.engine.arrays import Arrays
from desktop.engine.bounds import Bounds
from desktop.engine.draft import Columns, Decided
from desktop.engine.landed import LandedCosts
from desktop.engine.lanes import Lanes
from desktop.engine.objectives import write
from desktop.engine.ordering import Ordering
from desktop.engine.program import Matrix
from desktop.engine.scales import Scales
from desktop.engine.tiers import Ladder
from desktop.engine.vectors import BoolArray, FloatArray, IntArray, summed
from desktop.model.records import Licence, Record, Tier
from tests.engine.written import drafted_whole
from tests.tiny import tiny_rows

KINDS = {FloatArray: "float64", IntArray: "int64", BoolArray: "bool"}
LICENCE = Licence(id="L1", regime="A18", offer="JL-magnet", quantity=9.0, status="granted")
TIER = Tier(offer="JL-magnet", from_quantity=50.0, discount=5.0, charge=3.0)


def _handed_on(**changed: list[Record]) -> dict[type, object]:
    """One of each kind of thing that holds arrays, of the tiny project with ``changed`` tables."""
    draft = drafted_whole(**changed)
    written = write(draft)
    things: list[object] = [draft.arrays, draft.arrays.lanes, draft.arrays.landed, draft.scales, draft.bounds]
    things += [draft.columns, draft.decided(), draft.program.matrix(), written.ordering, *written.ladders]
    return {type(thing): thing for thing in things}


def _arrays(thing: object) -> Iterator[tuple[str, str, str]]:
    """The arrays of a thing by name, with the kind they are of and the one that is declared."""
    for name, hint in typing.get_type_hints(type(thing)).items():
        if hint in KINDS:
            yield name, str(getattr(thing, name).dtype), KINDS[hint]


NOTHING = ("items", "contents", "sources", "offers", "recipes", "recipe_inputs", "targets")
EVERYTHING = {"licences": [LICENCE], "tiers": [TIER], "sources": tiny_rows("sources", order_cost=5.0)}


@pytest.mark.parametrize(
    ("changed", "more"),
    [(EVERYTHING, {Ladder}), ({table: [] for table in NOTHING}, set())],
    ids=["of everything", "of nothing"],
)
def test_arrays_are_of_the_kind_that_is_declared_even_where_there_is_nothing(
    changed: dict[str, list[Record]], more: set[type]
) -> None:
    things = _handed_on(**changed)
    assert set(things) == {Arrays, Lanes, LandedCosts, Scales, Bounds, Columns, Decided, Matrix, Ordering, *more}
    assert all(list(_arrays(thing)) for thing in things.values())
    wrong = [
        f"{kind.__name__}.{name}"
        for kind, thing in things.items()
        for name, found, declared in _arrays(thing)
        if found != declared
    ]
    assert wrong == []


@pytest.mark.parametrize("rows", [0, 1, 7])
def test_rows_of_one_place_are_added_up_bit_by_bit_as_one_after_the_other(rows: int) -> None:
    random = np.random.default_rng(rows)
    places, values = random.integers(0, 3, rows), random.normal(size=(rows, 5))
    expected = np.zeros((4, 5))
    for place, row in zip(places, values, strict=True):
        expected[place] += row
    found = summed(places, values, 4)
    assert found.dtype == "float64"
    assert found.tolist() == expected.tolist()
