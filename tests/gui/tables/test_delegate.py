"""Editors in the grid: which one a field gets, and what happens to entries that cannot be read."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.tables.delegate import choices_of
from desktop.gui.tables.grid import Grid
from desktop.model.records import TABLE
from tests.gui.tables import alerts_of, column, shown_grid, texts, tiny_hub
from tests.tiny import tiny_project


def _editor(grid: Grid, row: int, name: str) -> QWidget:
    """The editor of a cell, opened by the key F2."""
    grid.setCurrentIndex(grid.records.index(row, column(grid, name)))
    QTest.keyClick(grid, Qt.Key.Key_F2)
    found = [*grid.viewport().findChildren(QLineEdit), *grid.viewport().findChildren(QComboBox)]
    return next(editor for editor in found if editor.parent() is grid.viewport())


def _hints(grid: Grid) -> list[str]:
    shown = [hint for hint in grid.findChildren(QFrame, "hint") if hint.isVisible()]
    return [label.text() for hint in shown for label in hint.findChildren(QLabel)]


def test_an_unreadable_entry_keeps_its_editor_open_and_says_why(qtbot: QtBot) -> None:
    hub = tiny_hub()
    grid = shown_grid(qtbot, hub, "offers")
    line = _editor(grid, 0, "price")
    QTest.keyClicks(line, "cheap")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.isVisible()
    assert _hints(grid) == ["'cheap' is not a number. Enter digits, such as 1,23,456.78."]
    assert texts(grid, "price") == ["5,000", "40"]
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, "5,250.50")
    assert _hints(grid) == []
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts(grid, "price") == ["5,250.5", "40"])
    assert hub.desk.undo_name == "edit-set"


def test_one_return_enters_a_part_of_a_name_while_choices_are_offered(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot, tiny_hub(), "offers")
    box = _editor(grid, 0, "source")
    assert isinstance(box, QComboBox)
    line, offered = box.lineEdit(), box.completer()
    assert line is not None
    assert offered is not None
    QTest.keyClicks(line, "jl")
    offered.complete()
    popup = offered.popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts(grid, "source")[0] == texts(grid, "source")[1])


def test_escape_leaves_the_old_value(qtbot: QtBot) -> None:
    hub = tiny_hub()
    grid = shown_grid(qtbot, hub, "offers")
    line = _editor(grid, 0, "price")
    QTest.keyClicks(line, "cheap")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not grid.viewport().findChildren(QLineEdit))
    assert texts(grid, "price") == ["5,000", "40"]
    assert hub.desk.undo_name is None
    assert _hints(grid) == []


def test_the_reason_for_a_refusal_at_the_right_edge_is_seen_whole(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot, tiny_hub(), "offers")
    grid.columns.moveSection(column(grid, "price"), grid.records.columnCount() - 1)
    line = _editor(grid, 0, "price")
    QTest.keyClicks(line, "cheap")
    QTest.keyClick(line, Qt.Key.Key_Return)
    hint = next(hint for hint in grid.findChildren(QFrame, "hint") if hint.isVisible())
    assert line.mapTo(grid, line.rect().topLeft()).x() > grid.width() - hint.width()
    assert grid.rect().contains(hint.geometry())


def test_an_unreadable_entry_that_is_left_by_mouse_is_refused_aloud(qtbot: QtBot) -> None:
    hub = tiny_hub()
    heard = alerts_of(hub)
    grid = shown_grid(qtbot, hub, "offers")
    line = _editor(grid, 0, "price")
    QTest.keyClicks(line, "cheap")
    grid.setCurrentIndex(grid.records.index(1, 0))
    assert [said for said, _ in heard] == [
        "Nothing was changed. 'cheap' is not a number. Enter digits, such as 1,23,456.78."
    ]
    assert texts(grid, "price") == ["5,000", "40"]


def test_a_reference_is_chosen_among_the_records_there_are(qtbot: QtBot) -> None:
    hub = tiny_hub()
    grid = shown_grid(qtbot, hub, "offers")
    box = _editor(grid, 0, "source")
    assert isinstance(box, QComboBox)
    assert [box.itemText(at) for at in range(box.count())] == ["IREL", "JL Mag (JL)"]
    box.setCurrentText("JL")
    box.activated.emit(1)
    assert texts(grid, "source") == ["JL", "JL"]


def test_lists_offer_what_a_field_may_hold_and_nothing_where_people_type() -> None:
    fields, project = TABLE["offers"].field, tiny_project()
    assert choices_of(fields["price"], project) is None
    assert choices_of(fields["item"], project) == ["magnet", "motor"]
    assert "DDP" in (choices_of(fields["price_term"], project) or [])
