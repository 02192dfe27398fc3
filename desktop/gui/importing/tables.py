"""Read-only tables of the wizard: cells as text with a state, coloured and explained, sized to what they hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.gui import theme
from desktop.gui.words import tooltip

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_LOOKS = (Role.BackgroundRole, Role.ForegroundRole, Role.FontRole)
_MARKED = ("refused", "added", "changed", "header")
_NARROWEST, _WIDEST, _ICON, _PADDING = 64, 240, 22, 24
_LOOKED_AT, _LONGEST = 30, 80


@attrs.frozen
class Shown:
    """A cell as it is shown: its text, its state, and what there is to say about it."""

    text: str = ""
    state: str = ""
    told: str = ""
    right: bool = False


class Lines(QAbstractTableModel):
    """Rows made one by one when they are shown: ``line`` gives the cells of the row at a position."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads: Sequence[Shown] = ()
        self._rows: Sequence[int] = ()
        self._line: Callable[[int], Sequence[Shown]] = lambda _: ()
        self._kept: dict[int, Sequence[Shown]] = {}
        self._icons: dict[str, QIcon] = {}

    def show_lines(self, heads: Sequence[Shown], rows: Sequence[int], line: Callable[[int], Sequence[Shown]]) -> None:
        """Show other rows; ``rows`` are their numbers as the header at the side shows them."""
        self.beginResetModel()
        shown = theme.colours()
        self._icons = {"refused": theme.icon("problem", shown.bad), "problem": theme.icon("problem", shown.warn)}
        self._heads, self._rows, self._line, self._kept = heads, rows, line, {}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The number of columns."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """What a cell shows, with its colour and its explanation."""
        if not index.isValid():
            return None
        cell = self.at(index.row(), index.column())
        match role:
            case Role.DisplayRole:
                return cell.text
            case Role.ToolTipRole:
                return tooltip(cell.told)
            case Role.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if cell.right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Role.AccessibleDescriptionRole:
                return cell.told
            case Role.DecorationRole:
                return self._icons.get(cell.state)
        return _look(cell.state, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The header of a column, the number of a row."""
        if orientation is Qt.Orientation.Vertical:
            return str(self._rows[section]) if role == Role.DisplayRole and section < len(self._rows) else None
        if not 0 <= section < len(self._heads):
            return None
        head = self._heads[section]
        if role == Role.TextAlignmentRole:
            return (
                Qt.AlignmentFlag.AlignRight if head.right else Qt.AlignmentFlag.AlignLeft
            ) | Qt.AlignmentFlag.AlignVCenter
        return {Role.DisplayRole: head.text, Role.ToolTipRole: tooltip(head.told)}.get(Role(role))

    def head(self, column: int) -> Shown:
        """The header of a column."""
        return self._heads[column]

    def at(self, row: int, column: int) -> Shown:
        """The cell at a place."""
        if row not in self._kept:
            if len(self._kept) > 500:  # noqa: PLR2004 - more than a screen holds
                self._kept.clear()
            self._kept[row] = self._line(row)
        cells = self._kept[row]
        return cells[column] if column < len(cells) else Shown()


def _look(state: str, role: int) -> Any:
    """How a state shows: never by colour alone, for its text differs too."""
    if not state or role not in _LOOKS:
        return None
    shown = theme.colours()
    if role == Role.BackgroundRole and state in _MARKED:
        return QColor(shown.bad_soft if state == "refused" else shown.accent_soft)
    if role == Role.ForegroundRole and state in {"unused", "same", "left"}:
        return QColor(shown.muted)
    if role == Role.FontRole and state in {"header", "changed"}:
        font = QFont()
        font.setBold(True)
        return font
    return None


def table(name: str, model: Lines, parent: QWidget | None = None) -> QTableView:
    """A view of lines that the keyboard can walk."""
    view = QTableView(parent)
    view.setModel(model)
    view.setAccessibleName(name)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(26)
    view.horizontalHeader().setHighlightSections(False)
    return view


def fit(view: QTableView, model: Lines, first: int = _WIDEST) -> None:
    """Make columns as wide as their first rows, within reason; asking the view for it takes ten times as long.

    ``first`` is the most that the first column may have.
    """
    metrics = view.fontMetrics()
    rows = range(min(model.rowCount(), _LOOKED_AT))
    for column in range(model.columnCount()):
        cells = [model.head(column), *(model.at(row, column) for row in rows)]
        widest = max(metrics.horizontalAdvance(cell.text[:_LONGEST]) + _ICON * bool(cell.state) for cell in cells)
        view.setColumnWidth(column, min(max(widest + _PADDING, _NARROWEST), _WIDEST if column else first))
