"""The grid under the hands of a user: copying, pasting, filling, rows that come and go, sorting, going to a cell."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.gui.hub import Hub
from desktop.gui.tables.grid import Grid
from desktop.gui.tables.record_model import Order
from desktop.model.records import Target
from tests.gui.tables import alerts_of, column, shown_grid, texts, tiny_hub
from tests.tiny import MONTHS, tiny_rows


@pytest.fixture
def hub() -> Hub:
    return tiny_hub()


@pytest.fixture
def grid(qtbot: QtBot, hub: Hub) -> Grid:
    return shown_grid(qtbot, hub, "targets")


def _select(grid: Grid, top: int, left: int, bottom: int, right: int) -> None:
    chosen = QItemSelection(grid.records.index(top, left), grid.records.index(bottom, right))
    grid.setCurrentIndex(grid.records.index(top, left))
    grid.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def _clip(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def test_a_copied_block_is_text_for_editors_and_a_table_for_spreadsheets(grid: Grid) -> None:
    _select(grid, 0, 1, 1, 2)
    grid.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "2027-01\t50\n2027-02\t50\n"
    assert data.html() == ("<table><tr><td>2027-01</td><td>50</td></tr><tr><td>2027-02</td><td>50</td></tr></table>")


def test_a_pasted_block_extends_the_rows_in_one_step_that_undo_takes_back(grid: Grid, hub: Hub) -> None:
    before = hub.project
    _select(grid, 5, 0, 5, 0)
    _clip("motor\t2027-06\t70\r\nmotor\tJul 2027\t1,200\r\n")
    grid.paste()
    assert texts(grid, "quantity") == ["50", "50", "50", "50", "50", "70", "1,200"]
    assert grid.records.index(6, 1).data() == "Jul 2027"
    numbers, count = grid.selected_numbers()
    assert (sorted(numbers), count) == ([70.0, 1200.0], 6)
    names = [hub.desk.undo_name]
    hub.undo()
    assert hub.project is before
    assert [*names, hub.desk.undo_name] == ["edit-paste", None]
    assert texts(grid, "quantity") == ["50"] * 6


def test_a_pasted_block_with_bad_cells_changes_nothing_and_names_each(grid: Grid, hub: Hub) -> None:
    heard = alerts_of(hub)
    before = hub.project
    _select(grid, 4, 1, 4, 1)
    _clip("soon\t70\n2027-06\tmany\n2027-07\t80")
    grid.paste()
    assert hub.project is before
    ((said, details),) = heard
    assert said.startswith("Nothing was pasted: 2 of the cells cannot be taken.")
    assert [detail.split(":")[0] for detail in details] == ["Row 5, Month", "Row 6, Quantity"]


def test_one_pasted_value_fills_the_selection(grid: Grid, hub: Hub) -> None:
    _select(grid, 1, 2, 3, 2)
    _clip("65\n")
    grid.paste()
    assert texts(grid, "quantity") == ["50", "65", "65", "65", "50", "50"]
    hub.undo()
    assert texts(grid, "quantity") == ["50"] * 6


def test_fill_down_repeats_the_uppermost_cell_of_each_column(qtbot: QtBot) -> None:
    hub = tiny_hub(targets=[Target(item="motor", month=MONTHS[n], quantity=10.0 * (n + 1)) for n in range(4)])
    grid = shown_grid(qtbot, hub, "targets")
    _select(grid, 1, 2, 3, 2)
    grid.fill_down()
    assert texts(grid, "quantity") == ["10", "20", "20", "20"]
    hub.undo()
    assert texts(grid, "quantity") == ["10", "20", "30", "40"]


def test_the_delete_key_empties_cells_and_keeps_their_rows(grid: Grid) -> None:
    _select(grid, 0, 2, 1, 2)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert texts(grid, "quantity") == ["0", "0", "50", "50", "50", "50"]


def test_deleted_rows_are_those_selected(grid: Grid, hub: Hub) -> None:
    _select(grid, 1, 0, 2, 0)
    grid.delete_rows()
    assert texts(grid, "month") == ["Jan 2027", "Apr 2027", "May 2027", "Jun 2027"]
    hub.undo()
    assert grid.records.rowCount() == 6


def test_an_added_row_is_the_last_and_current(grid: Grid) -> None:
    grid.add_row()
    assert grid.records.rowCount() == 7
    assert grid.currentIndex().row() == 6


def test_a_duplicate_gets_a_short_name_that_is_free(qtbot: QtBot, hub: Hub) -> None:
    grid = shown_grid(qtbot, hub, "sources")
    for _ in range(2):
        _select(grid, 0, 0, 1, 0)
        grid.duplicate_rows()
    assert texts(grid, "id") == ["IREL", "JL", "IREL-2", "JL-2", "IREL-3", "JL-3"]
    assert texts(grid, "name") == ["IREL", "JL Mag"] * 3


def test_the_settings_are_one_row_for_ever(qtbot: QtBot, hub: Hub) -> None:
    grid = shown_grid(qtbot, hub, "settings")
    _select(grid, 0, 0, 0, 0)
    grid.add_row()
    grid.duplicate_rows()
    grid.delete_rows()
    assert grid.records.rowCount() == 1
    assert hub.desk.undo_name is None


def test_a_double_click_on_a_header_sorts_up_then_down_then_not(qtbot: QtBot, hub: Hub) -> None:
    grid = shown_grid(qtbot, hub, "offers")
    at = column(grid, "price")
    header = grid.horizontalHeader()
    seen = []
    for _ in range(3):
        header.sectionDoubleClicked.emit(at)
        seen.append((texts(grid, "price"), header.isSortIndicatorShown()))
    assert seen == [(["40", "5,000"], True), (["5,000", "40"], True), (["5,000", "40"], False)]


def test_a_deletion_in_a_sorted_grid_takes_the_row_that_is_seen(qtbot: QtBot, hub: Hub) -> None:
    grid = shown_grid(qtbot, hub, "offers")
    grid.records.arrange(Order(column=column(grid, "price")))
    _select(grid, 0, 0, 0, 0)
    grid.delete_rows()
    assert texts(grid, "id") == ["IREL-magnet"]


def test_going_to_a_record_that_the_search_hides_ends_the_search(grid: Grid) -> None:
    grid.records.arrange(Order(find="feb"))
    assert texts(grid, "month") == ["Feb 2027"]
    assert grid.go_to(4, "quantity")
    assert grid.records.rowCount() == 6
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (3, 2)
    assert not grid.go_to(99, "quantity")


def test_markup_is_shown_as_it_was_typed(qtbot: QtBot) -> None:
    hub = tiny_hub(sources=tiny_rows("sources", "JL", name="<b>x</b>"))
    grid = shown_grid(qtbot, hub, "sources")
    assert texts(grid, "name") == ["IREL", "<b>x</b>"]
    _select(grid, 1, 1, 1, 1)
    grid.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "<b>x</b>\n"
    assert data.html() == "<table><tr><td>&lt;b&gt;x&lt;/b&gt;</td></tr></table>"
