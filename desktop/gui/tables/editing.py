"""Begins to edit in place, where that can be, and ends it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QStyledItemDelegate, QWidget

_ALLOWED = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsEnabled


def edit_current(view: QAbstractItemView) -> bool:
    """Edit the current cell of a view; whether it could be, which Qt warns of where it is asked for in vain."""
    index = view.currentIndex()
    busy = view.state() is QAbstractItemView.State.EditingState
    if not index.isValid() or index.flags() & _ALLOWED != _ALLOWED or busy:
        return False
    view.edit(index)
    return True


class EnteringDelegate(QStyledItemDelegate):
    """Return in an editor enters what it holds and closes it, at once as Tab does.

    Qt waits a turn after Return: by then another key, or what is shown in the view's place, may have closed the editor,
    and Qt warns of one that belongs to no view.
    """

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Whether an event of an editor is done with."""
        if (
            isinstance(editor, QWidget)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)
            return True
        return super().eventFilter(editor, event)
