"""The menu of a column: each entry does what it says."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.gui.tables.column_chooser import ColumnChooser
from desktop.gui.tables.column_menu import column_menu, open_filter
from desktop.gui.tables.grid import Grid
from desktop.session.arranging import Arrangement, Containing, Key
from desktop.text.messages import say
from tests.gui.tables import column, shown_grid, texts, tiny_hub


@pytest.fixture
def grid(qtbot: QtBot) -> Grid:
    return shown_grid(qtbot, tiny_hub(), "offers")


def _entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == text)


def _keys(grid: Grid) -> list[Key]:
    return list(grid.records.arrangement.keys)


def _choose(grid: Grid, field: str, key: str) -> None:
    menu = column_menu(grid, column(grid, field), QPoint())
    _entry(menu, say(key)).trigger()
    menu.deleteLater()


def test_a_column_is_sorted_and_sorted_further(grid: Grid) -> None:
    _choose(grid, "price", "column-sort-down")
    _choose(grid, "id", "column-sort-more")
    assert _keys(grid) == [Key("price", descending=True), Key("id")]
    _choose(grid, "source", "column-sort-up")
    assert _keys(grid) == [Key("source")]
    _choose(grid, "source", "column-sort-none")
    assert grid.records.arrangement == Arrangement()


def test_a_filter_is_asked_for_and_taken_off(grid: Grid) -> None:
    panel = open_filter(grid, column(grid, "id"), QPoint())
    panel.kinds.setCurrentIndex(1)
    panel.text.setText("JL")
    panel.apply()
    assert grid.records.arrangement.conditions == (Containing("id", "JL"),)
    assert texts(grid, "id") == ["JL-magnet"]
    _choose(grid, "id", "column-filter-clear")
    assert texts(grid, "id") == ["IREL-magnet", "JL-magnet"]


def test_columns_are_kept_in_sight_hidden_and_shown_again(grid: Grid) -> None:
    item = column(grid, "item")
    _choose(grid, "item", "column-freeze")
    assert grid.columns.frozen == 3
    _choose(grid, "item", "column-hide")
    assert item not in grid.columns_shown()
    _choose(grid, "id", "column-choose")
    chooser = QApplication.activePopupWidget()
    assert isinstance(chooser, ColumnChooser)
    chooser.list.setCurrentRow(item)
    QTest.keyClick(chooser.list, Qt.Key.Key_Space)
    assert item in grid.columns_shown()
    QTest.keyClick(chooser.list, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    _choose(grid, "item", "column-unfreeze")
    assert grid.columns.frozen == 0
    _choose(grid, "item", "column-select")
    assert grid.spots() == [(0, item), (1, item)]
    _choose(grid, "item", "column-reset")
    assert grid.columns.frozen == 1


def test_the_last_column_is_not_hidden(grid: Grid) -> None:
    for at in range(grid.records.columnCount()):
        grid.show_column(at, shown=False)
    assert len(grid.columns_shown()) == 1
