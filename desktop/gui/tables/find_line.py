"""The field to search a table in, from which keys lead back to the rows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.text.messages import say

_WIDEST, _BESIDE = 240, 24
"""The room for the field, and for its edges beside the words that it asks with."""
_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


class FindLine(QLineEdit):
    """``left`` tells that the user is done: with Return or Down to look at what was found, with Escape to end it."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(say("data-find"))
        self.setAccessibleName(say("data-find"))
        self.setClearButtonEnabled(True)
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        self.setMinimumWidth(min(words + _BESIDE, _WIDEST))
        self.setMaximumWidth(_WIDEST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends the search; Return and Down go to what was found."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        if event.key() in (*_ON, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)
