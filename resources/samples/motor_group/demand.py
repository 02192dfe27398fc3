"""What the group has promised: motors for electric cars, two-wheelers, power steering and wind, by month."""

from __future__ import annotations

from desktop.model.months import Month, span
from desktop.model.records import Target
from motor_group.book import Book
from motor_group.facts import estimate

FIRST, MONTHS = Month.of(2027, 1), 51
MONTHLY = {"ev_motor": 9_000, "e2w_motor": 45_000, "eps_motor": 130_000, "wind_mw": 22}
"""Pieces a month at the start of 2027."""
GROWTH = {"ev_motor": 0.22, "e2w_motor": 0.15, "eps_motor": 0.06, "wind_mw": 0.10}
"""Growth a year; need of sintered magnets in India doubles by 2030 [S116][S22], about 19 % a year."""
SEASON = {1: 1.0, 2: 1.0, 3: 1.06, 4: 0.94, 5: 0.97, 6: 0.97, 7: 0.97, 8: 1.02, 9: 1.06, 10: 1.06, 11: 0.99, 12: 0.96}
"""Festival months and the end of the fiscal year are stronger; the twelve average 1."""

_TENS_FROM = 100
PROMISED = estimate("the group's order book, an example; growth near India's doubling by 2030 [S116][S22], mild season")


def write(book: Book) -> None:
    """Write one target per product and month."""
    for product, monthly in MONTHLY.items():
        for past, month in enumerate(span(FIRST, MONTHS)):
            quantity = monthly * (1 + GROWTH[product]) ** (past / 12) * SEASON[month.month]
            book.add(Target(item=product, month=month, quantity=_rounded(quantity)), PROMISED)


def _rounded(quantity: float) -> float:
    """Whole pieces below a hundred, whole tens above."""
    return float(round(quantity, 0 if quantity < _TENS_FROM else -1))
