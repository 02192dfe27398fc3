"""The library of ready events: a list to choose from, what is meant, the fact behind it, from when and how long."""

from __future__ import annotations

import datetime as dt
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.cards import heading
from desktop.gui.hub import Hub
from desktop.gui.job_runner import AT_ONCE
from desktop.gui.tables.editors import MonthLine
from desktop.gui.words import plain_label, set_state
from desktop.model.errors import AppError
from desktop.model.months import Month
from desktop.model.records import TABLE, Event
from desktop.session import event_library
from desktop.session.event_library import Ready
from desktop.text import entry, formats
from desktop.text.messages import say

_SIZE, _LIST = (820, 480), 300
_FIELD = TABLE["events"].field["first_month"]
_READY = Qt.ItemDataRole.UserRole
_USUAL = 12


Asked = tuple[Ready, Month, int]
"""A ready event, from when, and for how many months."""


class EventLibrary(QDialog):
    """Asks which ready event is to come into a scenario; ``events`` are what it becomes there.

    What it changes is found at once, or of a large project in the background.
    """

    def __init__(self, hub: Hub, scenario: str, month: Month | None, parent: QWidget) -> None:
        super().__init__(parent)
        project = hub.desk.project
        self._hub, self._project, self._scenario, self._month = hub, project, scenario, month
        self._found: tuple[Event, ...] = ()
        self._asked: Asked | None = None
        self._looking = False
        self.setWindowTitle(say("library-title"))
        self.resize(*_SIZE)
        self.list = QListWidget()
        self.list.setAccessibleName(say("library-title"))
        self.list.setFixedWidth(_LIST)
        self.list.setObjectName("tables")
        self.list.setSpacing(1)
        self.name = heading("")
        self.about, self.fact, self.origin = plain_label(), plain_label(), plain_label(muted=True)
        self.lacking = plain_label()
        for label in (self.name, self.about, self.fact, self.origin, self.lacking):
            label.setWordWrap(True)
        self.first: QLineEdit = MonthLine(_FIELD, project.settings.first_month, self)
        self.months = QSpinBox()
        self.months.setRange(1, 120)
        self.lasting = QCheckBox(say("library-lasting"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(say("library-insert"))
        self._lay_out()
        self._fill()
        self.list.currentItemChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(lambda _: self._accept())
        self.first.textChanged.connect(self._judge)
        self.months.valueChanged.connect(self._judge)
        self.lasting.toggled.connect(self._judge)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self.list.setCurrentRow(1)

    @property
    def ready(self) -> Ready:
        """The ready event that is chosen."""
        return cast(Ready, self.list.currentItem().data(_READY))

    @property
    def events(self) -> tuple[Event, ...]:
        """The events that it becomes from the month chosen on; none without such a month, or before they are found."""
        return self._found

    def choose(self, ready: str) -> None:
        """Choose a ready event by its id."""
        for at in range(self.list.count()):
            found = self.list.item(at).data(_READY)
            if found is not None and found.id == ready:
                self.list.setCurrentRow(at)

    def _fill(self) -> None:
        group = ""
        for ready in event_library.library():
            if ready.group != group:
                group = ready.group
                head = QListWidgetItem(say(f"ready-group-{group}"), self.list)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                head.setFont(theme.sized(theme.SMALL, bold=True))
                head.setForeground(QColor(theme.colours().muted))
            item = QListWidgetItem(ready.name, self.list)
            item.setData(_READY, ready)
            item.setToolTip(ready.name)

    def _on_chosen(self) -> None:
        ready = self.ready
        self.name.setText(ready.name)
        self.about.setText(ready.about)
        self.fact.setText(ready.fact)
        origin = event_library.origins().get(ready.source)
        words = (
            say("library-source", publisher=origin.publisher, date=_dated(origin.date), grade=origin.grade)
            if origin
            else ""
        )
        self.origin.setText(words)
        self.origin.setVisible(bool(words))
        month = self._month or event_library.begins(self._project, ready)
        for part in (self.first, self.months, self.lasting):
            part.blockSignals(True)
        self.first.setText(formats.month(month))
        self.months.setValue(ready.months or _USUAL)
        self.lasting.setChecked(not ready.months)
        for part in (self.first, self.months, self.lasting):
            part.blockSignals(False)
        self._judge()

    def _judge(self) -> None:
        """Say what is missing, and let the event in only where it changes something."""
        first = self._first()
        self.months.setEnabled(not self.lasting.isChecked())
        self._found, self._asked = (), (self.ready, first, self._length()) if first else None
        if self._asked is None:
            self._tell(say("library-no-month"))
        elif sum(map(len, self._project.tables.values())) <= AT_ONCE:
            self._show(self._events_of(self._asked))
        else:
            self._tell(say("effects-looking"), "muted")
            if not self._looking:
                self._find(self._asked)

    def _events_of(self, asked: Asked) -> tuple[Event, ...]:
        ready, first, length = asked
        return event_library.events_of(self._project, ready, self._scenario, first, length)

    def _find(self, asked: Asked) -> None:
        """Have the events found in the background; when another was asked for meanwhile, that one next."""
        self._looking = True

        def done(found: tuple[Event, ...]) -> None:
            self._looking = False
            if asked == self._asked:
                self._show(found)
            elif self._asked is not None:
                self._find(self._asked)

        def failed(error: Exception) -> None:
            self._looking = False
            if self._asked is not None:
                self._tell(say("effects-failed"))
            self._hub.alert(error)

        self._hub.runner.start("", lambda _: self._events_of(asked), done, failed)

    def _show(self, found: tuple[Event, ...]) -> None:
        self._found = found
        self._tell("" if found else event_library.lacked(self._project, self.ready))

    def _tell(self, told: str, state: str = "bad") -> None:
        set_state(self.lacking, state)
        self.lacking.setText(told)
        self.lacking.setVisible(bool(told))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not told)

    def _first(self) -> Month | None:
        try:
            month = entry.read(_FIELD, self.first.text())
        except AppError:
            return None
        return month if isinstance(month, Month) else None

    def _length(self) -> int:
        return 0 if self.lasting.isChecked() else self.months.value()

    def done(self, result: int) -> None:
        """Close; nobody waits any more for what is looked for."""
        self._asked = None
        super().done(result)

    def _accept(self) -> None:
        if self.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled():
            self.accept()

    def _lay_out(self) -> None:
        when = QFormLayout()
        when.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        when.addRow(say("library-first"), self.first)
        length = QHBoxLayout()
        length.addWidget(self.months)
        length.addWidget(self.lasting)
        length.addStretch(1)
        when.addRow(say("library-months"), length)
        self.months.setAccessibleName(say("library-months"))
        self.first.setAccessibleName(say("library-first"))
        right = QVBoxLayout()
        right.setSpacing(theme.GRID)
        for part in (self.name, self.about):
            right.addWidget(part)
        right.addSpacing(theme.GRID)
        right.addWidget(heading(say("library-fact")))
        for part in (self.fact, self.origin):
            right.addWidget(part)
        right.addStretch(1)
        right.addWidget(self.lacking)
        right.addLayout(when)
        middle = QHBoxLayout()
        middle.setSpacing(2 * theme.GRID)
        middle.addWidget(self.list)
        middle.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        layout.setSpacing(2 * theme.GRID)
        layout.addLayout(middle, 1)
        layout.addWidget(self.buttons)


def _dated(day: str) -> str:
    """A day or a month of publication by its name."""
    parts = day.split("-")
    if len(parts) == len(("year", "month", "day")):
        return formats.date(dt.date.fromisoformat(day))
    return formats.month(Month.from_iso(day)) if len(parts) > 1 else day or say("library-undated")
