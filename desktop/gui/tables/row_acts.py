"""What can be done to whole rows of a grid, each act one edit: add, insert, duplicate, delete, move."""

from __future__ import annotations

from operator import attrgetter

from desktop.gui.hub import Hub
from desktop.gui.tables.cells_view import CellsView
from desktop.gui.tables.deletion import AskDeletion, ask_deletion, question
from desktop.gui.words import counted
from desktop.model.edits import AddRecords, MoveRows
from desktop.model.records import Record
from desktop.model.records.table import evolved
from desktop.model.uses import deletion, following
from desktop.session.arranging import Arrangement
from desktop.text.messages import say


class RowActs:
    """The acts on the rows of one grid; the settings are one row for ever and take none.

    ``ask`` lets the user decide where others refer to records that are to be deleted.
    """

    def __init__(self, hub: Hub, grid: CellsView) -> None:
        self._hub, self._grid = hub, grid
        self.ask: AskDeletion = ask_deletion

    def add(self) -> None:
        """Add an empty record at the end and go to it."""
        self._add([self._grid.table.record()], "edit-add", None)

    def insert_above(self) -> None:
        """Insert as many empty rows as are selected above the first of them."""
        chosen = self._grid.selected_rows()
        self._insert(len(chosen), chosen[0] if chosen else 0)

    def insert_below(self) -> None:
        """Insert as many empty rows as are selected below the last of them."""
        chosen = self._grid.selected_rows()
        self._insert(len(chosen), chosen[-1] + 1 if chosen else 0)

    def duplicate(self) -> None:
        """Add copies of the selected records below them; the copy of a short name gets a new one."""
        numbers, known = self._grid.records.row_numbers(), self._hub.project.tables[self._grid.table.name]
        chosen = self._grid.selected_rows()
        taken = set(map(attrgetter("id"), known.values())) if "id" in self._grid.table.field else set()
        if chosen:
            copies = [_copy(known[numbers[at]], taken) for at in chosen]
            self._add(copies, "edit-duplicate", self._after(numbers[chosen[-1]]))

    def delete(self) -> None:
        """Remove the selected records, with their evidence; where others refer to them the user decides about those."""
        numbers, table = self._grid.records.row_numbers(), self._grid.table.name
        chosen = tuple(numbers[at] for at in self._grid.selected_rows())
        if not chosen or not self._grid.can_change_rows:
            return
        project = self._hub.project
        found = following(project, table, chosen)
        answer = self.ask(self._grid, question(project, table, chosen, found)) if found.count else "all"
        if answer == "only":
            self._hub.apply(deletion(table, chosen))
        elif answer and self._hub.apply(deletion(table, chosen, found)) and found.evidence and not found.count:
            self._hub.said.emit(counted("deletion-evidence", len(found.evidence)))

    def move_up(self) -> None:
        """Move the selected rows one place up."""
        chosen = self._grid.selected_rows()
        if chosen and chosen[0] > 0:
            self.move(chosen, chosen[0] - 1)

    def move_down(self) -> None:
        """Move the selected rows one place down."""
        chosen = self._grid.selected_rows()
        if chosen and chosen[-1] < self._grid.records.rowCount() - 1:
            self.move(chosen, chosen[-1] + 2)

    def drop(self, row: int, place: int) -> None:
        """Move a dragged row, with all that are selected with it, to the place of another."""
        chosen = self._grid.selected_rows()
        self.move(chosen if row in chosen else [row], place + 1 if place > row else place)

    def move(self, chosen: list[int], place: int) -> None:
        """Move rows before the one shown at a place, or to the end."""
        if not self.can_move:
            self._hub.said.emit(say("rows-not-moved"))
            return
        numbers = self._grid.records.row_numbers()
        moved = [numbers[at] for at in chosen]
        before = next((number for number in numbers[place:] if number not in set(moved)), None)
        current = self._grid.currentIndex().column()
        if self._hub.apply(MoveRows(self._grid.table.name, moved, before)):
            first = self._grid.records.place_of(moved[0], "").row()
            self._grid.select(first, 0, first + len(moved) - 1, -1, current=max(current, 0))

    @property
    def can_move(self) -> bool:
        """Whether rows stand as entered, so that their order is what a move changes."""
        return self._grid.can_change_rows and self._grid.records.arrangement == Arrangement()

    def _insert(self, count: int, place: int) -> None:
        numbers = self._grid.records.row_numbers()
        before = numbers[place] if place < len(numbers) else self._after(numbers[-1]) if numbers else None
        self._add([self._grid.table.record() for _ in range(max(count, 1))], "edit-insert", before)

    def _after(self, number: int) -> int | None:
        """The number of the row that follows one in the table, or None."""
        rows = list(self._hub.project.tables[self._grid.table.name])
        place = rows.index(number) + 1
        return rows[place] if place < len(rows) else None

    def _add(self, records: list[Record], name: str, before: int | None) -> None:
        table = self._grid.table.name
        if not self._grid.can_change_rows:
            return
        first = self._hub.project.next_row(table)
        if self._hub.apply(AddRecords(table, records, name, before)):
            row = self._grid.records.place_of(first, "").row()
            self._grid.select(row, 0, row + len(records) - 1, 0)


def _copy(record: Record, taken: set[str]) -> Record:
    """A copy under a short name that is free: NAME-2, NAME-3..."""
    old = getattr(record, "id", None)
    if not isinstance(old, str):
        return evolved(record, {})
    number = 2
    while f"{old}-{number}" in taken:
        number += 1
    taken.add(f"{old}-{number}")
    return evolved(record, {"id": f"{old}-{number}"})
