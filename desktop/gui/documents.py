"""What the File menu does: documents opened, saved and exported in the background, unsaved work asked about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.gui.alerts import Dialogs
from desktop.gui.hub import Hub
from desktop.gui.planner import Planner
from desktop.model.edits import ReplaceTables
from desktop.model.plan import Plan
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.model.records import Record
from desktop.session import jobs
from desktop.text.messages import say

ENDING = ".dhatu"
Tables = dict[str, tuple[Record, ...]]


class Documents(QObject):
    """Opens and saves; ``opened`` tells that another document is on the desk."""

    opened = Signal()

    def __init__(self, hub: Hub, planner: Planner, dialogs: Dialogs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._planner = planner
        self.dialogs = dialogs

    @property
    def name(self) -> str:
        """What the document is called: its file, or what it holds."""
        desk = self._hub.desk
        return desk.path.name if desk.path else desk.project.settings.name or say("document-unnamed")

    def new(self) -> None:
        """Start an empty project."""
        self._leave(lambda: self._load(say("job-new"), _new_empty, None))

    def open_sample(self) -> None:
        """Open the sample project; saving asks for a file."""
        self._leave(lambda: self._load(say("job-opening"), _new_sample, None))

    def open(self) -> None:
        """Ask for a project file and open it."""
        path = self.dialogs.ask_open(say("open-title"), say("kinds-project"))
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open a project file."""

        def read(_: Progress) -> Project:
            return jobs.open_project(path)

        self._leave(lambda: self._load(say("job-opening"), read, path))

    def open_dropped(self, name: str) -> None:
        """Open a project file that was dropped on the window."""
        if Path(name).suffix.lower() == ENDING:
            self.open_path(Path(name))
        else:
            self._hub.alerted.emit(say("drop-unknown", name=Path(name).name), ())

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Write to the document's file; one without a file asks for it. ``then`` follows when it is written."""
        path = self._hub.desk.path
        if path is None:
            self.save_as(then)
        else:
            self._write(path, then)

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        """Ask for a file and write to it."""
        suggested = self._suggested(ENDING)
        path = self.dialogs.ask_save(say("save-title"), say("kinds-project"), suggested)
        if path is not None:
            self._write(path, then)

    def import_workbook(self) -> None:
        """Replace tables by those of a workbook, as one edit; nothing changes when it has problems."""
        path = self.dialogs.ask_open(say("import-title"), say("kinds-workbook"))
        if path is None:
            return

        def read(_: Progress) -> Tables:
            return jobs.read_tables(path, project)

        def done(tables: Tables) -> None:
            if document == self._hub.document:
                self._imported(tables)

        project, document = self._hub.desk.project, self._hub.document
        self._hub.run(say("job-importing"), read, done)

    def export_inputs(self) -> None:
        """Write all tables to a workbook that can be read back."""
        path = self.dialogs.ask_save(say("export-title"), say("kinds-xlsx"), self._suggested("-inputs.xlsx"))
        if path is None:
            return
        project, own = self._hub.desk.project, self._hub.desk.path

        def write(_: Progress) -> None:
            jobs.export_tables(project, path, own)

        self._hub.run(say("job-exporting"), write, lambda _: self._hub.said.emit(say("exported", name=path.name)))

    def export_plan(self) -> None:
        """Write the plan on the screen, and those to compare with that are ready, to a workbook."""
        plans = self._ready_plans()
        if not plans:
            self._hub.alerted.emit(say("export-no-plan"), ())
            return
        path = self.dialogs.ask_save(say("export-title"), say("kinds-xlsx"), self._suggested("-plan.xlsx"))
        if path is None:
            return

        own = self._hub.desk.path

        def write(_: Progress) -> None:
            jobs.export_plan(plans, path, own)

        self._hub.run(say("job-exporting"), write, lambda _: self._hub.said.emit(say("exported", name=path.name)))

    def may_close(self, close: Callable[[], None]) -> bool:
        """Whether the window may close now; when the user wants to save first, ``close`` follows afterwards."""
        if not self._hub.desk.modified:
            return True
        answer = self.dialogs.ask_leave(self.name)
        if answer == "save":
            self.save(close)
        return answer == "discard"

    def _leave(self, go_on: Callable[[], None]) -> None:
        """Go on to another document, after asking about unsaved work."""
        if self.may_close(go_on):
            go_on()

    def _load(self, title: str, read: Callable[[Progress], Project], path: Path | None) -> None:
        before = self._hub.desk.project

        def adopt(project: Project) -> None:
            self._hub.adopt(project, path)
            self._remember(path)
            self.opened.emit()

        def done(project: Project) -> None:
            if self._hub.desk.project is before:
                adopt(project)
            else:  # edited while the file was read
                self._leave(lambda: adopt(project))

        self._hub.run(title, read, done)

    def _write(self, path: Path, then: Callable[[], None] | None) -> None:
        project, document = self._hub.desk.project, self._hub.document

        def write(_: Progress) -> None:
            jobs.save_project(project, path)

        def note(_: None) -> None:
            if document == self._hub.document:
                self._hub.announce(self._hub.desk.note_saved(project, path))
            self._remember(path)
            self._hub.said.emit(say("saved", name=path.name))
            if then is not None:
                then()

        self._hub.run(say("job-saving"), write, note)

    def _imported(self, tables: Tables) -> None:
        if self._hub.apply(ReplaceTables(tables, "edit-import")):
            self._hub.said.emit(say("imported"))

    def _remember(self, path: Path | None) -> None:
        if path is not None:
            self._hub.settings = self._hub.settings.with_recent(path)

    def _ready_plans(self) -> tuple[Plan, ...]:
        shown = self._planner.plan
        if shown is None or not self._planner.up_to_date:
            return ()
        others = (self._planner.plan_of(mix, scenario) for mix, scenario in self._planner.wanted)
        return (shown, *(plan for plan in others if plan is not None and plan is not shown))

    def _suggested(self, ending: str) -> str:
        desk = self._hub.desk
        stem = desk.path.with_suffix("") if desk.path else Path.home() / (desk.project.settings.name or "dhatu")
        return f"{stem}{ending}"


def _new_empty(_: Progress) -> Project:
    return jobs.new_project(sample=False)


def _new_sample(_: Progress) -> Project:
    return jobs.new_project(sample=True)
