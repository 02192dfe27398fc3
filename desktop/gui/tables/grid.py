"""The grid: a table of the project, edited by keyboard, mouse and clipboard like a spreadsheet."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.gui.hub import Hub
from desktop.gui.tables.cell_acts import CellActs
from desktop.gui.tables.cells_view import CellsView
from desktop.gui.tables.choice_box import ChoiceBox
from desktop.gui.tables.column_widths import ColumnWidths
from desktop.gui.tables.delegate import MarkDelegate, RecordDelegate
from desktop.gui.tables.edited import Hint
from desktop.gui.tables.editing import edit_current
from desktop.gui.tables.editors import PopupLine
from desktop.gui.tables.row_acts import RowActs
from desktop.gui.tables.row_header import RowHeader
from desktop.model.records import Table
from desktop.session.arranging import Arrangement
from desktop.session.layouts import Layout


class Grid(CellsView):
    """Shows one table; every act of the user is one edit, so one step of undo.

    ``record_chosen`` carries the row number of the record that the current cell is of, or None. ``column_menu_wanted``
    asks for the menu of a column, at a place on the screen.
    """

    record_chosen = Signal(object)
    column_menu_wanted = Signal(int, QPoint)

    def __init__(self, hub: Hub, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(hub, table, parent)
        self.cells, self.rows, self.widths = CellActs(hub, self), RowActs(hub, self), ColumnWidths(self)
        self.emptied.connect(self.cells.clear)
        self.filled_all.connect(self.cells.fill_all)
        self._laying_out = True
        self._place: tuple[int, str] | None = None
        self.edit_with(RecordDelegate(hub, self))
        self.edit_with(MarkDelegate(hub, self), 0)
        numbers = RowHeader(self, lambda: self.rows.can_move)
        self.setVerticalHeader(numbers)
        numbers.dragged.connect(self.rows.drop)
        self.setSortingEnabled(True)  # a click on a header is then not taken for a selection of the column
        self.columns.setSortIndicatorShown(False)
        self.columns.sectionClicked.connect(self._on_clicked)
        self.columns.chosen.connect(lambda column: self.select_column(column, more=True))
        self.columns.menu_wanted.connect(self.column_menu_wanted)
        self.columns.sectionMoved.connect(self._keep_layout)
        self.columns.sectionResized.connect(self._keep_layout)
        self.records.modelAboutToBeReset.connect(self._on_leaving)
        self.records.modelReset.connect(self._on_reset)
        self.records.rowsInserted.connect(self._on_rows)
        self.records.modelReset.connect(self._on_rows)
        self.records.rearranged.connect(self._mark_columns)
        self.selectionModel().currentChanged.connect(self._on_current)
        self._lay_out(hub.settings.grids.get(table.name, Layout()))

    def arrange(self, asked: Arrangement) -> None:
        """Show other rows, or the same in another order."""
        self.records.arrange(asked)
        self._mark_columns()
        self._keep_layout()

    def sort(self, field: str, *, more: bool = False) -> None:
        """Sort by a field up, then down, then as entered; with ``more`` after what sorts already."""
        self.arrange(self.records.arrangement.cycled(field, more=more))

    def freeze(self, count: int) -> None:
        """Keep so many of the first columns in sight."""
        super().freeze(count)
        self._keep_layout()

    def show_column(self, column: int, *, shown: bool) -> None:
        """Show or hide a column; the last one shown stays."""
        if shown or len(self.columns_shown()) > 1:
            self.setColumnHidden(column, not shown)
            self._keep_layout()

    def reset_layout(self) -> None:
        """Lay the columns out as on the first day, and show every row as entered."""
        self._lay_out(Layout())
        self.arrange(Arrangement())

    def go_to(self, row: int, field: str) -> bool:
        """Make a record's field the current cell; False when the record is gone."""
        index = self.records.place_of(row, field)
        if not index.isValid() and self.records.arrangement.filters:
            self.arrange(self.records.arrangement.without_filters())
            index = self.records.place_of(row, field)
        if index.isValid():
            self.setColumnHidden(index.column(), False)
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
            self.setFocus()
        return index.isValid()

    def column_menu(self) -> None:
        """Ask for the menu of the current cell's column."""
        column = max(self.currentIndex().column(), 0)
        left = self.columns.sectionViewportPosition(column)
        self.column_menu_wanted.emit(column, self.columns.mapToGlobal(QPoint(max(left, 0), self.columns.height())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and Down opens the list of a cell; the other keys move and select."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            edit_current(self)
            editor = self.viewport().focusWidget()
            if isinstance(editor, ChoiceBox | PopupLine):
                editor.show_choices()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: Hint) -> None:
        """Widen the column where what was typed needs it."""
        column = max(self.currentIndex().column(), 0)
        super().closeEditor(editor, hint)
        self.widths.grow([column])

    def _lay_out(self, layout: Layout) -> None:
        self._laying_out = True
        names = [field.name for field in self.records.fields]
        self.widths.chosen = dict(layout.widths)
        self.widths.fit(self._hub.document, self._hub.project)
        for column, name in enumerate(names):
            self.setColumnHidden(column, name in layout.hidden)
        order = [*(names.index(name) for name in layout.order), *range(len(names))]
        for place, column in enumerate(dict.fromkeys(order)):
            self.columns.moveSection(self.columns.visualIndex(column), place)
        self.freeze(layout.frozen)
        if layout.keys:
            self.arrange(Arrangement(keys=layout.keys))
        self._laying_out = False

    def _keep_layout(self, *_: int) -> None:
        """Remember the layout for the next time."""
        if self._laying_out:
            return
        names, header = [field.name for field in self.records.fields], self.columns
        layout = Layout(
            order=tuple(names[header.logicalIndex(at)] for at in range(len(names))),
            widths=dict(self.widths.chosen),
            hidden=tuple(name for at, name in enumerate(names) if self.isColumnHidden(at)),
            frozen=header.frozen,
            keys=self.records.arrangement.keys,
        )
        grids = {**self._hub.settings.grids, self.table.name: layout}
        self._hub.settings = attrs.evolve(self._hub.settings, grids=grids)

    def _mark_columns(self) -> None:
        asked = self.records.arrangement
        place = {field.name: column for column, field in enumerate(self.records.fields)}
        sorts = {place[key.field]: (at, key.descending) for at, key in enumerate(asked.keys, start=1)}
        self.columns.show_marks(sorts, frozenset(place[condition.field] for condition in asked.conditions))

    def _on_clicked(self, column: int) -> None:
        held = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        self.sort(self.records.fields[column].name, more=bool(held))

    def _on_leaving(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self._place = (self.records.row_numbers()[index.row()], self.records.fields[index.column()].name)

    def _on_reset(self) -> None:
        """Stay on the record that was current, if it is still shown."""
        if self._place is not None:
            index = self.records.place_of(*self._place)
            if index.isValid():
                self.setCurrentIndex(index)

    def _on_rows(self, *_: object) -> None:
        self.widths.follow(self._hub.document, self._hub.project)

    def _on_current(self, index: QModelIndex, _: QModelIndex) -> None:
        numbers = self.records.row_numbers() if index.isValid() else []
        self.record_chosen.emit(numbers[index.row()] if numbers else None)
