"""Edits in words, as the Edit menu shows them after Undo and Redo."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.model.edits import AddRecords, DropRecords, Edit, MoveRows, SetFields, Several
from desktop.model.project import Project
from desktop.model.records import TABLE
from desktop.text.messages import say

_LONGEST = 60
_MOST_TOLD = 3
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
            if edit.name == "edit-import":
                return _import(edits, before)
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
    record = _cut(label)
    return say("edit-set-field", field=field, record=record) if field else say("edit-set-fields", record=record)


def _import(edits: Sequence[Edit], before: Project) -> str:
    """How many records of which tables come in, are changed or go."""
    rows: dict[str, int] = {}
    labels: dict[str, str] = {}
    for part in edits:
        match part:
            case AddRecords(table, records):
                rows[table] = rows.get(table, 0) + len(records)
                labels[table] = TABLE[table].label(records[0])
            case SetFields(table, cells):
                rows[table] = rows.get(table, 0) + len(cells)
                labels[table] = TABLE[table].label(before.tables[table][next(iter(cells))])
            case DropRecords(table, gone):
                rows[table] = rows.get(table, 0) + len(gone)
                labels[table] = TABLE[table].label(before.tables[table][gone[0]])
    told = [
        say("edit-import-count", count=count, table=_lower(TABLE[table].title))
        if count > 1
        else say("edit-import-one", table=_lower(TABLE[table].title), record=_cut(labels[table]))
        for table, count in rows.items()
    ]
    return say("edit-import-counts", counts=", ".join(told[:_MOST_TOLD]) + (", …" if len(told) > _MOST_TOLD else ""))


def _cut(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"


def _lower(label: str) -> str:
    """A label within a sentence; abbreviations keep their capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
