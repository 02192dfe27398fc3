"""What happened: what came in, what did not, and the ways back."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QTextBrowser, QWidget

from desktop.gui import theme
from desktop.gui.importing.preview_step import summary
from desktop.gui.importing.step import Step, row
from desktop.gui.importing.work import Work
from desktop.gui.words import counted, plain_label, set_state
from desktop.text.messages import say


class DoneStep(Step):
    """Tells the result; undo takes all of it back in one step."""

    name = "done"

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, parent)
        self.told = plain_label()
        self.told.setFont(theme.sized(theme.TITLE, bold=True))
        self.undo = QPushButton(theme.icon("undo"), say("import-undo"))
        self.save = QPushButton(theme.icon("export"), say("import-save-rejected"))
        self._left = plain_label()
        self._summary = QTextBrowser()
        self._summary.setAccessibleName(say("import-summary"))
        self.body.addWidget(self.told)
        self.body.addLayout(row(self.undo, self.save, self._left, 1))
        self.body.addWidget(self._summary, 1)
        self.undo.clicked.connect(self._take_back)

    def enter(self) -> None:
        """Tell what came in."""
        self.undo.setEnabled(True)
        set_state(self.told, "good")
        found = self.work.outcome
        if found is None:
            self.told.setText(
                say(f"import-done-{self.work.own.kind if self.work.own else 'tables'}", name=self.work.name)
            )
            self.save.hide()
            self._summary.hide()
            return
        states = found.lines
        self.told.setText(counted("import-done", states["added"] + states["changed"], name=self.work.name))
        self._left.setText(counted("import-rows-refused", states["refused"]) if states["refused"] else "")
        self.save.setVisible(bool(states["refused"]))
        self._summary.setPlainText("\n".join(summary(found)))

    def _take_back(self) -> None:
        if self.work.hub.desk.undo_name == "edit-import":
            self.work.hub.undo()
            self.told.setText(say("import-taken-back"))
            set_state(self.told, "muted")
            self.undo.setEnabled(False)
