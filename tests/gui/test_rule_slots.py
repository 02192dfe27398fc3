"""The lists and numbers of the line in which a rule is built."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.rule_slots import NumberBox, WordBox
from desktop.session.rule_choices import Choice
from desktop.session.rule_limits import Number

OFFERED = [
    Choice("Countries", {}),
    Choice("China", {"country": "China"}),
    Choice("A country of a longer name", {"country": "A"}),
]


def _wheel(widget: QWidget) -> None:
    middle = QPointF(widget.rect().center())
    none = Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(middle, middle, QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton, none, phase, False)
    QApplication.sendEvent(widget, event)


def test_a_list_is_as_wide_as_what_is_chosen_and_tells_what_is_chosen(qtbot: QtBot) -> None:
    box, told = WordBox("group"), list[Choice]()
    qtbot.addWidget(box)
    box.chosen.connect(told.append)
    box.show_choices(OFFERED, 1)
    narrow = box.sizeHint().width()
    assert told == []
    box.choose("A country of a longer name")
    assert told == [OFFERED[2]]
    assert box.sizeHint().width() > narrow


def test_headings_are_passed_over_by_keys_and_scrolling_changes_nothing(qtbot: QtBot) -> None:
    box = WordBox("group")
    qtbot.addWidget(box)
    box.show_choices(OFFERED, 1)
    box.show()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert box.currentText() == "China"
    _wheel(box)
    assert box.currentText() == "China"
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == "A country of a longer name"


def test_a_number_is_told_while_it_is_typed_and_not_when_it_is_shown(qtbot: QtBot) -> None:
    box, told = NumberBox("limit"), list[float]()
    qtbot.addWidget(box)
    box.entered.connect(told.append)
    box.show_number(Number(30.0, " %", 100.0, 1, 5.0))
    assert (told, box.text()) == ([], "30.0 %")
    box.stepUp()
    assert told == [35.0]
    box.show()
    _wheel(box)
    assert told == [35.0]
