"""The view of one table's cells: what is selected, where the keys go, as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Collection
from operator import attrgetter

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.gui import theme
from desktop.gui.hub import Hub
from desktop.gui.tables.frozen import FrozenTable, Index
from desktop.gui.tables.record_model import RecordModel
from desktop.model.records import Record, Table

Flag = QItemSelectionModel.SelectionFlag
Move = QAbstractItemView.CursorAction
Key = Qt.Key
EMPTY = ("", None, ())
_MOST_SUMMED = 500_000
_STEPS = {Move.MoveDown: (1, 0), Move.MoveUp: (-1, 0), Move.MoveRight: (0, 1), Move.MoveLeft: (0, -1)}
_ARROWS = (Key.Key_Down, Key.Key_Up, Key.Key_Right, Key.Key_Left)
_MOVES = (*_ARROWS, Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_PageDown)


class CellsView(FrozenTable):
    """One table of the project; rows and columns are selected by mouse and keyboard alike."""

    def __init__(self, hub: Hub, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub, self.table, self._hint = hub, table, ""
        self.records = RecordModel(hub, table, self)
        self.setModel(self.records)
        self.setAccessibleName(table.title)
        self.setAlternatingRowColors(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )

    def explain(self, hint: str) -> None:
        """Say in the middle why no row is shown; "" where there are some."""
        self._hint = hint
        self.setAccessibleDescription(hint)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the table, or where it has no rows why not."""
        super().paintEvent(event)
        if self._hint and not self.records.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.colours().muted))
            box = self.viewport().rect().adjusted(24, 24, -24, -24)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._hint)
            painter.end()

    @property
    def can_change_rows(self) -> bool:
        """Whether rows can come and go; the settings are one row for ever."""
        return self.records.grows

    def all_records(self) -> Collection[Record]:
        """Every record of the table, also those that are not shown."""
        return self._hub.project.tables[self.table.name].values()

    def columns_shown(self) -> list[int]:
        """The columns that are not hidden, from the left."""
        header = self.columns
        ordered = (header.logicalIndex(at) for at in range(header.count()))
        return [column for column in ordered if not header.isSectionHidden(column)]

    def spots(self) -> list[tuple[int, int]]:
        """The selected cells as (row, column), without those of hidden columns."""
        shown = set(self.columns_shown())
        found = {
            (row, column)
            for part in self._parts()
            for column in range(part.left(), part.right() + 1)
            if column in shown
            for row in range(part.top(), part.bottom() + 1)
        }
        return sorted(found)

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
                filled += len(values) - sum(map(values.count, EMPTY))
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

    def select_columns(self, *, more: bool = False) -> None:
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
        """The keys of a spreadsheet that Qt does not know; while a cell is edited they are its editor's."""
        act = None if self.state() is QAbstractItemView.State.EditingState else self._act(event)
        if act is not None:
            act()
            return
        self.by_keys = event.key() in _MOVES  # cells are then found where they lie, not where they are seen
        super().keyPressEvent(event)
        self.by_keys = False

    def moveCursor(self, cursorAction: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Where a key leads; with Ctrl to the end of the filled cells, over empty ones, or to the edge."""
        step = _STEPS.get(cursorAction)
        if step and modifiers & Qt.KeyboardModifier.ControlModifier and self.currentIndex().isValid():
            return self._end_of_filled(*step)
        return super().moveCursor(cursorAction, modifiers)

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> Flag:
        """What Qt does, but with Ctrl an arrow selects as it does without."""
        if isinstance(event, QKeyEvent) and event.key() in _MOVES:
            held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            return Flag.SelectCurrent if held else Flag.ClearAndSelect
        return super().selectionCommand(index, event)

    def _parts(self) -> list[QItemSelectionRange]:
        """The selected blocks."""
        return list(self.selectionModel().selection().toList())

    def step(self, rows: int) -> None:
        """Go down or up by rows in the column of the current cell."""
        wanted = self.records.index(self.currentIndex().row() + rows, self.currentIndex().column())
        if self.currentIndex().isValid() and wanted.isValid():
            self.setCurrentIndex(wanted)

    def _act(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key does to selection and current cell, or None where it is Qt's."""
        key, held = event.key(), event.modifiers()
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            return lambda: self.step(-1 if shift else 1)
        if key == Qt.Key.Key_Space and control:
            return self.select_columns
        return self.select_rows if key == Qt.Key.Key_Space and shift else None

    def _end_of_filled(self, down: int, right: int) -> QModelIndex:
        """Where the filled cells end in a direction; from an empty cell or an end the next filled one, or the edge."""
        index, shown = self.currentIndex(), self.columns_shown()
        row, at = index.row(), shown.index(index.column())

        def there(row: int, at: int) -> bool:
            return 0 <= row < self.records.rowCount() and 0 <= at < len(shown)

        def filled(row: int, at: int) -> bool:
            return there(row, at) and self.records.value(row, shown[at]) not in EMPTY

        inside = filled(row, at) and filled(row + down, at + right)
        while there(row + down, at + right):
            if inside and not filled(row + down, at + right):
                break
            row, at = row + down, at + right
            if not inside and filled(row, at):
                break
        return self.records.index(row, shown[at])
