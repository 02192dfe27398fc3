"""Days and periods of a column as people write them: all its cells tell whether the day or the month comes first.

``2027-03-12``, ``12-03-2027``, ``3/12/2027``, ``12 Mar 27``, ``Mar 12, 2027``, ``2027年3月12日`` are days; ``Mar-27``,
``03/2027``, ``2027-03``, ``Q1 FY27``, ``FY26-27`` periods of months; the numbers spreadsheets count days by are read,
and told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

import attrs

from desktop.model.months import Month
from desktop.text import month_forms
from desktop.text.entry import EntryFault, Raw

Order = Literal["", "day", "month"]
"""What comes first where both are numbers: the day, as in India and Europe, or the month, as in America."""

_NAME = rf"({month_forms.NAME})\.?"
_APART = r"[-/. ]+"
_NUMBERED = re.compile(rf"(\d{{1,2}}){_APART}(\d{{1,2}}){_APART}(\d{{4}}|\d{{2}})")
_MONTHS, _QUARTER = 12, 3
_FIRST_SERIAL, _LAST_SERIAL = 32_874, 73_050
"""The days 1990-01-01 and 2099-12-31 in the count of spreadsheets."""
_SERIAL_START = dt.date(1899, 12, 30)


@attrs.frozen
class Period:
    """A run of months, both included: a month, a quarter, a fiscal year."""

    first: Month
    last: Month


When = dt.date | Period


@attrs.frozen
class Days:
    """A column: the day or period of each cell, None where it is empty or has a fault; faults by position.

    ``order`` is what the column's own cells settle, or what was given. ``asked`` are the positions of cells that
    could mean two days: give ``order`` to settle them. ``counted`` are those of bare numbers, read as spreadsheets
    count days: to be shown before they are believed.
    """

    days: tuple[When | None, ...]
    faults: Mapping[int, EntryFault]
    order: Order = ""
    asked: tuple[int, ...] = ()
    counted: tuple[int, ...] = ()


def read(entries: Sequence[Raw], order: Order = "") -> Days:
    """The days of a column's cells; ``order`` is the user's word on what comes first."""
    numbered = {at: found for at, raw in enumerate(entries) if (found := _numbered(raw))}
    settled = order or _settled(numbered.values())
    told = [_one_of(raw, numbered[at], settled) if at in numbered else _day(raw) for at, raw in enumerate(entries)]
    faults = {at: day for at, day in enumerate(told) if isinstance(day, EntryFault)}
    days = tuple(None if isinstance(day, EntryFault) else day for day in told)
    counted = tuple(at for at, day in enumerate(days) if day is not None and _counted(entries[at]))
    asked = tuple(at for at, fault in faults.items() if fault.key == "entry-date-ambiguous")
    return Days(days, faults, settled, asked, counted)


def _numbered(raw: Raw) -> dict[Order, dt.date]:
    """Every day that three numbers could mean, by what comes first."""
    match = _NUMBERED.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if match is None:
        return {}
    first, second, year = int(match[1]), int(match[2]), month_forms.year(match[3])
    found: dict[Order, dt.date] = {}
    for order, day, month in (("day", first, second), ("month", second, first)):
        try:
            found["day" if order == "day" else "month"] = dt.date(year, month, day)
        except ValueError:
            continue
    return found


def _settled(numbered: Iterable[dict[Order, dt.date]]) -> Order:
    told = {next(iter(found)) for found in numbered if len(found) == 1}
    return told.pop() if len(told) == 1 else ""


def _one_of(raw: Raw, found: dict[Order, dt.date], order: Order) -> dt.date | EntryFault:
    if order in found:
        return found[order]
    if len(set(found.values())) > 1:
        first, second = (day.isoformat() for day in found.values())
        return EntryFault("entry-date-ambiguous", entry=str(raw), first=first, second=second)
    return EntryFault("entry-date", entry=str(raw)) if order else next(iter(found.values()))


def _counted(raw: Raw) -> bool:
    text = str(raw).strip()
    return not isinstance(raw, bool) and text.removesuffix(".0").isdecimal()


def _day(raw: Raw) -> When | EntryFault | None:
    """A day or period that can mean nothing else."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if isinstance(raw, dt.date):
        return raw.date() if isinstance(raw, dt.datetime) else raw
    text = " ".join(str(raw).split()).casefold()
    if _counted(raw) and _FIRST_SERIAL <= float(text) <= _LAST_SERIAL:
        return _SERIAL_START + dt.timedelta(days=int(float(text)))
    for pattern, made in _WRITTEN:
        if match := pattern.fullmatch(text):
            try:
                return made(match)
            except ValueError:
                break
    return EntryFault("entry-date", entry=str(raw))


def _date(year: str, month: str, day: str) -> dt.date:
    return dt.date(month_forms.year(year), month_forms.number(month), int(day))


def _month(text: str) -> Period:
    first = month_forms.month(text)
    if first is None:
        raise ValueError(text)
    return Period(first, first)


def _fiscal(first: str | None, last: str | None, quarter: str | None = None) -> Period:
    """The fiscal year from April that ends in year ``last``, or one of its quarters; ``first`` is the year before."""
    end = month_forms.year(last or first or "")
    if first and last and end != month_forms.year(first) + 1:
        raise ValueError(last)
    start = Month.of(end - 1, 4)
    if quarter is None:
        return Period(start, start.plus(_MONTHS - 1))
    begin = start.plus(_QUARTER * (int(quarter) - 1))
    return Period(begin, begin.plus(_QUARTER - 1))


_FISCAL = r"fy ?'?(\d{4}|\d{2})(?: ?[-/–] ?(\d{4}|\d{2}))?"
_WRITTEN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], When]], ...] = tuple(
    (re.compile(pattern), made)
    for pattern, made in (
        (r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?z?)?", lambda m: _date(m[1], m[2], m[3])),
        (rf"(\d{{1,2}})(?:st|nd|rd|th)?{_APART}{_NAME}{_APART}'?(\d{{4}}|\d{{2}})", lambda m: _date(m[3], m[2], m[1])),
        (rf"{_NAME} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})", lambda m: _date(m[3], m[1], m[2])),
        (rf"{_NAME}[-/. '’]*(?:\d{{4}}|\d{{2}})|\d{{4}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{4}}", lambda m: _month(m[0])),
        (r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]", lambda m: _date(m[1], m[2], m[3])),
        (r"\d{4} ?年 ?\d{1,2} ?月", lambda m: _month(m[0])),
        (rf"{_FISCAL}(?:[ -]*q([1-4]))?", lambda m: _fiscal(m[1], m[2], m[3])),
        (rf"q([1-4])[ -]*{_FISCAL}", lambda m: _fiscal(m[2], m[3], m[1])),
    )
)
