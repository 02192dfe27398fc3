"""The compare page under the hands of a user: rows are pinned and made the base, and it is all there next time."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.tables.results import ResultTable
from desktop.model.records import Event, Scenario
from desktop.session import settings
from tests.gui.window import opened
from tests.tiny import tiny_project

CHOSEN = (("least", ""), ("slow", ""), ("slow", "half"))


def _opened_again(qtbot: QtBot, parts: Parts) -> list[str]:
    """The names of the plans that are compared once all are there."""
    parts.window.go_to("compare")
    qtbot.waitUntil(lambda: len(_names(parts.compare.table)) == len(parts.compare.pairs))
    return _names(parts.compare.table)


def _names(table: ResultTable) -> list[str]:
    return [table.results.index(row, 0).data() for row in range(table.results.rowCount())]


def _press(table: ResultTable, row: int, words: str) -> None:
    """Choose from the menu of a row."""
    table.setCurrentIndex(table.results.index(row, 0))
    table.customContextMenuRequested.emit(QPoint(4, 4))
    (menu,) = (menu for menu in table.findChildren(QMenu) if menu.isVisible())
    next(act for act in menu.actions() if act.text() == words).trigger()
    menu.close()


def test_what_is_compared_pinned_and_the_base_is_there_at_the_next_start(qtbot: QtBot) -> None:
    halves = Scenario(id="half", name="Half of it"), Event(scenario="half", kind="demand factor", value=0.5)
    project = tiny_project(scenarios=[halves[0]], events=[halves[1]])
    with opened(project) as parts:
        assert _opened_again(qtbot, parts) == ["Least cost  (base)", "Slow files"]
        parts.compare.picker.chosen.emit(CHOSEN)
        assert len(_opened_again(qtbot, parts)) == 3
        table = parts.compare.table
        _press(table, 2, "Pin at the top")
        assert _names(table)[0].endswith("(pinned)")
        _press(table, 1, "Show differences to this plan")
        qtbot.waitUntil(lambda: [name.endswith("(base)") for name in _names(table)] == [False, True, False])
        _press(table, 0, "Copy table")
        assert "Half of it" in QGuiApplication.clipboard().text()
        before = _names(table)
        settings.store(parts.hub.settings)
    with opened(project) as parts:
        assert _opened_again(qtbot, parts) == before
        _press(parts.compare.table, 0, "Let go")
        assert not any(name.endswith("(pinned)") for name in _names(parts.compare.table))


def test_plans_of_another_project_are_left_out_of_what_was_compared(qtbot: QtBot) -> None:
    settings.store(
        settings.Settings(compared=("least\n", "gone\nlost", "no pair"), pinned=("gone\nlost",), base="lost")
    )
    with opened() as parts:
        assert _opened_again(qtbot, parts) == ["Least cost  (base)"]
