"""Holding figures of the Plan page where they stand: by the menu of their cells or by key; what is held is marked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QFont, QHelpEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.hub import Hub
from desktop.gui.pin_dialog import PinDialog
from desktop.gui.planner import Planner
from desktop.gui.tables.results import ResultTable
from desktop.gui.views import measures, production
from desktop.gui.words import tooltip
from desktop.model.edits import Changes
from desktop.model.months import Month
from desktop.model.records import Offer, Pin
from desktop.session import pins
from desktop.session.pins import Figure
from desktop.text.messages import say

Index = QModelIndex | QPersistentModelIndex
Find = Callable[[Index], Figure | None]
_KEY = "Ctrl+L"
_MARK = 12


class PinActs(QObject):
    """Gives the tables of orders and of production what holds the figure of their current cell, and lets go of it."""

    def __init__(self, hub: Hub, planner: Planner, orders: ResultTable, making: ResultTable) -> None:
        super().__init__(orders)
        self._hub, self._planner = hub, planner
        self._orders, self._making = orders, making
        self.dialog: PinDialog | None = None
        self._attach(orders, self._ordered, say("column-quantity"))
        self._attach(making, self._made)
        hub.changed.connect(self._on_changed)

    def figure(self, table: ResultTable, index: Index) -> Figure | None:
        """What a cell tells of, if that can be held: an order that is still to place, or what a recipe makes."""
        return self._ordered(index) if table is self._orders else self._made(index)

    def ask(self, table: ResultTable) -> None:
        """Ask how the figure of the current cell of a table is to be held."""
        figure = self.figure(table, table.currentIndex())
        if figure is None:
            self._hub.said.emit(say("pin-nothing"))
        else:
            self.hold(figure, table)

    def hold(self, figure: Figure, parent: QWidget) -> None:
        """Ask how a figure of the plan that is looked at is to be held."""
        plan = self._planner.plan
        if plan is None:
            return
        rows = self._rows(figure)
        before = self._hub.project.rows(Pin)[rows[-1]] if rows else None
        window = parent.window()  # in a table its fields would look like cells that are edited
        dialog = self.dialog = PinDialog(self._hub, figure, pins.planned(plan, figure), before, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda done: self._take(dialog, done))
        dialog.open()

    def let_go(self, table: ResultTable) -> None:
        """Let go of the figure of the current cell of a table."""
        figure = self.figure(table, table.currentIndex())
        rows = self._rows(figure) if figure else ()
        if rows:
            self._hub.apply(pins.let_go(rows))

    def menu(self, table: ResultTable, index: QModelIndex) -> QMenu:
        """What can be done with a cell."""
        menu = QMenu(table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        figure = self.figure(table, index)
        hold = menu.addAction(theme.icon("lock"), say("pin-act"), lambda: self.ask(table))
        hold.setShortcut(QKeySequence(_KEY))
        hold.setEnabled(figure is not None)
        free = menu.addAction(theme.icon("unlock"), say("pin-act-let-go"), lambda: self.let_go(table))
        free.setEnabled(figure is not None and bool(self._rows(figure)))
        menu.addSeparator()
        menu.addAction(say("pin-act-copy"), table.copy).setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        return menu

    def told(self, figure: Figure | None) -> str:
        """How a figure is held, with the reason; "" where it is not."""
        pinned = self._hub.project.rows(Pin)
        rows = self._rows(figure) if figure and pinned else ()
        amount = measures.exact(self._hub.choice)
        lines = (say("pin-held", how=pins.told(self._hub.project, pinned[row], amount)) for row in rows)
        reasons = (pinned[row].reason for row in rows)
        return "\n".join(filter(None, (*lines, *reasons)))

    def _rows(self, figure: Figure) -> tuple[int, ...]:
        choice = self._hub.choice
        return pins.holding(self._hub.project, choice.mix, choice.scenario).get(figure, ())

    def _take(self, dialog: PinDialog, done: int) -> None:
        pin = dialog.pin if done == QDialog.DialogCode.Accepted else None
        self.dialog = None
        if pin is not None:
            self._hub.apply(pins.hold(self._hub.desk.project, pin))

    def _attach(self, table: ResultTable, find: Find, marked: str = "") -> None:
        """Let figures of a table be held; ``marked`` is the column in which they stand, "" for all."""
        table.setItemDelegate(_Marks(table, find, self.told, marked))
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(lambda at: self._open(table, at))
        act = QAction(say("pin-act"), table)
        act.setShortcut(QKeySequence(_KEY))
        act.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        act.triggered.connect(lambda: self.ask(table))
        table.addAction(act)

    def _open(self, table: ResultTable, at: QPoint) -> None:
        index = table.indexAt(at)
        if index.isValid():
            table.setCurrentIndex(index)
            self.menu(table, index).popup(table.viewport().mapToGlobal(at))

    def _ordered(self, index: Index) -> Figure | None:
        """The order of a row, unless it was placed before the plan."""
        if not index.isValid():
            return None
        model = self._orders.results
        row, columns = model.row_of(index), {column.header: column for column in model.columns}
        offer, arrival = columns[say("column-offer")].texts[row], columns[say("column-arrival")].keys[row]
        placed = columns[say("column-order-date")].texts[row] == say("placed")
        if placed or offer not in self._hub.project.by_id(Offer):
            return None
        return Figure(Month(int(arrival)), offer=offer)

    def _made(self, index: Index) -> Figure | None:
        """What a recipe makes in the month of a cell; nothing is held of longer periods."""
        plan, choice = self._planner.plan, self._hub.choice
        if not index.isValid() or plan is None or choice.period != "month":
            return None
        at = index.column() - (len(self._making.results.columns) - len(plan.months))
        if not 0 <= at < len(plan.months):
            return None
        names, row = production.recipes_of(plan, choice), self._making.results.row_of(index)
        return Figure(plan.months[at], recipe=names[row]) if row < len(names) else None

    def _on_changed(self, changes: Changes) -> None:
        if "pins" in changes.tables:
            for table in (self._orders, self._making):
                table.viewport().update()


class _Marks(QStyledItemDelegate):
    """Cells whose figure is held: bold, with a lock, and their tooltip says how and why."""

    def __init__(self, table: ResultTable, find: Find, told: Callable[[Figure | None], str], marked: str) -> None:
        super().__init__(table)
        self._table, self._find, self._told, self._marked = table, find, told, marked

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """A lock before the figure that is held."""
        super().initStyleOption(option, index)
        if self._held(index):
            option.icon = theme.icon("lock")
            option.features |= option.ViewItemFeature.HasDecoration
            option.decorationSize = QSize(_MARK, _MARK)
            font = QFont(option.font)
            font.setBold(True)
            option.font = font

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Say how a figure is held."""
        told = self._held(index) if event.type() is QEvent.Type.ToolTip else ""
        if told:
            QToolTip.showText(event.globalPos(), tooltip(told), view)
            return True
        return super().helpEvent(event, view, option, index)

    def _held(self, index: Index) -> str:
        """How the figure that stands in a cell is held, "" where it is not."""
        header = self._table.results.columns[index.column()].header
        return self._told(self._find(index)) if self._marked in ("", header) else ""
