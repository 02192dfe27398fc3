"""Edits of many cells: what a block makes of the rows there are and of new ones, and what is refused with its place."""

import pytest

from desktop.gui.tables import blocks
from desktop.gui.tables.blocks import Held, Making, Refusal
from desktop.model.edits import AddRecords, Edit, SetFields, Several
from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.records import TABLE, Offer, Source, Target
from desktop.session.clips import Cell
from desktop.session.reading import Decimals
from tests.tiny import tiny_project

PROJECT = tiny_project()


def _held(table: str) -> Held:
    records = PROJECT.tables[table]
    return Held(TABLE[table], list(records), records, grows=table != "settings")


def _column(table: str, field: str) -> int:
    return list(TABLE[table].field).index(field)


def _pasted(table: str, block: list[list[str]], row: int, field: str, decimals: Decimals = "") -> Making:
    cells = [[Cell(text) for text in line] for line in block]
    columns = range(_column(table, field), len(TABLE[table].fields))
    return blocks.paste(_held(table), PROJECT, cells, (row, columns), decimals)


def _cell(table: str, field: str, cell: Cell) -> Value:
    column = _column(table, field)
    made = blocks.paste(_held(table), PROJECT, [[cell]], (0, [column]))
    edit = made.edit
    assert isinstance(edit, Several)
    (only,) = edit.edits
    assert isinstance(only, SetFields)
    return only.cells[1][field]


def test_a_block_sets_the_rows_there_are_and_adds_the_rest_in_one_edit() -> None:
    made = _pasted("sources", [["JL", "JL Magnets"], ["LYN", "Lynas"]], 1, "id")
    assert made == Making(
        Several(
            (
                SetFields("sources", {2: {"id": "JL", "name": "JL Magnets"}}),
                AddRecords("sources", (Source(id="LYN", name="Lynas"),)),
            ),
            "edit-paste",
        )
    )


def test_columns_may_stand_in_any_order() -> None:
    columns = [_column("targets", name) for name in ("quantity", "item", "month")]
    made = blocks.paste(_held("targets"), PROJECT, [[Cell("70"), Cell("motor"), Cell("Jul 2027")]], (6, columns))
    target = Target(item="motor", month=Month.of(2027, 7), quantity=70.0)
    assert made.edit == Several((AddRecords("targets", (target,)),), "edit-paste")


def test_what_is_refused_is_named_and_the_rest_could_be_taken() -> None:
    made = _pasted("offers", [["5,100"], ["dear"], ["12"]], 0, "price")
    assert made.refused == (
        Refusal("Row 2, Price", "'dear' is not a number. Enter digits, such as 1,23,456.78.", "entry-number"),
    )
    rest: Edit = Several(
        (SetFields("offers", {1: {"price": 5100.0}}), AddRecords("offers", (Offer(price=12.0),))), "edit-paste"
    )
    assert (made.edit, made.unclear) == (rest, False)


def test_units_of_pasted_rows_hang_on_what_is_pasted_beside_them() -> None:
    made = _pasted("items", [["store", "", "oxide", "t", "", "500 kg"]], 2, "id")
    assert made.notes == ("'500 kg' was entered as 0.5 t.",)
    (added,) = made.edit.edits if isinstance(made.edit, Several) else ()
    assert isinstance(added, AddRecords)
    assert getattr(added.records[0], "opening_stock", None) == 0.5


@pytest.mark.parametrize(("decimals", "price"), [(",", 1234.56), (".", 1.23456)])
def test_unclear_numbers_are_taken_once_their_decimals_are_known(decimals: Decimals, price: float) -> None:
    assert _pasted("offers", [["1.234,56"]], 0, "price").unclear
    made = _pasted("offers", [["1.234,56"]], 0, "price", decimals)
    assert made == Making(Several((SetFields("offers", {1: {"price": price}}),), "edit-paste"))


def test_a_block_wider_than_the_table_is_refused_where_it_reaches_beyond() -> None:
    made = _pasted("targets", [["1", "2"]], 0, "quantity")
    reason = "It reaches beyond the last column: there is room for 1. Choose a cell further left."
    assert made.refused == (Refusal("Row 1", reason),)
    assert made.edit == Several((SetFields("targets", {1: {"quantity": 1.0}}),), "edit-paste")


def test_the_settings_take_no_second_row() -> None:
    made = _pasted("settings", [["One"], ["Two"]], 0, "name")
    assert made.refused == (Refusal("Row 2", "It reaches beyond the last row, and this table takes no more rows."),)


@pytest.mark.parametrize(
    ("table", "field", "cell", "value"),
    [
        ("offers", "price", Cell("1,235", 1234.5678), 1234.5678),
        ("offers", "price", Cell("(1,235)", -1234.5678), -1234.5678),
        ("offers", "insurance", Cell("50%", 0.5), 50.0),
        ("offers", "capacity", Cell("2 t", 2.0), 2000.0),
        ("targets", "month", Cell("1/2/27", 46419.0), Month.of(2027, 2)),
        ("sources", "note", Cell("007", 7.0), "007"),
    ],
)
def test_the_exact_number_behind_a_figure_or_date_is_taken_and_what_is_shown_of_the_rest(
    table: str, field: str, cell: Cell, value: Value
) -> None:
    assert _cell(table, field, cell) == value


def test_cleared_cells_are_empty_or_have_their_default() -> None:
    spots = [(0, _column("offers", "capacity")), (0, _column("offers", "usable_yield"))]
    assert blocks.cleared(_held("offers"), spots) == SetFields(
        "offers", {1: {"capacity": None, "usable_yield": 1.0}}, "edit-clear"
    )


def test_filled_cells_have_the_value_of_the_first_of_their_column() -> None:
    held, price = _held("offers"), _column("offers", "price")
    assert blocks.filled_down(held, [(0, price), (1, price)]) == SetFields(
        "offers", {1: {"price": 5000.0}, 2: {"price": 5000.0}}, "edit-fill"
    )
