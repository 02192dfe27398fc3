"""The list of tables: titles in groups, with how many rows and how many problems each has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.gui import theme
from desktop.model.errors import Problem
from desktop.model.project import Project
from desktop.model.records import TABLE
from desktop.text.messages import say

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_NAME, _ROWS, _PROBLEMS = Role.UserRole + 1, Role.UserRole + 2, Role.UserRole + 3
_GROUPS = (
    ("tables-plan", ("settings", "items", "contents", "targets", "recipes", "recipe_inputs")),
    (
        "tables-supply",
        ("sources", "offers", "prices", "tiers", "capacities", "lead_times", "receipts", "commitments"),
    ),
    ("tables-rules", ("mixes", "rules", "pins", "regimes", "licences", "incentives")),
    ("tables-world", ("scenarios", "events", "exchange_rates", "evidence")),
)
_ROW, _HEADING = 22, 25


class TableList(QListWidget):
    """One table is always chosen; ``chosen`` carries its name."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tables")
        self.setAccessibleName(say("tables"))
        self.setItemDelegate(_Painter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(190)
        self._items: dict[str, QListWidgetItem] = {}
        for heading, names in _GROUPS:
            item = QListWidgetItem(say(heading), self)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            for name in names:
                self._items[name] = QListWidgetItem(TABLE[name].title, self)
                self._items[name].setData(_NAME, name)
        self.currentItemChanged.connect(self._on_current)

    @property
    def current(self) -> str:
        """The name of the chosen table."""
        found = self.selectedItems()
        return str(found[0].data(_NAME)) if found else "items"

    def select(self, name: str) -> None:
        """Choose a table."""
        self.setCurrentItem(self._items[name])

    def show_counts(self, project: Project, problems: Sequence[Problem]) -> None:
        """Say how many rows and problems each table has."""
        counted = Counter(problem.table for problem in problems)
        for name, item in self._items.items():
            item.setData(_ROWS, len(project.tables[name]))
            item.setData(_PROBLEMS, counted[name])

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_NAME):
            self.chosen.emit(item.data(_NAME))


class _Painter(QStyledItemDelegate):
    """Title at the left, rows muted at the right, problems in a red badge before them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(180, _ROW if index.data(_NAME) else _HEADING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown = theme.colours()
        box: QRect = option.rect.adjusted(12, 0, -12, 0)
        painter.save()
        if not index.data(_NAME):
            painter.setFont(theme.sized(theme.SMALL, bold=True))
            painter.setPen(QColor(shown.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, index.data())
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shown.accent_soft if chosen else shown.sunken))
            painter.drawRoundedRect(option.rect.adjusted(4, 1, -4, -1), 4, 4)
        painter.setPen(QColor(shown.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, index.data())
        painter.setFont(theme.sized(theme.SMALL))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setPen(QColor(shown.muted))
        painter.drawText(box, right, str(index.data(_ROWS) or ""))
        if index.data(_PROBLEMS):
            draw_badge(painter, box.adjusted(0, 0, -40, 0), index.data(_PROBLEMS))
        painter.restore()


def draw_badge(painter: QPainter, box: QRect, number: int) -> None:
    """A number of problems in a rounded badge at the right of ``box``."""
    shown = theme.colours()
    text = str(number)
    width = max(painter.fontMetrics().horizontalAdvance(text) + 10, 18)
    badge = QRect(box.right() - width, box.center().y() - 8, width, 17)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(shown.bad))
    painter.drawRoundedRect(badge, 8, 8)
    painter.setPen(QColor(shown.surface))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
