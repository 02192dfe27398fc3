"""Keeps plans coming: the one on the screen first, then those that the visible page asked for; newest wins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal, Slot

from desktop.analysis import coverage, licences
from desktop.analysis.bought import bought
from desktop.analysis.figures import figures
from desktop.gui.hub import Hub
from desktop.gui.job_runner import Job
from desktop.gui.views.measures import promises
from desktop.model.edits import Changes
from desktop.model.errors import ProblemsFound
from desktop.model.plan import Plan
from desktop.model.progress import Cancelled, Progress
from desktop.model.project import Project

PlanJob = Callable[[Project, str, str, Progress], Plan]
Wanted = tuple[str, str]
_JOB = "plan"
"""The kind of job that plans are to the alerts."""


class Planner(QObject):
    """Plans in the background, one plan at a time.

    While something is dragged, a running plan is let finish and shown (it is only a little old), then the newest
    state is planned and all between are skipped. ``state`` is "planning", "ready", "problems" or "failed".
    """

    state_changed = Signal(str)

    def __init__(self, hub: Hub, plan_job: PlanJob, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._plan_job = plan_job
        self.wanted: tuple[Wanted, ...] = ()
        self._running: tuple[Project, str, str] | None = None
        self._job: Job | None = None
        self._given_up: WeakKeyDictionary[Project, set[Wanted]] = WeakKeyDictionary()
        self._document = hub.document
        self._shown: Plan | None = None
        self._shown_of = hub.document
        self.state = "planning"
        self._told: tuple[object, ...] = ()
        hub.changed.connect(self._on_changed)

    @property
    def plan(self) -> Plan | None:
        """The plan to show: of the project on the screen, or while that is not ready the last one."""
        return self._shown

    @property
    def up_to_date(self) -> bool:
        """Whether the plan shown is that of the project, mix and scenario on the screen."""
        choice, plan = self._hub.choice, self._shown
        wanted = (self._hub.project, choice.mix, choice.scenario)
        return plan is not None and (plan.project, plan.mix, plan.scenario) == wanted

    @property
    def passing(self) -> bool:
        """Whether what the plan shown tells is about to be replaced: it is older, or something is being dragged."""
        return not self.up_to_date or self._hub.is_previewing

    @property
    def finished(self) -> Plan | None:
        """The plan shown where it is that of the document as it is, of anything promised, and verified."""
        plan = self._shown
        return plan if plan is not None and plan.verified and promises(plan) and not self.passing else None

    @property
    def errors(self) -> int:
        """How many problems keep plans from being made."""
        return sum(problem.severity == "error" for problem in self._hub.problems)

    def failed(self, mix: str, scenario: str) -> bool:
        """Whether no plan of a mix and scenario could be made for the project on the screen."""
        return (mix, scenario) in self._given_up.get(self._hub.project, ())

    def plan_of(self, mix: str, scenario: str) -> Plan | None:
        """The plan of any mix and scenario for the project on the screen, if it is ready."""
        return self._hub.desk.plan(mix, scenario, self._hub.project)

    def want(self, also: tuple[Wanted, ...]) -> None:
        """Plan these (mix, scenario) too, after the one on the screen."""
        self.wanted = also
        self._advance()

    def start(self) -> None:
        """Begin with what is on the desk."""
        self._show_kept()
        self._advance()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.tables or changes.plans:
            self._show_kept()
            self._advance()
        elif changes.problems:
            self._tell_state()

    def _show_kept(self) -> None:
        choice, project = self._hub.choice, self._hub.project
        if self._shown_of != self._hub.document:  # what another document had is no earlier state of this one
            self._shown_of, self._shown = self._hub.document, None
        kept = self.plan_of(choice.mix, choice.scenario)
        if kept is not None:
            self._shown = kept
        elif self._shown and not _comparable(self._shown, project, choice.mix, choice.scenario):
            self._shown = None

    def _advance(self) -> None:
        """Start the next missing plan, unless one is running."""
        self._drop_unwanted()
        if self._running is None:
            wanted = self._next()
            if wanted is not None:
                self._document = self._hub.document
                self._running = wanted
                work = _work(self._plan_job, wanted, passing=self._hub.is_previewing)
                self._job = self._hub.runner.start("", work, self._on_done, self._on_failed)
        self._tell_state()

    def _next(self) -> tuple[Project, str, str] | None:
        choice, project = self._hub.choice, self._hub.project
        also = () if self._hub.is_previewing else self.wanted  # what is dragged has to keep up with the hand
        for mix, scenario in ((choice.mix, choice.scenario), *also):
            missing = self.plan_of(mix, scenario) is None
            if mix and missing and not self.failed(mix, scenario):
                return project, mix, scenario
        return None

    def _drop_unwanted(self) -> None:
        """Stop a running plan that nobody looks at any more; one of a moment ago is let finish."""
        choice = self._hub.choice
        wanted = ((choice.mix, choice.scenario), *self.wanted)
        if self._running and self._job and (self._running[1:] not in wanted or self._document != self._hub.document):
            self._job.cancel()

    def _on_done(self, plan: Plan) -> None:
        self._running = None
        self._hub.succeeded(_JOB)
        choice = self._hub.choice
        changes = Changes()
        if self._document == self._hub.document:
            changes = self._hub.desk.keep(plan)
            if (plan.mix, plan.scenario) == (choice.mix, choice.scenario) and not self.up_to_date:
                self._shown = plan
        self._advance()
        self._hub.announce(changes)

    def _on_failed(self, error: Exception) -> None:
        running, self._running = self._running, None
        if running is None or isinstance(error, Cancelled):
            self._advance()
            return
        project, mix, scenario = running
        self._given_up.setdefault(project, set()).add((mix, scenario))
        self._advance()
        if project is self._hub.project and not isinstance(error, ProblemsFound):
            self._hub.alert(error, _JOB)

    def _tell_state(self) -> None:
        choice = self._hub.choice
        if self.up_to_date:
            state = "ready"
        elif self.errors or not choice.mix:
            state = "problems"
        elif self.failed(choice.mix, choice.scenario):
            state = "failed"
        else:
            state = "planning"
        self.state = state
        failed = frozenset(self._given_up.get(self._hub.project, ()))
        told = (state, self.errors, failed, self._shown, self._hub.project, choice, self.wanted)
        if told != self._told:
            self._told = told
            self.state_changed.emit(state)


def _work(plan_job: PlanJob, wanted: tuple[Project, str, str], *, passing: bool) -> Callable[[Progress], Any]:
    """A plan, and what the screens ask of it, computed here, in the background, and remembered for them.

    Of a ``passing`` one, which the next replaces in a moment, only what all of them ask.
    """

    def work(progress: Progress) -> Plan:
        plan = plan_job(*wanted, progress)
        if passing:
            bought(plan)
            coverage.reached(plan)
            licences.to_put_in(plan)
        else:
            figures(plan)
        return plan

    return work


def _comparable(plan: Plan, project: Project, mix: str, scenario: str) -> bool:
    """Whether an older plan may stay on the screen until the new one is ready: same mix, scenario and horizon."""
    same = (plan.mix, plan.scenario) == (mix, scenario)
    return same and plan.project.settings == project.settings
