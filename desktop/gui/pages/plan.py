"""The plan page: figures first, charts in pairs next, the lists of the plan one step below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.cards import CardRow
from desktop.gui.chart_sheet import ChartSheet
from desktop.gui.charts.bars import BarsView
from desktop.gui.charts.frame import ChartFrame, S
from desktop.gui.charts.lines import LinesView
from desktop.gui.charts.stack import StackView
from desktop.gui.charts.timeline import TimelineView
from desktop.gui.charts.timeline_state import Timeline
from desktop.gui.charts.view import ChartView
from desktop.gui.charts.waterfall import WaterfallView
from desktop.gui.hub import Choice, Hub
from desktop.gui.page import Page, Pieces, scrolling
from desktop.gui.plan_bar import PlanBar
from desktop.gui.plan_tabs import PlanTabs
from desktop.gui.planner import Planner
from desktop.gui.views import cash, cost, figures, production, stock, supply, timeline, why
from desktop.gui.views.why import Told
from desktop.gui.waiting import Waiting
from desktop.gui.why_panel import WhyPanel
from desktop.model.edits import Changes
from desktop.model.plan import Plan

_CHART_HEIGHT, _TIMELINE_HEIGHT, _LISTS_HEIGHT = 264, 330, 360


class PlanPage(Page):
    """Shows the plan of the chosen mix and scenario, for the chosen material and in the chosen units."""

    def __init__(self, hub: Hub, planner: Planner, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self._planner = planner
        self.drawing = Pieces(self)
        self._drawn: tuple[Plan, Choice] | None = None
        self._pictures: dict[QWidget, tuple[Plan, Choice] | None] = {}
        self._question: Callable[[Plan, Choice], Told] | None = None
        self._asker: QWidget | None = None
        self._waits = False
        self.bar, self.cards, self.tabs = PlanBar(hub), CardRow(), PlanTabs()
        self.supply, self.shares = StackView(), StackView()
        self.stock, self.cover = LinesView(), LinesView()
        self.waterfall, self.cost = WaterfallView(), BarsView()
        self.cash, self.production = StackView(), StackView()
        self.timeline = TimelineView()
        self._charts = (
            *(self.supply, self.shares, self.stock, self.cover),
            *(self.waterfall, self.cost, self.cash, self.production, self.timeline),
        )
        self._area = self._sheet()
        self._waiting = Waiting(planner, self._area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.bar)
        layout.addWidget(self._waiting, 1)
        self.bar.lists_wanted.connect(self._go_to_lists)
        self.why = WhyPanel(self, self.bar)
        self._connect()

    def follow(self, changes: Changes) -> None:
        """Draw everything again when the plan, or how it is looked at, is another."""
        plan, choice = self._planner.plan, self.hub.choice
        self._waiting.refresh()
        self.bar.setEnabled(plan is not None)
        self.bar.issue.setEnabled(self._planner.finished is not None)
        self.bar.show_choice(choice, plan)
        for shown in (self.cards, *self._charts):
            shown.show_old(self._planner.passing)
        if plan is None and self._drawn is not None:
            self._drawn = None
            self._pictures.clear()
            self._keep_or_drop_answer(None)
        if plan is None or (plan, choice) == self._drawn:
            return
        before, self._drawn = self._drawn, (plan, choice)
        self._keep_or_drop_answer(before)
        self.drawing.start(
            lambda: self.cards.show_cards(figures.of_plan(plan, choice)),
            lambda: self._show(self.supply, supply.stack(plan, choice)),
            lambda: self._show(self.shares, supply.shares(plan, choice)),
            lambda: self._show(self.stock, stock.levels(plan, choice)),
            lambda: self._show(self.cover, stock.cover(plan, choice)),
            lambda: self._show(self.waterfall, cost.waterfall(plan, choice)),
            lambda: self._show(self.cost, cost.by_source(plan, choice)),
            lambda: self._show(self.cash, cash.by_period(plan, choice)),
            lambda: self._show(self.production, production.stack(plan, choice)),
            lambda: self.drawing.aside(self.hub, lambda: timeline.chart(plan, choice), self._show_timeline),
            lambda: self.tabs.show_orders(plan, choice),
            lambda: self.tabs.show_licences(plan, choice),
            lambda: self._show_lists(plan, choice),
        )

    def ask_of_supply(self, at: int, key: str) -> None:
        """Tell of a bar of the supply that was clicked elsewhere."""
        self._unmark()
        self._ask(lambda plan, choice: why.supply(plan, choice, at, key))

    def _connect(self) -> None:
        """A click on a bar or a row asks why it is as it is."""
        self._answer(self.supply, lambda at, key: lambda plan, choice: why.supply(plan, choice, at, key))
        self._answer(self.shares, lambda at, key: lambda plan, choice: why.supply(plan, choice, at, key))
        self._answer(self.cash, lambda at, key: lambda plan, choice: why.cash(plan, choice, at, key))
        self._answer(self.production, lambda at, key: lambda plan, choice: why.recipe(plan, choice, at, key))
        self._answer(self.stock, lambda at, _: lambda plan, choice: why.stock(plan, choice, at))
        self._answer(self.cover, lambda at, item: lambda plan, choice: why.stock(plan, choice, at, item))
        self._answer(self.cost, lambda at, _: lambda plan, choice: why.source(plan, choice, at))
        self._answer(self.waterfall, lambda _, key: lambda plan, choice: why.step(plan, choice, key))
        self._answer(self.timeline, lambda _, key: lambda plan, choice: why.files(plan, choice, key))
        self.tabs.asked.connect(self._ask_of_lists)
        self.why.left.connect(self._unmark)

    def _answer(self, chart: ChartView[S], question: Callable[[int, str], Callable[[Plan, Choice], Told]]) -> None:
        """Ask about what is clicked in a chart, unless another picture is about to take the place of that one."""

        def ask(at: int, key: str) -> None:
            if self._pictures.get(chart) is self._drawn:
                self._unmark(chart)
                self._ask(question(at, key), chart if chart.by_keys else None)

        chart.picked.connect(ask)
        chart.answered = True

    def _show(self, chart: ChartFrame[S], state: S) -> None:
        chart.show_state(state)
        self._pictures[chart] = self._drawn

    def _show_lists(self, plan: Plan, choice: Choice) -> None:
        self.tabs.show_others(plan, choice)
        self._pictures[self.tabs] = self._drawn

    def _ask_of_lists(self, ask: Callable[[Plan, Choice], Told]) -> None:
        if self._pictures.get(self.tabs) is self._drawn:
            self._unmark()
            self._ask(ask)

    def _show_timeline(self, state: Timeline) -> None:
        self._show(self.timeline, state)

    def _ask(self, ask: Callable[[Plan, Choice], Told], asker: QWidget | None = None) -> None:
        """Find out in the background, and say it if the same plan is still looked at, and nothing else was asked."""
        if self._drawn is not None:
            drawn, self._question, self._asker, self._waits = self._drawn, ask, asker, True
            self.hub.run("", lambda _: ask(*drawn), lambda told: self._say(told, drawn, ask))

    def _say(self, told: Told, of: tuple[Plan, Choice], ask: Callable[[Plan, Choice], Told]) -> None:
        if self._drawn is of and self._question is ask:
            self._waits = False
            self.why.show_told(told, self._asker)
            self._asker = None

    def _unmark(self, but: QWidget | None = None) -> None:
        """Mark nothing as asked about in any other chart."""
        for chart in self._charts:
            if chart is not but:
                chart.unmark()

    def _keep_or_drop_answer(self, before: tuple[Plan, Choice] | None) -> None:
        """Ask a better plan of the same project what was asked of the one before; else the question is no more."""
        after = self._drawn
        asked = self._waits or not self.why.isHidden()
        same = before and after and before[1] == after[1] and before[0].project is after[0].project
        if same and asked and self._question is not None:
            self._ask(self._question)
        else:
            self._question, self._waits = None, False
            self.why.hide()

    def _go_to_lists(self) -> None:
        self._area.ensureWidgetVisible(self.tabs)

    def _sheet(self) -> QScrollArea:
        sheet = ChartSheet()
        sheet.add(self.cards, wide=True)
        for chart in self._charts[:-1]:
            sheet.add(chart, _CHART_HEIGHT)
        sheet.add(self.timeline, _TIMELINE_HEIGHT, wide=True)
        sheet.add(self.tabs, _LISTS_HEIGHT, wide=True)
        return scrolling(sheet)
