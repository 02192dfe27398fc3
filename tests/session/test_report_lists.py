from pathlib import Path

import attrs
import pytest
from openpyxl import load_workbook

from desktop.model.records import Item, Licence, Receipt, Record, Settings, Source, Target
from desktop.session.report import sheets
from tests.session.test_report import bent, lines_of, planned, written
from tests.tiny import FIRST, PLAN_DATE, tiny_records


def year() -> list[Record]:
    return [Target(item="motor", month=FIRST.plus(at), quantity=50.0) for at in range(12)]


def test_files_to_put_in_have_their_last_day(tmp_path: Path) -> None:
    lines = lines_of(planned(), tmp_path, "Licences")
    # 45 days on the way and 60 in the ministry before 1 January 2027: 105 days, 18 September 2026.
    assert [str(value) for value in lines[0].values()] == [
        "2026-09-18 00:00:00",
        "JL Mag",
        "magnet",
        "A18",
        "2027-01-01 00:00:00",
        "100",
        "kg",
        "1",
    ]
    assert (len(lines), lines[-1]["Files (number)"]) == (7, 6)


def test_the_summary_shows_the_first_ten_files_and_leads_to_all(tmp_path: Path) -> None:
    plans = planned(settings=[Settings(name="Tiny", first_month=FIRST, months=12, plan_date=PLAN_DATE)], targets=year())
    lines = lines_of(plans, tmp_path, "Summary", "Licence files to put in")
    assert [line["Source"] for line in lines] == [*["JL Mag"] * 10, None]
    assert (lines[-1]["File by (day)"], lines[-1]["Files (number)"]) == ("All, on the sheet Licences", 12)
    page = load_workbook(tmp_path / "plan.xlsx")["Summary"]
    (found,) = (row[0] for row in page.iter_rows() if row[0].value == "All, on the sheet Licences")
    assert found.hyperlink is not None
    assert found.hyperlink.location == "'Licences'!A1"
    assert page.cell(found.row, 8).value == "='Licences'!H17"


def test_without_files_both_sheets_say_so(tmp_path: Path) -> None:
    plans = planned(targets=[])
    for sheet, heading in (("Licences", ""), ("Summary", "Licence files to put in")):
        (line,) = lines_of(plans, tmp_path, sheet, heading)
        assert list(line.values()) == ["None", *[None] * 7]


def test_an_order_stands_with_all_that_buying_needs(tmp_path: Path) -> None:
    line = lines_of(planned(), tmp_path, "Orders")[0]
    assert {key: str(value) for key, value in line.items() if value not in (0, None)} == {
        "Offer": "JL-magnet",
        "Source": "JL Mag",
        "Source's id": "JL",
        "Class": "Licensed Chinese",
        "Country": "China",
        "Item": "magnet",
        "Unit": "kg",
        "Order by (day)": "2026-09-18 00:00:00",
        "Arrives (month)": "2027-01-01 00:00:00",
        "Quantity as bought (in the unit)": "100",
        "Rare earths contained (kg)": "32",
        "Price (INR)": "320000",
        "Landed cost (INR)": "320000.0",
        "Licence": "New file",
        "File by (day)": "2026-09-18 00:00:00",
    }


def test_a_source_named_like_a_formula_stays_text(tmp_path: Path) -> None:
    page = load_workbook(written(bent(), tmp_path))["Orders"]
    cells = [row[1] for row in page.iter_rows(min_row=5) if row[1].value == "=1+1"]
    assert len(cells) == 6
    assert {each.data_type for each in cells} == {"s"}


def test_placed_orders_and_files_at_hand_are_told_from_new_ones(tmp_path: Path) -> None:
    sources = [Source(id="IREL", country="India", class_="domestic"), *tiny_records()["sources"][1:]]
    items = [attrs.evolve(item, name="") if isinstance(item, Item) else item for item in tiny_records()["items"]]
    receipts = [Receipt(offer="IREL-magnet", month=FIRST, quantity=100.0)]
    plan = planned(sources=sources, items=items, receipts=receipts)[0]
    orders = [attrs.evolve(order, licence="F7") if order.month == FIRST.plus(1) else order for order in plan.orders]
    lines = lines_of([attrs.evolve(plan, orders=tuple(orders))], tmp_path, "Orders")
    keys = ("Source", "Item", "Order by (day)", "Licence", "File by (day)")
    assert [lines[0][key] for key in keys] == ["IREL", "magnet", "Already placed", None, None]
    assert [line["Licence"] for line in lines] == [None, "F7", *["New file"] * 4, None]


def test_an_order_in_tiers_says_how_much_is_priced_in_which(tmp_path: Path) -> None:
    plan = planned()[0]
    orders = tuple(attrs.evolve(order, tiers=((0.0, 40.0), (50.0, 60.0))) for order in plan.orders)
    lines = lines_of([attrs.evolve(plan, orders=orders)], tmp_path, "Orders")
    assert lines[0]["Priced in tier"] == "own price: 40.0 kg; from 50.0 kg: 60.0 kg"


def test_files_in_hand_stand_below_with_what_is_left(tmp_path: Path) -> None:
    file = Licence(id="F=1", regime="A18", offer="JL-magnet", quantity=150.0, status="granted")
    plan = planned(licences=[file])[0]
    (line,) = lines_of([plan], tmp_path, "Licences", "Licence files in hand")
    used = sum(order.quantity for order in plan.orders if order.licence == "F=1")
    assert used == pytest.approx(150)
    assert (line["Licence"], line["Under"], line["Status"], line["Unit"]) == ("F=1", "A18", "granted", "kg")
    assert line["Allowed (in the unit)"] == 150
    assert line["Used by the plan (in the unit)"] == pytest.approx(used)
    assert line["Left (in the unit)"] == pytest.approx(150 - used)
    assert line["Valid until (day)"] is None


def test_the_offer_and_the_parts_of_the_cost_are_not_printed() -> None:
    plans = planned()
    orders = next(sheet for sheet in sheets(plans, plans[0]) if sheet.name == "Orders")
    headers = [column.header for column in orders.blocks[0].columns]
    assert orders.printed == 11
    assert headers[10:14] == ["File by (day)", "Country", "Offer", "Price (INR)"]
