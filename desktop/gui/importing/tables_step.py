"""The preview of a workbook of Dhatu's own tables: what its tables would change, field by field."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.gui.importing.step import Step
from desktop.gui.importing.tables import Lines, Shown, fit, table
from desktop.gui.importing.work import Work
from desktop.gui.words import plain_label
from desktop.model.differences import Difference
from desktop.model.fields import Field, Value
from desktop.model.records import TABLE
from desktop.session.arranging import shown
from desktop.text.messages import say

_HEADS = ("table", "outcome", "record", "changed", "before", "after")


class TablesStep(Step):
    """Lists what differs between the project and the workbook, which replaces the tables that it holds."""

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
        return bool(self.work.differences)

    def enter(self) -> None:
        """Show the differences."""
        rows = [row for difference in self.work.differences for row in _rows(difference)]
        kinds = [difference.kind for difference in self.work.differences]
        counts = {kind: kinds.count(kind) for kind in ("added", "changed", "dropped")}
        titles = ", ".join(TABLE[name].title for name in self.work.tables or ())
        told = say("import-tables-told", name=self.work.name, tables=titles, **counts)
        self._told.setText(told if rows else say("import-tables-same", name=self.work.name))
        heads = [Shown(say(f"import-head-{head}")) for head in _HEADS]
        self.lines.show_lines(heads, range(1, len(rows) + 1), rows.__getitem__)
        fit(self._view, self.lines)
        self.completed.emit()


def _rows(difference: Difference) -> list[list[Shown]]:
    """One row for a record that comes or goes, one for each field of a record that changes."""
    start = [
        Shown(TABLE[difference.table].title),
        Shown(say(f"import-difference-{difference.kind}")),
        Shown(difference.record),
    ]
    if not difference.fields:
        return [[*start, Shown(), Shown(), Shown()]]
    fields = TABLE[difference.table].field
    told = [(fields[each.field], each) for each in difference.fields]
    return [
        [*start, Shown(field.header), Shown(_said(each.before, field)), Shown(_said(each.after, field), "changed")]
        for field, each in told
    ]


def _said(value: Value, field: Field) -> str:
    return shown(value, field) or "–"
