"""Lists as purchase departments have them: headings over headings, codes of their own, and columns no field holds."""

import datetime as dt

import pytest

from desktop.model.months import Month
from desktop.model.records import Offer, Receipt, Source, Target
from desktop.session.importing import columns as columns_of
from desktop.session.importing.layout import Use
from desktop.session.importing.slots import Slot
from tests.session.importing.bringing import PROJECT, after, layout_of, outcome_of
from tests.session.importing.lists import Rows, rows_of

GROUPED: Rows = (
    ("Comparative statement of quotations",),
    ("Sl.", "Name of the Party", "Material", "Commercial", None, "Logistics", None, "Valid till"),
    (None, None, None, "Basic rate (Rs. lakh/MT)", "MOQ (MT)", "Incoterm", "Capacity (MT p.a.)", None),
    (1, "IREL", "NdPr oxide", 85.5, 0.5, "Ex-works", 450, dt.date(2027, 3, 31)),
    (2, "Ashvini Magnets", "Magnet, SH class", 78.25, 0.25, "DAP Pune", 120, dt.date(2027, 4, 15)),
    ("Total", None, None, 163.75, None, None, 570, None),
    ("* without tax",),
)
CODED: Rows = (
    ("Supplier code", "Supplier", "Material code", "Material", "FOB price (USD/kg)"),
    ("V002", "Lynas Rare Earths", "M-10", "NdPr oxide", 101.2),
    ("V003", "Iluka", "M-12", "Terbium oxide", 402),
)


def test_headings_of_groups_join_the_columns_that_have_no_other() -> None:
    layout = layout_of(GROUPED)
    assert (layout.header.first, layout.header.last) == (2, 3)
    offers = after(outcome_of(GROUPED, layout)).all(Offer)[-2:]
    assert [(offer.price, offer.minimum_order, offer.capacity) for offer in offers] == [
        (8550.0, 500.0, 37500.0),
        (7825.0, 250.0, 10000.0),
    ]


@pytest.mark.parametrize("header", ["Valid till", "Validity", "Quote validity (days)"])
@pytest.mark.parametrize("value", [dt.date(2027, 3, 31), "31-03-2027", "30 days", 30])
def test_until_when_a_quotation_holds_is_no_end_of_supply(header: str, value: dt.date | str | int) -> None:
    rows: Rows = (("Supplier", "Material", "Price (USD/kg)", header), ("IREL", "NdPr oxide", 98, value))
    use = layout_of(rows).uses[4]
    assert use.slot is None
    assert use.guess is not None
    assert use.guess.reason == "import-apart-validity"
    assert after(outcome_of(rows, layout_of(rows))).all(Offer)[-1].last_month is None


def test_a_day_stands_for_its_month_where_a_field_holds_months() -> None:
    layout = layout_of(GROUPED).with_use(8, Use(Slot("offers", "last_month")))
    offers = after(outcome_of(GROUPED, layout)).all(Offer)[-2:]
    assert [offer.last_month for offer in offers] == [Month.of(2027, 3), Month.of(2027, 4)]


def test_a_code_of_the_list_does_not_make_another_of_a_known_name() -> None:
    found = after(outcome_of(CODED, layout_of(CODED)))
    assert [(offer.source, offer.item) for offer in found.all(Offer)[-2:]] == [
        (PROJECT.all(Offer)[-1].source, PROJECT.all(Offer)[-1].item),
        ("v003", "m-12"),
    ]
    assert [source.name for source in found.all(Source)].count("Lynas Rare Earths") == 1


@pytest.mark.parametrize("header", ["S.No", "Sl. No.", "Sr No", "Line"])
def test_numbers_of_rows_fill_nothing(header: str) -> None:
    rows: Rows = ((header, "Supplier", "Price (USD/kg)"), (1, "IREL", 98), (2, "Neo", 104))
    assert layout_of(rows).uses[1].slot is None


