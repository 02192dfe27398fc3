"""What can be done to the selected cells of any sheet, each act one edit: copy, cut, paste, clear, fill."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.gui.hub import Hub
from desktop.gui.tables.blocks import Making
from desktop.gui.tables.refusals import ask_refused
from desktop.gui.tables.sheet import Place, Sheet
from desktop.model.edits import apply
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.session import clips
from desktop.session.clips import Block, Cell
from desktop.session.reading import Decimals
from desktop.text.messages import say

Ask = Callable[[QWidget, Making, Callable[[Decimals], Making]], Making | None]
_MOST_CELLS = 1_000_000
_AT_ONCE = 500
"""Cells that are read within a moment, 50-100 us each; more are read in the background."""


class SheetActs:
    """The acts on the cells of one sheet; ``ask`` lets the user decide where some cells cannot be taken."""

    def __init__(self, hub: Hub, sheet: Sheet) -> None:
        self._hub, self._sheet = hub, sheet
        self.ask: Ask = ask_refused

    def copy(self) -> None:
        """Put the selected cells on the clipboard, as text and as a table; what lies between them is blank."""
        spots = set(self._sheet.selected())
        if not spots:
            return
        chosen, text = {column for _, column in spots}, self._sheet.text
        columns = [column for column in self._sheet.columns_shown() if column in chosen]
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
        """Empty the selected cells."""
        self.fill(dict.fromkeys(self._sheet.spots(), Cell("")), name)

    def paste(self) -> None:
        """Put the clipboard's block at the current cell; a single value fills the selection, a block tiles it.

        A block is repeated down, or to the right, where the selection is a multiple of it in that direction.
        """
        block = on_clipboard()
        if not block:
            return
        spots = self._sheet.spots()
        if len(block) == 1 and len(block[0]) == 1 and len(spots) > 1:
            self.fill(dict.fromkeys(spots, block[0][0]), "edit-paste")
            return
        shown, corner = self._sheet.columns_shown(), self._sheet.selected()
        places = sorted({shown.index(column) for _, column in corner})
        rows = sorted({row for row, _ in corner})
        down, across = 1, 1
        if len(rows) * len(places) == len(corner) and _in_a_row(rows) and _in_a_row(places):
            down, across = _repeats(block, len(rows), len(places))
        if self.too_much(block, down * across):
            return
        block = [list(line) * across for line in block] * down
        self.put(block, rows[0] if rows else self.end, shown[places[0] if places else 0 :])

    def fill_down(self) -> None:
        """Give the selected cells the value of the uppermost of their column; one row takes that of the row above."""
        spots = self._sheet.spots()
        if len({row for row, _ in spots}) == 1 and spots[0][0] > 0:
            spots = [*((row - 1, column) for row, column in spots), *spots]
        if spots:
            self.put_down(spots)

    def fill_right(self) -> None:
        """Give the selected cells the value of the leftmost of their row; one column takes that of the one before."""
        order = {column: at for at, column in enumerate(self._sheet.filled_across())}
        spots = sorted((spot for spot in self._sheet.spots() if spot[1] in order), key=lambda spot: order[spot[1]])
        places = {order[column] for _, column in spots}
        if len(places) == 1 and (first := min(places)) > 0:
            before = self._sheet.filled_across()[first - 1]
            spots = [*((row, before) for row, _ in spots), *spots]
        lefts: dict[int, int] = {}
        for row, column in spots:
            lefts.setdefault(row, column)
        text = self._sheet.text
        self.fill({(row, column): Cell(text(row, lefts[row])) for row, column in spots}, "edit-fill-right")

    def fill_all(self, text: str | None = None) -> None:
        """Give the selected cells one entry: a text, or that of the current cell."""
        current = self._sheet.currentIndex()
        if text is None and current.isValid() and self._sheet.editable(current.column()):
            text = self._sheet.text(current.row(), current.column())
        if text is not None:
            self.fill(dict.fromkeys(self._sheet.spots(), Cell(text)), "edit-fill-all")

    def too_much(self, block: Block, times: int = 1) -> bool:
        """Whether a block, so many times, has more cells than a sheet takes, which is said."""
        if sum(map(len, block)) * times <= _MOST_CELLS:
            return False
        self._hub.alerted.emit(say("paste-too-much", most=_MOST_CELLS), ())
        return True

    @property
    def end(self) -> int:
        """The row below the last."""
        return self._sheet.model().rowCount()

    def put(self, block: Block, top: int, columns: Sequence[int]) -> None:
        """Put a block with its first row at a row and its columns into columns."""
        raise NotImplementedError

    def put_down(self, spots: Sequence[Place]) -> None:
        """Give every spot the value of the uppermost of its column."""
        raise NotImplementedError

    def fill(self, cells: dict[Place, Cell], name: str) -> None:
        """Give every place its cell."""
        raise NotImplementedError

    def make(self, make: Callable[[Decimals], Making], cells: int = 0, done: Callable[[], None] = lambda: None) -> None:
        """Make the edit of so many cells, and ``done`` once it is made; where some are refused the user decides first.

        Many cells are read in the background; what is changed meanwhile stays, and nothing is made of the cells.
        """
        project = self._hub.desk.project

        def read(_: Progress) -> tuple[Making, Project | None]:
            making = make("")
            return making, apply(project, making.edit) if making.edit else None

        def finish(found: tuple[Making, Project | None]) -> None:
            if self._hub.desk.project is project:
                self._enter(make, *found, done)
            else:
                self._hub.alerted.emit(say("paste-overtaken"), ())

        if cells <= _AT_ONCE:
            self._enter(make, make(""), None, done)
        else:
            self._hub.run(say("paste-reading"), read, finish)

    def _enter(
        self, make: Callable[[Decimals], Making], read: Making, made: Project | None, done: Callable[[], None]
    ) -> None:
        """Enter what was read; ``made`` is the project with it, where it is there already."""
        making = self.ask(self._sheet, read, make) if read.refused else read
        if making is None or making.edit is None:
            return
        if not self._hub.apply(making.edit, made if making is read else None):
            return
        done()
        if making.notes:
            more = len(making.notes) - 1
            self._hub.said.emit(making.notes[0] + (f" {say('paste-more-notes', count=more)}" if more else ""))


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


def _in_a_row(numbers: list[int]) -> bool:
    return not numbers or numbers[-1] - numbers[0] == len(numbers) - 1


def _repeats(block: Block, rows: int, columns: int) -> tuple[int, int]:
    """How often a block goes into a selection, down and across; once where that is no multiple of it."""
    height, width = len(block), len(block[0])
    if any(len(line) != width for line in block) or not width:
        return 1, 1
    down, across = rows // height, columns // width
    fits_down, fits_across = rows in (1, down * height), columns in (1, across * width)
    return (max(down, 1), max(across, 1)) if fits_down and fits_across else (1, 1)
