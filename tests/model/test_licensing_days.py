"""Stops push back the day on which a file goes in and put off its grant; a file in hand counts when goods leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.fields import Value
from desktop.model.licensing import Ask, Permit, Stops, file_by, granted_on, order_date, usable
from desktop.model.months import Month
from desktop.model.records import Licence
from desktop.model.records.table import evolved

DAY = dt.date(2027, 3, 1)
TODAY = dt.date(2027, 1, 10)


def _permit(days: float, stops: Stops = ()) -> Permit:
    return Permit((Ask("A18", "A18", days),), stops=stops)


def test_goods_are_ordered_their_lead_time_before_the_month_begins() -> None:
    assert order_date(Month.of(2027, 3), 45.0) == dt.date(2027, 1, 15)
    assert order_date(Month.of(2027, 3), 0.4) == DAY


def _stop(first: int, last: int) -> tuple[dt.date, dt.date]:
    """A stop from ``first`` to ``last`` days before DAY, both inclusive."""
    return DAY - dt.timedelta(days=first), DAY - dt.timedelta(days=last)


@pytest.mark.parametrize(
    ("stops", "before"),
    [
        ((), 10),
        ((_stop(9, 5),), 15),
        ((_stop(30, 11),), 10),
        ((_stop(30, 10),), 31),
        ((_stop(5, -20),), 15),
        ((_stop(0, -20),), 10),
        ((_stop(20, 18), _stop(9, 5)), 15),
        ((_stop(15, 12), _stop(9, 5)), 19),
        ((_stop(30, 5), _stop(20, 15)), 36),
    ],
)
def test_days_inside_a_stop_do_not_count_for_a_file(stops: tuple[tuple[dt.date, dt.date], ...], before: int) -> None:
    assert file_by(DAY, _permit(10.0, stops)) == DAY - dt.timedelta(days=before)


def test_a_file_that_could_never_be_granted_is_dated_at_the_beginning_of_time() -> None:
    permit = _permit(10.0, ((dt.date.min, dt.date.max),))
    assert file_by(DAY, permit) == dt.date.min


def _counted(ready: dt.date, days: int, stops: Sequence[tuple[dt.date, dt.date]]) -> dt.date:
    """The filing day found by counting back day by day."""
    day = ready
    while days:
        day -= dt.timedelta(days=1)
        days -= not any(first <= day <= last for first, last in stops)
    return day


@given(
    st.integers(1, 40),
    st.lists(st.tuples(st.integers(-10, 60), st.integers(0, 30)).map(lambda s: _stop(s[0], s[0] - s[1])), max_size=4),
)
def test_the_filing_day_is_what_counting_day_by_day_gives(days: int, stops: list[tuple[dt.date, dt.date]]) -> None:
    permit = _permit(float(days), tuple(stops))
    assert file_by(DAY, permit) == _counted(DAY, days, stops)


@pytest.mark.parametrize(
    ("stops", "after"),
    [
        ((), 10),
        ((_stop(-3, -7),), 15),
        ((_stop(-9, -12),), 14),
        ((_stop(-10, -30),), 10),
        ((_stop(20, 1),), 10),
        ((_stop(20, 0),), 11),
        ((_stop(0, -4),), 15),
        ((_stop(-2, -4), _stop(-6, -6)), 14),
        ((_stop(-2, -9), _stop(-4, -5)), 18),
    ],
)
def test_days_inside_a_stop_put_off_the_grant_of_a_file_that_is_in(stops: Stops, after: int) -> None:
    """The stops are counted from the day on which the file goes in; it takes 10 days."""
    assert granted_on(DAY, _permit(10.0, stops)) == DAY + dt.timedelta(days=after)


def test_a_file_that_runs_into_a_stop_without_an_end_is_never_granted() -> None:
    endless = ((DAY + dt.timedelta(days=9), dt.date.max),)
    assert granted_on(DAY, _permit(9.0, endless)) == DAY + dt.timedelta(days=9)
    assert granted_on(DAY, _permit(10.0, endless)) == dt.date.max
    assert granted_on(dt.date.max, _permit(10.0)) == dt.date.max


@given(
    st.integers(0, 40),
    st.integers(-90, 10),
    st.lists(st.tuples(st.integers(-10, 60), st.integers(0, 30)).map(lambda s: _stop(s[0], s[0] - s[1])), max_size=4),
)
def test_a_file_is_granted_in_time_exactly_when_it_went_in_by_its_filing_day(
    days: int, submitted: int, stops: list[tuple[dt.date, dt.date]]
) -> None:
    permit, day = _permit(float(days), tuple(stops)), DAY + dt.timedelta(days=submitted)
    assert (granted_on(day, permit) <= DAY) == (day <= file_by(DAY, permit))


# -------------------------------------------------------------------------- files in hand

FILE = Licence(id="L1", regime="A18", offer="JL-magnet", quantity=9.0, status="granted")


@pytest.mark.parametrize(
    ("changed", "counts"),
    [
        ({}, True),
        ({"status": "draft"}, False),
        ({"regime": "A57"}, False),
        ({"freight_mode": "air"}, False),
        ({"valid_from": DAY}, True),
        ({"valid_from": DAY + dt.timedelta(days=1)}, False),
        ({"valid_until": DAY}, True),
        ({"valid_until": DAY - dt.timedelta(days=1)}, False),
        ({"status": "submitted"}, True),
        ({"status": "submitted", "submitted": DAY - dt.timedelta(days=45)}, True),
        ({"status": "submitted", "submitted": DAY - dt.timedelta(days=44)}, False),
    ],
)
def test_a_file_counts_for_goods_that_leave_when_it_is_granted_and_valid(
    changed: dict[str, Value], counts: bool
) -> None:
    assert usable(cast(Licence, evolved(FILE, changed)), _permit(45.0), DAY, TODAY) is counts


def test_a_file_that_is_in_waits_for_the_stop_to_end() -> None:
    submitted = attrs.evolve(FILE, status="submitted", submitted=DAY - dt.timedelta(days=50))
    assert usable(submitted, _permit(45.0, (_stop(20, 16),)), DAY, TODAY)
    assert not usable(submitted, _permit(45.0, (_stop(20, 15),)), DAY, TODAY)


def test_a_file_counts_for_nothing_in_a_stop_or_before_the_plan_date() -> None:
    assert not usable(FILE, attrs.evolve(_permit(45.0), closed=True), DAY, TODAY)
    assert not usable(FILE, _permit(45.0), TODAY - dt.timedelta(days=1), TODAY)


def test_a_file_is_as_slow_as_its_own_regime_and_counts_for_the_parts_of_it() -> None:
    slower = Permit((Ask("A18", "A18", 30.0), Ask("A18 slower", "A18", 45.0), Ask("A57", "A57", 300.0)))
    submitted = attrs.evolve(FILE, status="submitted", submitted=DAY - dt.timedelta(days=45))
    assert usable(submitted, slower, DAY, TODAY)
    assert not usable(attrs.evolve(submitted, submitted=DAY - dt.timedelta(days=44)), slower, DAY, TODAY)
    assert slower.beside("A18").regimes == ("A57",)


@pytest.mark.parametrize("mode", ["sea", "air"])
def test_a_file_names_the_way_in_which_the_goods_travel(mode: str) -> None:
    flown = attrs.evolve(_permit(45.0), freight_mode="air")
    assert usable(attrs.evolve(FILE, freight_mode=mode), flown, DAY, TODAY) is (mode == "air")


def test_any_file_counts_where_only_the_offer_says_that_it_needs_one() -> None:
    own_word = Permit((Ask("", ""),))
    assert usable(FILE, own_word, DAY, TODAY)
    assert not own_word.beside("A18").needed
