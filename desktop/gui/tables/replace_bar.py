"""Find and replace in a grid: where, what, how many cells, then all of them as one edit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.hub import Hub
from desktop.gui.tables.grid import Grid
from desktop.gui.words import counted, plain_label
from desktop.model.edits import SetFields
from desktop.model.fields import Value
from desktop.session.replacing import Cells, Replacement, Sought, replacements
from desktop.text.messages import say

_WHERE = ("selection", "column", "table")
_PAUSE = 250
_AT_ONCE = 20_000
"""Cells that are looked through within a moment."""


class ReplaceBar(QFrame):
    """Stands above the grid in two lines, so that it fits a small window, while it is open; Escape closes it."""

    def __init__(self, hub: Hub, grid: Callable[[], Grid], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub, self._grid = hub, grid
        self.setProperty("card", True)
        self.sought, self.replacement = QLineEdit(), QLineEdit()
        self.where, self.whole, self.cased = (
            QComboBox(),
            QCheckBox(say("replace-whole")),
            QCheckBox(say("replace-case")),
        )
        self.where.addItems([say(f"replace-in-{name}") for name in _WHERE])
        self.where.setCurrentIndex(_WHERE.index("table"))
        self.next, self.all = QPushButton(say("replace-next")), QPushButton(say("replace-all"))
        self._count = plain_label(muted=True)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE)
        self._wait.timeout.connect(self._count_now)
        self._lay_out()
        self._show_count(0)
        self.hide()

    def open(self) -> None:
        """Show the bar, with the selection as its place where more than one cell is selected."""
        self.where.setCurrentIndex(_WHERE.index("selection" if len(self._grid().spots()) > 1 else "table"))
        self.show()
        self.sought.setFocus()
        self.sought.selectAll()
        self.refresh()

    def refresh(self) -> None:
        """Count again in a moment."""
        if self.isVisible():
            self._wait.start()

    def replace(self) -> None:
        """Replace everywhere as one edit; cells that cannot take the outcome stay as they are, and are listed."""
        made = self.found()
        cells: dict[int, dict[str, Value]] = {}
        for each in made:
            if each.fault is None:
                cells.setdefault(each.row, {})[each.field.name] = each.value
        faults = [self._told(each) for each in made if each.fault is not None]
        table = self._grid().table.name
        if cells and self._hub.apply(SetFields(table, cells, "edit-found-replaced")):
            notes = list(dict.fromkeys(each.note for each in made if each.note))
            more = f" {say('paste-more-notes', count=len(notes) - 1)}" if len(notes) > 1 else ""
            done = counted("replace-done", sum(map(len, cells.values())))
            self._hub.said.emit(f"{done} {notes[0]}{more}" if notes else done)
        if faults:
            self._hub.alerted.emit(counted("replace-faults", len(faults)), tuple(faults))
        self._count_now()

    def go_to_next(self) -> None:
        """Go to the next cell that holds the text, from the current one on."""
        grid = self._grid()
        places = [grid.records.place_of(each.row, each.field.name) for each in self.found()]
        seen = sorted((at.row(), grid.columns.visualIndex(at.column()), at.column()) for at in places if at.isValid())
        if not seen:
            return
        current = grid.currentIndex()
        here = (current.row(), grid.columns.visualIndex(current.column())) if current.isValid() else (-1, -1)
        row, _, column = next((spot for spot in seen if spot[:2] > here), seen[0])
        grid.setCurrentIndex(grid.records.index(row, column))

    def found(self) -> list[Replacement]:
        """The cells that hold the text, and what they would hold."""
        sought = self._sought()
        if not sought.text:
            return []
        return replacements(self._cells(), sought, self.replacement.text(), self._hub.project)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes to the next, Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self._grid().setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_to_next()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QEvent) -> None:
        """Nothing is counted any more."""
        self._wait.stop()

    def _cells(self) -> Cells:
        """The cells to look in."""
        grid = self._grid()
        records, numbers = grid.records, grid.records.row_numbers()
        where = _WHERE[self.where.currentIndex()]
        if where == "selection":
            rows: dict[int, list[int]] = {}
            for row, column in grid.spots():
                rows.setdefault(column, []).append(row)
        else:
            columns = grid.columns_shown() if where == "table" else [max(grid.currentIndex().column(), 0)]
            rows = {column: list(range(len(numbers))) for column in columns}
        return [
            (records.fields[column], [(numbers[row], records.record(row)) for row in there])
            for column, there in rows.items()
        ]

    def _count_now(self) -> None:
        """Say how often the text occurs; among many rows that is counted in the background."""
        sought, cells = self._sought(), self._cells()
        replacement, project = self.replacement.text(), self._hub.project
        if sum(len(places) for _, places in cells) <= _AT_ONCE:
            self._show_count(len(replacements(cells, sought, replacement, project)) if sought.text else 0)
            return
        self._counting = this = object()

        def done(made: list[Replacement]) -> None:
            if this is self._counting:
                self._show_count(len(made))

        self._hub.runner.start("", lambda _: replacements(cells, sought, replacement, project), done, self._hub.alert)

    def _show_count(self, count: int) -> None:
        self._count.setText(counted("replace-count", count) if self.sought.text() else "")
        self.all.setEnabled(count > 0)
        self.next.setEnabled(count > 0)

    def _sought(self) -> Sought:
        return Sought(self.sought.text(), whole=self.whole.isChecked(), cased=self.cased.isChecked())

    def _told(self, each: Replacement) -> str:
        row = self._grid().records.place_of(each.row, each.field.name).row() + 1
        place = say("paste-place", row=row, column=each.field.label)
        return f"{place}: {say(each.fault.key, **each.fault.values)}" if each.fault else place

    def _lay_out(self) -> None:
        close = QToolButton()
        theme.set_icon(close, "close")
        close.setAutoRaise(True)
        close.setAccessibleName(say("replace-close"))
        close.clicked.connect(self.hide)
        for line, key in ((self.sought, "replace-sought"), (self.replacement, "replace-by")):
            line.setPlaceholderText(say(key))
            line.setAccessibleName(say(key))
            line.setClearButtonEnabled(True)
            line.textChanged.connect(self.refresh)
        self.where.setAccessibleName(say("replace-where"))
        self.where.currentIndexChanged.connect(self.refresh)
        for box in (self.whole, self.cased):
            box.toggled.connect(self.refresh)
        self.next.clicked.connect(self.go_to_next)
        self.all.clicked.connect(self.replace)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 8, 8, 8)
        lines.setSpacing(theme.GRID)
        for widgets in (
            ((self.sought, 1), (self.replacement, 1), (self.where, 0), (close, 0)),
            ((self.whole, 0), (self.cased, 0), (self._count, 1), (self.next, 0), (self.all, 0)),
        ):
            row = QHBoxLayout()
            row.setSpacing(theme.GRID)
            for widget, share in widgets:
                row.addWidget(widget, share)
            lines.addLayout(row)
