"""How numbers, money, months and days are shown; what is stored is never rounded."""

from __future__ import annotations

import datetime as dt
import math
from functools import lru_cache

from babel.numbers import format_decimal

from desktop.model.months import Month, fiscal_year_name

LAKH, CRORE = 1e5, 1e7
_NEARLY, _ROUNDING = 0.999, 1e-9
"""The most that is said of a share that is not whole, and what is rounding of it, or of nothing."""
_LEAST, _LEAST_DECIMALS = 0.001, 3
"""The least number that is written out."""
_FEW = 10
"""Below so many crore or lakh a second decimal is told."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEVERAL = {"piece": "pieces"}
_DIVISORS: dict[str, tuple[float, str]] = {"crore": (CRORE, " crore"), "lakh": (LAKH, " lakh"), "INR": (1.0, "")}


@lru_cache(maxsize=50_000)
def number(value: float, decimals: int = 0) -> str:
    """``12,34,567.8``: grouped digits with so many decimals; an infinite or unknown number is a dash.

    A number near nothing has as many as show so many digits of it and one more, so that only nothing is shown as that.
    """
    if not math.isfinite(value):
        return "–"
    most, size = decimals, abs(value)
    if _ROUNDING < size < 10.0 ** min(1 - decimals, 0):
        if size < _LEAST:
            return ("<" if value > 0 else ">-") + number(_LEAST, _LEAST_DECIMALS)
        most = max(decimals, max(decimals, 1) - math.floor(math.log10(size)))
    return _grouped(value, decimals, most)


def _grouped(value: float, least: int, most: int) -> str:
    """A number with no fewer and no more decimals than these; those that could be left out are where they are 0."""
    pattern = "#,##,##0." + "0" * least + "#" * (most - least) if most else "#,##,##0"
    return format_decimal(round(value, most) + 0.0, pattern, locale="en_IN")


def money(inr: float, unit: str | None = None) -> str:
    """``₹412.6 crore``: rupees in crore, lakh or INR as asked, or in the one that fits; else a dash.

    What is less than one of the unit asked for is told in the one that fits.
    """
    size = abs(inr)
    if not math.isfinite(inr):
        return number(inr)
    if unit is None or (_ROUNDING < size < _DIVISORS[unit][0]):
        unit = "crore" if size >= CRORE else "lakh" if size >= LAKH else "INR"
    divisor, name = _DIVISORS[unit]
    sign = "−" if inr < 0 and size > _ROUNDING else ""
    if name and size:
        return f"{sign}₹{_grouped(size / divisor, 1, 2 if size < _FEW * divisor else 1)}{name}"
    return f"{sign}₹{number(size / divisor, 1 if name else 0)}{name}"


def percent(share: float, decimals: int = 1) -> str:
    """``98.2 %`` for a share of 0.982."""
    return f"{number(100 * share, decimals)} %"


def reached(share: float) -> str:
    """A share of what was promised: ``100.0 %`` is said of all of it only, never of what is rounded to it."""
    return percent(nearly(share))


def nearly(share: float) -> float:
    """A share of what was promised as it is to be rounded: at most 99.9 % where it is not all."""
    return min(share, _NEARLY) if share < 1 - _ROUNDING else share


def quantity(value: float, unit: str, decimals: int = 1) -> str:
    """``1,234.5 kg``; pieces have no decimals."""
    return f"{number(value, 0 if unit == 'piece' else decimals)} {unit_of(value, unit)}"


def unit_of(value: float, unit: str) -> str:
    """The unit behind a number: several pieces are not ``piece``."""
    return unit if value == 1 else _SEVERAL.get(unit, unit)


def month(value: Month) -> str:
    """``Aug 2027``."""
    return f"{_MONTHS[value.month - 1]} {value.year}"


def date(day: dt.date) -> str:
    """``12 Jan 2027``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def clock(at: dt.datetime) -> str:
    """``10:42``, in the zone of this place."""
    return f"{at.astimezone():%H:%M}"


def moment(at: dt.datetime) -> str:
    """``12 Jan 2027, 10:42``, in the zone of this place."""
    return f"{date(at.astimezone().date())}, {clock(at)}"


def fiscal_year(year: int) -> str:
    """``FY27`` for the year that ends in March 2027."""
    return fiscal_year_name(year)
