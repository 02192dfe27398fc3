"""A list that narrows: how much of a choice is enough, by id or by name."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.tables.choice_box import ChoiceBox


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("typed", "text"),
    [("jl", "JL-magnet"), ("IREL", "IREL-magnet"), ("irel-ma", "IREL-magnet"), ("magnet", "magnet"), ("new", "new")],
)
def test_so_much_of_a_choice_as_no_other_can_be_meant_by_is_enough(holder: QWidget, typed: str, text: str) -> None:
    box = ChoiceBox(["IREL-magnet", "IREL-motor", "JL-magnet"] if typed != "IREL" else ["IREL-magnet", "JL"], holder)
    box.setEditText(typed)
    assert box.text() == text


@pytest.mark.parametrize("typed", ["jl", "jiang", "lee", "Jiangxi Lee (JL)"])
def test_a_record_is_named_by_its_id_or_by_its_name(holder: QWidget, typed: str) -> None:
    box = ChoiceBox(["", ("IREL", "Indian Rare Earths (IREL)"), ("JL", "Jiangxi Lee (JL)")], holder)
    box.start_from("IREL")
    assert (box.currentText(), box.text()) == ("Indian Rare Earths (IREL)", "IREL")
    box.setEditText(typed)
    assert box.text() == "JL"


def test_what_is_not_in_the_list_stays_as_it_was(holder: QWidget) -> None:
    box = ChoiceBox([("JL", "Jiangxi Lee (JL)")], holder)
    box.start_from("gone")
    assert box.text() == "gone"