def test_commas_alone_are_taken_as_groups_and_that_is_told() -> None:
    rows = rows_of((("Supplier", "Capacity (t/year)"), ("Solvay", "1,200"), ("Neo", "850")))
    column = columns_of.columns(rows, columns_of.guess_header(rows))[1]
    assert (column.decimal, column.assumed, column.asked) == (".", "1,200", "")
    mixed = rows_of((("Supplier", "Capacity (t/year)"), ("Solvay", "1,200"), ("Neo", "850,5"), ("Iluka", "2,40.5")))
    assert columns_of.columns(mixed, columns_of.guess_header(mixed))[1].assumed == ""


def test_a_column_that_mostly_cannot_be_read_fills_nothing() -> None:
    terms = ("30 days", "LC 60 days", "30 days net", "advance")
    rows: Rows = (("Supplier", "Price (USD/kg)", "Payment"), *((f"S{at}", 98, term) for at, term in enumerate(terms)))
    assert layout_of(rows).uses[3].slot is None


def test_what_is_no_code_of_a_currency_is_none() -> None:
    rows: Rows = (("Currency", "Rate (INR)", "From"), ("JPY/100", 55, "Jan 2027"), ("NOK", 8, "Jan 2027"))
    lines = outcome_of(rows, layout_of(rows)).draft.lines
    assert [[fault.key for fault in line.faults] for line in lines] == [["import-no-currency"], []]


@pytest.mark.parametrize("header", ["Landed cost (USD/kg)", "Total amount (USD)", "Landed price"])
def test_what_follows_from_other_columns_fills_nothing(header: str) -> None:
    use = layout_of((("Supplier", "Material", "Price (USD/kg)", header), ("Solvay", "NdPr oxide", 98, 120))).uses[4]
    reason = "import-apart-landed" if "Landed" in header else "import-apart-derived"
    assert (use.slot, use.guess and use.guess.reason) == (None, reason)


@pytest.mark.parametrize(
    "header",
    [
        "Total cost (USD/kg)",
        "Total price (USD/kg)",
        "Amount (USD/kg)",
        "Old price (USD/kg)",
        "Net price, total (USD/kg)",
    ],
)
def test_the_only_price_is_the_price_whatever_it_is_called(header: str) -> None:
    rows: Rows = (("Supplier", "Material", header), ("Lynas Rare Earths", "NdPr oxide", 98))
    layout = layout_of(rows)
    assert layout.kind == "offers"
    assert after(outcome_of(rows, layout)).by_id(Offer)["lynas-ndpr"].price == 98.0


def test_a_landed_cost_alone_is_asked_about_in_a_list_that_is_still_one_of_offers() -> None:
    rows: Rows = (("Supplier", "Material", "Landed cost (INR/kg)"), ("Alpha Works", "NdPr oxide", 8800))
    layout = layout_of(rows)
    assert layout.kind == "offers"
    assert [fault.key for fault in outcome_of(rows, layout).draft.lines[0].faults] == ["import-asked-landed"]
    chosen = layout.with_use(3, Use(Slot("offers", "price"), "INR/kg"))
    assert after(outcome_of(rows, chosen)).all(Offer)[-1].price == 8800.0


def test_a_charge_is_no_change() -> None:
    rows: Rows = (("Supplier", "Material", "Charge (INR/kg)", "MOQ"), ("Lynas Rare Earths", "NdPr oxide", 12, 500))
    assert layout_of(rows).uses[3].slot == Slot("offers", "inland_cost")


@pytest.mark.parametrize("header", ["Amount (kg)", "Net weight (t)"])
def test_a_quantity_is_not_told_apart_by_what_it_is_called(header: str) -> None:
    rows: Rows = (("Item", "Month", header), ("NdPr oxide", "Apr 2027", 10))
    layout = layout_of(rows)
    assert (layout.kind, layout.uses[3].guess) == ("targets", None)


def test_an_available_amount_is_not_told_apart_beside_a_price() -> None:
    headers = ("Supplier", "Material", "Price (USD/kg)", "Available amount")
    rows: Rows = (headers, ("Lynas Rare Earths", "NdPr oxide", 98, 500))
    assert layout_of(rows).uses[4].slot == Slot("offers", "capacity")


