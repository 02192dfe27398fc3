"""Edits as values: what a user does to a project, in one step of undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import TABLE, TABLES, Evidence, Record
from desktop.model.records.table import evolved

Cells = Mapping[int, Mapping[str, Value]]


@attrs.frozen
class SetFields:
    """Set fields of rows of one table: ``cells`` maps row number to field name to value.

    Setting a field of kind id renames the record everywhere it is referred to.
    """

    table: str
    cells: Cells
    name: str = "edit-set"


@attrs.frozen
class AddRecords:
    """Add records to one table: before the row of that number, or at the end."""

    table: str
    records: Sequence[Record]
    name: str = "edit-add"
    before: int | None = None


@attrs.frozen
class DropRecords:
    """Remove rows of one table."""

    table: str
    rows: Sequence[int]
    name: str = "edit-drop"


@attrs.frozen
class MoveRows:
    """Put rows of one table together, in the order given: before the row of that number, or at the end."""

    table: str
    rows: Sequence[int]
    before: int | None = None
    name: str = "edit-move"


@attrs.frozen
class ReplaceTables:
    """Give whole tables new records (import, sample)."""

    records: Mapping[str, Sequence[Record]]
    name: str = "edit-replace"


@attrs.frozen
class Several:
    """Edits that make one step together, in order."""

    edits: Sequence[Edit]
    name: str


Edit = SetFields | AddRecords | DropRecords | MoveRows | ReplaceTables | Several


@attrs.frozen
class Changes:
    """What an edit, an undo or a plan changed: the only thing that screens are told.

    ``problems`` says that those of a large project, which are looked for in the background, are known now.
    """

    tables: frozenset[str] = frozenset()
    plans: bool = False
    file: bool = False
    problems: bool = False

    @classmethod
    def between(cls, before: Project, after: Project) -> Changes:
        """The tables that are not the same object in both projects."""
        return cls(frozenset(t.name for t in TABLES if before.tables[t.name] is not after.tables[t.name]))


def apply(project: Project, edit: Edit) -> Project:
    """The project after ``edit``; raises KeyError for a row that does not exist (a programming error)."""
    match edit:
        case SetFields():
            return _set_fields(project, edit)
        case AddRecords(table, records, before=before):
            added = dict(enumerate(records, start=project.next_row(table)))
            return project.put(table, added, before)
        case DropRecords(table, rows):
            return project.drop(table, rows)
        case MoveRows(table, rows, before):
            return project.moved(table, rows, before)
        case ReplaceTables(records_of):
            for table, records in records_of.items():
                project = project.with_table(table, dict(enumerate(records, start=1)))
            return project
        case _:
            for part in edit.edits:
                project = apply(project, part)
            return project


def _set_fields(project: Project, edit: SetFields) -> Project:
    rows = project.tables[edit.table]
    changed = {row: evolved(rows[row], cells) for row, cells in edit.cells.items()}
    after = project.put(edit.table, changed)
    for field in TABLE[edit.table].fields:
        if field.kind == "id":
            renamed = {
                str(getattr(rows[row], field.name)): str(cells[field.name])
                for row, cells in edit.cells.items()
                if field.name in cells
            }
            after = _rename(after, edit.table, renamed)
    return after


def _rename(project: Project, table: str, names: Mapping[str, str]) -> Project:
    """The project with every reference to ``table``, and all evidence, following the renamed records."""
    names = {old: new for old, new in names.items() if old and old != new}
    if not names:
        return project
    for other in TABLES:
        refs = [field.name for field in other.fields if field.kind == "ref" and field.table == table]
        if other.record is Evidence:
            refs = ["record"]
        hit = {
            row: {name: names[getattr(record, name)] for name in refs if getattr(record, name) in names}
            for row, record in project.tables[other.name].items()
            if not isinstance(record, Evidence) or record.table == table
        }
        hit = {row: cells for row, cells in hit.items() if cells}
        if hit:
            rows = project.tables[other.name]
            project = project.put(other.name, {row: evolved(rows[row], cells) for row, cells in hit.items()})
    return project
