import datetime as dt
import zipfile
from pathlib import Path

import attrs
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop.model.errors import FileFault
from desktop.model.months import Month
from desktop.store.sheets import Block, Cell, Column, Formula, Link, Sheet, cell
from desktop.store.workbook_out import LONGEST, MOST_ROWS, write

JANUARY, FEBRUARY = Month.of(2027, 1), Month.of(2027, 2)
COLUMNS = (
    Column("Month", "month"),
    Column("Landed cost (INR)", "inr"),
    Column("Share (%)", "share"),
    Column("Quantity (kg)", "quantity"),
    Column("Files", "count"),
    Column("Order by", "date"),
    Column("Source"),
)
ROWS: tuple[tuple[Cell, ...], ...] = (
    (JANUARY, 12345678.0, 0.25, 60.0, 1.0, dt.date(2026, 12, 2), "IREL"),
    (FEBRUARY, -5.0, 0.75, 40.5, 2, None, "JL Mag"),
)
TOTALS: tuple[Cell, ...] = ("Total", Formula("=SUM(B5:B6)", 12345673.0), None, None, None, None, None)


def _sheet(*blocks: Block, table: bool = True, printed: int | None = None) -> Sheet:
    return Sheet("Orders", "Orders of the plan", "Least cost", blocks, table=table, printed=printed)


def _written(tmp_path: Path, *sheets: Sheet, computed: bool = False) -> Worksheet:
    path = tmp_path / "plan.xlsx"
    write(path, sheets, title="Tiny")
    page = load_workbook(path, data_only=computed)[sheets[0].name]
    assert isinstance(page, Worksheet)
    return page


def _parts(path: Path, folder: str) -> list[str]:
    with zipfile.ZipFile(path) as book:
        return [book.read(name).decode() for name in book.namelist() if name.startswith(folder)]


def test_values_stand_where_their_block_says(tmp_path: Path) -> None:
    page = _written(tmp_path, _sheet(Block(COLUMNS, ROWS, TOTALS)))
    assert (page["A1"].value, page["A2"].value, page["A3"].value) == ("Orders of the plan", "Least cost", None)
    assert [each.value for each in page[4]] == [column.header for column in COLUMNS]
    assert [each.value for each in page[5]][1:5] == [12345678, 0.25, 60, 1]
    assert str(page["A5"].value) == "2027-01-01 00:00:00"
    assert str(page["F5"].value) == "2026-12-02 00:00:00"
    assert page["F6"].value is None


def test_numbers_are_written_as_their_column_says(tmp_path: Path) -> None:
    page = _written(tmp_path, _sheet(Block(COLUMNS, ROWS, TOTALS)))
    assert [each.number_format for each in page[5]] == [
        "mmm-yy",
        r"[>=9999999.5]##\,##\,##\,##0_);[>=99999.5]##\,##\,##0_);#,##0_)",
        "0.0%_);(0.0%)",
        r"[>=9999999.95]##\,##\,##\,##0.0_);[>=99999.95]##\,##\,##0.0_);#,##0.0_)",
        r"[>=9999999.5]##\,##\,##\,##0_);[>=99999.5]##\,##\,##0_);#,##0_)",
        "dd-mm-yyyy",
        "General",
    ]


def test_large_and_negative_rupees_get_their_grouping_from_conditions(tmp_path: Path) -> None:
    page = _written(tmp_path, _sheet(Block(COLUMNS, ROWS, TOTALS)))
    found, _shares, quantities, counts = page.conditional_formatting
    assert [str(each.sqref) for each in (found, quantities, counts)] == ["B5:B7", "D5:D7", "E5:E7"]
    assert quantities.rules[2].dxf.numFmt.formatCode == r"##\,##\,##\,##0.0_);(##\,##\,##\,##0.0)"
    assert [(rule.operator, float(rule.formula[0]), rule.dxf.numFmt.formatCode) for rule in found.rules] == [
        ("greaterThanOrEqual", 999999999.5, r"##\,##\,##\,##\,##0_)"),
        ("lessThanOrEqual", -999999999.5, r"##\,##\,##\,##\,##0_);(##\,##\,##\,##\,##0)"),
        ("lessThanOrEqual", -9999999.5, r"##\,##\,##\,##0_);(##\,##\,##\,##0)"),
        ("lessThanOrEqual", -99999.5, r"##\,##\,##0_);(##\,##\,##0)"),
        ("lessThanOrEqual", -0.5, "#,##0_);(#,##0)"),
        ("lessThan", 0.0, "0_);0_)"),
    ]
    assert all(rule.stopIfTrue for rule in found.rules)


