"""What every page is: a widget that follows the project when it is seen, and catches up when it was not."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.gui.hub import Hub
from desktop.model.edits import Changes
from desktop.model.records import TABLES

EVERYTHING = Changes(frozenset(table.name for table in TABLES), plans=True, file=True)


class Page(QWidget):
    """Calls ``follow`` with what changed: at once when visible, else all together when shown."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        self._missed: Changes | None = EVERYTHING
        hub.changed.connect(self._on_changed)

    def follow(self, changes: Changes) -> None:
        """Show the project and plan as they are now; only what ``changes`` names can differ."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        missed, self._missed = self._missed, None
        if missed is not None:
            self.follow(missed)
        super().showEvent(event)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible():
            self.follow(changes)
        else:
            self._missed = merged(self._missed, changes)


def merged(first: Changes | None, second: Changes) -> Changes:
    """What changed in two steps together."""
    if first is None:
        return second
    return Changes(first.tables | second.tables, plans=first.plans or second.plans, file=first.file or second.file)
