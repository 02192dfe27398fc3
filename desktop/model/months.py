"""Months, the periods of a plan, and the fiscal years (April to March) they belong to."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

import attrs

_FIRST_FISCAL_MONTH = 4
_MONTHS = 12
_ISO = re.compile(r"(\d{4})-(\d{2})")


@attrs.frozen(order=False)
class Month:
    """One calendar month; ordered, hashable, counted by ``index`` = 12 x year + month - 1."""

    index: int

    @classmethod
    def of(cls, year: int, month: int) -> Month:
        """The month number ``month`` (1-12) of ``year``."""
        return cls(12 * year + month - 1)

    @classmethod
    def containing(cls, day: dt.date) -> Month:
        """The month that ``day`` lies in."""
        return cls.of(day.year, day.month)

    @classmethod
    def from_iso(cls, text: str) -> Month:
        """Read ``2027-01``; raises ValueError for anything else."""
        match = _ISO.fullmatch(text)
        if match is None or not 1 <= int(match[2]) <= _MONTHS:
            raise ValueError(text)
        return cls.of(int(match[1]), int(match[2]))

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.index // 12

    @property
    def month(self) -> int:
        """The month's number, 1-12."""
        return self.index % 12 + 1

    @property
    def first_day(self) -> dt.date:
        """The first day of the month."""
        return dt.date(self.year, self.month, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day of the month."""
        return self.plus(1).first_day - dt.timedelta(days=1)

    @property
    def fiscal_year(self) -> int:
        """The calendar year in which the month's fiscal year ends (model.md section 1)."""
        return (self.index + _MONTHS + 1 - _FIRST_FISCAL_MONTH) // _MONTHS

    def __lt__(self, other: Month) -> bool:
        return self.index < other.index

    def __le__(self, other: Month) -> bool:
        return self.index <= other.index

    def __gt__(self, other: Month) -> bool:
        return self.index > other.index

    def __ge__(self, other: Month) -> bool:
        return self.index >= other.index

    def plus(self, months: int) -> Month:
        """The month that comes ``months`` later (earlier when negative)."""
        return Month(self.index + months)

    def __str__(self) -> str:
        """The ISO form, ``2027-01``: what files hold."""
        return f"{self.year:04d}-{self.month:02d}"


@lru_cache(maxsize=64)
def span(first: Month, count: int) -> tuple[Month, ...]:
    """``count`` months in a row, starting with ``first``."""
    return tuple(Month(first.index + offset) for offset in range(count))


def fiscal_year_name(year: int) -> str:
    """``FY27`` for the fiscal year that ends in March 2027."""
    return f"FY{year % 100:02d}"
