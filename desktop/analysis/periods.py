"""Months gathered into quarters and fiscal years: flows are added up, levels are those at the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Literal

import attrs
import pandas as pd

from desktop.model.months import Month, fiscal_year_name
from desktop.text import formats
from desktop.text.messages import say

Kind = Literal["month", "quarter", "year"]
KINDS: tuple[Kind, ...] = ("month", "quarter", "year")


@attrs.frozen
class Period:
    """Months in a row that belong together; the first and last of a plan may have fewer than others."""

    name: str
    months: tuple[Month, ...]

    @property
    def first(self) -> Month:
        """The first of the months."""
        return self.months[0]

    @property
    def last(self) -> Month:
        """The last of the months."""
        return self.months[-1]


def periods(months: Sequence[Month], kind: str) -> tuple[Period, ...]:
    """The periods of ``kind`` that ``months``, which follow each other, fall into."""
    found = []
    for _, own in groupby(months, key=lambda month: _key(month, kind)):
        part = tuple(own)
        found.append(Period(_name(part[0], kind), part))
    return tuple(found)


def added(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    """A frame by month as one by period, of which the first months are the index: sums of flows."""
    if kind == "month":
        return frame
    return frame.groupby(_firsts(list(frame.index), kind), sort=False).sum()


def at_end(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    """A frame by month as one by period, of which the first months are the index: levels in the last month."""
    if kind == "month":
        return frame
    return frame.groupby(_firsts(list(frame.index), kind), sort=False).last()


def quarter(day: dt.date) -> tuple[int, int]:
    """The fiscal year of a day, named after the year in which it ends, and its quarter of that, from 1."""
    return _quarter(Month.containing(day))


def _firsts(months: Sequence[Month], kind: str) -> list[Month]:
    return [period.first for period in periods(months, kind) for _ in period.months]


def _key(month: Month, kind: str) -> tuple[int, ...]:
    if kind == "month":
        return (month.index,)
    return _quarter(month) if kind == "quarter" else (month.fiscal_year,)


def _name(month: Month, kind: str) -> str:
    if kind == "month":
        return formats.month(month)
    year, number = _quarter(month)
    name = fiscal_year_name(year)
    return say("licence-quarter", number=number, year=name) if kind == "quarter" else name


def _quarter(month: Month) -> tuple[int, int]:
    return month.fiscal_year, (month.month - 4) % 12 // 3 + 1
