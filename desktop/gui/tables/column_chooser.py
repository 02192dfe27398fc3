"""Which columns of a grid are shown: a list to tick that stays open, by mouse and by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout

from desktop.gui import theme
from desktop.gui.tables.grid import Grid
from desktop.gui.words import plain_label
from desktop.text.messages import say

_LONGEST_LIST = 16


class ColumnChooser(QFrame):
    """A popup over a grid, whose columns come and go as they are ticked; the last one stays.

    Arrows and the first letters lead to a column, Space ticks it, Return and Escape close the list.
    """

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._grid = grid
        self.list = QListWidget()
        self.list.setAccessibleName(say("column-chooser"))
        for field in grid.records.fields:
            QListWidgetItem(field.header, self.list).setFlags(_TICKED)
        self.every = QPushButton(say("column-show-every"))
        self.every.clicked.connect(self._show_every)
        self._tick()
        self.list.itemChanged.connect(self._on_ticked)
        self._lay_out()

    def open_at(self, place: QPoint) -> None:
        """Show the list, the keys going to it."""
        self.adjustSize()
        screen = self._grid.screen().availableGeometry()
        self.move(min(place.x(), screen.right() - self.width()), min(place.y(), screen.bottom() - self.height()))
        self.show()
        self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Escape close the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.close()

    def _tick(self) -> None:
        """Tick the columns that are shown."""
        shown = set(self._grid.columns_shown())
        self.list.blockSignals(True)
        for column in range(self.list.count()):
            self.list.item(column).setCheckState(_state(column in shown))
        self.list.blockSignals(False)
        self.list.viewport().update()
        self.every.setEnabled(len(shown) < self.list.count())

    def _on_ticked(self, item: QListWidgetItem) -> None:
        self._grid.show_column(self.list.row(item), shown=item.checkState() is Qt.CheckState.Checked)
        self._tick()

    def _show_every(self) -> None:
        for column in range(self.list.count()):
            self._grid.show_column(column, shown=True)
        self._tick()
        self.list.setFocus()

    def _lay_out(self) -> None:
        title = plain_label(say("column-chooser"))
        title.setFont(theme.sized(theme.TITLE, bold=True))
        rows = min(self.list.count(), _LONGEST_LIST)
        self.list.setFixedHeight(rows * self.list.sizeHintForRow(0) + 2 * self.list.frameWidth())
        self.list.setMinimumWidth(self.list.sizeHintForColumn(0) + 4 * theme.GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        for part in (title, self.list, self.every):
            column.addWidget(part)


_TICKED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable


def _state(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
