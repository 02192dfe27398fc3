"""What is known of the last answer: nothing before there is one, and nothing of a basis that was left."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.engine.program import Matrix, Program, Sparse
from desktop.engine.solver.door import hand_over, opened
from desktop.engine.solver.last import Last

CHEAPEST = Sparse(np.arange(2), np.array([1.0, 2.0]))
DEAREST = Sparse(np.arange(2), np.array([2.0, 1.0]))


def _program(need: float) -> Matrix:
    """A need met from two columns of up to five each."""
    program = Program()
    program.put(program.rows((1,), 1.0, need, need), program.columns((2,), 1.0, 0.0, 5.0), 1.0)
    return program.matrix()


def _answered(need: float = 7.0) -> Last:
    """Of a need of seven five come from the first column, at the least that the two cost."""
    highs, matrix = opened(), _program(need)
    hand_over(highs, matrix)
    highs.changeColsCost(2, np.arange(2, dtype=np.int32), CHEAPEST.weights)
    highs.run()
    last = Last(highs)
    last.answered(matrix, np.array(highs.getSolution().col_value))
    return last


def test_before_an_answer_nothing_is_proven() -> None:
    assert Last(opened()).best(_program(7.0), [(CHEAPEST, -np.inf)]) is None


def test_values_by_the_numbers_now_are_proven_where_the_basis_is_the_best_still() -> None:
    found = _answered().best(_program(8.0), [(CHEAPEST, -np.inf)])
    assert found is not None
    assert found.tolist() == pytest.approx([5.0, 3.0])


@pytest.mark.parametrize(("need", "goal"), [(4.0, CHEAPEST), (7.0, DEAREST)])
def test_they_are_not_where_a_limit_breaks_or_a_goal_is_another(need: float, goal: Sparse) -> None:
    assert _answered().best(_program(need), [(goal, -np.inf)]) is None


def test_a_goal_that_is_met_holds_its_columns_whatever_they_cost_after_it() -> None:
    assert _answered().best(_program(7.0), [(CHEAPEST, 9.0), (DEAREST, -np.inf)]) is not None
    assert _answered().best(_program(7.0), [(CHEAPEST, 8.9), (DEAREST, -np.inf)]) is not None
    assert _answered().best(_program(7.0), [(DEAREST, 8.9), (CHEAPEST, -np.inf)]) is None


def test_a_basis_that_was_left_is_looked_at_anew() -> None:
    last, more = _answered(), _program(3.0)
    assert last.best(more, [(CHEAPEST, -np.inf)]) is None
    hand_over(last.highs, more)
    last.highs.changeColsCost(2, np.arange(2, dtype=np.int32), CHEAPEST.weights)
    last.highs.run()
    last.leave()
    last.answered(more, np.array(last.highs.getSolution().col_value))
    found = last.best(_program(4.0), [(CHEAPEST, -np.inf)])
    assert found is not None
    assert found.tolist() == pytest.approx([4.0, 0.0])
