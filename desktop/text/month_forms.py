"""The one grammar of months as people write them, typed, in cells and headers: ``Apr-27``, ``04/2027``."""

from __future__ import annotations

import datetime as dt
import re

from desktop.model.months import Month

_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SHORTEST, _CENTURY = 3, 2000
_NUMBERS = {
    name[:length]: number for number, name in enumerate(_NAMES, 1) for length in range(_SHORTEST, len(name) + 1)
}
NAME = "|".join(sorted(_NUMBERS, key=len, reverse=True))
"""Matches the English name of a month, whole or cut short to three letters or more, in small letters."""
_WRITTEN = tuple(
    (re.compile(pattern), year, month)
    for pattern, year, month in (
        (r"(\d{4})[-/.](\d{1,2})(?:-01(?:[ t]00:00:00)?)?", 1, 2),
        (r"(\d{1,2})[-/.](\d{4})", 2, 1),
        (rf"({NAME})[-/. '’]*(\d{{4}}|\d{{2}})", 2, 1),
        (r"(\d{4}) ?年 ?(\d{1,2}) ?月", 1, 2),
    )
)


def number(word: str) -> int:
    """1-12 for a number or an English name of a month, whole or cut short; 0 for what is neither."""
    if word.isdecimal():
        return int(word) if 1 <= int(word) <= len(_NAMES) else 0
    return _NUMBERS.get(word.casefold(), 0)


def year(digits: str) -> int:
    """The year of four digits, or of the two that people leave of one of this century."""
    return int(digits) if len(digits) > len("27") else _CENTURY + int(digits)


def month(text: str) -> Month | None:
    """The month that a text is and nothing more, or None."""
    text = " ".join(text.split()).casefold()
    for pattern, at_year, at_month in _WRITTEN:
        if found := pattern.fullmatch(text):
            which, in_year = number(found[at_month]), year(found[at_year])
            return Month.of(in_year, which) if which and dt.MINYEAR <= in_year < dt.MAXYEAR else None
    return None
