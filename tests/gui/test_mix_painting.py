"""How a card of a mix is drawn."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gui import theme
from desktop.gui.mix_cards import MixCards
from desktop.gui.mix_figures import MixCard
from desktop.gui.mix_painting import dot_of, name_of

LONG = MixCard("b", "A mix of a name that is far too long for any card " * 3, "#009E73", status="Being planned…")
CARDS = [MixCard("a", "First", "#0072B2", "100.0 %", "₹9.0 crore", "10.0 %", "On time", "good"), LONG]


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_card_has_its_dot_and_nothing_leaves_its_place(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    before = qapp.palette(), qapp.styleSheet()
    theme.choose(qapp, name)
    cards = MixCards()
    qtbot.addWidget(cards)
    cards.resize(900, 120)
    cards.show_cards(CARDS, "a")
    cards.show()
    picture = cards.viewport().grab().toImage()
    for at, card in enumerate(CARDS):
        rect = cards.visualItemRect(cards.item(at))
        middle = dot_of(rect).center() * picture.devicePixelRatio()
        assert picture.pixelColor(middle) == QColor(card.colour)
        assert rect.contains(name_of(rect))
    gap = cards.visualItemRect(cards.item(0)).right() - 3
    row = {picture.pixelColor(gap, y).name() for y in range(QRect(picture.rect()).height() - 30)}
    assert len(row) == 1
    qapp.setPalette(before[0])
    qapp.setStyleSheet(before[1])
    theme.choose(qapp, "light")
