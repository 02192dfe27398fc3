"""The desk: the one project being worked on, how to go back and forth in it, and the plans made of it."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

import attrs

from desktop.model import edits
from desktop.model.edits import Changes, Edit
from desktop.model.plan import Plan
from desktop.model.project import Project, Rows
from desktop.session import jobs

_DEPTH = 500
_PLANS_KEPT = 64
_EVERYTHING = Changes(plans=True, file=True)

Key = tuple[Project, str, str, str]


@attrs.frozen
class Step:
    """One step of undo or redo: the name of the edit and the project on its other side."""

    name: str
    project: Project


class Desk:
    """Holds the current project, the one that is on disk, and everything a user can go back to.

    Projects are immutable, so undo is the previous project and "modified" is a comparison of identity. Every
    change answers with ``Changes``; reading and writing files is done through the session's jobs.
    """

    def __init__(self, project: Project, path: Path | None = None) -> None:
        self.project = project
        self.saved: Project | None = project
        self.path = path
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._plans: OrderedDict[Key, Plan] = OrderedDict()
        self._previewed: tuple[Project, Edit, Project] | None = None

    @property
    def modified(self) -> bool:
        """Whether the current project differs from the one on disk."""
        return self.project is not self.saved

    @property
    def undo_name(self) -> str | None:
        """The name of the edit that ``undo`` takes back, or None."""
        return self._undo[-1].name if self._undo else None

    @property
    def redo_name(self) -> str | None:
        """The name of the edit that ``redo`` makes again, or None."""
        return self._redo[-1].name if self._redo else None

    def preview(self, edit: Edit) -> Project:
        """The project as ``apply`` would make it, without making it; the next ``apply`` of the edit returns it."""
        after = edits.apply(self.project, edit)
        self._previewed = (self.project, edit, after)
        return after

    def apply(self, edit: Edit) -> Changes:
        """Make an edit: one step of undo, unless it changes nothing."""
        after = self._after(edit)
        changed = Changes.between(self.project, after).tables
        if all(_same(after.tables[name], self.project.tables[name]) for name in changed):
            return Changes()
        self._undo.append(Step(edit.name, self.project))
        del self._undo[:-_DEPTH]
        self._redo.clear()
        return self._show(after)

    def undo(self) -> Changes:
        """Go back one edit; nothing happens when there is none."""
        return self._step(self._undo, self._redo)

    def redo(self) -> Changes:
        """Make the edit again that was taken back last."""
        return self._step(self._redo, self._undo)

    def adopt(self, project: Project, path: Path | None) -> Changes:
        """Put another document on the desk; there is nothing to undo in it and nothing to save."""
        self.project, self.saved, self.path = project, project, path
        self._undo.clear()
        self._redo.clear()
        self._plans.clear()
        self._previewed = None
        return attrs.evolve(_EVERYTHING, tables=frozenset(project.tables))

    def note_saved(self, project: Project, path: Path) -> Changes:
        """Take note that ``project`` is now on disk; edits made meanwhile stay unsaved."""
        self.saved, self.path = project, path
        return Changes(file=True)

    def open(self, path: Path) -> Changes:
        """Read a project file; raises FileFault and leaves the desk as it was when that is not possible."""
        return self.adopt(jobs.open_project(path), path)

    def new(self, *, sample: bool = False) -> Changes:
        """Start with an empty project, or with the sample; neither has a file yet."""
        return self.adopt(jobs.new_project(sample=sample), None)

    def save(self) -> Changes:
        """Write to the document's own file; raises ValueError when it has none yet."""
        if self.path is None:
            raise ValueError("the document has no file yet")
        return self.save_as(self.path)

    def save_as(self, path: Path) -> Changes:
        """Write to ``path``, which becomes the document's file; raises FileFault."""
        project = self.project
        jobs.save_project(project, path)
        return self.note_saved(project, path)

    def keep(self, plan: Plan) -> Changes:
        """Keep a plan, unless it is a whole one and a better one is kept; the least used of many are forgotten.

        A whole plan that gives up what the continuous one keeps is none to show.
        """
        key = (plan.project, plan.mix, plan.scenario, plan.answer)
        kept, quick = self._plans.get(key), self._plans.get((*key[:3], "continuous"))
        if (kept is not None and kept.beats(plan)) or (quick is not None and plan.gives_up(quick)):
            return Changes()
        self._plans[key] = plan
        self._plans.move_to_end(key)
        while len(self._plans) > _PLANS_KEPT:
            self._plans.popitem(last=False)
        return Changes(plans=True)

    def plan(self, mix: str, scenario: str, project: Project | None = None) -> Plan | None:
        """The kept plan of a mix under a scenario, for the current project unless told; whole before continuous."""
        for answer in ("whole", "continuous"):
            key = (project or self.project, mix, scenario, answer)
            if key in self._plans:
                self._plans.move_to_end(key)
                return self._plans[key]
        return None

    def _after(self, edit: Edit) -> Project:
        if self._previewed and self._previewed[0] is self.project and self._previewed[1] == edit:
            return self._previewed[2]
        return edits.apply(self.project, edit)

    def _step(self, source: list[Step], other: list[Step]) -> Changes:
        if not source:
            return Changes()
        step = source.pop()
        other.append(Step(step.name, self.project))
        return self._show(step.project)

    def _show(self, project: Project) -> Changes:
        changes = Changes.between(self.project, project)
        self.project = project
        return attrs.evolve(changes, file=True)


def _same(rows: Rows, others: Rows) -> bool:
    """Whether two tables hold equal records in the same order."""
    return rows == others and list(rows) == list(others)
