"""Boxes to choose from in the tables of the wizard: the wheel scrolls the table, and typing finds what is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.text.messages import say

Index = QModelIndex | QPersistentModelIndex
_TALLEST, _BESIDE = 32, 4


class Box(QComboBox):
    """A box in a table; one that offers nothing is not seen.

    The wheel does not change it: who scrolls past it has decided nothing.
    """

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing where there is nothing to choose; a table shows all its boxes, hidden ones too."""
        if self.isEnabled():
            super().paintEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the line away with the box around it."""
        super().changeEvent(event)
        line = self.lineEdit()
        if event.type() == QEvent.Type.EnabledChange and line is not None:
            line.setVisible(self.isEnabled())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the table."""
        event.ignore()


class AnswerBox(Box):
    """Offers the likely answers, and the other records of the project once it is used: there can be thousands.

    What is typed is sought anywhere in what the records are called; a text that is no answer changes nothing.
    """

    def __init__(self, first: Sequence[tuple[str, str | None]], titles: Mapping[str, str]) -> None:
        super().__init__()
        self._titles, self._whole = titles, False
        for text, answer in first:
            self.addItem(text, answer)
        self.setMaxVisibleItems(18)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        found = QCompleter(self.model(), self)
        found.setFilterMode(Qt.MatchFlag.MatchContains)
        found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        found.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(found)
        self.currentIndexChanged.connect(lambda _: self._show_start())
        line = self.lineEdit()
        if line is not None:
            line.installEventFilter(self)
            line.textEdited.connect(lambda _: self._offer_all())
            line.editingFinished.connect(self._settle)

    def showPopup(self) -> None:
        """Offer all."""
        self._offer_all()
        super().showPopup()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """All is offered once one can type."""
        if event.type() == QEvent.Type.FocusIn:
            self._offer_all()
        return super().eventFilter(watched, event)

    def choose(self, at: int) -> None:
        """Choose an answer as a user does."""
        self.setCurrentIndex(at)
        self.activated.emit(at)

    def _offer_all(self) -> None:
        if self._whole:
            return
        self._whole = True
        known = {self.itemData(at) for at in range(self.count())}
        for own, title in self._titles.items():
            if own not in known:
                self.addItem(say("import-answer-other", name=title), own)

    def _settle(self) -> None:
        """Take a text that is an answer, or a part of one record only; else go back to what was chosen."""
        typed, chosen = self.currentText(), self.currentIndex()
        if typed == self.itemText(chosen):
            return
        records = [at for at in range(self.count()) if self.itemData(at)]
        holding = [at for at in records if typed.casefold() in self.itemText(at).casefold()]
        exact = [at for at in range(self.count()) if typed.casefold() == self.itemText(at).casefold()]
        if typed and len(exact or holding) == 1:
            self.choose((exact or holding)[0])
        else:
            self.setEditText(self.itemText(chosen))

    def _show_start(self) -> None:
        """Show the beginning of a long answer."""
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)


class Places(QStyledItemDelegate):
    """Puts boxes into the middle of rows that are higher than they are."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """As wide as the cell, no higher than one line asks for."""
        room = option.rect
        height = min(room.height(), max(editor.sizeHint().height(), _TALLEST))
        top = room.y() + (room.height() - height) // 2
        editor.setGeometry(room.x() + _BESIDE, top, room.width() - 2 * _BESIDE, height)
