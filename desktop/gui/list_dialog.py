"""A window with a list to choose from, what can be done with what is chosen, and room for details."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.words import plain_label
from desktop.text.messages import say

_SIZE = (860, 420)
_DETAILS_HEIGHT = 160
_MOST_LINES = 2000
_WIDEST = 340


@attrs.frozen
class Row:
    """One line of the list: what its columns say, and what it stands for."""

    cells: tuple[str, ...]
    thing: Any


@attrs.frozen
class Deed:
    """A button: its words are the message ``deed-<id>``; ``act`` gets what the chosen line stands for.

    One for ``all`` needs nothing chosen, and its ``act`` gets None.
    """

    id: str
    act: Callable[[Any], None]
    default: bool = False
    all: bool = False


class ListDialog(QDialog):
    """Shows lines and calls what its buttons are for; it stays open until it is closed."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        said: str,
        columns: Sequence[str],
        deeds: Sequence[Deed],
        close: str = "close",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self._said = plain_label(said)
        self._said.setWordWrap(True)
        self._list = _list(columns, title)
        self._list.itemSelectionChanged.connect(self._on_chosen)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setFixedHeight(_DETAILS_HEIGHT)
        self._details.setAccessibleName(say("alert-details"))
        self._details.hide()
        self._deeds = {deed.id: deed for deed in deeds}
        self._buttons = {deed.id: self._button(deed) for deed in deeds}
        self._lay_out(close)

    @property
    def lines(self) -> list[tuple[str, ...]]:
        """What the list says."""
        items = [self._list.topLevelItem(at) for at in range(self._list.topLevelItemCount())]
        return [tuple(item.text(at) for at in range(item.columnCount())) for item in items if item is not None]

    @property
    def details(self) -> str:
        """The details shown, "" for none."""
        return "" if self._details.isHidden() else self._details.toPlainText()

    @property
    def chosen(self) -> Any:
        """What the chosen line stands for, None where none is."""
        items = self._list.selectedItems()
        return items[0].data(0, Qt.ItemDataRole.UserRole) if items else None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Fill the list; what was chosen stays so with its details if it is still there, else the first line is."""
        before, shown = self.chosen, not self._details.isHidden()
        self._list.clear()
        for row in rows:
            item = QTreeWidgetItem(list(row.cells))
            item.setData(0, Qt.ItemDataRole.UserRole, row.thing)
            for at, cell in enumerate(row.cells):
                item.setToolTip(at, cell if len(cell) < _WIDEST else "")
            self._list.addTopLevelItem(item)
        for at in range(self._list.columnCount() - 1):
            self._list.resizeColumnToContents(at)
            self._list.setColumnWidth(at, min(self._list.columnWidth(at) + 2 * theme.GRID, _WIDEST))
        kept = next((at for at, row in enumerate(rows) if row.thing == before), None)
        self.choose(kept or 0)
        self._details.setVisible(shown and kept is not None)
        self._on_chosen()

    def choose(self, at: int) -> None:
        """Choose a line by its place."""
        item = self._list.topLevelItem(at)
        if item is not None:
            self._list.setCurrentItem(item)

    def say(self, said: str) -> None:
        """Say something else above the list."""
        self._said.setText(said)

    def show_details(self, lines: Sequence[str]) -> None:
        """Show details below the list."""
        self._details.setPlainText("\n".join(lines[:_MOST_LINES]))
        self._details.show()

    def press(self, deed: str) -> None:
        """Press a button, as the user does."""
        self._buttons[deed].click()

    def _button(self, deed: Deed) -> QPushButton:
        button = QPushButton(say(f"deed-{deed.id}"))
        button.setAutoDefault(False)
        button.setDefault(deed.default)
        button.clicked.connect(lambda *_: deed.act(None if deed.all else self.chosen))
        return button

    def _on_chosen(self) -> None:
        there = self.chosen is not None
        for name, button in self._buttons.items():
            button.setEnabled(there or self._deeds[name].all)

    def _lay_out(self, name: str) -> None:
        below = QHBoxLayout()
        for button in self._buttons.values():
            below.addWidget(button)
        below.addStretch(1)
        close = QPushButton(say(f"deed-{name}"))
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        below.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self._said)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._details)
        layout.addLayout(below)


def _list(columns: Sequence[str], name: str) -> QTreeWidget:
    made = QTreeWidget()
    made.setHeaderLabels(list(columns))
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setAllColumnsShowFocus(True)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setAccessibleName(name)
    made.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    made.header().setStretchLastSection(True)
    return made
