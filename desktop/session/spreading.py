"""Spreading a yearly figure over the months of its fiscal year: evenly, by working days, or as the year before."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from desktop.model.errors import AppError
from desktop.model.months import Month

Method = Literal["even", "days", "shape"]
METHODS: tuple[Method, ...] = ("even", "days", "shape")
_DECIMALS = 3
_MOST_DECIMALS = 12
_WEEKEND = 5


def weights(method: Method, months: Sequence[Month], before: Sequence[float | None]) -> list[float]:
    """How much each month weighs; ``before`` are the values of the same months one year earlier.

    Raises AppError where the year before has nothing to take a shape from.
    """
    if method == "days":
        return [float(working_days(month)) for month in months]
    if method == "even":
        return [1.0] * len(months)
    shape = [value or 0.0 for value in before]
    if min(shape, default=0.0) < 0 or sum(shape) <= 0:
        raise AppError("spread-no-shape", year=f"FY{(months[0].fiscal_year - 1) % 100:02d}")
    return shape


def working_days(month: Month) -> int:
    """The days of a month from Monday to Friday."""
    length, first = month.last_day.day, month.first_day.weekday()
    return sum((first + day) % 7 < _WEEKEND for day in range(length))


def split(total: float, shares: Sequence[float], *, whole: bool = False) -> list[float]:
    """``total`` in parts as the shares are, rounded so that they add up to it exactly: whole, or to 3 decimals.

    A total with more decimals than that has parts with as many, up to 12. What rounding leaves goes to the largest
    remainders, the earliest first.
    """
    exact = Decimal(repr(total))
    exponent = exact.normalize().as_tuple().exponent
    needed = -exponent if isinstance(exponent, int) else 0
    decimals = min(max(needed, 0 if whole else _DECIMALS), _MOST_DECIMALS)
    grid = 10**decimals
    units = round(Fraction(exact) * grid)
    of = [Fraction(share) for share in shares]
    wanted = [units * share / sum(of) for share in of]
    parts = [int(part // 1) for part in wanted]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - wanted[at], at))
    for at in order[: units - sum(parts)]:
        parts[at] += 1
    return [float(Fraction(part, grid)) for part in parts]
