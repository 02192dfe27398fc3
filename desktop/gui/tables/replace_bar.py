"""Find and replace in a grid: where, what, how many cells, then all of them as one edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TypeVar

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer
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

T = TypeVar("T")


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
        project, table = self._hub.project, self._grid().table.name
        self.sought.setFocus()  # there may be nothing more to replace, and the keys go from a button that is greyed

        def done(made: list[Replacement]) -> None:
            if self._hub.project is project:
                self._put(table, made)
            else:  # something else was edited while this was looked for
                self.replace()

        self._search(list, done)

    def go_to_next(self) -> None:
        """Go to the next cell that holds the text, from the current one on."""
        grid, current = self._grid(), self._grid().currentIndex()
        here = (current.row(), grid.columns.visualIndex(current.column())) if current.isValid() else (-1, -1)
        rows = {number: at for at, number in enumerate(grid.records.row_numbers())}
        columns = {field.name: grid.columns.visualIndex(at) for at, field in enumerate(grid.records.fields)}

        def nearest(made: Sequence[Replacement]) -> Replacement | None:
            ahead = (((place := (rows[each.row], columns[each.field.name])) <= here, place, each) for each in made)
            return min(ahead, default=(False, here, None), key=itemgetter(0, 1))[2]

        def done(found: Replacement | None) -> None:
            place = grid.records.place_of(found.row, found.field.name) if found else QModelIndex()
            if place.isValid():
                grid.setCurrentIndex(place)

        self._search(nearest, done)

    def _put(self, table: str, made: Sequence[Replacement]) -> None:
        """Enter what was found as one edit."""
        cells: dict[int, dict[str, Value]] = {}
        for each in made:
            if each.fault is None:
                cells.setdefault(each.row, {})[each.field.name] = each.value
        faults = self._told([each for each in made if each.fault is not None])
        if cells and self._hub.apply(SetFields(table, cells, "edit-found-replaced")):
            notes = list(dict.fromkeys(each.note for each in made if each.note))
            more = f" {say('paste-more-notes', count=len(notes) - 1)}" if len(notes) > 1 else ""
            done = counted("replace-done", sum(map(len, cells.values())))
            self._hub.said.emit(f"{done} {notes[0]}{more}" if notes else done)
        if faults:
            self._hub.alerted.emit(counted("replace-faults", len(faults)), tuple(faults))
        self._count_now()

    def _search(self, wanted: Callable[[Sequence[Replacement]], T], done: Callable[[T], None]) -> None:
        """Hand what is ``wanted`` of the cells that hold the text to ``done``; many are gone through in the background.

        ``wanted`` is worked out there too.
        """
        sought, replacement, project = self._sought(), self.replacement.text(), self._hub.project
        cells = self._cells() if sought.text else []

        def work() -> T:
            return wanted(replacements(cells, sought, replacement, project))

        if sum(len(places) for _, places in cells) <= _AT_ONCE:
            done(work())
        else:
            self._hub.run("", lambda _: work(), done)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes to the next, or replaces where the button for that has the keys; Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self._grid().setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            act = self.replace if self.all.hasFocus() else self.go_to_next
            act()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QEvent) -> None:
        """Nothing is counted any more."""
        self._wait.stop()

    def _cells(self) -> Cells:
        """The cells to look in."""
        grid = self._grid()
        numbers, there = grid.records.row_numbers(), self._hub.project.tables[grid.table.name]
        fields, where = grid.records.fields, _WHERE[self.where.currentIndex()]
        if where == "selection":
            rows: dict[int, list[int]] = {}
            for row, column in grid.spots():
                rows.setdefault(column, []).append(numbers[row])
            return [(fields[at], [(row, there[row]) for row in some if row in there]) for at, some in rows.items()]
        columns = grid.columns_shown() if where == "table" else [max(grid.currentIndex().column(), 0)]
        places = [(row, there[row]) for row in numbers if row in there]  # the same for all columns: they can be many
        return [(fields[at], places) for at in columns]

    def _count_now(self) -> None:
        """Say how often the text occurs."""
        self._counting = this = object()

        def done(count: int) -> None:
            if this is self._counting:
                self._show_count(count)

        self._search(len, done)

    def _show_count(self, count: int) -> None:
        self._count.setText(counted("replace-count", count) if self.sought.text() else "")
        self.all.setEnabled(count > 0)
        self.next.setEnabled(count > 0)

    def _sought(self) -> Sought:
        return Sought(self.sought.text(), whole=self.whole.isChecked(), cased=self.cased.isChecked())

    def _told(self, faulty: Sequence[Replacement]) -> list[str]:
        """What is wrong with cells, and where they are."""
        rows = {number: at for at, number in enumerate(self._grid().records.row_numbers(), start=1)}
        told = []
        for each in faulty:
            place = say("paste-place", row=rows.get(each.row, 0), column=each.field.label)
            told.append(f"{place}: {say(each.fault.key, **each.fault.values)}" if each.fault else place)
        return told

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
