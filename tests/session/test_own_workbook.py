"""A workbook of our own is known as what it is, and tells what it changes before anything does."""

from __future__ import annotations

from pathlib import Path

import attrs
import xlsxwriter

from desktop.model.progress import Silent
from desktop.session import intake, jobs, own_workbook
from tests.session.importing.lists import TITLED, write_xlsx
from tests.tiny import tiny_project, tiny_rows


def test_a_changed_cell_of_a_table_is_one_difference_and_one_edit(tmp_path: Path) -> None:
    path, project = tmp_path / "inputs.xlsx", tiny_project()
    jobs.export_tables(tiny_project(offers=tiny_rows("offers", "IREL-magnet", price=5300.0)), path)
    book = intake.look(path, Silent())
    assert own_workbook.kind_of(book) == "tables"
    found = own_workbook.read("tables", book, path, project)
    (one,) = found.differences
    assert (one.record, [(each.field, each.after) for each in one.fields]) == ("IREL-magnet", [("price", 5300.0)])
    assert found.edit is not None


def test_a_list_of_somebody_else_is_no_workbook_of_ours(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "list.xlsx", TITLED)
    assert own_workbook.kind_of(intake.look(tmp_path / "list.xlsx", Silent())) is None


def test_a_planners_sheet_that_is_called_as_a_table_is_no_workbook_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "targets.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Targets")
        sheet.write_row(0, 0, ["Item", "Apr-27", "May-27"])
        sheet.write_row(1, 0, ["NdFeB magnet", 12.0, 14.0])
    assert own_workbook.kind_of(intake.look(path, Silent())) is None


def test_a_workbook_of_ours_without_some_of_its_sheets_is_still_known(tmp_path: Path) -> None:
    jobs.export_tables(tiny_project(), tmp_path / "inputs.xlsx")
    book = intake.look(tmp_path / "inputs.xlsx", Silent())
    offers = attrs.evolve(book, sheets=(book.head("Offers"),))
    assert own_workbook.kind_of(offers) == "tables"
