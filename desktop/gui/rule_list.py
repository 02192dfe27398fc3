"""The rules of a mix as sentences, each with what was reached; those that gave way say so plainly."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.words import plain_label, set_state
from desktop.text.messages import say


@attrs.frozen
class RuleLine:
    """A rule as a sentence; ``result`` says how it gave way, "" when it holds; ``note`` what else there is to know."""

    sentence: str
    result: str = ""
    note: str = ""


class RuleList(QWidget):
    """Shows one block of text for each rule."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self._lines: tuple[RuleLine, ...] | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.GRID)

    @property
    def text(self) -> str:
        """Everything that is said."""
        lines = ((line.sentence, line.result, line.note) for line in self._lines or ())
        return "\n".join(" ".join(filter(None, parts)) for parts in lines)

    def show_rules(self, lines: Sequence[RuleLine]) -> None:
        """Show these rules."""
        if self._lines == tuple(lines):
            return
        self._lines = tuple(lines)
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for line in self._lines or (RuleLine(say("rules-none")),):
            self._layout.addWidget(_block(line))
        self._layout.addStretch(1)


def _block(line: RuleLine) -> QWidget:
    block = QWidget()
    layout = QVBoxLayout(block)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    sentence = plain_label(line.sentence)
    sentence.setWordWrap(True)
    layout.addWidget(sentence)
    for text, state in ((line.result, "bad"), (line.note, "muted")):
        if text:
            label = plain_label(text)
            label.setWordWrap(True)
            set_state(label, state)
            layout.addWidget(label)
    return block
