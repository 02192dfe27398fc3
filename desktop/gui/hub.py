"""The hub: the one object that screens talk to, and the one announcement that they listen to."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

import attrs
from PySide6.QtCore import QObject, Signal, Slot

from desktop.gui import edit_words
from desktop.gui.checker import Checker
from desktop.gui.job_runner import JobRunner, Work
from desktop.model.edits import Changes, Edit
from desktop.model.errors import AppError, Problem, ProblemsFound
from desktop.model.progress import Cancelled
from desktop.model.project import Project
from desktop.model.records import Mix, Scenario
from desktop.session.desk import Desk
from desktop.session.documents import NOWHERE, Place, Unconfirmed
from desktop.session.recovery import Taken
from desktop.session.settings import Settings
from desktop.text.messages import say, sentence

log = logging.getLogger("dhatu.window")
_KEPT = ("mix", "scenario", "mass_unit", "money_unit", "period", "by", "currency")
"""The parts of the choice that are remembered between sessions."""


@attrs.frozen
class Choice:
    """What the user looks at: a mix, a scenario ("" is as entered), a material ("" is all), the units shown.

    Plans are shown by ``period`` ("month", "quarter" or fiscal "year"), by "class", "country", "source" or "element",
    and their money in ``currency``, "INR" or "USD". A single item is ``counted`` in its "own" unit, or by what of rare
    earths it has "contained".
    """

    mix: str = ""
    scenario: str = ""
    material: str = ""
    mass_unit: str = "t"
    money_unit: str = "crore"
    period: str = "month"
    by: str = "class"
    currency: str = "INR"
    counted: str = "own"


class Hub(QObject):
    """Makes edits and starts jobs for the screens; ``changed`` tells them what changed, ``alerted`` what failed.

    ``document`` counts the documents that were on the desk, so that late results of an earlier one can be told.
    ``alerted`` carries a sentence and the details, one line each; ``said`` a sentence that may pass by, ``done`` one of
    something done that stays until something else is. ``kept`` carries how the recovery file stands; it is emitted in
    any thread. ``cleared`` tells that what was alerted last is past: the same kind of job has gone well since.
    ``offered`` names the action that is a way out of it, or what often follows.
    """

    changed = Signal(object)
    alerted = Signal(str, object)
    cleared = Signal()
    offered = Signal(str)
    said = Signal(str)
    done = Signal(str)
    kept = Signal(str)

    def __init__(self, desk: Desk, runner: JobRunner, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        if desk.keeper is not None:
            desk.keeper.told = self.kept.emit
        self.runner = runner
        self.settings = settings
        kept = {name: getattr(settings, name) for name in _KEPT}
        self.choice = Choice(**kept)
        self.document = 0
        self._preview: Project | None = None
        self._failed = ""
        self.alerted.connect(self._on_alerted)
        self.checker = Checker(runner, lambda: self.announce(Changes(problems=True)), self.alert)
        self._made: WeakKeyDictionary[Project, str] = WeakKeyDictionary()
        self._unmade: WeakKeyDictionary[Project, str] = WeakKeyDictionary()
        self.choice = _settled(self.choice, self.project)

    @property
    def project(self) -> Project:
        """The project on the screen: the desk's, or what it would become while something is dragged."""
        return self._preview or self.desk.project

    @property
    def is_previewing(self) -> bool:
        """Whether the project on the screen is one that something dragged would give."""
        return self._preview is not None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems of the project on the desk; those of a large one are the last known until they are found."""
        return self.checker.problems(self.desk.project)

    @property
    def undo_words(self) -> str:
        """What ``undo`` takes back, in words; "" when there is nothing."""
        name = self.desk.undo_name
        return self._made.get(self.desk.project, say(name)) if name else ""

    @property
    def redo_words(self) -> str:
        """What ``redo`` makes again, in words; "" when there is nothing."""
        name = self.desk.redo_name
        return self._unmade.get(self.desk.project, say(name)) if name else ""

    def apply(self, edit: Edit, made: Project | None = None) -> bool:
        """Make an edit and tell everyone; False, with an alert, when it cannot be made.

        ``made`` is the project after it, where a job has worked that out already.
        """
        return self._change(lambda: self._apply(edit, made))

    def undo(self) -> None:
        """Take back the last edit."""

        def take_back() -> Changes:
            words = self.undo_words
            changes = self.desk.undo()
            self._unmade[self.desk.project] = words
            return changes

        self._change(take_back)

    def redo(self) -> None:
        """Make the last edit again that was taken back."""
        self._change(self.desk.redo)

    def preview(self, edit: Edit | None) -> None:
        """Show what an edit would give, without making it; None ends the preview."""
        before = self.project
        self._preview = self.desk.preview(edit) if edit else None
        self.announce(Changes.between(before, self.project))

    def choose(self, **what: str) -> None:
        """Look at another mix, scenario, material or unit."""
        choice = attrs.evolve(self.choice, **what)
        if choice != self.choice:
            self.choice = choice
            self.settings = attrs.evolve(self.settings, **{name: getattr(choice, name) for name in _KEPT})
            self.announce(Changes(plans=True))

    def adopt(self, project: Project, place: Place = NOWHERE, *, unsaved: bool = False) -> None:
        """Put another document on the desk."""
        self.document += 1
        self._change(lambda: self.desk.adopt(project, place, unsaved=unsaved))

    def recover(self, found: Taken) -> None:
        """Put on the desk what a crash left."""
        self.document += 1
        self._change(lambda: self.desk.recover(found))

    def announce(self, changes: Changes) -> None:
        """Tell all screens what changed."""
        if changes.tables:
            self.choice = _settled(self.choice, self.project)
        if changes != Changes():
            self.changed.emit(changes)

    def run(self, title: str, work: Work, done: Callable[[Any], None], *, lasting: bool = False) -> None:
        """Run a job in the background; its result goes to ``done``, its error to the user.

        A ``lasting`` one, which writes what stays written, cannot be stopped.
        """

        def succeed(result: Any) -> None:
            self.succeeded(title)
            done(result)

        self.runner.start(title, work, succeed, lambda error: self.alert(error, title), lasting=lasting)

    def succeeded(self, job: str) -> None:
        """Take an alert away that an earlier job of this kind left: it went well this time."""
        if job and job == self._failed:
            self._failed = ""
            self.cleared.emit()

    def alert(self, error: BaseException, job: str = "") -> None:
        """Tell the user what went wrong, in a sentence; the unforeseen also goes to the log file.

        ``job`` is the kind of job that failed, whose next success takes the alert away.
        """
        if isinstance(error, Unconfirmed):
            self.desk.note_touched(error.before, error.place)  # else the next save takes it for another program's
        match error:
            case Cancelled():
                self.said.emit(say("job-cancelled"))
            case ProblemsFound():
                details = tuple(sentence(problem) for problem in error.problems)
                self.alerted.emit(say(error.key, **error.values), details)
            case AppError():
                self.alerted.emit(say(error.key, **error.values), ())
            case _:
                log.error("unforeseen %s", type(error).__name__, exc_info=error)
                self.alerted.emit(say("unforeseen-fault"), ())
        if not isinstance(error, Cancelled):
            self._failed = job

    @Slot()
    def _on_alerted(self) -> None:
        """Whatever is said now, no job's success takes it away but that of the job it is of."""
        self._failed = ""

    def _change(self, change: Callable[[], Changes]) -> bool:
        seen, self._preview = self.project, None
        try:
            changes = change()
        except Exception as error:
            self.announce(Changes.between(seen, self.project))
            self.alert(error)
            return False
        over = Changes.between(seen, self.project)
        self.announce(attrs.evolve(changes, tables=changes.tables | over.tables))
        return True

    def _apply(self, edit: Edit, made: Project | None) -> Changes:
        before = self.desk.project
        changes = self.desk.apply(edit, made)
        if self.desk.project is not before:
            self._made[self.desk.project] = edit_words.described(edit, before)
        return changes


def _settled(choice: Choice, project: Project) -> Choice:
    """A choice among what a project has, the nearest to another."""
    mixes, scenarios = project.by_id(Mix), project.by_id(Scenario)
    if choice.mix not in mixes:
        choice = attrs.evolve(choice, mix=next(iter(mixes), ""))
    return choice if choice.scenario in scenarios else attrs.evolve(choice, scenario="")
