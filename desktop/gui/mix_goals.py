"""The goals of a mix as a list to put in order, by dragging or with Alt and the arrows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.mix_painting import Index
from desktop.gui.words import plain_label, set_state
from desktop.model.records import GOALS
from desktop.session import goal_order
from desktop.text.messages import say

_GOAL = Qt.ItemDataRole.UserRole + 1
_HEIGHT, _HANDLE = 28, 26
_FLAGS = (Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft).value | Qt.TextFlag.TextWordWrap.value


class MixGoals(QWidget):
    """The list, what it means, and the way back to the usual order; ``ordered`` carries another order."""

    ordered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.list = _Goals()
        self.list.moved.connect(self._on_moved)
        self.warning = plain_label(say("goals-buy-nothing"))
        set_state(self.warning, "bad")
        self.reset = QPushButton(say("goals-reset"))
        self.reset.clicked.connect(lambda: self.ordered.emit(GOALS))
        self._order: tuple[str, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        said = plain_label(say("goals-help"), muted=True)
        for label in (said, self.warning):
            label.setWordWrap(True)
        for part in (said, self.list, self.warning):
            layout.addWidget(part)
        layout.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def order(self) -> tuple[str, ...]:
        """The order that is shown."""
        return self._order

    def show_order(self, order: Sequence[str]) -> None:
        """Show the goals in this order."""
        if tuple(order) != self._order:
            self._order = tuple(order)
            self.list.show_goals(self._order)
        self.warning.setVisible(goal_order.buys_nothing(order))
        self.reset.setEnabled(tuple(order) != GOALS)

    def _on_moved(self, goal: str, place: int) -> None:
        """Another order, shown at once; the list is made anew, so that it stands as the mix does in the end."""
        order = goal_order.moved(self._order, goal, place)
        if order != self._order:
            self.ordered.emit(order)
        self.list.show_goals(self._order)
        self.list.choose(goal)


class _Goals(QListWidget):
    """``moved`` carries a goal and its new place among those that can be moved."""

    moved = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("goals")
        self.setAccessibleName(say("goals-heading"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Painter(self))

    def show_goals(self, order: Sequence[str]) -> None:
        """Show the goals, the laws before them."""
        held = self.currentItem().data(_GOAL) if self.currentItem() is not None else ""
        self.clear()
        for at, goal in enumerate(("", *order)):
            text = say(f"goal-{goal.replace(' ', '-')}") if goal else say("goals-fixed")
            item = QListWidgetItem(f"{at + 1}. {text}", self)
            item.setToolTip(text)
            item.setData(_GOAL, goal)
            if goal in ("", goal_order.LAST):
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            else:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
        self._settle()
        self.choose(held)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as all goals, which take more lines in less room."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self._settle()

    def _settle(self) -> None:
        self.setFixedHeight(sum(map(self.sizeHintForRow, range(self.count()))) + 2)

    def choose(self, goal: str) -> None:
        """Put the cursor on a goal."""
        for at in range(self.count()):
            if goal and self.item(at).data(_GOAL) == goal:
                self.setCurrentRow(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the goal under the cursor."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier and self.currentItem() is not None:
            self._tell(self.currentItem().data(_GOAL), self._movable().index(self.currentItem().data(_GOAL)) + step)
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell where the goal was let go; the list itself is left as it is."""
        at, goal = self.indexAt(event.position().toPoint()), self.currentItem().data(_GOAL)
        after = self.dropIndicatorPosition() is QAbstractItemView.DropIndicatorPosition.BelowItem
        row = at.row() + after if at.isValid() else self.count()
        before = [self.item(each).data(_GOAL) for each in range(row)]
        event.setDropAction(Qt.DropAction.CopyAction)  # else the view takes the dragged row out by itself
        event.accept()
        self._tell(goal, sum(each in self._movable() and each != goal for each in before))

    def _movable(self) -> list[str]:
        return list(goal_order.movable([self.item(at).data(_GOAL) for at in range(1, self.count())]))

    def _tell(self, goal: str, place: int) -> None:
        if goal in self._movable():
            self.moved.emit(goal, place)


class _Painter(QStyledItemDelegate):
    """A goal: a handle where it can be dragged, and its sentence, in as many lines as it needs."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        room = (view.viewport().width() if isinstance(view, QListWidget) else _HEIGHT * _HEIGHT) - _HANDLE - 4
        words = QFontMetrics(theme.sized(theme.BASE_POINT_SIZE))
        lines = words.boundingRect(QRect(0, 0, room, 0), _FLAGS, str(index.data()))
        return QSize(40, max(_HEIGHT, lines.height() + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown, box = theme.colours(), option.rect
        fixed = not index.flags() & Qt.ItemFlag.ItemIsDragEnabled
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(shown.accent_soft))
            painter.drawRoundedRect(box, 4, 4)
        painter.setBrush(QColor(shown.muted))
        for row in range(0 if fixed else 3):
            for column in range(2):
                painter.drawEllipse(box.left() + 8 + 5 * column, box.center().y() - 6 + 5 * row, 3, 3)
        painter.setFont(theme.sized(theme.BASE_POINT_SIZE))
        painter.setPen(QColor(shown.muted if fixed else shown.text))
        place = box.adjusted(_HANDLE, 0, -4, 0)
        painter.drawText(place, _FLAGS, str(index.data()))
        painter.restore()
