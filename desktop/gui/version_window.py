"""Named versions in a window: name the present state, compare with today, go back in one edit, rename, let go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.gui import difference_words
from desktop.gui.documents import Documents
from desktop.gui.hub import Hub
from desktop.gui.list_dialog import Deed, ListDialog, Row
from desktop.model.differences import Difference
from desktop.model.edits import ReplaceTables
from desktop.session import documents, versions
from desktop.session.versions import Version
from desktop.text.formats import moment
from desktop.text.messages import say

_COLUMNS = ("version-name", "version-made", "version-author", "version-note")


class Versions(QObject):
    """Shows the versions of the document's file; ``dialog`` is the window while it is open."""

    def __init__(self, hub: Hub, own: Documents, window: QWidget) -> None:
        super().__init__(window)
        self._hub, self._documents, self._window = hub, own, window
        self.dialog: ListDialog | None = None

    def show(self) -> None:
        """Open the window; a document has to be saved first, since versions lie in its file."""
        path = self._hub.desk.path
        if path is None:
            self._hub.alerted.emit(say("versions-need-a-file"), ())
        else:
            self._hub.run(say("job-versions"), lambda _: versions.listed(path), self._open)

    def _open(self, found: tuple[Version, ...]) -> None:
        if self.dialog is None:
            deeds = (
                Deed("name-version", self._name, default=True, all=True),
                Deed("compare-version", self._compare),
                Deed("restore-version", self._restore),
                Deed("rename-version", self._rename),
                Deed("drop-version", self._drop),
            )
            titles = [say(name) for name in _COLUMNS]
            self.dialog = ListDialog(self._window, say("versions-title"), "", titles, deeds)
            self.dialog.destroyed.connect(self._forget)
            self.dialog.open()
        self.dialog.say(say("versions-said" if found else "versions-none"))
        self.dialog.show_rows([Row(_cells(version), version) for version in reversed(found)])

    def _name(self, _: None) -> None:
        project = self._hub.desk.project
        title = self._documents.dialogs.ask_text(say("version-name-title"), say("version-name-label"), "")
        if title:
            self._change(lambda path: versions.name(path, project, title))

    def _rename(self, version: Version) -> None:
        title = self._documents.dialogs.ask_text(say("version-name-title"), say("version-name-label"), version.name)
        if title:
            self._change(lambda path: versions.rename(path, version.number, title, version.note))

    def _drop(self, version: Version) -> None:
        question = say("drop-version-question", name=version.name)
        if self._documents.dialogs.ask(question, say("drop-version-explained"), ["drop-version"]) == "drop-version":
            self._change(lambda path: versions.drop(path, version.number))

    def _compare(self, version: Version) -> None:
        project, path = self._hub.desk.project, self._hub.desk.path

        def done(found: tuple[Difference, ...]) -> None:
            if self.dialog is not None:
                head = say("version-compared", name=version.name, summary=difference_words.summary(found))
                self.dialog.show_details([head, *difference_words.lines(found)])

        if path is not None:
            self._hub.run(say("job-versions"), lambda _: versions.since(path, version.number, project), done)

    def _restore(self, version: Version) -> None:
        project, path, document = self._hub.desk.project, self._hub.desk.path, self._hub.document

        def done(edit: ReplaceTables) -> None:
            if document != self._hub.document:
                return
            if self._hub.desk.project is not project:  # edited meanwhile: it would not be as in the version
                self._restore(version)
            elif self._hub.apply(edit):
                told = say("version-restored", name=version.name)
                self._hub.said.emit(told)
                if self.dialog is not None:
                    self.dialog.show_details([told])  # what was compared before is past

        if path is not None:
            self._hub.run(say("job-versions"), lambda _: versions.restoring(path, version.number, project), done)

    def _change(self, change: Callable[[Path], object]) -> None:
        """Change the versions in the file, and take note that the file is as we left it."""
        place, document = self._hub.desk.place, self._hub.document
        path = place.path
        if path is None:
            return
        if place.read_only:
            self._hub.alerted.emit(say("versions-read-only"), ())
            return

        made: list[object] = []

        def work(_: object) -> tuple[documents.Place, tuple[Version, ...]]:
            where = documents.touched(place, lambda: made.append(change(path)))
            return where, versions.listed(path)

        def done(result: tuple[documents.Place, tuple[Version, ...]]) -> None:
            where, found = result
            for version in made:
                if isinstance(version, Version) and version.kept is not None:
                    self._hub.alerted.emit(say("saved-kept", name=path.name, kept=version.kept.name), ())
            if document == self._hub.document:
                self._hub.desk.note_touched(place, where)
                self._open(found)

        self._hub.run(say("job-versions"), work, done, lasting=True)

    def _forget(self, *_: Any) -> None:
        self.dialog = None


def _cells(version: Version) -> tuple[str, ...]:
    return (version.name, moment(version.made), version.author, " ".join(version.note.split()))
