"""The data page: every table of the project as a grid, with the list of tables beside it."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSplitter, QStackedWidget, QToolBar, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.hub import Hub
from desktop.gui.page import Page
from desktop.gui.tables.grid import Grid
from desktop.gui.tables.table_list import TableList
from desktop.gui.words import plain_label
from desktop.model.edits import Changes
from desktop.model.errors import Problem
from desktop.model.records import TABLE
from desktop.text.messages import say


class DataPage(Page):
    """Shows one grid at a time; grids are made when first looked at. ``selected`` tells of a new selection."""

    selected = Signal()

    def __init__(self, hub: Hub, toolbar: QToolBar, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self._grids: dict[str, Grid] = {}
        self._stale: set[str] = set()
        self._list = TableList()
        self._title, self._help = plain_label(), plain_label(muted=True)
        self._title.setFont(theme.sized(theme.FIGURE - 3, bold=True))
        self._find = QLineEdit()
        self._find.setPlaceholderText(say("data-find"))
        self._find.setClearButtonEnabled(True)
        self._find.setMaximumWidth(240)
        self._find.textChanged.connect(self._on_find)
        self._empty = _empty_label()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._lay_out(toolbar)
        self._list.chosen.connect(self.show_table)
        self.show_table("items")

    @property
    def grid(self) -> Grid:
        """The grid on the screen."""
        return self._grids[self._list.current]

    def show_table(self, name: str) -> None:
        """Show the grid of a table."""
        table = TABLE[name]
        if name not in self._grids:
            grid = self._grids[name] = Grid(self.hub, table)
            grid.selectionModel().selectionChanged.connect(self._on_selected)
            self._stack.addWidget(grid)
        if name in self._stale:
            self._stale.discard(name)
            self._grids[name].records.refresh()
        self._list.select(name)
        self._title.setText(table.title)
        self._help.setText(table.help)
        self._find.setText(self._grids[name].records.order.find)
        self._show_grid_or_hint()
        self.selected.emit()

    def show_problem(self, problem: Problem) -> None:
        """Go to the cell that a problem is about."""
        if problem.table in TABLE:
            self.show_table(problem.table)
            if problem.row is not None:
                self.grid.go_to(problem.row, problem.field)

    def start_find(self) -> None:
        """Go to the field to search in."""
        self._find.setFocus()
        self._find.selectAll()

    def follow(self, changes: Changes) -> None:
        """Refresh the grid on the screen; the others when they are next looked at."""
        if not changes.tables:
            return
        self._stale = set(self._grids)
        self._stale.discard(self._list.current)
        self.grid.records.refresh()
        self._list.show_counts(self.hub.project, self.hub.problems)
        self._show_grid_or_hint()
        self.selected.emit()

    def _show_grid_or_hint(self) -> None:
        grid = self.grid
        nothing = grid.records.rowCount() == 0
        if nothing:
            found = grid.records.order.find
            self._empty.setText(say("data-nothing-found", text=found) if found else say("data-no-rows"))
        self._stack.setCurrentWidget(self._empty if nothing else grid)

    def _on_find(self, text: str) -> None:
        records = self.grid.records
        if text != records.order.find:
            records.arrange(attrs.evolve(records.order, find=text))
            self._show_grid_or_hint()

    def _on_selected(self, *_: QItemSelection) -> None:
        self.selected.emit()

    def _lay_out(self, toolbar: QToolBar) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._help, 1)
        head.addWidget(self._find)
        head.addWidget(toolbar)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(2 * theme.GRID)
        split.addWidget(self._list)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([220, 1000])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        layout.addWidget(split)


def _empty_label() -> QLabel:
    label = plain_label(muted=True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    return label
