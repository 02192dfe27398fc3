"""The desk: the one project being worked on, how to go back and forth in it, and the plans made of it."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import attrs

from desktop.model import edits
from desktop.model.edits import Changes, Edit
from desktop.model.plan import Plan
from desktop.model.project import Project, Rows
from desktop.session import documents
from desktop.session.documents import NOWHERE, Place
from desktop.session.keeper import Keeper
from desktop.session.recovery import Taken
from desktop.session.who import now

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
    change answers with ``Changes``; files are read and written by ``session.documents``. A ``keeper`` has
    every state in a recovery file before the next one can be made.
    """

    def __init__(self, project: Project, place: Place = NOWHERE, keeper: Keeper | None = None) -> None:
        self.project = project
        self.saved: Project | None = project
        self.place = place
        self.saved_at: dt.datetime | None = None
        self.keeper = keeper
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._plans: OrderedDict[Key, Plan] = OrderedDict()
        self._previewed: tuple[Project, Edit, Project] | None = None

    @property
    def modified(self) -> bool:
        """Whether the current project differs from the one on disk."""
        return self.project is not self.saved

    @property
    def path(self) -> Path | None:
        """The document's file, None while it has none."""
        return self.place.path

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

    def apply(self, edit: Edit, made: Project | None = None) -> Changes:
        """Make an edit: one step of undo, unless it changes nothing.

        ``made`` is the project after it, where a job has worked that out already.
        """
        seen = self._previewed
        if made is not None:
            after = made
        elif seen and seen[0] is self.project and seen[1] == edit:
            after = seen[2]
        else:
            after = edits.apply(self.project, edit)
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

    def adopt(self, project: Project, place: Place = NOWHERE, *, unsaved: bool = False) -> Changes:
        """Put another document on the desk, where there is nothing to undo in it.

        There is nothing to save either, unless it is in no file of its own, such as one from a backup.
        """
        self._put(project, place, None if unsaved else project)
        self._keep()
        return attrs.evolve(_EVERYTHING, tables=frozenset(project.tables))

    def recover(self, found: Taken) -> Changes:
        """Put on the desk what a crash left, unsaved; the document knows its file again, which is left as it is."""
        if self.keeper is not None:
            self.keeper.go_on_with(found.file)
        self._put(found.project, found.place, None)
        return attrs.evolve(_EVERYTHING, tables=frozenset(found.project.tables))

    def note_saved(self, project: Project, place: Place) -> Changes:
        """Take note that ``project`` is now on disk; edits made meanwhile stay unsaved."""
        if self.place.lock is not place.lock:
            self.place.release()
        self.saved, self.place, self.saved_at = project, place, now()
        self._keep()
        return Changes(file=True)

    def note_touched(self, before: Place, after: Place) -> None:
        """Take note of how the file stands after a change beside the project, unless it was saved since ``before``."""
        if self.place is before:
            self.place = after

    def close(self) -> None:
        """Let go of the document's file and of the recovery file: what is on the desk is saved or not wanted."""
        self.place.release()
        if self.keeper is not None:
            self.keeper.close()

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

    def _step(self, source: list[Step], other: list[Step]) -> Changes:
        if not source:
            return Changes()
        step = source.pop()
        other.append(Step(step.name, self.project))
        return self._show(step.project)

    def _show(self, project: Project) -> Changes:
        changes = Changes.between(self.project, project)
        self.project = project
        _forget(self._undo[:-1])
        _forget(self._redo[:-1])
        self._keep()
        return attrs.evolve(changes, file=True)

    def _put(self, project: Project, place: Place, saved: Project | None) -> None:
        if self.place.lock is not place.lock:
            self.place.release()
        self.project, self.saved, self.place, self.saved_at = project, saved, place, None
        self._undo.clear()
        self._redo.clear()
        self._plans.clear()
        self._previewed = None

    def _keep(self) -> None:
        if self.keeper is not None:
            self.keeper.keep(self.project, documents.origin_of(self.place, self.project, modified=self.modified))


def _forget(steps: Sequence[Step]) -> None:
    """Drop what was worked out of projects that one may go back to: many times what they are, and soon found again."""
    for step in steps:
        step.project.memo.clear()


def _same(rows: Rows, others: Rows) -> bool:
    """Whether two tables hold equal records in the same order."""
    return rows == others and list(rows) == list(others)
