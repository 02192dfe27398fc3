"""What crashes left is offered at the next start: to go on with, to look at, to let go of, or to leave for later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.gui import difference_words
from desktop.gui.documents import Documents
from desktop.gui.hub import Hub
from desktop.gui.list_dialog import Deed, ListDialog, Row
from desktop.gui.saving import read_only_words
from desktop.gui.words import counted
from desktop.model.errors import AppError, FileFault
from desktop.model.progress import Progress
from desktop.session import recovery
from desktop.session.recovery import Comparison, Left, Salvaged, Taken
from desktop.text.formats import moment
from desktop.text.messages import say

_COLUMNS = ("recover-document", "recover-at", "recover-differs", "recover-where")


class Recovering(QObject):
    """Looks for what crashes left and shows it; ``dialog`` is the window while it is open."""

    def __init__(self, hub: Hub, documents: Documents, window: QWidget) -> None:
        super().__init__(window)
        self._hub, self._documents, self._window = hub, documents, window
        self._compared: dict[Path, Comparison] = {}
        self._left: tuple[Left, ...] = ()
        self.dialog: ListDialog | None = None

    def offer(self) -> None:
        """Show what was left, if anything was."""
        self._left = recovery.left_behind()
        if self._left:
            self._open()

    def show(self) -> None:
        """Show what was left, or say that there is nothing."""
        self.offer()
        if not self._left:
            self._hub.said.emit(say("recover-none"))

    def _open(self) -> None:
        if self.dialog is None:
            deeds = (
                Deed("recover", self._recover, default=True),
                Deed("differences", self._show_differences),
                Deed("discard", self._discard),
            )
            titles = [say(name) for name in _COLUMNS]
            self.dialog = ListDialog(self._window, say("recover-title"), say("recover-said"), titles, deeds, "later")
            self.dialog.destroyed.connect(self._forget)
            self.dialog.open()
        self._fill()
        for left in self._left:
            if not left.fault and left.path not in self._compared:
                self._compare(left)

    def _fill(self) -> None:
        if self.dialog is not None:
            self.dialog.show_rows([Row(self._cells(left), left) for left in self._left])

    def _cells(self, left: Left) -> tuple[str, ...]:
        origin = left.origin
        if left.fault:
            return (left.path.name, "", say("recover-damaged"), str(left.path.parent))
        name = Path(origin.path).name if origin.path else origin.name or say("document-unnamed")
        where = str(Path(origin.path).parent) if origin.path else say("recover-nowhere")
        return (name, moment(origin.at) if origin.at else "", self._differs(left), where)

    def _differs(self, left: Left) -> str:
        if not left.origin.path:
            return say("recover-never-saved")
        comparison = self._compared.get(left.path)
        if comparison is None:
            return "…"
        if comparison.records is None:
            return say("recover-alone")
        return difference_words.summary(comparison.differences)

    def _compare(self, left: Left) -> None:
        def done(comparison: Comparison) -> None:
            self._compared[left.path] = comparison
            self._fill()
            if self.dialog is not None and self.dialog.details and self.dialog.chosen == left:
                self._show_differences(left)

        def compare(_: Progress) -> Comparison:
            return recovery.compared(left)

        self._hub.runner.start("", compare, done, self._hub.alert)

    def _show_differences(self, left: Left) -> None:
        comparison = self._compared.get(left.path)
        if self.dialog is None:
            return
        if left.fault:
            self.dialog.show_details([say("recover-damaged-help")])
        elif comparison is None:
            self.dialog.show_details([say("recover-comparing")])
        elif comparison.records is None:
            lines = [
                say("recover-holds", table=title, records=counted("records", count)) for title, count in comparison.held
            ]
            self.dialog.show_details([say("recover-nothing-to-compare"), *lines])
        else:
            self.dialog.show_details([*difference_words.lines(comparison.differences)] or [say("difference-none")])

    def _recover(self, left: Left) -> None:
        self._documents.leave(lambda: self._put_on_the_desk(left))

    def _put_on_the_desk(self, left: Left) -> None:
        current = self._hub.desk.place

        def take(_: Progress) -> Taken:
            return recovery.take(left, current)

        def put(found: Taken) -> None:
            self._hub.recover(found)
            self._documents.opened.emit()
            self._hub.said.emit(say("recovered"))
            if found.place.read_only and found.place.path is not None:
                self._hub.alerted.emit(read_only_words(found.place), ())
            self._without(left)

        def failed(error: Exception) -> None:
            if isinstance(error, FileFault) and error.key == "recovery-damaged":
                self._salvage(left)
            else:
                self._hub.alert(error)

        def drop(found: Taken) -> None:
            recovery.leave(found, self._hub.desk.place)

        self._documents.fetch(say("job-opening"), take, put, failed, drop)

    def _salvage(self, left: Left) -> None:
        """Read what can be read of a damaged file, which stays beside the others under another name."""

        def read(_: Progress) -> Salvaged:
            return recovery.salvage(left)

        def put(salvaged: Salvaged) -> None:
            self._hub.adopt(salvaged.project, unsaved=True)
            self._documents.opened.emit()
            kept = recovery.put_aside(left)
            self._hub.alerted.emit(
                say("recover-salvaged", read=salvaged.read, lost=salvaged.lost, kept=kept.name),
                tuple(say("recover-lost-in", table=title, lost=lost) for title, lost in salvaged.tables),
            )
            self._without(left)

        self._documents.fetch(say("job-opening"), read, put)

    def _discard(self, left: Left) -> None:
        question = say("discard-question", name=self._cells(left)[0])
        if self._documents.dialogs.ask(question, say("discard-explained"), ["discard"]) != "discard":
            return
        try:
            recovery.discard(left)
        except (AppError, OSError) as error:
            self._hub.alert(error)
            return
        self._without(left)

    def _without(self, gone: Left) -> None:
        """Go on with the others; without any the window closes."""
        self._left = tuple(left for left in self._left if left.path != gone.path)
        if self._left:
            self._fill()
        elif self.dialog is not None:
            self.dialog.close()

    def _forget(self, *_: Any) -> None:
        self.dialog = None
