"""An exact certificate for one linear solve: how far its answer can lie from the least, in rational arithmetic.

HiGHS judges its own answers in floating point with absolute tolerances; where units are badly chosen, it has called
answers optimal that were twice too dear. Any row prices at all give a lower bound by weak duality, whoever found
them and however roughly: so HiGHS's prices are taken as numbers, and everything from there on is computed exactly.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from operator import mul

import attrs
import numpy as np

from desktop.engine.program import Matrix
from desktop.engine.vectors import FloatArray

_REACH = 10.0
"""How far a column is followed at most, in times the largest value of the answer (at least 1)."""
_DIGITS = 53
"""Binary digits of a float."""


@attrs.frozen
class Certificate:
    """What exact arithmetic says about an answer; everything in the solver's units.

    ``objective`` is what the answer costs, ``bound`` what every answer costs at least, ``gap`` how far the two are
    apart: relative to the objective, or to the goal's unit where that is more. An objective below the bound is a gap
    as well: then rows are broken by enough to matter. ``violation`` is the most by which a row or a bound is broken.
    """

    objective: float
    bound: float
    gap: float
    violation: float


@attrs.frozen(eq=False)
class _Whole:
    """Numbers as whole multiples of 2 ** power; every float is one exactly."""

    values: list[int]
    power: int

    def at(self, power: int) -> list[int]:
        """The same numbers as multiples of 2 ** ``power``, which is not above their own power."""
        return [value << self.power - power for value in self.values] if self.power > power else self.values

    def times(self, other: _Whole) -> Fraction:
        """The sum of the products."""
        return _exact(sum(map(mul, self.values, other.values)), self.power + other.power)


def certify(matrix: Matrix, costs: FloatArray, x: FloatArray, prices: FloatArray, unit: float = 0.0) -> Certificate:
    """The certificate of answer ``x`` (columns) with row prices ``prices`` (rows) to the least of ``costs @ x``.

    ``matrix`` holds the bounds that were in force in the solve; ``costs`` one number per column, as the solver saw
    them; a row's price is above zero where its lower limit holds (HiGHS's row duals). ``unit`` is one unit of the
    goal in ``costs @ x``: a goal of less is measured by it. All numbers but bounds must be finite.

    A price of a sign that its row's limits do not allow is taken as zero: any price is as sound as any other. A
    column without an upper bound whose reduced cost is below zero, be it by rounding alone, has no least, and one
    with a bound that is far off makes much of that rounding; no column is followed beyond ``_REACH`` times the
    largest value in ``x``. The bound then holds for all answers within that reach.
    Of answers beyond it (the limits are convex and costs linear, so costs fall evenly on the straight way there)
    one at k times the reach is cheaper by at most k times the gap.
    """
    prices = np.where(np.isfinite(np.where(prices > 0, matrix.row_lower, matrix.row_upper)), prices, 0.0)
    values, weights, coefficients = _whole(x), _whole(costs), _whole(matrix.value)
    objective = weights.times(values)
    bound = _bound(matrix, weights, coefficients, prices, _REACH * max(float(np.abs(x).max(initial=0.0)), 1.0))
    without_prices = np.where(costs > 0, matrix.column_lower, np.where(costs < 0, matrix.column_upper, 0.0))
    if np.isfinite(without_prices).all():
        bound = max(bound, weights.times(_whole(without_prices)))
    size = max(abs(objective), Fraction(unit))
    apart = abs(objective - bound)
    return Certificate(
        objective=float(objective),
        bound=float(bound),
        gap=float(apart / size) if size else float("inf") if apart else 0.0,
        violation=float(
            max(
                _beyond(values, matrix.column_lower, matrix.column_upper),
                _beyond(_activities(matrix, coefficients, values), matrix.row_lower, matrix.row_upper),
            )
        ),
    )


def _bound(matrix: Matrix, costs: _Whole, coefficients: _Whole, prices: FloatArray, reach: float) -> Fraction:
    """Weak duality: prices x the limits that they hold to + reduced costs x the bounds that these lean on."""
    limits = np.where(prices > 0, matrix.row_lower, np.where(prices < 0, matrix.row_upper, 0.0))
    rows = _whole(prices).times(_whole(limits))
    reduced = _reduced(matrix, costs, coefficients, _whole(prices))
    sign = np.array([(value > 0) - (value < 0) for value in reduced.values])
    lower, upper = np.maximum(matrix.column_lower, -reach), np.minimum(matrix.column_upper, reach)
    return rows + reduced.times(_whole(np.where(sign > 0, lower, np.where(sign < 0, upper, 0.0))))


def _reduced(matrix: Matrix, costs: _Whole, coefficients: _Whole, prices: _Whole) -> _Whole:
    """What each column costs beyond the prices of the rows it stands in."""
    power = min(costs.power, coefficients.power + prices.power)
    priced = prices.at(power - coefficients.power)
    row = np.repeat(np.arange(matrix.row_lower.size), np.diff(matrix.start))
    left = list(costs.at(power))
    for value, price, column in zip(
        coefficients.values, map(priced.__getitem__, row.tolist()), matrix.index.tolist(), strict=True
    ):
        if price:
            left[column] -= value * price
    return _Whole(left, power)


def _activities(matrix: Matrix, coefficients: _Whole, x: _Whole) -> _Whole:
    """What each row comes to."""
    parts = list(map(mul, coefficients.values, map(x.values.__getitem__, matrix.index.tolist())))
    sums = [sum(parts[first:end]) for first, end in pairwise(matrix.start.tolist())]
    return _Whole(sums, coefficients.power + x.power)


def _beyond(values: _Whole, lower: FloatArray, upper: FloatArray) -> Fraction:
    """The most by which a value lies outside its limits; infinite ones are none."""
    worst = Fraction(0)
    for limits, sign in ((lower, 1), (upper, -1)):
        places = np.flatnonzero(np.isfinite(limits)).tolist()
        held = _whole(limits[places])
        power = min(held.power, values.power)
        found = values.at(power)
        outside = (sign * (limit - found[place]) for limit, place in zip(held.at(power), places, strict=True))
        worst = max(worst, _exact(max(outside, default=0), power))
    return worst


def _whole(values: FloatArray) -> _Whole:
    mantissa, exponent = np.frexp(values)
    digits = np.ldexp(mantissa, _DIGITS).astype(np.int64)
    filled = digits != 0
    power = int(np.where(filled, exponent, 0).min(initial=0))
    shift = np.where(filled, exponent - power, 0)
    return _Whole([digit << more for digit, more in zip(digits.tolist(), shift.tolist(), strict=True)], power - _DIGITS)


def _exact(value: int, power: int) -> Fraction:
    return Fraction(value << power) if power >= 0 else Fraction(value, 1 << -power)
