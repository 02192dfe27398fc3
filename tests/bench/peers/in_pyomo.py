"""The model in Pyomo, kept inside HiGHS by its persistent interface."""

from __future__ import annotations

from math import inf

import pyomo.environ as pyo
from pyomo.contrib.appsi.solvers import Highs
from pyomo.core.expr.numeric_expr import LinearExpression

from tests.bench.peers.given import Given, Table
from tests.bench.peers.loops import Block, Loops, Terms


class Pyomo:
    """A Pyomo model; sums are linear expressions made of lists, rows a constraint list."""

    def __init__(self) -> None:
        self._model = pyo.ConcreteModel()
        self._model.rows = pyo.ConstraintList()
        self._solver = Highs()
        self._solver.highs_options = {"threads": 1}
        for told in ("check_for_new_or_removed_vars", "update_vars", "update_constraints", "update_params"):
            setattr(self._solver.update_config, told, False)

    def block(self, name: str, most: Table) -> Block[pyo.Var]:
        """Variables from 0 to ``most``."""
        width = len(most[0]) if most else 0
        bounds = {
            (row, column): (0, None if upper == inf else upper)
            for row, line in enumerate(most)
            for column, upper in enumerate(line)
        }
        block = pyo.Var(range(len(most)), range(width), bounds=bounds)
        self._model.add_component(name, block)
        return [[block[row, column] for column in range(width)] for row in range(len(most))]

    def row(self, terms: Terms[pyo.Var], least: float, most: float) -> None:
        """One constraint."""
        total = self._sum(terms)
        if least == most:
            self._model.rows.add((total, least))
        else:
            self._model.rows.add((None if least == -inf else least, total, None if most == inf else most))

    def minimise(self, terms: Terms[pyo.Var]) -> None:
        """Solve for the least sum; rows added since the last solve are found by the interface.

        HiGHS is made to forget its basis, past the interface: without presolve it takes three times as long here.
        """
        if self._solver._solver_model is not None:
            self._solver._solver_model.clearSolver()
        if hasattr(self._model, "goal"):
            self._model.del_component(self._model.goal)
        self._model.goal = pyo.Objective(expr=self._sum(terms))
        self._solver.solve(self._model)

    def value(self, variable: pyo.Var) -> float:
        """The value in the last answer; a variable that stands nowhere is not handed over and has none."""
        return variable.value or 0.0

    @staticmethod
    def _sum(terms: Terms[pyo.Var]) -> LinearExpression:
        variables, weights = zip(*terms, strict=True)
        return LinearExpression(constant=0, linear_coefs=weights, linear_vars=variables)


def solve(given: Given) -> tuple[dict[str, float], int]:
    """What each goal came to, and how many solves it took."""
    return Loops(Pyomo(), given).solve()
