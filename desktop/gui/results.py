"""Whole answers over a restart: read with the document that they are of, and written into its file once found."""

from __future__ import annotations

import logging
from weakref import WeakSet

from PySide6.QtCore import QObject, Slot

from desktop.gui.documents import Documents
from desktop.gui.hub import Hub
from desktop.gui.improver import Improver
from desktop.gui.words import counted
from desktop.model.edits import Changes
from desktop.model.errors import AppError
from desktop.model.plan import Plan
from desktop.model.progress import Progress
from desktop.model.records import Mix, Scenario
from desktop.session import results
from desktop.session.results import Shown

log = logging.getLogger("dhatu.window")


class Results(QObject):
    """Shows what the file of the document keeps, and has it keep what was found since.

    Only a file that holds the project on the desk is written to, when no search is under way. They can be had again,
    so whatever goes wrong with them is no reason to disturb anybody.
    """

    def __init__(self, hub: Hub, improver: Improver, documents: Documents, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hub, self._improver = hub, improver
        self._written: WeakSet[Plan] = WeakSet()
        self._busy = False
        documents.opened.connect(self.show_kept)
        hub.changed.connect(self._on_changed)
        improver.changed.connect(self._write)

    @Slot()
    def show_kept(self) -> None:
        """Read in the background what the file of the document keeps."""
        path, project, document = self._hub.desk.path, self._hub.desk.project, self._hub.document
        if path is None:
            return

        def read(_: Progress) -> Shown:
            return results.kept(path, project)

        def show(found: Shown) -> None:
            if document != self._hub.document:
                return
            self._written.update(found.plans)
            for plan in found.plans:
                self._hub.announce(self._hub.desk.keep(plan))
            if found.dropped:
                self._hub.said.emit(counted("results-dropped", found.dropped))

        self._hub.runner.start("", read, show, _note)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.file:
            self._write()

    @Slot()
    def _write(self) -> None:
        desk = self._hub.desk
        path, project = desk.path, desk.project
        ready = not (self._busy or desk.modified or desk.place.read_only or self._improver.searching)
        plans = [plan for plan in self._found() if plan not in self._written] if path is not None and ready else []
        if path is None or not plans:
            return

        def write(_: Progress) -> int:
            return results.keep(path, project, plans)

        self._busy = True
        self._written.update(plans)
        self._hub.runner.start("", write, self._on_written, self._on_failed, lasting=True)

    def _on_written(self, _: int) -> None:
        self._busy = False

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        _note(error)

    def _found(self) -> list[Plan]:
        """The whole plans of the project on the desk."""
        desk = self._hub.desk
        scenarios = ("", *desk.project.by_id(Scenario))
        plans = (desk.plan(mix, scenario) for mix in desk.project.by_id(Mix) for scenario in scenarios)
        return [plan for plan in plans if plan is not None and plan.answer == "whole"]


def _note(error: Exception) -> None:
    """Results that cannot be read are searched for again; only what nobody foresaw goes to the log file."""
    if not isinstance(error, AppError):
        log.error("unforeseen %s", type(error).__name__, exc_info=error)
