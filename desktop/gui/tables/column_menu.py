"""The menu of a column: sort, filter, keep in sight, hide, and which columns are shown at all."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from desktop.gui import theme
from desktop.gui.tables.column_chooser import ColumnChooser
from desktop.gui.tables.filter_panel import FilterPanel
from desktop.gui.tables.grid import Grid
from desktop.session.arranging import Condition, Key, counted
from desktop.text.messages import say


def column_menu(grid: Grid, column: int, place: QPoint) -> QMenu:
    """The menu of a column of a grid; ``place`` is where a filter or the list of columns opens."""
    menu = QMenu(grid)
    field, asked = grid.records.fields[column], grid.records.arrangement

    def sort(*keys: Key) -> None:
        grid.arrange(asked.sorted_by(keys))

    menu.addAction(say("column-sort-up"), lambda: sort(Key(field.name)))
    menu.addAction(say("column-sort-down"), lambda: sort(Key(field.name, descending=True)))
    if asked.keys and asked.key(field.name) is None:
        menu.addAction(say("column-sort-more"), lambda: grid.sort(field.name, more=True))
    unsort = menu.addAction(say("column-sort-none"), sort)
    unsort.setEnabled(bool(asked.keys))
    menu.addSeparator()
    menu.addAction(theme.icon("filter"), say("column-filter"), lambda: open_filter(grid, column, place))
    unfilter = menu.addAction(say("column-filter-clear"), lambda: grid.arrange(asked.having(field.name, None)))
    unfilter.setEnabled(asked.condition(field.name) is not None)
    menu.addSeparator()
    _add_places(menu, grid, column)
    menu.addAction(say("column-choose"), lambda: ColumnChooser(grid).open_at(place))
    menu.addAction(say("column-reset"), grid.reset_layout)
    return menu


def open_filter(grid: Grid, column: int, place: QPoint) -> FilterPanel:
    """Open the filter of a column; what is asked there the grid then shows."""
    field, asked = grid.records.fields[column], grid.records.arrangement
    panel = FilterPanel(field, counted(grid.all_records(), field.name), asked.condition(field.name), grid)

    def ask(condition: Condition | None) -> None:
        grid.arrange(grid.records.arrangement.having(field.name, condition))

    panel.asked.connect(ask)
    panel.open_at(place)
    return panel


def _add_places(menu: QMenu, grid: Grid, column: int) -> None:
    """Which columns stay in sight, the width, selection and hiding of this one."""
    up_to_here = grid.columns_shown().index(column) + 1 if column in grid.columns_shown() else 0
    frozen = grid.columns.frozen
    menu.addAction(say("column-freeze"), lambda: grid.freeze(up_to_here)).setEnabled(frozen != up_to_here)
    menu.addAction(say("column-unfreeze"), lambda: grid.freeze(0)).setEnabled(frozen > 0)
    menu.addAction(say("column-fit"), lambda: grid.resizeColumnToContents(column))
    menu.addAction(say("column-select"), lambda: grid.select_column(column))
    hide = menu.addAction(say("column-hide"), lambda: grid.show_column(column, shown=False))
    hide.setEnabled(len(grid.columns_shown()) > 1)
