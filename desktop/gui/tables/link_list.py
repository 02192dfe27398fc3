"""A list of lines that lead somewhere: as high as its lines, to be walked through by keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from desktop.gui.words import tooltip

_THING = Qt.ItemDataRole.UserRole + 1
_HIGHEST, _ICON = 220, 16


class LinkList(QListWidget):
    """``chosen`` carries what the line stands for that was clicked, or entered with Return.

    A list that ``keeps`` its current line shows it always, another one only while it has the focus.
    """

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None, *, keeps: bool = False) -> None:
        super().__init__(parent)
        self._keeps = keeps
        self.setObjectName("links")
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)
        self.itemActivated.connect(self._on_chosen)
        self.itemClicked.connect(self._on_chosen)

    def show_lines(self, lines: Sequence[tuple[str, Any, QIcon | None]]) -> None:
        """Show these lines: what they say, stand for, and are marked with; the current one stays where it was."""
        at = self.currentRow()
        self.clear()
        for text, thing, icon in lines:
            item = QListWidgetItem(text, self)
            item.setToolTip(tooltip(text))
            item.setData(_THING, thing)
            if icon is not None:
                item.setIcon(icon)
        self.setCurrentRow(min(max(at, 0), len(lines) - 1))
        self._mark(marked=self._keeps or self.hasFocus())
        self.setVisible(bool(lines))
        self.updateGeometry()

    @property
    def current(self) -> Any:
        """What the current line stands for, None where there is none."""
        item: QListWidgetItem | None = self.currentItem()
        return None if item is None else item.data(_THING)

    @property
    def texts(self) -> list[str]:
        """What the lines say."""
        return [self.item(at).text() for at in range(self.count())]

    def sizeHint(self) -> QSize:
        """As high as the lines, within reason."""
        self.doItemsLayout()
        high = sum(self.visualItemRect(self.item(at)).height() for at in range(self.count()))
        return QSize(200, min(high, _HIGHEST) + 2 * self.frameWidth() + 2)

    def minimumSizeHint(self) -> QSize:
        """As high as the lines at any width."""
        return QSize(60, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines wrap anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the current line."""
        super().focusInEvent(event)
        self._mark(marked=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Mark no line, unless the current one is to be kept in sight."""
        super().focusOutEvent(event)
        self._mark(marked=self._keeps)

    def _mark(self, *, marked: bool) -> None:
        item: QListWidgetItem | None = self.currentItem()
        if item is not None:
            item.setSelected(marked)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_THING))
