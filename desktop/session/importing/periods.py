"""Months, quarters and years as headers name them: ``Apr-27``, ``Q1 FY27``, ``FY 2026-27``, ``2027``."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

import attrs

from desktop.model.months import Month

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_APRIL = 4
_HALF_CENTURY = 50
_MONTH_WORD = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[\s\-/,'’]*(\d{4}|\d{2})\b", re.IGNORECASE
)
_MONTH_ISO = re.compile(r"\b(20\d\d)[-/.](0?[1-9]|1[0-2])(?:[-/.]0?1)?\b(?![-/.]\d)|\b(0?[1-9]|1[0-2])[-/.](20\d\d)\b")
_MONTH_CHINESE = re.compile(r"(20\d\d)年(\d{1,2})月")
_QUARTER = re.compile(r"\bq([1-4])\b", re.IGNORECASE)
_FISCAL = re.compile(r"\bf\.?y\.?\s*'?(20\d\d|\d\d)(?:\s*[-/–]\s*(20\d\d|\d\d))?\b", re.IGNORECASE)
_TWO_YEARS = re.compile(r"\b(20\d\d)\s*[-/–]\s*(20\d\d|\d\d)\b")
_YEAR = re.compile(r"\b(?:cy\s*)?(20\d\d)\b(?:年)?", re.IGNORECASE)


@attrs.frozen
class Period:
    """Some months in a row."""

    first: Month
    months: int = 1


@lru_cache(maxsize=10_000)
def in_header(header: str | dt.date) -> tuple[str, Period] | None:
    """A header's other words and the period that it names, or None."""
    if isinstance(header, dt.date):
        return ("", Period(Month.containing(header))) if header.day == 1 else None
    for pattern, meaning in _PATTERNS:
        found = pattern.search(header)
        if found:
            period = meaning(found, header)
            if period is None and pattern is _FISCAL:
                return None
            if period is None:
                continue
            rest = header[: found.start()] + " " + header[found.end() :]
            rest = _QUARTER.sub(" ", rest) if period.months == 3 else rest  # noqa: PLR2004 - a quarter
            return " ".join(rest.strip(" -–:/,").split()), period
    return None


def _by_word(found: re.Match[str], _: str) -> Period:
    return Period(Month.of(_year(found[2]), _NAMES.index(found[1].lower()) + 1))


def _by_number(found: re.Match[str], _: str) -> Period:
    year, month = (found[1], found[2]) if found[1] else (found[4], found[3])
    return Period(Month.of(int(year), int(month)))


def _by_chinese(found: re.Match[str], _: str) -> Period | None:
    return Period(Month.of(int(found[1]), int(found[2]))) if 1 <= int(found[2]) <= len(_NAMES) else None


def _by_fiscal_year(found: re.Match[str], header: str) -> Period | None:
    """A fiscal year is named after the year in which it ends, unless both are told."""
    first, second = _year(found[1]), _year(found[2]) if found.re.groups > 1 and found[2] else 0
    if second not in (0, first + 1):
        return None
    begins = first if second else first - 1
    quarter = _QUARTER.search(header)
    start = Month.of(begins, _APRIL)
    return Period(start.plus(3 * (int(quarter[1]) - 1)), 3) if quarter else Period(start, 12)


def _by_year(found: re.Match[str], header: str) -> Period:
    quarter = _QUARTER.search(header)
    start = Month.of(int(found[1]), 1)
    return Period(start.plus(3 * (int(quarter[1]) - 1)), 3) if quarter else Period(start, 12)


def _year(digits: str) -> int:
    return int(digits) if int(digits) > _HALF_CENTURY * 2 else 2000 + int(digits)


_PATTERNS = (
    (_MONTH_CHINESE, _by_chinese),
    (_MONTH_WORD, _by_word),
    (_FISCAL, _by_fiscal_year),
    (_TWO_YEARS, _by_fiscal_year),
    (_MONTH_ISO, _by_number),
    (_YEAR, _by_year),
)
