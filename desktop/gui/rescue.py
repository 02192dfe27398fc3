"""A damaged project file: what can be read of it goes into a new file, with what was lost named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.gui.documents import Documents
from desktop.gui.hub import Hub
from desktop.gui.list_dialog import ListDialog, Row
from desktop.model.errors import FileFault
from desktop.model.records import TABLE
from desktop.session import salvage
from desktop.session.salvage import Salvaged, SalvagedTable
from desktop.text import formats
from desktop.text.messages import say

_COLUMNS = ("rescue-table", "rescue-read", "rescue-lost", "rescue-certain")


class Rescue(QObject):
    """Offers to recover what can be read; ``dialog`` tells what was lost while it is open."""

    def __init__(self, hub: Hub, documents: Documents, window: QWidget) -> None:
        super().__init__(window)
        self._hub, self._documents, self._window = hub, documents, window
        self.dialog: ListDialog | None = None
        documents.damaged.connect(self.offer)

    def offer(self, path: Path, fault: FileFault) -> None:
        """Ask whether to recover what can be read of a file, and where to."""
        question = say("rescue-question", name=path.name)
        if self._documents.dialogs.ask(question, say("rescue-explained"), ["rescue"]) != "rescue":
            self._hub.alert(fault)
            return
        suggested = path.with_name(f"{path.stem} ({say('rescue-name')}){path.suffix}")
        into = self._documents.dialogs.ask_save(say("rescue-title"), say("kinds-project"), str(suggested))
        if into is not None:
            self._hub.run(
                say("job-rescue"),
                lambda _: salvage.salvage(path, into),
                lambda found: self._tell(found, into),
                lasting=True,
            )

    def _tell(self, found: Salvaged, into: Path) -> None:
        self._documents.open_path(into)
        if self.dialog is not None:
            self.dialog.close()
        titles = [say(name) for name in _COLUMNS]
        said = say("rescue-whole" if found.whole else "rescue-said", name=into.name, read=found.read, lost=found.lost)
        self.dialog = ListDialog(self._window, say("rescue-title"), said, titles, ())
        self.dialog.destroyed.connect(self._forget)
        worst_first = sorted(found.tables, key=lambda table: (table.lost == 0, table.certain))
        self.dialog.show_rows([Row(_cells(table), table) for table in worst_first if table.read or table.lost != 0])
        if found.versions_lost:
            self.dialog.show_details([say("rescue-versions-lost"), *found.versions_lost])
        self.dialog.open()

    def _forget(self, *_: Any) -> None:
        self.dialog = None


def _cells(table: SalvagedTable) -> tuple[str, ...]:
    lost = say("rescue-unknown") if table.lost is None else formats.number(table.lost)
    certain = say("rescue-sure" if table.certain else "rescue-unsure")
    return (TABLE[table.table].title, formats.number(table.read), lost, certain)
