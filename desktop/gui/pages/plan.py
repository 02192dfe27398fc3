"""The plan page: figures first, charts next, orders, licences, bent rules and agreements one step below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFrame, QGridLayout, QTabWidget, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.cards import CardRow
from desktop.gui.charts.bars import BarsView
from desktop.gui.charts.lines import LinesView
from desktop.gui.charts.stack import StackView
from desktop.gui.hub import Choice, Hub
from desktop.gui.page import Page, Pieces, scrolling
from desktop.gui.planner import Planner
from desktop.gui.tables.results import Column, ResultTable
from desktop.gui.views import agreements, bent, cost, figures, held, incentives, licences, orders, stock, supply
from desktop.gui.waiting import Waiting
from desktop.model.edits import Changes
from desktop.model.plan import Plan
from desktop.text.messages import say

_CHART_HEIGHT, _TABLE_HEIGHT = 264, 320


class PlanPage(Page):
    """Shows the plan of the chosen mix and scenario, for the chosen material and in the chosen units."""

    def __init__(self, hub: Hub, planner: Planner, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self._planner = planner
        self.drawing = Pieces(self)
        self._drawn: tuple[Plan, Choice] | None = None
        self.cards = CardRow()
        self.supply, self.cost = StackView(), BarsView()
        self.stock, self.cover = LinesView(), LinesView()
        self.orders = ResultTable(say("orders"))
        self.licences = ResultTable(say("licences"))
        self.licences.activated.connect(self._open)
        self._opened: set[licences.Path] = set()
        self._paths: list[licences.Path] = []
        self.bent = ResultTable(say("bent-rules"))
        self.held, self.incentives = ResultTable(say("held")), ResultTable(say("incentives"))
        self.agreements = ResultTable(say("agreements"))
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._waiting = Waiting(planner, self._sheet())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 0)
        layout.addWidget(self._waiting)

    def follow(self, changes: Changes) -> None:
        """Draw everything again when the plan, or how it is looked at, is another."""
        plan, choice = self._planner.plan, self.hub.choice
        self._waiting.refresh()
        if plan is None or (plan, choice) == self._drawn:
            return
        self._drawn = plan, choice
        self.drawing.start(
            lambda: self.cards.show_cards(figures.of_plan(plan, choice)),
            lambda: self.supply.show_state(supply.stack(plan, choice)),
            lambda: self.cost.show_state(cost.by_source(plan, choice)),
            lambda: self.stock.show_state(stock.levels(plan, choice)),
            lambda: self.cover.show_state(stock.cover(plan, choice)),
            lambda: self._show_tab(0, self.orders, "orders", orders.table(plan, choice)),
            lambda: self._show_licences(plan, choice),
            lambda: self._show_tab(2, self.bent, "bent-rules", bent.table(plan, choice)),
            lambda: self._show_tab(3, self.held, "held", held.table(plan, choice), always=False),
            lambda: self._show_tab(4, self.incentives, "incentives", incentives.table(plan, choice), always=False),
            lambda: self._show_tab(5, self.agreements, "agreements", agreements.table(plan, choice), always=False),
        )

    def _show_licences(self, plan: Plan, choice: Choice) -> None:
        """The files to put in, with the rows that were opened open; the tab counts files, not rows."""
        shown = licences.rows(plan, self._opened)
        self._paths = [row.path for row in shown]
        self.licences.show_columns(licences.table(plan, choice, self._opened), [row.under for row in shown])
        count = sum(int(row.lines["files"].sum()) for row in shown if row.under < 0)
        self._tabs.setTabText(1, say("tab-licences", count=count))

    def _open(self, index: QModelIndex) -> None:
        """Open or close the row of files at ``index``, which stays where it is seen."""
        if self._drawn is None or not index.isValid():
            return
        row = self.licences.results.row_of(index)
        self._opened ^= {self._paths[row]}
        bar = self.licences.verticalScrollBar().value()
        self._show_licences(*self._drawn)
        self.licences.verticalScrollBar().setValue(bar)
        self.licences.selectRow(index.row())

    def _show_tab(
        self, at: int, table: ResultTable, name: str, columns: tuple[Column, ...], *, always: bool = True
    ) -> None:
        """Show a table behind its tab; one that not every project has goes away while it is empty."""
        table.show_columns(columns)
        number = len(columns[0].texts) if columns else 0
        self._tabs.setTabText(at, say(f"tab-{name}", count=number))
        self._tabs.setTabVisible(at, always or number > 0)

    def _sheet(self) -> QWidget:
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 0, 2 * theme.GRID)
        grid.setSpacing(theme.GRID)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.addWidget(self.cards, 0, 0, 1, 2)
        for place, chart in (((1, 0), self.supply), ((1, 1), self.cost), ((2, 0), self.stock), ((2, 1), self.cover)):
            chart.setMinimumHeight(_CHART_HEIGHT)
            grid.addWidget(chart, *place)
            grid.setRowStretch(place[0], 3)
        for table in (self.orders, self.licences, self.bent, self.held, self.incentives, self.agreements):
            table.setFrameShape(QFrame.Shape.NoFrame)
            self._tabs.addTab(table, "")
        self._tabs.setMinimumHeight(_TABLE_HEIGHT)
        grid.addWidget(self._tabs, 3, 0, 1, 2)
        grid.setRowStretch(3, 4)
        return scrolling(sheet)
