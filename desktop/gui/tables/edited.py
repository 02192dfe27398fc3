"""A table view in which cells are edited: Return goes down, and an editor never outlives its row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from desktop.gui.hub import Hub
from desktop.gui.tables.delegate import RecordDelegate
from desktop.gui.tables.frozen import FrozenTable
from desktop.gui.tables.unhurried import Unhurried
from desktop.text.messages import say

Move = QAbstractItemView.CursorAction
Hint = QAbstractItemDelegate.EndEditHint


class EditedTable(FrozenTable):
    """``filled_all`` carries an entry that all selected cells are to have, ``typed_in`` whether a cell is edited."""

    filled_all = Signal(str)
    typed_in = Signal(bool)

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._editor: QWidget | None = None
        self._settling = False
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )

    def show_model(self, model: Unhurried) -> None:
        """Show a model; what is typed is entered before its rows may go."""
        self.setModel(model)
        model.leaving.connect(self.settle)
        self.typed_in.connect(model.hold)
        model.refused.connect(self._on_refused)

    def edit_with(self, delegate: RecordDelegate, column: int | None = None) -> None:
        """Edit a column with a delegate, or all that have none of their own."""
        delegate.filled_all.connect(self.filled_all)
        delegate.opened.connect(self._on_opened)
        delegate.closed.connect(self._on_closed)
        if column is None:
            self.setItemDelegate(delegate)
        else:
            self.setItemDelegateForColumn(column, delegate)

    def settle(self) -> None:
        """Enter what is being typed, or say why it cannot be, and close its editor."""
        editor = self._editor
        if editor is None:
            return
        if not self._settling:  # else rows go because of what is being entered
            self._settling = True
            self.commitData(editor)
            self._settling = False
        if self._editor is editor:
            super().closeEditor(editor, Hint.NoHint)

    def step(self, rows: int) -> None:
        """Go down or up by rows in the column of the current cell."""
        current = self.currentIndex()
        wanted = self.model().index(current.row() + rows, current.column())
        if current.isValid() and wanted.isValid():
            self.setCurrentIndex(wanted)

    def closeEditor(self, editor: QWidget, hint: Hint) -> None:
        """Go down a row after Return, as spreadsheets do; Tab goes on without an editor."""
        super().closeEditor(editor, Hint.NoHint)
        if hint == Hint.SubmitModelCache:
            self.step(1)
        elif hint in (Hint.EditNextItem, Hint.EditPreviousItem):
            move = Move.MoveNext if hint == Hint.EditNextItem else Move.MovePrevious
            self.setCurrentIndex(self.moveCursor(move, Qt.KeyboardModifier.NoModifier))

    def _on_opened(self, editor: QWidget) -> None:
        self._editor = editor
        self.typed_in.emit(True)

    def _on_closed(self, editor: QWidget) -> None:
        if self._editor is editor:
            self._editor = None
        self.typed_in.emit(False)

    def _on_refused(self, _: QModelIndex, reason: str) -> None:
        self._hub.alerted.emit(say("cell-refused", reason=reason), ())
