"""The model that the libraries are given, solved here by HiGHS itself: it must be the planner's own."""

from math import inf

import highspy
import numpy as np
import pytest

from desktop.engine.goals import optimise
from desktop.engine.solver.door import opened
from desktop.model.progress import Silent
from tests.bench import alone
from tests.bench.company import S
from tests.bench.floor import reached
from tests.bench.peers.given import Table, given
from tests.bench.peers.loops import Block, Loops, Terms
from tests.bench.projects import BALANCED, CAUTIOUS, project


class _Plain:
    """Columns by their numbers, straight in HiGHS."""

    def __init__(self) -> None:
        self._highs = opened()
        self._count = 0
        self._x = np.zeros(0)

    def block(self, name: str, most: Table) -> Block[int]:
        numbers = []
        for line in most:
            numbers.append([self._count + place for place in range(len(line))])
            for upper in line:
                self._highs.addVar(0.0, upper)
            self._count += len(line)
        return numbers

    def row(self, terms: Terms[int], least: float, most: float) -> None:
        columns = np.array([column for column, _ in terms], dtype=np.int32)
        weights = np.array([weight for _, weight in terms])
        assert least > -inf or most < inf
        self._highs.addRow(least, most, columns.size, columns, weights)

    def minimise(self, terms: Terms[int]) -> None:
        costs = np.zeros(self._count)
        for column, weight in terms:
            costs[column] += weight
        self._highs.clearSolver()
        self._highs.changeColsCost(costs.size, np.arange(costs.size, dtype=np.int32), costs)
        self._highs.run()
        assert self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        self._x = np.array(self._highs.getSolution().col_value)

    def value(self, variable: int) -> float:
        return float(self._x[variable])


@pytest.mark.parametrize("mix", [BALANCED, CAUTIOUS])
def test_the_model_in_loops_comes_to_what_the_planner_reaches(mix: str) -> None:
    made = project(S, 2)
    plan = optimise(made, mix, "", Silent())
    found, _ = Loops(_Plain(), given(made, mix)).solve()
    assert plan.faults == ()
    assert set(found) == {goal.name for goal in plan.goals}
    for goal in plan.goals[:-1]:
        assert found[goal.name] == pytest.approx(goal.value, rel=1e-6, abs=1e-6)


def test_highs_alone_comes_to_the_cost_that_the_planner_reaches() -> None:
    made = project(S, 3)
    plan = optimise(made, BALANCED, "", Silent())
    for cold in (True, False):
        assert alone.solve(made, BALANCED, cold=cold).cost == pytest.approx(reached(plan, "cost"), rel=1e-6)
