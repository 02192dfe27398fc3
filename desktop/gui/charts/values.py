"""The values of a place in a chart, on a ground of their own beside it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.gui.words import plain_label

_MARGIN, _BESIDE, _BELOW = 6, 16, 8


def panel(parent: QWidget) -> QLabel:
    """A label that shows nothing yet."""
    found = plain_label()
    found.setParent(parent)
    found.setObjectName("popup")  # the style sheet's: labels on a card have no ground of their own else
    found.setMargin(_MARGIN)
    found.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    found.hide()
    return found


def tell(found: QLabel, text: str, around: QWidget, where: QPointF) -> None:
    """Show a text beside a place, at its left where there is no room at its right; "" for nothing."""
    found.setText(text)
    found.adjustSize()
    found.setVisible(bool(text))
    found.raise_()
    left = where.x() + _BESIDE
    if left + found.width() > around.width():
        left = where.x() - _BESIDE - found.width()
    found.move(round(max(left, 0)), _BELOW)
