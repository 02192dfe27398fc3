import datetime as dt

import pytest

from desktop.model.months import Month
from desktop.store.sheets import Block, Cell, Column, Formula, cell, letters, reach, top, total, worth

COLUMNS = (Column("Item"), Column("Cost (INR)", "inr"))


def test_the_first_values_stand_below_title_subtitle_gap_and_header() -> None:
    assert top([Block(COLUMNS, (("a", 1.0),))], 0) == 5


def test_a_heading_moves_the_values_one_row_down() -> None:
    assert top([Block(COLUMNS, (("a", 1.0),), heading="Cost")], 0) == 6


def test_the_next_block_comes_after_totals_and_an_empty_row() -> None:
    first = Block(COLUMNS, (("a", 1.0), ("b", 2.0)), totals=("Total", 3.0))
    second = Block(COLUMNS, (("c", 4.0),), heading="More")
    # Header in row 4, values in 5 and 6, totals in 7, row 8 is empty.
    assert top([first]) == 9
    assert top([first, second], 1) == 11


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")])
def test_columns_are_named_as_spreadsheets_do(column: int, name: str) -> None:
    assert letters(column) == name


def test_a_reference_names_the_sheet_only_where_it_is_another() -> None:
    assert cell(2, 7) == "C7"
    assert cell(2, 7, "Orders") == "'Orders'!C7"
    assert reach(1, 5, 9) == "$B$5:$B$9"
    assert reach(1, 5, 9, "Dhatu's") == "'Dhatu''s'!$B$5:$B$9"


def test_a_total_is_a_live_sum_with_its_value() -> None:
    assert total(1, 5, [1.5, Formula("=A1", 2.0), None, "none"]) == Formula("=SUM($B$5:$B$8)", 3.5)


def test_a_total_of_nothing_is_zero_and_refers_to_no_cell() -> None:
    assert total(1, 5, []) == 0.0


def test_only_numbers_count_in_a_sum() -> None:
    entries: list[Cell] = [
        2,
        0.5,
        Formula("=1", 1.0),
        Formula('="OK"', "OK"),
        "3",
        None,
        Month.of(2027, 1),
        dt.date(2027, 1, 1),
    ]
    assert [worth(entry) for entry in entries] == [2.0, 0.5, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0]
