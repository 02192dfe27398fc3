"""Small programs in which contracts are what lasts: which sources to begin with, and when to order from them."""

from __future__ import annotations

import time
from collections.abc import Sequence

import attrs
import numpy as np

from desktop.engine.draft import Decided
from desktop.engine.program import Matrix, Program, Sparse
from desktop.engine.proof import Proof, Way
from desktop.engine.solver import Branching, Found, Watch, Within
from desktop.engine.solver.branching import unheard
from desktop.engine.vectors import IntArray

FAR = 1e3
"""Seconds of which these searches need few."""
MONTHS = 3
CAPACITY = 10.0


@attrs.frozen(eq=False)
class Contracts:
    """Each month's demand from several sources, each with a contract, an order cost in each month and a price."""

    matrix: Matrix
    goal: Sparse
    contract: IntArray
    decided: Decided

    def branching(self) -> Branching:
        return Branching(self.matrix, lambda: False)

    def way(self, made: Sequence[float], least: float = -np.inf) -> Way:
        """Contracts with the sources that are 1 in ``made``."""
        return Way(self.contract, np.array(made), np.zeros(self.matrix.column_lower.size), least)

    def proof(self, made: Sequence[float] | None, least: float = -np.inf, held: Within | None = None) -> Proof:
        """A proof that looks at these contracts first."""
        way = None if made is None else self.way(made, least)
        return Proof(self.branching(), self.goal, held or Within(), way, unheard)

    def at_once(self, held: Within | None = None) -> Found:
        """The least by one search."""
        until = time.monotonic() + FAR
        return self.branching().minimise(self.goal, held or Within(), until, None, Watch(), mip_rel_gap=1e-6)


def contracts(demand: float, costs: Sequence[float], order: float, prices: Sequence[float]) -> Contracts:
    """Sources with a contract that costs ``costs``, each order ``order``, each unit ``prices``."""
    program, sources = Program(), len(costs)
    contract = program.decisions((sources,), 1.0, whole=True)
    ordered = program.decisions((sources, MONTHS), 1.0, whole=True)
    comes = program.columns((sources, MONTHS), 1.0)
    program.put(program.rows((MONTHS,), 1.0, demand, np.inf), comes, 1.0)
    limit = program.rows((sources, MONTHS), 1.0, -np.inf, 0.0)
    program.put(limit, comes, 1.0)
    program.put(limit, ordered, -CAPACITY)
    agreed = program.rows((sources, MONTHS), 1.0, -np.inf, 0.0)
    program.put(agreed, ordered, 1.0)
    program.put(agreed, contract.reshape(-1, 1), -1.0)
    goal = Sparse.of(
        (contract, np.array(costs, dtype=float)),
        (ordered, order),
        (comes, np.array(prices, dtype=float).reshape(-1, 1)),
    )
    month = np.tile(np.arange(MONTHS), sources)
    source = np.concatenate([np.arange(sources), np.repeat(np.arange(sources), MONTHS)])
    decided = Decided(
        np.concatenate([contract, ordered.ravel()]),
        np.concatenate([np.zeros(sources, dtype=np.int64), month]),
        np.concatenate([np.full(sources, MONTHS - 1), month]),
        source,
        np.full(source.size, -1),
    )
    return Contracts(program.matrix(), goal, contract, decided)


def two_of_three() -> Contracts:
    """The second and third are best: 30 + 40, six orders at 5, 30 units at 2 and 6 at 3, 178 in all.

    Nothing with other contracts costs less than 208: two of them are needed, and with all three one is needless.
    """
    return contracts(12.0, [100.0, 30.0, 40.0], 5.0, [1.0, 3.0, 2.0])
