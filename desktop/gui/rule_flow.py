"""A layout that sets its widgets like words: one after the other, in lines as long as there is room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Words of different heights stand on one middle line; ``gap`` is between words, and half of it between lines.

    A label leads to the box that follows it: no line ends with one.
    """

    def __init__(self, parent: QWidget, gap: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add a word at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many words there are."""
        return len(self._items)

    def itemAt(self, at: int) -> QLayoutItem | None:
        """The word at a place, or None."""
        return self._items[at] if 0 <= at < len(self._items) else None

    def takeAt(self, at: int) -> QLayoutItem | None:
        """Take a word out."""
        return self._items.pop(at) if 0 <= at < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at a width."""
        return self._arranged(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the words."""
        super().setGeometry(rect)
        self._arranged(rect, place=True)

    def sizeHint(self) -> QSize:
        """As narrow as the widest word."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """As narrow as the widest word with what it leads to, as high as one."""
        size = QSize()
        for at, item in enumerate(self._items):
            size = size.expandedTo(QSize(self._whole(at), item.minimumSize().height()))
        return size

    def _arranged(self, rect: QRect, *, place: bool) -> int:
        """Where the last line ends, below the top of ``rect``."""
        x, y, line = rect.x(), rect.y(), list[tuple[QLayoutItem, QPoint]]()
        height = 0
        for at, item in enumerate(self._items):
            size = item.sizeHint()
            if line and not _leads(line[-1][0]) and x + self._whole(at) > rect.right() + 1:
                self._put(line, height, place=place)
                x, y, line, height = rect.x(), y + height + self._gap // 2, [], 0
            line.append((item, QPoint(x, y)))
            x += size.width() + self._gap
            height = max(height, size.height())
        self._put(line, height, place=place)
        return y + height - rect.y()

    def _whole(self, at: int) -> int:
        """How wide a word is, with all that it leads to."""
        wide = self._items[at].sizeHint().width()
        more = _leads(self._items[at]) and at + 1 < len(self._items)
        return wide + self._gap + self._whole(at + 1) if more else wide

    @staticmethod
    def _put(line: list[tuple[QLayoutItem, QPoint]], height: int, *, place: bool) -> None:
        for item, at in line if place else ():
            size = item.sizeHint()
            item.setGeometry(QRect(at + QPoint(0, (height - size.height()) // 2), size))


def _leads(item: QLayoutItem) -> bool:
    return isinstance(item.widget(), QLabel)
