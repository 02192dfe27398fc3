"""Blocks of cells: as spreadsheets take them and give them."""

import pytest

from desktop.gui.tables import blocks
from desktop.gui.tables.record_model import RecordModel
from desktop.model.edits import AddRecords, SetFields, Several
from desktop.model.records import TABLE, Source
from tests.gui.tables import tiny_hub


def _model(table: str) -> RecordModel:
    return RecordModel(tiny_hub(), TABLE[table])


def test_a_block_of_awkward_texts_comes_back_as_it_was() -> None:
    block = [["a\tb", 'say "no"', ""], ["two\nlines", "₹ 5,000", "<b>x</b>"]]
    assert blocks.from_tsv(blocks.to_tsv(block)) == block


@pytest.mark.parametrize("text", ["1\t2\r\n3\t4\r\n", "1\t2\n3\t4", "1\t2\n3\t4\n"])
def test_line_ends_of_every_system_part_the_rows(text: str) -> None:
    assert blocks.from_tsv(text) == [["1", "2"], ["3", "4"]]


def test_html_shows_cells_as_text() -> None:
    assert blocks.to_html([["<b>x</b>", "R&D"]]) == (
        "<table><tr><td>&lt;b&gt;x&lt;/b&gt;</td><td>R&amp;D</td></tr></table>"
    )


def test_a_block_sets_the_rows_there_are_and_adds_the_rest_in_one_edit() -> None:
    made = blocks.paste(_model("sources"), [["JL", "JL Magnets"], ["LYN", "Lynas"]], 1, 0)
    assert made == blocks.Pasting(
        Several(
            (
                SetFields("sources", {2: {"id": "JL", "name": "JL Magnets"}}),
                AddRecords("sources", (Source(id="LYN", name="Lynas"),)),
            ),
            "edit-paste",
        )
    )


def test_a_block_with_one_bad_cell_makes_no_edit_and_says_where_it_is() -> None:
    model = _model("offers")
    price = [field.name for field in model.fields].index("price")
    made = blocks.paste(model, [["5,100"], ["dear"]], 0, price)
    assert made.edit is None
    assert made.refused == ("Row 2, Price: 'dear' is not a number. Enter digits, such as 1,23,456.78.",)


def test_a_block_wider_than_the_table_is_refused() -> None:
    model = _model("targets")
    made = blocks.paste(model, [["1", "2"]], 0, len(model.fields) - 1)
    assert made == blocks.Pasting(
        None, ("Row 1 reaches beyond the last of the 3 columns. Choose a cell further left.",)
    )


def test_the_settings_take_no_second_row() -> None:
    made = blocks.paste(_model("settings"), [["One"], ["Two"]], 0, 0)
    assert made == blocks.Pasting(None, ("Row 2 reaches beyond the last row, and this table takes no more rows.",))


def test_cleared_cells_are_empty_or_have_their_default() -> None:
    model = _model("offers")
    names = [field.name for field in model.fields]
    spots = [(0, names.index("capacity")), (0, names.index("usable_yield"))]
    assert blocks.cleared(model, spots) == SetFields(
        "offers", {1: {"capacity": None, "usable_yield": 1.0}}, "edit-clear"
    )
