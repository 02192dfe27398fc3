"""What the File menu opens beside documents: what was saved before, what crashes left, versions, properties."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.gui import properties
from desktop.gui.documents import Documents
from desktop.gui.hub import Hub
from desktop.gui.main_window import MainWindow
from desktop.gui.recovering import Recovering
from desktop.gui.rescue import Rescue
from desktop.gui.restoring import Restoring
from desktop.gui.version_window import Versions


class FileMenu(QObject):
    """The windows that the File menu opens, and whether they can be."""

    def __init__(self, hub: Hub, documents: Documents, window: MainWindow) -> None:
        super().__init__(window)
        self._hub, self._documents, self._window = hub, documents, window
        self.recovering = Recovering(hub, documents, window)
        self.restoring = Restoring(hub, documents, window)
        self.versions = Versions(hub, documents, window)
        self.rescue = Rescue(hub, documents, window)

    def has_file(self) -> bool:
        """Whether the document lies in a file."""
        return self._hub.desk.path is not None

    def show_properties(self) -> None:
        """Show what the document is."""
        properties.show(self._hub, self._window, self._documents.name)
