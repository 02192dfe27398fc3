"""Widgets set like words."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.rule_flow import FlowLayout


def _flow(qtbot: QtBot, *widths: int) -> tuple[FlowLayout, list[QFrame], QWidget]:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow, words = FlowLayout(holder, 8), []
    for width in widths:
        word = QFrame()
        word.setFixedSize(width, 20 if width < 90 else 30)
        words.append(word)
        flow.addWidget(word)
    return flow, words, holder


def test_words_follow_one_another_and_go_on_in_the_next_line_where_the_room_ends(qtbot: QtBot) -> None:
    flow, words, _holder = _flow(qtbot, 50, 60, 40)
    flow.setGeometry(QRect(0, 0, 120, 100))
    assert [(word.x(), word.y()) for word in words] == [(0, 0), (58, 0), (0, 24)]
    assert flow.heightForWidth(120) == 44
    assert flow.heightForWidth(1000) == 20
    assert flow.hasHeightForWidth()


def test_words_of_one_line_stand_on_one_middle(qtbot: QtBot) -> None:
    flow, words, _holder = _flow(qtbot, 100, 50)
    flow.setGeometry(QRect(0, 0, 400, 100))
    assert [word.geometry().center().y() for word in words] == [14, 14]


def test_a_word_wider_than_the_room_has_a_line_of_its_own(qtbot: QtBot) -> None:
    flow, words, _holder = _flow(qtbot, 50, 100, 50)
    flow.setGeometry(QRect(0, 0, 80, 200))
    assert [word.x() for word in words] == [0, 0, 0]
    assert flow.minimumSize().width() == flow.sizeHint().width() == 100


def test_words_can_be_taken_out(qtbot: QtBot) -> None:
    flow, words, _holder = _flow(qtbot, 50, 60)
    item = flow.takeAt(0)
    assert item is not None
    assert item.widget() is words[0]
    assert flow.count() == 1
    assert flow.itemAt(5) is None
    assert flow.takeAt(5) is None


def test_no_line_ends_with_a_label_that_leads_to_the_box_after_it(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow, words = FlowLayout(holder, 8), [QFrame(), QLabel("of"), QFrame(), QLabel("to"), QFrame()]
    for word in words:
        word.setFixedSize(50, 20)
        flow.addWidget(word)
    flow.setGeometry(QRect(0, 0, 120, 100))  # two words have room, three have none
    assert [(word.x(), word.y()) for word in words] == [(0, 0), (0, 24), (58, 24), (0, 48), (58, 48)]
    flow.setGeometry(QRect(0, 0, 60, 200))
    assert words[2].geometry().right() > 60  # what is wider than the room is not torn apart either
