"""Tables come in from workbooks that people filled: everything that is wrong is told at once, nothing is guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import attrs
import openpyxl
import pytest

from desktop.model.errors import FileFault, Problem, ProblemsFound
from desktop.model.months import Month
from desktop.model.records import TABLES, Item, Mix, Offer, Settings, Source, Target
from desktop.store import tables_in, tables_out
from desktop.text import messages
from desktop.text.entry import Raw
from tests.tiny import tiny_project

Lines = Sequence[Sequence[Raw]]


def saved(tmp_path: Path, **sheets: Lines) -> Path:
    """A workbook with these lines of cells; formulas have no results, as their writer computes none."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, lines in sheets.items():
        sheet = book.create_sheet(title.replace("_", " "))
        for line in lines:
            sheet.append(line)
    path = tmp_path / "filled.xlsx"
    book.save(path)
    return path


def problems(path: Path) -> list[Problem]:
    with pytest.raises(ProblemsFound) as caught:
        tables_in.read(path)
    assert str(path) in messages.sentence(caught.value)
    assert all(len(messages.sentence(problem)) > 20 for problem in caught.value.problems)
    return list(caught.value.problems)


def places(path: Path) -> list[tuple[str, str, str]]:
    return [(problem.key, problem.sheet, problem.cell) for problem in problems(path)]


def test_only_the_tables_with_a_sheet_are_read(tmp_path: Path) -> None:
    path = saved(tmp_path, Sources=[["Id", "Country", "Class"], ["IREL", "India", "domestic"]])
    assert tables_in.read(path) == {"sources": (Source(id="IREL", country="India", class_="domestic"),)}


def test_a_table_with_only_its_header_is_empty(tmp_path: Path) -> None:
    assert tables_in.read(saved(tmp_path, Items=[["Id"]])) == {"items": ()}


def test_headers_match_by_label_or_with_unit_whatever_their_spaces_and_capitals(tmp_path: Path) -> None:
    lines: Lines = [["ID", "opening  stock(UNIT)", "Holding\ncost"], ["magnet", 5, 2.5]]
    path = saved(tmp_path, iTems=lines)
    assert tables_in.read(path) == {"items": (Item(id="magnet", opening_stock=5.0, holding_cost=2.5),)}


def test_columns_may_stand_in_any_order_and_below_empty_rows(tmp_path: Path) -> None:
    lines: Lines = [[], [], [None, "Quantity", None, "Month", "Item"], [None, 50, None, "Jan 2027", "motor"]]
    target = Target(item="motor", month=Month.of(2027, 1), quantity=50.0)
    assert tables_in.read(saved(tmp_path, Targets=lines)) == {"targets": (target,)}


def test_entries_are_read_as_people_type_them(tmp_path: Path) -> None:
    lines: Lines = [
        ["Item", "Month", "Quantity"],
        [7, dt.date(2027, 2, 1), "1,23,456.5"],
        ["motor", "2027-03", 1],
    ]
    assert tables_in.read(saved(tmp_path, Targets=lines))["targets"] == (
        Target(item="7", month=Month.of(2027, 2), quantity=123456.5),
        Target(item="motor", month=Month.of(2027, 3), quantity=1.0),
    )


def test_blank_rows_and_blank_columns_are_passed_over(tmp_path: Path) -> None:
    lines: Lines = [["Id", "Name", None, " "], ["a", "A", None, " "], [None, " ", ""], ["b", " B ", None, None, ""]]
    assert tables_in.read(saved(tmp_path, Items=lines)) == {"items": (Item(id="a", name="A"), Item(id="b", name=" B "))}


def test_an_empty_entry_is_the_default_and_an_empty_text_is_empty(tmp_path: Path) -> None:
    lines: Lines = [["Id", "Source", "Item", "Price term", "Currency", "Capacity", "Usable yield"], ["o"]]
    assert tables_in.read(saved(tmp_path, Offers=lines))["offers"] == (
        Offer(id="o", source="", item="", price_term="DDP", currency="INR", capacity=None, usable_yield=1.0),
    )
    assert tables_in.read(saved(tmp_path, Mixes=[["Id", "Colour"], ["m"]])) == {"mixes": (Mix(id="m", colour=""),)}


def test_an_empty_sheet_of_another_name_is_no_matter(tmp_path: Path) -> None:
    assert set(tables_in.read(saved(tmp_path, Sheet1=[], Items=[["Id"]]))) == {"items"}


def test_a_workbook_without_any_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileFault) as caught:
        tables_in.read(saved(tmp_path, Sheet1=[]))
    assert messages.sentence(caught.value).startswith(f"{tmp_path / 'filled.xlsx'} holds no input tables.")


def test_an_unknown_sheet_is_a_problem_that_tells_the_names(tmp_path: Path) -> None:
    (problem,) = problems(saved(tmp_path, Itmes=[["Id"]], Items=[["Id"]]))
    assert (problem.key, problem.sheet, problem.cell) == ("sheet-unknown", "Itmes", "")
    assert "Settings, Items, Contents" in messages.sentence(problem)


