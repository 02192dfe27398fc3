"""What can be done to the selected cells of months across, each act one edit: copy, cut, paste, clear, fill, spread."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.gui.hub import Hub
from desktop.gui.tables.blocks import Making, Refusal
from desktop.gui.tables.cell_acts import Ask, make_edit, on_clipboard, to_clipboard
from desktop.gui.tables.month_cells import MonthCells
from desktop.gui.tables.month_model import LABELS
from desktop.gui.tables.refusals import ask_refused
from desktop.session import months_read
from desktop.session.clips import Block, Cell
from desktop.session.month_edits import entered
from desktop.session.months_read import Read, Spot
from desktop.session.reading import Decimals
from desktop.session.spreading import Method
from desktop.text.messages import say

Place = tuple[int, int]


class MonthActs:
    """The acts on the cells of one view; ``ask`` lets the user decide where some cells cannot be taken."""

    def __init__(self, hub: Hub, view: MonthCells) -> None:
        self._hub, self._view = hub, view
        self.ask: Ask = ask_refused

    def copy(self) -> None:
        """Put the selected cells on the clipboard, as text and as a table; what lies between them is blank."""
        spots = set(self._view.spots(labels=True))
        if not spots:
            return
        columns, text = sorted({column for _, column in spots}), self._view.lines.text
        block = [
            [text(row, column) if (row, column) in spots else "" for column in columns]
            for row in sorted({row for row, _ in spots})
        ]
        to_clipboard(block)

    def cut(self) -> None:
        """Copy the selected cells, then empty them."""
        self.copy()
        self.clear("edit-cut")

    def clear(self, name: str = "edit-clear") -> None:
        """Empty the selected months and years."""
        self._fill(dict.fromkeys(self._view.spots(), Cell("")), name)

    def paste(self) -> None:
        """Put the clipboard's block at the current cell; a single value fills the selection."""
        block = on_clipboard()
        spots = self._view.spots()
        if not block:
            return
        if len(block) == 1 and len(block[0]) == 1 and len(spots) > 1:
            self._fill(dict.fromkeys(spots, block[0][0]), "edit-paste")
            return
        corner = self._view.spots(labels=True) or [(0, 0)]
        top, left = min(row for row, _ in corner), min(column for _, column in corner)
        cells, beyond = self._placed(block, top, left)
        if self._make(lambda decimals: self._making(self._read(cells, decimals), cells, "edit-paste", beyond)):
            self._view.select(top, left, top + len(block) - 1, left + max(map(len, block)) - 1)

    def fill_down(self) -> None:
        """Give the selected cells the value of the uppermost of their column; one row takes that of the row above."""
        spots = self._view.spots()
        if len({row for row, _ in spots}) == 1 and spots[0][0] > 0:
            spots = [*((row - 1, column) for row, column in spots), *spots]
        tops: dict[int, int] = {}
        for row, column in sorted(spots):
            tops.setdefault(column, row)
        self._fill({(row, column): self._cell(tops[column], column) for row, column in spots}, "edit-fill")

    def fill_right(self) -> None:
        """Give the selected cells the value of the leftmost of their row; one column takes that of the one before.

        Years that lie between are left out: they follow from their months.
        """
        spots = self._view.spots(years=False)
        if len({column for _, column in spots}) == 1:
            before = self._view.month_before(spots[0][1])
            spots = [*((row, before) for row, _ in spots), *spots] if before is not None else spots
        lefts: dict[int, int] = {}
        for row, column in sorted(spots):
            lefts.setdefault(row, column)
        self._fill({(row, column): self._cell(row, lefts[row]) for row, column in spots}, "edit-fill-right")

    def fill_all(self, text: str | None = None) -> None:
        """Give the selected cells one entry: a text, or that of the current cell."""
        current = self._view.currentIndex()
        if text is None and current.isValid() and current.column() >= LABELS:
            text = self._view.lines.text(current.row(), current.column())
        if text is not None:
            self._fill(dict.fromkeys(self._view.spots(), Cell(text)), "edit-fill-all")

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
        self._make(lambda _: self._told(read, places, "edit-spread", ()))

    def _cell(self, row: int, column: int) -> Cell:
        return Cell(self._view.lines.text(row, column))

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

    def _fill(self, cells: Mapping[Place, Cell], name: str) -> None:
        if cells:
            self._make(lambda decimals: self._making(self._read(cells, decimals), cells, name, ()))

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

    def _make(self, make: Callable[[Decimals], Making]) -> bool:
        """Make the edit; where cells are refused the user decides about the rest first."""
        return make_edit(self._hub, self._view, self.ask, make)
