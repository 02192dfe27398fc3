"""How a list writes figures, days, money and names decides what it means; what it leaves open is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs
import pytest

from desktop.model.records import Offer, Source
from desktop.session.importing.layout import NEW, Layout, Unclear
from desktop.session.importing.outcome import Outcome
from desktop.session.importing.slots import Slot
from desktop.text.figures import Decimal
from tests.session.importing.bringing import after, layout_of, outcome_of
from tests.session.importing.lists import Rows, Value


def prices(header: str, *cells: Value, **more: Value) -> Rows:
    """A list of prices, each of a source of its own, with columns that are the same in all rows."""
    names = [f"{word} Works" for word in ("Alpha", "Bravo", "Carbon", "Delta", "Easter")]
    start: list[Sequence[Value]] = [("Supplier", "Material", header, *more)]
    return start + [(name, "NdPr oxide", cell, *more.values()) for name, cell in zip(names, cells, strict=False)]


def brought(result: Outcome) -> list[float | str]:
    """The price of each row, or the key of why it is refused."""
    offers = {line.records[-1].key: line for line in result.draft.lines if line.records}
    known = after(result).by_id(Offer) if offers else {}
    return [
        line.faults[0].key if line.faults else known[str(line.records[-1].key[0])].price for line in result.draft.lines
    ]


def with_decimal(layout: Layout, sign: Decimal) -> Layout:
    return layout.with_use(3, attrs.evolve(layout.uses[3], decimal=sign))


@pytest.mark.parametrize(
    ("header", "cell", "price"),
    [
        ("Price (INR/kg)", "2.6 lakh", 260_000.0),
        ("Price (INR/t)", "2.6 crore", 26_000.0),
        ("Price (INR/kg)", "₹ 0.4 lakh", 40_000.0),
        ("Price (INR/kg)", "₹ 4.5 crore/t", 45_000.0),
        ("Price (lakh INR/t)", "45", 4_500.0),
        ("Price (lakh INR/t)", "45 lakh", 4_500.0),
        ("Price (lakh INR/t)", "4.5 crore", 45_000.0),
        ("Price (INR/kg)", "1,23,456.50", 123_456.5),
    ],
)
def test_lakh_and_crore_are_read_in_cells_and_headers(header: str, cell: str, price: float) -> None:
    rows = prices(header, cell)
    assert brought(outcome_of(rows, layout_of(rows))) == [pytest.approx(price)]


def test_a_mark_of_two_currencies_is_asked_for_until_column_row_or_user_says_which() -> None:
    bare = prices("Price (per kg)", "¥350")
    assert brought(outcome_of(bare, layout_of(bare))) == ["import-money-open"]
    chosen = layout_of(bare)
    assert brought(outcome_of(bare, chosen.with_use(3, attrs.evolve(chosen.uses[3], unit="CNY/kg")))) == [350.0]
    header = prices("Price (¥/kg)", 350)
    assert brought(outcome_of(header, layout_of(header))) == ["import-money-open"]
    column = prices("Price (CNY/kg)", "¥350")
    assert brought(outcome_of(column, layout_of(column))) == [350.0]
    row = prices("Price (per kg)", "¥350", Currency="JPY")
    result = outcome_of(row, layout_of(row))
    assert (brought(result), after(result).all(Offer)[-1].currency) == ([350.0], "JPY")
    named = prices("Price (per kg)", 350, Currency="¥")
    assert brought(outcome_of(named, layout_of(named))) == ["import-money-open"]


def test_all_rows_decide_how_a_column_writes_its_figures() -> None:
    rows = prices("Price (USD/kg)", "1.234", "1.500", "12,5")
    assert brought(outcome_of(rows, layout_of(rows))) == [1234.0, 1500.0, 12.5]


def test_figures_that_could_be_two_are_refused_until_the_user_says_how_they_are_written() -> None:
    rows = prices("Price (USD/kg)", "1.234", "1.500", "800")
    layout = layout_of(rows)
    assert brought(outcome_of(rows, layout)) == ["import-figure-open", "import-figure-open", 800.0]
    assert brought(outcome_of(rows, with_decimal(layout, "."))) == [1.234, 1.5, 800.0]
    assert brought(outcome_of(rows, with_decimal(layout, ","))) == [1234.0, 1500.0, 800.0]


def test_a_figure_written_otherwise_than_the_user_said_is_refused() -> None:
    rows = prices("Price (USD/kg)", "81.40", "81,40")
    assert brought(outcome_of(rows, with_decimal(layout_of(rows), ","))) == ["import-decimal-other", 81.4]


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (("03/12/2027", "25/03/2027"), [dt.date(2027, 12, 3), dt.date(2027, 3, 25)]),
        (("03/12/2027", "03/25/2027"), [dt.date(2027, 3, 12), dt.date(2027, 3, 25)]),
        (("12 Mar 2027", dt.date(2027, 3, 25)), [dt.date(2027, 3, 12), dt.date(2027, 3, 25)]),
        (("46458", 46458), [dt.date(2027, 3, 12), dt.date(2027, 3, 12)]),
    ],
)
def test_all_rows_decide_how_a_column_writes_its_days(days: tuple[Value, Value], found: list[dt.date]) -> None:
    rows = [("Supplier", "Country", "Quotation date"), ("Alpha Works", "India", days[0]), ("Bravo", "India", days[1])]
    layout = layout_of(rows, "sources").with_use(3, attrs.evolve(layout_of(rows, "sources").uses[3], slot=DATE))
    assert [each.quote_date for each in after(outcome_of(rows, layout)).all(Source)[-2:]] == found


DATE = Slot("sources", "quote_date")


def test_days_that_could_be_two_are_refused_until_the_user_says_what_comes_first() -> None:
    rows = [("Supplier", "Country", "Quotation date"), ("Alpha Works", "India", "03/12/2027")]
    layout = layout_of(rows, "sources")
    assert [fault.key for fault in outcome_of(rows, layout).draft.lines[0].faults] == ["import-day-open"]
    told = layout.with_use(3, attrs.evolve(layout.uses[3], order="month"))
    assert after(outcome_of(rows, told)).all(Source)[-1].quote_date == dt.date(2027, 3, 12)


ALIKE: Rows = (
    ("Supplier", "Country", "Payment"),
    ("Shin-Etsu Chemical", "Japan", ""),
    ("Shin Etsu Chemicals Co., Ltd.", "Japan", ""),
    ("SHIN-ETSU CHEMICAL", "Japan", ""),
    ("Plant A", "India", ""),
    ("Plant B", "India", ""),
    ("Works 12", "India", ""),
    ("Works 13", "India", ""),
)


def test_names_of_a_list_that_are_alike_are_asked_about_and_joined_if_so_said() -> None:
    layout = layout_of(ALIKE, "sources")
    first = outcome_of(ALIKE, layout, accepted=False)
    (asked,) = [each for each in first.draft.names if each.state == "asked"]
    assert (asked.name, asked.like) == ("Shin Etsu Chemicals Co., Ltd.", "Shin-Etsu Chemical")
    assert [line.row for line in first.draft.lines if line.faults] == [3]
    joined = outcome_of(ALIKE, layout)
    assert not any(line.faults for line in joined.draft.lines)
    assert [each.name for each in after(joined).all(Source) if "etsu" in each.id] == ["Shin-Etsu Chemical"]
    apart = attrs.evolve(layout, names={("sources", asked.name): NEW})
    assert len([each for each in after(outcome_of(ALIKE, apart)).all(Source) if "etsu" in each.id]) == 2


@pytest.mark.parametrize(
    ("unclear", "expected"),
    [
        ("", ["import-range-open", "import-no-figure", 60.0]),
        ("empty", [0.0, 0.0, 60.0]),
        ("low", [40.0, 0.0, 60.0]),
        ("high", [45.0, 0.0, 60.0]),
    ],
)
def test_ranges_and_words_in_place_of_figures_wait_until_the_user_says_what_becomes_of_them(
    unclear: Unclear, expected: list[float | str]
) -> None:
    rows = prices("Price (USD/kg)", "40-45", "TBA", "60")
    layout = layout_of(rows)
    chosen = layout.with_use(3, attrs.evolve(layout.uses[3], unclear=unclear))
    assert brought(outcome_of(rows, chosen)) == expected


def test_a_column_of_ranges_is_taken_for_figures_and_their_unit_is_converted() -> None:
    rows: Rows = [
        ("Supplier", "Material", "Price (USD/kg)", "Lead time"),
        ("Alpha Works", "NdPr oxide", 60.0, "8-10 weeks"),
        ("Bravo Works", "NdPr oxide", 61.0, "12 – 14 weeks"),
    ]
    layout = layout_of(rows)
    chosen = layout.with_use(4, attrs.evolve(layout.uses[4], unclear="high"))
    offers = after(outcome_of(rows, chosen)).by_id(Offer)
    assert sorted(offer.lead_days for offer in offers.values() if offer.price > 0)[-2:] == [70.0, 98.0]


def test_a_day_to_be_announced_is_left_empty_where_the_user_says_so() -> None:
    rows: Rows = [
        ("Supplier", "Material", "Price (USD/kg)", "Supply from"),
        ("Alpha Works", "NdPr oxide", 60.0, "TBA"),
        ("Bravo Works", "NdPr oxide", 61.0, "Apr 2027"),
    ]
    layout = layout_of(rows)
    assert [bool(line.faults) for line in outcome_of(rows, layout).draft.lines] == [True, False]
    chosen = layout.with_use(4, attrs.evolve(layout.uses[4], unclear="empty"))
    assert not any(line.faults for line in outcome_of(rows, chosen).draft.lines)
