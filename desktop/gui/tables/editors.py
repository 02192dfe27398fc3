"""Editors of cells: calendars of months and days, check lists of names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.words import plain_label
from desktop.model.errors import AppError
from desktop.model.fields import Field
from desktop.model.months import Month
from desktop.session.who import now
from desktop.text import entry, formats
from desktop.text.messages import say

_MONTHS_A_ROW, _MONTHS = 4, 12
_LONGEST_LIST = 16


class PopupLine(QLineEdit):
    """A line with a button that opens a popup beside it; Alt and Down do too. ``picked``: an entry is complete."""

    picked = Signal()

    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.field = field
        self._popup: QWidget | None = None
        action = QAction(theme.icon("open-list"), say("editor-open"), self)
        action.triggered.connect(self.show_choices)
        self.addAction(action, QLineEdit.ActionPosition.TrailingPosition)

    def show_choices(self) -> None:
        """Open the popup below the line."""
        self._popup = self.make_popup()
        self._popup.setWindowFlag(Qt.WindowType.Popup)
        self._popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._popup.move(self.mapToGlobal(QPoint(0, self.height())))
        self._popup.show()
        self._popup.setFocus()

    def make_popup(self) -> QWidget:
        """The popup, standing at what the line says."""
        raise NotImplementedError

    def pick(self, text: str) -> None:
        """Take an entry from the popup."""
        self.setText(text)
        if self._popup is not None:
            self._popup.close()
            self._popup = None
        self.picked.emit()


class MonthLine(PopupLine):
    """A month, typed or picked from a year's twelve; an empty line begins at the ``usual`` one."""

    def __init__(self, field: Field, usual: Month | None, parent: QWidget) -> None:
        super().__init__(field, parent)
        self._usual = usual

    def make_popup(self) -> QWidget:
        """The months of the year that the line says, or of the usual one."""
        today = Month.containing(now().date())
        popup = MonthPopup(_month(self.field, self.text()) or self._usual or today, self)
        popup.picked.connect(self.pick)
        return popup


class MonthPopup(QFrame):
    """Twelve months of a year, with arrows to other years; ``picked`` carries the month as typed."""

    picked = Signal(str)

    def __init__(self, month: Month, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popup")
        self._month, self._year = month, month.year
        self._label = plain_label()
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        grid = QGridLayout(self)
        grid.setSpacing(2)
        for column, (step, arrow) in ((0, (-1, Qt.ArrowType.LeftArrow)), (3, (1, Qt.ArrowType.RightArrow))):
            button = QToolButton()
            button.setArrowType(arrow)
            button.setAutoRaise(True)
            button.setAccessibleName(say("editor-year-before" if step < 0 else "editor-year-after"))
            button.clicked.connect(self._turner(step))
            grid.addWidget(button, 0, column, Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(self._label, 0, 1, 1, 2)
        self.buttons = [self._button(number) for number in range(1, _MONTHS + 1)]
        for at, button in enumerate(self.buttons):
            grid.addWidget(button, 1 + at // _MONTHS_A_ROW, at % _MONTHS_A_ROW)
        self._show_year()
        self.setFocusProxy(self.buttons[month.month - 1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from month to month, page keys to other years, Return picks."""
        at = next((at for at, button in enumerate(self.buttons) if button.hasFocus()), 0)
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: _MONTHS_A_ROW,
            Qt.Key.Key_Up: -_MONTHS_A_ROW,
            Qt.Key.Key_PageDown: _MONTHS,
            Qt.Key.Key_PageUp: -_MONTHS,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            month = Month.of(self._year, at + 1).plus(step)
            self._year = month.year
            self._show_year()
            self.buttons[month.month - 1].setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.buttons[at].click()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()

    def _button(self, number: int) -> QToolButton:
        button = QToolButton()
        button.setText(formats.month(Month.of(self._year, number)).split(" ", maxsplit=1)[0])
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setFixedSize(QSize(52, 26))
        button.clicked.connect(lambda: self.picked.emit(entry.show(Month.of(self._year, number))))
        button.installEventFilter(self)
        return button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys are the popup's whichever month has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _turner(self, step: int) -> object:
        def turn() -> None:
            self._year += step
            self._show_year()

        return turn

    def _show_year(self) -> None:
        self._label.setText(str(self._year))
        for number, button in enumerate(self.buttons, start=1):
            button.setChecked(Month.of(self._year, number) == self._month)


class DateLine(PopupLine):
    """A day, typed or picked from a calendar."""

    def make_popup(self) -> QWidget:
        """The calendar at the day that the line says, or at today."""
        frame = QFrame(self)
        frame.setObjectName("popup")
        calendar = QCalendarWidget()
        calendar.setLocale(QLocale("en_IN"))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setMinimumSize(320, 220)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        day = _day(self.field, self.text())
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.activated.connect(self._on_day)
        calendar.clicked.connect(self._on_day)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(calendar)
        frame.setFocusProxy(calendar)
        return frame

    def _on_day(self, day: QDate) -> None:
        self.pick(dt.date(day.year(), day.month(), day.day()).isoformat())


class NamesLine(PopupLine):
    """Several names, typed with commas between them or ticked in a list."""

    def __init__(self, field: Field, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(field, parent)
        self._names = tuple(names)

    def make_popup(self) -> QWidget:
        """All names, with those of the line ticked."""
        typed = [name.strip() for name in self.text().replace(";", ",").split(",") if name.strip()]
        shown = list(dict.fromkeys([*self._names, *typed]))
        box = QListWidget(self)
        box.setObjectName("popup")
        box.setAccessibleName(self.field.label)
        for name in shown:
            item = QListWidgetItem(name, box)
            item.setCheckState(Qt.CheckState.Checked if name in typed else Qt.CheckState.Unchecked)
        box.itemChanged.connect(lambda _: self.setText(", ".join(_ticked(box))))
        box.itemActivated.connect(lambda _: self.pick(", ".join(_ticked(box))))
        box.setCurrentRow(0)
        box.resize(max(self.width(), 160), min(len(shown), _LONGEST_LIST) * box.sizeHintForRow(0) + 6)
        return box


def _ticked(box: QListWidget) -> list[str]:
    items = (box.item(at) for at in range(box.count()))
    return [item.text() for item in items if item.checkState() is Qt.CheckState.Checked]


def _month(field: Field, text: str) -> Month | None:
    try:
        value = entry.read(field, text)
    except AppError:
        return None
    return value if isinstance(value, Month) else None


def _day(field: Field, text: str) -> dt.date | None:
    try:
        value = entry.read(field, text)
    except AppError:
        return None
    return value if isinstance(value, dt.date) else None
