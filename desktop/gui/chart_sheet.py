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
    """Lays its widgets out in the order in which they were added, anew when the width allows other columns.

    No row has holes: the widgets before a wide one share theirs.
    """

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
        for row, places in enumerate(self._rows(columns)):
            span = columns // len(places)
            for at, place in enumerate(places):
                last = columns - span * at if place is places[-1] else span
                self._grid.addWidget(place.widget, row, at * span, 1, last)
                self._grid.setRowStretch(row, place.height)

    def _rows(self, columns: int) -> list[list[Place]]:
        """What stands side by side; fewer than there are columns share the row among them."""
        rows: list[list[Place]] = []
        for place in self._places:
            if not rows or place.wide or rows[-1][-1].wide or len(rows[-1]) == columns:
                rows.append([])
            rows[-1].append(place)
        return rows
