"""What an event changes, each value before and after: in a list beside the timeline."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.tables.table_list import Index
from desktop.gui.words import counted, tooltip
from desktop.session.effect_words import Line
from desktop.text.messages import say

_MOST = 300
_ROW, _PAD = 46, 6
_CHANGE = Qt.ItemDataRole.UserRole + 1


class EffectList(QListWidget):
    """Two lines for each value: whose it is, and in which months it goes from what to what."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("effects")
        self.setAccessibleName(say("effects"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Painter(self))
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; of very many only the first, and how many more there are."""
        if self.lines == tuple(lines):
            return
        self.lines = tuple(lines)
        at = self.verticalScrollBar().value()
        self.clear()
        for line in self.lines[:_MOST]:
            item = QListWidgetItem(line.what, self)
            item.setData(_CHANGE, f"{line.change}\n{line.when}")
            item.setToolTip(tooltip(f"{line.what}\n{line.change}\n{line.when}"))
        if len(self.lines) > _MOST:
            QListWidgetItem(counted("effects-more", len(self.lines) - _MOST), self)
        self.verticalScrollBar().setValue(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy all of it with the usual key."""
        if event.matches(QKeySequence.StandardKey.Copy):
            told = (f"{line.what}\t{line.when}\t{line.before}\t{line.after}\t{line.unit}" for line in self.lines)
            QApplication.clipboard().setText("\n".join(told))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the lines anew."""
        super().resizeEvent(event)
        self.viewport().update()


class _Painter(QStyledItemDelegate):
    """What changes over how it does, each cut with an ellipsis where there is too little room."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, _ROW + QFontMetrics(theme.sized(theme.SMALL)).height() + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown, box = theme.colours(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, shown.accent_soft)
        change, _, when = (index.data(_CHANGE) or "").partition("\n")
        top = box.top() + _PAD
        for text, size, colour in (
            (index.data(), theme.BASE_POINT_SIZE, shown.text),
            (change, theme.BASE_POINT_SIZE, shown.accent),
            (when, theme.SMALL, shown.muted),
        ):
            painter.setFont(theme.sized(size))
            metrics = painter.fontMetrics()
            painter.setPen(colour)
            words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() - 2 * _PAD)
            painter.drawText(box.left() + _PAD, top + metrics.ascent(), words)
            top += metrics.height()
        painter.setPen(shown.border)
        painter.drawLine(box.left() + _PAD, box.bottom(), box.right() - _PAD, box.bottom())
        painter.restore()
