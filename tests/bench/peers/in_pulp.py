"""The model in PuLP, solved by the CBC that comes with it."""

from __future__ import annotations

from math import inf

import pulp

from tests.bench.peers.given import Given, Table
from tests.bench.peers.loops import Block, Loops, Terms


class Pulp:
    """A PuLP problem; affine expressions are made of pairs, which its documentation gives as the fast way."""

    def __init__(self) -> None:
        self._problem = pulp.LpProblem("plan", pulp.LpMinimize)
        self._solver = pulp.PULP_CBC_CMD(msg=False, threads=1)

    def block(self, name: str, most: Table) -> Block[pulp.LpVariable]:
        """Variables from 0 to ``most``."""
        return [
            [
                pulp.LpVariable(f"{name}_{row}_{column}", 0, None if upper == inf else upper)
                for column, upper in enumerate(line)
            ]
            for row, line in enumerate(most)
        ]

    def row(self, terms: Terms[pulp.LpVariable], least: float, most: float) -> None:
        """One constraint."""
        total = pulp.LpAffineExpression(terms)
        if least == most:
            self._problem.addConstraint(pulp.LpConstraint(total, pulp.LpConstraintEQ, rhs=least))
        elif least == -inf:
            self._problem.addConstraint(pulp.LpConstraint(total, pulp.LpConstraintLE, rhs=most))
        else:
            self._problem.addConstraint(pulp.LpConstraint(total, pulp.LpConstraintGE, rhs=least))

    def minimise(self, terms: Terms[pulp.LpVariable]) -> None:
        """Solve for the least sum."""
        self._problem.setObjective(pulp.LpAffineExpression(terms))
        if pulp.LpStatus[self._problem.solve(self._solver)] != "Optimal":
            raise RuntimeError(pulp.LpStatus[self._problem.status])

    def value(self, variable: pulp.LpVariable) -> float:
        """The value in the last answer; a variable that stands nowhere is not handed over and has none."""
        return variable.varValue or 0.0


def solve(given: Given) -> tuple[dict[str, float], int]:
    """What each goal came to, and how many solves it took."""
    return Loops(Pulp(), given).solve()
