"""A dive ends with whole decisions that keep every row, and pays few charges for little."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.engine.dive import Dive
from desktop.engine.draft import Decided
from desktop.engine.program import Matrix, Program, Sparse
from desktop.engine.vectors import FloatArray, IntArray

NEVER = np.inf


def _dive(program: Program, goal: Sparse, decided: Decided) -> tuple[Matrix, Dive]:
    matrix = program.matrix()
    return matrix, Dive(matrix, goal, decided, lambda: False)


def _monthly(columns: IntArray) -> Decided:
    """One decision for each month."""
    months, none = np.arange(columns.size), np.full(columns.size, -1)
    return Decided(columns, months, months, none, none)


def _orders(demand: FloatArray, order_cost: float, holding: float) -> tuple[Program, Sparse, Decided]:
    """Wagner and Whitin's problem: each month's demand from stock, an order cost for every month of arrival."""
    program, months = Program(), demand.size
    comes, stock = program.columns((months,), 1.0), program.columns((months,), 1.0)
    order = program.decisions((months,), 1.0, whole=True)
    balance = program.rows((months,), 1.0, demand, demand)
    program.put(balance, comes, 1.0)
    program.put(balance, stock, -1.0)
    program.put(balance[1:], stock[:-1], 1.0)
    limit = program.rows((months,), 1.0, -np.inf, 0.0)
    program.put(limit, comes, 1.0)
    program.put(limit, order, -demand[::-1].cumsum()[::-1])
    return program, Sparse.of((order, order_cost), (stock, holding)), _monthly(order)


def _lots(demand: float, sizes: FloatArray, prices: FloatArray) -> tuple[Program, Sparse, Decided]:
    """At least ``demand`` from lots of several sizes, five of each at most."""
    program = Program()
    lots = program.decisions((sizes.size,), 5.0, whole=True)
    program.put(program.rows((1,), 1.0, demand, np.inf), lots, sizes)
    return program, Sparse.of((lots, prices)), _monthly(lots)


def test_orders_are_put_together_where_holding_costs_less() -> None:
    """Four months of 10: two orders of 20 cost 2 x 100 and 20 for holding, each month its own 400."""
    program, goal, decided = _orders(np.full(4, 10.0), order_cost=100.0, holding=1.0)
    _, dive = _dive(program, goal, decided)
    assert dive.spread_charges()
    x, made = dive.decide(NEVER)
    assert made.all()
    assert goal.value(x) <= 220.0 + 1e-6


@given(
    demand=st.lists(st.integers(1, 40), min_size=2, max_size=8),
    order_cost=st.integers(1, 200),
    holding=st.integers(1, 5),
    rise=st.sampled_from([0.0, 1.0, NEVER]),
)
@settings(max_examples=30, deadline=None)
def test_every_dive_ends_with_whole_decisions_that_keep_the_rows(
    demand: list[int], order_cost: int, holding: int, rise: float
) -> None:
    program, goal, decided = _orders(np.array(demand, dtype=float), float(order_cost), float(holding))
    matrix, dive = _dive(program, goal, decided)
    assert dive.spread_charges()
    x, made = dive.decide(rise)
    assert made.all()
    whole = x[decided.columns]
    assert np.isin(whole, [0.0, 1.0]).all()
    row = np.repeat(np.arange(matrix.row_lower.size), np.diff(matrix.start))
    activity = np.bincount(row, matrix.value * (x / matrix.column_scale)[matrix.index], matrix.row_lower.size)
    assert (activity >= matrix.row_lower - 1e-6).all()
    assert (activity <= matrix.row_upper + 1e-6).all()


def test_a_dive_that_looks_more_closely_takes_the_better_side_of_a_decision() -> None:
    """15 of lots of 6: two and a half. Two and three of 1 at 3 cost 23, three 21; two are nearer."""
    program, goal, decided = _lots(15.0, np.array([6.0, 1.0]), np.array([7.0, 3.0]))
    decided = Decided(decided.columns, decided.first, decided.last, decided.source, decided.item)
    _, dive = _dive(program, goal, decided)
    assert dive.spread_charges()
    assert goal.value(dive.decide(0.0)[0]) == pytest.approx(21.0)


def test_the_same_dive_can_be_made_again() -> None:
    program, goal, decided = _orders(np.array([10.0, 30.0, 5.0, 20.0]), order_cost=40.0, holding=1.0)
    _, dive = _dive(program, goal, decided)
    assert dive.spread_charges()
    first, again = dive.decide(0.0)[0], dive.decide(0.0)[0]
    assert first == pytest.approx(again)


def test_a_program_without_an_answer_has_no_charges_to_spread() -> None:
    program, goal, decided = _lots(100.0, np.array([6.0]), np.array([7.0]))
    assert not _dive(program, goal, decided)[1].spread_charges()


def test_what_no_value_fits_is_left_open() -> None:
    """Between 13 and 17 of lots of 6 there is no number of lots."""
    program = Program()
    lots = program.decisions((1,), 5.0, whole=True)
    program.put(program.rows((1,), 1.0, 13.0, 17.0), lots, 6.0)
    _, dive = _dive(program, Sparse.of((lots, 7.0)), _monthly(lots))
    assert dive.spread_charges()
    assert dive.decide(NEVER)[1].tolist() == [False]


def test_a_long_decision_that_is_in_the_way_is_opened_again() -> None:
    """A rebate on all that comes looks near enough at 11 of 12, but nothing that can come makes up the rest."""
    program = Program()
    comes, rebate = program.decisions((1,), 3.0, whole=True), program.decisions((1,), 1.0, whole=True)
    need, reach = program.rows((1,), 1.0, 11.0, 11.5), program.rows((1,), 1.0, 0.0, np.inf)
    rest = program.columns((1,), 1.0, 0.0, 4.0)
    for row in (need, reach):
        program.put(row, comes, 4.0)
        program.put(row, rest, 1.0)
    program.put(reach, rebate, -12.0)
    columns, none = np.concatenate([rebate, comes]), np.full(2, -1)
    decided = Decided(columns, np.array([0, 0]), np.array([11, 0]), none, none)
    matrix = program.matrix()
    dive = Dive(matrix, Sparse.of((comes, 5.0), (rest, 2.0)), decided, lambda: False)
    assert dive.spread_charges()
    x, made = dive.decide(NEVER)
    assert made[1]
    assert x[comes] == np.round(x[comes])


def test_a_dive_that_is_stopped_decides_nothing_more() -> None:
    program, goal, decided = _orders(np.full(4, 10.0), order_cost=100.0, holding=1.0)
    looks = iter([False] * 7)
    dive = Dive(program.matrix(), goal, decided, lambda: next(looks, True))
    assert dive.spread_charges()
    assert not dive.decide(NEVER)[1].all()
    assert not Dive(program.matrix(), goal, decided, lambda: True).spread_charges()


def test_a_dive_that_was_stopped_goes_on_to_the_same_end() -> None:
    program, goal, decided = _orders(np.array([10.0, 30.0, 5.0, 20.0]), order_cost=40.0, holding=1.0)
    _, straight = _dive(program, goal, decided)
    looks = iter([False] * 7 + [True] * 20)
    broken = Dive(program.matrix(), goal, decided, lambda: next(looks, False))
    assert straight.spread_charges()
    assert broken.spread_charges()
    assert not broken.decide(0.0)[1].all()
    for _ in looks:
        pass
    x, made = broken.go_on(0.0)
    assert made.all()
    assert goal.value(x) == pytest.approx(goal.value(straight.decide(0.0)[0]))
