"""What the suppliers offer: oxides and metals, magnets, and whole motors."""

from __future__ import annotations

from desktop.model.months import Month
from desktop.model.records import Price
from motor_group import magnets, oxides
from motor_group.book import Book
from motor_group.facts import Figure, estimate
from motor_group.terms import CHINA, OTHER, Line, growing, write_offer

IREL_PRICES = {Month.of(2028, 4): 9_000.0, Month.of(2029, 4): 9_200.0, Month.of(2030, 4): 9_400.0}
"""IREL's revised price in INR/kg, an increase of about 2 % a year."""


def write(book: Book) -> None:
    """Write every offer, and the yearly revision of IREL's price."""
    for line in oxides.lines():
        write_offer(book, line, "oxide" if line.item.endswith("oxide") else "metal")
    for line in magnets.lines():
        write_offer(book, line, "magnet")
    for line in _motors():
        write_offer(book, line, "motor")
    for month, value in IREL_PRICES.items():
        book.add(Price(offer="irel-ndpr-oxide", from_month=month, value=value), oxides.IREL_PRICE)


def _motors() -> list[Line]:
    whole = estimate("a whole traction motor of the class; no published figure, replace by a quote")
    china, korea = Figure(415, "USD/piece", whole), Figure(465, "USD/piece", whole)
    return [
        Line("motors_cn", "ev_motor", china, 45, growing(2_000, *CHINA), co2=310, minimum=100),
        Line("motors_kr", "ev_motor", korea, 60, growing(1_200, *OTHER), co2=260, minimum=100),
    ]
