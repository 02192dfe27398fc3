"""The view of months across: what is selected and where the keys go, as in the other grids."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.gui import theme
from desktop.gui.hub import Hub
from desktop.gui.tables.frozen import FrozenTable, Index
from desktop.gui.tables.month_model import LABELS, MonthModel
from desktop.model.months import Month
from desktop.session.matrix import Shape
from desktop.text.messages import say

Flag = QItemSelectionModel.SelectionFlag
Move = QAbstractItemView.CursorAction
_STEPS = {Move.MoveDown: (1, 0), Move.MoveUp: (-1, 0), Move.MoveRight: (0, 1), Move.MoveLeft: (0, -1)}
_ARROWS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Left)
_MOVES = (*_ARROWS, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MONTH_WIDTH, _LABEL_WIDEST, _ROOM, _SIZED_BY = 78, 260, 28, 30


class MonthCells(FrozenTable):
    """Lines of one table with its months; the labels stay in sight."""

    def __init__(self, hub: Hub, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = ""
        self.lines = MonthModel(hub, shape, self)
        self.setModel(self.lines)
        self.setAccessibleName(say("months-of", table=shape.table.title))
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.columns.setSectionsMovable(False)
        self.columns.setSectionsClickable(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        self.freeze(LABELS)
        self.lines.reshaped.connect(self.fit_columns)
        self.fit_columns()

    def explain(self, hint: str) -> None:
        """Say in the middle why nothing is shown; "" where there is something."""
        self._hint = hint
        self.setAccessibleDescription(hint)
        self.viewport().update()

    def fit_columns(self) -> None:
        """Labels as wide as they need within reason; months alike, and years, as wide as their longest figure."""
        metrics, shown = self.fontMetrics(), self.lines
        rows = range(min(shown.rowCount(), _SIZED_BY))

        def needed(column: int) -> int:
            texts = [shown.headerData(column, Qt.Orientation.Horizontal)]
            texts += [shown.index(row, column).data() for row in rows]
            return max(map(metrics.horizontalAdvance, texts)) + _ROOM

        for column in range(LABELS):
            self.setColumnWidth(column, min(needed(column), _LABEL_WIDEST))
        for kind in (Month, int):
            alike = [at for at, of in enumerate(shown.columns, start=LABELS) if isinstance(of, kind)]
            wide = max([_MONTH_WIDTH, *map(needed, alike)])
            for column in alike:
                self.setColumnWidth(column, wide)

    def spots(self, *, labels: bool = False, years: bool = True) -> list[tuple[int, int]]:
        """The selected cells as (row, column), with or without the labels and the years."""
        found = {
            (row, column)
            for part in self.selectionModel().selection().toList()
            for column in range(part.left(), part.right() + 1)
            if labels or column >= LABELS
            if years or column < LABELS or isinstance(self.lines.columns[column - LABELS], Month)
            for row in range(part.top(), part.bottom() + 1)
        }
        return sorted(found)

    def selected_numbers(self) -> tuple[list[float], int]:
        """The numbers of the selected months, or of the selected years alone, and how many there are."""
        spots = self.spots(years=False) or self.spots()
        values = [self.lines.value(row, self.lines.columns[column - LABELS]) for row, column in spots]
        numbers = [value for value in values if value is not None and not self.lines.matrix.unlimited(value)]
        return numbers, len(numbers)

    def month_before(self, column: int) -> int | None:
        """The column of the month before that of a column."""
        earlier = range(column - 1, LABELS - 1, -1)
        return next((at for at in earlier if isinstance(self.lines.columns[at - LABELS], Month)), None)

    def select(self, top: int, left: int, bottom: int, right: int) -> None:
        """Select a block; what lies beyond the edges is left out."""
        bottom, right = min(bottom, self.lines.rowCount() - 1), min(right, self.lines.columnCount() - 1)
        first, last = self.lines.index(top, left), self.lines.index(bottom, right)
        if first.isValid() and last.isValid():
            self.selectionModel().setCurrentIndex(first, Flag.NoUpdate)
            self.selectionModel().select(QItemSelection(first, last), Flag.ClearAndSelect)
            self.scrollTo(first)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the months, or where there are no lines why not."""
        super().paintEvent(event)
        if self._hint and not self.lines.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.colours().muted))
            box = self.viewport().rect().adjusted(24, 24, -24, -24)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._hint)
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes down a line; the other keys are Qt's, and count cells where they lie."""
        held = event.modifiers()
        plain = not held & Qt.KeyboardModifier.ControlModifier
        if event.key() in _RETURN and plain and self.state() is not QAbstractItemView.State.EditingState:
            self.step(-1 if held & Qt.KeyboardModifier.ShiftModifier else 1)
            return
        self.by_keys = event.key() in _MOVES
        super().keyPressEvent(event)
        self.by_keys = False

    def moveCursor(self, cursorAction: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Where a key leads; with Ctrl an arrow leads to the edge."""
        step, index = _STEPS.get(cursorAction), self.currentIndex()
        if step and modifiers & Qt.KeyboardModifier.ControlModifier and index.isValid():
            edges = (self.lines.rowCount() - 1, self.lines.columnCount() - 1)
            row, column = (
                edge if by > 0 else 0 if by < 0 else at
                for by, at, edge in zip(step, (index.row(), index.column()), edges, strict=True)
            )
            return self.lines.index(row, column)
        return super().moveCursor(cursorAction, modifiers)

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> Flag:
        """What Qt does, but with Ctrl an arrow selects as it does without."""
        if isinstance(event, QKeyEvent) and event.key() in _MOVES:
            held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            return Flag.SelectCurrent if held else Flag.ClearAndSelect
        return super().selectionCommand(index, event)

    def step(self, rows: int) -> None:
        """Go down or up by lines in the column of the current cell."""
        wanted = self.lines.index(self.currentIndex().row() + rows, self.currentIndex().column())
        if self.currentIndex().isValid() and wanted.isValid():
            self.setCurrentIndex(wanted)
