"""The orders as they stand on the sheets: placed and new ones, tiers, what is printed, and texts that stay texts."""

from pathlib import Path

import attrs
import pytest
from openpyxl import load_workbook

from desktop.model.plan import Plan
from desktop.model.records import Item, Receipt, Source, Tier
from desktop.store.sheets import Formula
from tests.analysis.plans import hand_plan, hand_project, solved_rich
from tests.session.test_report import bent, lines_of, planned, sheet, written
from tests.tiny import FIRST, tiny_records


def mixed() -> Plan:
    """One order placed before, one under a file in hand, the others under new files; no names, only ids."""
    sources = [Source(id="IREL", country="India", class_="domestic"), *tiny_records()["sources"][1:]]
    items = [attrs.evolve(item, name="") if isinstance(item, Item) else item for item in tiny_records()["items"]]
    receipts = [Receipt(offer="IREL-magnet", month=FIRST, quantity=100.0)]
    plan = planned(sources=sources, items=items, receipts=receipts)[0]
    orders = [attrs.evolve(order, licence="F7") if order.month == FIRST.plus(1) else order for order in plan.orders]
    return attrs.evolve(plan, orders=tuple(orders))


def test_placed_orders_and_files_at_hand_are_told_from_new_ones() -> None:
    lines = lines_of([mixed()], "Orders")
    keys = ("Source", "Item", "Order by (day)", "Licence", "File by (day)")
    assert [lines[0][key] for key in keys] == ["IREL", "magnet", "Already placed", "", None]
    assert [line["Licence"] for line in lines] == ["", "F7", *["New file"] * 4]


def test_the_list_by_arrival_has_the_same_orders_in_the_order_of_their_months() -> None:
    orders, arrivals = (lines_of([hand_plan()], name) for name in ("Orders", "Orders by arrival"))
    months = [str(line["Arrives (month)"]) for line in arrivals]
    assert months == sorted(months)
    assert sorted(str(line["No."]) for line in arrivals) == sorted(str(line["No."]) for line in orders)
    by_number = {line["No."]: line for line in orders}
    for line in arrivals:
        same = by_number[line["No."]]
        for key in ("Source", "Quantity as bought (in the unit)", "Landed cost (INR)", "Licence"):
            assert line[key] == same[key]


def test_an_order_in_tiers_says_how_much_is_priced_in_which() -> None:
    plan = planned()[0]
    orders = tuple(attrs.evolve(order, tiers=((0.0, 40.0), (50.0, 60.0))) for order in plan.orders)
    line = lines_of([attrs.evolve(plan, orders=orders)], "Orders")[0]
    assert line["Priced in tier"] == "own price: 40.0 kg; from 50.0 kg: 60.0 kg"


def test_the_price_of_an_order_in_two_tiers_is_their_average_and_follows_both() -> None:
    tiers = [
        Tier(offer="IREL-magnet", basis="order", from_quantity=20.0, price=4000.0, kind="incremental"),
        Tier(offer="IREL-magnet", basis="order", from_quantity=50.0, discount=10.0, kind="incremental"),
    ]
    plan = hand_plan(hand_project(tiers=tiers))
    orders = [
        attrs.evolve(order, tiers=((0.0, 20.0), (20.0, 30.0), (50.0, 50.0))) if order.offer == "IREL-magnet" else order
        for order in plan.orders
    ]
    plan = attrs.evolve(plan, orders=tuple(orders))
    heads = [str(head.header) for head in sheet([plan], "Orders").blocks[0].columns]
    (row,) = (line for line in sheet([plan], "Orders").blocks[0].rows if "IREL-magnet" in line)
    price = row[heads.index("Quoted price (currency/unit)")]
    assert isinstance(price, Formula)
    # 20 kg at 5,000, 30 at 4,000, 50 at 10 % off 5,000.
    assert price.value == pytest.approx((20 * 5000 + 30 * 4000 + 50 * 4500) / 100)
    assert price.text.count("tAssumptions") == 4  # number and value of the tier's price, and of the other's discount
    assert price.text.endswith("/(20.0+30.0+50.0)")


def test_every_order_in_tiers_costs_what_the_plan_says() -> None:
    for line in lines_of([solved_rich()], "Orders"):
        quantity, price, rate = (
            float(str(line[key]))
            for key in ("Quantity as bought (in the unit)", "Quoted price (currency/unit)", "Rate (INR/currency)")
        )
        assert quantity * price * rate == pytest.approx(float(str(line["Price (INR)"])))


def test_what_a_plant_needs_is_printed_and_what_the_cost_follows_from_is_not() -> None:
    orders = sheet(planned(), "Orders")
    headers = [str(column.header) for column in orders.blocks[0].columns]
    printed = headers[: orders.printed]
    assert {"Order by (day)", "Landed cost (INR)", "Licence", "File by (day)"} <= {*printed}
    assert {"Country", "Offer", "Price (INR)", "Rate (INR/currency)"} <= {*headers} - {*printed}


def test_a_source_named_like_a_formula_stays_text(tmp_path: Path) -> None:
    page = load_workbook(written(bent(), tmp_path))["Orders"]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value == "=1+1"]
    assert len(cells) == 6
    assert {each.data_type for each in cells} == {"s"}


def test_days_are_days_and_months_are_months_to_a_spreadsheet(tmp_path: Path) -> None:
    page = load_workbook(written(planned(), tmp_path))["Orders"]
    day, month = page.cell(5, 2), page.cell(5, 3)
    assert (str(day.value), day.number_format) == ("2026-09-18 00:00:00", "dd-mm-yyyy")
    assert (str(month.value), month.number_format) == ("2027-01-01 00:00:00", "mmm-yy")
