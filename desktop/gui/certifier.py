"""Has the plans that are shown and compared confirmed in exact arithmetic, once nothing was changed for a moment."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Slot

from desktop.analysis.figures import figures
from desktop.gui.hub import Hub
from desktop.gui.improver import Improver
from desktop.gui.job_runner import Job
from desktop.gui.planner import Planner
from desktop.model.edits import Changes
from desktop.model.plan import Plan
from desktop.model.progress import Cancelled, Progress

Certify = Callable[[Plan, Progress], Plan]
_JOB = "certificate"
"""The kind of job that certificates are to the alerts."""


class Certifier(QObject):
    """Certifies one continuous plan at a time: the one on the screen, then those that the page compares.

    An edit, a drag or another choice ends it; what is certified is kept in place of what was shown. Whole plans need
    none: they have their bound.
    """

    def __init__(
        self, hub: Hub, planner: Planner, improver: Improver, certify: Certify, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._hub, self._planner, self._certify = hub, planner, certify
        self._running: tuple[Plan, Job] | None = None
        self._given_up: WeakKeyDictionary[Plan, bool] = WeakKeyDictionary()
        hub.changed.connect(self._on_changed)
        improver.quiet.connect(self._next)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.tables and self._running is not None and self._running[0].project is not self._hub.project:
            self._running[1].cancel()

    @Slot()
    def _next(self) -> None:
        """Certify the next plan that is due, unless one is being certified."""
        due = self._due()
        if self._running is None and due:
            plan = due[0]

            def work(progress: Progress) -> Plan:
                certified = self._certify(plan, progress)
                figures(certified)  # computed here, in the background, and remembered for the screens
                return certified

            self._running = plan, self._hub.runner.start("", work, self._on_done, self._on_failed)

    def _due(self) -> list[Plan]:
        if not self._planner.up_to_date or self._hub.project is not self._hub.desk.project:
            return []
        choice = self._hub.choice
        wanted = dict.fromkeys(((choice.mix, choice.scenario), *self._planner.wanted))
        plans = (self._planner.plan_of(*one) for one in wanted)
        return [
            plan
            for plan in plans
            if plan is not None and plan.answer == "continuous" and plan.certificate is None
            if plan not in self._given_up
        ]

    def _on_done(self, plan: Plan) -> None:
        self._running = None
        self._hub.succeeded(_JOB)
        if plan.project is self._hub.project:
            self._hub.announce(self._hub.desk.keep(plan))
        self._next()

    def _on_failed(self, error: Exception) -> None:
        running, self._running = self._running, None
        if running is not None and not isinstance(error, Cancelled):
            self._given_up[running[0]] = True
            self._hub.alert(error, _JOB)
        self._next()
