"""What is written down of an error: its kind and places, and nothing of its text."""

import logging

import pytest

from desktop.session.places import Places


def _fail(figure: str) -> None:
    raise ValueError(figure)


def _caught() -> logging.LogRecord:
    with pytest.raises(ValueError, match="4711") as caught:
        _fail("a price of 4711")
    return logging.LogRecord("dhatu", logging.ERROR, __file__, 1, "unforeseen", (), caught._excinfo)


def test_an_error_is_written_as_its_kind_and_the_places_it_came_through() -> None:
    first, kind, *places = Places("%(message)s").format(_caught()).splitlines()
    assert (first, kind) == ("unforeseen", "ValueError")
    assert [place.split(" in ")[1] for place in places] == ["_caught", "_fail"]
    assert all(place.startswith("  test_places.py:") for place in places)


def test_figures_in_the_text_of_an_error_stay_out() -> None:
    assert "4711" not in Places("%(message)s").format(_caught())


def test_a_line_without_an_error_is_written_as_it_is() -> None:
    assert Places("%(message)s").formatException((None, None, None)) == ""
