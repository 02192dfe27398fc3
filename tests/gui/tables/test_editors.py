"""Editors: lists that narrow, calendars, check lists; all by keyboard."""

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.tables.editors import DateLine, MonthLine, MonthPopup, NamesLine, PopupLine
from desktop.model.months import Month
from desktop.model.records import TABLE


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def _opened(line: PopupLine) -> QWidget:
    line.show()
    line.show_choices()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    return popup


def test_a_month_is_picked_by_arrows_of_another_year(holder: QWidget) -> None:
    line = MonthLine(TABLE["offers"].field["first_month"], Month.of(2027, 4), holder)
    picked: list[str] = []
    line.picked.connect(lambda: picked.append(line.text()))
    popup = _opened(line)
    assert isinstance(popup, MonthPopup)
    popup.buttons[3].setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Left):
        QTest.keyClick(QApplication.focusWidget() or popup, key)
    QTest.keyClick(QApplication.focusWidget() or popup, Qt.Key.Key_Return)
    assert picked == ["2028-08"]


def test_a_month_that_is_typed_is_where_the_popup_stands(holder: QWidget) -> None:
    line = MonthLine(TABLE["offers"].field["first_month"], None, holder)
    line.setText("Jan 2031")
    popup = _opened(line)
    assert isinstance(popup, MonthPopup)
    assert [button.isChecked() for button in popup.buttons].index(True) == 0
    QTest.keyClick(popup.buttons[0], Qt.Key.Key_Escape)
    assert line.text() == "Jan 2031"


def test_a_day_is_picked_from_the_calendar(holder: QWidget) -> None:
    line = DateLine(TABLE["regimes"].field["from_date"], holder)
    line.setText("12-01-2027")
    calendar = _opened(line).findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.selectedDate() == QDate(2027, 1, 12)
    calendar.activated.emit(QDate(2027, 2, 3))
    assert line.text() == "2027-02-03"


def test_names_are_ticked_in_a_list_that_keeps_what_was_typed(holder: QWidget) -> None:
    line = NamesLine(TABLE["regimes"].field["elements"], ("Nd", "Dy", "Tb"), holder)
    line.setText("Dy; other")
    box = _opened(line)
    assert isinstance(box, QListWidget)
    assert [box.item(at).text() for at in range(box.count())] == ["Nd", "Dy", "Tb", "other"]
    box.item(2).setCheckState(Qt.CheckState.Checked)
    assert line.text() == "Dy, Tb, other"
    box.itemActivated.emit(box.item(0))
    assert not box.isVisible()
