"""Yearly figures over months: nothing is lost by rounding, and each way weighs months as it says."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.errors import AppError
from desktop.model.months import Month, span
from desktop.session.spreading import METHODS, split, weights, working_days

YEAR = span(Month.of(2026, 4), 12)


@given(
    total=st.integers(0, 10**12).map(lambda number: number / 1000),
    shares=st.lists(st.floats(0.001, 1000), min_size=1, max_size=12),
    whole=st.booleans(),
)
def test_parts_add_up_to_the_whole_and_lie_next_to_their_share(total: float, shares: list[float], whole: bool) -> None:
    parts = split(total, shares, whole=whole)
    assert math.fsum(parts) == pytest.approx(total, rel=1e-15)
    room = 1.0 if whole and total.is_integer() else 0.1 if whole else 0.001
    for part, share in zip(parts, shares, strict=True):
        assert abs(part - total * share / math.fsum(shares)) <= room * (1 + 1e-9) + total * 1e-14


def test_pieces_stay_whole_and_what_is_left_goes_to_the_first() -> None:
    assert split(100.0, [1.0] * 12, whole=True) == [9.0] * 4 + [8.0] * 8
    assert split(12.5, [1.0, 1.0], whole=True) == [6.3, 6.2]
    assert split(0.0001, [1.0, 1.0]) == [0.0001, 0.0]


@given(st.integers(1950 * 12, 2099 * 12).map(Month))
def test_working_days_are_those_of_the_calendar(month: Month) -> None:
    days = [month.first_day + dt.timedelta(days=at) for at in range(month.last_day.day)]
    assert working_days(month) == sum(day.weekday() < 5 for day in days)


def test_each_way_weighs_the_months_as_it_says() -> None:
    assert weights("even", YEAR, [None] * 12) == [1.0] * 12
    assert weights("days", YEAR, [None] * 12)[:3] == [22.0, 21.0, 22.0]
    assert weights("shape", YEAR, [None, 3.0, *[1.0] * 10])[:3] == [0.0, 3.0, 1.0]


@pytest.mark.parametrize("before", [[None] * 12, [0.0] * 12, [-1.0, *[2.0] * 11]])
def test_without_figures_of_the_year_before_there_is_no_shape_to_take(before: list[float | None]) -> None:
    with pytest.raises(AppError) as found:
        weights("shape", YEAR, before)
    assert found.value.values == {"year": "FY26"}
    assert METHODS[0] == "even"
