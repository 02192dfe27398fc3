"""Begins to edit in place, where that can be."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView

_ALLOWED = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsEnabled


def edit_current(view: QAbstractItemView) -> bool:
    """Edit the current cell of a view; whether it could be, which Qt warns of where it is asked for in vain."""
    index = view.currentIndex()
    busy = view.state() is QAbstractItemView.State.EditingState
    if not index.isValid() or index.flags() & _ALLOWED != _ALLOWED or busy:
        return False
    view.edit(index)
    return True
