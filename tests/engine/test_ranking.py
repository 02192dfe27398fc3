"""Which whole answer is better, and what goals are worth where all are sought at once."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.engine.program import Sparse
from desktop.engine.ranking import is_better, priced_together, within
from desktop.model.plan import Goal

SIZES = (1.0, 1000.0)


def _reached(targets: float, cost: float) -> tuple[Goal, Goal]:
    return Goal("must targets", targets, 1), Goal("cost", cost, 1)


def _of(column: int) -> Sparse:
    return Sparse.of((np.array([column]), 1.0))


@pytest.mark.parametrize(
    ("one", "other", "better"),
    [
        ((0.0, 100.0), (1.0, 50.0), True),
        ((1.0, 50.0), (0.0, 100.0), False),
        ((0.0, 50.0), (0.0, 100.0), True),
        ((1e-8, 50.0), (0.0, 100.0), True),  # rounding of a goal before it counts for nothing
        ((0.0, 100.0), (0.0, 100.00005), False),
    ],
)
def test_the_first_goal_that_differs_decides(
    one: tuple[float, float], other: tuple[float, float], better: bool
) -> None:
    assert is_better(_reached(*one), _reached(*other), SIZES) is better


def test_goals_are_within_what_they_may_come_to_but_for_rounding() -> None:
    x = np.array([2.0, 3.0])
    assert within(x, [(_of(0), 2.0), (_of(1), 3.0)])
    assert not within(x, [(_of(0), 2.0), (_of(1), 2.9)])


def test_no_goal_before_the_cost_gives_way_to_money_and_the_first_costs_most() -> None:
    goals = [("must targets", _of(0)), ("safety stock", _of(1)), ("nice targets", _of(2)), ("cost", _of(3))]
    together = priced_together(goals, [Goal("cost", 500.0, 1)], 3)
    prices = dict(zip(together.columns.tolist(), together.weights.tolist(), strict=True))
    assert prices == pytest.approx({0: 500e3, 1: 1e3, 2: 5e3, 3: 1.0})
