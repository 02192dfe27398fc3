"""What stands on the plan date: export-control regimes, licence files, orders placed, and exchange rates."""

from __future__ import annotations

import datetime as dt

from desktop.model.months import Month
from desktop.model.records import ExchangeRate, Licence, Receipt, Regime, Settings
from motor_group.book import Book
from motor_group.demand import FIRST, MONTHS
from motor_group.facts import cited, estimate
from motor_group.levels import CNY

PLAN_DATE = dt.date(2026, 12, 1)
DOLLAR = 90.0
"""INR per USD: not in the facts; an assumption for the plan date."""

PER_DOLLAR = {"USD": 1.0, "CNY": CNY.value, "EUR": 0.86, "JPY": 150.0}
"""What one dollar is in other currencies; the yuan from the facts, the others assumed."""

ANNOUNCEMENT_18 = ("Sm", "Gd", "Tb", "Dy", "Lu", "Sc", "Y")
ANNOUNCEMENT_57 = ("Ho", "Er", "Tm", "Eu", "Yb")
_ABROAD = ("Japan", "South Korea", "Vietnam", "Estonia", "USA")

DAYS = estimate(
    "P10 60, P50 90, P90 150 days and 60 % approval (range 25-80 %): floor of 45 working days [S29], experience of"
    " 2.5-4 months [S34], refusals [S38][S39][S43]",
)
EXAMPLE = estimate("a file of the group, an example")
PLACED = estimate("an order of the group placed before the plan date, an example")


def write(book: Book) -> None:
    """Write settings, regimes, licences, receipts and rates."""
    settings = Settings(
        name="Motor and magnet group", first_month=FIRST, months=MONTHS, plan_date=PLAN_DATE, capital_rate=10.0
    )
    book.add(settings, estimate("capital at 10 % a year"))
    _write_regimes(book)
    _write_licences(book)
    for offer, month, quantity in RECEIPTS:
        book.add(Receipt(offer=offer, month=month, quantity=quantity), PLACED)
    _write_rates(book)


def _write_regimes(book: Book) -> None:
    days = {"approval_chance": DAYS, "days_p10": DAYS, "days_p50": DAYS, "days_p90": DAYS}
    suspension = "suspended to 10 November 2026 by Announcement 70 [S25]; what came after is not known here"
    book.add(
        Regime(
            id="ann-18",
            name="China, Announcement 18 of 2025",
            origins=("China",),
            elements=ANNOUNCEMENT_18,
            threshold=0.001,
            from_date=dt.date(2025, 4, 4),
            approval_chance=60.0,
            note="Goes by composition: Nd and Pr goods and magnets with at most 0.1 % Dy and Tb need no licence.",
        ),
        cited("S23", "in force [S23][S24][S34]"),
        threshold=cited("S33", "at most 0.1 % Dy and Tb normally ships without a licence"),
        **days,
    )
    book.add(
        Regime(
            id="ann-57",
            name="China, Announcement 57 of 2025",
            origins=("China",),
            elements=ANNOUNCEMENT_57,
            threshold=0.001,
            status="suspended",
            from_date=dt.date(2025, 11, 8),
            approval_chance=60.0,
            note="Adds five elements that the group's magnets do not hold.",
        ),
        cited("S27", suspension),
        threshold=estimate("as under Announcement 18"),
        status=cited("S25", suspension),
        **days,
    )
    book.add(
        Regime(
            id="ann-61",
            name="China, Announcement 61 of 2025: goods made abroad",
            origins=_ABROAD,
            elements=ANNOUNCEMENT_18 + ANNOUNCEMENT_57,
            threshold=0.001,
            status="suspended",
            from_date=dt.date(2025, 12, 1),
            approval_chance=60.0,
            note="Goods from elsewhere with 0.1 % by value of Chinese rare earths; Malaysia and Australia use own ore.",
        ),
        cited("S26", suspension),
        threshold=estimate("0.1 % by value stands for 0.1 % by mass; which makers use Chinese feed is assumed"),
        status=cited("S25", suspension),
        **days,
    )


def _write_licences(book: Book) -> None:
    for licence in (
        Licence(
            id="jlmag-2026-1",
            regime="ann-18",
            offer="jlmag-sh",
            quantity=20_000,
            status="granted",
            submitted=dt.date(2026, 7, 6),
            valid_from=dt.date(2026, 10, 19),
            valid_until=dt.date(2027, 4, 18),
        ),
        Licence(
            id="jlmag-2026-2",
            regime="ann-18",
            offer="jlmag-uh",
            quantity=10_000,
            status="submitted",
            submitted=dt.date(2026, 10, 5),
            valid_until=dt.date(2027, 6, 30),
        ),
        Licence(
            id="heavy-cn-2026-1",
            regime="ann-18",
            offer="heavy-cn-dy-oxide",
            quantity=1_500,
            status="submitted",
            submitted=dt.date(2026, 11, 2),
            valid_until=dt.date(2027, 7, 31),
        ),
        Licence(id="zhenghai-2026-1", regime="ann-18", offer="zhenghai-sh", quantity=10_000, status="draft"),
    ):
        book.add(licence, EXAMPLE)


RECEIPTS = (
    ("irel-ndpr-oxide", Month.of(2027, 1), 4_500.0),
    ("northern-ndpr-metal", Month.of(2027, 1), 8_000.0),
    ("northern-ndpr-metal", Month.of(2027, 2), 8_000.0),
    ("lynas-ndpr-oxide", Month.of(2027, 1), 3_000.0),
    ("heavy-cn-dy-oxide", Month.of(2027, 1), 800.0),
    ("heavy-cn-tb-oxide", Month.of(2027, 2), 80.0),
    ("jlmag-light", Month.of(2027, 1), 9_000.0),
    ("yunsheng-light", Month.of(2027, 2), 7_000.0),
    ("jlmag-sh", Month.of(2027, 1), 9_000.0),
    ("yunsheng-sh", Month.of(2027, 2), 7_000.0),
    ("jlmag-uh", Month.of(2027, 1), 5_000.0),
    ("shinetsu-vn-sh", Month.of(2027, 1), 3_500.0),
    ("shinetsu-vn-sh", Month.of(2027, 2), 3_500.0),
    ("shinetsu-vn-sh", Month.of(2027, 3), 3_500.0),
    ("shinetsu-vn-uh", Month.of(2027, 2), 1_500.0),
    ("japan-uh", Month.of(2027, 2), 1_500.0),
    ("japan-uh", Month.of(2027, 3), 1_500.0),
    ("japan-sh", Month.of(2027, 3), 2_500.0),
)


def _write_rates(book: Book) -> None:
    dollar = estimate(f"{DOLLAR:g} INR per USD on the plan date; the facts hold no rupee rate")
    proofs = {
        "USD": dollar,
        "CNY": dollar.noted(f"over {CNY.value:g} CNY per USD, implied by the benchmark of February 2026 [S52]"),
    }
    for currency, per_dollar in PER_DOLLAR.items():
        proof = proofs.get(currency, dollar.noted(f"over {per_dollar:g} {currency} per USD, an assumption"))
        book.add(ExchangeRate(currency=currency, from_month=FIRST, rate=round(DOLLAR / per_dollar, 2)), proof)
