"""Months across: which columns print, and which begin a page."""

import pytest

from desktop.model.months import Month, span
from desktop.session.report.grid import Timeline, balanced, balances


@pytest.mark.parametrize(
    ("first", "months", "printed", "pages"),
    [
        ((2027, 1), 6, 14, ()),  # three months of one year and three of the next: with the sums they take nine columns
        ((2027, 4), 12, 19, ()),
        ((2027, 4), 36, 21, (9,)),
        ((2027, 1), 15, 20, (8,)),
    ],
)
def test_sums_and_twelve_months_print_the_months_on_a_page_of_their_own_where_they_do_not_fit_beside(
    first: tuple[int, int], months: int, printed: int, pages: tuple[int, ...]
) -> None:
    timeline = Timeline(span(Month.of(*first), months))
    assert (timeline.printed, timeline.pages) == (printed, pages)


def test_a_balance_has_no_remainder_where_the_same_is_added_and_taken_away() -> None:
    assert balances(0.1, [0.2, -0.1 - 0.2, 5.0, -5.0 - 1e-9, 2e-6]) == [0.1 + 0.2, 0.0, 5.0, 0.0, 2e-6]
    assert balanced("A1-B1") == "=IF(ABS(A1-B1)<0.000001,0,A1-B1)"
