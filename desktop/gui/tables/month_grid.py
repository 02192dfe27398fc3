"""Months across as a grid: edited by keyboard, mouse and clipboard, every act one step of undo."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.gui.hub import Hub
from desktop.gui.tables.choice_box import ChoiceBox
from desktop.gui.tables.delegate import RecordDelegate
from desktop.gui.tables.month_acts import MonthActs
from desktop.gui.tables.month_cells import MonthCells
from desktop.gui.tables.month_model import LABELS, MonthModel
from desktop.session import months_read
from desktop.session.clips import Cell
from desktop.session.matrix import Shape
from desktop.text.messages import say


class MonthGrid(MonthCells):
    """Shows one table as months across."""

    can_change_rows = False

    def __init__(self, hub: Hub, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(hub, shape, parent)
        self.cells = MonthActs(hub, self)
        self.emptied.connect(self.cells.clear)
        self.filled_all.connect(self.cells.fill_all)
        self.edit_with(_Delegate(hub, self))
        self.lines.modelAboutToBeReset.connect(self._on_leaving)
        self.lines.modelReset.connect(self._on_reset)
        self._place: months_read.Spot | None = None

    @property
    def in_year(self) -> bool:
        """Whether the current cell is of a fiscal year."""
        at = self.currentIndex().column() - LABELS
        return 0 <= at < len(self.lines.columns) and isinstance(self.lines.columns[at], int)

    def go_to(self, row: int) -> bool:
        """Make the cell of a record current; False where it is shown in none."""
        lines = self.lines
        for line in range(lines.rowCount()):
            rows = lines.line(line).rows
            if row in rows:
                column = lines.columns.index(lines.matrix.months[rows.index(row)]) + LABELS
                self.setCurrentIndex(lines.index(line, column))
                self.scrollTo(self.currentIndex())
                self.setFocus()
                return True
        return False

    def _on_leaving(self) -> None:
        index = self.currentIndex()
        there = index.isValid() and index.column() >= LABELS
        self._place = self.lines.spot(index.row(), index.column()) if there else None

    def _on_reset(self) -> None:
        """Stay on the line and month that were current, if they are still shown."""
        key, column = self._place or ((), 0)
        if key in self.lines.keys and column in self.lines.columns:
            self.setCurrentIndex(
                self.lines.index(self.lines.keys.index(key), self.lines.columns.index(column) + LABELS)
            )


class _Delegate(RecordDelegate):
    """An editor whose entry cannot be read for its month or year stays open and says why."""

    def _reason(self, editor: ChoiceBox | QLineEdit) -> str:
        model = self._edited.model()
        if not isinstance(model, MonthModel) or not self._edited.isValid():
            return ""
        row, column = self._edited.row(), self._edited.column()
        if editor.text() == model.text(row, column):
            return ""
        spot = model.spot(row, column)
        error = months_read.read(model.matrix, {spot: Cell(editor.text())}, model.method).refused.get(spot)
        return say(error.key, **error.values) if error else ""
