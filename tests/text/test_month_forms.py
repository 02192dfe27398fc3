"""The one grammar of months: every way of writing one is read as that month, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.months import Month
from desktop.text import month_forms

_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@given(
    in_year=st.integers(2000, 2099), number=st.integers(1, 12), length=st.integers(3, 9), mark=st.sampled_from("- /.'")
)
def test_a_month_is_read_in_every_way_that_people_write_it(in_year: int, number: int, length: int, mark: str) -> None:
    name = _NAMES[number - 1][:length]
    for text in (
        f"{in_year}-{number:02}",
        f"{number}/{in_year}",
        f"{in_year}-{number:02}-01 00:00:00",
        f"  {name}{mark}{in_year} ",
        f"{name.upper()}{mark}{in_year % 100:02}",
        f"{in_year}年{number}月",
    ):
        assert month_forms.month(text) == Month.of(in_year, number), text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2027",
        "13/2027",
        "0/2027",
        "2027-13",
        "Market 2027",
        "Margin 10",
        "Octane 95",
        "Ma 2027",
        "Apr 027",
        "Apr-Jun 2027",
    ],
)
def test_what_is_no_month_and_nothing_more_is_none(text: str) -> None:
    assert month_forms.month(text) is None


@pytest.mark.parametrize(
    ("word", "number"), [("4", 4), ("12", 12), ("13", 0), ("0", 0), ("Sept", 9), ("may", 5), ("ma", 0), ("Mayor", 0)]
)
def test_the_number_of_a_month_is_that_of_its_name_or_none(word: str, number: int) -> None:
    assert month_forms.number(word) == number


def test_two_digits_are_a_year_of_this_century() -> None:
    assert (month_forms.year("27"), month_forms.year("1998")) == (2027, 1998)
