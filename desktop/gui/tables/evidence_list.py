"""The evidence for one record: a line for each row, added, changed and removed in one edit each."""

from __future__ import annotations

import attrs
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.gui.hub import Hub
from desktop.gui.tables.evidence_dialog import ask_evidence
from desktop.gui.tables.link_list import LinkList
from desktop.gui.words import plain_label
from desktop.model.edits import AddRecords, DropRecords, SetFields
from desktop.model.records import TABLE, Evidence
from desktop.model.uses import label_of
from desktop.session.details import Place, evidence_told
from desktop.text.messages import say


class EvidenceList(QWidget):
    """Shows the evidence of the record at a place; ``ask`` is how a row is filled in."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._place: Place | None = None
        self.ask = ask_evidence
        self.lines = LinkList(say("details-evidence"), keeps=True)
        self.lines.chosen.connect(self.change)
        self.lines.currentRowChanged.connect(lambda _: self._enable())
        self._none = plain_label(say("evidence-none"), muted=True)
        self._none.setWordWrap(True)
        self.adding, self.changing, self.removing = (
            QPushButton(say(f"evidence-{name}")) for name in ("add", "change", "remove")
        )
        self.adding.clicked.connect(self.add)
        self.changing.clicked.connect(lambda: self.change(self.lines.current))
        self.removing.clicked.connect(self.remove)
        row = QHBoxLayout()
        for button in (self.adding, self.changing, self.removing):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.lines, self._none):
            column.addWidget(widget)
        column.addLayout(row)

    def show_place(self, place: Place) -> None:
        """Show the evidence of another record; new evidence is of the field of the place, unless told otherwise."""
        self._place = place
        told = evidence_told(self._hub.project, place)
        self.lines.show_lines([(text, row, None) for row, text in told])
        self._none.setVisible(not told)
        self._enable()

    def add(self) -> None:
        """Add a row for the current field."""
        if self._place is None:
            return
        table = TABLE[self._place.table]
        label = label_of(table, self._hub.project.tables[table.name][self._place.row])
        given = self.ask(self, table, Evidence(table=table.name, record=label, field=self._place.field), new=True)
        if given is not None:
            self._hub.apply(AddRecords("evidence", (given,)))

    def change(self, row: int | None) -> None:
        """Change a row."""
        known = self._hub.project.rows(Evidence)
        if self._place is None or row is None or row not in known:
            return
        given = self.ask(self, TABLE[self._place.table], known[row])
        if given is not None and given != known[row]:
            was, now = attrs.asdict(known[row]), attrs.asdict(given)
            self._hub.apply(SetFields("evidence", {row: {name: now[name] for name in now if now[name] != was[name]}}))

    def remove(self) -> None:
        """Remove the current row."""
        row = self.lines.current
        if row is not None:
            self._hub.apply(DropRecords("evidence", (row,)))

    def _enable(self) -> None:
        there = self.lines.current is not None
        self.changing.setEnabled(there)
        self.removing.setEnabled(there)
