"""The preview of a workbook of Dhatu's own, of tables or of a plan: what it would change, field by field."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from desktop.gui.importing.step import Step
from desktop.gui.importing.tables import Lines, Shown, fit, table
from desktop.gui.importing.work import Work
from desktop.gui.words import counted, plain_label
from desktop.model.differences import Difference, FieldChange
from desktop.model.fields import Field, Value
from desktop.model.project import Project
from desktop.model.records import TABLE, Record, Table
from desktop.session.arranging import shown
from desktop.text.messages import say

_HEADS = ("table", "outcome", "record", "changed", "before", "after")


class TablesStep(Step):
    """Lists what differs between the project and what the workbook would make of it."""

    name = "tables"

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, parent)
        self.lines = Lines(self)
        self._view = table(say("import-step-tables"), self.lines)
        self._told = plain_label()
        self._told.setWordWrap(True)
        self.body.addWidget(self._told)
        self.body.addWidget(self._view, 1)

    @property
    def can_go_on(self) -> bool:
        """Whether anything would change."""
        return self.work.own is not None and bool(self.work.own.differences)

    def enter(self) -> None:
        """Show the differences."""
        own = self.work.own
        if own is None:
            return
        rows = [row for difference in own.differences for row in _rows(difference, own.after)]
        kinds = [difference.kind for difference in own.differences]
        counts = {kind: kinds.count(kind) for kind in ("added", "changed", "dropped")}
        titles = ", ".join(TABLE[name].title for name in own.tables)
        orders = counted("orders-count", own.orders)
        key = f"import-{own.kind}-{'told' if rows else 'same'}"
        self._told.setText(say(key, name=self.work.name, tables=titles, orders=orders, **counts))
        heads = [Shown(say(f"import-head-{head}")) for head in _HEADS]
        self.lines.show_lines(heads, range(1, len(rows) + 1), rows.__getitem__)
        fit(self._view, self.lines)
        self.completed.emit()


def _rows(difference: Difference, after: Project) -> list[list[Shown]]:
    """One row for each field that changes or that a new record fills in, one for a record that goes."""
    table = TABLE[difference.table]
    start = [
        Shown(table.title),
        Shown(say(f"import-difference-{difference.kind}")),
        Shown(difference.record),
    ]
    changes = difference.fields
    if difference.kind == "added" and difference.after_row is not None:
        changes = tuple(_filled(table, after.tables[table.name][difference.after_row]))
    told = [(table.field[each.field], each) for each in changes]
    return [
        [*start, Shown(field.header), Shown(_said(each.before, field)), Shown(_said(each.after, field), "changed")]
        for field, each in told
    ] or [[*start, Shown(), Shown(), Shown()]]


def _filled(table: Table, record: Record) -> Iterator[FieldChange]:
    """The fields of a new record that its name does not tell, as far as they are not as by default."""
    for field in table.fields:
        value = getattr(record, field.name)
        if field.name not in table.identity and value != field.default:
            yield FieldChange(field.name, None, value)


def _said(value: Value, field: Field) -> str:
    return shown(value, field) or "–"
