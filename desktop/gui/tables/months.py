"""The tables of a project seen as months across: a bar with what is asked for, and one grid per table below it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.hub import Hub
from desktop.gui.tables.month_bar import MonthBar
from desktop.gui.tables.month_grid import MonthGrid
from desktop.session.matrix import SHAPES
from desktop.text.messages import say


class Months(QWidget):
    """Shows one table at a time; ``selected`` tells of a new selection, ``moved`` of another current cell.

    ``menu_wanted`` asks for the menu of cells.
    """

    selected = Signal()
    moved = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._grids: dict[str, MonthGrid] = {}
        self._table = next(iter(SHAPES))
        self.bar = MonthBar()
        self.bar.changed.connect(self._on_bar)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)

    @property
    def grid(self) -> MonthGrid:
        """The grid of the table that was shown last."""
        if self._table not in self._grids:
            self._grids[self._table] = self._made(self._table)
        return self._grids[self._table]

    def show_table(self, name: str, find: str) -> None:
        """Show a table as it is now: its lines that contain a text."""
        self._table = name
        grid = self.grid
        grid.lines.method, grid.lines.every, grid.lines.find = self.bar.method, self.bar.every.isChecked(), find
        grid.lines.refresh()
        self.bar.show_shape(grid.lines.shape)
        grid.explain("" if grid.lines.rowCount() else self._why_empty(find))
        self._stack.setCurrentWidget(grid)

    def _why_empty(self, find: str) -> str:
        if not self.grid.lines.matrix.months:
            return say("months-no-horizon")
        return say("months-nothing-found", text=find) if find else say("months-none")

    def _made(self, name: str) -> MonthGrid:
        grid = MonthGrid(self._hub, SHAPES[name])
        grid.selectionModel().selectionChanged.connect(lambda *_: self.selected.emit())
        grid.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())
        grid.lines.modelReset.connect(self.selected)
        grid.menu_wanted.connect(self.menu_wanted)
        self._stack.addWidget(grid)
        return grid

    def _on_bar(self) -> None:
        self.show_table(self._table, self.grid.lines.find)
