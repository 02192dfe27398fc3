"""The scenarios page: every mix under every scenario, the chosen scenario's events on a timeline, what each changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSplitter, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.cards import heading
from desktop.gui.hub import Choice, Hub
from desktop.gui.page import Page, Pieces
from desktop.gui.planner import Planner
from desktop.gui.scenarios import states
from desktop.gui.scenarios.acts import Acts
from desktop.gui.scenarios.event_panel import EventPanel
from desktop.gui.scenarios.matrix import MatrixView
from desktop.gui.scenarios.timeline import TimelineView
from desktop.gui.scenarios.tools import Tools
from desktop.gui.views.measures import money
from desktop.gui.words import Elided, counted
from desktop.model.edits import Changes
from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import Scenario
from desktop.session.scenarios import Pair, Standing, Standings
from desktop.text.messages import say

_PANEL, _ROWS_SEEN = 300, 5


class ScenariosPage(Page):
    """Follows the scenario that is chosen; while a bar is dragged all pages show what letting go would give."""

    def __init__(self, hub: Hub, planner: Planner, go_to: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self._planner, self._go_to = planner, go_to
        self.standings = Standings()
        self._seen: dict[Pair, Plan] = {}
        self._project: Project | None = None
        self.drawing = Pieces(self)
        self.acts = Acts(hub, self)
        self.matrix, self.timeline = MatrixView(self.acts.rename), TimelineView()
        self.panel = EventPanel(hub)
        self.state, self.name, self._note = Elided(), Elided(), Elided()
        self.progress = QProgressBar()
        self.scenario_tools = Tools(
            {
                "scenario-new": ("add", self._on_new),
                "scenario-copy": ("duplicate", self._on_copy),
                "scenario-rename": ("", self._on_rename),
                "scenario-drop": ("delete", self.acts.drop_scenario),
            }
        )
        self.event_tools = Tools(
            {
                "event-library": ("open", self.acts.ask_library),
                "event-new": ("add", self.acts.new_event),
                "event-copy": ("duplicate", self.acts.copy_event),
                "event-drop": ("delete", self.acts.drop_event),
            }
        )
        self._connect()
        self._lay_out()

    def follow(self, changes: Changes) -> None:
        """Show scenarios, events and standings as they are now."""
        project, choice = self.hub.project, self.hub.choice
        self.acts.settle_current()
        self.drawing.start(
            lambda: self._show_events(project, choice),
            lambda: self._show_matrix(project, choice),
            self.panel.show_effects,
        )

    def showEvent(self, event: object) -> None:
        """Ask for the plans again when the page is seen again."""
        self._missed = self._missed or Changes(plans=True)
        super().showEvent(event)  # type: ignore[arg-type]

    def hideEvent(self, event: object) -> None:
        """Nobody looks any more: only the plan on the other pages is kept up to date."""
        self._planner.want(())

    def _show_events(self, project: Project, choice: Choice) -> None:
        scenario = project.by_id(Scenario).get(choice.scenario)
        current = self.acts.current
        self.timeline.show_state(states.timeline(project, choice.scenario), current)
        self.name.show_text((scenario.name or scenario.id) if scenario else say("scenario-none"))
        self._note.show_text(scenario.note if scenario else say("scenario-none-note"))
        self._note.setVisible(bool(self._note.whole))
        self.panel.show_event(current, say("event-hint" if scenario else "event-hint-entered"))
        events = ("event-copy", "event-drop") if current is not None else ()
        library = ("event-library",) if states.sound(self.hub.problems) else ()
        self.event_tools.enable(*library, *(("event-new",) if scenario else ()), *events)
        self.scenario_tools.enable(
            "scenario-new", *(("scenario-copy", "scenario-rename", "scenario-drop") if scenario else ())
        )

    def _show_matrix(self, project: Project, choice: Choice) -> None:
        """Show what is known, and ask for what is not; while something is dragged only the plan on the screen."""
        pairs = states.pairs(project)
        self._take_notes(project, pairs)
        missing = self.standings.missing(project, pairs)
        failed = frozenset(pair for pair in missing if self._planner.failed(*pair))
        left = [pair for pair in missing if pair not in failed]
        known: dict[Pair, Standing | None] = {pair: self.standings.of(project, *pair) for pair in pairs}
        self.matrix.show_matrix(states.matrix(project, choice, known, failed))
        settled = project is self.hub.desk.project
        left.sort(key=lambda pair: pair[1] != choice.scenario)
        self._planner.want(tuple(left) if settled else ())
        answers = {standing.whole for standing in known.values() if standing is not None}
        self._tell(len(pairs), len(left), len(failed), mixed=len(answers) > 1)

    def _take_notes(self, project: Project, pairs: tuple[Pair, ...]) -> None:
        """Keep how plans that were made since stand."""
        if project is not self._project:
            self._project, self._seen = project, {}
        for pair in pairs:
            plan = self._planner.plan_of(*pair)
            if plan is not None and self._seen.get(pair) is not plan:
                self._seen[pair] = plan
                self.standings.keep(plan)

    def _tell(self, count: int, left: int, failed: int, *, mixed: bool = False) -> None:
        """How far the plans are, and how the table is read; ``mixed`` where quick and whole answers stand together."""
        errors = self._planner.errors
        if errors:
            told = counted("standings-problems", errors)
        elif left:
            told = say("standings-left", done=count - left, count=count)
        else:
            key = say("standings-key-quick" if mixed else "standings-key", unit=money(self.hub.choice)[1])
            told = counted("standings-failed", failed) if failed else key
        self.state.show_text(told)
        self.progress.setVisible(bool(left) and not errors)
        self.progress.setRange(0, max(count, 1))
        self.progress.setValue(count - left)

    def _on_plan(self, mix: str, scenario: str) -> None:
        self.hub.choose(mix=mix, scenario=scenario)
        self._go_to("plan")

    def _on_scenario(self, scenario: str) -> None:
        self.hub.choose(scenario=scenario)

    def _on_new(self) -> None:
        self._edit_name(self.acts.new_scenario())

    def _on_copy(self) -> None:
        self._edit_name(self.acts.copy_scenario())

    def _on_rename(self) -> None:
        self._edit_name(self.hub.choice.scenario)

    def _edit_name(self, scenario: str) -> None:
        """Let a scenario's name be typed, once the matrix shows it."""
        if scenario:
            self._show_matrix(self.hub.project, self.hub.choice)
            QTimer.singleShot(0, self, lambda: self.matrix.edit_name(scenario))

    def _on_opened(self, row: int) -> None:
        self.acts.choose(row)
        self.panel.focus_form()

    def _connect(self) -> None:
        self.matrix.scenario_chosen.connect(self._on_scenario)
        self.matrix.plan_wanted.connect(self._on_plan)
        self.timeline.dragged.connect(self.acts.preview)
        self.timeline.settled.connect(self.acts.settle)
        self.timeline.cancelled.connect(lambda: self.hub.preview(None))
        self.timeline.chosen.connect(self.acts.choose)
        self.timeline.removed.connect(lambda _: self.acts.drop_event())
        self.timeline.opened.connect(self._on_opened)
        self.timeline.wanted.connect(self.acts.new_event_at)
        self.panel.entered.connect(self.acts.enter)
        self.acts.chosen.connect(lambda: self.follow(Changes(plans=True)))
        self._planner.state_changed.connect(self._on_state)

    def _on_state(self, _: str) -> None:
        """Problems of a large project become known later than its edit."""
        if self.isVisible() and self._planner.errors:
            self._tell(0, 0, 0)

    def _lay_out(self) -> None:
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(120, 6)
        self.progress.setAccessibleName(say("standings-progress"))
        self.progress.hide()
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(heading(say("scenarios-heading")))
        head.addWidget(self.progress)
        head.addWidget(self.state, 1)
        head.addWidget(self.scenario_tools)
        top = QWidget()
        above = QVBoxLayout(top)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(theme.GRID)
        above.addLayout(head)
        above.addWidget(self.matrix, 1)
        self.matrix.setMinimumHeight(self.matrix.height_of(_ROWS_SEEN))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.GRID)
        split.addWidget(top)
        split.addWidget(self._events())
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setSizes([300, 300])
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(theme.GRID)
        sides.addWidget(split)
        sides.addWidget(self.panel)
        sides.setStretchFactor(0, 1)
        sides.setStretchFactor(1, 0)
        self.panel.setMinimumWidth(280)
        sides.setSizes([900, _PANEL])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        layout.addWidget(sides)

    def _events(self) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        self.name.setFont(theme.sized(theme.TITLE, bold=True))
        for label in (self._note, self.state):
            label.setProperty("muted", True)
        head = QHBoxLayout()
        head.setContentsMargins(2 * theme.GRID, theme.GRID, theme.GRID, 0)
        head.addWidget(self.name, 1)
        head.addWidget(self.event_tools)
        note = QHBoxLayout()
        note.setContentsMargins(2 * theme.GRID, 0, theme.GRID, theme.GRID // 2)
        note.addWidget(self._note)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(note)
        column.addWidget(self.timeline, 1)
        return card
