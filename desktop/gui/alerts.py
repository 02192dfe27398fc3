"""What went wrong, said at the top of the page until it is read; and the questions that need an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.words import plain_label, tooltip
from desktop.text.messages import say

_MOST_LINES = 200
_DETAILS_HEIGHT, _SENTENCE_HEIGHT, _ICON = 64, 96, 32

_ENDING = re.compile(r"\*(\.\w+)")
"""How a kind of file names its ending: ``Excel workbooks (*.xlsx)``."""


class AlertBar(QWidget):
    """Shows one alert with its details, a little below what is above it; a newer one takes its place.

    Beside it stands a way out, where one is offered.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame = self._frame = QFrame()
        frame.setObjectName("alert")
        self.is_good = False
        self._sentence = plain_label()
        self._sentence.setWordWrap(True)
        self._sentence.setMaximumHeight(_SENTENCE_HEIGHT)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setFixedHeight(_DETAILS_HEIGHT)
        self._details.setAccessibleName(say("alert-details"))
        self.way_out = QPushButton()
        self.way_out.clicked.connect(self._take_way_out)
        self._act: QAction | None = None
        close = QToolButton()
        theme.set_icon(close, "close")
        close.setAutoRaise(True)
        close.setToolTip(say("alert-close"))
        close.setAccessibleName(say("alert-close"))
        close.clicked.connect(self.hide)
        head = QHBoxLayout()
        head.addWidget(self._sentence, 1)
        head.addWidget(self.way_out, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(12, 8, 8, 8)
        inner.addLayout(head)
        inner.addWidget(self._details)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GRID, 0, 0)
        layout.addWidget(frame)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown, and its details."""
        return "\n".join(part for part in (self._sentence.text(), self._details.toPlainText()) if part)

    def show_done(self, sentence: str) -> None:
        """Show that something is done."""
        self.show_alert(sentence, good=True)

    def show_alert(self, sentence: str, details: Sequence[str] = (), *, good: bool = False) -> None:
        """Show an alert, or what ``good`` has come of something."""
        self.is_good = good
        self._frame.setProperty("good", good)
        self._frame.style().unpolish(self._frame)
        self._frame.style().polish(self._frame)
        self._sentence.setText(sentence)
        self._sentence.setToolTip(tooltip(sentence))
        self._details.setPlainText("\n".join(details[:_MOST_LINES]))
        self._details.setVisible(bool(details))
        self._act = None
        self.way_out.hide()
        self.show()

    def offer(self, act: QAction) -> None:
        """Offer what the alert speaks of as a button."""
        self._act = act
        self.way_out.setText(act.text())
        self.way_out.show()

    def _take_way_out(self) -> None:
        if self._act is not None:
            self._act.trigger()


class Dialogs:
    """Asks the user for files and decisions; tests answer in its place."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def ask_open(self, title: str, kinds: str, folder: str = "") -> Path | None:
        """A file to read, or None."""
        name, _ = QFileDialog.getOpenFileName(self._parent, title, folder, kinds)
        return Path(name) if name else None

    def ask_save(self, title: str, kinds: str, suggested: str) -> Path | None:
        """A file to write, with the ending of one of the kinds, or None; the system asks before one is overwritten.

        A name without such an ending gets that of the kind chosen, or else the suggestion's.
        """
        found = self.ask_kind(title, kinds, suggested)
        return found[0] if found else None

    def ask_kind(self, title: str, kinds: str, suggested: str, chosen: str = "") -> tuple[Path, str] | None:
        """The same, and the words of the kind: the one chosen, or where the ending is another's, the first of that.

        ``chosen`` is the kind offered first, that of a file that could not be written.
        """
        name, kind = QFileDialog.getSaveFileName(self._parent, title, suggested, kinds, chosen)
        if not name:
            return None
        path, endings = Path(name), _ENDING.findall(kinds)
        if path.suffix.lower() not in endings:
            path = path.with_name(path.name + (_ENDING.findall(kind) or [Path(suggested).suffix])[0])
            if path.exists():
                return self.ask_kind(title, kinds, str(path), kind)
        return path, kind_of(path, kind, kinds)

    def ask(self, question: str, explained: str, choices: Sequence[str]) -> str:
        """Which of the choices is taken; their words are the messages ``ask-<choice>``, the first is the safe one.

        "cancel" stands beside them, and is the answer when the question is closed.
        """
        box = self._box(question, explained)
        roles = QMessageBox.ButtonRole
        made = {box.addButton(say(f"ask-{choice}"), roles.ActionRole): choice for choice in choices}
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(next(iter(made)))
        box.setEscapeButton(cancel)
        box.exec()
        pressed = box.clickedButton()
        box.deleteLater()
        return next((choice for button, choice in made.items() if button is pressed), "cancel")

    def ask_text(self, title: str, label: str, before: str) -> str:
        """A line of text, "" when none is given."""
        text, given = QInputDialog.getText(self._parent, title, label, text=before)
        return text.strip() if given else ""

    def ask_leave(self, name: str) -> str:
        """What to do with unsaved work: "save", "discard" or "cancel"."""
        buttons = QMessageBox.StandardButton
        box = self._box(say("leave-question", name=name), say("leave-explained"))
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        answer = box.exec()
        box.deleteLater()
        return {buttons.Save.value: "save", buttons.Discard.value: "discard"}.get(answer, "cancel")

    def _box(self, question: str, explained: str) -> QMessageBox:
        box = QMessageBox(self._parent)
        box.setIconPixmap(theme.icon("problem", theme.colours().warn).pixmap(_ICON, _ICON))
        box.setWindowTitle(say("program"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(question)
        box.setInformativeText(explained)
        return box


def kind_of(path: Path, chosen: str, kinds: str) -> str:
    """Of kinds as dialogs list them, the one that was chosen if the file ends so, else the first that does, or is."""
    ending, each = path.suffix.lower(), kinds.split(";;")
    return next((kind for kind in (chosen, *each) if ending in _ENDING.findall(kind)), chosen or each[0])
