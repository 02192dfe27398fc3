"""Editing in place is begun only where it can be: Qt warns of what is asked for in vain, which fails a test."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableWidget, QTableWidgetItem
from pytestqt.qtbot import QtBot

from desktop.gui.mix_cards import MixCards
from desktop.gui.mix_figures import MixCard
from desktop.gui.scenarios.matrix import MatrixView
from desktop.gui.scenarios.matrix_model import Cell, Matrix
from desktop.gui.tables.editing import EnteringDelegate, edit_current


@pytest.fixture
def table(qtbot: QtBot) -> QTableWidget:
    """One row: a cell that can be edited, and one that cannot."""
    made = QTableWidget(1, 2)
    qtbot.addWidget(made)
    fixed = QTableWidgetItem("fixed")
    fixed.setFlags(Qt.ItemFlag.ItemIsEnabled)
    made.setItem(0, 0, QTableWidgetItem("free"))
    made.setItem(0, 1, fixed)
    made.show()
    return made


def _shown(*scenarios: str) -> Matrix:
    names = tuple((each, each) for each in scenarios)
    return Matrix(names, (("a", "A", "#0072B2"),), tuple((Cell(),) for _ in names))


def test_a_cell_that_can_be_edited_is(table: QTableWidget) -> None:
    table.setCurrentCell(0, 0)
    assert edit_current(table)
    assert [editor.text() for editor in table.findChildren(QLineEdit)] == ["free"]


def test_what_is_being_edited_already_stays_as_it_is(table: QTableWidget) -> None:
    table.setCurrentCell(0, 0)
    edit_current(table)
    assert not edit_current(table)
    assert len(table.findChildren(QLineEdit)) == 1


def test_nothing_is_edited_where_nothing_can_be(table: QTableWidget) -> None:
    table.setCurrentCell(-1, -1)
    assert not edit_current(table)
    table.setCurrentCell(0, 1)
    assert not edit_current(table)


def test_without_any_card_no_name_is_edited(qtbot: QtBot) -> None:
    cards = MixCards()
    qtbot.addWidget(cards)
    cards.rename()
    assert cards.findChild(QLineEdit) is None


def test_the_name_of_a_scenario_that_went_away_meanwhile_is_not_edited(qtbot: QtBot) -> None:
    view = MatrixView(lambda *_: True)
    qtbot.addWidget(view)
    view.show()
    view.show_matrix(_shown("", "base", "bad"))
    view.setCurrentIndex(view.matrix.index(0, 0))
    view.scenario_chosen.connect(lambda _: view.show_matrix(_shown("", "base")))
    view.edit_name("bad")
    assert view.findChild(QLineEdit) is None
    view.scenario_chosen.disconnect()
    view.edit_name("base")
    assert view.findChild(QLineEdit) is not None


@pytest.mark.parametrize("then", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape])
def test_another_key_in_the_same_moment_as_return_finds_the_editor_closed(table: QTableWidget, then: Qt.Key) -> None:
    table.setItemDelegate(EnteringDelegate(table))
    table.setCurrentCell(0, 0)
    edit_current(table)
    editor = table.findChildren(QLineEdit)[0]
    QTest.keyClicks(editor, "other")
    QTest.keyPress(editor, Qt.Key.Key_Return)
    QTest.keyPress(editor, then)
    assert [item.text() for item in table.findItems("*", Qt.MatchFlag.MatchWildcard)] == ["other", "fixed"]
    assert not editor.isVisible()
    QApplication.sendPostedEvents()


def test_cards_that_are_replaced_in_the_same_moment_as_a_name_is_entered_take_it(qtbot: QtBot) -> None:
    cards, told = MixCards(), list[tuple[str, str]]()
    qtbot.addWidget(cards)
    cards.show()
    cards.show_cards([MixCard("a", "A", "#0072B2"), MixCard("b", "B", "#0072B2")], "b")
    cards.renamed.connect(lambda mix, name: told.append((mix, name)))
    cards.rename()
    editor = cards.findChildren(QLineEdit)[0]
    QTest.keyClicks(editor, "Other")
    QTest.keyPress(editor, Qt.Key.Key_Return)
    cards.show_cards([MixCard("a", "A", "#0072B2")], "a")
    QApplication.sendPostedEvents()
    assert told == [("b", "Other")]


def test_scenarios_that_are_replaced_in_the_same_moment_as_a_name_is_entered_take_it(qtbot: QtBot) -> None:
    told = list[tuple[str, str]]()

    def rename(scenario: str, name: str) -> bool:
        told.append((scenario, name))
        return True

    view = MatrixView(rename)
    qtbot.addWidget(view)
    view.show()
    view.show_matrix(_shown("", "base", "bad"))
    view.edit_name("bad")
    editor = view.findChildren(QLineEdit)[0]
    QTest.keyClicks(editor, "other")
    QTest.keyPress(editor, Qt.Key.Key_Return)
    view.show_matrix(_shown("", "base"))
    QApplication.sendPostedEvents()
    assert told == [("bad", "other")]
