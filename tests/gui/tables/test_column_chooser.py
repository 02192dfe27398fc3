"""The list of columns stays open while they are ticked."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.gui.tables.column_chooser import ColumnChooser
from tests.gui.tables import shown_grid, tiny_hub


def test_columns_come_and_go_as_they_are_ticked_and_the_last_one_stays(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot, tiny_hub(), "targets")
    chooser = ColumnChooser(grid)
    chooser.open_at(QPoint())
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(chooser.list, key)
    assert (grid.columns_shown(), chooser.isVisible()) == ([2], True)
    assert chooser.list.item(2).checkState() is Qt.CheckState.Checked
    QTest.mouseClick(chooser.every, Qt.MouseButton.LeftButton)
    assert (grid.columns_shown(), chooser.every.isEnabled()) == ([0, 1, 2], False)
    QTest.keyClick(chooser.list, Qt.Key.Key_Return)
