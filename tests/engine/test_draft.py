"""The columns of a plan: one block each, bounded by what is open, what fits and what may be late."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.engine.arrays import arrays
from desktop.engine.draft import Draft, start
from desktop.engine.vectors import FloatArray
from desktop.model.records import Licence, Mix, Target
from tests.engine.written import drafted, drafted_whole, matrix_of
from tests.tiny import FIRST, tiny_project, tiny_rows


def _upper(draft: Draft) -> FloatArray:
    """The upper bounds of all columns in real units."""
    matrix = matrix_of(draft)
    return np.asarray(matrix.column_upper * matrix.column_scale)


def test_every_quantity_has_a_column_of_its_own() -> None:
    licence = Licence(id="L1", regime="A18", offer="JL-magnet", quantity=9.0, status="granted")
    items = tiny_rows("items", "magnet", safety_days=30.0, storage_limit=0.0, closing="exactly")
    columns = drafted(items=items, licences=[licence]).columns
    blocks = {
        "arrive": (3, 6),
        "make": (1, 6),
        "stock": (2, 6),
        "deliver": (1, 6),
        "late": (1, 6),
        "lost": (1, 6),
        "short": (1, 6),
        "over": (1, 6),
        "closing": (1, 2),
    }
    assert {name: getattr(columns, name).shape for name in blocks} == blocks
    numbers = np.concatenate([getattr(columns, name).ravel() for name in blocks])
    assert sorted(numbers.tolist()) == list(range(68))
    rows = (columns.targets, columns.safe, columns.limited, columns.closed)
    assert [row.tolist() for row in rows] == [[1], [0], [0], [0]]


def test_a_closed_lane_carries_nothing_and_an_open_one_its_capacity() -> None:
    draft = drafted(offers=tiny_rows("offers", "IREL-magnet", last_month=FIRST.plus(3)))
    upper = _upper(draft)
    assert upper[draft.columns.arrive[0]].tolist() == pytest.approx([60.0] * 4 + [0.0] * 2)
    assert upper[draft.columns.arrive[1]].tolist() == [np.inf] * 6
    closed = drafted(regimes=tiny_rows("regimes", new_files=False))
    assert _upper(closed)[closed.columns.arrive[1]].tolist() == [0.0] * 6


@pytest.mark.parametrize(
    ("months_late", "most"),
    [
        (0, [0.0] * 6),
        (1, [50.0, 50.0, 50.0, 50.0, 50.0, 0.0]),
        (3, [50.0, 100.0, 150.0, 150.0, 150.0, 0.0]),
        (6, [50.0, 100.0, 150.0, 200.0, 250.0, 0.0]),
        (8, [50.0, 100.0, 150.0, 200.0, 250.0, 0.0]),
        (120, [50.0, 100.0, 150.0, 200.0, 250.0, 0.0]),
    ],
)
def test_what_may_be_late_is_what_was_promised_in_the_months_allowed(months_late: int, most: list[float]) -> None:
    draft = drafted(items=tiny_rows("items", "motor", months_late=months_late))
    assert _upper(draft)[draft.columns.late[0]].tolist() == pytest.approx(most)


def test_every_way_in_of_an_offer_is_found_by_month_with_the_offer_it_is_of() -> None:
    licence = Licence(id="L1", regime="A18", offer="JL-magnet", quantity=9.0, status="granted")
    draft = drafted(licences=[licence])
    numbers, which = draft.arrivals(np.array([1]), np.array([0, 2]))
    assert numbers.tolist() == draft.columns.arrive[np.ix_([1, 2], [0, 2])].tolist()
    assert which.tolist() == [0, 0]
    numbers, which = draft.arrivals(np.array([1, 0]), np.array([5]))
    assert numbers.tolist() == draft.columns.arrive[:, 5:].tolist()
    assert which.tolist() == [1, 0, 0]
    assert [draft.of_source(source).tolist() for source in range(2)] == [[0], [1]]


def test_a_draft_knows_whether_its_answer_is_to_be_whole() -> None:
    assert (drafted().whole, drafted_whole().whole) == (False, True)


def test_scales_are_taken_over_where_nothing_was_read_anew_since() -> None:
    project = tiny_project()
    mix = project.by_id(Mix)["least"]
    first = start(arrays(project, mix))
    again = start(arrays(project.put("rules", {}), mix), before=first)
    assert again.scales is first.scales
    more = start(
        arrays(project.put("targets", {1: Target(item="motor", month=FIRST, quantity=7e6)}), mix), before=first
    )
    assert more.scales.item.tolist() != first.scales.item.tolist()
