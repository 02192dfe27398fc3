import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.model.months import Month
from desktop.model.records import Capacity, Offer, Price, Receipt, Target
from desktop.session.importing import columns as columns_of
from desktop.session.importing.layout import Use
from desktop.session.importing.slots import Slot
from tests.session.importing.bringing import after, layout_of, outcome_of
from tests.session.importing.lists import TITLED, Rows, Value, rows_of


@settings(max_examples=15)
@given(st.permutations(range(13)))
def test_columns_are_found_in_whatever_order_they_stand(order: list[int]) -> None:
    moved = [[row[at] if at < len(row) else None for at in order] for row in TITLED[3:]]
    straight, layout = layout_of(TITLED[3:], "offers"), layout_of(moved, "offers")
    assert {order[at - 1] + 1: use.slot for at, use in layout.uses.items()} == {
        at: use.slot for at, use in straight.uses.items()
    }


def test_nothing_in_a_list_of_numbers_is_taken_for_names() -> None:
    rows = ((1, 2, 3), (4, 5, 6))
    assert all(use.slot is None for use in layout_of(rows).uses.values())


def test_a_column_that_does_not_tell_its_decimals_goes_by_the_others_or_by_the_user() -> None:
    rows = rows_of((("Supplier", "Price", "Capacity"), ("Solvay", "81,40", "3.000"), ("Neo", "92,75", "1.200")))
    header = columns_of.guess_header(rows)
    assert [column.decimal for column in columns_of.columns(rows, header)] == ["", ",", ","]
    alone = rows_of((("Supplier", "Capacity"), ("Solvay", "3.000"), ("Neo", "1.200")))
    assert [column.asked for column in columns_of.columns(alone, header)] == ["", "3.000"]
    assert [column.asked for column in columns_of.columns(alone, header, ".")] == ["", ""]
    assert [column.decimal for column in columns_of.columns(alone, header, ".")] == ["", "."]


def test_a_second_row_of_headers_with_units_and_years_below_merged_ones_is_one_of_the_header() -> None:
    rows = (
        ("Lieferant", "Ursprungsland", "Goods", "Offer price", None, "Capacity (t/a)", None),
        (None, None, None, "CNY/t", "USD/kg", 2027, 2028),
        ("Ningbo Yunsheng", "CN", "NdFeB 45SH sintered", 612500, None, 1800, 2100),
        ("VAC Hanau", "DE", "NdFeB 45SH sintered", None, "121,75", 240, 300),
    )
    project = after(outcome_of(rows, layout_of(rows)))
    priced = {offer.source: (offer.price, offer.currency) for offer in project.all(Offer)}
    assert (priced["ningbo-yunsheng"], priced["vac-hanau"]) == ((612.5, "CNY"), (121.75, "USD"))
    found = [(step.from_month, step.value) for step in project.all(Capacity) if step.offer.startswith("vac")]
    assert found == [(Month.of(2027, 1), 20_000.0), (Month.of(2028, 1), 25_000.0)]


@pytest.mark.parametrize("unit", [" (per kg)", " per kg", "/kg"])
def test_a_currency_in_a_column_of_its_own_is_converted_for_a_known_offer(unit: str) -> None:
    rows = (("Supplier", "Material", f"Price{unit}", "Currency"), ("Lynas Rare Earths", "NdPr oxide", 8800, "INR"))
    assert after(outcome_of(rows, layout_of(rows))).by_id(Offer)["lynas-ndpr"].price == pytest.approx(110.0)


def test_months_down_the_rows_are_steps_of_the_price() -> None:
    rows = (
        ("Item", "Supplier", "Month", "Rate per kg", "Curr"),
        ("NdPr oxide", "Lynas Rare Earths", "Apr 2027", 104, "USD"),
        ("NdPr oxide", "Lynas Rare Earths", "May 2027", 105, "USD"),
    )
    found = after(outcome_of(rows, layout_of(rows))).all(Price)
    assert [(step.from_month, step.value) for step in found] == [(Month.of(2027, 4), 104.0), (Month.of(2027, 5), 105.0)]


def test_a_quotation_of_one_source_asks_for_its_name_and_takes_it_for_all_rows() -> None:
    rows = (("Quotation, FOB Ningbo",), ("Grade", "Unit price USD/kg", "MOQ (kgs)"), ("N42SH magnet", 74.5, 500))
    layout = layout_of(rows)
    assert layout.kind == "offers"
    assert [fault.key for fault in outcome_of(rows, layout).draft.lines[0].faults] == ["import-none-sources"]
    named = attrs.evolve(layout, constants={Slot("sources", "name"): "JL Mag"})
    assert after(outcome_of(rows, named)).all(Offer)[-1].source == "JL"


def test_headers_and_goods_in_chinese_are_understood() -> None:
    rows = (
        ("供应商", "产地", "品名", "单价(元/吨)", "年产能(吨)"),
        ("包头金山磁材", "中国", "氧化镝", "1,850,000", "60"),
    )
    offer = after(outcome_of(rows, layout_of(rows))).all(Offer)[-1]
    assert (offer.item, offer.price, offer.currency, offer.capacity) == ("dy_oxide", 1850.0, "CNY", 5000.0)