def test_a_named_block_is_a_table_to_the_spreadsheet_without_its_totals(tmp_path: Path) -> None:
    page = _written(tmp_path, _sheet(attrs.evolve(Block(COLUMNS, ROWS, TOTALS), name="tOrders")))
    (table,) = page.tables.values()
    assert (table.name, table.ref) == ("tOrders", "A4:G6")
    assert [column.name for column in table.tableColumns] == [str(column.header) for column in COLUMNS]
    assert page.auto_filter.ref is None


def test_cells_that_are_entered_take_what_is_on_their_list(tmp_path: Path) -> None:
    columns = (Column("Status", look="input", choices=("Open", "Done")), Column("Base", choices="=$A$5:$A$6"))
    page = _written(tmp_path, _sheet(Block(columns, ((None, "a"), ("Done", "b")))))
    lists = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
    assert lists == {"A5:A6": '"Open,Done"', "B5:B6": "$A$5:$A$6"}
    assert {page[name].fill.fgColor.rgb for name in ("A5", "A6")} == {"FFFFFBE0"}


def test_months_across_print_a_page_for_each_fiscal_year_behind_their_labels(tmp_path: Path) -> None:
    columns = (Column("Item"), *(Column(JANUARY.plus(at), "quantity") for at in range(4)))
    block = Block(columns, (("a", 1.0, 2.0, 3.0, 4.0), ("b", 0.5, 0.5, 0.5, 0.5)), kinds={1: "share"})
    page = _written(tmp_path, attrs.evolve(_sheet(block), pages=(1, 4)))
    assert [each.id for each in page.col_breaks.brk] == [1, 4]
    assert page.print_title_cols == "$A:$A"
    assert str(page["B4"].value) == "2027-01-01 00:00:00"
    assert page["C6"].number_format == "0.0%_);(0.0%)"
    # A row of another kind has conditions of its own.
    assert [str(each.sqref) for each in page.conditional_formatting] == ["B5:E5", "B6:E6"]


