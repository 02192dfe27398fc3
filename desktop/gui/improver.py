"""Finds whole answers in the background, once nothing was changed for a moment; each better plan is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.analysis.figures import figures
from desktop.gui.hub import Hub
from desktop.gui.job_runner import Handle, Job
from desktop.gui.planner import Planner, Wanted
from desktop.model.edits import Changes
from desktop.model.plan import Plan
from desktop.model.progress import Cancelled, Progress
from desktop.model.project import Project
from desktop.session import gap
from desktop.session.whole import SECONDS

PAUSE = 1000
"""Milliseconds without a change after which whole answers are looked for."""
_JOB = "whole answer"
"""The kind of job that searches are to the alerts."""
LONGER = 300.0
"""Seconds of a search that is asked to go on."""

End = Literal["", "stopped", "ended", "failed"]
"""How a search ended; "": there is nothing whole to look for."""
SearchState = Literal["", "searching", "stopped", "ended", "failed"]


class Whole(Protocol):
    """What finds whole answers: ``session.whole.WholeAnswers``."""

    def needed(self, project: Project, mix: str, scenario: str) -> bool:
        """Whether the mix asks for anything whole."""

    def improve(
        self,
        project: Project,
        mix: str,
        scenario: str,
        seconds: float,
        progress: Progress,
        better: Callable[[Plan], None],
        known: Plan | None,
    ) -> Plan:
        """The best plan found, going on from one that is known, and each better one on the way."""

    def close(self) -> None:
        """End what is under way."""


class Improver(QObject):
    """Looks for one whole answer at a time: that of the plan on the screen, then those that the page compares.

    An edit, a drag or another choice stops the search at once; what it found stays with the project it is of.
    ``pause`` runs out when nothing has changed for a moment; ``quiet`` tells so.
    """

    changed = Signal()
    quiet = Signal()

    def __init__(self, hub: Hub, planner: Planner, whole: Whole, pause: QTimer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hub, self._planner, self._whole, self._pause = hub, planner, whole, pause
        self._ends: WeakKeyDictionary[Project, dict[Wanted, End]] = WeakKeyDictionary()
        self._running: tuple[Project, Wanted] | None = None
        self._job: Job | None = None
        self._document = hub.document
        self._sure = self._stopping = self._told = False
        pause.setParent(self)
        pause.setSingleShot(True)
        pause.setInterval(PAUSE)
        pause.timeout.connect(self._on_quiet)
        hub.changed.connect(self._on_changed)
        planner.state_changed.connect(self._on_state)

    @property
    def searching(self) -> str | None:
        """The mix that a whole answer is looked for, or None."""
        return self._running[1][0] if self._running is not None and self._sure else None

    @property
    def standing(self) -> SearchState:
        """How the search for the plan on the screen stands; "" when there was none, or nothing is whole in it."""
        if self._sure and self._running == (self._hub.project, self._shown):
            return "searching"
        return self._ends.get(self._hub.project, {}).get(self._shown, "")

    @property
    def can_go_on(self) -> bool:
        """Whether a longer search may find more for the plan on the screen."""
        plan = self._planner.plan
        if self._running is not None or plan is None or not self._planner.up_to_date:
            return False
        return self.standing in ("stopped", "ended", "failed") and not (plan.answer == "whole" and gap.closed(plan))

    def stop(self) -> None:
        """End the search, begin no other for this project, and keep the best plan so far."""
        if self._job is not None and self._sure:
            self._stopping = True
            self._job.cancel()

    def go_on(self) -> None:
        """Search on for the plan on the screen, and longer."""
        if self.can_go_on:
            ends = self._ends[self._hub.project]
            shown = self._shown
            self._ends[self._hub.project] = {one: end for one, end in ends.items() if end != "stopped" and one != shown}
            self._told = False
            self._search(self._shown, LONGER)

    @property
    def _shown(self) -> Wanted:
        return self._hub.choice.mix, self._hub.choice.scenario

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.tables or changes.plans:
            self._consider()

    @Slot(str)
    def _on_state(self, _: str) -> None:
        self._consider()

    def _consider(self) -> None:
        """Stop a search whose place something newer takes, or begin the next one after a pause."""
        due = self._due()
        if self._running is None and due:
            self._pause.start()
        else:
            self._pause.stop()
        if self._running is not None and self._job is not None:
            project, wanted = self._running
            first = self._shown in due and wanted != self._shown
            if project is not self._hub.project or wanted not in due or first:
                self._job.cancel()
        self.changed.emit()

    def _due(self) -> list[Wanted]:
        """The plans to search for, in order: none while something is dragged, or after all was stopped."""
        project = self._hub.project
        ends = self._ends.get(project, {})
        dragged = project is not self._hub.desk.project
        if dragged or "stopped" in ends.values() or not self._planner.up_to_date:
            return []
        wanted = dict.fromkeys((self._shown, *self._planner.wanted))
        return [one for one in wanted if one not in ends and self._planner.plan_of(*one) is not None]

    @Slot()
    def _on_quiet(self) -> None:
        due = self._due()
        if self._running is None and due:
            self._search(due[0], SECONDS)
        self.quiet.emit()

    def _search(self, wanted: Wanted, seconds: float) -> None:
        project = self._hub.project
        self._running = project, wanted
        self._document = self._hub.document
        self._sure = self._stopping = False
        plan = self._planner.plan_of(*wanted)
        known = plan if plan is not None and plan.answer == "whole" else None
        work = _work(self._whole, project, wanted, seconds, known)
        self._job = self._hub.runner.start("", work, self._on_done, self._on_failed, self._on_found)
        self.changed.emit()

    def _on_found(self, plan: Plan | None) -> None:
        self._sure = True
        if plan is not None:
            self._keep(plan)
        self.changed.emit()

    def _on_done(self, plan: Plan | None) -> None:
        replaced = self._job is not None and self._job.stop.is_set() and not self._stopping
        end: End | None = "" if plan is None else "stopped" if self._stopping else None if replaced else "ended"
        self._end(end)
        if plan is not None:
            self._told = False
            self._hub.succeeded(_JOB)
            self._keep(plan)
        self._consider()

    def _on_failed(self, error: Exception) -> None:
        project = self._running[0] if self._running is not None else None
        cancelled = isinstance(error, Cancelled)
        self._end("failed" if not cancelled else "stopped" if self._stopping else None)
        if project is self._hub.project and not cancelled and not self._told:
            self._told = True  # once: it may come back after each edit
            self._hub.alert(error, _JOB)
        self._consider()

    def _end(self, end: End | None) -> None:
        """Note how a search ended; None: it did not, something newer took its place."""
        if self._running is not None and end is not None:
            project, wanted = self._running
            self._ends.setdefault(project, {})[wanted] = end
        self._running = self._job = None
        self._sure = self._stopping = False

    def _keep(self, plan: Plan) -> None:
        """Keep a plan, and show it if it is of the project on the screen."""
        if self._document == self._hub.document:
            changes = self._hub.desk.keep(plan)
            if plan.project is self._hub.project:
                self._hub.announce(changes)


def _work(
    whole: Whole, project: Project, wanted: Wanted, seconds: float, known: Plan | None
) -> Callable[[Handle], Plan | None]:
    def work(handle: Handle) -> Plan | None:
        def better(plan: Plan) -> None:
            figures(plan)  # computed here, in the background, and remembered for the screens
            handle.found(plan)

        mix, scenario = wanted
        if not whole.needed(project, mix, scenario):
            return None
        handle.found(None)
        plan = whole.improve(project, mix, scenario, seconds, handle, better, known)
        figures(plan)
        return plan

    return work
