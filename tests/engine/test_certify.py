"""The certificate is exact, holds for any prices, and notices what the solver's own tolerances cannot see."""

from __future__ import annotations

from fractions import Fraction

import attrs
import highspy
import numpy as np
import pytest

from desktop.engine.certify import certify
from desktop.engine.program import Matrix, Program
from desktop.engine.solver.door import pass_on
from desktop.engine.vectors import FloatArray


def _two_sources(most: float = np.inf) -> Matrix:
    """At least 8 from two columns, the first up to 5, the second up to ``most``."""
    program = Program()
    columns = program.columns((2,), 1.0, 0.0, np.array([5.0, most]))
    program.put(program.rows((1,), 1.0, 8.0, np.inf), columns, 1.0)
    return program.matrix()


COSTS = np.array([2.0, 3.0])
BEST, PRICE = np.array([5.0, 3.0]), np.array([3.0])


def test_the_least_has_no_gap() -> None:
    certificate = certify(_two_sources(), COSTS, BEST, PRICE)
    assert attrs.astuple(certificate) == (19.0, 19.0, 0.0, 0.0)


def test_an_answer_that_is_too_dear_is_told_by_how_much() -> None:
    certificate = certify(_two_sources(), COSTS, np.array([0.0, 8.0]), PRICE)
    assert (certificate.objective, certificate.bound, certificate.gap) == (24.0, 19.0, 5 / 24)


def test_an_answer_cheaper_than_any_can_be_is_a_gap_too() -> None:
    certificate = certify(_two_sources(), COSTS, np.array([5.0, 2.75]), PRICE)
    assert (certificate.gap, certificate.violation) == (0.75 / 18.25, 0.25)


@pytest.mark.parametrize(
    ("x", "broken"),
    [([5.5, 3.0], 0.5), ([-0.125, 8.5], 0.125), ([1.0, 3.5], 3.5), ([0.5, 7.5], 0.0)],
    ids=["above a bound", "below a bound", "row", "none"],
)
def test_the_most_that_a_row_or_a_bound_is_broken_by_is_told(x: list[float], broken: float) -> None:
    assert certify(_two_sources(), COSTS, np.array(x), PRICE).violation == pytest.approx(broken, abs=1e-15)


def test_rounding_that_floating_point_hides_is_seen() -> None:
    x = np.array([0.7, 7.3])
    assert x.sum() == 8.0
    assert certify(_two_sources(), COSTS, x, PRICE).violation == Fraction(8) - Fraction(0.7) - Fraction(7.3)


def test_a_price_with_a_sign_that_its_row_does_not_allow_is_none() -> None:
    certificate = certify(_two_sources(), COSTS, BEST, np.array([-1.0]))
    assert (certificate.bound, certificate.gap) == (0.0, 1.0)


def test_without_any_price_the_bound_is_what_the_columns_cost_at_least() -> None:
    matrix = attrs.evolve(_two_sources(10.0), column_lower=np.array([1.0, 2.0]))
    assert certify(matrix, COSTS, BEST, np.array([0.0])).bound == 8.0
    assert certify(matrix, np.array([2.0, -1.0]), BEST, np.array([0.0])).bound == -8.0


@pytest.mark.parametrize("most", [np.inf, 1e8], ids=["unlimited", "practically unlimited"])
def test_dust_on_a_column_whose_upper_bound_is_far_costs_no_more_than_its_reach(most: float) -> None:
    certificate = certify(_two_sources(most), COSTS, BEST, PRICE + 2**-40)
    assert certificate.bound == pytest.approx(19.0 - (50.0 - 8.0 + 5.0) * 2**-40, abs=1e-15)
    assert 0.0 < certificate.gap < 1e-10


def test_the_best_of_the_priced_and_the_plain_bound_counts() -> None:
    assert certify(_two_sources(), COSTS, BEST, np.array([1e6])).bound == 0.0


def test_a_goal_of_less_than_its_unit_is_measured_by_it() -> None:
    x = np.array([0.0, 8.0]) * 2**-20
    matrix = attrs.evolve(_two_sources(), row_lower=np.array([8.0 * 2**-20]))
    assert certify(matrix, COSTS, x, PRICE * 0.0).gap == 1.0
    assert certify(matrix, COSTS, x, PRICE * 0.0, unit=48.0).gap == 2**-21


def test_nothing_that_costs_nothing_has_no_gap() -> None:
    matrix = attrs.evolve(_two_sources(), row_lower=np.array([0.0]))
    assert certify(matrix, COSTS, np.zeros(2), np.zeros(1)).gap == 0.0


def test_a_program_of_nothing_is_certified() -> None:
    program = Program()
    columns = program.columns((0,), 1.0)
    program.put(program.rows((0,), 1.0, 0.0, 0.0), columns, 1.0)
    assert attrs.astuple(certify(program.matrix(), np.zeros(0), np.zeros(0), np.zeros(0))) == (0.0, 0.0, 0.0, 0.0)


