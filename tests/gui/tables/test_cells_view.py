"""Selection and keys, as in a spreadsheet."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.gui.hub import Hub
from desktop.gui.tables.grid import Grid
from tests.gui.tables import select, shown_grid, tiny_hub


@pytest.fixture
def hub() -> Hub:
    return tiny_hub()


@pytest.fixture
def grid(qtbot: QtBot, hub: Hub) -> Grid:
    return shown_grid(qtbot, hub, "targets")


def test_space_selects_whole_columns_and_rows(grid: Grid) -> None:
    select(grid, 1, 1, 2, 1)
    QTest.keyClick(grid, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert grid.selected_rows() == [1, 2]
    assert len(grid.spots()) == 6
    select(grid, 1, 1, 1, 2)
    QTest.keyClick(grid, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert len(grid.spots()) == 12
