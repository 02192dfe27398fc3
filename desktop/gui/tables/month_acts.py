"""What can be done to the selected cells of months across, each act one edit: copy, cut, paste, clear, fill, spread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.gui.hub import Hub
from desktop.gui.tables.blocks import Making, Refusal
from desktop.gui.tables.month_cells import MonthCells
from desktop.gui.tables.month_model import LABELS
from desktop.gui.tables.sheet import Place
from desktop.gui.tables.sheet_acts import SheetActs
from desktop.session import months_read
from desktop.session.clips import Block, Cell
from desktop.session.month_edits import entered
from desktop.session.months_read import Read, Spot
from desktop.session.reading import Decimals
from desktop.session.spreading import Method
from desktop.text.messages import say


class MonthActs(SheetActs):
    """The acts on the cells of one table's months."""

    def __init__(self, hub: Hub, view: MonthCells) -> None:
        super().__init__(hub, view)
        self._view = view

    def spread(self, method: Method) -> None:
        """Spread the totals of the selected years anew; a selected month stands for its year."""
        lines = self._view.lines
        spots: dict[Spot, None] = {}
        places: dict[Spot, Place] = {}
        for row, column in self._view.spots():
            key, of = lines.spot(row, column)
            spot = key, of if isinstance(of, int) else of.fiscal_year
            spots[spot] = None
            places[spot] = row, column
        read = months_read.spread_again(lines.matrix, spots, method)
        self.make(lambda _: self._told(read, places, "edit-spread", ()))

    def put(self, block: Block, top: int, columns: Sequence[int]) -> None:
        """Put a block into lines and columns; what falls on labels is left out."""
        left = columns[0]
        cells, beyond = self._placed(block, top, left)

        def show() -> None:
            self._view.select(top, left, top + len(block) - 1, left + max(map(len, block)) - 1)

        self.make(lambda decimals: self._making(self._read(cells, decimals), cells, "edit-paste", beyond), done=show)

    def put_down(self, spots: Sequence[Place]) -> None:
        """Give every spot the value of the uppermost of its column."""
        tops: dict[int, int] = {}
        for row, column in sorted(spots):
            tops.setdefault(column, row)
        self.fill({(row, column): Cell(self._view.text(tops[column], column)) for row, column in spots}, "edit-fill")

    def fill(self, cells: Mapping[Place, Cell], name: str) -> None:
        """Give every month and year its cell."""
        if cells:
            self.make(lambda decimals: self._making(self._read(cells, decimals), cells, name, ()))

    def _placed(self, block: Block, top: int, left: int) -> tuple[dict[Place, Cell], list[Refusal]]:
        """The cells of a block by their places, without those that fall on labels; and what lies beyond the edges."""
        lines = self._view.lines
        cells: dict[Place, Cell] = {}
        beyond: list[Refusal] = []
        for down, told in enumerate(block):
            row = top + down
            if row >= lines.rowCount():
                beyond.append(Refusal(say("paste-row", row=row + 1), say("month-no-line")))
                continue
            if left + len(told) > lines.columnCount():
                room = lines.columnCount() - left
                beyond.append(Refusal(say("paste-row", row=row + 1), say("paste-too-wide", columns=room)))
            for column, cell in enumerate(told[: lines.columnCount() - left], start=left):
                if column >= LABELS:
                    cells[row, column] = cell
        return cells, beyond

    def _read(self, cells: Mapping[Place, Cell], decimals: Decimals) -> Read:
        lines = self._view.lines
        spots = {lines.spot(*place): cell for place, cell in cells.items()}
        return months_read.read(lines.matrix, spots, lines.method, decimals)

    def _making(self, read: Read, cells: Mapping[Place, Cell], name: str, beyond: list[Refusal] | tuple[()]) -> Making:
        return self._told(read, {self._view.lines.spot(*place): place for place in cells}, name, beyond)

    def _told(self, read: Read, places: Mapping[Spot, Place], name: str, beyond: list[Refusal] | tuple[()]) -> Making:
        """The edit of what was read, with what was refused by row and column."""
        refused = list(beyond)
        for spot, error in read.refused.items():
            row, column = places[spot]
            header = str(self._view.lines.headerData(column, self._view.columns.orientation()))
            told = say("month-place", line=self._view.lines.label(self._view.lines.keys[row]), month=header)
            refused.append(Refusal(told, say(error.key, **error.values), error.key))
        return Making(entered(self._view.lines.matrix, read.entries, name), tuple(refused), read.notes)
