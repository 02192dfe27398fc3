"""Backups in a list: what was saved before, to be opened as a new document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.gui.documents import Documents
from desktop.gui.hub import Hub
from desktop.gui.list_dialog import Deed, ListDialog, Row
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.session import documents, jobs
from desktop.session.documents import Backup
from desktop.text import formats
from desktop.text.messages import say

_COLUMNS = ("backup-of", "backup-at", "backup-size", "backup-records", "backup-where")
_KILO = 1000


class Restoring(QObject):
    """Shows the backups; ``dialog`` is the window while it is open."""

    def __init__(self, hub: Hub, own: Documents, window: QWidget) -> None:
        super().__init__(window)
        self._hub, self._documents, self._window = hub, own, window
        self.dialog: ListDialog | None = None

    def show(self) -> None:
        """Look for backups and show them, those of the document on the desk first."""
        self._hub.run(say("job-backups"), lambda _: documents.backups_found(), self._open)

    def _open(self, backups: tuple[Backup, ...]) -> None:
        own = str(self._hub.desk.path.resolve()) if self._hub.desk.path else ""
        backups = tuple(sorted(backups, key=lambda backup: backup.of != own))
        if self.dialog is None:
            titles = [say(name) for name in _COLUMNS]
            deeds = (Deed("open-backup", self._restore, default=True),)
            said = say("backups-said" if backups else "backups-none")
            self.dialog = ListDialog(self._window, say("backups-title"), said, titles, deeds)
            self.dialog.destroyed.connect(self._forget)
            self.dialog.open()
        self.dialog.show_rows([Row(_cells(backup), backup) for backup in backups])

    def _restore(self, backup: Backup) -> None:
        def put(project: Project) -> None:
            self._hub.adopt(project, unsaved=True)
            self._documents.opened.emit()
            name = Path(backup.of).name
            self._hub.said.emit(say("backup-opened", name=name, at=formats.moment(backup.at)))
            if self.dialog is not None:
                self.dialog.close()

        def read(_: Progress) -> Project:
            return jobs.open_project(backup.path)

        def ask(project: Project) -> None:
            self._documents.leave(lambda: put(project))

        self._hub.run(say("job-opening"), read, ask)

    def _forget(self, *_: Any) -> None:
        self.dialog = None


def _cells(backup: Backup) -> tuple[str, ...]:
    of = Path(backup.of)
    records = say("backup-unreadable") if backup.records is None else formats.number(backup.records)
    size = say("size-kb", size=formats.number(backup.size / _KILO))
    return (of.name, formats.moment(backup.at), size, records, str(of.parent))
