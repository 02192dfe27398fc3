"""The least cost is the same whichever way lasting decisions are made first, and its bound is never above it."""

from __future__ import annotations

import time
from collections.abc import Sequence

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.engine.draft import Decided
from desktop.engine.program import Matrix, Program, Sparse
from desktop.engine.proof import Proof, Way, lasting, likeliest
from desktop.engine.solver import Branching, Found, Watch, Within
from desktop.engine.vectors import FloatArray

FAR = 1e3
"""Seconds of which these searches need few."""
GAP = 1e-6
MONTHS = 3
CAPACITY = 10.0


def _never() -> bool:
    return False


def _ignore(_x: FloatArray) -> None:
    return


@attrs.frozen(eq=False)
class _Choice:
    """Each month's demand from several sources, each with a contract, an order cost in each month and a price."""

    matrix: Matrix
    goal: Sparse
    contracts: np.ndarray[tuple[int], np.dtype[np.int64]]

    def branching(self) -> Branching:
        return Branching(self.matrix, _never)

    def way(self, made: Sequence[float], least: float = -np.inf) -> Way:
        return Way(self.contracts, np.array(made), np.zeros(self.matrix.column_lower.size), least)

    def plainly(self, held: Within) -> Found:
        return self.branching().minimise(self.goal, held, time.monotonic() + FAR, None, Watch(_ignore), mip_rel_gap=GAP)


def _choice(demand: float, contracts: Sequence[float], order: float, prices: Sequence[float]) -> _Choice:
    program, sources = Program(), len(contracts)
    contract = program.decisions((sources,), 1.0, whole=True)
    ordered = program.decisions((sources, MONTHS), 1.0, whole=True)
    comes = program.columns((sources, MONTHS), 1.0)
    need = program.rows((MONTHS,), 1.0, demand, np.inf)
    program.put(need, comes, 1.0)
    limit = program.rows((sources, MONTHS), 1.0, -np.inf, 0.0)
    program.put(limit, comes, 1.0)
    program.put(limit, ordered, -CAPACITY)
    agreed = program.rows((sources, MONTHS), 1.0, -np.inf, 0.0)
    program.put(agreed, ordered, 1.0)
    program.put(agreed, contract.reshape(-1, 1), -1.0)
    goal = Sparse.of(
        (contract, np.array(contracts)), (ordered, order), (comes, np.array(prices, dtype=float).reshape(-1, 1))
    )
    return _Choice(program.matrix(), goal, contract)


DEAR_TO_BEGIN = (12.0, [100.0, 30.0, 40.0], 5.0, [1.0, 3.0, 2.0])
"""Two contracts are needed: 30 + 40, 6 orders at 5, and 30 units at 2 and 6 at 3 cost 178; all others cost more."""


# ------------------------------------------------------------------------- which decisions last


def test_decisions_that_last_hold_in_all_months_and_cost_something() -> None:
    columns = np.arange(5)
    decided = Decided(columns, np.array([0, 0, 0, 1, 0]), np.array([2, 2, 1, 2, 2]), columns, columns)
    goal = Sparse.of((columns[[0, 2, 3, 4]], 1.0))
    yes_or_no = np.array([True, True, True, True, False])
    assert lasting(decided, goal, 3, yes_or_no).tolist() == [0]


def test_in_a_plan_of_one_month_nothing_lasts() -> None:
    columns = np.arange(2)
    decided = Decided(columns, np.zeros(2, int), np.zeros(2, int), columns, columns)
    assert not lasting(decided, Sparse.of((columns, 1.0)), 1, np.ones(2, bool)).size


def test_the_likeliest_way_is_the_cheapest_where_nothing_else_is_whole() -> None:
    choice = _choice(*DEAR_TO_BEGIN)
    way = likeliest(choice.branching(), choice.goal, Within(), choice.contracts, time.monotonic() + FAR)
    assert way is not None
    assert way.made.tolist() == [0.0, 1.0, 1.0]
    assert way.least == pytest.approx(choice.goal.value(way.x), rel=1e-3)


