"""The list of problems: errors first, each in words; a click goes to its cell."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.problems_panel import ProblemsPanel
from desktop.model.edits import SetFields
from desktop.model.errors import Problem

NOTE = Problem("entry-number", {"entry": "a"}, table="offers", row=1, field="price", severity="note")
ERROR = Problem("entry-number", {"entry": "<b>x</b>"}, table="offers", row=2, field="price", record="<i>JL</i>")


def _list(panel: ProblemsPanel) -> QListWidget:
    found = panel.findChild(QListWidget)
    assert isinstance(found, QListWidget)
    return found


def _middle(shown: QListWidget, row: int) -> QPoint:
    return shown.visualItemRect(shown.item(row)).center()


def test_errors_come_first_and_alone_have_a_mark(qtbot: QtBot) -> None:
    panel = ProblemsPanel()
    qtbot.addWidget(panel)
    panel.show_problems((NOTE, ERROR))
    shown = _list(panel)
    assert [shown.item(row).icon().isNull() for row in range(2)] == [False, True]


def test_markup_in_a_problem_is_shown_as_it_was_typed(qtbot: QtBot) -> None:
    panel = ProblemsPanel()
    qtbot.addWidget(panel)
    panel.show_problems((ERROR,))
    item = _list(panel).item(0)
    assert item.text() == (
        "Offers, <i>JL</i>, Price (currency/unit): '<b>x</b>' is not a number. Enter digits, such as 1,23,456.78."
    )
    assert "<b>" not in item.toolTip()
    assert "<i>" not in item.toolTip()


def test_nothing_wrong_is_said_in_words(qtbot: QtBot) -> None:
    panel = ProblemsPanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.show_problems((ERROR,))
    assert _list(panel).isVisible()
    panel.show_problems(())
    assert not _list(panel).isVisible()


def test_a_click_goes_to_the_cell_that_a_problem_is_about(parts: Parts) -> None:
    parts.hub.apply(SetFields("offers", {2: {"item": "nothing"}}))
    parts.window.go_to("plan")
    parts.window.problems.show()
    shown = _list(parts.window.problems)
    at = next(row for row in range(shown.count()) if "nothing" in shown.item(row).text())
    shown.scrollToItem(shown.item(at))
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=_middle(shown, at))
    grid = parts.data.grid
    assert parts.data.isVisible()
    assert grid.table.name == "offers"
    place = grid.currentIndex()
    assert (place.row(), grid.records.fields[place.column()].name) == (1, "item")


def test_the_list_asks_for_a_few_lines_only(parts: Parts) -> None:
    parts.window.resize(1366, 768)
    parts.window.toggle_problems()
    parts.window.grab()
    assert parts.window.problems.height() <= 160
