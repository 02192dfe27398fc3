"""What the user does to scenarios and their events: each act one edit, and so one step of undo."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.gui.hub import Hub
from desktop.gui.scenarios.library import EventLibrary
from desktop.gui.scenarios.states import sound
from desktop.gui.scenarios.timeline_area import Act
from desktop.model.edits import Edit
from desktop.model.months import Month
from desktop.model.records import Event, Scenario
from desktop.session import events, scenarios
from desktop.session.events import Cells
from desktop.text.messages import say


class Acts(QObject):
    """Makes the edits of the scenarios page; ``current`` is the row of the chosen event.

    ``chosen`` tells that another one is.
    """

    chosen = Signal()

    def __init__(self, hub: Hub, page: QWidget) -> None:
        super().__init__(page)
        self._hub, self._page = hub, page
        self.current: int | None = None

    # ------------------------------------------------------------------ scenarios

    def new_scenario(self) -> str:
        """Add an empty scenario, choose it, and say which it is."""
        return self._add(*scenarios.add(self._hub.desk.project, say("scenario-new")))

    def copy_scenario(self) -> str:
        """Add a scenario like the chosen one, choose it, and say which it is."""
        project, chosen = self._hub.desk.project, self._hub.choice.scenario
        scenario = project.by_id(Scenario)[chosen]
        name = say("scenario-copy", name=scenario.name or scenario.id)
        return self._add(*scenarios.duplicate(project, chosen, name))

    def rename(self, scenario: str, name: str) -> bool:
        """Give a scenario another name."""
        return self._hub.apply(scenarios.rename(self._hub.desk.project, scenario, name))

    def drop_scenario(self) -> None:
        """Take the chosen scenario away with its events, and choose the one before it."""
        project, gone = self._hub.desk.project, self._hub.choice.scenario
        known = ["", *project.by_id(Scenario)]
        if self._hub.apply(scenarios.drop(project, gone)):
            self._hub.choose(scenario=known[known.index(gone) - 1])

    def _add(self, edit: Edit, scenario: str) -> str:
        if not self._hub.apply(edit):
            return ""
        self._hub.choose(scenario=scenario)
        return scenario

    # ------------------------------------------------------------------ events

    def choose(self, row: int) -> None:
        """Choose an event."""
        if row != self.current:
            self.current = row
            self.chosen.emit()

    def settle_current(self) -> None:
        """Keep the chosen event among those of the chosen scenario; the first where it is none of them."""
        rows = list(events.of_scenario(self._hub.project, self._hub.choice.scenario))
        if self.current not in rows:
            self.current = rows[0] if rows else None

    def preview(self, row: int, act: Act, by: int) -> None:
        """Show what moving or stretching an event would give."""
        cells = self._shifted(row, act, by)
        self._hub.preview(events.with_cells(row, cells) if cells else None)

    def settle(self, row: int, act: Act, by: int) -> None:
        """Move or stretch an event."""
        cells = self._shifted(row, act, by)
        if cells:
            self._hub.apply(events.with_cells(row, cells))
        else:
            self._hub.preview(None)

    def enter(self, cells: Cells) -> None:
        """Change fields of the chosen event."""
        if self.current is not None:
            self._hub.apply(events.with_cells(self.current, cells))

    def new_event(self) -> None:
        """Add an event from the first month on."""
        self.new_event_at(0)

    def new_event_at(self, at: int) -> None:
        """Add an event from a month on, counted from the first; the project as entered can have none."""
        project, scenario = self._hub.desk.project, self._hub.choice.scenario
        if scenario:
            month = events.Horizon.of(project).first.plus(at)
            self._insert((events.fresh(project, scenario, month),), scenario)
        elif sound(self._hub.problems):
            self.ask_library(events.Horizon.of(project).first.plus(at))

    def copy_event(self) -> None:
        """Add an event like the chosen one."""
        known = self._hub.desk.project.rows(Event)
        event = known.get(self.current) if self.current is not None else None
        if event is not None:
            self._insert((event,), event.scenario)

    def drop_event(self) -> None:
        """Take the chosen event away; the one after it is chosen, or the one before."""
        rows = list(events.of_scenario(self._hub.desk.project, self._hub.choice.scenario))
        gone = self.current
        if gone in rows:
            at = rows.index(gone)
            self.current = next(iter((*rows[at + 1 :], *rows[:at][::-1])), None)
            self._hub.apply(events.drop((gone,)))

    def ask_library(self, month: Month | None = None) -> None:
        """Let the user choose a ready event, and put it into the chosen scenario, or into a new one called like it."""
        scenario = self._hub.choice.scenario
        dialog = EventLibrary(self._hub, scenario, month, self._page)
        dialog.accepted.connect(lambda: self._take(dialog, scenario))
        dialog.finished.connect(dialog.deleteLater)
        dialog.setModal(True)
        dialog.open()

    def _take(self, dialog: EventLibrary, scenario: str) -> None:
        """Insert what was chosen in the library."""
        project = self._hub.desk.project
        before: tuple[Edit, ...] = ()
        if scenario not in project.by_id(Scenario):
            edit, scenario = scenarios.add(project, dialog.ready.name)
            before = (edit,)
        found = tuple(attrs.evolve(event, scenario=scenario) for event in dialog.events)
        if found:
            self._insert(found, scenario, before)

    def _insert(self, found: tuple[Event, ...], scenario: str, before: tuple[Edit, ...] = ()) -> None:
        edit, rows = events.add(self._hub.desk.project, found, before)
        self.current = rows[0]
        if self._hub.apply(edit):
            self._hub.choose(scenario=scenario)

    def _shifted(self, row: int, act: Act, by: int) -> Cells:
        """What an act makes of an event as it is without any preview."""
        project = self._hub.desk.project
        event = project.rows(Event).get(row)
        if event is None:
            return {}
        horizon = events.Horizon.of(project)
        return events.moved(event, by, horizon) if act == "move" else events.stretched(event, by, act, horizon)
