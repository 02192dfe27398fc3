"""The compare page: plans side by side, the best marked, what sets two of them apart, and pictures of all."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from desktop.gui import theme
from desktop.gui.cards import heading
from desktop.gui.chart_sheet import ChartSheet
from desktop.gui.charts.bars import BarsView
from desktop.gui.charts.lines import LinesView
from desktop.gui.charts.multiples import MultiplesView
from desktop.gui.charts.scatter import ScatterView
from desktop.gui.charts.states import Bars, Lines
from desktop.gui.choosers import ChoiceBox, scenarios_of
from desktop.gui.hub import Choice, Hub
from desktop.gui.page import Page, Pieces, scrolling
from desktop.gui.pair_panel import PairPanel
from desktop.gui.plan_picker import Pair, PlanPicker
from desktop.gui.planner import Planner
from desktop.gui.tables.results import ResultTable
from desktop.gui.views import comparing, comparison, cost, coverage, supply
from desktop.gui.waiting import Figures, Waiting
from desktop.gui.words import Elided, counted, plain_label
from desktop.model.edits import Changes
from desktop.model.plan import Plan
from desktop.model.records import Mix, Scenario
from desktop.text.messages import say

_ROWS_SEEN, _CHART_HEIGHT, _LINES_HEIGHT = 8, 260, 180
_BETWEEN = "\n"


class ComparePage(Page):
    """Asks for the plans of the chosen mixes under the chosen scenarios, and compares those that are ready.

    Until somebody chooses, these are all mixes under the scenario of the window.
    """

    def __init__(self, hub: Hub, planner: Planner, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self._planner = planner
        self._own: tuple[Pair, ...] = tuple(map(_pair, hub.settings.compared))
        self._base_pair = _pair(hub.settings.base)
        self._pinned = frozenset(map(_pair, hub.settings.pinned))
        self._plans: list[Plan] = []
        self._drawn: tuple[list[Plan], Pair, Choice] | None = None
        self._document = -1
        self.drawing = Pieces(self)
        self._base = ChoiceBox(say("compare-base"))
        self._base.chosen.connect(lambda key: self._compare(self._own, _pair(key)))
        self.picker = PlanPicker()
        self.picker.chosen.connect(lambda pairs: self._compare(pairs, self._base_pair))
        self._state, self._note = Elided(), Elided()
        for label in (self._state, self._note):
            label.setProperty("muted", True)
        self.table = ResultTable(say("step-compare"))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_pair())
        self.coverage, self.supply, self.cost = LinesView(), BarsView(), BarsView()
        self.trade_off, self.multiples = ScatterView(), MultiplesView()
        self.trade_off.picked.connect(lambda at, _: self._select(at))
        self.trade_off.answered = True
        self.pair = PairPanel()
        self._waiting = Waiting(planner, self._results(), self._figures)
        planner.state_changed.connect(self._tell_standing)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 0)
        layout.addWidget(self._waiting)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The mixes and scenarios compared, by mix and scenario; what is no longer known is left out."""
        mixes, scenarios = self.hub.project.by_id(Mix), {"", *self.hub.project.by_id(Scenario)}
        own = tuple(pair for pair in self._own if pair[0] in mixes and pair[1] in scenarios)
        return own or tuple((mix, self.hub.choice.scenario) for mix in mixes)

    def follow(self, changes: Changes) -> None:
        """Compare again; plans that are missing are asked for and come one by one."""
        pairs = self.pairs
        self._planner.want(pairs)
        ready = [self._planner.plan_of(*pair) for pair in pairs]
        plans = self._plans = [plan for plan in ready if plan is not None]
        if self._base_pair not in pairs:
            self._base_pair = pairs[0] if pairs else ("", "")
        self._show_choices(pairs)
        self._tell_standing()
        if plans and (plans, self._base_pair, self.hub.choice) != self._drawn:
            self._show(plans)
        self._waiting.refresh()

    def _show_choices(self, pairs: tuple[Pair, ...]) -> None:
        mixes = [(mix.id, mix.name or mix.id) for mix in self.hub.project.all(Mix)]
        scenarios = scenarios_of(self.hub.project)
        self.picker.show_choices(mixes, scenarios, pairs)
        mix_names, scenario_names = dict(mixes), dict(scenarios)
        several = len({scenario for _, scenario in pairs}) > 1
        named = [
            (
                _key((mix, scenario)),
                f"{mix_names[mix]} · {scenario_names[scenario]}" if several else mix_names[mix],
            )
            for mix, scenario in pairs
        ]
        self._base.show_choices(named, _key(self._base_pair))

    def _figures(self) -> Figures:
        """Those of the project as it is, or of the document before its last change, or none."""
        if self._plans:
            return "current"
        if self._document != self.hub.document:
            return "none"
        return "old" if self._planner.state in ("problems", "failed") else "current"

    def _tell_standing(self, _: str = "") -> None:
        self._state.show_text(self._standing())
        note = comparison.note(self._plans) if self._plans else ""
        self._note.show_text(note)
        self._note.setVisible(bool(note))

    def _standing(self) -> str:
        """How many plans are made, still to come, or cannot be made; problems have a banner of their own."""
        pairs = self.pairs
        failed = sum(self._planner.failed(*pair) for pair in pairs)
        left = len(pairs) - len(self._plans) - failed
        if self._planner.errors:
            return ""
        if left > 0:
            return counted("compare-planning", left)
        if failed:
            return counted("compare-failed", failed)
        return counted("compare-ready", len(self._plans))

    def _show(self, plans: list[Plan]) -> None:
        choice = self.hub.choice
        self._drawn, self._document = (plans, self._base_pair, choice), self.hub.document
        self.drawing.start(
            lambda: self._show_table(plans, choice),
            lambda: self.trade_off.show_state(comparing.trade_off(plans, choice)),
            lambda: _show_bars(self.cost, cost.side_by_side(plans, choice)),
            self._show_pair,
            lambda: _show_lines(self.coverage, coverage.side_by_side(plans, choice)),
            lambda: _show_bars(self.supply, supply.side_by_side(plans, choice)),
            lambda: self.multiples.show_state(comparing.multiples(plans, choice)),
        )

    def _show_table(self, plans: list[Plan], choice: Choice) -> None:
        """Show the table with the row that was chosen still chosen."""
        chosen = self._chosen()
        self.table.show_columns(comparison.table(plans, self._base_pair, choice, self._pinned))
        self.table.setMinimumHeight(self.table.height_of(min(len(plans), _ROWS_SEEN)))
        self.table.pin([at for at, plan in enumerate(plans) if (plan.mix, plan.scenario) in self._pinned])
        self._select(next((at for at, plan in enumerate(plans) if chosen == (plan.mix, plan.scenario)), -1))

    def _chosen(self) -> Pair | None:
        """The plan of the row that is chosen in the table."""
        index = self.table.currentIndex()
        row = self.table.results.row_of(index) if index.isValid() else -1
        drawn = self._drawn[0] if self._drawn else []
        return (drawn[row].mix, drawn[row].scenario) if 0 <= row < len(drawn) else None

    def _select(self, at: int) -> None:
        """Choose the row of a plan, by its position among the plans."""
        results = self.table.results
        for row in range(results.rowCount()):
            if results.row_of(results.index(row, 0)) == at:
                self.table.setCurrentIndex(results.index(row, 0))

    def _show_pair(self) -> None:
        """What sets the chosen plan apart from the base; without a choice, the first other plan."""
        if self._drawn is None:
            return
        by_pair = {(plan.mix, plan.scenario): plan for plan in self._drawn[0]}
        base = by_pair.get(self._base_pair)
        chosen = self._chosen()
        other = chosen if chosen in by_pair and chosen != self._base_pair else None
        other = other or next((pair for pair in by_pair if pair != self._base_pair), None)
        plan, choice = by_pair.get(other) if other else None, self.hub.choice
        self.pair.show_pair(base, plan, choice)
        if base is not None and plan is not None:
            self.drawing.aside(
                self.hub,
                lambda: comparing.inputs_table(base, plan, choice),
                lambda columns: self.pair.show_inputs(base, plan, columns),
            )

    def hideEvent(self, event: object) -> None:
        """Nobody looks any more: only the plan on the other pages is kept up to date."""
        self._planner.want(())

    def showEvent(self, event: object) -> None:
        """Ask for the plans again when the page is seen again."""
        self._missed = self._missed or Changes(plans=True)
        super().showEvent(event)  # type: ignore[arg-type]

    def _compare(self, own: tuple[Pair, ...], base: Pair) -> None:
        """Compare these plans, all mixes where there are none, with that one as the base."""
        self._own, self._base_pair = own, base
        self._keep()
        self.follow(Changes(plans=True))

    def _pin(self, pair: Pair) -> None:
        self._pinned ^= {pair}
        self._keep()
        if self._drawn is not None:
            self._show_table(self._drawn[0], self._drawn[2])

    def _keep(self) -> None:
        """Remember what is compared until the next start."""
        compared, pinned = map(_key, self._own), sorted(map(_key, self._pinned))
        self.hub.settings = attrs.evolve(
            self.hub.settings, compared=tuple(compared), pinned=tuple(pinned), base=_key(self._base_pair)
        )

    def _on_menu(self, where: QPoint) -> None:
        pair = self._chosen()
        if pair is None:
            return
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        pin = say("compare-unpin" if pair in self._pinned else "compare-pin")
        menu.addAction(pin, lambda: self._pin(pair))
        menu.addAction(say("compare-make-base"), lambda: self._compare(self._own, pair))
        menu.addAction(say("compare-copy"), self.table.copy)
        menu.popup(self.table.viewport().mapToGlobal(where))

    def _head(self) -> QWidget:
        head = QWidget()
        copy = QPushButton(say("compare-copy"))
        copy.clicked.connect(self.table.copy)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(heading(say("compare-heading")))
        row.addWidget(self._state, 1)
        row.addWidget(copy)
        row.addWidget(self.picker)
        row.addWidget(plain_label(say("compare-base"), muted=True))
        row.addWidget(self._base)
        return head

    def _results(self) -> QWidget:
        sheet = ChartSheet()
        sheet.add(self._head(), wide=True)
        sheet.add(self.table, wide=True)
        sheet.add(self._note, wide=True)
        sheet.add(self.trade_off, _CHART_HEIGHT)
        sheet.add(self.cost, _CHART_HEIGHT)
        sheet.add(self.pair, _CHART_HEIGHT, wide=True)
        sheet.add(self.coverage, _CHART_HEIGHT)
        sheet.add(self.supply, _CHART_HEIGHT)
        sheet.add(self.multiples, wide=True)
        return scrolling(sheet)


def _key(pair: Pair) -> str:
    return _BETWEEN.join(pair)


def _pair(key: str) -> Pair:
    mix, _, scenario = key.partition(_BETWEEN)
    return mix, scenario


def _show_bars(chart: BarsView, state: Bars) -> None:
    """Show bars, each with room for its name."""
    chart.show_state(state)
    chart.setMinimumHeight(max(chart.height_of(chart.canvas_of(len(state.labels))), _CHART_HEIGHT))


def _show_lines(chart: LinesView, state: Lines) -> None:
    """Show lines, below a legend of as many names."""
    chart.show_state(state)
    chart.setMinimumHeight(max(chart.height_of(_LINES_HEIGHT), _CHART_HEIGHT))
