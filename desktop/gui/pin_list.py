"""The figures that the planner holds, each with its reason; they are let go one by one, or all."""

from __future__ import annotations

from collections.abc import Mapping

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.gui.hub import Hub
from desktop.gui.job_runner import Job
from desktop.gui.list_dialog import Deed, ListDialog, Row
from desktop.gui.views import measures
from desktop.gui.words import counted
from desktop.model.asked import pins_asked
from desktop.model.edits import Changes
from desktop.model.project import Project
from desktop.model.records import Mix, Pin, Scenario
from desktop.session import pin_costs, pins
from desktop.session.pin_costs import Held
from desktop.session.pins import Figure
from desktop.text import formats
from desktop.text.messages import say

_COLUMNS = ("pin-figure", "pin-month", "pin-how", "pin-costs", "pin-reason", "pin-where")


class PinList(QObject):
    """Opens a window with all pins of the project, which follows it while it is open.

    Of the pins of the mix and scenario that are looked at it tells what each costs, once that is found out.
    """

    def __init__(self, hub: Hub, window: QWidget) -> None:
        super().__init__(window)
        self._hub, self._window = hub, window
        self.dialog: ListDialog | None = None
        self._costs: Mapping[int, Held] = {}
        self._of: tuple[Project, str, str] | None = None
        self._job: Job | None = None
        hub.changed.connect(self._on_changed)

    def show(self) -> None:
        """Open the list."""
        deeds = (Deed("pin-let-go", self._let_go), Deed("pin-let-go-all", self._let_go_all, all=True))
        columns = [say(name) for name in _COLUMNS]
        self.dialog = ListDialog(self._window, say("pins-title"), "", columns, deeds)
        self.dialog.finished.connect(self._forget)
        self._refresh()
        self.dialog.open()

    def _let_go(self, row: int) -> None:
        self._hub.apply(pins.let_go((row,)))

    def _let_go_all(self, _: object) -> None:
        rows = tuple(self._hub.desk.project.tables["pins"])
        if rows:
            self._hub.apply(pins.let_go(rows))

    def _on_changed(self, changes: Changes) -> None:
        if self.dialog is not None and shiboken6.isValid(self.dialog) and changes.tables:
            self._refresh()

    def _refresh(self) -> None:
        if self.dialog is None:
            return
        self._find_costs()
        rows = self._hub.desk.project.rows(Pin)
        self.dialog.say(counted("pins-said", len(rows)) if rows else say("pins-none"))
        self.dialog.show_rows([Row(self._cells(row, pin), row) for row, pin in rows.items()])

    def _find_costs(self) -> None:
        """Find out in the background what the pins of what is looked at cost, where that is not known yet."""
        asked = self._hub.desk.project, self._hub.choice.mix, self._hub.choice.scenario
        if asked == self._of:
            return
        self._forget()
        if not pins_asked(*asked):
            return

        def done(found: Mapping[int, Held]) -> None:
            if asked == self._of:
                self._costs, self._job = found, None
                self._on_changed(Changes(tables=frozenset({"pins"})))

        self._of = asked
        self._job = self._hub.runner.start(
            "", lambda progress: pin_costs.held(*asked, progress), done, lambda _: done({})
        )

    def _forget(self, _: object = None) -> None:
        """Look for what pins cost no longer, and keep nothing of the project that they were of."""
        if self._job is not None:
            self._job.cancel()
        self._of, self._job, self._costs = None, None, {}

    def _cost(self, row: int) -> str:
        """What a pin costs; nothing is said of pins of other mixes, nor where no plan could be made."""
        found = self._costs.get(row)
        if found is not None:
            return pin_costs.told(found, self._hub.choice.money_unit)
        looking = self._job is not None and self._of is not None and row in pins_asked(*self._of)
        return say("pin-costs-looking") if looking else "–"

    def _cells(self, row: int, pin: Pin) -> tuple[str, ...]:
        project = self._hub.desk.project
        mix, scenario = project.by_id(Mix).get(pin.mix), project.by_id(Scenario).get(pin.scenario)
        return (
            pins.called(project, Figure.of(pin)),
            formats.month(pin.month) if pin.month else "",
            pins.told(project, pin, measures.exact(self._hub.choice)),
            self._cost(row),
            pin.reason,
            say(
                "pin-in" if pin.scenario else "pin-in-all",
                mix=(mix.name if mix else "") or pin.mix,
                scenario=(scenario.name if scenario else "") or pin.scenario,
            ),
        )
