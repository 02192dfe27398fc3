"""Months, quarters, halves and years as headers name them: ``Apr-27``, ``Apr-Jun 2027``, ``Q1 FY27``."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache

import attrs

from desktop.model.months import Month
from desktop.text.month_forms import NAME, number, year

_FEBRUARY, _APRIL, _MONTHS = 2, 4, 12
_QUARTER, _HALF = 3, 6
_MOST = 24
_FIRST_YEAR, _LAST_YEAR = 2015, 2060
"""Years that a header may name in two digits."""
_NAMED = rf"(?<![a-z])({NAME})(?![a-z])\.?"
_APART = r"[\s\-/.,'’]*"
_TO = r"\s*(?:-|–|—|~|/|to|bis|至)\s*"
_DIGITS = r"(20\d\d|\d\d)(?!\d)"
_FY = rf"(?<![a-z])f\.?y\.?\s*['’]?{_DIGITS}(?:\s*[-/–]\s*['’]?{_DIGITS})?"
_NO_YEAR = r"(?![\s\-/.,'’]*\d)"
_PART = re.compile(r"(?<![a-z0-9])(?:(q)([1-4])|([1-4])(q)|(h)([12])|([12])(h))(?![0-9])(?!(?!fy)[a-z])")
_DAY = re.compile(
    rf"(?<![\d])(\d{{1,2}})(?:st|nd|rd|th)?[-/. ]*{_NAMED}{_APART}{_DIGITS}"
    rf"|{_NAMED}\s*(\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+)20\d\d"
    r"|(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](?:20)?\d\d(?!\d)|20\d\d[-/.]\d{1,2}[-/.](\d{1,2})(?!\d)"
)
_OTHER = re.compile(
    rf"{_NAMED}|20\d\d|(?<![a-z0-9])(?:[qhm]\d|\d\d?[qhm])(?![a-z0-9])|(?<![a-z])(?:w|wk|week|cw|kw)\s*\d"
    r"|(?<![a-z])(?:ytd|cum|cumulative|till|until|up\s?to|to date|as of|as on)(?![a-z])"
)
_NUMBER = re.compile(r"(?<![\w.])\d+(?![\w%])")
"""What beside a period says that it is not that one, or not it alone: days, weeks, other years, "till"."""
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")


@attrs.frozen
class Period:
    """Some months in a row."""

    first: Month
    months: int = 1


@lru_cache(maxsize=10_000)
def in_header(header: str | dt.date) -> tuple[str, Period] | None:
    """A header's other words and the period that it names; None for none, and for what is no whole months."""
    if isinstance(header, dt.date):
        return ("", Period(Month.containing(header))) if header.day == 1 else None
    text = header.casefold()
    if len(text) != len(header):
        return None
    day = None if _RANGE.search(text) else _DAY.search(text)
    if day and (day[1] or day[5] or day[6]) not in ("1", "01"):
        return None
    for pattern, meaning in _PATTERNS:
        found = pattern.search(text)
        if found:
            period = meaning(found, text)
            if period is None and pattern in (_YEARS_FISCAL, _RANGE, _MONTH):
                return None
            if period is not None:
                return _rest(header, found, period)
    return None


def _rest(header: str, found: re.Match[str], period: Period) -> tuple[str, Period] | None:
    """The words of a header beside its period; None where they say that it is another."""
    rest = header[: found.start()] + " " + header[found.end() :]
    if period.months in (_QUARTER, _HALF):
        rest = re.sub(_PART.pattern, " ", rest, count=1, flags=re.IGNORECASE)
    told = rest.casefold()
    if _OTHER.search(told) or _NUMBER.search(_BRACKETS.sub(" ", told)):
        return None
    return " ".join(rest.strip(" -–:/,").split()), period


def _by_word(found: re.Match[str], _: str) -> Period | None:
    """A month and its year; in two digits behind a space the last day of a month is no year."""
    which, digits = number(found[1]), found[3]
    told = year(digits)
    if not _FIRST_YEAR <= told <= _LAST_YEAR and len(digits) == len("27"):
        return None
    if not found[2].strip() and len(digits) == len("27") and found[2]:
        last = calendar.monthrange(told, which)[1]
        if int(digits) == last and which != _FEBRUARY:
            return None
    return Period(Month.of(told, which))


def _by_year_and_month(found: re.Match[str], _: str) -> Period | None:
    """A month below the heading of its year: ``2027 Oct``."""
    return Period(Month.of(int(found[1]), number(found[2])))


