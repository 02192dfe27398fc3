"""What is confirmed on the sheet of orders becomes receipts, once, however often the workbook is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import attrs
import openpyxl
import pytest

from desktop.engine.goals import optimise
from desktop.model.edits import apply
from desktop.model.errors import FileFault, ProblemsFound
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Offer, Receipt
from desktop.session import confirmed, intake, jobs, own_workbook
from desktop.session.report import sheets
from desktop.store import workbook_out
from desktop.store.sheets import Cell, Sheet
from desktop.text.messages import sentence
from tests.tiny import FIRST, tiny_project, tiny_rows

QUANTITY, MONTH = "Confirmed quantity, as bought (in the unit)", "Confirmed arrival (month)"
Filled = Mapping[int, Mapping[str, Cell]]
"""What is filled in, by the number of the order and the header of the column."""


@cache
def plan() -> Plan:
    """Half of what arrives from IREL is usable; 10 kg of it are on their way."""
    offers = tiny_rows("offers", "IREL-magnet", usable_yield=0.5)
    receipts = [Receipt(offer="IREL-magnet", month=FIRST, quantity=10.0)]
    return optimise(tiny_project(offers=offers, receipts=receipts), "least", "", Silent())


@cache
def orders_sheet() -> Sheet:
    return next(sheet for sheet in sheets([plan()], plan()) if sheet.name == "Orders")


def confirmed_in(folder: Path, filled: Filled) -> Path:
    """The sheet of orders of the plan, with cells of its orders filled in."""
    path, block = folder / "plan.xlsx", orders_sheet().blocks[0]
    at = {str(head.header): place for place, head in enumerate(block.columns)}
    rows = [list(row) for row in block.rows]
    for number, cells in filled.items():
        for head, value in cells.items():
            rows[number - 1][at[head]] = value
    changed = attrs.evolve(block, rows=tuple(map(tuple, rows)))
    workbook_out.write(path, [attrs.evolve(orders_sheet(), blocks=(changed,))], "Tiny")
    return path


def read(path: Path, project: Project | None = None) -> confirmed.Confirmed:
    return confirmed.read(intake.look(path, Silent()), path, project or plan().project)


def receipts(path: Path, project: Project | None = None) -> dict[tuple[str, str], float]:
    """The receipts after the edit, usable, by offer and month."""
    edit = read(path, project).edit
    after = project or plan().project
    after = after if edit is None else apply(after, edit)
    return {(row.offer, str(row.month)): row.quantity for row in after.all(Receipt)}


def order(number: int) -> tuple[str, Month, float]:
    """Offer, month of arrival and quantity as bought of an order on the sheet."""
    every = sorted(plan().orders, key=lambda each: (not each.placed, each.order_date, each.month, each.offer))
    found = every[number - 1]
    return found.offer, found.month, found.quantity


BEFORE = {("IREL-magnet", str(FIRST)): 10.0}


def test_a_confirmed_quantity_becomes_a_receipt_of_what_is_usable_of_it(tmp_path: Path) -> None:
    offer, month, _ = order(3)
    share = plan().project.by_id(Offer)[offer].usable_yield
    path = confirmed_in(tmp_path, {3: {QUANTITY: 80.0}})
    assert receipts(path) == {**BEFORE, (offer, str(month)): 80.0 * share}
    assert read(path).orders == 1


def test_a_confirmed_month_alone_takes_the_quantity_as_planned(tmp_path: Path) -> None:
    offer, _, quantity = order(3)
    share = plan().project.by_id(Offer)[offer].usable_yield
    path = confirmed_in(tmp_path, {3: {MONTH: "May 2027"}})
    assert receipts(path) == {**BEFORE, (offer, "2027-05"): pytest.approx(quantity * share)}


def test_orders_of_one_offer_in_one_month_are_one_receipt(tmp_path: Path) -> None:
    path = confirmed_in(tmp_path, {1: {QUANTITY: 24.0, MONTH: "May 2027"}})
    assert receipts(path) == {("IREL-magnet", "2027-05"): 12.0}
    offer, share = order(2)[0], plan().project.by_id(Offer)[order(2)[0]].usable_yield
    assert order(3)[0] == offer
    path = confirmed_in(tmp_path, {2: {QUANTITY: 30.0, MONTH: "May 2027"}, 3: {QUANTITY: 12.0, MONTH: "May 2027"}})
    assert receipts(path) == {**BEFORE, (offer, "2027-05"): pytest.approx(42.0 * share)}


def test_what_is_filled_in_with_a_spreadsheet_program_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    workbook_out.write(path, sheets([plan()], plan()), "Tiny")
    book = openpyxl.load_workbook(path, data_only=True)  # what was computed stays as figures
    sheet = book["Orders"]
    for column, head in enumerate(sheet.iter_cols(min_row=4, max_row=4, values_only=True), start=1):
        if head[0] in (QUANTITY, MONTH):
            sheet.cell(5, column, 24.0 if head[0] == QUANTITY else dt.datetime(2027, 5, 1))  # noqa: DTZ001
    book.save(path)
    assert receipts(path) == {("IREL-magnet", "2027-05"): 12.0}


def test_reading_a_workbook_again_changes_nothing(tmp_path: Path) -> None:
    path = confirmed_in(tmp_path, {1: {QUANTITY: 24.0}, 2: {QUANTITY: 30.0}, 3: {QUANTITY: 55.5, MONTH: "2027-04"}})
    first = read(path).edit
    assert first is not None
    assert read(path, apply(plan().project, first)).edit is None


def test_what_was_placed_and_will_not_come_is_no_receipt_any_more(tmp_path: Path) -> None:
    assert receipts(confirmed_in(tmp_path, {1: {QUANTITY: 0}})) == {}


def test_what_was_not_placed_and_will_not_come_changes_nothing(tmp_path: Path) -> None:
    assert read(confirmed_in(tmp_path, {3: {QUANTITY: 0}})).edit is None


def test_cells_that_cannot_be_read_are_all_told_with_their_places(tmp_path: Path) -> None:
    path = confirmed_in(tmp_path, {2: {QUANTITY: "soon"}, 3: {MONTH: "whenever"}, 4: {QUANTITY: -5.0}})
    with pytest.raises(ProblemsFound) as caught:
        read(path)
    told = list(map(sentence, caught.value.problems))
    assert len(told) == 3
    assert all(each.startswith(("Sheet Orders, cell M", "Sheet Orders, cell N")) for each in told)


def test_an_order_of_an_offer_that_is_gone_is_told(tmp_path: Path) -> None:
    path = confirmed_in(tmp_path, {1: {QUANTITY: 5.0}})
    with pytest.raises(ProblemsFound) as caught:
        read(path, tiny_project(offers=[]))
    assert "no offer 'IREL-magnet' any more" in sentence(caught.value.problems[0])


def test_a_plan_in_which_nothing_is_confirmed_says_what_to_fill_in(tmp_path: Path) -> None:
    with pytest.raises(FileFault) as caught:
        read(confirmed_in(tmp_path, {}))
    assert f"column '{QUANTITY}' of its sheet Orders" in sentence(caught.value)


def test_a_plan_is_told_from_a_workbook_of_tables(tmp_path: Path) -> None:
    assert own_workbook.kind_of(intake.look(confirmed_in(tmp_path, {}), Silent())) == "orders"
    jobs.export_tables(plan().project, tmp_path / "inputs.xlsx")
    assert own_workbook.kind_of(intake.look(tmp_path / "inputs.xlsx", Silent())) == "tables"


def test_the_command_line_takes_the_receipts_too(tmp_path: Path) -> None:
    path = confirmed_in(tmp_path, {1: {QUANTITY: 0}})
    assert jobs.import_tables(path, plan().project).all(Receipt) == ()
