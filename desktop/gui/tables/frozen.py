"""A table view whose first columns stay in sight while the others scroll beneath them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QTableView, QWidget

from desktop.gui import theme
from desktop.gui.tables.column_header import ColumnHeader

Index = QModelIndex | QPersistentModelIndex
Hint = QAbstractItemView.ScrollHint
_FRAME = 2


class FrozenTable(QTableView):
    """The first ``frozen`` columns on the screen are painted over what scrolls, and taken for it by the mouse.

    There is one view and one selection: keys, editors and screen readers know nothing of it. ``by_keys`` tells that
    places are asked for by keys, which count cells where they lie; ``frames_current`` that the current cell has a
    frame. ``header`` is the kind of header above the columns.
    """

    def __init__(self, parent: QWidget | None = None, header: type[ColumnHeader] = ColumnHeader) -> None:
        super().__init__(parent)
        self.by_keys, self.frames_current = False, True
        self.columns = header(self)
        self.setHorizontalHeader(self.columns)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)

    def freeze(self, count: int) -> None:
        """Keep so many of the first columns in sight."""
        self.columns.frozen = count
        self.columns.viewport().update()
        self.viewport().update()

    def indexAt(self, pos: QPoint) -> QModelIndex:
        """The cell under a point: a frozen one where one is painted."""
        if not self.by_keys and 0 <= pos.x() < self.columns.covered:
            pos = QPoint(pos.x() - self.columns.offset(), pos.y())
        return super().indexAt(pos)

    def visualRect(self, index: Index) -> QRect:
        """Where a cell is seen."""
        rect = super().visualRect(index)
        if not self.by_keys and index.isValid() and index.column() in self.columns.in_sight:
            rect.translate(self.columns.offset(), 0)
        return rect

    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:
        """Bring a cell into sight, not beneath the frozen columns."""
        bar = self.horizontalScrollBar()
        if index.isValid() and index.column() in self.columns.in_sight:
            stays = bar.value()
            super().scrollTo(index, hint)
            bar.setValue(stays)
            return
        super().scrollTo(index, hint)
        hidden = self.columns.covered - super().visualRect(index).left()
        if hidden > 0:
            bar.setValue(bar.value() - hidden)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the table, over it the frozen columns, and the frame of the current cell."""
        super().paintEvent(event)
        self._paint_frozen(event)
        self._paint_current()

    def _paint_frozen(self, event: QPaintEvent) -> None:
        width = self.columns.covered
        if not width or not self.columns.offset() or event.region().boundingRect().left() > width:
            return
        painter = QPainter(self.viewport())
        painter.setClipRect(QRect(0, 0, width, self.viewport().height()))
        painter.fillRect(self.viewport().rect(), QColor(theme.colours().surface))
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        last = last if last >= 0 else self.model().rowCount() - 1
        for column in self.columns.in_sight:
            for row in range(max(first, 0), last + 1):
                self._paint_cell(painter, self.model().index(row, column))
        painter.setPen(QColor(theme.colours().muted))
        painter.drawLine(width - 1, 0, width - 1, self.viewport().height())
        painter.end()

    def _paint_current(self) -> None:
        """A frame around the current cell, in the accent while keys go to this table."""
        index = self.currentIndex()
        if not self.frames_current or not index.isValid() or self.isColumnHidden(index.column()):
            return
        shown = theme.colours()
        painter = QPainter(self.viewport())
        if index.column() not in self.columns.in_sight:
            covered = self.columns.covered
            painter.setClipRect(QRect(covered, 0, self.viewport().width() - covered, self.viewport().height()))
        painter.setPen(QPen(QColor(shown.accent if self.hasFocus() else shown.border), _FRAME))
        painter.drawRect(self.visualRect(index).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_cell(self, painter: QPainter, index: QModelIndex) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        state = QStyle.StateFlag
        if self.selectionModel().isSelected(index):
            option.state |= state.State_Selected
        self.itemDelegateForIndex(index).paint(painter, option, index)
        if self.showGrid():
            box = option.rect
            colour = self.style().styleHint(QStyle.StyleHint.SH_Table_GridLineColor, option, self)
            painter.setPen(QColor.fromRgb(colour & 0xFFFFFF))
            painter.drawLine(box.right() + 1, box.top(), box.right() + 1, box.bottom() + 1)
            painter.drawLine(box.left(), box.bottom() + 1, box.right() + 1, box.bottom() + 1)

    def _on_scrolled(self) -> None:
        """What was blitted by scrolling holds frozen cells at old places."""
        if self.columns.frozen:
            self.viewport().update()
            self.columns.viewport().update()