def test_rupees_as_indian_quotations_write_them_are_rupees() -> None:
    rows: Rows = (
        ("Firm", "Item", "Rate per kg", "Available qty / month", "UOM"),
        ("Alpha Works", "NdPr oxide", "Rs. 8,450/-", "1,500", "KGS"),
        ("Bravo Works", "NdPr oxide", "₹8,500/-", "2", "MT"),
    )
    offers = after(outcome_of(rows, layout_of(rows))).all(Offer)[-2:]
    assert [(offer.price, offer.currency, offer.capacity) for offer in offers] == [
        (8450.0, "INR", 1500.0),
        (8500.0, "INR", 2000.0),
    ]


def test_a_column_of_units_counts_though_some_of_them_are_unknown() -> None:
    rows: Rows = (
        ("Item", "Month", "Qty", "Unit"),
        ("NdPr oxide", "Apr 2027", 10, "MT"),
        ("NdPr oxide", "May 2027", 5, "drums"),
        ("NdPr oxide", "Jun 2027", 7, "drums"),
    )
    result = outcome_of(rows, layout_of(rows))
    assert [[fault.key for fault in line.faults] for line in result.draft.lines] == [
        [],
        ["import-unit-unknown"],
        ["import-unit-unknown"],
    ]
    assert after(result).all(Target)[-1].quantity == 10_000.0


def test_orders_that_are_due_on_a_day_are_receipts_of_its_month() -> None:
    rows: Rows = (
        ("PO", "Vendor", "Item", "Qty", "UOM", "Due"),
        ("45001", "Lynas Rare Earths", "NdPr oxide", "1.500", "kg", "15.04.27"),
        ("45002", "Lynas Rare Earths", "NdPr oxide", "2,5", "t", "20.05.27"),
    )
    found = after(outcome_of(rows, layout_of(rows))).all(Receipt)[-2:]
    assert [(each.month, each.quantity) for each in found] == [(Month.of(2027, 4), 1500.0), (Month.of(2027, 5), 2500.0)]


def test_the_unit_of_a_capacity_is_not_what_prices_are_per() -> None:
    rows: Rows = (
        ("Supplier", "Material", "Unit price", "Curr.", "Per", "Cap/yr", "Cap UoM"),
        ("Alpha Works", "NdPr oxide", 9800, "USD", "100 kg", 1200, "MT"),
    )
    assert [fault.key for fault in outcome_of(rows, layout_of(rows)).draft.lines[0].faults] == ["import-price-open"]


def test_whom_to_ask_names_nothing() -> None:
    rows: Rows = (("Company", "Contact person", "E-mail", "Product", "Offer (US$/kg)"), ("A Co", "J", "a@b.c", "X", 98))
    told = [use.guess.reason for at, use in layout_of(rows).uses.items() if at in (2, 3) and use.guess]
    assert told == ["import-apart-contact"] * 2


@pytest.mark.parametrize(
    "headers",
    [
        ("Old price (USD/kg)", "New price (USD/kg)"),
        ("Price (USD/kg)", "Price (USD/kg)"),
        ("Min price USD/kg", "Max price USD/kg"),
        ("1-999 kg (USD/kg)", "1000-4999 kg (USD/kg)"),
    ],
)
def test_of_several_columns_that_could_be_the_price_the_user_chooses(headers: tuple[str, str]) -> None:
    rows: Rows = (("Supplier", "Material", *headers), ("Lynas Rare Earths", "NdPr oxide", 98, 101))
    layout = layout_of(rows)
    result = outcome_of(rows, layout)
    assert [fault.key for fault in result.draft.lines[0].faults] == ["import-asked-several"]
    assert result.edit is None
    chosen = layout.with_use(4, Use(Slot("offers", "price"), "USD/kg"))
    assert after(outcome_of(rows, chosen)).by_id(Offer)["lynas-ndpr"].price == 101.0


@pytest.mark.parametrize("other", ["Old price (USD/kg)", "Price (INR/kg)", "Price change %", "Landed price (USD/kg)"])
def test_a_column_that_is_less_the_price_or_the_same_in_another_currency_asks_nothing(other: str) -> None:
    rows: Rows = (("Supplier", "Material", "Price (USD/kg)", other), ("Lynas Rare Earths", "NdPr oxide", 98, 8300))
    assert after(outcome_of(rows, layout_of(rows))).by_id(Offer)["lynas-ndpr"].price == 98.0
