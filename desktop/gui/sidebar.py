"""The steps of the work down the side: icon, name, and the number of open problems."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.gui import theme
from desktop.gui.tables.table_list import draw_badge
from desktop.text.messages import say

Index = QModelIndex | QPersistentModelIndex
_NUMBER = Qt.ItemDataRole.UserRole + 1
_NAME = Qt.ItemDataRole.UserRole + 2
_WIDTH, _HEIGHT = 144, 44
STEPS = ("data", "mix", "scenarios", "plan", "compare")


class Sidebar(QListWidget):
    """One step is always chosen; ``chosen`` carries its position."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("steps")
        self.setAccessibleName(say("steps"))
        self.setFixedWidth(_WIDTH)
        self.setItemDelegate(_Painter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for name in STEPS:
            item = QListWidgetItem(say(f"step-{name}"), self)
            item.setData(_NAME, name)
            item.setToolTip(say(f"step-{name}-help"))
        self.setCurrentRow(0)
        self.currentRowChanged.connect(self.chosen)

    def show_number(self, name: str, number: int) -> None:
        """Say how many problems a step has."""
        self.item(STEPS.index(name)).setData(_NUMBER, number)


class _Painter(QStyledItemDelegate):
    """A step: a bar of accent at the left of the chosen one, the icon, the name, the badge."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_WIDTH, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown, box = theme.colours(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shown.accent_soft if chosen else shown.sunken))
            painter.drawRoundedRect(box.adjusted(8, 2, -8, -2), 6, 6)
        if chosen:
            painter.setBrush(QColor(shown.accent))
            painter.drawRoundedRect(box.left() + 8, box.top() + 10, 3, box.height() - 20, 1.5, 1.5)
        theme.icon(index.data(_NAME)).paint(painter, box.left() + 20, box.center().y() - 9, 20, 20)
        painter.setFont(theme.sized(theme.BASE_POINT_SIZE, bold=chosen))
        painter.setPen(QColor(shown.text))
        painter.drawText(box.adjusted(50, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, index.data())
        if index.data(_NUMBER):
            painter.setFont(theme.sized(theme.SMALL))
            draw_badge(painter, box.adjusted(0, 0, -16, 0), index.data(_NUMBER))
        painter.restore()
