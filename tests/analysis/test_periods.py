"""Months as quarters and fiscal years: nothing is lost, years begin in April, levels are those at the end."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.analysis.periods import KINDS, added, at_end, periods, quarter
from desktop.model.months import Month, span
from tests.tiny import MONTHS

FRAME = pd.DataFrame({"kg": [1.0, 2.0, 4.0, 8.0, 16.0, 32.0]}, index=pd.Index(list(MONTHS), name="month"))


def test_quarters_and_years_are_named_after_the_fiscal_year() -> None:
    assert [period.name for period in periods(MONTHS, "quarter")] == ["Q4 FY27", "Q1 FY28"]
    assert [period.name for period in periods(MONTHS, "year")] == ["FY27", "FY28"]
    assert [period.name for period in periods(MONTHS[:2], "month")] == ["Jan 2027", "Feb 2027"]
    assert periods((), "year") == ()


def test_flows_are_added_up_and_levels_are_those_at_the_end() -> None:
    assert added(FRAME, "month")["kg"].tolist() == FRAME["kg"].tolist()
    assert added(FRAME, "quarter")["kg"].tolist() == [7, 56]
    assert at_end(FRAME, "year")["kg"].tolist() == [4, 32]
    assert list(added(FRAME, "year").index) == [MONTHS[0], MONTHS[3]]


@given(first=st.integers(24000, 24600), count=st.integers(1, 130), kind=st.sampled_from(KINDS))
def test_every_month_is_in_one_period_and_nothing_is_lost(first: int, count: int, kind: str) -> None:
    months = span(Month(first), count)
    found = periods(months, kind)
    assert [month for period in found for month in period.months] == list(months)
    most = {"month": 1, "quarter": 3, "year": 12}[kind]
    assert all(len(period.months) == most for period in found[1:-1])
    assert all(period.last.index - period.first.index < most for period in found)
    frame = pd.DataFrame({"kg": [float(at) for at in range(count)]}, index=list(months))
    assert added(frame, kind)["kg"].sum() == pytest.approx(sum(range(count)))
    assert len(at_end(frame, kind)) == len(found)


def test_quarters_of_the_fiscal_year_begin_in_april() -> None:
    days = [dt.date(2026, 3, 31), dt.date(2026, 4, 1), dt.date(2026, 6, 30), dt.date(2026, 12, 31), dt.date(2027, 1, 1)]
    assert [quarter(day) for day in days] == [(2026, 4), (2027, 1), (2027, 1), (2027, 3), (2027, 4)]
