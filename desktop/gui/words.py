"""Labels and tooltips that show what people typed as it is: nothing in a project is ever taken for markup."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def plain_label(text: str = "", *, muted: bool = False) -> QLabel:
    """A label that shows its text as it is."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    if muted:
        label.setProperty("muted", True)
    return label


def tooltip(text: str) -> str:
    """A text for a tooltip, where Qt would guess: marked up so that it shows as it is, lines kept."""
    return f"<div style='white-space: pre-wrap'>{html.escape(text)}</div>" if text else ""


def set_state(label: QLabel, state: str) -> None:
    """Colour a label by what it says: "bad", "warn", "good", "muted" or ""."""
    for name in ("bad", "warn", "good", "muted"):
        label.setProperty(name, name == state)
    label.style().unpolish(label)
    label.style().polish(label)
