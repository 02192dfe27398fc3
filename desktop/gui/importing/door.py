"""The one way into the import wizard, for menu, toolbar and dropped files; one wizard is open at a time."""

from __future__ import annotations

from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.gui.documents import Documents
from desktop.gui.hub import Hub
from desktop.gui.importing.wizard import ImportWizard


class ImportDoor(QObject):
    """Opens the wizard over a window."""

    def __init__(self, hub: Hub, documents: Documents, window: QWidget) -> None:
        super().__init__(window)
        self._hub, self._documents, self._window = hub, documents, window
        self.wizard: ImportWizard | None = None
        documents.list_dropped.connect(self.start)

    def start(self, path: Path | None = None) -> None:
        """Open the wizard, on a file if there is one."""
        if self.wizard is not None and shiboken6.isValid(self.wizard) and self.wizard.isVisible():
            self.wizard.raise_()
            return
        self.wizard = ImportWizard(self._hub, self._documents.dialogs, self._window)
        self.wizard.begin(path)