def test_two_sheets_of_one_table_are_a_problem(tmp_path: Path) -> None:
    header = ["Offer", "From month"]
    path = saved(tmp_path, Lead_times=[header], Leadtimes=[header, ["o", "2027-01"]])
    assert places(path) == [("sheet-twice", "Leadtimes", "")]


def test_every_problem_of_the_headers_is_told(tmp_path: Path) -> None:
    lines = [["Month", "Quantiy", "Quantity", "Quantity (unit)", "#N/A"]]
    assert places(saved(tmp_path, Targets=lines)) == [
        ("header-unknown", "Targets", "B1"),
        ("header-twice", "Targets", "D1"),
        ("cell-error", "Targets", "E1"),
        ("header-missing", "Targets", "A1"),
    ]


def test_a_table_without_header_lacks_its_required_columns(tmp_path: Path) -> None:
    found = problems(saved(tmp_path, Targets=[]))
    assert [(problem.key, problem.cell, problem.values["column"]) for problem in found] == [
        ("header-missing", "", "Item"),
        ("header-missing", "", "Month"),
    ]
    assert messages.sentence(found[0]) == "Targets: The column 'Item' is missing. Add it."


def test_an_entry_beside_the_columns_is_told_once_for_each_column(tmp_path: Path) -> None:
    lines: Lines = [["Id"], ["a", None, "x"], ["b", None, "y"], ["c", " ", None, 0]]
    path = saved(tmp_path, Items=lines)
    assert places(path) == [("header-none", "Items", "C2"), ("header-none", "Items", "D4")]


def test_every_entry_that_cannot_be_read_is_told_with_its_cell(tmp_path: Path) -> None:
    lines: Lines = [
        ["Item", "Month", "Quantity"],
        ["motor", dt.date(2027, 1, 2), "many"],
        ["motor", "2027-13", "=1+1"],
        ["motor", "2027-01", "#DIV/0!"],
        ["motor", "2027-01", True],
    ]
    items: Lines = [["Id", "Kind", "Months late allowed"], ["a", "toy", 1.5]]
    found = problems(saved(tmp_path, Targets=lines, Items=items))
    assert [(problem.key, problem.sheet, problem.cell) for problem in found] == [
        ("entry-month", "Targets", "B2"),
        ("entry-number", "Targets", "C2"),
        ("entry-month", "Targets", "B3"),
        ("cell-formula", "Targets", "C3"),
        ("cell-error", "Targets", "C4"),
        ("entry-number", "Targets", "C5"),
        ("entry-choice", "Items", "B2"),
        ("entry-whole", "Items", "C2"),
    ]
    assert messages.sentence(found[1]).startswith("Sheet Targets, cell C2: 'many' is not a number.")


def test_a_row_far_below_the_others_is_a_problem(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Items"
    sheet["A1"], sheet["A1001"], sheet["A2002"], sheet["A1048576"] = "Id", "near", "far", "farthest"
    book.save(tmp_path / "far.xlsx")
    assert places(tmp_path / "far.xlsx") == [("cell-far", "Items", "A2002"), ("cell-far", "Items", "A1048576")]


def test_the_settings_have_exactly_one_row(tmp_path: Path) -> None:
    header = ["Name", "First month", "Plan date"]
    row = ["Tiny", "2027-01", "01-06-2026"]
    settings = Settings(name="Tiny", first_month=Month.of(2027, 1), plan_date=dt.date(2026, 6, 1))
    assert tables_in.read(saved(tmp_path, Settings=[header, row])) == {"settings": (settings,)}
    assert places(saved(tmp_path, Settings=[header, row, row])) == [("settings-twice", "Settings", "A3")]
    assert places(saved(tmp_path, Settings=[header])) == [("settings-missing", "Settings", "")]


def test_no_two_columns_of_a_table_can_be_taken_for_one_another() -> None:
    for table in TABLES:
        for other in (label for field in table.fields for label in {field.label, field.header}):
            assert len([field for field in table.fields if other in {field.label, field.header}]) == 1


def test_an_exported_workbook_that_was_edited_comes_in(tmp_path: Path) -> None:
    path = tmp_path / "tables.xlsx"
    tables_out.write(tiny_project(), path)
    book = openpyxl.load_workbook(path)
    del book["Evidence"]
    book["Offers"]["D2"] = "5,250"
    book["Targets"].delete_rows(3, 5)
    book.save(path)
    found = tables_in.read(path)
    assert "evidence" not in found
    offers = tiny_project().all(Offer)
    assert found["offers"] == (attrs.evolve(offers[0], price=5250.0), *offers[1:])
    assert found["targets"] == (Target(item="motor", month=Month.of(2027, 1), quantity=50.0),)
