"""How whole answers compare, goal by goal, and what the goals are worth where all are sought at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import numpy as np

from desktop.engine.goals import COST, KEPT, NOTHING, Goals
from desktop.engine.program import Sparse
from desktop.engine.vectors import FloatArray
from desktop.model.plan import Goal

_PRICE = {"closing stock": 1e3, "safety stock": 1e3}
"""What goals in INR are worth where all are sought together; others are worth the whole cost many times over."""


@attrs.frozen
class Judge:
    """Which of two answers is better, and what an answer comes to once nothing is rounded or hidden in it.

    ``beats`` tells whether its first values are better than its second; both take values in real units.
    """

    beats: Callable[[FloatArray, FloatArray], bool]
    exactly: Callable[[FloatArray], FloatArray] = lambda x: x


def priced_together(goals: Goals, relaxed: Sequence[Goal], ahead: int) -> Sparse:
    """The cost, the goal at ``ahead``, and every goal before it at a price so high that none gives way to money.

    The first costs most; ``relaxed`` says what the cost comes to.
    """
    cost = max((abs(goal.value) for goal in relaxed if goal.name == COST), default=1.0) or 1.0
    prices = cost * np.geomspace(1e3, 10.0, ahead)
    priced = (goal.times(_PRICE.get(name, price)) for (name, goal), price in zip(goals, prices, strict=False))
    return Sparse.sum(*priced, goals[ahead][1])


def within(x: FloatArray, held: Sequence[tuple[Sparse, float]]) -> bool:
    """Whether values ``x`` keep every goal within the most that it may come to."""
    return all(goal.value(x) <= most + NOTHING for goal, most in held)


def is_better(
    reached: Sequence[Goal], than: Sequence[Goal], sizes: Sequence[float], rounding: float = KEPT / 10
) -> bool:
    """Whether the first goal that differs by more than ``rounding`` is reached better.

    It is a share of what the goal comes to, or of its usual size where it comes to less.
    """
    for one, other, size in zip(reached, than, sizes, strict=True):
        apart = one.value - other.value
        if abs(apart) > rounding * max(abs(other.value), size):
            return apart < 0
    return False
