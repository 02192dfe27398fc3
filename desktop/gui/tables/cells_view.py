"""The view of one table's records: which cells, columns and rows are selected, and what they hold."""

from __future__ import annotations

from collections.abc import Collection
from operator import attrgetter

from PySide6.QtCore import QItemSelection, QItemSelectionRange, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.gui.hub import Hub
from desktop.gui.tables.record_model import RecordModel
from desktop.gui.tables.sheet import Flag, Sheet
from desktop.model.records import Record, Table

_EMPTY = ("", None, ())
_MOST_SUMMED = 500_000


class CellsView(Sheet):
    """One table of the project; rows and columns are selected by mouse and keyboard alike."""

    def __init__(self, hub: Hub, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self.table, self.records = table, RecordModel(hub, table, self)
        self.show_model(self.records)
        self.setAccessibleName(table.title)
        self.setCornerButtonEnabled(True)

    @property
    def can_change_rows(self) -> bool:
        """Whether rows can come and go; the settings are one row for ever."""
        return self.records.grows

    def all_records(self) -> Collection[Record]:
        """Every record of the table, also those that are not shown."""
        return self._hub.project.tables[self.table.name].values()

    def filled(self, row: int, column: int) -> bool:
        """Whether a cell holds anything."""
        return self.records.value(row, column) not in _EMPTY

    def text(self, row: int, column: int) -> str:
        """The text of a cell as it is typed and copied."""
        return self.records.text(row, column)

    def selected_rows(self) -> list[int]:
        """The rows of which anything is selected, from the top."""
        parts = self._parts()
        return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})

    def selected_numbers(self) -> tuple[list[float], int]:
        """The numbers among the selected cells, and how many cells are filled; too many are not looked at."""
        parts = self._parts()
        if sum(part.width() * part.height() for part in parts) > _MOST_SUMMED:
            return [], sum(part.width() * part.height() for part in parts)
        numbers: list[float] = []
        filled = 0
        for part in parts:
            there = [self.records.record(row) for row in range(part.top(), part.bottom() + 1)]
            for column in range(part.left(), part.right() + 1):
                if self.columns.isSectionHidden(column):
                    continue
                field = self.records.fields[column]
                values = list(map(attrgetter(field.name), there))
                filled += len(values) - sum(map(values.count, _EMPTY))
                if field.kind in ("number", "whole"):
                    numbers += (value for value in values if value is not None)
        return numbers, filled

    def select(self, top: int, left: int, bottom: int, right: int, *, current: int | None = None) -> None:
        """Select a block between two columns, as they stand on the screen; -1 is the last column."""
        shown = self.columns_shown()
        if not shown or not self.records.rowCount():
            return
        first = shown.index(left) if left in shown else 0
        last = shown.index(right) if right in shown else len(shown) - 1
        bottom = min(bottom, self.records.rowCount() - 1)
        chosen = QItemSelection()
        for column in shown[first : last + 1]:
            chosen.select(self.records.index(top, column), self.records.index(bottom, column))
        at = self.records.index(top, shown[first] if current is None else current)
        self.selectionModel().setCurrentIndex(at, Flag.NoUpdate)
        self.selectionModel().select(chosen, Flag.ClearAndSelect)
        self.scrollTo(at)

    def select_columns(self) -> None:
        """Select the columns of the selected cells, as a whole."""
        for column in {column for _, column in self.spots()}:
            self.select_column(column, more=True)

    def select_column(self, column: int, *, more: bool = False) -> None:
        """Select a whole column, alone or with what is selected."""
        last = self.records.rowCount() - 1
        if last >= 0:
            whole = QItemSelection(self.records.index(0, column), self.records.index(last, column))
            if not self.currentIndex().isValid():
                self.selectionModel().setCurrentIndex(self.records.index(0, column), Flag.NoUpdate)
            self.selectionModel().select(whole, Flag.Select if more else Flag.ClearAndSelect)

    def select_rows(self) -> None:
        """Select the rows of the selected cells, as a whole."""
        for row in self.selected_rows():
            whole = QItemSelection(self.records.index(row, 0), self.records.index(row, self.records.columnCount() - 1))
            self.selectionModel().select(whole, Flag.Select)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl and Space selects columns, Shift and Space rows, as a whole; while a cell is edited they type."""
        held, editing = event.modifiers(), self.state() is QAbstractItemView.State.EditingState
        if editing or event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
        elif held & Qt.KeyboardModifier.ControlModifier:
            self.select_columns()
        elif held & Qt.KeyboardModifier.ShiftModifier:
            self.select_rows()
        else:
            super().keyPressEvent(event)

    def _parts(self) -> list[QItemSelectionRange]:
        """The selected blocks."""
        return list(self.selectionModel().selection().toList())
