"""Whether a basis is shown to be the best: by limits kept, and by prices, goal after goal."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.engine.program import Matrix, Program
from desktop.engine.solver.door import hand_over, opened
from desktop.engine.solver.standing import Standing
from desktop.engine.vectors import FloatArray


def _program(need: float = 8.0, most: float = 5.0, largest: float = 20.0) -> Matrix:
    """A need met from three columns of up to ``most`` each, the last of which never comes alone; a row on them all."""
    program = Program()
    columns = program.columns((3,), 1.0, 0.0, most)
    program.put(program.rows((1,), 1.0, need, need), columns, 1.0)
    program.put(program.rows((1,), 1.0, -np.inf, largest), columns, np.array([1.0, 2.0, 3.0]))
    return program.matrix()


def _costs(*costs: float) -> FloatArray:
    return np.array(costs)


def _stood() -> Standing:
    """The basis of eight from prices of 1, 2 and 4: five of the first at its bound, three of the second."""
    highs, matrix = opened(), _program()
    hand_over(highs, matrix)
    highs.changeColsCost(3, np.arange(3, dtype=np.int32), _costs(1.0, 2.0, 4.0))
    highs.run()
    stood = Standing.of(highs, matrix, np.array(highs.getSolution().col_value))
    assert stood is not None
    return stood


@pytest.mark.parametrize(
    ("need", "most", "values"),
    [(8.0, 5.0, [5.0, 3.0, 0.0]), (9.5, 5.0, [5.0, 4.5, 0.0]), (8.0, 6.0, [6.0, 2.0, 0.0])],
)
def test_values_follow_from_limits_as_they_are_now(need: float, most: float, values: list[float]) -> None:
    found = _stood().values(_program(need, most))
    assert found is not None
    assert found.tolist() == pytest.approx(values)


@pytest.mark.parametrize(
    ("need", "most", "largest"), [(11.0, 5.0, 20.0), (4.0, 5.0, 20.0), (8.0, 5.0, 10.9), (8.0, np.inf, 20.0)]
)
def test_a_basis_that_breaks_a_limit_or_lies_at_none_has_no_values(need: float, most: float, largest: float) -> None:
    assert _stood().values(_program(need, most, largest)) is None


@pytest.mark.parametrize(
    ("costs", "best"),
    [
        ((1.0, 2.0, 4.0), True),
        ((2.0, 2.0, 2.0), True),
        ((2.1, 2.0, 4.0), False),
        ((1.0, 2.0, 1.9), False),
        ((-3.0, -2.0, -1.0), True),
    ],
)
def test_a_basis_is_the_best_as_long_as_nothing_beside_it_is_cheaper(costs: tuple[float, ...], best: bool) -> None:
    assert _stood().proves(_program(), [(_costs(*costs), False)]) == best


def test_a_goal_after_another_moves_only_what_that_leaves_free() -> None:
    """The first goal leaves a choice between the first two; the second would rather have the third, or the second."""
    first, third, second = _costs(1.0, 1.0, 2.0), _costs(1.0, 1.0, 0.0), _costs(1.0, 0.5, 1.0)
    assert _stood().proves(_program(), [(first, False), (third, False)])
    assert not _stood().proves(_program(), [(first, False), (second, False)])
    assert not _stood().proves(_program(), [(third, False)])


def test_a_goal_that_is_met_needs_no_prices_and_holds_its_columns() -> None:
    cheaper = (_costs(2.0, 2.0, 1.0), False)
    assert _stood().proves(_program(), [(_costs(0.0, 0.0, 1.0), True), cheaper])
    assert not _stood().proves(_program(), [(_costs(0.0, 1.0, 0.0), True), cheaper])


def test_a_highs_without_a_basis_has_none_that_stands() -> None:
    highs, matrix = opened(), _program()
    hand_over(highs, matrix)
    assert Standing.of(highs, matrix, np.zeros(3)) is None
