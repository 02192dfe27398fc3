"""Months across as a grid: edited by keyboard, mouse and clipboard, every act one step of undo."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QWidget

from desktop.gui.hub import Hub
from desktop.gui.tables.delegate import RecordDelegate
from desktop.gui.tables.editors import ChoiceBox
from desktop.gui.tables.month_acts import MonthActs
from desktop.gui.tables.month_cells import MonthCells
from desktop.gui.tables.month_model import LABELS, MonthModel
from desktop.session import months_read
from desktop.session.clips import Cell
from desktop.session.matrix import Shape
from desktop.text.messages import say

Hint = QAbstractItemDelegate.EndEditHint


class MonthGrid(MonthCells):
    """Shows one table as months across; ``menu_wanted`` asks for the menu of the selected cells at a place."""

    menu_wanted = Signal(QPoint)
    can_change_rows = False

    def __init__(self, hub: Hub, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(hub, shape, parent)
        self._hub = hub
        self.cells = MonthActs(hub, self)
        delegate = _Delegate(hub, self)
        delegate.filled_all.connect(self.cells.fill_all)
        self.setItemDelegate(delegate)
        self.lines.refused.connect(self._on_refused)
        self.lines.modelAboutToBeReset.connect(self._on_leaving)
        self.lines.modelReset.connect(self._on_reset)
        self._place: months_read.Spot | None = None

    @property
    def in_year(self) -> bool:
        """Whether the current cell is of a fiscal year."""
        at = self.currentIndex().column() - LABELS
        return 0 <= at < len(self.lines.columns) and isinstance(self.lines.columns[at], int)

    def go_to(self, row: int) -> bool:
        """Make the cell of a record current; False where it is shown in none."""
        lines = self.lines
        for line in range(lines.rowCount()):
            rows = lines.line(line).rows
            if row in rows:
                column = lines.columns.index(lines.matrix.months[rows.index(row)]) + LABELS
                self.setCurrentIndex(lines.index(line, column))
                self.scrollTo(self.currentIndex())
                self.setFocus()
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete empties cells; the other keys move and select."""
        editing = self.state() is QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not editing:
            self.cells.clear()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the selected cells, by mouse or key."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        corner = self.visualRect(self.currentIndex()).bottomLeft()
        self.menu_wanted.emit(self.viewport().mapToGlobal(corner) if by_key else event.globalPos())

    def closeEditor(self, editor: QWidget, hint: Hint) -> None:
        """Go down a line after Return, as spreadsheets do; Tab goes on without an editor."""
        super().closeEditor(editor, Hint.NoHint)
        if hint == Hint.SubmitModelCache:
            self.step(1)
        elif hint in (Hint.EditNextItem, Hint.EditPreviousItem):
            move = self.CursorAction.MoveNext if hint == Hint.EditNextItem else self.CursorAction.MovePrevious
            self.setCurrentIndex(self.moveCursor(move, Qt.KeyboardModifier.NoModifier))

    def _on_refused(self, _: QModelIndex, reason: str) -> None:
        self._hub.alerted.emit(say("cell-refused", reason=reason), ())

    def _on_leaving(self) -> None:
        index = self.currentIndex()
        there = index.isValid() and index.column() >= LABELS
        self._place = self.lines.spot(index.row(), index.column()) if there else None

    def _on_reset(self) -> None:
        """Stay on the line and month that were current, if they are still shown."""
        key, column = self._place or ((), 0)
        if key in self.lines.keys and column in self.lines.columns:
            self.setCurrentIndex(
                self.lines.index(self.lines.keys.index(key), self.lines.columns.index(column) + LABELS)
            )


class _Delegate(RecordDelegate):
    """An editor whose entry cannot be read for its month or year stays open and says why."""

    def _reason(self, editor: ChoiceBox | QLineEdit) -> str:
        model = self._edited.model()
        if not isinstance(model, MonthModel) or not self._edited.isValid():
            return ""
        row, column = self._edited.row(), self._edited.column()
        if editor.text() == model.text(row, column):
            return ""
        spot = model.spot(row, column)
        error = months_read.read(model.matrix, {spot: Cell(editor.text())}, model.method).refused.get(spot)
        return say(error.key, **error.values) if error else ""
