"""Edits in words, as the Edit menu shows them after Undo and Redo."""

from __future__ import annotations

from desktop.model.edits import AddRecords, DropRecords, Edit, MoveRows, SetFields, Several
from desktop.model.project import Project
from desktop.model.records import TABLE
from desktop.text.messages import say

_LONGEST = 60
_IN_TABLE = (
    *("edit-paste", "edit-drop", "edit-months", "edit-spread"),
    *("edit-cut", "edit-clear", "edit-fill", "edit-fill-right", "edit-fill-all"),
)
"""Names of edits in several steps that are told with the table they are made in; evidence goes along untold."""


def described(edit: Edit, before: Project) -> str:
    """What an edit does to a project: the field and record for one cell, else how much of which table."""
    match edit:
        case SetFields(name="edit-set"):
            return _set(edit, before)
        case SetFields() | AddRecords() | DropRecords() | MoveRows():
            return say("edit-in-table", edit=say(edit.name), table=TABLE[edit.table].title)
        case Several(edits):
            tables = {part.table for part in edits if isinstance(part, SetFields | AddRecords | DropRecords | MoveRows)}
            if edit.name in _IN_TABLE and len(tables - {"evidence"}) == 1:
                return say("edit-in-table", edit=say(edit.name), table=TABLE[(tables - {"evidence"}).pop()].title)
            if edit.name == "edit-drop":
                return say("edit-drop-all")
    return say(edit.name)


def _set(edit: SetFields, before: Project) -> str:
    table, count = TABLE[edit.table], len(edit.cells)
    names = {name for cells in edit.cells.values() for name in cells}
    field = _lower(table.field[min(names)].label) if len(names) == 1 else ""
    if count != 1:
        if field:
            return say("edit-set-column", field=field, count=count)
        return say("edit-set-rows", table=table.title, count=count)
    (row,) = edit.cells
    label = table.label(before.tables[edit.table][row]) or table.title
    record = label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"
    return say("edit-set-field", field=field, record=record) if field else say("edit-set-fields", record=record)


def _lower(label: str) -> str:
    """A label within a sentence; abbreviations keep their capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
