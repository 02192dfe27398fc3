"""The grid: a table of the project, edited by keyboard, mouse and clipboard like a spreadsheet."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.gui.hub import Hub
from desktop.gui.tables import blocks
from desktop.gui.tables.delegate import RecordDelegate
from desktop.gui.tables.record_model import Order, RecordModel
from desktop.model.edits import AddRecords, DropRecords
from desktop.model.records import Record, Table
from desktop.model.records.table import evolved
from desktop.text.messages import say

_WIDEST, _NARROWEST = 280, 72
_SIZED_BY = 200


class Grid(QTableView):
    """Shows one table; every act of the user is one edit, so one step of undo."""

    def __init__(self, hub: Hub, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self.table = table
        self.records = RecordModel(hub, table, self)
        self.setModel(self.records)
        self.setItemDelegate(RecordDelegate(hub, self))
        self.setAccessibleName(table.title)
        self.setAlternatingRowColors(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(28)
        columns.setHighlightSections(False)
        columns.setSectionsClickable(True)
        columns.sectionDoubleClicked.connect(self._sort)
        self.records.refused.connect(self._on_refused)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Make columns as wide as their first rows and headers, within reason."""
        self.horizontalHeader().setResizeContentsPrecision(_SIZED_BY)
        self.resizeColumnsToContents()
        for column in range(self.records.columnCount()):
            width = self.columnWidth(column) + 12
            self.setColumnWidth(column, min(max(width, _NARROWEST), _WIDEST))

    def copy(self) -> None:
        """Put the selected block on the clipboard, as text and as a table."""
        spots = self._spots()
        if not spots:
            return
        columns = range(min(c for _, c in spots), max(c for _, c in spots) + 1)
        block = [
            [self.records.text(row, column) if (row, column) in spots else "" for column in columns]
            for row in sorted({row for row, _ in spots})
        ]
        data = QMimeData()
        data.setText(blocks.to_tsv(block))
        data.setHtml(blocks.to_html(block))
        QGuiApplication.clipboard().setMimeData(data)

    def paste(self) -> None:
        """Put the clipboard's block at the current cell; a single value fills the selection."""
        block = blocks.from_tsv(QGuiApplication.clipboard().text())
        spots = self._spots()
        if not block:
            return
        if len(block) == 1 and len(block[0]) == 1 and len(spots) > 1:
            self._make(blocks.fill(self.records, sorted(spots), "edit-paste", block[0][0]))
            return
        top, left = min(spots, default=(self.records.rowCount(), 0))
        if spots:
            left = min(column for _, column in spots)
        if self._make(blocks.paste(self.records, block, top, left)):
            self._select(top, left, top + len(block) - 1, left + max(map(len, block)) - 1)

    def fill_down(self) -> None:
        """Give the selected cells the value of the uppermost of their column."""
        spots = self._spots()
        if spots:
            self._make(blocks.fill(self.records, sorted(spots), "edit-fill"))

    def clear(self) -> None:
        """Empty the selected cells."""
        spots = self._spots()
        if spots:
            self._hub.apply(blocks.cleared(self.records, sorted(spots)))

    def add_row(self) -> None:
        """Add an empty record at the end and go to it."""
        self._add([self.table.record()], "edit-add")

    def duplicate_rows(self) -> None:
        """Add copies of the selected records at the end; the copy of a short name gets a new one."""
        rows = self.records.row_numbers()
        known = self._hub.project.tables[self.table.name]
        taken = {getattr(record, "id", "") for record in known.values()}
        self._add([_copy(known[rows[at]], taken) for at in self._selected_rows()], "edit-duplicate")

    def delete_rows(self) -> None:
        """Remove the selected records."""
        rows = self.records.row_numbers()
        chosen = [rows[at] for at in self._selected_rows()]
        if chosen and self.can_change_rows:
            self._hub.apply(DropRecords(self.table.name, chosen))

    def selected_numbers(self) -> tuple[list[float], int]:
        """The numbers among the selected cells, and how many cells are selected."""
        spots = self._spots()
        known, rows = self._hub.project.tables[self.table.name], self.records.row_numbers()
        values = [getattr(known[rows[row]], self.records.fields[column].name) for row, column in spots]
        return [float(v) for v in values if isinstance(v, int | float) and not isinstance(v, bool)], len(spots)

    @property
    def can_change_rows(self) -> bool:
        """Whether rows can come and go; the settings are one row for ever."""
        return self.records.grows

    def go_to(self, row: int, field: str) -> bool:
        """Make a record's field the current cell; False when the record is gone."""
        index = self.records.place_of(row, field)
        if not index.isValid() and self.records.order != Order():
            self.records.arrange(Order())
            index = self.records.place_of(row, field)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
            self.setFocus()
        return index.isValid()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens the editor, as F2 does, unless it just left one; the other keys are the menu's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            if self.state() is not QAbstractItemView.State.EditingState:
                self.edit(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.clear()
        else:
            super().keyPressEvent(event)

    def _add(self, records: list[Record], name: str) -> None:
        if records and self.can_change_rows and self._hub.apply(AddRecords(self.table.name, records, name)):
            self._select(self.records.rowCount() - len(records), 0, self.records.rowCount() - 1, 0)

    def _make(self, pasting: blocks.Pasting) -> bool:
        if pasting.refused:
            self._hub.alerted.emit(say("paste-refused", count=len(pasting.refused)), pasting.refused)
        return pasting.edit is not None and self._hub.apply(pasting.edit)

    def _spots(self) -> set[tuple[int, int]]:
        return {(index.row(), index.column()) for index in self.selectionModel().selectedIndexes()}

    def _selected_rows(self) -> list[int]:
        return sorted({row for row, _ in self._spots()})

    def _select(self, top: int, left: int, bottom: int, right: int) -> None:
        bottom, right = min(bottom, self.records.rowCount() - 1), min(right, self.records.columnCount() - 1)
        first, last = self.records.index(top, left), self.records.index(bottom, right)
        if first.isValid() and last.isValid():
            self.setCurrentIndex(first)
            chosen = QItemSelection(first, last)
            self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(first)

    def _sort(self, column: int) -> None:
        """Sort up, then down, then as entered."""
        order = self.records.order
        if order.column != column:
            order = attrs.evolve(order, column=column, descending=False)
        elif not order.descending:
            order = attrs.evolve(order, descending=True)
        else:
            order = attrs.evolve(order, column=-1, descending=False)
        self.records.arrange(order)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(order.column >= 0)
        direction = Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(order.column, direction)

    def _on_refused(self, index: QModelIndex, reason: str) -> None:
        self._hub.alerted.emit(say("cell-refused", reason=reason), ())


def _copy(record: Record, taken: set[str]) -> Record:
    """A copy under a short name that is free: NAME-2, NAME-3..."""
    old = getattr(record, "id", None)
    if not isinstance(old, str):
        return evolved(record, {})
    number = 2
    while f"{old}-{number}" in taken:
        number += 1
    taken.add(f"{old}-{number}")
    return evolved(record, {"id": f"{old}-{number}"})
