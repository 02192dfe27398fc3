"""The lists of a plan behind tabs: orders, production, licence files, rules that gave way, incentives, agreements."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from desktop.analysis.orders import DUE_DAYS
from desktop.gui import theme
from desktop.gui.choosers import UnitSwitch
from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column, ResultTable
from desktop.gui.views import agreements, bent, held, incentives, licences, orders, production, why
from desktop.model.plan import Plan
from desktop.text.messages import say

_ORDERS, _PRODUCTION, _LICENCES, _BENT, _HELD, _INCENTIVES, _AGREEMENTS = range(7)


class PlanTabs(QTabWidget):
    """Shows the lists of one plan; those that not every project has go away while they are empty.

    ``asked`` carries what tells of the order, the production or the files clicked, from the plan and the choice.
    """

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.orders, self.production = ResultTable(say("orders")), ResultTable(say("production"))
        self.licences = ResultTable(say("licences"))
        self.bent, self.held = ResultTable(say("bent-rules")), ResultTable(say("held"))
        self.incentives, self.agreements = ResultTable(say("incentives")), ResultTable(say("agreements"))
        self.sorting = UnitSwitch(
            say("orders"), [("order", say("orders-by-order")), ("arrival", say("orders-by-arrival"))]
        )
        self.due = QCheckBox(say("orders-due", days=DUE_DAYS))
        self._order: orders.Order = "order"
        self._shown: tuple[Plan, Choice] | None = None
        self._opened: set[licences.Path] = set()
        self._paths: list[licences.Path] = []
        lists = (self._orders_part(), self.production, self.licences, self.bent, self.held)
        for table in (*lists, self.incentives, self.agreements):
            if isinstance(table, QFrame):
                table.setFrameShape(QFrame.Shape.NoFrame)
            self.addTab(table, "")
        self.licences.activated.connect(self._open)
        self.licences.clicked.connect(self._ask_files)
        for pressed in (self.held.clicked, self.held.activated):
            pressed.connect(self._ask_held)
        for pressed in (self.orders.clicked, self.orders.activated):
            pressed.connect(self._ask_order)
        for pressed in (self.production.clicked, self.production.activated):
            pressed.connect(self._ask_production)
        self.sorting.chosen.connect(self._on_order)
        self.due.toggled.connect(self._on_due)

    def show_orders(self, plan: Plan, choice: Choice) -> None:
        """The orders, in the order chosen, of the days chosen; comes before the other lists."""
        self._shown = plan, choice
        self._show(_ORDERS, self.orders, "orders", orders.table(plan, choice, self._order, due=self.due.isChecked()))

    def show_others(self, plan: Plan, choice: Choice) -> None:
        """All lists but orders and licence files."""
        self._show(_PRODUCTION, self.production, "production", production.table(plan, choice), always=False)
        self._show(_BENT, self.bent, "bent-rules", bent.table(plan, choice))
        self._show(_HELD, self.held, "held", held.table(plan, choice), always=False)
        self._show(_INCENTIVES, self.incentives, "incentives", incentives.table(plan, choice), always=False)
        self._show(_AGREEMENTS, self.agreements, "agreements", agreements.table(plan, choice), always=False)

    def show_licences(self, plan: Plan, choice: Choice) -> None:
        """The files to put in, with the rows that were opened open; the tab counts files, not rows."""
        shown = licences.rows(plan, self._opened)
        self._paths = [row.path for row in shown]
        self.licences.show_columns(licences.table(plan, choice, self._opened), [row.under for row in shown])
        count = sum(int(row.lines["files"].sum()) for row in shown if row.under < 0)
        self.setTabText(_LICENCES, say("tab-licences", count=count))

    def _ask_order(self, index: QModelIndex) -> None:
        """Of one order; rows that are selected together are not asked about."""
        if self._shown is not None and _is_alone(self.orders):
            plan, choice = self._shown
            row = self.orders.results.row_of(index)
            line = orders.lines(plan, choice, self._order, due=self.due.isChecked()).iloc[row]
            self.asked.emit(lambda plan, choice: why.order(plan, choice, str(line["offer"]), line["month"]))

    def _ask_production(self, index: QModelIndex) -> None:
        """Of one recipe in the period of the cell, over the whole plan where it stands for none."""
        if self._shown is not None and _is_alone(self.production):
            recipe = production.recipes_of(*self._shown)[self.production.results.row_of(index)]
            at = index.column() - production.BEFORE_PERIODS
            self.asked.emit(lambda plan, choice: why.recipe(plan, choice, at if at >= 0 else None, recipe))

    def _ask_files(self, index: QModelIndex) -> None:
        """Of the files of one source and item, and of those of a row beneath it."""
        if self._shown is not None and _is_alone(self.licences):
            row = licences.rows(self._shown[0], self._opened)[self.licences.results.row_of(index)]
            self._ask_offer(str(row.lines["offer"].iloc[0]))

    def _ask_held(self, index: QModelIndex) -> None:
        """Of what a file in hand is for."""
        if self._shown is not None and _is_alone(self.held):
            self._ask_offer(str(held.offers(self._shown[0])[self.held.results.row_of(index)]))

    def _ask_offer(self, offer: str) -> None:
        self.asked.emit(lambda plan, choice: why.files_of(plan, choice, offer))

    def _orders_part(self) -> QWidget:
        self.sorting.show_choice(self._order)
        head = QHBoxLayout()
        head.setContentsMargins(0, theme.GRID, 0, theme.GRID)
        head.setSpacing(2 * theme.GRID)
        head.addWidget(self.sorting)
        head.addWidget(self.due)
        head.addStretch(1)
        self.orders.setFrameShape(QFrame.Shape.NoFrame)
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.orders, 1)
        return part

    def _on_order(self, order: str) -> None:
        self._order = "arrival" if order == "arrival" else "order"
        self._show_again()

    def _on_due(self, _: bool) -> None:
        self._show_again()

    def _show_again(self) -> None:
        if self._shown is not None:
            self.show_orders(*self._shown)

    def _open(self, index: QModelIndex) -> None:
        """Open or close the row of files at ``index``, which stays where it is seen."""
        if self._shown is None or not index.isValid():
            return
        row = self.licences.results.row_of(index)
        self._opened ^= {self._paths[row]}
        bar = self.licences.verticalScrollBar().value()
        self.show_licences(*self._shown)
        self.licences.verticalScrollBar().setValue(bar)
        self.licences.selectRow(index.row())

    def _show(
        self, at: int, table: ResultTable, name: str, columns: tuple[Column, ...], *, always: bool = True
    ) -> None:
        """Show a table behind its tab; one that not every project has goes away while it is empty."""
        table.show_columns(columns)
        number = len(columns[0].texts) if columns else 0
        self.setTabText(at, say(f"tab-{name}", count=number))
        self.setTabVisible(at, always or number > 0)


def _is_alone(table: ResultTable) -> bool:
    """Whether no more than one row is selected."""
    return len(table.selectionModel().selectedRows()) <= 1
