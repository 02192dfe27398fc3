"""A number is taken apart in one way, wherever it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.fields import Field
from desktop.text import entry, figures
from desktop.text.number_forms import Decimal, parted

NUMBER = Field("number", "Field", "Help.")


@pytest.mark.parametrize(
    ("raw", "meanings"),
    [
        ("12", {".": 12.0, ",": 12.0}),
        ("1,23,456.50", {".": 123456.5}),
        ("1.234", {".": 1.234, ",": 1234.0}),
        ("1.234,56", {",": 1234.56}),
        ("1'234.5", {".": 1234.5}),
        ("\uff11\uff18\uff0c\uff15\uff10\uff10\uff0e\uff15", {".": 18500.5}),
        ("8,450/-", {".": 8450.0}),
        ("8.450/=", {",": 8450.0}),
        ("1,2,3", {}),
    ],
)
def test_digits_have_every_meaning_that_their_marks_allow(raw: str, meanings: dict[Decimal, float]) -> None:
    parts = parted(raw)
    assert parts is not None
    assert parts.meanings == meanings


@pytest.mark.parametrize("raw", ["", "five", "--5", "-5-", "(-5)", "5 of 6", "()"])
def test_no_number_several_numbers_and_two_signs_are_none(raw: str) -> None:
    assert parted(raw) is None


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["{}", "USD {}", "{} kg", "₹{}/kg"]))
def test_what_is_shown_is_taken_apart_again_between_any_words(value: float, around: str) -> None:
    parts = parted(around.format(entry.show(value)))
    assert parts is not None
    assert parts.meanings["."] == value


@given(st.from_regex(r"[-(]?[0-9]{1,3}([.,][0-9]{2,3}){0,3}\)?", fullmatch=True))
def test_a_column_of_one_cell_and_an_entry_never_mean_different_numbers(raw: str) -> None:
    (figure,) = figures.read([raw], ".").figures
    if figure is not None and not (figure.before or figure.behind):
        assert entry.read(NUMBER, raw) == figure.value
