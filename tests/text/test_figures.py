"""A column of figures is read as all its cells tell together, and asked about where they do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.text import figures
from desktop.text.entry import Raw
from desktop.text.figures import Figure


def values(*entries: Raw, decimal: figures.Decimal = "") -> list[float | str | None]:
    """The number of each cell, or the key of its fault."""
    read = figures.read(entries, decimal)
    found: list[float | str | None] = [None if figure is None else figure.value for figure in read.figures]
    for at, fault in read.faults.items():
        found[at] = fault.key
    return found


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("1,23,456.78", 123456.78),
        ("12,34,567", 1234567),
        ("1,234.56", 1234.56),
        ("1.234,56", 1234.56),
        ("1.234.567", 1234567),
        ("1 234,5", 1234.5),
        ("1\u00a0234,5", 1234.5),
        ("1'234.5", 1234.5),
        ("1 234 567", 1234567),
        ("12,5", 12.5),
        ("0.125", 0.125),
        ("0,125", 0.125),
        (".5", 0.5),
        (",5", 0.5),
        ("12.", 12),
        ("1e3", 1000),
        ("1.5E-03", 0.0015),
        ("−5", -5),
        ("- 5", -5),
        ("5-", -5),
        ("+5", 5),
        ("(500)", -500),
        ("(₹ 1,23,456)", -123456),
        ("१२", 12),
        (7, 7),
        (7.25, 7.25),
        (None, None),
        ("  ", None),
    ],
)
def test_one_figure_that_means_one_number_is_it(entry: Raw, value: float | None) -> None:
    assert values(entry) == [value]


@pytest.mark.parametrize(
    ("entry", "figure"),
    [
        ("12 t", Figure(12, "", "t")),
        ("₹ 1,23,456", Figure(123456, "₹")),
        ("CNY 350/kg", Figure(350, "CNY", "/kg")),
        ("12.5 %", Figure(12.5, "", "%")),
        ("USD -85.5 per kg", Figure(-85.5, "USD", "per kg")),
        ("-$85.5", Figure(-85.5, "$")),
        ("4.5 lakh", Figure(4.5, "", "lakh")),
        ("350 CNY/kg", Figure(350, "", "CNY/kg")),
        ("1e3 kg", Figure(1000, "", "kg")),
        ("5 eggs", Figure(5, "", "eggs")),
    ],
)
def test_words_around_a_figure_are_kept(entry: str, figure: Figure) -> None:
    assert figures.read([entry]).figures == (figure,)


@pytest.mark.parametrize(
    "entry", ["many", "-", "12-15", "3 x 4", "1,2,3", "1.2.3", "1,23,4", "1..2", "2027-01-05", True, "(-5)", "--"]
)
def test_what_is_no_figure_is_a_fault(entry: Raw) -> None:
    assert values(entry) == ["entry-number"]
    assert values(entry, decimal=".") == ["entry-number"]


@pytest.mark.parametrize("entry", ["1,234", "1.234", "12,345", "999.999"])
def test_a_figure_that_could_mean_two_numbers_is_asked_about(entry: str) -> None:
    read = figures.read([entry, "5"])
    assert (read.decimal, read.asked, read.figures) == ("", (0,), (None, Figure(5)))
    fault = read.faults[0]
    assert (fault.key, fault.values["entry"]) == ("entry-ambiguous", entry)
    assert {values(entry, decimal=".")[0], values(entry, decimal=",")[0]} == {
        float(str(fault.values["first"])),
        float(str(fault.values["second"])),
    }


def test_the_column_decides_what_one_cell_leaves_open() -> None:
    assert values("1,234", "12.5", "1.234") == [1234, 12.5, 1.234]
    assert values("1,234", "12,5", "1.234") == [1.234, 12.5, 1234]
    assert values("1,234", "1,23,456") == [1234, 123456]


def test_a_mixed_column_reads_what_is_clear_and_asks_about_the_rest() -> None:
    assert values("1,23,456.78", "1.234,56", "1,234", "500") == [123456.78, 1234.56, "entry-ambiguous", 500]


def test_the_users_word_counts_above_the_column() -> None:
    assert values("1,234", "12,5", decimal=".") == [1234, "entry-number"]


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1), st.integers(0, 4), st.sampled_from(".,"))
def test_figures_written_in_one_way_read_back(whole: list[int], digits: int, decimal: figures.Decimal) -> None:
    numbers = [number / 10**digits for number in whole]
    group = "," if decimal == "." else "."
    written = [f"{n:,.{digits}f}".replace(",", "g").replace(".", decimal).replace("g", group) for n in numbers]
    assert values(*written, decimal=decimal) == numbers


@given(st.lists(st.text(st.sampled_from("0159.,-+() eE%₹t'\u00a0"), max_size=8)))
def test_any_text_is_a_figure_empty_or_a_fault(entries: list[str]) -> None:
    read = figures.read(entries)
    for at, text in enumerate(entries):
        assert (read.figures[at] is None) == (not text.strip() or at in read.faults)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("8-10 weeks", Figure(8.0, "", "weeks"), Figure(10.0, "", "weeks")),
        ("8 – 10", Figure(8.0), Figure(10.0)),
        ("8 weeks to 10 weeks", Figure(8.0, "", "weeks"), Figure(10.0, "", "weeks")),
        ("USD 40-45.50/kg", Figure(40.0, "USD", "/kg"), Figure(45.5, "USD", "/kg")),
        ("1,200—1,500 kg", Figure(1200.0, "", "kg"), Figure(1500.0, "", "kg")),
    ],
)
def test_both_ends_of_a_range_are_read_with_the_words_of_either(text: str, low: Figure, high: Figure) -> None:
    assert figures.ends(text, ".") == (low, high)


@pytest.mark.parametrize("text", ["10", "-10", "10-8", "2026-27", "TBA", "1-2-3", "8 weeks - 10 days", "", "to 10"])
def test_what_names_no_two_rising_figures_alike_is_no_range(text: str) -> None:
    assert figures.ends(text, ".") is None
