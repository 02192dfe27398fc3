"""What can be done to the selected cells of a grid, each act one edit: copy, cut, paste, clear, fill."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.gui.hub import Hub
from desktop.gui.tables import blocks
from desktop.gui.tables.blocks import Making
from desktop.gui.tables.cells_view import CellsView
from desktop.gui.tables.refusals import ask_refused
from desktop.session import clips
from desktop.session.clips import Block, Cell
from desktop.session.reading import Decimals
from desktop.text.messages import say

Ask = Callable[[QWidget, Callable[[Decimals], Making]], Making | None]
_MOST_CELLS = 1_000_000


class CellActs:
    """The acts on the cells of one grid; ``ask`` lets the user decide where some cells cannot be taken."""

    def __init__(self, hub: Hub, grid: CellsView) -> None:
        self._hub, self._grid = hub, grid
        self.ask: Ask = ask_refused

    def copy(self) -> None:
        """Put the selected cells on the clipboard, as text and as a table; what lies between them is blank."""
        spots = set(self._grid.spots())
        if not spots:
            return
        columns = [column for column in self._grid.columns_shown() if any(c == column for _, c in spots)]
        text = self._grid.records.text
        block = [
            [text(row, column) if (row, column) in spots else "" for column in columns]
            for row in sorted({row for row, _ in spots})
        ]
        to_clipboard(block)

    def cut(self) -> None:
        """Copy the selected cells, then empty them."""
        self.copy()
        self.clear("edit-cut")

    def paste(self) -> None:
        """Put the clipboard's block at the current cell; a single value fills the selection."""
        block = on_clipboard()
        if not block or self._too_much(block):
            return
        spots = self._grid.spots()
        if len(block) == 1 and len(block[0]) == 1 and len(spots) > 1:
            self._fill(dict.fromkeys(spots, block[0][0]), "edit-paste")
            return
        shown = self._grid.columns_shown()
        top = min((row for row, _ in spots), default=self._grid.records.rowCount())
        left = min((shown.index(column) for _, column in spots), default=0)
        self._put(block, top, shown[left:])

    def paste_rows(self) -> None:
        """Put the clipboard's block into new rows at the end, from the first column on."""
        block = on_clipboard()
        if block and self._grid.can_change_rows and not self._too_much(block):
            self._put(block, self._grid.records.rowCount(), self._grid.columns_shown())

    def _too_much(self, block: Block) -> bool:
        """Whether a block has more cells than a grid takes, which is said."""
        if sum(map(len, block)) <= _MOST_CELLS:
            return False
        self._hub.alerted.emit(say("paste-too-much", most=_MOST_CELLS), ())
        return True

    def _put(self, block: Block, top: int, columns: Sequence[int]) -> None:
        records, count = self._grid.records, self._grid.records.rowCount()
        if self._make(lambda decimals: blocks.paste(records, self._hub.project, block, (top, columns), decimals)):
            bottom = max(min(top + len(block), records.rowCount()) - 1, min(top, count - 1))
            right = min(max(map(len, block)), len(columns)) - 1
            self._grid.select(top, columns[0], bottom, columns[right])

    def clear(self, name: str = "edit-clear") -> None:
        """Empty the selected cells; what may not be empty gets its default."""
        spots = self._grid.spots()
        if spots:
            self._hub.apply(blocks.cleared(self._grid.records, spots, name))

    def fill_down(self) -> None:
        """Give the selected cells the value of the uppermost of their column; one row takes that of the row above."""
        spots = self._grid.spots()
        if len({row for row, _ in spots}) == 1 and spots[0][0] > 0:
            spots = [*spots, *((row - 1, column) for row, column in spots)]
        if spots:
            self._hub.apply(blocks.filled_down(self._grid.records, spots))

    def fill_right(self) -> None:
        """Give the selected cells the value of the leftmost of their row; one column takes that of the one before."""
        spots, shown = self._grid.spots(), self._grid.columns_shown()
        place = {column: at for at, column in enumerate(shown)}
        if len({column for _, column in spots}) == 1 and place[spots[0][1]] > 0:
            before = shown[place[spots[0][1]] - 1]
            spots = [*spots, *((row, before) for row, _ in spots)]
        if spots:
            self._fill(blocks.filled_right(self._grid.records, spots, place), "edit-fill-right")

    def fill_all(self, text: str | None = None) -> None:
        """Give the selected cells one entry: a text, or that of the current cell."""
        current = self._grid.currentIndex()
        if text is None and current.isValid():
            text = self._grid.records.text(current.row(), current.column())
        spots = self._grid.spots()
        if text is not None and spots:
            self._fill(dict.fromkeys(spots, Cell(text)), "edit-fill-all")

    def _fill(self, cells: dict[tuple[int, int], Cell], name: str) -> None:
        records, project = self._grid.records, self._hub.project
        self._make(lambda decimals: blocks.fill(records, project, cells, name, decimals))

    def _make(self, make: Callable[[Decimals], Making]) -> bool:
        return make_edit(self._hub, self._grid, self.ask, make)


def make_edit(hub: Hub, parent: QWidget, ask: Ask, make: Callable[[Decimals], Making]) -> bool:
    """Make the edit of a block; where cells are refused the user decides about the rest first."""
    making: Making | None = make("")
    if making and making.refused:
        making = ask(parent, make)
    if making is None or making.edit is None or not hub.apply(making.edit):
        return False
    if making.notes:
        more = len(making.notes) - 1
        hub.said.emit(making.notes[0] + (f" {say('paste-more-notes', count=more)}" if more else ""))
    return True


def to_clipboard(block: clips.Texts) -> None:
    """Put a block on the clipboard, as text and as a table."""
    data = QMimeData()
    data.setText(clips.to_tsv(block))
    data.setHtml(clips.to_html(block))
    QGuiApplication.clipboard().setMimeData(data)


def on_clipboard() -> clips.Block:
    """The block of cells on the clipboard, empty where there is none."""
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    if data is None:  # nothing was ever copied
        return []
    return clips.combined(data.text() if data.hasText() else "", data.html() if data.hasHtml() else "")
