"""Tables come in from workbooks that people filled: everything that is wrong is told at once, nothing is guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import attrs
import openpyxl
import pytest

from desktop.model import checks
from desktop.model.errors import FileFault, Problem
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import TABLE, TABLE_OF, TABLES, Item, Mix, Offer, Record, Settings, Source, Target
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


def plain(name: Raw) -> str:
    return "".join(str(name).split()).casefold()


def whole(title: str, header: Sequence[Raw], *rows: Sequence[Raw]) -> Lines:
    """The lines of a sheet, with all columns of the table that the header does not name at its end."""
    (table,) = [table for table in TABLES if table.title == title]
    named = {plain(name) for name in header}
    others = [field.header for field in table.fields if named.isdisjoint({plain(field.label), plain(field.header)})]
    return [[*header, *others], *rows]


def records(path: Path) -> dict[str, tuple[Record, ...]]:
    """The tables of a workbook with which nothing is wrong."""
    reading = tables_in.read(path)
    assert reading.problems == ()
    return reading.records


def problems(path: Path) -> list[Problem]:
    found = tables_in.read(path).problems
    assert found
    assert all(len(messages.sentence(problem)) > 20 for problem in found)
    return list(found)


def places(path: Path) -> list[tuple[str, str, str]]:
    return [(problem.key, problem.sheet, problem.cell) for problem in problems(path)]


def test_only_the_tables_with_a_sheet_are_read(tmp_path: Path) -> None:
    path = saved(tmp_path, Sources=whole("Sources", ["Id", "Country", "Class"], ["IREL", "India", "domestic"]))
    assert records(path) == {"sources": (Source(id="IREL", country="India", class_="domestic"),)}


def test_a_table_with_only_its_header_is_empty(tmp_path: Path) -> None:
    assert records(saved(tmp_path, Items=whole("Items", ["Id"]))) == {"items": ()}


def test_headers_match_by_label_or_with_unit_whatever_their_spaces_and_capitals(tmp_path: Path) -> None:
    lines = whole("Items", ["ID", "opening  stock(UNIT)", "Holding\ncost"], ["magnet", 5, 2.5])
    path = saved(tmp_path, iTems=lines)
    assert records(path) == {"items": (Item(id="magnet", opening_stock=5.0, holding_cost=2.5),)}


def test_columns_may_stand_in_any_order_and_below_empty_rows(tmp_path: Path) -> None:
    lines: Lines = [[], [], [None, "Quantity", None, "Month", "Item"], [None, 50, None, "Jan 2027", "motor"]]
    target = Target(item="motor", month=Month.of(2027, 1), quantity=50.0)
    assert records(saved(tmp_path, Targets=lines)) == {"targets": (target,)}


def test_entries_are_read_as_people_type_them(tmp_path: Path) -> None:
    lines: Lines = [
        ["Item", "Month", "Quantity"],
        [7, dt.date(2027, 2, 1), "1,23,456.5"],
        ["motor", "2027-03", 1],
    ]
    assert records(saved(tmp_path, Targets=lines))["targets"] == (
        Target(item="7", month=Month.of(2027, 2), quantity=123456.5),
        Target(item="motor", month=Month.of(2027, 3), quantity=1.0),
    )


def test_blank_rows_and_blank_columns_are_passed_over(tmp_path: Path) -> None:
    lines = whole(
        "Items", ["Id", "Name", None, " "], ["a", "A", None, " "], [None, " ", ""], ["b", " B ", None, None, ""]
    )
    assert records(saved(tmp_path, Items=lines)) == {"items": (Item(id="a", name="A"), Item(id="b", name=" B "))}


def test_an_empty_entry_is_the_default_and_an_empty_text_is_empty(tmp_path: Path) -> None:
    lines = whole("Offers", ["Id", "Source", "Item", "Price term", "Currency", "Capacity", "Usable yield"], ["o"])
    assert records(saved(tmp_path, Offers=lines))["offers"] == (
        Offer(id="o", source="", item="", price_term="DDP", currency="INR", capacity=None, usable_yield=1.0),
    )
    assert records(saved(tmp_path, Mixes=whole("Mixes", ["Id", "Colour"], ["m"]))) == {
        "mixes": (Mix(id="m", colour=""),)
    }


def test_an_empty_sheet_of_another_name_is_no_matter(tmp_path: Path) -> None:
    assert set(records(saved(tmp_path, Sheet1=[], Items=whole("Items", ["Id"])))) == {"items"}


def test_a_workbook_without_any_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileFault) as caught:
        tables_in.read(saved(tmp_path, Sheet1=[]))
    assert messages.sentence(caught.value).startswith(f"{tmp_path / 'filled.xlsx'} holds no input tables.")


def test_a_list_of_another_make_is_told_where_it_comes_in(tmp_path: Path) -> None:
    with pytest.raises(FileFault) as caught:
        tables_in.read(saved(tmp_path, Quotes=[["Vendor"]], Notes=[["x"]]))
    assert caught.value.key == "workbook-no-tables"
    assert "File, Import a list" in messages.sentence(caught.value)


def test_an_unknown_sheet_is_a_problem_that_tells_the_names(tmp_path: Path) -> None:
    (problem,) = problems(saved(tmp_path, Itmes=[["Id"]], Items=whole("Items", ["Id"])))
    assert (problem.key, problem.sheet, problem.cell) == ("sheet-unknown", "Itmes", "")
    assert "Settings, Items, Contents" in messages.sentence(problem)


def test_two_sheets_of_one_table_are_a_problem(tmp_path: Path) -> None:
    header = ["Offer", "From month"]
    path = saved(tmp_path, Lead_times=whole("Lead times", header), Leadtimes=[header, ["o", "2027-01"]])
    assert places(path) == [("sheet-twice", "Leadtimes", "")]


def test_every_problem_of_the_headers_is_told(tmp_path: Path) -> None:
    lines = [["Month", "Quantiy", "Quantity", "Quantity (unit)", "#N/A"]]
    assert places(saved(tmp_path, Targets=lines)) == [
        ("header-unknown", "Targets", "B1"),
        ("header-twice", "Targets", "D1"),
        ("cell-error", "Targets", "E1"),
        ("header-missing", "Targets", "A1"),
    ]


def test_every_missing_column_is_told_by_its_header_but_that_of_notes(tmp_path: Path) -> None:
    lines = [["Id", "Source", "Item", "Currency"], ["o", "IREL", "magnet", "INR"]]
    found = problems(saved(tmp_path, Offers=lines, Scenarios=[["Id"]]))
    named = {"Id", "Source", "Item", "Currency"}
    missing = [field.header for field in TABLE_OF[Offer].fields if field.header not in named]
    assert [(problem.key, problem.sheet, problem.values["column"]) for problem in found] == [
        *(("header-missing", "Offers", header) for header in missing),
        ("header-missing", "Scenarios", "Name"),
    ]
    assert messages.sentence(found[0]) == (
        "Sheet Offers, cell A1: The column 'Price (currency/unit)' is missing. Add it; where nothing holds, "
        "its cells may be empty."
    )


def test_columns_that_workbooks_of_the_first_version_lack_are_as_by_default(tmp_path: Path) -> None:
    headers = ["Id", "Name", "Colour", "Licence days", "Goals"]
    read = tables_in.read(saved(tmp_path, Mixes=[headers, ["m", "Mix", "#000000", "P90", "cost"]]))
    assert read.problems == ()
    assert read.records == {"mixes": (Mix(id="m", name="Mix", colour="#000000", licence_days="P90", goals=("cost",)),)}
    for table, fields in tables_in._CAME_LATER.items():
        assert all(name in TABLE[table].field for name in fields)


def test_a_sheet_without_headers_is_told_and_its_table_not_read(tmp_path: Path) -> None:
    path = saved(tmp_path, Targets=[])
    assert places(path) == [("sheet-empty", "Targets", "")]
    assert tables_in.read(path).records == {}


def test_what_cannot_be_read_is_no_default_and_told_once(tmp_path: Path) -> None:
    lines = whole("Targets", ["Item", "Month", "Quantity"], ["motor", "2027-01", "many"], ["motor", "2027-02", 5])
    read = tables_in.read(saved(tmp_path, Targets=lines))
    project = Project.of(tiny_project().content() | read.records)
    (found,) = checks.errors(project)
    assert (found.key, found.row, found.field) == ("field-wrong-kind", 1, "quantity")
    assert read.placed(found) is None


def test_problems_of_a_project_are_placed_in_the_workbook(tmp_path: Path) -> None:
    lines = whole("Offers", ["Source", "Id", "Item"], [], ["nobody", "o", "magnet"])
    items: Lines = [[None], ["Id"], ["magnet"]]
    read = tables_in.read(saved(tmp_path, Offers=lines, Items=items))
    dangling = Problem("dangling", table="offers", row=1, field="source", record="o")
    assert read.placed(dangling) == attrs.evolve(dangling, sheet="Offers", cell="A3")
    assert read.placed(Problem("x", table="offers", row=1, field="note")) == Problem(
        "x", table="offers", row=1, field="note", sheet="Offers", cell="A3"
    )
    elsewhere = Problem("dangling", table="targets", row=7, field="item")
    assert read.placed(elsewhere) == elsewhere
    assert read.placed(Problem("field-empty", table="items", row=1, field="kind")) is None


def test_references_to_names_that_cannot_be_read_are_not_told(tmp_path: Path) -> None:
    items = whole("Items", ["Id"], ["#N/A"], ["magnet"])
    read = tables_in.read(saved(tmp_path, Items=items))
    assert read.placed(Problem("dangling", table="offers", row=1, field="item")) is None
    assert read.placed(Problem("dangling", table="offers", row=1, field="source")) is not None
    assert read.placed(Problem("record-doubled", table="items", row=1, field="id")) is None


def test_doubled_records_are_not_told_where_a_part_of_their_name_is_missing(tmp_path: Path) -> None:
    lines: Lines = [["Month", "Quantity"], ["2027-01", 1], ["2027-01", 2]]
    read = tables_in.read(saved(tmp_path, Targets=lines))
    assert read.placed(Problem("record-doubled", table="targets", row=2, field="month")) is None


def test_an_entry_beside_the_columns_is_told_once_for_each_column(tmp_path: Path) -> None:
    lines: Lines = [["Id", "Name"], ["a", None, None, "x"], ["b", None, None, "y"], ["c", " ", None, None, 0]]
    path = saved(tmp_path, Scenarios=lines)
    assert places(path) == [("header-none", "Scenarios", "D2"), ("header-none", "Scenarios", "E4")]


def test_every_entry_that_cannot_be_read_is_told_with_its_cell(tmp_path: Path) -> None:
    lines: Lines = [
        ["Item", "Month", "Quantity"],
        ["motor", dt.date(2027, 1, 2), "many"],
        ["motor", "2027-13", "=1+1"],
        ["motor", "2027-01", "#DIV/0!"],
        ["motor", "2027-01", True],
    ]
    items = whole("Items", ["Id", "Kind", "Months late allowed"], ["a", "toy", 1.5])
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
    sheet.title = "Scenarios"
    sheet["A1"], sheet["A1001"], sheet["A2002"], sheet["A1048576"] = "Id", "near", "far", "farthest"
    sheet["B1"] = "Name"
    book.save(tmp_path / "far.xlsx")
    assert places(tmp_path / "far.xlsx") == [
        ("cell-far", "Scenarios", "A2002"),
        ("cell-far", "Scenarios", "A1048576"),
    ]


def test_the_settings_have_exactly_one_row(tmp_path: Path) -> None:
    header = ["Name", "First month", "Plan date"]
    row = ["Tiny", "2027-01", "01-06-2026"]
    settings = Settings(name="Tiny", first_month=Month.of(2027, 1), plan_date=dt.date(2026, 6, 1))
    assert records(saved(tmp_path, Settings=whole("Settings", header, row))) == {"settings": (settings,)}
    path = saved(tmp_path, Settings=whole("Settings", header, row, row))
    assert places(path) == [("settings-twice", "Settings", "A3")]
    path = saved(tmp_path, Settings=whole("Settings", header))
    assert places(path) == [("settings-missing", "Settings", "")]
    assert tables_in.read(path).placed(Problem("settings-rows", table="settings")) is None


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
    found = records(path)
    assert "evidence" not in found
    offers = tiny_project().all(Offer)
    assert found["offers"] == (attrs.evolve(offers[0], price=5250.0), *offers[1:])
    assert found["targets"] == (Target(item="motor", month=Month.of(2027, 1), quantity=50.0),)
