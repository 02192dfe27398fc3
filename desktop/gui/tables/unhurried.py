"""A table model that lets what is typed be entered before its rows go, and waits for the typist with what it found."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QTimer, Signal


class Unhurried(QAbstractTableModel):
    """``leaving`` tells that rows are about to go, so that open editors must be settled now.

    ``refused`` says why an entry was not taken, with its index. While views ``hold`` it, what was worked out in the
    background waits: rows must not move under the hands of whoever types.
    """

    leaving = Signal()
    refused = Signal(QModelIndex, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held = False
        self._waiting: Callable[[], None] | None = None

    def refuse(self, index: QModelIndex | QPersistentModelIndex, reason: str) -> bool:
        """Say why an entry is not taken; False, which it was not."""
        self.refused.emit(self.index(index.row(), index.column()), reason)
        return False

    def hold(self, held: bool) -> None:
        """A cell is edited, or none any more."""
        self._held = held
        if not held and self._waiting is not None:
            QTimer.singleShot(0, self, self._go_on)  # not while the view is closing the editor

    def when_free(self, work: Callable[[], None]) -> None:
        """Do something as soon as no cell is edited; only what was asked for last is done."""
        self._waiting = work
        if not self._held:
            self._go_on()

    def _go_on(self) -> None:
        if not self._held and self._waiting is not None:
            work, self._waiting = self._waiting, None
            work()
