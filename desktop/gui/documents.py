"""What the File menu does: documents opened, saved and exported in the background, unsaved work asked about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.gui.alerts import Dialogs
from desktop.gui.exporting import Exporting
from desktop.gui.hub import Hub
from desktop.gui.planner import Planner
from desktop.gui.saving import Saving, read_only_words, remember, usual_folder
from desktop.model.errors import FileFault
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.session import documents, jobs
from desktop.session.documents import NOWHERE, Place
from desktop.text.messages import say

ENDING = jobs.ENDING
Found = TypeVar("Found")


class Documents(QObject):
    """Opens and saves; ``opened`` tells that another document is on the desk.

    ``damaged`` carries the path of a file that cannot be read whole, and what was found; ``list_dropped`` that of a
    dropped file which is no project.
    """

    opened = Signal()
    list_dropped = Signal(object)
    damaged = Signal(object, object)

    def __init__(self, hub: Hub, planner: Planner, dialogs: Dialogs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self.dialogs = dialogs
        self._saving = Saving(hub, lambda: self.dialogs, self.reload)
        self._exporting = Exporting(hub, planner, lambda: self.dialogs, lambda: self.name)

    @property
    def name(self) -> str:
        """What the document is called: its file, or what it holds."""
        desk = self._hub.desk
        return desk.path.name if desk.path else desk.project.settings.name or say("document-unnamed")

    def new(self) -> None:
        """Start an empty project."""
        self.leave(lambda: self._load(say("job-new"), _new_empty))

    def open_sample(self) -> None:
        """Open the sample project; saving asks for a file."""
        self.leave(lambda: self._load(say("job-opening"), _new_sample))

    def open(self) -> None:
        """Ask for a project file and open it."""
        path = self.dialogs.ask_open(say("open-title"), say("kinds-project"), str(usual_folder(self._hub)))
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open a project file; unsaved work is asked about once it is known that another file can be read."""
        if not self._hub.desk.modified or _is_same(path, self._hub.desk.path):
            self.leave(lambda: self._open(path))
            return
        current = self._hub.desk.place

        def ask(found: tuple[Project, Place]) -> None:
            documents.let_go(found[1], current=self._hub.desk.place)
            self.leave(lambda: self._open(path))

        def read(_: Progress) -> tuple[Project, Place]:
            return documents.opened(path, current)

        self._hub.runner.start(say("job-opening"), read, ask, lambda error: _not_read(self, self._hub, path, error))

    def revert(self) -> None:
        """Read the document's file again, after asking about what is not saved."""
        question, explained = say("revert-question", name=self.name), say("revert-explained")
        if not self._hub.desk.modified or self.dialogs.ask(question, explained, ["revert"]) == "revert":
            self.reload()

    def reload(self) -> None:
        """Read the document's file again; what is not saved is let go of."""
        if self._hub.desk.path is not None:
            self._open(self._hub.desk.path)

    def open_dropped(self, name: str) -> None:
        """Open a project file that was dropped on the window; any other file is a list to import."""
        if Path(name).suffix.lower() == ENDING:
            self.open_path(Path(name))
        else:
            self.list_dropped.emit(Path(name))

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Write to the document's file; one without a file asks for it. ``then`` follows when it is written."""
        self._saving.save(then)

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        """Ask for a file and write to it."""
        self._saving.save_as(then)

    def export_inputs(self) -> None:
        """Write all tables to a file that can be read back."""
        self._exporting.inputs()

    def export_plan(self) -> None:
        """Write the plan on the screen to a file for others."""
        self._exporting.plan()

    def may_close(self, close: Callable[[], None], stay: Callable[[], None] | None = None) -> bool:
        """Whether the window may close now; when the user wants to save first, ``close`` follows afterwards.

        ``stay`` follows when the user does not want to leave the document at all.
        """
        if not self._hub.desk.modified:
            return True
        answer = self.dialogs.ask_leave(self.name)
        if answer == "save":
            self.save(close)
        elif answer != "discard" and stay is not None:
            stay()
        return answer == "discard"

    def leave(self, go_on: Callable[[], None], stay: Callable[[], None] | None = None) -> None:
        """Go on to another document, after asking about unsaved work; about that made while it was saved too."""
        if self.may_close(lambda: self.leave(go_on, stay), stay):
            go_on()

    def fetch(
        self,
        title: str,
        read: Callable[[Progress], Found],
        put: Callable[[Found], None],
        failed: Callable[[Exception], None] | None = None,
        drop: Callable[[Found], None] | None = None,
    ) -> None:
        """Read in the background what takes the place of the document; ``put`` puts it on the desk.

        What was edited while it was read is asked about first. ``drop`` lets go of what was read and is not wanted
        any more, because the user has stopped it or stays with the document.
        """
        before = self._hub.desk.project
        made: list[Found] = []

        def work(progress: Progress) -> Found:
            made.append(read(progress))
            return made[0]

        def let_go() -> None:
            if drop is not None:
                for found in made:
                    drop(found)

        def not_done(error: Exception) -> None:
            let_go()
            (failed or self._hub.alert)(error)

        def done(found: Found) -> None:
            if self._hub.desk.project is before:
                put(found)
            else:
                self.leave(lambda: put(found), let_go)

        self._hub.runner.start(title, work, done, not_done)

    def _open(self, path: Path) -> None:
        current = self._hub.desk.place

        def read(_: Progress) -> tuple[Project, Place]:
            return documents.opened(path, current)

        self._load(say("job-opening"), read, lambda error: _not_read(self, self._hub, path, error))

    def _load(
        self,
        title: str,
        read: Callable[[Progress], tuple[Project, Place]],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        def adopt(found: tuple[Project, Place]) -> None:
            project, place = found[0], self._settled(found[1])
            if place is None:
                return
            self._hub.adopt(project, place)
            remember(self._hub, place.path)
            self.opened.emit()
            if place.read_only and place.path is not None:
                self._hub.alerted.emit(read_only_words(place), ())

        self.fetch(title, read, adopt, failed, lambda found: documents.let_go(found[1], current=self._hub.desk.place))

    def _settled(self, place: Place) -> Place | None:
        """The place as the user wants it where somebody on another computer has the file; None to leave it alone."""
        if place.holder is None or place.holder.here:
            return place
        question = say("held-question", name=place.path.name if place.path else "")
        answer = self.dialogs.ask(question, read_only_words(place), ["read-only", "take-over"])
        if answer == "cancel":
            return None
        return documents.taken_again(place, by_force=True) if answer == "take-over" else place


def _not_read(own: Documents, hub: Hub, path: Path, error: Exception) -> None:
    """Tell why a file cannot be opened; of a damaged one more can be done than that."""
    if isinstance(error, FileFault) and error.key == "file-damaged":
        own.damaged.emit(path, error)
    else:
        hub.alert(error)


def _is_same(path: Path, own: Path | None) -> bool:
    """Whether a path leads to the document's file, by whatever name."""
    try:
        return own is not None and own.samefile(path)
    except OSError:
        return False


def _new_empty(_: Progress) -> tuple[Project, Place]:
    return jobs.new_project(sample=False), NOWHERE


def _new_sample(_: Progress) -> tuple[Project, Place]:
    return jobs.new_project(sample=True), NOWHERE
