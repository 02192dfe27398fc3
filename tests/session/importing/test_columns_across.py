"""Two columns of a row that say the same month or element differently are never both taken, nor one of them unsaid."""

from __future__ import annotations

import pytest

from desktop.model.months import Month
from desktop.model.records import Capacity, Content, Price, Target
from desktop.session.importing.layout import Guess, Use
from desktop.session.importing.periods import Period
from desktop.session.importing.slots import Slot
from tests.session.importing.bringing import after, layout_of, outcome_of
from tests.session.importing.lists import Rows

NEEDED, PRICE = Slot("targets", "quantity"), Slot("offers", "price")


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("targets", (("Item", "Apr-27", "Apr 2027"), ("motor", 100, 250))),
        ("targets", (("Item", "Apr-27", "May-27", "2027-04"), ("motor", 100, 50, 250))),
        ("items", (("Material", "Nd %", "Pr %", "Neodymium %"), ("New magnet", 22, 7, 28))),
    ],
)
def test_columns_that_differ_about_one_month_or_element_refuse_their_row(kind: str, rows: Rows) -> None:
    result = outcome_of(rows, layout_of(rows, kind))
    assert [fault.key for fault in result.draft.lines[0].faults] == ["import-columns-differ"]
    assert result.edit is None


def test_columns_that_agree_are_taken_once() -> None:
    rows: Rows = (("Item", "Apr-27", "Apr 2027"), ("motor", 100, 100))
    found = after(outcome_of(rows, layout_of(rows, "targets"))).all(Target)
    assert [each.quantity for each in found if each.month == Month.of(2027, 4) and each.item == "motor"] == [100.0]


@pytest.mark.parametrize("total", ["FY28", "FY28 total", "FY 2027-28", "Total FY28"])
def test_a_total_beside_its_months_is_left_out_and_told(total: str) -> None:
    rows: Rows = (("Item", "Apr-27", "May-27", total), ("motor", 100, 250, 9000))
    layout = layout_of(rows, "targets")
    assert layout.uses[4] == Use(guess=Guess(97.0, "import-apart-total"))
    found = {each.month: each.quantity for each in after(outcome_of(rows, layout)).all(Target) if each.item == "motor"}
    assert (found[Month.of(2027, 4)], found[Month.of(2027, 5)]) == (100.0, 250.0)
    assert found.get(Month.of(2027, 6)) != 750.0
    year = Use(NEEDED, period=Period(Month.of(2027, 4), 12))
    both = outcome_of(rows, layout.with_use(4, year)).draft.lines[0]
    assert [fault.key for fault in both.faults] == ["import-columns-differ"]


def test_halves_and_quarters_beside_one_another_are_each_their_own_months() -> None:
    rows: Rows = (("Item", "H1 FY28 demand", "H2 FY28 demand"), ("motor", 600, 1200))
    found = {each.month: each.quantity for each in after(outcome_of(rows, layout_of(rows, "targets"))).all(Target)}
    assert (found[Month.of(2027, 4)], found[Month.of(2028, 3)]) == (100.0, 200.0)


def test_capacities_of_months_and_halves_are_per_month_and_half() -> None:
    rows: Rows = (
        ("Supplier", "Item", "H1 FY28 capacity (t)", "H2 FY28 capacity (t)"),
        ("Neo", "NdPr oxide", 6, 12),
    )
    found = after(outcome_of(rows, layout_of(rows, "offers"))).all(Capacity)[-2:]
    assert [each.value for each in found] == [1_000.0, 2_000.0]
    rows = (("Supplier", "Item", "Capacity Apr-27 (t)", "Capacity May-27 (t)"), ("Neo", "NdPr oxide", 6, 12))
    assert [each.value for each in after(outcome_of(rows, layout_of(rows, "offers"))).all(Capacity)[-2:]] == [6e3, 12e3]


def test_two_columns_that_fill_one_field_refuse_rows_that_fill_both() -> None:
    rows: Rows = (
        ("Supplier", "Item", "Price (USD/kg)", "Price (CNY/t)"),
        ("Neo", "NdPr oxide", 90, None),
        ("Iluka", "NdPr oxide", 91, 655_000),
    )
    layout = layout_of(rows, "offers")
    two = layout.with_use(3, Use(PRICE, "USD/kg")).with_use(4, Use(PRICE, "CNY/t"))
    result = outcome_of(rows, two)
    assert [[fault.key for fault in line.faults] for line in result.draft.lines] == [[], ["import-two-columns"]]


def test_steps_of_a_price_and_contents_still_come_in_together() -> None:
    rows: Rows = (
        ("Supplier", "Item", "Apr-27", "May-27"),
        ("Lynas Rare Earths", "NdPr oxide", "USD 104/kg", "105 $/kg"),
    )
    assert [each.value for each in after(outcome_of(rows, layout_of(rows))).all(Price)[-2:]] == [104.0, 105.0]
    rows = (("Material", "Nd %", "Pr %"), ("New magnet", 22, 7))
    assert (
        len([each for each in after(outcome_of(rows, layout_of(rows))).all(Content) if each.item == "new-magnet"]) == 2
    )


@pytest.mark.parametrize(
    "years",
    [("2027", None, "2028"), ("2027", "2027", "2028"), (2027, None, 2028), ("FY 2027-28", None, None), ("FY28",) * 3],
)
def test_months_below_the_heading_of_their_year_are_of_that_year(years: tuple[str | int | None, ...]) -> None:
    rows: Rows = (("Item", *years), (None, "Nov", "Dec", "Jan"), ("NdPr oxide", 10, 11, 12))
    layout = layout_of(rows)
    assert (layout.kind, layout.header.last) == ("targets", 2)
    found = [each for each in after(outcome_of(rows, layout)).all(Target) if each.item == "ndpr_oxide"]
    assert [(each.month, each.quantity) for each in found] == [
        (Month.of(2027, 11), 10.0),
        (Month.of(2027, 12), 11.0),
        (Month.of(2028, 1), 12.0),
    ]


@pytest.mark.parametrize(
    ("title", "quantity"),
    [
        ("Demand in t", 10_000.0),
        ("Demand plan 2027 (tonnes)", 10_000.0),
        ("Demand plan 2027 (in MT)", 10_000.0),
        ("Unit: t", 10_000.0),
        ("Demand plan, India", 10.0),
        ("Annexure (G)", 10.0),
        ("Supplier list (T)", 10.0),
        ("Form no. 7 in t", 10.0),
        ("Enclosure (LB)", 10.0),
        ("Stock report (set)", 10.0),
        ("Magnets for motors (pc)", 10.0),
    ],
)
def test_the_unit_that_a_title_ends_with_is_that_of_the_quantities_below(title: str, quantity: float) -> None:
    rows: Rows = ((title,), ("Item", "Apr-27", "May-27"), ("NdPr oxide", 10, 11))
    assert after(outcome_of(rows, layout_of(rows))).all(Target)[-2].quantity == quantity
