"""The import wizard: source, columns, names, preview, done, with what runs and what is wrong told at the bottom."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.alerts import Dialogs
from desktop.gui.hub import Hub
from desktop.gui.importing.columns_step import ColumnsStep
from desktop.gui.importing.done_step import DoneStep
from desktop.gui.importing.names_step import NamesStep
from desktop.gui.importing.preview_step import PreviewStep
from desktop.gui.importing.source_step import SourceStep
from desktop.gui.importing.step import Step, row
from desktop.gui.importing.tables_step import TablesStep
from desktop.gui.importing.work import Work
from desktop.gui.words import counted, plain_label
from desktop.text.messages import say

_SIZE = (1300, 680)
_DONE = "done"
_ON, _BACK = ("Ctrl+Return", "Ctrl+Enter"), ("Alt+Left",)
"""Keys that lead through the steps wherever the keyboard is, on a button too."""


class ImportWizard(QDialog):
    """Leads through the steps; nothing is in the project before the last of them is accepted."""

    def __init__(self, hub: Hub, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = Work(hub, self)
        self._dialogs = dialogs
        self.setWindowTitle(say("import-wizard"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(960, 560)
        self.resize(*_SIZE)
        self.source = SourceStep(self.work, self._ask_file)
        self.columns = ColumnsStep(self.work)
        self.names = NamesStep(self.work)
        self.preview = PreviewStep(self.work)
        self.done_ = DoneStep(self.work)
        self.tables = TablesStep(self.work)
        self.steps: tuple[Step, ...] = (self.source, self.columns, self.names, self.preview, self.done_, self.tables)
        self.pages = QStackedWidget()
        self._path: list[QLabel] = []
        self.back = QPushButton(say("import-back"))
        self.next = QPushButton(say("import-next"))
        self.close_ = QPushButton(say("import-cancel"))
        self.banner = plain_label()
        self._bar, self._doing = QProgressBar(), plain_label(muted=True)
        self._stop = QPushButton(say("job-stop"))
        self._lay_out()
        self._connect()
        self._show_step(0)

    @property
    def step(self) -> Step:
        """The step shown."""
        return self.steps[self.pages.currentIndex()]

    def begin(self, path: Path | None = None) -> None:
        """Open the wizard, on a file if there is one."""
        self.open()
        if path is not None:
            self.work.open(path)

    def go_on(self) -> None:
        """To the next step; from the preview that is the import."""
        at = self.pages.currentIndex()
        if not self.next.isEnabled():
            return
        if self.step.name == _DONE:
            self.close()
        elif self.step in (self.preview, self.tables):
            if self.work.apply(self.work.outcome if self.step is self.preview else self.work.own):
                self._show_step(self.steps.index(self.done_))
            else:
                self._say(say("import-not-applied"))
        else:
            self._show_step(at + 1)

    def go_back(self) -> None:
        """To the step before."""
        if self.back.isEnabled():
            self.work.cancel()
            at = 0 if self.step is self.tables else self.pages.currentIndex() - 1
            self.work.own = None
            self._show_step(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter alone is for the fields."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Stop what runs, and leave the project as it is."""
        self.work.cancel()
        super().reject()

    def _show_step(self, at: int) -> None:
        self._say("")
        self.pages.setCurrentIndex(at)
        shown = self.steps.index(self.preview) if self.step is self.tables else at
        for number, label in enumerate(self._path):
            label.setFont(theme.sized(theme.BASE_POINT_SIZE, bold=number == shown))
            label.setEnabled(number <= shown)
        self.step.enter()
        self._refresh()

    def _refresh(self) -> None:
        done, busy = self.step.name == _DONE, self.work.busy
        self.back.setEnabled(not done and self.pages.currentIndex() > 0)
        self.next.setEnabled(done or (self.step.can_go_on and not busy))
        self.next.setText(self._next_words())
        self.close_.setVisible(not done)
        for widget in (self._bar, self._doing, self._stop):
            widget.setVisible(busy)

    def _next_words(self) -> str:
        if self.step.name == _DONE:
            return say("import-close")
        if self.step is self.tables:
            return say(f"import-finish-{self.work.own.kind if self.work.own else 'tables'}")
        if self.step is not self.preview:
            return say("import-next")
        found = self.work.outcome
        rows = found.lines["added"] + found.lines["changed"] if found else 0
        return counted("import-finish", rows)

    def _say(self, text: str) -> None:
        self.banner.setText(text)
        self.banner.setVisible(bool(text))

    def _on_moved(self, title: str, share: float) -> None:
        self._doing.setText(title)
        self._bar.setValue(round(100 * share))
        self._refresh()

    def _on_loaded(self) -> None:
        self._say("")
        self._refresh()

    def _ask_file(self) -> Path | None:
        return self._dialogs.ask_open(say("import-title"), say("import-kinds"))

    def _save_rejected(self) -> None:
        stem = self.work.path.with_suffix("") if self.work.path else Path.home() / self.work.name
        path = self._dialogs.ask_save(
            say("import-save-rejected"), say("import-kinds-rejected"), f"{stem}-not-taken.xlsx"
        )
        if path is not None:
            self.work.save_rejected(path)

    def _connect(self) -> None:
        for keys, act in ((_ON, self.go_on), (_BACK, self.go_back)):
            for key in keys:
                QShortcut(QKeySequence(key), self, act)
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self.close_.clicked.connect(self.reject)
        self._stop.clicked.connect(self.work.cancel)
        self.preview.save.clicked.connect(self._save_rejected)
        self.done_.save.clicked.connect(self._save_rejected)
        self.work.failed.connect(self._say)
        self.work.moved.connect(self._on_moved)
        self.work.idle.connect(self._refresh)
        self.work.loaded.connect(self._on_loaded)
        self.work.recognised.connect(lambda: self._show_step(self.steps.index(self.tables)))
        for step in self.steps:
            step.completed.connect(self._refresh)

    def _lay_out(self) -> None:
        self.banner.setObjectName("banner")
        self.banner.setWordWrap(True)
        self._bar.setFixedWidth(160)
        self._bar.setTextVisible(False)
        self.next.setDefault(True)
        path = row(spacing=16)
        for number, step in enumerate(self.steps, start=1):
            self.pages.addWidget(step)
            if step is not self.tables:
                label = plain_label(f"{number}  {step.title}")
                self._path.append(label)
                path.addWidget(label)
        path.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addLayout(path)
        column.addWidget(self.banner)
        column.addWidget(self.pages, 1)
        column.addLayout(row(self._doing, self._bar, self._stop, 1, self.close_, self.back, self.next))
