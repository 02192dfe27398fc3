"""Months count in a row, know their days, and belong to fiscal years that end in March."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.months import Month, fiscal_year_name, span
from tests.strategies import dates, months


@given(months())
def test_a_month_is_the_same_after_a_round_trip_through_text_parts_and_days(month: Month) -> None:
    assert Month.from_iso(str(month)) == month
    assert Month.of(month.year, month.month) == month
    assert Month.containing(month.first_day) == Month.containing(month.last_day) == month


@given(dates())
def test_a_day_lies_between_the_first_and_the_last_of_its_month(day: dt.date) -> None:
    month = Month.containing(day)
    assert month.first_day <= day <= month.last_day


@given(months(), months())
def test_months_are_ordered_as_their_text_is(one: Month, other: Month) -> None:
    assert (one < other) == (str(one) < str(other))


@given(months(), st.integers(-600, 600))
def test_going_on_and_back_ends_where_it_began(month: Month, count: int) -> None:
    assert month.plus(count).plus(-count) == month


def test_the_parts_of_a_month_are_those_of_the_calendar() -> None:
    month = Month.of(2028, 2)
    assert (month.index, month.year, month.month) == (24337, 2028, 2)
    assert (month.first_day, month.last_day) == (dt.date(2028, 2, 1), dt.date(2028, 2, 29))
    assert str(Month.of(33, 4)) == "0033-04"


def test_december_is_followed_by_january() -> None:
    assert Month.of(2027, 12).plus(1) == Month.of(2028, 1)
    assert Month.of(2027, 12).last_day == dt.date(2027, 12, 31)


@pytest.mark.parametrize("text", ["2027-00", "2027-13", "2027-1", "27-01", "2027-01-01", " 2027-01", "Jan 2027", ""])
def test_other_texts_are_not_months(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        Month.from_iso(text)


@pytest.mark.parametrize(("text", "ends"), [("2026-03", 2026), ("2026-04", 2027), ("2026-12", 2027), ("2027-03", 2027)])
def test_a_fiscal_year_begins_in_april_and_is_named_after_its_end(text: str, ends: int) -> None:
    month = Month.from_iso(text)
    assert month.fiscal_year == ends
    assert fiscal_year_name(month.fiscal_year) == f"FY{ends - 2000}"


def test_the_fiscal_year_after_a_century_keeps_two_digits() -> None:
    assert fiscal_year_name(2105) == "FY05"


def test_a_span_is_as_long_as_asked_and_has_no_gaps() -> None:
    assert [str(month) for month in span(Month.of(2026, 11), 4)] == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert span(Month.of(2026, 11), 0) == ()
