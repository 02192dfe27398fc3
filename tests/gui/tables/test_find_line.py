"""Keys lead from the search to what was found, and end it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.gui.tables.find_line import FindLine


def test_return_and_down_leave_the_search_as_it_is_and_escape_ends_it(qtbot: QtBot) -> None:
    line = FindLine()
    qtbot.addWidget(line)
    for key, left in ((Qt.Key.Key_Return, "dy"), (Qt.Key.Key_Down, "dy"), (Qt.Key.Key_Escape, "")):
        line.setText("")
        QTest.keyClicks(line, "dy")
        with qtbot.waitSignal(line.left):
            QTest.keyClick(line, key)
        assert line.text() == left
