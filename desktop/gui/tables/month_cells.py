"""The view of months across: what is selected, and how wide its columns are."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtWidgets import QWidget

from desktop.gui.hub import Hub
from desktop.gui.tables.month_model import LABELS, MonthModel
from desktop.gui.tables.sheet import Flag, Sheet
from desktop.model.months import Month
from desktop.session.matrix import Shape
from desktop.text.messages import say

_MONTH_WIDTH, _LABEL_WIDEST, _ROOM, _SIZED_BY = 78, 260, 28, 30


class MonthCells(Sheet):
    """Lines of one table with its months; the labels stay in sight."""

    def __init__(self, hub: Hub, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self.lines = MonthModel(hub, shape, self)
        self.show_model(self.lines)
        self.setAccessibleName(say("months-of", table=shape.table.title))
        self.columns.setSectionsMovable(False)
        self.columns.setSectionsClickable(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        self.freeze(LABELS)
        self.lines.reshaped.connect(self.fit_columns)
        self.fit_columns()

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

    def editable(self, column: int) -> bool:
        """Whether a column is of a month or a year, not a label."""
        return column >= LABELS

    def filled_across(self) -> list[int]:
        """The months: years follow from them."""
        return [at for at, of in enumerate(self.lines.columns, start=LABELS) if isinstance(of, Month)]

    def text(self, row: int, column: int) -> str:
        """The text of a cell as it is typed and copied."""
        return self.lines.text(row, column)

    def selected_numbers(self) -> tuple[list[float], int]:
        """The numbers of the selected months, or of the selected years alone, and how many there are."""
        months, spots = set(self.filled_across()), self.spots()
        spots = [spot for spot in spots if spot[1] in months] or spots
        values = [self.lines.value(row, self.lines.columns[column - LABELS]) for row, column in spots]
        numbers = [value for value in values if value is not None and not self.lines.matrix.unlimited(value)]
        return numbers, len(numbers)

    def filled(self, row: int, column: int) -> bool:
        """Whether a cell holds anything."""
        return bool(self.lines.text(row, column))

    def select(self, top: int, left: int, bottom: int, right: int) -> None:
        """Select a block; what lies beyond the edges is left out."""
        bottom, right = min(bottom, self.lines.rowCount() - 1), min(right, self.lines.columnCount() - 1)
        first, last = self.lines.index(top, left), self.lines.index(bottom, right)
        if first.isValid() and last.isValid():
            self.selectionModel().setCurrentIndex(first, Flag.NoUpdate)
            self.selectionModel().select(QItemSelection(first, last), Flag.ClearAndSelect)
            self.scrollTo(first)