def _by_fiscal_year_and_month(found: re.Match[str], _: str) -> Period | None:
    """A month below the heading of its fiscal year: ``FY 2027-28 Apr``."""
    start = _fiscal_start(found[1], found[2])
    return Period(start.plus((number(found[3]) - _APRIL) % _MONTHS)) if start else None


def _by_day(found: re.Match[str], _: str) -> Period | None:
    return Period(Month.of(year(found[3]), number(found[2])))


def _by_range(found: re.Match[str], _: str) -> Period | None:
    """``Apr-Jun 2027`` and ``Oct 2026 - Mar 2027``, both ends included."""
    begin, end, last = number(found[1]), number(found[3]), year(found[4])
    first = year(found[2]) if found[2] else last - (begin > end)
    return _between(Month.of(first, begin), Month.of(last, end))


def _by_fiscal_range(found: re.Match[str], _: str) -> Period | None:
    """A month, or some, of a fiscal year: ``Apr FY28``, ``Apr-Jun FY28``."""
    start = _fiscal_start(found[3], found[4])
    if start is None:
        return None
    begin = start.plus((number(found[1]) - _APRIL) % _MONTHS)
    return _between(begin, start.plus((number(found[2] or found[1]) - _APRIL) % _MONTHS))


def _between(first: Month, last: Month) -> Period | None:
    months = last.index - first.index + 1
    return Period(first, months) if 1 <= months <= _MOST else None


def _by_number(found: re.Match[str], _: str) -> Period:
    told, month = (found[1], found[2]) if found[1] else (found[4], found[3])
    return Period(Month.of(int(told), int(month)))


def _by_chinese(found: re.Match[str], _: str) -> Period | None:
    return Period(Month.of(int(found[1]), int(found[2]))) if number(found[2]) else None


def _by_fiscal_year(found: re.Match[str], header: str) -> Period | None:
    """A fiscal year is named after the year in which it ends, unless both are told."""
    start = _fiscal_start(found[1], found[2])
    return _part_of(start, header) if start else None


def _fiscal_start(first: str, second: str | None) -> Month | None:
    begins = year(first)
    if second and year(second) != begins + 1:
        return None
    return Month.of(begins if second else begins - 1, _APRIL)


def _by_year(found: re.Match[str], header: str) -> Period:
    return _part_of(Month.of(int(found[1]), 1), header)


def _part_of(start: Month, header: str) -> Period:
    """The quarter or half of a year that a header names, or the whole of it."""
    part = _PART.search(header)
    if part is None:
        return Period(start, _MONTHS)
    months = _QUARTER if part[1] or part[4] else _HALF
    which = int(part[2] or part[3] or part[6] or part[7])
    return Period(start.plus(months * (which - 1)), months)


_RANGE = re.compile(rf"{_NAMED}{_APART}(?:{_DIGITS})?{_TO}{_NAMED}{_APART}{_DIGITS}")
_MONTH = re.compile(rf"{_NAMED}({_APART}){_DIGITS}")
_YEARS_FISCAL = re.compile(_FY)
_PATTERNS = (
    (re.compile(r"(20\d\d)年(\d{1,2})月"), _by_chinese),
    (re.compile(rf"{_NAMED}(?:{_TO}{_NAMED})?[\s\-/,]*{_FY}"), _by_fiscal_range),
    (re.compile(rf"{_FY}[\s\-/:,]+{_NAMED}{_NO_YEAR}"), _by_fiscal_year_and_month),
    (re.compile(rf"(?<![\w./-])(20\d\d)[\s/:,]+{_NAMED}{_NO_YEAR}"), _by_year_and_month),
    (_RANGE, _by_range),
    (re.compile(rf"(?<!\d)(0?1)(?:st)?[-/. ]+{_NAMED}{_APART}{_DIGITS}"), _by_day),
    (_MONTH, _by_word),
    (_YEARS_FISCAL, _by_fiscal_year),
    (re.compile(r"(?<![\w])(20\d\d)\s*[-/–]\s*(20\d\d|\d\d)(?!\d)(?![-/.]\d)"), _by_fiscal_year),
    (
        re.compile(
            r"(?<!\d)(20\d\d)[-/.](0?[1-9]|1[0-2])(?:[-/.]0?1)?(?![-/.]?\d)"
            r"|(?<![\d/.-])(0?[1-9]|1[0-2])[-/.](20\d\d)(?!\d)"
        ),
        _by_number,
    ),
    (re.compile(r"(?<![\d/.-])(?:cy\s*)?(20\d\d)(?!\d)(?:年)?"), _by_year),
)
