"""One table of words for units and currencies serves all that is read."""

from __future__ import annotations

import pytest

from desktop.session import unit_words, units


@pytest.mark.parametrize("sort", ["mass", "time", "days"])
def test_every_word_of_a_sort_has_a_size_and_that_of_the_base_is_1(sort: str) -> None:
    sizes = unit_words.known().sizes(sort)
    base = {"mass": "kg", "time": "month", "days": "day"}[sort]
    assert sizes[base] == 1.0
    assert min(sizes.values()) > 0
    assert not any(" " in word for word in sizes)


def test_marks_of_several_currencies_name_currencies_that_are_known() -> None:
    codes = set(unit_words.known().words["currency"].values())
    assert {code for each in unit_words.EITHER.values() for code in each} <= codes


def test_every_word_for_a_mass_or_a_currency_is_a_unit_in_lists_too() -> None:
    known = unit_words.known()
    for sort in ("mass", "currency"):
        assert [word for word in known.words[sort] if units.parse(word) is None] == []
