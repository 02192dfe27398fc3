"""The list of tables: titles in groups, with how many rows and how many problems or notes each has."""

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
_NAME, _ROWS, _ERRORS, _NOTES = (Role.UserRole + number for number in range(1, 5))
_GROUPS = (
    ("tables-plan", ("settings", "items", "contents", "targets", "recipes", "recipe_inputs")),
    (
        "tables-supply",
        ("sources", "offers", "prices", "tiers", "capacities", "lead_times", "receipts", "commitments"),
    ),
    ("tables-rules", ("mixes", "rules", "pins", "issued", "regimes", "licences", "incentives")),
    ("tables-world", ("scenarios", "events", "exchange_rates", "evidence")),
)
_ROW, _HEADING = 21, 24


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

    def step(self, by: int) -> None:
        """Choose the table as many places further on, or back, as far as there are any."""
        names = list(self._items)
        self.select(names[min(max(names.index(self.current) + by, 0), len(names) - 1)])

    def show_counts(self, project: Project, problems: Sequence[Problem]) -> None:
        """Say how many rows, errors and notes each table has."""
        counted = Counter((problem.table, problem.severity) for problem in problems)
        for name, item in self._items.items():
            item.setData(_ROWS, len(project.tables[name]))
            item.setData(_ERRORS, counted[name, "error"])
            item.setData(_NOTES, counted[name, "note"])

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_NAME):
            self.chosen.emit(item.data(_NAME))


class _Painter(QStyledItemDelegate):
    """Title at the left, rows muted at the right, before them errors in a red badge, or else notes in a grey one."""

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
        before = box.adjusted(0, 0, -40, 0)
        if index.data(_ERRORS):
            draw_badge(painter, before, index.data(_ERRORS))
        elif index.data(_NOTES):
            draw_badge(painter, before, index.data(_NOTES), note=True)
        painter.restore()


def draw_badge(painter: QPainter, box: QRect, number: int, *, note: bool = False) -> None:
    """A number of errors, or of notes, in a rounded badge at the right of ``box``: red, or grey."""
    shown = theme.colours()
    text = str(number)
    width = max(painter.fontMetrics().horizontalAdvance(text) + 10, 18)
    badge = QRect(box.right() - width, box.center().y() - 8, width, 17)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(shown.border if note else shown.bad))
    painter.drawRoundedRect(badge, 8, 8)
    painter.setPen(QColor(shown.text if note else shown.surface))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
