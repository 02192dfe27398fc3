"""How numbers, money, months and days are shown; what is stored is never rounded."""

from __future__ import annotations

import datetime as dt
import math
from functools import lru_cache

from babel.numbers import format_decimal

from desktop.model.months import Month, fiscal_year_name

LAKH, CRORE = 1e5, 1e7
_NEARLY, _ROUNDING = 0.999, 1e-9
"""The most that is said of a share that is not whole, and what of a whole one is rounding."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DIVISORS: dict[str, tuple[float, str]] = {"crore": (CRORE, " crore"), "lakh": (LAKH, " lakh"), "INR": (1.0, "")}


@lru_cache(maxsize=50_000)
def number(value: float, decimals: int = 0) -> str:
    """``12,34,567.8``: grouped digits with a fixed number of decimals; an infinite or unknown number is a dash."""
    if not math.isfinite(value):
        return "–"
    rounded = round(value, decimals) + 0.0
    pattern = "#,##,##0." + "0" * decimals if decimals else "#,##,##0"
    return format_decimal(rounded, pattern, locale="en_IN")


def money(inr: float, unit: str | None = None) -> str:
    """``₹412.6 crore``: rupees in crore, lakh or INR as asked, or in the one that fits; else a dash."""
    if not math.isfinite(inr):
        return number(inr)
    if unit is None:
        unit = "crore" if abs(inr) >= CRORE else "lakh" if abs(inr) >= LAKH else "INR"
    divisor, name = _DIVISORS[unit]
    decimals = 1 if name else 0
    sign = "−" if inr < 0 and round(inr / divisor, decimals) else ""
    return f"{sign}₹{number(abs(inr) / divisor, decimals)}{name}"


def percent(share: float, decimals: int = 1) -> str:
    """``98.2 %`` for a share of 0.982."""
    return f"{number(100 * share, decimals)} %"


def reached(share: float) -> str:
    """A share of what was promised: ``100.0 %`` is said of all of it only, never of what is rounded to it."""
    return percent(min(share, _NEARLY) if share < 1 - _ROUNDING else share)


def quantity(value: float, unit: str, decimals: int = 1) -> str:
    """``1,234.5 kg``; pieces have no decimals."""
    return f"{number(value, 0 if unit == 'piece' else decimals)} {unit}"


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
