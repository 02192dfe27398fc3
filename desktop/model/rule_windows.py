"""The windows of a rule, and over which spans of months a rule in windows of its own says something as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.model.horizon import Span, clipped
from desktop.model.months import Month
from desktop.model.records import Rule


def windows_of(rule: Rule, horizon: Span) -> Iterator[Span]:
    """The first and the last month of each window of a rule."""
    begin, last = own_months(rule, horizon)
    while begin <= last:
        end = {"month": begin, "horizon": last}.get(rule.window, min(_year_end(begin), last))
        yield begin, end
        begin = end.plus(1)


def own_months(rule: Rule, horizon: Span) -> Span:
    """The first and the last planned month of a rule."""
    return clipped(rule.first_month, rule.last_month, horizon)


def holds_over(rule: Rule, months: Span, horizon: Span) -> bool:
    """Whether some windows of a rule make up ``months`` without rest, as fiscal years make up all of them."""
    first, last = own_months(rule, horizon)
    begins = months[0] == first or (months[0] > first and _begins(rule.window, months[0]))
    ends = months[1] == last or (months[1] < last and _begins(rule.window, months[1].plus(1)))
    return begins and ends


def within(inner: Span, outer: Span) -> bool:
    """Whether one span lies in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _begins(window: str, month: Month) -> bool:
    """Whether a window that does not begin with its rule may begin with ``month``."""
    return window == "month" or (window == "fiscal year" and _year_end(month.plus(-1)) < month)


def _year_end(month: Month) -> Month:
    """The last month of a month's fiscal year."""
    return Month.of(month.fiscal_year, 3)