@pytest.mark.parametrize(
    ("headers", "month"),
    [
        (("PO no", "Vendor", "Item", "Due date", "ETA", "Qty (t)"), 5),
        (("PO no", "Vendor", "Item", "Delivery date", "Arrival month", "Qty (t)"), 5),
        (("PO no", "Vendor", "Item", "Delivery date", "Qty (t)"), 4),
        (("Item", "Fiscal year", "Month", "Qty (t)"), 3),
        (("Item", "Financial year", "Delivery month", "Qty (t)"), 3),
        (("Item", "Quarter (Q1)", "Month", "Qty (t)"), 3),
        (("Item", "Due date", "Month", "Qty (t)"), 3),
        (("Item", "Required by", "Qty (t)"), 2),
        (("Item", "Quarter", "Qty (t)"), 2),
    ],
)
def test_the_month_is_that_of_the_column_which_names_it_best(headers: tuple[str, ...], month: int) -> None:
    cells: dict[str, Value] = {"Item": "NdPr oxide", "Vendor": "Lynas Rare Earths", "PO no": "45001", "Qty (t)": 2}
    cells |= {"Fiscal year": "FY 2027-28", "Financial year": "FY 2027-28", "Quarter": "Q1 FY28", "Quarter (Q1)": "Q1"}
    rows: Rows = (headers, tuple(cells.get(header, "15-05-2027") for header in headers))
    layout = layout_of(rows)
    assert layout.kind == ("receipts" if "PO no" in headers else "targets")
    assert [at for at, use in layout.uses.items() if use.slot == Slot(layout.kind, "month")] == [month]


@pytest.mark.parametrize(
    "headers",
    [
        ("PO no", "Vendor", "Item", "Due date", "Delivery date", "Qty (t)"),
        ("Item", "Need by", "Due date", "Qty"),
        ("Item", "Vendor", "PO no", "Delivery", "Due date", "Qty"),
    ],
)
def test_of_several_columns_that_could_be_the_month_the_user_chooses(headers: tuple[str, ...]) -> None:
    cells: dict[str, Value] = {
        "Item": "NdPr oxide",
        "Vendor": "Lynas Rare Earths",
        "PO no": "45001",
        "Qty (t)": 2,
        "Qty": 2,
    }
    days = iter(("15-05-2027", "20-06-2027"))
    rows: Rows = (headers, tuple(cells.get(header) or next(days) for header in headers))
    layout = layout_of(rows)
    result = outcome_of(rows, layout)
    assert "import-asked-months" in [fault.key for fault in result.draft.lines[0].faults]
    assert result.edit is None
    chosen = outcome_of(rows, layout.with_use(len(headers) - 1, Use(Slot(layout.kind, "month"))))
    made = after(chosen).all(Receipt)[-1] if layout.kind == "receipts" else after(chosen).all(Target)[-1]
    assert made.month == Month.of(2027, 6)


def test_a_word_of_another_language_that_is_spelt_alike_makes_no_freight_of_a_rate() -> None:
    rows: Rows = (
        ("Supplier", "Material", "Price (USD/kg)", "Rate (Rs/kg)"),
        ("Lynas Rare Earths", "NdPr oxide", 98, 8300),
    )
    assert layout_of(rows).uses[4].slot is None


def test_what_is_paid_in_all_is_told_apart_only_beside_a_price_and_freight_is_none() -> None:
    rows: Rows = (
        ("Supplier", "Material", "Amount (USD/kg)", "Freight (USD/kg)"),
        ("Lynas Rare Earths", "NdPr oxide", 98, 2),
    )
    layout = layout_of(rows)
    assert (layout.kind, layout.uses[3].slot) == ("offers", Slot("offers", "price"))


def test_a_list_of_what_is_needed_is_not_one_of_receipts_by_its_day() -> None:
    rows: Rows = (("Item", "Vendor", "Expected date", "Demand (t)"), ("NdPr oxide", "Solvay", "15-05-2027", 2))
    layout = layout_of(rows)
    assert (layout.kind, layout.uses[4].slot) == ("targets", Slot("targets", "quantity"))


@pytest.mark.parametrize("header", ["Order date", "PO date", "Ship date", "订货日期"])
def test_another_day_is_not_that_of_arrival(header: str) -> None:
    rows: Rows = (
        ("PO no", "Vendor", "Item", header, "Qty (t)"),
        ("45001", "Lynas Rare Earths", "NdPr oxide", "15-05-2027", 2),
    )
    assert layout_of(rows, "receipts").uses[4].slot != Slot("receipts", "month")


@pytest.mark.parametrize("more", [("MOQ",), ()])
def test_a_day_of_delivery_does_not_make_a_price_list_one_of_receipts(more: tuple[str, ...]) -> None:
    headers = ("Supplier", "Material", "Price (USD/kg)", *more, "Delivery date")
    rows: Rows = (headers, ("Lynas Rare Earths", "NdPr oxide", 98, *(500 for _ in more), "15-05-2027"))
    layout = layout_of(rows)
    assert layout.kind == "offers"
    assert after(outcome_of(rows, layout)).by_id(Offer)["lynas-ndpr"].price == 98.0
