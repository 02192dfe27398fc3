"""What can be done to the selected cells of a grid, each act one edit."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.gui.hub import Hub
from desktop.gui.tables import blocks
from desktop.gui.tables.blocks import Held, Making
from desktop.gui.tables.cells_view import CellsView
from desktop.gui.tables.sheet import Place
from desktop.gui.tables.sheet_acts import SheetActs, on_clipboard
from desktop.session.clips import Block, Cell
from desktop.session.reading import Decimals


class CellActs(SheetActs):
    """The acts on the cells of one table's records."""

    def __init__(self, hub: Hub, grid: CellsView) -> None:
        super().__init__(hub, grid)
        self._grid = grid

    @property
    def _held(self) -> Held:
        """The rows as they are shown now."""
        table, grid = self._grid.table, self._grid
        return Held(table, grid.records.row_numbers(), self._hub.project.tables[table.name], grid.can_change_rows)

    def paste_rows(self) -> None:
        """Put the clipboard's block into new rows at the end, from the first column on."""
        block = on_clipboard()
        if block and self._grid.can_change_rows and not self.too_much(block):
            self.put(block, self.end, self._grid.columns_shown())

    def clear(self, name: str = "edit-clear") -> None:
        """Empty the selected cells; what may not be empty gets its default."""
        spots = self._grid.spots()
        if spots:
            self._hub.apply(blocks.cleared(self._held, spots, name))

    def put(self, block: Block, top: int, columns: Sequence[int]) -> None:
        """Put a block into rows and columns; rows are added for what goes beyond the last."""
        records, project, count = self._grid.records, self._hub.project, self.end
        held = self._held

        def show() -> None:
            bottom = max(min(top + len(block), records.rowCount()) - 1, min(top, count - 1))
            right = min(max(map(len, block)), len(columns)) - 1
            self._grid.select(top, columns[0], bottom, columns[right])

        def make(decimals: Decimals) -> Making:
            return blocks.paste(held, project, block, (top, columns), decimals)

        self.make(make, sum(map(len, block)), show)

    def put_down(self, spots: Sequence[Place]) -> None:
        """Give every spot the value of the uppermost of its column, which needs no reading."""
        held = self._held
        self.make(lambda _: Making(blocks.filled_down(held, spots)), len(spots))

    def fill(self, cells: dict[Place, Cell], name: str) -> None:
        """Give every place its cell."""
        held, project = self._held, self._hub.project
        if cells:
            self.make(lambda decimals: blocks.fill(held, project, cells, name, decimals), len(cells))
