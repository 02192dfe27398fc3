"""Months across: which columns begin a printed page."""

import pytest

from desktop.model.months import Month, span
from desktop.session.report.grid import Timeline, balanced, balances


@pytest.mark.parametrize(
    ("first", "months", "pages"),
    [
        ((2027, 1), 6, ()),  # three months of one year and three of the next: with the sums they take nine columns
        ((2027, 4), 12, ()),
        ((2027, 4), 36, (9, 21, 33)),
        ((2027, 1), 15, (11,)),  # the short first year stands beside the sums
        ((2027, 12), 17, (13,)),  # and so do the twelve months after one of four, with the last one
    ],
)
def test_a_fiscal_year_begins_a_page_where_it_does_not_fit_on_the_last_one(
    first: tuple[int, int], months: int, pages: tuple[int, ...]
) -> None:
    assert Timeline(span(Month.of(*first), months)).pages == pages


def test_a_balance_has_no_remainder_where_the_same_is_added_and_taken_away() -> None:
    assert balances(0.1, [0.2, -0.1 - 0.2, 5.0, -5.0 - 1e-9, 2e-6]) == [0.1 + 0.2, 0.0, 5.0, 0.0, 2e-6]
    assert balanced("A1-B1") == "=IF(ABS(A1-B1)<0.000001,0,A1-B1)"
