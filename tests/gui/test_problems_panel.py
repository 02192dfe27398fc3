"""The list of problems: errors first, each in words; a click goes to its cell."""

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.problems_panel import ProblemsPanel
from desktop.model.edits import SetFields
from desktop.model.errors import Problem

NOTE = Problem("entry-number", {"entry": "a"}, table="offers", row=1, field="price", severity="note")
ERROR = Problem("entry-number", {"entry": "<b>x</b>"}, table="offers", row=2, field="price", record="<i>JL</i>")


def _texts(panel: ProblemsPanel) -> list[str]:
    return [panel.lines.index(row).data() for row in range(panel.lines.rowCount())]


def test_errors_come_first_and_alone_have_a_mark(qtbot: QtBot) -> None:
    panel = ProblemsPanel()
    qtbot.addWidget(panel)
    panel.show_problems((NOTE, ERROR))
    marks = [panel.lines.index(row).data(Qt.ItemDataRole.DecorationRole) for row in range(2)]
    assert [mark is None for mark in marks] == [False, True]


def test_markup_in_a_problem_is_shown_as_it_was_typed(qtbot: QtBot) -> None:
    panel = ProblemsPanel()
    qtbot.addWidget(panel)
    panel.show_problems((ERROR,))
    assert _texts(panel)[0] == (
        "Offers, <i>JL</i>, Price (currency/unit): '<b>x</b>' is not a number. Enter digits, such as 1,23,456.78."
    )
    told = panel.lines.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in told
    assert "<i>" not in told


def test_nothing_wrong_is_said_in_words(qtbot: QtBot) -> None:
    panel = ProblemsPanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.show_problems((ERROR,))
    assert panel.list.isVisible()
    panel.show_problems(())
    assert not panel.list.isVisible()


def test_a_click_goes_to_the_cell_that_a_problem_is_about(parts: Parts) -> None:
    parts.hub.apply(SetFields("offers", {2: {"item": "nothing"}}))
    parts.window.go_to("plan")
    parts.window.problems.show()
    panel = parts.window.problems
    at = panel.lines.index(next(row for row, text in enumerate(_texts(panel)) if "nothing" in text))
    panel.list.scrollTo(at)
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=panel.list.visualRect(at).center())
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


def test_of_very_many_only_those_that_are_seen_are_put_in_words(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = ProblemsPanel()
    worded: list[int | None] = []
    qtbot.addWidget(panel)

    def told(problem: Problem) -> str:
        worded.append(problem.row)
        return "wrong"

    monkeypatch.setattr("desktop.gui.problems_panel.sentence", told)
    panel.show_problems([attrs.evolve(ERROR, row=row) for row in range(50_000)])
    panel.list.grab()
    assert panel.lines.rowCount() == 50_000
    assert 0 < len(set(worded)) < 100
    panel.list.scrollToBottom()
    panel.list.grab()
    assert 49_999 in worded
