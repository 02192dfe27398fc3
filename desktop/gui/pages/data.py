"""The data page: every table of the project as a grid, with the list of tables beside it."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.choosers import UnitSwitch
from desktop.gui.hub import Hub
from desktop.gui.page import Page
from desktop.gui.tables.column_menu import column_menu
from desktop.gui.tables.filter_bar import FilterBar
from desktop.gui.tables.find_line import FindLine
from desktop.gui.tables.grid import Grid
from desktop.gui.tables.month_grid import MonthGrid
from desktop.gui.tables.months import Months
from desktop.gui.tables.replace_bar import ReplaceBar
from desktop.gui.tables.table_list import TableList
from desktop.gui.words import Elided, plain_label
from desktop.model.edits import Changes
from desktop.model.errors import Problem
from desktop.model.project import Project
from desktop.model.records import TABLE
from desktop.session.arranging import Arrangement
from desktop.session.matrix import SHAPES
from desktop.text.messages import say

_FIRST = ("items", "sources", "offers", "targets")
"""The tables that no plan can do without."""


class DataPage(Page):
    """Shows one grid at a time; grids are made when first looked at.

    ``selected`` tells of a new selection, ``moved`` that another cell is current, or may show something else;
    ``settling`` asks what is being typed beside the grids to be entered too.
    ``cell_actions`` are what the menu of cells offers, ``month_actions`` that of months; None is a line between them.
    A table that has months may be seen by them, which is remembered. ``split`` has the list of ``tables``
    at the left and the grid; what tells more of a record stands at its right.
    """

    selected = Signal()
    moved = Signal()
    settling = Signal()

    def __init__(self, hub: Hub, toolbar: QToolBar, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self.cell_actions: Sequence[QAction | None] = ()
        self.month_actions: Sequence[QAction | None] = ()
        self._grids: dict[str, Grid] = {}
        self._stale: set[str] = set()
        self.tables = TableList()
        self._title, self._help, self._toolbar = plain_label(), Elided(), toolbar
        self._help.setProperty("muted", True)
        self._title.setFont(theme.sized(theme.FIGURE - 3, bold=True))
        self._find = FindLine()
        self._find.left.connect(lambda: self.shown.setFocus(Qt.FocusReason.OtherFocusReason))
        self._find.textChanged.connect(self._on_find)
        self.filters = FilterBar()
        self.filters.asked.connect(self._on_asked)
        self.replacing = ReplaceBar(hub, lambda: self.grid)
        self._seen_as = UnitSwitch(
            say("months-view"), (("table", say("months-table")), ("months", say("months-months")))
        )
        self._seen_as.chosen.connect(lambda seen: self.show_months(shown=seen == "months"))
        self._stack, self.months = QStackedWidget(), Months(hub)
        self._stack.addWidget(self.months)
        self.months.selected.connect(self.selected)
        self.months.moved.connect(self.moved)
        self.months.menu_wanted.connect(self._open_cell_menu)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self.tables.chosen.connect(self.show_table)
        self.show_table("items")

    @property
    def grid(self) -> Grid:
        """The grid of the chosen table, also while its months are shown."""
        return self._grids[self.tables.current]

    @property
    def shown(self) -> Grid | MonthGrid:
        """What is on the screen: the grid of a table, or its months."""
        return self.months.grid if self.in_months else self.grid

    @property
    def in_months(self) -> bool:
        """Whether the chosen table is seen as months across."""
        return self.tables.current in self.hub.settings.as_months

    def show_months(self, *, shown: bool) -> None:
        """See the chosen table as months across, where it has them, or as a table again."""
        name = self.tables.current
        if name in SHAPES and shown is not self.in_months:
            others = tuple(each for each in self.hub.settings.as_months if each != name)
            self.hub.settings = attrs.evolve(self.hub.settings, as_months=(*others, name) if shown else others)
            self.show_table(name)

    def show_table(self, name: str) -> None:
        """Show the grid of a table."""
        table = TABLE[name]
        if name not in self._grids:
            self._grids[name] = self._made(name)
        if name in self._stale:
            self._stale.discard(name)
            self._grids[name].records.refresh()
        self.tables.select(name)
        self._title.setText(table.title)
        self._help.show_text(table.help)
        self._show_arrangement()
        self.replacing.refresh()
        self.selected.emit()
        self.moved.emit()

    def show_problem(self, problem: Problem) -> None:
        """Go to the cell that a problem is about."""
        if problem.table in TABLE:
            self.show_table(problem.table)
            self.go_to(problem.row, problem.field)

    def go_to(self, row: int | None, field: str) -> None:
        """Go to a cell of the chosen table; as a table where it has no month."""
        if row is not None and not (self.in_months and self.months.grid.go_to(row)):
            self.show_months(shown=False)
            self.grid.go_to(row, field)

    def settle(self) -> None:
        """Enter what is being typed into a cell or beside it: whatever is done next is done with it."""
        self.shown.settle()
        self.settling.emit()

    def start_find(self) -> None:
        """Go to the field to search in."""
        self._find.setFocus()
        self._find.selectAll()

    def toggle_problems(self) -> None:
        """Show only rows with problems, or all again."""
        asked = self.grid.records.arrangement
        self._on_asked(attrs.evolve(asked, problems=not asked.problems))

    def show_all(self) -> None:
        """Take all filters off."""
        self._on_asked(self.grid.records.arrangement.without_filters())

    def follow(self, changes: Changes) -> None:
        """Refresh the grid on the screen; the others when they are next looked at."""
        if not changes.tables and not changes.problems:
            return
        self._stale = set(self._grids)
        self._stale.discard(self.tables.current)
        self.grid.records.refresh()
        self.tables.show_counts(self.hub.project, self.hub.problems)
        self._show_arrangement()
        self.replacing.refresh()
        self.selected.emit()
        self.moved.emit()

    def _made(self, name: str) -> Grid:
        grid = Grid(self.hub, TABLE[name])
        grid.selectionModel().selectionChanged.connect(lambda *_: self.selected.emit())
        grid.record_chosen.connect(lambda _: self.moved.emit())
        grid.records.rearranged.connect(self._on_rearranged)
        grid.menu_wanted.connect(self._open_cell_menu)
        grid.column_menu_wanted.connect(lambda column, place: _open(column_menu(grid, column, place), place))
        self._stack.addWidget(grid)
        return grid

    def _show_arrangement(self) -> None:
        """Say what is filtered, and where nothing is shown why."""
        records = self.grid.records
        asked, total = records.arrangement, len(self.grid.all_records())
        self._seen_as.setVisible(self.tables.current in SHAPES)
        self._toolbar.setVisible(not self.in_months)
        self._seen_as.show_choice("months" if self.in_months else "table")
        if self.in_months:
            self.filters.hide()
            self.replacing.hide()
            self.months.show_table(self.tables.current, self._find.text())
            self._stack.setCurrentWidget(self.months)
            return
        if self._find.text() != asked.find:
            self._find.setText(asked.find)
        self.filters.show_filters(self.grid.table, asked, (records.rowCount(), total), outdated=records.outdated)
        self.grid.explain("" if records.rowCount() else _why_empty(self.hub.project, asked, total))
        self._stack.setCurrentWidget(self.grid)

    def _on_find(self, text: str) -> None:
        asked = self.grid.records.arrangement
        if self.in_months:
            self._show_arrangement()
        elif text != asked.find:
            self._on_asked(attrs.evolve(asked, find=text))

    def _on_asked(self, asked: Arrangement) -> None:
        self.grid.arrange(asked)
        self._show_arrangement()

    def _on_rearranged(self) -> None:
        self._show_arrangement()
        self.selected.emit()
        self.moved.emit()

    def _open_cell_menu(self, place: QPoint) -> None:
        menu = QMenu(self.grid)
        for action in self.month_actions if self.in_months else self.cell_actions:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        _open(menu, place)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._help, 1)
        head.addWidget(self._seen_as)
        head.addWidget(self._find)
        head.addWidget(self._toolbar)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self.replacing)
        column.addWidget(self._stack, 1)
        self.split.setHandleWidth(2 * theme.GRID)
        self.split.addWidget(self.tables)
        self.split.addWidget(right)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([220, 1000])
        self.split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        layout.addWidget(self.split)


def _open(menu: QMenu, place: QPoint) -> None:
    """Open a menu that is gone when it closes."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(place)


def _why_empty(project: Project, asked: Arrangement, total: int) -> str:
    if not total:
        begun = any(project.tables[name] for name in _FIRST)
        return say("data-no-rows") if begun else f"{say('data-no-rows')}\n\n{say('data-start')}"
    only_find = asked == Arrangement(find=asked.find, keys=asked.keys)
    return say("data-nothing-found", text=asked.find) if only_find and asked.find else say("data-nothing-left")
