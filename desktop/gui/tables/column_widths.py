"""How wide the columns of a grid are: as the user left them, else as their first rows and headers ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop.gui.tables.cells_view import CellsView
from desktop.gui.tables.delegate import choices_of
from desktop.model.fields import Field, Kind
from desktop.model.project import Project

_WIDEST, _NARROWEST = 280, 72
_LEAST: Mapping[Kind, int] = {"id": 120, "text": 120, "ref": 120, "month": 96, "date": 104, "names": 120}
_BESIDE_CELL, _BESIDE_HEADER, _BESIDE_CHOICE = 12, 8, 28
_SIZED_BY, _TELLING = 60, 2


class ColumnWidths:
    """Fits columns to what they hold; those in ``chosen``, by the names of their fields, stay as they are."""

    def __init__(self, grid: CellsView) -> None:
        self._grid = grid
        self.chosen: dict[str, int] = {}
        self._fitting = False
        self._fitted: tuple[int, int] | None = None
        grid.columns.setResizeContentsPrecision(_SIZED_BY)
        grid.columns.sectionResized.connect(self._on_resized)

    def fit(self, document: int, project: Project) -> None:
        """Make columns as wide as their first rows and headers ask for, within reason; room stays for a sort mark."""
        self._fitted, self._fitting = self._standing(document), True
        header = self._grid.columns
        for column, field in enumerate(self._grid.records.fields):
            wanted = max(
                self._grid.sizeHintForColumn(column) + _BESIDE_CELL,
                header.sectionSizeHint(column) + _BESIDE_HEADER,
                self._least(field, project),
            )
            self._grid.setColumnWidth(column, self.chosen.get(field.name, min(wanted, _WIDEST)))
        self._fitting = False

    def follow(self, document: int, project: Project) -> None:
        """Fit anew where the rows are those of another document, or the first ones of a table."""
        if self._standing(document) != self._fitted and self._grid.records.rowCount():
            self.fit(document, project)

    def grow(self, columns: Iterable[int]) -> None:
        """Give columns more room where what was entered asks for it."""
        self._fitting = True
        for column in columns:
            wanted = min(self._grid.sizeHintForColumn(column) + _BESIDE_CELL, _WIDEST)
            if self._grid.records.fields[column].name not in self.chosen and wanted > self._grid.columnWidth(column):
                self._grid.setColumnWidth(column, wanted)
        self._fitting = False

    def _standing(self, document: int) -> tuple[int, int]:
        """What tells whether the widths still are those of the first rows."""
        return document, min(len(self._grid.all_records()), _TELLING)

    def _least(self, field: Field, project: Project) -> int:
        """The width below which a column of this kind would cut most of what people enter."""
        if field.kind not in ("choice", "flag"):
            return _LEAST.get(field.kind, _NARROWEST)
        measure = self._grid.fontMetrics().horizontalAdvance
        words = choices_of(field, project) or []
        return max((measure(word) + _BESIDE_CHOICE for word in words), default=_NARROWEST)

    def _on_resized(self, column: int, before: int, width: int) -> None:
        """Keep the width that the user gives a column; one that is hidden or shown again is 0 wide or was."""
        if before and width and not self._fitting:
            self.chosen[self._grid.records.fields[column].name] = width