def test_a_key_figure_has_a_name(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write(path, [attrs.evolve(_sheet(Block(COLUMNS, ROWS)), names=(("Total_cost", "$B$5"),))])
    assert load_workbook(path).defined_names["Total_cost"].attr_text == "'Orders'!$B$5"


def test_a_sheet_with_more_rows_than_a_workbook_holds_is_refused(tmp_path: Path) -> None:
    block = Block((Column("A"),), ((None,),) * MOST_ROWS)
    with pytest.raises(FileFault) as caught:
        write(tmp_path / "plan.xlsx", [_sheet(block)])
    assert caught.value.key == "sheet-too-long"
    assert [*tmp_path.iterdir()] == []


def test_a_formula_is_live_and_has_its_value(tmp_path: Path) -> None:
    sheet = _sheet(Block(COLUMNS, ROWS, TOTALS))
    assert _written(tmp_path, sheet)["B7"].value == "=SUM(B5:B6)"
    assert _written(tmp_path, sheet, computed=True)["B7"].value == 12345673
    assert _written(tmp_path, sheet)["B7"].font.bold


def test_text_that_looks_like_a_formula_or_a_link_stays_text(tmp_path: Path) -> None:
    names = ("=1+1", "http://example.test", "{=A1}", "+4", "@x")
    page = _written(tmp_path, _sheet(Block((Column("Source"),), tuple((name,) for name in names))))
    assert [page[cell(0, 5 + at)].value for at in range(5)] == list(names)
    assert {page[cell(0, 5 + at)].data_type for at in range(5)} == {"s"}
    assert [page[cell(0, 5 + at)].hyperlink for at in range(5)] == [None] * 5


def test_control_characters_and_halves_of_characters_are_left_out(tmp_path: Path) -> None:
    page = _written(tmp_path, _sheet(Block((Column("A\x07B"),), (("one\x00\x0btwo\nthree\ud800",),))))
    assert page["A4"].value == "AB"
    assert page["A5"].value == "onetwo\nthree"


def test_a_text_of_the_most_characters_fits_and_one_more_is_refused(tmp_path: Path) -> None:
    page = _written(tmp_path, _sheet(Block((Column("Note"),), (("x" * LONGEST,),))))
    assert page["A5"].value == "x" * 32767
    with pytest.raises(FileFault) as caught:
        write(tmp_path / "long.xlsx", [_sheet(Block((Column("Note"),), (("x" * 32768,),)))])
    assert caught.value.key == "cell-too-long"
    assert caught.value.values == {
        "path": str(tmp_path / "long.xlsx"),
        "sheet": "Orders",
        "cell": "A5",
    }
    assert [path.name for path in tmp_path.iterdir()] == ["plan.xlsx"]


def test_a_formula_of_the_most_characters_is_written_and_one_more_is_refused(tmp_path: Path) -> None:
    most = "=" + "1+" * 4095 + "1"
    assert len(most + "0") == 8193
    page = _written(tmp_path, _sheet(Block((Column("Sum", "number"),), ((Formula(most, 4096.0),),))))
    assert page["A5"].value == most
    with pytest.raises(FileFault) as caught:
        write(tmp_path / "long.xlsx", [_sheet(Block((Column("Sum", "number"),), ((Formula(most + "0", 4105.0),),)))])
    assert (caught.value.key, caught.value.values["cell"]) == ("cell-too-long", "A5")


def test_a_number_that_is_none_leaves_its_cell_empty(tmp_path: Path) -> None:
    page = _written(tmp_path, _sheet(Block((Column("Cost (INR)", "inr"),), ((float("nan"),), (float("inf"),)))))
    assert (page["A5"].value, page["A6"].value) == (None, None)


def test_an_empty_text_leaves_its_cell_empty(tmp_path: Path) -> None:
    assert _written(tmp_path, _sheet(Block((Column("Note"),), (("",),))))["A5"].value is None


def test_a_table_keeps_its_header_in_view_and_can_be_filtered_without_its_totals(tmp_path: Path) -> None:
    page = _written(tmp_path, _sheet(Block(COLUMNS, ROWS, TOTALS)))
    assert page.freeze_panes == "B5"
    assert page.auto_filter.ref == "A4:G6"
    assert page.print_title_rows == "$4:$4"


def test_a_sheet_prints_landscape_on_a4_one_page_wide(tmp_path: Path) -> None:
    page = _written(tmp_path, _sheet(Block(COLUMNS, ROWS)))
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    # One page wide is what a file says by saying nothing.
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (None, 0)
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_a_table_without_rows_has_no_filter(tmp_path: Path) -> None:
    page = _written(tmp_path, _sheet(Block(COLUMNS, ())))
    assert page.auto_filter.ref is None
    assert list(page.conditional_formatting) == []


def test_a_sheet_of_several_blocks_keeps_its_title_in_view_and_has_no_filter(tmp_path: Path) -> None:
    block = Block((Column("Item"), Column("Cost (INR)", "inr")), (("a", 1.0),), heading="Cost")
    page = _written(tmp_path, _sheet(block, block, table=False))
    assert (page.freeze_panes, page.auto_filter.ref) == ("A3", None)
    # Heading 4, header 5, value 6, gap 7; again from 8.
    assert [page[f"A{row}"].value for row in (4, 5, 6, 7, 8, 9, 10)] == ["Cost", "Item", "a", None, "Cost", "Item", "a"]


def test_columns_are_as_wide_as_their_words_within_bounds(tmp_path: Path) -> None:
    block = Block(
        (Column("A"), Column("Refundable tax"), Column("Source"), Column("B", "inr")), (("x", "y", "z" * 90, 1.0),)
    )
    page = _written(tmp_path, _sheet(block))
    widths = [page.column_dimensions[name].width for name in "ABCD"]
    # What the file holds is a little more than asked: the cell's padding.
    assert widths == pytest.approx([6.0, 13.0, 46.0, 12.0], abs=0.8)


def test_an_empty_sheet_can_be_written(tmp_path: Path) -> None:
    assert _written(tmp_path, _sheet(table=False))["A1"].value == "Orders of the plan"


SUPPLY = Block(
    (Column("Month", "month"), Column("Domestic (kg)", "quantity"), Column("Needed (kg)", "quantity")),
    ((JANUARY, 10.0, 12.0), (FEBRUARY, 11.0, 12.0)),
)


def test_a_header_of_several_lines_has_the_height_for_them(tmp_path: Path) -> None:
    block = Block((Column("Item"), Column("Share of all rare earths (%)", "share")), (("a", 0.5),))
    # 9 characters wide: "Share", "of all", "rare", "earths", "(%)" in 7 bold ones.
    assert _written(tmp_path, _sheet(block)).row_dimensions[4].height == 66.75


def test_texts_and_first_columns_begin_at_the_left(tmp_path: Path) -> None:
    page = _written(tmp_path, _sheet(Block(COLUMNS, ROWS)))
    assert [(each.alignment.horizontal, each.alignment.indent) for each in (page["A5"], page["B5"], page["G5"])] == [
        ("left", 0),
        ("right", 0),
        ("left", 1),
    ]
    assert [page[f"{name}4"].alignment.horizontal for name in "ABG"] == ["left", "right", "left"]


def test_a_file_that_cannot_be_written_is_said_with_its_path_and_reason(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "plan.xlsx"
    with pytest.raises(FileFault) as caught:
        write(path, [_sheet(SUPPLY)])
    assert caught.value.key == "file-no-folder"
    assert caught.value.values == {"path": str(path)}


def test_a_file_that_cannot_be_replaced_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").mkdir()
    with pytest.raises(FileFault) as caught:
        write(tmp_path / "plan.xlsx", [_sheet(SUPPLY)])
    assert caught.value.key == "file-not-written"
    assert [path.name for path in tmp_path.iterdir()] == ["plan.xlsx"]


def test_a_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_text("old", encoding="utf-8")
    assert _written(tmp_path, _sheet(SUPPLY))["B5"].value == 10
    assert [path.name for path in tmp_path.iterdir()] == ["plan.xlsx"]


def test_columns_that_do_not_print_can_be_folded_away(tmp_path: Path) -> None:
    page = _written(tmp_path, _sheet(Block(COLUMNS, ROWS, TOTALS), printed=5))
    assert page.print_area == "'Orders'!$A$1:$E$7"
    levels = [page.column_dimensions[name].outlineLevel for name in "ABF"]
    assert levels == [0, 0, 1]
    assert not page.column_dimensions["F"].hidden


def test_pages_end_before_the_table_that_would_be_torn(tmp_path: Path) -> None:
    block = Block((Column("Item"), Column("Cost (INR)", "inr")), (("a", 1.0),) * 10, heading="Cost")
    page = _written(tmp_path, _sheet(block, block, block, table=False))
    # 470 points take 31 rows of 15: the third table, rows 30 to 41, does not end on the first page.
    assert [each.id for each in page.row_breaks.brk] == [29]


def test_a_link_leads_to_the_sheet_it_names(tmp_path: Path) -> None:
    other = Sheet("All files", "All", "", (), table=False)
    path = tmp_path / "plan.xlsx"
    write(path, [_sheet(Block((Column("File by"),), ((Link("All of them", "All files"),),))), other])
    found = load_workbook(path)["Orders"]["A5"]
    assert found.value == "All of them"
    assert found.hyperlink is not None
    assert found.hyperlink.location == "'All files'!A1"


def test_a_text_that_is_too_long_for_its_column_goes_on_in_a_second_line(tmp_path: Path) -> None:
    page = _written(tmp_path, _sheet(Block((Column("Check"),), (("word " * 15,), ("word",)))))
    assert (page["A5"].alignment.wrap_text, page["A6"].alignment.wrap_text) == (True, None)
    assert (page.row_dimensions[5].height, page.row_dimensions[6].height) == (28.5, 15.75)
