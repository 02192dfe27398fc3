"""Tangents of squared shares: what they hide of an index, and how they are laid where an answer lies."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.concentration import EXACT, Tangents, add_tangents, most_hidden, sharper
from desktop.engine.draft import Draft
from desktop.engine.goals import solve_sharply, write_program
from desktop.engine.memory import Course
from desktop.engine.program import Matrix
from desktop.engine.rules import add_rules
from desktop.engine.solver import Solver, Within
from desktop.engine.vectors import FloatArray
from desktop.model.progress import Silent
from desktop.model.records import Rule
from desktop.model.records.table import evolved
from tests.engine.written import drafted, least, matrix_of
from tests.tiny import tiny_project

RULE = Rule(id="r", kind="concentration at most", limit=0.5, measure="quantity")


def _drafted() -> tuple[Draft, Tangents]:
    draft = drafted(rules=[RULE])
    (row,) = add_rules(draft)
    assert row.tangents is not None
    return draft, row.tangents


def _bought(draft: Draft, tangents: Tangents, irel: float, jl: float) -> FloatArray:
    """The values with the least squares once this arrives in January."""
    arrive = draft.columns.arrive[:2]
    values = np.zeros(arrive.shape)
    values[:, 0] = irel, jl
    held = Within(fixed=np.ravel(arrive), values=np.ravel(values))
    return least(draft, (tangents.slack, 1.0), (tangents.squares, 1e-3), held=held)


def _lying(matrix: Matrix, tangents: Tangents) -> list[list[float]]:
    """The shares at which the spare tangents of each square lie."""
    return [sorted((-matrix.value[matrix.start[rows].astype(int)] / 2).tolist()) for rows in tangents.spare]


def test_tangents_hide_nothing_where_they_touch_and_most_between_them() -> None:
    draft, tangents = _drafted()
    for irel, hidden in ((50.0, 0.0), (35.0, 0.0), (37.5, 2 * 0.025**2), (38.0, 2 * 0.02**2)):
        x = _bought(draft, tangents, irel, 100.0 - irel)
        assert tangents.hidden(x) == pytest.approx(hidden, abs=1e-9)
        draft, tangents = _drafted()


def test_of_nothing_bought_nothing_is_hidden() -> None:
    draft, tangents = _drafted()
    x = _bought(draft, tangents, 0.0, 0.0)
    assert tangents.hidden(x) == 0.0
    matrix = draft.program.matrix()
    assert sharper(matrix, [tangents], x).value.tolist() == matrix.value.tolist()


def test_a_square_is_touched_at_its_share_and_half_way_to_the_tangents_beside_it() -> None:
    draft, tangents = _drafted()
    x = _bought(draft, tangents, 38.0, 62.0)
    matrix = sharper(draft.program.matrix(), [tangents], x)
    irel, jl = _lying(matrix, tangents)
    assert irel == pytest.approx([0.365, 0.38, 0.39, *[1.0] * 9])
    assert jl == pytest.approx([0.61, 0.62, 0.635, *[1.0] * 9])
    again = sharper(matrix, [tangents], x)
    assert _lying(again, tangents)[0] == pytest.approx([0.365, 0.3725, 0.38, 0.385, 0.39, *[1.0] * 7])


def test_the_farthest_tangents_give_way_when_none_is_spare() -> None:
    draft, tangents = _drafted()
    x, matrix = _bought(draft, tangents, 38.0, 62.0), draft.program.matrix()
    for _ in range(12):
        matrix = sharper(matrix, [tangents], x)
    irel, jl = _lying(matrix, tangents)
    assert np.abs(np.array(irel) - 0.38).max() < 0.016
    assert np.abs(np.array(jl) - 0.62).max() < 0.016


@given(st.lists(st.floats(0.0, 1.0), min_size=2, max_size=6))
def test_no_tangent_ever_lies_above_its_square(shares: list[float]) -> None:
    """So that no answer that keeps the limit is ever cut off, however often tangents are laid anew."""
    draft, tangents = _drafted()
    matrix = matrix_of(draft)
    x = np.zeros(matrix.column_lower.size)
    for share in shares:
        x[tangents.parts], x[tangents.total] = (share, 1.0 - share), 1.0
        x[tangents.slack] = -1.0  # asks for far less than there is: something hides
        matrix = sharper(matrix, [tangents], x)
    first = matrix.start[np.ravel(tangents.spare)].astype(int)
    touched = -matrix.value[first] / 2
    assert ((touched >= 0) & (touched <= 1)).all()
    assert matrix.value[first + 1] == pytest.approx(touched**2)
    assert matrix.value[first + 2] == pytest.approx(np.ones(first.size))


def test_a_group_of_nobody_has_no_squares() -> None:
    draft = drafted(rules=[RULE])
    scope = add_rules(draft)[0].scope
    empty = scope.__class__(scope.rule, scope.months, scope.weights, np.zeros_like(scope.member))
    tangents, _ = add_tangents(draft, empty)
    assert tangents.parts.size == tangents.squares.size == 0


def test_when_time_is_up_the_first_answer_stands_and_what_its_tangents_hide_is_bent() -> None:
    project = tiny_project(rules=[evolved(RULE, {"limit": 0.62, "window": "month"})])
    written = write_program(project, "least", "")
    hidden = []
    for until in (0.0, math.inf):
        solver = Solver(written.draft.program.matrix(), Silent())
        x, _ = solve_sharply(solver, written, Silent(), Course(), until=until)
        hidden.append(most_hidden(written.tangents, x))
    assert hidden[0] > 1e-5
    assert hidden[1] <= EXACT
