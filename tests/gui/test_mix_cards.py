"""Mixes as cards."""

import attrs
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.gui.mix_cards import MixCards
from desktop.gui.mix_figures import MixCard
from desktop.gui.mix_painting import dot_of

CARDS = [
    MixCard("a", "First", "#0072B2", "100.0 %", "₹9.0 crore", "10.0 %", "All targets on time", "good"),
    MixCard("b", "Second", "#009E73", status="Being planned…"),
    MixCard("c", "Third", "#E69F00", status="Could not be planned", state="bad"),
]


@pytest.fixture
def cards(qtbot: QtBot) -> MixCards:
    """Three cards, the first one chosen."""
    made = MixCards()
    qtbot.addWidget(made)
    made.resize(900, 120)
    made.show_cards(CARDS, "a")
    made.show()
    made.setFocus()
    return made


def _told(cards: MixCards) -> list[tuple[str, ...]]:
    told: list[tuple[str, ...]] = []
    for name in ("chosen", "opened", "dropped", "renamed", "coloured"):
        getattr(cards, name).connect(lambda *values, said=name: told.append((said, *values)))
    return told


def test_arrows_choose_enter_opens_and_delete_asks(cards: MixCards) -> None:
    told = _told(cards)
    QTest.keyClick(cards, Qt.Key.Key_Right)
    QTest.keyClick(cards, Qt.Key.Key_Return)
    QTest.keyClick(cards, Qt.Key.Key_Delete)
    assert told == [("chosen", "b"), ("opened", "b"), ("dropped", "b")]
    assert cards.mix == "b"


def test_f2_renames_in_place_and_keys_belong_to_the_name_meanwhile(qtbot: QtBot, cards: MixCards) -> None:
    told = _told(cards)
    QTest.keyClick(cards, Qt.Key.Key_F2)
    editor = cards.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "First"
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    QTest.keyClicks(editor, "Other")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("renamed", "a", "Other")]


def test_figures_that_come_while_a_name_is_typed_leave_it_as_it_is(cards: MixCards) -> None:
    cards.rename()
    editor = cards.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "Oth")
    cards.show_cards([attrs.evolve(CARDS[0], coverage="90.0 %"), *CARDS[1:]], "a")
    assert editor.text() == "Oth"


def test_an_empty_name_changes_nothing(qtbot: QtBot, cards: MixCards) -> None:
    told = _told(cards)
    cards.rename()
    editor = cards.findChild(QLineEdit)
    assert editor is not None
    editor.clear()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cards.findChild(QLineEdit) is None)
    assert told == []


def test_the_dot_offers_colours(cards: MixCards) -> None:
    told = _told(cards)
    menu = cards.colour_menu(cards)
    assert [act.text() for act in menu.actions() if act.isChecked()] == ["Blue"]
    next(act for act in menu.actions() if act.text() == "Teal").trigger()
    assert told == [("coloured", "a", "#0E7490")]
    menu.deleteLater()


def test_a_click_on_a_dot_opens_the_colours(cards: MixCards) -> None:
    at = dot_of(cards.visualItemRect(cards.item(1))).center()
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
    popup = cards.popup
    assert popup is not None
    assert popup.isVisible()
    popup.close()
    assert cards.mix == "b"


def test_what_a_card_shows_is_told_in_a_sentence(cards: MixCards) -> None:
    said = cards.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert (
        said == "First: coverage 100.0 %, cost ₹9.0 crore, on licence 10.0 % of the kg contained. All targets on time"
    )
    assert cards.item(1).data(Qt.ItemDataRole.AccessibleTextRole).startswith("Second: coverage –")


def test_new_figures_leave_the_choice_where_it_is_and_tell_nobody(cards: MixCards) -> None:
    told = _told(cards)
    cards.show_cards(list(reversed(CARDS)), "c")
    assert (told, cards.mix, cards.count()) == ([], "c", 3)
    cards.show_cards([], "")
    assert cards.mix == ""
    QTest.keyClick(cards, Qt.Key.Key_Delete)
    assert told == []


def test_the_bar_takes_no_room_from_the_cards(cards: MixCards, qtbot: QtBot) -> None:
    wide = cards.sizeHint().height()
    cards.resize(300, cards.height())
    qtbot.waitUntil(lambda: cards.height() > wide)
    assert cards.viewport().height() >= cards.sizeHintForRow(0)
