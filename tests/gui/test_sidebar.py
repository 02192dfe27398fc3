"""The steps down the side: one is always chosen, and open problems stand in a badge."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.gui import theme
from desktop.gui.sidebar import STEPS, Sidebar


@pytest.fixture
def steps(qtbot: QtBot) -> Sidebar:
    made = Sidebar()
    qtbot.addWidget(made)
    made.resize(144, 400)
    made.show()
    return made


def _shows(steps: Sidebar, colour: str) -> bool:
    picture, wanted = steps.viewport().grab().toImage(), QColor(colour)
    return any(picture.pixelColor(x, y) == wanted for x in range(picture.width()) for y in range(picture.height()))


def test_a_click_chooses_a_step(steps: Sidebar) -> None:
    heard: list[int] = []
    steps.chosen.connect(heard.append)
    for at in (2, 1):
        place = steps.visualItemRect(steps.item(at)).center()
        QTest.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard == [2, 1]
    assert steps.selectedItems() == [steps.item(1)]


def test_every_step_says_what_it_is_for(steps: Sidebar) -> None:
    assert steps.count() == len(STEPS)
    assert all(steps.item(at).toolTip() and steps.item(at).text() for at in range(steps.count()))


def test_a_number_of_problems_stands_in_a_red_badge_until_it_is_nought(steps: Sidebar) -> None:
    assert not _shows(steps, theme.colours().bad)
    steps.show_number("data", 3)
    assert _shows(steps, theme.colours().bad)
    steps.show_number("data", 0)
    assert not _shows(steps, theme.colours().bad)