def test_without_lasting_decisions_there_is_no_likeliest_way() -> None:
    choice = _choice(*DEAR_TO_BEGIN)
    none = choice.contracts[:0]
    assert likeliest(choice.branching(), choice.goal, Within(), none, time.monotonic() + FAR) is None


# ------------------------------------------------------------------------- the least cost


@pytest.mark.parametrize("made", [[0, 1, 1], [1, 1, 1], [1, 0, 1], [0, 0, 0], None])
def test_the_least_cost_is_found_from_every_way_even_one_that_has_no_answer(made: list[float] | None) -> None:
    choice, watch = _choice(*DEAR_TO_BEGIN), Watch(_ignore)
    way = None if made is None else choice.way(made)
    found = Proof(choice.branching(), choice.goal, Within(), way, watch).least(time.monotonic() + FAR, GAP)
    assert found.status == "optimal"
    assert found.value == pytest.approx(178.0)
    assert 178.0 * (1 - 2 * GAP) <= found.bound <= 178.0 + 1e-9
    assert watch.bound <= 178.0 + 1e-9


@given(
    demand=st.floats(1.0, 19.0),
    contracts=st.lists(st.integers(1, 100), min_size=2, max_size=4),
    order=st.integers(0, 20),
    data=st.data(),
)
@settings(max_examples=40, deadline=None)
def test_whichever_way_comes_first_the_least_cost_is_that_of_one_search(
    demand: float, contracts: list[int], order: int, data: st.DataObject
) -> None:
    each = len(contracts)
    prices = data.draw(st.lists(st.integers(1, 9), min_size=each, max_size=each))
    made = data.draw(st.lists(st.integers(0, 1), min_size=each, max_size=each))
    choice = _choice(demand, [float(cost) for cost in contracts], float(order), prices)
    proof = Proof(choice.branching(), choice.goal, Within(), choice.way(made), Watch(_ignore))
    found, plain = proof.least(time.monotonic() + FAR, GAP), choice.plainly(Within())
    assert found.value == pytest.approx(plain.value, rel=2 * GAP)
    assert found.bound <= plain.value * (1 + 1e-9)


def test_where_time_is_up_the_bound_is_that_of_what_was_not_looked_at() -> None:
    choice = _choice(*DEAR_TO_BEGIN)
    stopped = Branching(choice.matrix, lambda: True)
    found = Proof(stopped, choice.goal, Within(), choice.way([0, 1, 1], 50.0), Watch(_ignore)).least(
        time.monotonic() + FAR, GAP
    )
    assert found.status == "failed"
    assert found.bound <= 50.0


# ------------------------------------------------------------------------- in other ways


def test_what_costs_less_in_another_way_is_found_and_where_nothing_does_that_is_seen() -> None:
    choice = _choice(*DEAR_TO_BEGIN)
    until = time.monotonic() + FAR
    dear = choice.plainly(choice.way([1, 1, 1]).within(Within())).x
    assert dear is not None
    proof = Proof(choice.branching(), choice.goal, Within(), choice.way([1, 1, 1]), Watch(_ignore, elsewhere=50.0))
    found = proof.elsewhere(dear, until)
    assert found is not None
    assert found.value == pytest.approx(178.0)
    best = Proof(choice.branching(), choice.goal, Within(), choice.way([0, 1, 1]), Watch(_ignore, elsewhere=50.0))
    assert found.x is not None
    nothing = best.elsewhere(found.x, until)
    assert nothing is not None
    assert nothing.status == "infeasible"
    assert best.watch.elsewhere == pytest.approx(178.0, rel=1e-5)


def test_nothing_is_looked_for_elsewhere_without_a_way_or_for_what_reaches_too_little() -> None:
    choice, until = _choice(*DEAR_TO_BEGIN), time.monotonic() + FAR
    x = choice.plainly(Within()).x
    assert x is not None
    assert Proof(choice.branching(), choice.goal, Within(), None, Watch(_ignore)).elsewhere(x, until) is None
    held = Within(((choice.goal, 100.0),))
    assert (
        Proof(choice.branching(), choice.goal, held, choice.way([0, 1, 1]), Watch(_ignore)).elsewhere(x, until) is None
    )
