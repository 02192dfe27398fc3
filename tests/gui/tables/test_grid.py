"""The grid under the hands of a user: sorting, columns in sight, its layout, going to a cell."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.gui.hub import Hub
from desktop.gui.tables.grid import Grid
from desktop.session.arranging import Arrangement, Key
from tests.gui.tables import alerts_of, click, column, line_of, select, shown_grid, texts, tiny_hub


@pytest.fixture
def hub() -> Hub:
    return tiny_hub()


@pytest.fixture
def grid(qtbot: QtBot, hub: Hub) -> Grid:
    return shown_grid(qtbot, hub, "targets")


def test_a_click_on_a_header_sorts_up_then_down_then_not(qtbot: QtBot, hub: Hub) -> None:
    grid = shown_grid(qtbot, hub, "offers")
    seen = []
    for _ in range(3):
        click(grid, "price")
        seen.append(texts(grid, "price"))
    assert seen == [["40", "5,000"], ["5,000", "40"], ["5,000", "40"]]
    assert not grid.selectionModel().hasSelection()


def test_a_click_with_shift_sorts_further_and_with_ctrl_selects(qtbot: QtBot, hub: Hub) -> None:
    grid = shown_grid(qtbot, hub, "sources")
    click(grid, "id")
    click(grid, "name", Qt.KeyboardModifier.ShiftModifier)
    click(grid, "name", Qt.KeyboardModifier.ShiftModifier)
    assert grid.records.arrangement.keys == (Key("id"), Key("name", descending=True))
    click(grid, "name", Qt.KeyboardModifier.ControlModifier)
    assert grid.spots() == [(0, 1), (1, 1)]


def test_a_deletion_in_a_sorted_grid_takes_the_row_that_is_seen(qtbot: QtBot, hub: Hub) -> None:
    grid = shown_grid(qtbot, hub, "offers")
    grid.arrange(Arrangement(keys=(Key("price"),)))
    select(grid, 0, 0, 0, 0)
    grid.rows.delete()
    assert texts(grid, "id") == ["IREL-magnet"]


def test_going_to_a_record_that_the_search_hides_ends_the_search(grid: Grid) -> None:
    grid.arrange(Arrangement(find="feb"))
    assert texts(grid, "month") == ["Feb 2027"]
    assert grid.go_to(4, "quantity")
    assert grid.records.rowCount() == 6
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (3, 2)
    assert not grid.go_to(99, "quantity")


def test_columns_that_stay_in_sight_are_found_where_they_are_seen(qtbot: QtBot, hub: Hub) -> None:
    grid = shown_grid(qtbot, hub, "offers")
    grid.horizontalScrollBar().setValue(600)
    assert grid.visualRect(grid.records.index(0, 0)).left() == 0
    assert grid.indexAt(grid.visualRect(grid.records.index(1, 0)).center()) == grid.records.index(1, 0)
    grid.scrollTo(grid.records.index(0, 1))
    assert grid.visualRect(grid.records.index(0, 1)).left() == grid.columns.covered
    grid.horizontalScrollBar().setValue(600)
    QTest.mouseClick(grid.columns.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
    assert grid.records.arrangement.keys == (Key("id"),)
    grid.grab()
    grid.freeze(0)
    assert grid.visualRect(grid.records.index(0, 0)).left() < 0


def test_the_layout_of_columns_is_remembered_and_can_be_reset(qtbot: QtBot, hub: Hub) -> None:
    grid = shown_grid(qtbot, hub, "offers")
    price, note = column(grid, "price"), column(grid, "co2")
    grid.columns.moveSection(grid.columns.visualIndex(price), 1)
    grid.setColumnWidth(price, 199)
    grid.show_column(note, shown=False)
    grid.freeze(2)
    grid.sort("price")
    again = shown_grid(qtbot, hub, "offers")
    assert again.columns_shown()[:2] == [0, price]
    assert (again.columnWidth(price), again.isColumnHidden(note), again.columns.frozen) == (199, True, 2)
    assert texts(again, "price") == ["40", "5,000"]
    again.reset_layout()
    assert again.columns_shown() == list(range(len(again.records.fields)))
    assert (again.columns.frozen, again.records.arrangement) == (1, Arrangement())
    assert shown_grid(qtbot, hub, "offers").columns_shown() == again.columns_shown()


def test_the_record_of_the_current_cell_is_told_and_kept_when_rows_are_sorted(grid: Grid) -> None:
    told: list[object] = []
    grid.record_chosen.connect(told.append)
    grid.setCurrentIndex(grid.records.index(1, 1))
    grid.arrange(Arrangement(keys=(Key("month", descending=True),)))
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (4, 1)
    assert told[-1] == 2


def _type(grid: Grid, row: int, name: str, text: str) -> None:
    grid.setCurrentIndex(grid.records.index(row, column(grid, name)))
    grid.edit(grid.currentIndex())
    QTest.keyClicks(grid.viewport().focusWidget(), text)


def test_an_entry_that_is_being_typed_is_taken_before_rows_are_shown_in_another_order(grid: Grid) -> None:
    _type(grid, 0, "quantity", "77")
    grid.arrange(Arrangement(find="jan"))
    assert texts(grid, "quantity")[0] == "77"
    assert grid.state() is not Grid.State.EditingState


def test_an_entry_that_is_being_typed_goes_with_the_document_that_it_was_for(grid: Grid, hub: Hub) -> None:
    _type(grid, 0, "quantity", "77")
    hub.adopt(tiny_hub().project)
    assert grid.state() is not Grid.State.EditingState
    assert "77" not in texts(grid, "quantity")


def test_rows_found_in_the_background_wait_until_a_cell_is_typed(
    qtbot: QtBot, grid: Grid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.gui.tables.record_model.AT_ONCE", 0)
    grid.arrange(Arrangement(find="feb"))
    _type(grid, 0, "quantity", "7")
    with qtbot.waitSignal(grid.records._hub.runner.counted):
        pass
    line = line_of(grid)
    QTest.keyClicks(line, "8")
    assert (line.text(), grid.records.rowCount()) == ("78", 6)
    with qtbot.waitSignal(grid.records.rearranged):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert (texts(grid, "month"), grid.records.record(0).quantity) == (["Feb 2027"], 50.0)  # type: ignore[attr-defined]
    grid.arrange(Arrangement())
    assert texts(grid, "quantity")[0] == "78"


def test_an_entry_for_a_row_that_goes_is_told(grid: Grid, hub: Hub) -> None:
    heard = alerts_of(hub)
    grid.rows.add()
    _type(grid, 6, "quantity", "77")
    hub.undo()
    assert [sentence for sentence, _ in heard] == [
        "Nothing was changed. The row in which you were typing is not there any more."
    ]
