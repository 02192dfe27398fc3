"""The second step: what each column is, in which unit, with the reason of every guess; and what holds for all rows."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.gui.importing.columns_grid import ColumnsGrid
from desktop.gui.importing.constants_panel import ConstantsPanel
from desktop.gui.importing.step import Step, row
from desktop.gui.importing.work import Work
from desktop.gui.words import counted, plain_label, set_state
from desktop.session.importing.columns import Column
from desktop.session.importing.layout import Use
from desktop.session.importing.slots import KINDS, UNIT
from desktop.text.messages import say


class ColumnsStep(Step):
    """The columns of the list, and what kind of list it is."""

    name = "columns"

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, parent)
        self.kind = QComboBox()
        self.kind.setAccessibleName(say("import-kind"))
        for kind in KINDS:
            self.kind.addItem(kind.title, kind.name)
        self._why = plain_label(muted=True)
        self._why.setWordWrap(True)
        self.grid = ColumnsGrid(work)
        self._told = plain_label()
        self.panel = ConstantsPanel(work)
        self._lay_out()
        self._shown: tuple[Column, ...] = ()
        self._of_kind = ""
        self.kind.activated.connect(lambda _: self.work.set_kind(self.kind.currentData()))
        work.changed.connect(self._on_changed)

    @property
    def can_go_on(self) -> bool:
        """Whether a column fills anything."""
        layout = self.work.layout
        return layout is not None and any(use.slot and use.slot.table != UNIT.table for use in layout.uses.values())

    def enter(self) -> None:
        """Show the columns."""
        self._rebuild()

    def _on_changed(self) -> None:
        layout = self.work.layout
        if layout is None or not self.isVisible():
            return
        if self.work.columns is not self._shown or layout.kind != self._of_kind:
            self._rebuild()
        else:
            self._refresh()

    def _rebuild(self) -> None:
        layout = self.work.layout
        if layout is None:
            return
        self._shown, self._of_kind = self.work.columns, layout.kind
        self.grid.show_columns(self._shown)
        with QSignalBlocker(self.kind):
            self.kind.setCurrentIndex(self.kind.findData(layout.kind))
        self.panel.ask()
        self._refresh()

    def _refresh(self) -> None:
        layout, why = self.work.layout, self.work.why
        if layout is None:
            return
        self.grid.refresh()
        self.panel.refresh()
        used = sum(layout.uses.get(column.at, Use()).slot is not None for column in self._shown)
        self._why.setText(say(why.reason, value=why.value) if why else "")
        told = say("import-columns-told", used=used, unused=len(self._shown) - used)
        wrong = self.grid.wrong
        self._told.setText(f"{told} · {counted('import-columns-wrong', wrong)}" if wrong else told)
        set_state(self._told, "bad" if wrong else "muted")
        self.completed.emit()

    def _lay_out(self) -> None:
        label = plain_label(say("import-kind"))
        label.setBuddy(self.kind)
        self.body.addLayout(row(label, self.kind, self._told, 1))
        self.body.addWidget(self._why)
        middle = row()
        middle.addWidget(self.grid, 1)
        middle.addWidget(self.panel)
        self.body.addLayout(middle, 1)
