"""The editor of cells with choices: a list that narrows as one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QCompleter, QWidget

_LONGEST_LIST, _WIDEST_LIST = 8, 40
Choice = tuple[str, str]


class ChoiceBox(QComboBox):
    """A drop-down list that can be typed into: what contains the text is offered.

    A choice is what is entered and, where that is another word, how it is shown: ``("JL", "Jiangxi Lee (JL)")``.
    """

    def __init__(self, choices: Sequence[str | Choice], parent: QWidget) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choices = [(each, each) if isinstance(each, str) else each for each in choices]
        self.addItems([seen for _, seen in self._choices])
        longest = max((len(seen) for _, seen in self._choices), default=0)
        self.setMinimumContentsLength(min(longest, _WIDEST_LIST))
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(_LONGEST_LIST)
        self.setCompleter(completer)
        self._offered = completer.popup()
        if self._offered is not None:
            self._offered.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return enters what is typed, also while choices are offered of which none was gone to."""
        offered = self._offered
        if (
            offered is not None
            and watched is offered
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            entering = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if entering and not offered.currentIndex().isValid():
                offered.hide()
                QApplication.sendEvent(self, QKeyEvent(event.type(), event.key(), event.modifiers()))
                return True
        return super().eventFilter(watched, event)

    def start_from(self, text: str) -> None:
        """Stand at the choice that enters a text, which need not be one of the list."""
        at = next((at for at, choice in enumerate(self._choices) if text in choice), -1)
        if at < 0:
            at = 0
            self._choices.insert(0, (text, text))
            self.insertItem(0, text)
        self.setCurrentIndex(at)
        self.select_text()

    def text(self) -> str:
        """The choice that is typed, whole or so much of it that no other can be meant; else the text as it is."""
        typed = self.currentText()
        sought = typed.casefold()
        words = [(own, own.casefold(), seen.casefold()) for own, seen in self._choices]
        exact = [own for own, *told in words if sought in told]
        beginning = [own for own, *told in words if sought and any(word.startswith(sought) for word in told)]
        within = [own for own, *told in words if sought and any(sought in word for word in told)]
        for found in (exact, beginning, within):
            if len(found) == 1:
                return found[0]
        return typed

    def select_text(self) -> None:
        """Select what stands in it, so that typing replaces it."""
        line = self.lineEdit()
        if line is not None:
            line.selectAll()

    def show_choices(self) -> None:
        """Open the whole list."""
        self.showPopup()
