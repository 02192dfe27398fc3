"""Asks for the evidence of a figure: what it is of, its basis, day, origin, grade and reasoning."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.words import plain_label, set_state
from desktop.model.errors import AppError
from desktop.model.fields import Value
from desktop.model.records import TABLE, Evidence, Table
from desktop.model.records.table import evolved
from desktop.text import entry
from desktop.text.messages import say

_FIELDS = TABLE["evidence"].field
_NOTE_HEIGHT = 80


class EvidenceDialog(QDialog):
    """A form over one row of evidence; ``given`` is the row as it was filled in."""

    def __init__(self, parent: QWidget, table: Table, before: Evidence, *, new: bool) -> None:
        super().__init__(parent)
        self.given = before
        self.setWindowTitle(say("evidence-title", record=before.record))
        self.setMinimumWidth(460)
        names = ["", *table.field]
        self.of, self.basis, self.grade = QComboBox(), QComboBox(), QComboBox()
        for name in names:
            self.of.addItem(table.field[name].label if name else say("evidence-whole"), name)
        self.of.setCurrentIndex(names.index(before.field) if before.field in names else 0)
        for box, name in ((self.basis, "basis"), (self.grade, "grade")):
            box.addItems(_FIELDS[name].choices)
            box.setCurrentText(getattr(before, name))
        self.date, self.origin = QLineEdit(entry.show(before.date)), QLineEdit(before.origin)
        self.date.setPlaceholderText(say("evidence-date-example"))
        self.note = QPlainTextEdit(before.note)
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.note.setTabChangesFocus(True)
        self.fault = plain_label()
        self.fault.setWordWrap(True)
        set_state(self.fault, "bad")
        self.fault.hide()
        form = QFormLayout()
        form.setSpacing(theme.GRID)
        for name, widget in (
            ("field", self.of),
            ("basis", self.basis),
            ("date", self.date),
            ("origin", self.origin),
            ("grade", self.grade),
            ("note", self.note),
        ):
            widget.setToolTip(_FIELDS[name].help)
            widget.setAccessibleName(_FIELDS[name].label)
            form.addRow(_FIELDS[name].label, widget)
        buttons = QDialogButtonBox()
        take = buttons.addButton(
            say("evidence-take" if new else "evidence-keep"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        take.setDefault(True)
        buttons.accepted.connect(self.take)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        layout.setSpacing(theme.GRID)
        layout.addLayout(form)
        layout.addWidget(self.fault)
        layout.addWidget(buttons)

    def take(self) -> None:
        """Close with what is filled in, unless the day cannot be read."""
        try:
            date = entry.read(_FIELDS["date"], self.date.text())
        except AppError as error:
            self.fault.setText(say(error.key, **error.values))
            self.fault.show()
            self.date.setFocus()
            return
        values: dict[str, Value] = {
            "field": str(self.of.currentData()),
            "basis": self.basis.currentText(),
            "date": date,
            "origin": self.origin.text().strip(),
            "grade": self.grade.currentText(),
            "note": self.note.toPlainText().strip(),
        }
        self.given = cast(Evidence, evolved(self.given, values))
        self.accept()


def ask_evidence(parent: QWidget, table: Table, before: Evidence, *, new: bool = False) -> Evidence | None:
    """The row as the user wants it, or None."""
    dialog = EvidenceDialog(parent, table, before, new=new)
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.given if taken else None
