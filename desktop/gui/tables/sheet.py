"""A table view with the hands of a spreadsheet: keys, selection and menus, and a hint where it is empty."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.gui import theme
from desktop.gui.hub import Hub
from desktop.gui.tables.edited import EditedTable, Move
from desktop.gui.tables.frozen import Index

Flag = QItemSelectionModel.SelectionFlag
Key = Qt.Key
Place = tuple[int, int]
_STEPS = {Move.MoveDown: (1, 0), Move.MoveUp: (-1, 0), Move.MoveRight: (0, 1), Move.MoveLeft: (0, -1)}
_ARROWS = (Key.Key_Down, Key.Key_Up, Key.Key_Right, Key.Key_Left)
_MOVES = (*_ARROWS, Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_PageDown)
_RETURN = (Key.Key_Return, Key.Key_Enter)
_EMPTYING = (Key.Key_Delete, Key.Key_Backspace)


class Sheet(EditedTable):
    """What the grids of records and of months have in common.

    ``menu_wanted`` asks for the menu of the selected cells at a place, ``emptied`` that they are emptied.
    """

    menu_wanted = Signal(QPoint)
    emptied = Signal()

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self._hint = ""
        self.setAlternatingRowColors(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def explain(self, hint: str) -> None:
        """Say in the middle why no row is shown; "" where there are some."""
        self._hint = hint
        self.setAccessibleDescription(hint)
        self.viewport().update()

    def columns_shown(self) -> list[int]:
        """The columns that are not hidden, from the left."""
        header = self.columns
        ordered = (header.logicalIndex(at) for at in range(header.count()))
        return [column for column in ordered if not header.isSectionHidden(column)]

    def selected(self) -> list[Place]:
        """The selected cells as (row, column), without those of hidden columns."""
        shown = set(self.columns_shown())
        found = {
            (row, column)
            for part in self.selectionModel().selection().toList()
            for column in range(part.left(), part.right() + 1)
            if column in shown
            for row in range(part.top(), part.bottom() + 1)
        }
        return sorted(found)

    def spots(self) -> list[Place]:
        """The selected cells that can be edited."""
        return [spot for spot in self.selected() if self.editable(spot[1])]

    def editable(self, column: int) -> bool:
        """Whether the cells of a column can be edited."""
        return True

    def filled_across(self) -> list[int]:
        """The columns that a fill to the right goes over, from the left."""
        return self.columns_shown()

    def text(self, row: int, column: int) -> str:
        """The text of a cell as it is typed and copied."""
        raise NotImplementedError

    def filled(self, row: int, column: int) -> bool:
        """Whether a cell holds anything."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the table, or where it has no rows why not."""
        super().paintEvent(event)
        if self._hint and not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.colours().muted))
            box = self.viewport().rect().adjusted(24, 24, -24, -24)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._hint)
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes down, Delete empties cells; others are Qt's. While a cell is edited they are its editor's."""
        editing = self.state() is QAbstractItemView.State.EditingState
        key, held = event.key(), event.modifiers()
        if not editing and key in _EMPTYING:
            self.emptied.emit()
        elif not editing and key in _RETURN and not held & Qt.KeyboardModifier.ControlModifier:
            self.step(-1 if held & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            self.by_keys = key in _MOVES  # cells are then found where they lie, not where they are seen
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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the selected cells, by mouse or key."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        corner = self.visualRect(self.currentIndex()).bottomLeft()
        self.menu_wanted.emit(self.viewport().mapToGlobal(corner) if by_key else event.globalPos())

    def _end_of_filled(self, down: int, right: int) -> QModelIndex:
        """Where the filled cells end in a direction; from an empty cell or an end the next filled one, or the edge."""
        index, shown, count = self.currentIndex(), self.columns_shown(), self.model().rowCount()
        row, at = index.row(), shown.index(index.column())

        def there(row: int, at: int) -> bool:
            return 0 <= row < count and 0 <= at < len(shown)

        def filled(row: int, at: int) -> bool:
            return there(row, at) and self.filled(row, shown[at])

        inside = filled(row, at) and filled(row + down, at + right)
        while there(row + down, at + right):
            if inside and not filled(row + down, at + right):
                break
            row, at = row + down, at + right
            if not inside and filled(row, at):
                break
        return self.model().index(row, shown[at])
