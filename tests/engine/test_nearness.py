"""Which decisions a neighbourhood frees, and that draws are the same for the same answer."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.engine.nearness import KINDS, Nearness
from desktop.engine.objectives import write
from desktop.engine.vectors import IntArray
from tests.engine.written import drafted_whole
from tests.tiny import tiny_rows


def _nearness() -> tuple[Nearness, IntArray]:
    draft = drafted_whole(offers=tiny_rows("offers", capacity=90.0, lot_size=23.0, minimum_order=30.0))
    write(draft)
    columns = draft.decided().columns
    return Nearness(draft.decided(), np.zeros(columns.max() + 1)), columns


@pytest.mark.parametrize("kind", KINDS)
def test_a_neighbourhood_frees_more_decisions_the_larger_it_is(kind: str) -> None:
    nearness, columns = _nearness()
    best = np.ones(columns.max() + 1)
    small, large = (nearness.freed(kind, size, best).sum() for size in (0.01, 0.9))
    assert 0 < small < large <= columns.size


def test_what_an_answer_decides_otherwise_than_the_relaxed_one_is_freed_first() -> None:
    nearness, columns = _nearness()
    best = np.zeros(columns.max() + 1)
    best[columns[[3, 7]]] = 1.0
    assert nearness.freed("apart", 0.01, best)[[3, 7]].all()


@pytest.mark.parametrize("kind", ["spread", "met"])
def test_what_an_answer_decides_otherwise_than_another_is_freed_alone(kind: str) -> None:
    nearness, columns = _nearness()
    best, other = np.zeros(columns.max() + 1), np.zeros(columns.max() + 1)
    other[columns] = 1.0
    best[columns[:3]] = 1.0
    {"spread": nearness.compare, "met": nearness.meet}[kind](other)
    assert np.flatnonzero(nearness.freed(kind, 1.0, best)).tolist() == [*range(3, columns.size)]


def test_a_kind_that_never_paid_is_never_drawn() -> None:
    nearness, _ = _nearness()
    paid = dict.fromkeys(KINDS, 0.0) | {"items": 1.0}
    assert {nearness.kind(paid) for _ in range(20)} == {"items"}


def test_draws_are_the_same_for_the_same_start() -> None:
    drawn = []
    for _ in range(2):
        nearness, columns = _nearness()
        nearness.begin_anew(np.zeros(columns.max() + 1))
        drawn.append([nearness.kind(dict.fromkeys(KINDS, 1.0)) for _ in range(20)])
    assert drawn[0] == drawn[1]
