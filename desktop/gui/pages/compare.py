"""The compare page: mixes side by side, the best marked, differences to a base, charts over one another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.cards import heading
from desktop.gui.charts.bars import BarsView
from desktop.gui.charts.lines import LinesView
from desktop.gui.choosers import ChoiceBox
from desktop.gui.hub import Choice, Hub
from desktop.gui.page import Page, Pieces, scrolling
from desktop.gui.planner import Planner
from desktop.gui.tables.results import ResultTable
from desktop.gui.views import comparison, cost, coverage, supply
from desktop.gui.waiting import Figures, Waiting
from desktop.gui.words import counted, plain_label
from desktop.model.edits import Changes
from desktop.model.plan import Plan
from desktop.model.records import Mix
from desktop.text.messages import say

_ROWS_SEEN, _CHART_HEIGHT = 8, 200


class ComparePage(Page):
    """Asks for a plan of every mix under the chosen scenario, and compares those that are ready."""

    def __init__(self, hub: Hub, planner: Planner, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self._planner = planner
        self._base_mix = ""
        self._base = ChoiceBox(say("compare-base"))
        self._base.chosen.connect(self._on_base)
        self._state = plain_label(muted=True)
        self.table = ResultTable(say("step-compare"))
        self.coverage, self.supply, self.cost = LinesView(), BarsView(), BarsView()
        self._plans: list[Plan] = []
        self.drawing = Pieces(self)
        self._drawn: tuple[list[Plan], str, Choice] | None = None
        self._document = -1
        self._waiting = Waiting(planner, self._results(), self._figures)
        planner.state_changed.connect(self._tell_standing)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        layout.addWidget(self._waiting)

    def follow(self, changes: Changes) -> None:
        """Compare again; plans that are missing are asked for and come one by one."""
        mixes, scenario = self.hub.project.all(Mix), self.hub.choice.scenario
        self._planner.want(tuple((mix.id, scenario) for mix in mixes))
        ready = [self._planner.plan_of(mix.id, scenario) for mix in mixes]
        plans = self._plans = [plan for plan in ready if plan is not None]
        if self._base_mix not in {mix.id for mix in mixes}:
            self._base_mix = mixes[0].id if mixes else ""
        self._base.show_choices([(mix.id, mix.name or mix.id) for mix in mixes], self._base_mix)
        self._tell_standing()
        if plans and (plans, self._base_mix, self.hub.choice) != self._drawn:
            self._show(plans)
        self._waiting.refresh()

    def _figures(self) -> Figures:
        """Those of the project as it is, or of the document before its last change, or none."""
        if self._plans:
            return "current"
        if self._document != self.hub.document:
            return "none"
        return "old" if self._planner.state in ("problems", "failed") else "current"

    def _tell_standing(self, _: str = "") -> None:
        self._state.setText(self._standing(self.hub.project.all(Mix)))

    def _standing(self, mixes: Sequence[Mix]) -> str:
        """How many mixes are planned, still to come, or cannot be planned; problems have a banner of their own."""
        failed = sum(self._planner.failed(mix.id, self.hub.choice.scenario) for mix in mixes)
        left = len(mixes) - len(self._plans) - failed
        if self._planner.errors:
            return ""
        if left > 0:
            return counted("compare-planning", left)
        if failed:
            return counted("compare-failed", failed)
        ready = counted("compare-ready", len(self._plans))
        note = comparison.note(self._plans) if self._plans else ""
        return f"{ready} · {note}" if note else ready

    def _show(self, plans: list[Plan]) -> None:
        choice = self.hub.choice
        self._drawn, self._document = (plans, self._base_mix, choice), self.hub.document
        self.table.setMinimumHeight(self.table.height_of(min(len(plans), _ROWS_SEEN)))
        base = self._base_mix
        self.drawing.start(
            lambda: self.table.show_columns(comparison.table(plans, base, choice)),
            lambda: self.coverage.show_state(coverage.side_by_side(plans, choice)),
            lambda: self.cost.show_state(cost.side_by_side(plans, choice)),
            lambda: self.supply.show_state(supply.side_by_side(plans, choice)),
        )

    def hideEvent(self, event: object) -> None:
        """Nobody looks any more: only the plan on the other pages is kept up to date."""
        self._planner.want(())

    def showEvent(self, event: object) -> None:
        """Ask for the plans again when the page is seen again."""
        self._missed = self._missed or Changes(plans=True)
        super().showEvent(event)  # type: ignore[arg-type]

    def _on_base(self, mix: str) -> None:
        self._base_mix = mix
        self.follow(Changes(plans=True))

    def _results(self) -> QWidget:
        inside = QWidget()
        head = QHBoxLayout()
        head.addWidget(heading(say("compare-heading")))
        head.addWidget(self._state, 1)
        head.addWidget(plain_label(say("compare-base"), muted=True))
        head.addWidget(self._base)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.GRID)
        grid.addLayout(head, 0, 0, 1, 2)
        grid.addWidget(self.table, 1, 0, 1, 2)
        grid.addWidget(self.coverage, 2, 0, 1, 2)
        grid.addWidget(self.cost, 3, 0)
        grid.addWidget(self.supply, 3, 1)
        grid.setRowStretch(1, 5)
        grid.setRowStretch(2, 4)
        grid.setRowStretch(3, 5)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for chart in (self.coverage, self.supply, self.cost):
            chart.setMinimumHeight(_CHART_HEIGHT)
        return scrolling(inside)