def _random(draw: np.random.Generator) -> tuple[Matrix, FloatArray, FloatArray, FloatArray]:
    """A program with every sort of bound, costs, values and prices of any size and sign."""
    columns, rows = int(draw.integers(1, 6)), int(draw.integers(1, 5))
    size = 10.0 ** draw.integers(-9, 9, columns)
    program = Program()
    lower = -draw.random(columns) * size
    numbers = program.columns((columns,), 1.0, lower, lower + draw.choice([0.0, 1.0, 7.3], columns) * size)
    least = draw.choice([-np.inf, -3.0, 0.1], rows)
    of = program.rows((rows,), 1.0, least, np.maximum(least, draw.choice([0.1, 5.0, np.inf], rows)))
    program.put(of.reshape(-1, 1), numbers, draw.choice([0.0, 0.1, -2.0, 1e6], (rows, columns)))
    x = lower + draw.random(columns) * size
    return program.matrix(), draw.normal(size=columns) / size, x, draw.normal(size=rows)


def _plainly(matrix: Matrix, costs: FloatArray, x: FloatArray, prices: FloatArray) -> tuple[Fraction, Fraction]:
    """Objective and bound number by number, as a textbook would, each column within ten times the largest value."""
    left, bound = list(map(Fraction, costs.tolist())), Fraction(0)
    reach = 10 * max(float(np.abs(x).max()), 1.0)
    for row, price in enumerate(prices.tolist()):
        limit = matrix.row_lower[row] if price > 0 else matrix.row_upper[row]
        if np.isfinite(limit):
            bound += Fraction(price) * Fraction(float(limit))
            for place in range(matrix.start[row], matrix.start[row + 1]):
                left[matrix.index[place]] -= Fraction(price) * Fraction(float(matrix.value[place]))
    for column, rest in enumerate(left):
        least, most = float(matrix.column_lower[column]), float(matrix.column_upper[column])
        bound += rest * Fraction(max(least, -reach) if rest > 0 else min(most, reach))
    plain = sum(
        Fraction(cost) * Fraction(float((matrix.column_lower if cost > 0 else matrix.column_upper)[column]))
        for column, cost in enumerate(costs.tolist())
    )
    values = zip(costs.tolist(), x.tolist(), strict=True)
    return sum((Fraction(cost) * Fraction(value) for cost, value in values), Fraction(0)), max(bound, Fraction(plain))


def test_every_digit_is_that_of_fractions() -> None:
    draw = np.random.default_rng(1)
    for _ in range(200):
        program = _random(draw)
        objective, bound = _plainly(*program)
        certificate = certify(*program)
        assert (certificate.objective, certificate.bound) == (float(objective), float(bound))


def _solved(matrix: Matrix, costs: FloatArray) -> tuple[FloatArray, FloatArray]:
    """What HiGHS by itself takes for the least: values and row prices."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    pass_on(highs, matrix)
    highs.changeColsCost(costs.size, np.arange(costs.size, dtype=np.int32), costs)
    highs.run()
    assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    solution = highs.getSolution()
    return np.array(solution.col_value), np.array(solution.row_dual)


def test_no_prices_give_a_bound_above_the_least() -> None:
    draw = np.random.default_rng(2)
    for _ in range(100):
        most = draw.choice([1.0, 5.0, 9.0], 6)
        program = Program()
        columns = program.columns((6,), 1.0, 0.0, most)
        values = draw.choice([0.0, 1.0, 2.5, -1.0], (3, 6))
        program.put(program.rows((3,), 1.0, -np.inf, values @ most / 2).reshape(-1, 1), columns, values)
        matrix, costs = program.matrix(), draw.normal(size=6)
        x, prices = _solved(matrix, costs)
        least = certify(matrix, costs, x, prices)
        assert least.gap < 1e-12
        assert certify(matrix, costs, x, draw.normal(size=3)).bound <= least.bound + 1e-12


def _purchases(quantity: float, money: float, most: float) -> tuple[Matrix, FloatArray]:
    """Twelve months of 50 kg from three offers, in units of which a kg has ``quantity`` and a rupee ``money``."""
    months = 12
    price = np.array([[5000.0], [3600.0], [4200.0]]) * (1 + 0.02 * np.arange(months))
    program = Program()
    buy = program.columns((3, months), 1.0, 0.0, np.array([[most], [25.0], [30.0]]) * quantity)
    stock = program.columns((months,), 1.0)
    rows = program.rows((months,), 1.0, 50.0 * quantity, 50.0 * quantity)
    program.put(rows, buy, 1.0)
    program.put(rows, stock, -1.0)
    program.put(rows[1:], stock[:-1], 1.0)
    return program.matrix(), np.append(price.ravel(), np.full(months, 10.0)) * money / quantity


@pytest.mark.parametrize("most", [60.0, np.inf], ids=["limited", "unlimited"])
@pytest.mark.parametrize("kg", [1e6, 1e9], ids=["milligrams", "micrograms"])
def test_an_optimum_that_is_none_for_its_badly_chosen_units_is_noticed(kg: float, most: float) -> None:
    matrix, costs = _purchases(1.0, 1.0, most)
    x, prices = _solved(matrix, costs)
    assert certify(matrix, costs, x, prices).gap < 1e-12
    least, crore = float(costs @ x), 1e-7
    matrix, costs = _purchases(kg, crore, most)
    x, prices = _solved(matrix, costs)
    assert certify(matrix, costs, x, prices).violation == 0.0
    too_dear = float(costs @ x) / crore / least - 1
    assert too_dear > 0.06
    assert certify(matrix, costs, x, prices).gap > too_dear / (1 + too_dear)
