"""A column of days is read as all its cells tell together, and asked about where they do not."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.months import Month
from desktop.text import days
from desktop.text.days import Period
from desktop.text.entry import Raw

TWELFTH = dt.date(2027, 3, 12)


def months(first: str, last: str = "") -> Period:
    return Period(Month.from_iso(first), Month.from_iso(last or first))


@pytest.mark.parametrize(
    ("entry", "when"),
    [
        ("2027-03-12", TWELFTH),
        ("2027/3/12", TWELFTH),
        ("2027-03-12 00:00:00", TWELFTH),
        ("2027-03-12T00:00:00Z", TWELFTH),
        ("12 Mar 2027", TWELFTH),
        ("2027年3月12日", TWELFTH),
        ("12-Mar-27", TWELFTH),
        ("12th march 2027", TWELFTH),
        ("March 12, 2027", TWELFTH),
        ("25-03-2027", dt.date(2027, 3, 25)),
        ("03/25/2027", dt.date(2027, 3, 25)),
        ("5.5.2027", dt.date(2027, 5, 5)),
        ("25-03-27", dt.date(2027, 3, 25)),
        (TWELFTH, TWELFTH),
        (dt.datetime(2027, 3, 12, 6), TWELFTH),  # noqa: DTZ001 - cells know no zones
        ("Mar-27", months("2027-03")),
        ("Mar 2027", months("2027-03")),
        ("Sept'27", months("2027-09")),
        ("2027-03", months("2027-03")),
        ("03/2027", months("2027-03")),
        ("FY27", months("2026-04", "2027-03")),
        ("FY26-27", months("2026-04", "2027-03")),
        ("FY 2026-27", months("2026-04", "2027-03")),
        ("FY26-27 Q1", months("2026-04", "2026-06")),
        ("Q4 FY27", months("2027-01", "2027-03")),
        (None, None),
        (" ", None),
    ],
)
def test_what_means_one_day_or_period_is_it(entry: Raw, when: days.When | None) -> None:
    assert days.read([entry]).days == (when,)


@pytest.mark.parametrize(
    "entry",
    [
        "soon",
        "31-02-2027",
        "2027-13-01",
        "13/13/2027",
        "Foo-27",
        "Marx-27",
        "FY26-28",
        "2027-00",
        "00-01-2027",
        True,
        12,
        "1e5",
    ],
)
def test_what_is_no_day_is_a_fault(entry: Raw) -> None:
    read = days.read([entry])
    assert (read.days, read.faults[0].key) == ((None,), "entry-date")


def test_a_day_that_could_be_two_is_asked_about() -> None:
    read = days.read(["03/12/2027", "05/05/2027"])
    assert (read.order, read.asked, read.days) == ("", (0,), (None, dt.date(2027, 5, 5)))
    assert read.faults[0].values == {"entry": "03/12/2027", "first": "2027-12-03", "second": "2027-03-12"}
    assert days.read(["03/12/2027"], "month").days == (TWELFTH,)
    assert days.read(["03/12/2027"], "day").days == (dt.date(2027, 12, 3),)


def test_the_column_decides_what_one_cell_leaves_open() -> None:
    assert days.read(["12/03/2027", "25/03/2027"]).days == (TWELFTH, dt.date(2027, 3, 25))
    assert days.read(["03/12/2027", "03/25/2027"]).days == (TWELFTH, dt.date(2027, 3, 25))


def test_a_mixed_column_reads_what_is_clear_and_asks_about_the_rest() -> None:
    read = days.read(["25/03/2027", "03/25/2027", "03/12/2027", "2027-03-12"])
    assert read.days == (dt.date(2027, 3, 25), dt.date(2027, 3, 25), None, TWELFTH)
    assert read.asked == (2,)


def test_the_users_word_counts_above_the_column() -> None:
    read = days.read(["25/03/2027"], "month")
    assert (read.days, read.faults[0].key) == ((None,), "entry-date")


@pytest.mark.parametrize("entry", [46458, 46458.0, "46458"])
def test_days_counted_as_spreadsheets_do_are_read_and_told(entry: Raw) -> None:
    read = days.read([entry, "2027-03-12"])
    assert (read.days, read.counted) == ((TWELFTH, TWELFTH), (0,))


@given(
    st.lists(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)), min_size=1),
    st.sampled_from(["%d-%m-%Y", "%d.%m.%y"]),
)
def test_days_written_in_one_way_read_back(whole: list[dt.date], way: str) -> None:
    late = [day for day in whole if day.year >= 2000]
    assert days.read([day.strftime(way) for day in late], "day").days == tuple(late)


@given(st.lists(st.text(st.sampled_from("0127-/. qfyMar'"), max_size=10)))
def test_any_text_is_a_day_empty_or_a_fault(entries: list[str]) -> None:
    read = days.read(entries)
    for at, text in enumerate(entries):
        assert (read.days[at] is None) == (not text.strip() or at in read.faults)
