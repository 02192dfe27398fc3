"""A sheet of charts in as many columns as there is room for; wide ones take a row of their own."""

from __future__ import annotations

import attrs
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.gui import theme

_COLUMN_WIDTH, _MOST_COLUMNS = 520, 4


@attrs.frozen
class Place:
    """A widget of the sheet, its least height, and whether it takes a whole row."""

    widget: QWidget
    height: int
    wide: bool


class ChartSheet(QWidget):
    """Lays its widgets out in the order in which they were added, anew when the width allows other columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: list[Place] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 2 * theme.GRID)
        self._grid.setSpacing(theme.GRID)

    @property
    def columns(self) -> int:
        """How many charts stand side by side."""
        return self._columns

    def add(self, widget: QWidget, height: int = 0, *, wide: bool = False) -> None:
        """Put a widget at the end; a ``height`` of 0 leaves it the height it needs."""
        if height:
            widget.setMinimumHeight(height)
        self._places.append(Place(widget, height, wide))
        self._lay_out(max(self._columns, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many columns as fit: an even number, so that pairs stay together."""
        super().resizeEvent(event)
        fitting = min(max(self.width() // _COLUMN_WIDTH, 1), _MOST_COLUMNS)
        columns = fitting - fitting % 2 if fitting > 1 else 1
        if columns != self._columns:
            self._lay_out(columns)

    def _lay_out(self, columns: int) -> None:
        self._columns = columns
        for at in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(at, int(at < columns))
        row = column = 0
        for place in self._places:
            if column and (place.wide or column == columns):
                row, column = row + 1, 0
            self._grid.addWidget(place.widget, row, column, 1, columns if place.wide else 1)
            self._grid.setRowStretch(row, place.height)
            row, column = (row + 1, 0) if place.wide else (row, column + 1)
