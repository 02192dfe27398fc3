"""What can be done to the selected cells of a grid, each act one edit."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.gui.hub import Hub
from desktop.gui.tables import blocks
from desktop.gui.tables.cells_view import CellsView
from desktop.gui.tables.sheet import Place
from desktop.gui.tables.sheet_acts import SheetActs, on_clipboard
from desktop.session.clips import Block, Cell


class CellActs(SheetActs):
    """The acts on the cells of one table's records."""

    def __init__(self, hub: Hub, grid: CellsView) -> None:
        super().__init__(hub, grid)
        self._grid = grid

    def paste_rows(self) -> None:
        """Put the clipboard's block into new rows at the end, from the first column on."""
        block = on_clipboard()
        if block and self._grid.can_change_rows and not self.too_much(block):
            self.put(block, self.end, self._grid.columns_shown())

    def clear(self, name: str = "edit-clear") -> None:
        """Empty the selected cells; what may not be empty gets its default."""
        spots = self._grid.spots()
        if spots:
            self._hub.apply(blocks.cleared(self._grid.records, spots, name))

    def put(self, block: Block, top: int, columns: Sequence[int]) -> None:
        """Put a block into rows and columns; rows are added for what goes beyond the last."""
        records, count = self._grid.records, self.end
        if self.make(lambda decimals: blocks.paste(records, self._hub.project, block, (top, columns), decimals)):
            bottom = max(min(top + len(block), records.rowCount()) - 1, min(top, count - 1))
            right = min(max(map(len, block)), len(columns)) - 1
            self._grid.select(top, columns[0], bottom, columns[right])

    def put_down(self, spots: Sequence[Place]) -> None:
        """Give every spot the value of the uppermost of its column, which needs no reading."""
        self._hub.apply(blocks.filled_down(self._grid.records, spots))

    def fill(self, cells: dict[Place, Cell], name: str) -> None:
        """Give every place its cell."""
        records, project = self._grid.records, self._hub.project
        if cells:
            self.make(lambda decimals: blocks.fill(records, project, cells, name, decimals))
