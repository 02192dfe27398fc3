"""Saves the document in the background, and asks when its file is somebody else's or has changed meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from desktop.gui.alerts import Dialogs
from desktop.gui.hub import Hub
from desktop.model.errors import FileFault
from desktop.model.progress import Progress
from desktop.session import documents, jobs
from desktop.session.documents import ChangedMeanwhile, Outcome, Place, Unconfirmed
from desktop.text.formats import moment
from desktop.text.messages import say

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""What names of files may not hold on some system."""

Then = Callable[[], None] | None
Saved = tuple[Place, Outcome]


class Saving:
    """Writes the document to its place; one without a place, or whose place is closed to us, asks for another.

    One save after the other: what is asked for meanwhile follows when it is done, unless it fails. ``dialogs`` gives
    who is asked, ``reload`` reads the document's file again.
    """

    def __init__(self, hub: Hub, dialogs: Callable[[], Dialogs], reload: Callable[[], None]) -> None:
        self._hub = hub
        self._dialogs = dialogs
        self._reload = reload
        self._busy = False
        self._waiting: list[tuple[int, Callable[[], None]]] = []

    def save(self, then: Then) -> None:
        """Write to the document's file, then go on."""
        if self._busy:
            self._waiting.append((self._hub.document, lambda: self.save(then)))
            return
        place = documents.taken_again(self._hub.desk.place)
        if place.path is None:
            self.save_as(then)
        elif place.read_only:
            question, explained = read_only_words(place), say("read-only-explained")
            if self._dialogs().ask(question, explained, ["save-as"]) == "save-as":
                self.save_as(then)
        else:
            self._write(place, then)

    def save_as(self, then: Then) -> None:
        """Ask for a file, write to it, then go on."""
        if self._busy:
            self._waiting.append((self._hub.document, lambda: self.save_as(then)))
            return
        name = suggested(self._hub, jobs.ENDING)
        path = self._dialogs().ask_save(say("save-title"), say("kinds-project"), name)
        if path is None:
            return
        project, place = self._hub.desk.project, self._hub.desk.place
        self._run(lambda _: documents.save_as(project, path, place), then)

    def _write(self, place: Place, then: Then, *, over: bool = False) -> None:
        project = self._hub.desk.project
        self._run(lambda _: documents.save(project, place, over=over), then, place)

    def _run(self, write: Callable[[Progress], Saved], then: Then, place: Place | None = None) -> None:
        project, document, job = self._hub.desk.project, self._hub.document, say("job-saving")
        was_closed = self._hub.desk.place.read_only

        def note(saved: Saved) -> None:
            self._busy = False
            where, outcome = saved
            self._hub.succeeded(job)
            if document == self._hub.document:
                if was_closed and not where.read_only:
                    self._hub.cleared.emit()
                self._hub.announce(self._hub.desk.note_saved(project, where))
            elif place is None:
                where.release()
            remember(self._hub, where.path)
            self._tell(where, outcome)
            if then is not None:
                then()
            self._go_on()

        def failed(error: Exception) -> None:
            self._busy = False
            if isinstance(error, ChangedMeanwhile) and place is not None and document == self._hub.document:
                self._ask_about_change(error, place, then)
            else:
                if isinstance(error, Unconfirmed) and document == self._hub.document:
                    self._hub.desk.note_touched(self._hub.desk.place, error.place)
                self._hub.alert(error, job)
                if isinstance(error, FileFault) and document == self._hub.document:
                    self._hub.offered.emit("save-as")
            self._go_on(but=document)

        self._busy = True
        self._hub.runner.start(job, write, note, failed, lasting=True)

    def _go_on(self, but: int = -1) -> None:
        """Do what was asked for meanwhile, unless it was for a document that is gone or cannot be saved."""
        waiting, self._waiting = self._waiting, []
        for document, save in waiting:
            if document == self._hub.document != but:
                save()

    def _tell(self, place: Place, outcome: Outcome) -> None:
        """That it is saved; what the user has to know beside stays until it is read."""
        name = place.path.name if place.path else ""
        self._hub.said.emit(say("saved", name=name))
        if told := outcome.told(name):
            self._hub.alerted.emit(told, ())

    def _ask_about_change(self, error: ChangedMeanwhile, place: Place, then: Then) -> None:
        choices = ["save-as", "reload", "overwrite"]
        match self._dialogs().ask(say(error.key, **error.values), say("changed-explained"), choices):
            case "overwrite":
                self._write(place, then, over=True)
            case "save-as":
                self.save_as(then)
            case "reload":
                self._reload()


def read_only_words(place: Place) -> str:
    """Why a document cannot be saved where it lies."""
    name = place.path.name if place.path else ""
    holder = place.holder
    if holder is None:
        return say("read-only-closed", name=name)
    key = "read-only-here" if holder.here else "read-only-elsewhere"
    user, host = holder.user or say("somebody"), holder.host or say("other-computer")
    return say(key, name=name, user=user, host=host, since=moment(holder.since))


def remember(hub: Hub, path: Path | None) -> None:
    """Put a file first among the recent ones."""
    if path is not None:
        hub.settings = hub.settings.with_recent(path)


def suggested(hub: Hub, ending: str) -> str:
    """The name that a file about the document may have."""
    desk = hub.desk
    name = _UNFIT.sub("-", desk.project.settings.name) or "dhatu"
    stem = desk.path.with_suffix("") if desk.path else usual_folder(hub) / name
    return f"{stem}{ending}"


def usual_folder(hub: Hub) -> Path:
    """Where the user is likely to look for files: beside the document, or the one of before, or among the documents."""
    files = [hub.desk.path, *map(Path, hub.settings.recent)]
    documents_of_user = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folders = [*(file.parent for file in files if file is not None), Path(documents_of_user)]
    return next((folder for folder in folders if folder.is_dir()), Path.home())
