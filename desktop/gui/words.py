"""Labels and tooltips that show what people typed as it is: nothing in a project is ever taken for markup."""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.model.errors import Value
from desktop.text.messages import say


def plain_label(text: str = "", *, muted: bool = False) -> QLabel:
    """A label that shows its text as it is."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    if muted:
        label.setProperty("muted", True)
    return label


class Elided(QLabel):
    """A line that is cut with an ellipsis where there is too little room; the tooltip has it whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._whole = ""

    @property
    def whole(self) -> str:
        """The text without a cut."""
        return self._whole

    def show_text(self, text: str) -> None:
        """Show a text, as much of it as fits."""
        if text == self._whole:
            return
        self._whole = text
        self.setToolTip(tooltip(text))
        self._cut()

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


def counted(key: str, count: int, **values: Value) -> str:
    """The sentence of ``key`` for a number of things; one thing has a sentence of its own, ``key``-one."""
    return say(f"{key}-one" if count == 1 else key, count=count, **values)


def decimals(unit: str, usual: int) -> int:
    """How many decimals a quantity has; pieces, also those of a month, are whole."""
    return 0 if unit.split(" ", maxsplit=1)[0] in ("piece", "pieces") else usual


def tooltip(text: str) -> str:
    """A text for a tooltip, where Qt would guess: marked up so that it shows as it is, lines kept."""
    return f"<div style='white-space: pre-wrap'>{html.escape(text)}</div>" if text else ""


def set_state(label: QLabel, state: str) -> None:
    """Colour a label by what it says: "bad", "warn", "good", "muted" or ""."""
    states = {name: name == state for name in ("bad", "warn", "good", "muted")}
    if all(label.property(name) is holds for name, holds in states.items()):
        return  # to have the style looked up again takes its time
    for name, holds in states.items():
        label.setProperty(name, holds)
    label.style().unpolish(label)
    label.style().polish(label)
