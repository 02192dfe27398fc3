"""What every page is: a widget that follows the project when it is seen, and catches up when it was not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

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

    def settle(self) -> None:
        """Enter what is being typed: the window is about to do something else. Most pages enter all at once."""

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


R = TypeVar("R")


class Pieces(QObject):
    """Does work piece by piece, so that the window answers in between; newer work takes the place of older."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: list[Callable[[], None]] = []
        self._round = object()
        self._aside = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return not self._left and not self._aside

    def start(self, *pieces: Callable[[], None]) -> None:
        """Do these, the first at once."""
        self._left = list(pieces)
        self._round = object()
        self._go_on()

    def aside(self, hub: Hub, work: Callable[[], R], show: Callable[[R], None]) -> None:
        """Find out in the background what takes longer than a picture may, and show it unless newer work began."""
        own, self._aside = self._round, self._aside + 1

        def done(found: R) -> None:
            self._aside -= 1
            if self._round is own:
                show(found)

        def failed(error: Exception) -> None:
            self._aside -= 1
            hub.alert(error)

        hub.runner.start("", lambda _: work(), done, failed)

    def _go_on(self) -> None:
        if self._left:
            self._left.pop(0)()
        if self._left:
            self._timer.start(0)


def scrolling(inside: QWidget) -> QScrollArea:
    """A frameless area in which a part of a page keeps the height it needs."""
    area = QScrollArea()
    inside.setObjectName("sheet")
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # nobody would see it; what is in it scrolls it
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def merged(first: Changes | None, second: Changes) -> Changes:
    """What changed in two steps together."""
    if first is None:
        return second
    return Changes(
        first.tables | second.tables,
        plans=first.plans or second.plans,
        file=first.file or second.file,
        problems=first.problems or second.problems,
    )
