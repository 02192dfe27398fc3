"""Copying, cutting, pasting, clearing and filling cells: each act one step of undo."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.hub import Hub
from desktop.gui.tables.blocks import Making
from desktop.gui.tables.grid import Grid
from desktop.model.edits import SetFields
from desktop.model.records import Target
from desktop.session.reading import Decimals
from tests.gui.tables import alerts_of, clip, column, line_of, press, select, shown_grid, texts, tiny_hub
from tests.tiny import MONTHS, tiny_rows


@pytest.fixture
def hub() -> Hub:
    return tiny_hub()


@pytest.fixture
def grid(qtbot: QtBot, hub: Hub) -> Grid:
    return shown_grid(qtbot, hub, "targets")


def test_a_copied_block_is_text_for_editors_and_a_table_for_spreadsheets(grid: Grid) -> None:
    select(grid, 0, 1, 1, 2)
    grid.cells.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "2027-01\t50\n2027-02\t50\n"
    assert data.html() == ("<table><tr><td>2027-01</td><td>50</td></tr><tr><td>2027-02</td><td>50</td></tr></table>")


def test_a_pasted_block_extends_the_rows_in_one_step_that_undo_takes_back(grid: Grid, hub: Hub) -> None:
    before = hub.project
    select(grid, 5, 0, 5, 0)
    clip("motor\t2027-06\t70\r\nmotor\tJul 2027\t1,200\r\n")
    grid.cells.paste()
    assert texts(grid, "quantity") == ["50", "50", "50", "50", "50", "70", "1,200"]
    assert grid.records.index(6, 1).data() == "Jul 2027"
    numbers, count = grid.selected_numbers()
    assert (sorted(numbers), count) == ([70.0, 1200.0], 6)
    names = [hub.desk.undo_name]
    hub.undo()
    assert hub.project is before
    assert [*names, hub.desk.undo_name] == ["edit-paste", None]
    assert texts(grid, "quantity") == ["50"] * 6


def test_a_block_pasted_as_new_rows_leaves_the_others_alone(grid: Grid, hub: Hub) -> None:
    select(grid, 2, 2, 2, 2)
    clip("motor\tJul 2027\t70\nmotor\tAug 2027\t80")
    grid.cells.paste_rows()
    assert texts(grid, "quantity") == ["50"] * 6 + ["70", "80"]
    assert grid.selected_rows() == [6, 7]
    hub.undo()
    assert texts(grid, "quantity") == ["50"] * 6


def test_of_a_block_with_bad_cells_nothing_or_the_rest_is_taken_as_the_user_says(grid: Grid, hub: Hub) -> None:
    before = hub.project
    select(grid, 4, 1, 4, 1)
    clip("soon\t70\n2027-06\tmany\n2027-07\t80")
    asked: list[Making] = []

    def nothing(_: QWidget, read: Making, __: Callable[[Decimals], Making]) -> None:
        asked.append(read)

    grid.cells.ask = nothing
    grid.cells.paste()
    assert hub.project is before
    assert [refusal.place for refusal in asked[0].refused] == ["Row 5, Month", "Row 6, Quantity"]
    grid.cells.ask = lambda _, read, __: read
    grid.cells.paste()
    assert texts(grid, "quantity") == ["50", "50", "50", "50", "70", "50", "80"]
    hub.undo()
    assert hub.project is before


def test_one_pasted_value_fills_the_selection(grid: Grid, hub: Hub) -> None:
    select(grid, 1, 2, 3, 2)
    clip("65\n")
    grid.cells.paste()
    assert texts(grid, "quantity") == ["50", "65", "65", "65", "50", "50"]
    hub.undo()
    assert texts(grid, "quantity") == ["50"] * 6


def test_fill_down_repeats_the_uppermost_cell_of_each_column(qtbot: QtBot) -> None:
    hub = tiny_hub(targets=[Target(item="motor", month=MONTHS[n], quantity=10.0 * (n + 1)) for n in range(4)])
    grid = shown_grid(qtbot, hub, "targets")
    select(grid, 1, 2, 3, 2)
    grid.cells.fill_down()
    assert texts(grid, "quantity") == ["10", "20", "20", "20"]
    hub.undo()
    assert texts(grid, "quantity") == ["10", "20", "30", "40"]


def test_the_delete_key_empties_cells_and_keeps_their_rows(grid: Grid) -> None:
    select(grid, 0, 2, 1, 2)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert texts(grid, "quantity") == ["0", "0", "50", "50", "50", "50"]


def test_markup_is_shown_as_it_was_typed(qtbot: QtBot) -> None:
    hub = tiny_hub(sources=tiny_rows("sources", "JL", name="<b>x</b>"))
    grid = shown_grid(qtbot, hub, "sources")
    assert texts(grid, "name") == ["IREL", "<b>x</b>"]
    select(grid, 1, 1, 1, 1)
    grid.cells.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "<b>x</b>\n"
    assert data.html() == "<table><tr><td>&lt;b&gt;x&lt;/b&gt;</td></tr></table>"


def test_a_cut_block_is_copied_and_emptied_in_one_step(grid: Grid, hub: Hub) -> None:
    select(grid, 0, 2, 1, 2)
    grid.cells.cut()
    assert QGuiApplication.clipboard().text() == "50\n50\n"
    assert texts(grid, "quantity")[:3] == ["0", "0", "50"]
    assert hub.undo_words == "cut (Targets)"


def test_fill_right_repeats_the_first_cell_of_each_row_as_it_is_typed(qtbot: QtBot, hub: Hub) -> None:
    grid = shown_grid(qtbot, hub, "sources")
    select(grid, 0, 0, 1, 1)
    grid.cells.fill_right()
    assert texts(grid, "name") == ["IREL", "JL"]
    assert hub.undo_words == "fill right (Sources)"


def test_the_current_cell_fills_the_selection(grid: Grid, hub: Hub) -> None:
    grid.records.setData(grid.records.index(3, 2), "75")
    grid.setCurrentIndex(grid.records.index(3, 2))
    grid.selectionModel().select(
        QItemSelection(grid.records.index(2, 2), grid.records.index(4, 2)), QItemSelectionModel.SelectionFlag.Select
    )
    grid.cells.fill_all()
    assert texts(grid, "quantity") == ["50", "50", "75", "75", "75", "50"]
    hub.undo()
    assert texts(grid, "quantity") == ["50", "50", "50", "75", "50", "50"]


def test_control_and_return_in_an_editor_fill_the_selection_in_one_step(grid: Grid, hub: Hub) -> None:
    before = hub.project
    select(grid, 1, 2, 3, 2)
    grid.edit(grid.currentIndex())
    QTest.keyClicks(line_of(grid), "65")
    QTest.keyClick(line_of(grid), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert texts(grid, "quantity") == ["50", "65", "65", "65", "50", "50"]
    hub.undo()
    assert hub.project is before


def test_return_goes_down_tab_goes_on_and_control_goes_to_the_end_of_the_filled(qtbot: QtBot) -> None:
    hub = tiny_hub(targets=[Target(item="motor" if n != 3 else "", month=MONTHS[n % 6]) for n in range(8)])
    grid = shown_grid(qtbot, hub, "targets")
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    grid.setCurrentIndex(grid.records.index(0, 0))
    assert press(grid, Qt.Key.Key_Return) == (1, 0)
    assert press(grid, Qt.Key.Key_Return, shift) == (0, 0)
    assert press(grid, Qt.Key.Key_Tab) == (0, 1)
    assert press(grid, Qt.Key.Key_Left) == (0, 0)
    assert [press(grid, Qt.Key.Key_Down, control) for _ in range(3)] == [(2, 0), (4, 0), (7, 0)]
    assert press(grid, Qt.Key.Key_Up, control | shift) == (4, 0)
    assert grid.spots() == [(4, 0), (5, 0), (6, 0), (7, 0)]
    assert press(grid, Qt.Key.Key_Right, control) == (4, 2)


def test_what_is_copied_follows_the_columns_on_the_screen_without_hidden_ones(grid: Grid) -> None:
    grid.columns.moveSection(2, 0)
    grid.show_column(0, shown=False)
    select(grid, 0, 0, 1, 2)
    grid.cells.copy()
    assert QGuiApplication.clipboard().text() == "50\t2027-01\n50\t2027-02\n"
    select(grid, 4, 2, 4, 2)
    clip("7\t2027-08\n8\t2027-09\n")
    grid.cells.paste()
    assert (texts(grid, "quantity")[4:], texts(grid, "month")[4:]) == (["7", "8"], ["Aug 2027", "Sep 2027"])


def test_too_many_cells_are_not_pasted(grid: Grid, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.gui.tables.sheet_acts._MOST_CELLS", 3)
    heard = alerts_of(hub)
    clip("1\t2\n3\t4")
    grid.cells.paste()
    assert (len(heard), hub.desk.undo_name) == (1, None)


def test_many_cells_are_read_in_the_background_and_are_one_step(
    grid: Grid, hub: Hub, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.gui.tables.sheet_acts._AT_ONCE", 3)
    select(grid, 1, 2, 1, 2)
    clip("1\n2\n3\n4\n")
    grid.cells.paste()
    assert texts(grid, "quantity") == ["50"] * 6
    qtbot.waitUntil(lambda: hub.desk.undo_name == "edit-paste")
    assert (texts(grid, "quantity"), len(grid.spots())) == (["50", "1", "2", "3", "4", "50"], 4)
    hub.undo()
    assert (texts(grid, "quantity"), hub.desk.undo_name) == (["50"] * 6, None)


def test_what_is_changed_while_cells_are_read_stays_and_they_are_not_entered(
    grid: Grid, hub: Hub, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.gui.tables.sheet_acts._AT_ONCE", 3)
    heard = alerts_of(hub)
    select(grid, 1, 2, 1, 2)
    clip("1\n2\n3\n4\n")
    grid.cells.paste()
    hub.apply(SetFields("targets", {grid.records.row_numbers()[0]: {"quantity": 9.0}}))
    qtbot.waitUntil(lambda: bool(heard))
    assert texts(grid, "quantity") == ["9", "50", "50", "50", "50", "50"]


@pytest.mark.parametrize(
    ("selection", "block", "pasted"),
    [
        ((0, 2, 3, 2), "1\n2", ["1", "2", "1", "2", "50", "50"]),
        ((0, 2, 2, 2), "1\n2", ["1", "2", "50", "50", "50", "50"]),
        ((1, 1, 4, 2), "2027-01\t7", ["50", "7", "7", "7", "7", "50"]),
        ((1, 1, 2, 1), "2027-01\t7", ["50", "7", "7", "50", "50", "50"]),
    ],
    ids=["twice as high", "no multiple", "one line on four", "one line on two cells of its first column"],
)
def test_a_block_is_repeated_over_a_selection_that_is_a_multiple_of_it(
    grid: Grid, hub: Hub, selection: tuple[int, int, int, int], block: str, pasted: list[str]
) -> None:
    select(grid, *selection)
    clip(block)
    grid.cells.paste()
    assert texts(grid, "quantity") == pasted
    hub.undo()
    assert hub.desk.undo_name is None


def test_a_block_is_repeated_to_the_right_too(qtbot: QtBot, hub: Hub) -> None:
    offers = shown_grid(qtbot, hub, "offers")
    first = column(offers, "freight")
    select(offers, 0, first, 1, first + 3)
    clip("1\t2")
    offers.cells.paste()
    assert [offers.records.text(1, first + at) for at in range(4)] == ["1", "2", "1", "2"]
