"""What a plan pays for and does not use is taken back, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.engine.needless import without_needless
from desktop.engine.program import Matrix, Program
from desktop.engine.vectors import FloatArray


def _orders_under_contract(months: int = 3) -> Matrix:
    """Arrivals of up to 10 a month (columns 0-2), each month with its order (3-5), under one contract (6)."""
    program = Program()
    comes = program.columns((months,), 10.0)
    order, contract = program.decisions((months,), 1.0, whole=True), program.decisions((1,), 1.0, whole=True)
    rows = program.rows((months,), 10.0, -np.inf, 0.0)
    program.put(rows, comes, 1.0)
    program.put(rows, order, -10.0)
    rows = program.rows((months,), 1.0, -np.inf, 0.0)
    program.put(rows, order, 1.0)
    program.put(rows, contract, -1.0)
    return program.matrix()


@pytest.mark.parametrize(
    ("comes", "kept"),
    [([4.0, 0.0, 10.0], [1.0, 0.0, 1.0, 1.0]), ([0.0, 0.0, 1e-3], [0.0, 0.0, 1.0, 1.0]), ([0.0] * 3, [0.0] * 4)],
    ids=["two orders", "one little order", "nothing"],
)
def test_an_order_without_arrivals_goes_and_a_contract_without_orders(comes: list[float], kept: list[float]) -> None:
    found = without_needless(_orders_under_contract(), np.array([*comes, 1.0, 1.0, 1.0, 1.0]))
    assert found.tolist() == [*comes, *kept]


def test_an_arrival_that_is_rounding_alone_needs_no_order() -> None:
    found = without_needless(_orders_under_contract(1), np.array([1e-9, 1.0, 1.0]))
    assert found.tolist() == [1e-9, 0.0, 0.0]


def test_lots_that_arrive_stay_and_of_spare_ones_as_many_go_as_can() -> None:
    program = Program()
    comes = program.columns((1,), 1.0)
    exact, spare = (program.decisions((1,), 9.0, whole=True) for _ in range(2))
    rows = program.rows((1,), 1.0, 0.0, 0.0)
    program.put(rows, comes, 1.0)
    program.put(rows, exact, -4.0)
    rows = program.rows((1,), 1.0, 10.0, np.inf)
    program.put(rows, comes, 1.0)
    program.put(rows, spare, 3.0)
    assert without_needless(program.matrix(), np.array([8.0, 2.0, 5.0])).tolist() == [8.0, 2.0, 1.0]


def _holds(matrix: Matrix, x: FloatArray) -> bool:
    table = np.zeros((matrix.row_lower.size, x.size))
    table[np.repeat(np.arange(matrix.row_lower.size), np.diff(matrix.start)), matrix.index] = matrix.value
    activity = table @ x
    inside = (activity >= matrix.row_lower - 1e-9) & (activity <= matrix.row_upper + 1e-9)
    return bool(inside.all() and (x >= matrix.column_lower).all())


def test_what_is_left_keeps_every_row_and_could_lose_nothing_more() -> None:
    draw = np.random.default_rng(4)
    for _ in range(100):
        program = Program()
        taken = program.decisions((5,), 3.0, whole=True)
        values, x = draw.choice([-2.0, -1.0, 0.0, 1.0, 3.0], (4, 5)), draw.integers(0, 4, 5).astype(float)
        slack = draw.integers(0, 4, (2, 4))
        rows = program.rows((4,), 1.0, values @ x - slack[0], values @ x + slack[1])
        program.put(rows.reshape(-1, 1), taken, values)
        matrix = program.matrix()
        found = without_needless(matrix, x)
        assert _holds(matrix, found)
        assert not any(_holds(matrix, found - one) for one in np.eye(5))


def test_a_program_without_decisions_is_left_as_it_is() -> None:
    program = Program()
    column = program.columns((1,), 2.0)
    program.put(program.rows((1,), 1.0, 0.0, 9.0), column, 1.0)
    assert without_needless(program.matrix(), np.array([4.0])).tolist() == [4.0]
