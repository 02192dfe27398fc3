"""The header of rows: their numbers, and selected rows dragged to another place where the order is the user's own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHeaderView, QTableView


class RowHeader(QHeaderView):
    """``dragged`` carries the row that was dragged and the one in whose place it was dropped."""

    dragged = Signal(int, int)

    def __init__(self, parent: QTableView, can_move: Callable[[], bool]) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._table, self._can_move = parent, can_move
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(28)
        self.setMinimumWidth(36)
        self.sectionMoved.connect(self._on_moved)

    def sizeHint(self) -> QSize:
        """As wide as the last number needs, which is the longest; Qt would ask for hundreds after every new row."""
        last = self.count() - 1
        return self.sectionSizeFromContents(last) if last >= 0 else super().sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A drag that starts on a row selected as a whole moves it; any other selects rows."""
        row = self.logicalIndexAt(event.position().toPoint())
        whole = row >= 0 and self._table.selectionModel().isRowSelected(row)
        held = event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        self.setSectionsMovable(whole and not held and self._can_move())
        super().mousePressEvent(event)

    def _on_moved(self, row: int, before: int, now: int) -> None:
        """Leave the sections in the order of the model, which changes when the project does."""
        self.blockSignals(True)
        self.moveSection(now, before)
        self.blockSignals(False)
        self.dragged.emit(row, now)
