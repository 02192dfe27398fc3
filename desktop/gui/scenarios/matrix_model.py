"""Scenarios by mixes as a table model: names, figures and verdicts of cells, and which of them are chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from desktop.gui.choosers import dot
from desktop.gui.tables.table_list import Index
from desktop.gui.words import tooltip
from desktop.text.messages import say

Role = Qt.ItemDataRole
CellRole = Role.UserRole + 1
ChosenRole = Role.UserRole + 2


@attrs.frozen
class Cell:
    """What stands for one mix under one scenario: two lines, how that is (good, warn, bad, ""), and all in words."""

    figures: str = ""
    verdict: str = ""
    state: str = ""
    tip: str = ""


@attrs.frozen
class Matrix:
    """Scenarios (id and name) by mixes (id, name and colour), and which of them are chosen."""

    scenarios: tuple[tuple[str, str], ...] = ()
    mixes: tuple[tuple[str, str, str], ...] = ()
    cells: tuple[tuple[Cell, ...], ...] = ()
    scenario: str = ""
    mix: str = ""


class MatrixModel(QAbstractTableModel):
    """The first column has the names; those but the first, which is no scenario, can be edited through ``rename``."""

    def __init__(self, rename: Callable[[str, str], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown = Matrix()
        self._rename = rename

    def show_matrix(self, shown: Matrix) -> None:
        """Show other scenarios, mixes or figures."""
        before, same = self.shown, _frame(self.shown) == _frame(shown)
        if same:
            self.shown = shown
            if before != shown and shown.scenarios:
                self.dataChanged.emit(self.index(0, 0), self.index(len(shown.scenarios) - 1, len(shown.mixes)))
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(shown.mixes))
            return
        self.beginResetModel()
        self.shown = shown
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The number of scenarios."""
        return 0 if parent.isValid() else len(self.shown.scenarios)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The names and one column for each mix."""
        return 0 if parent.isValid() else 1 + len(self.shown.mixes)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names can be edited."""
        named = index.column() == 0 and bool(self.shown.scenarios[index.row()][0])
        return super().flags(index) | (Qt.ItemFlag.ItemIsEditable if named else Qt.ItemFlag.NoItemFlags)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A name, or what a cell says."""
        if not index.isValid():
            return None
        identity, name = self.shown.scenarios[index.row()]
        if role == ChosenRole:
            mix = index.column() and self.shown.mixes[index.column() - 1][0]
            return identity == self.shown.scenario and (not index.column() or mix == self.shown.mix)
        if index.column() == 0:
            if role == Role.ToolTipRole:
                return tooltip(name)
            return name if role in (Role.DisplayRole, Role.EditRole, Role.AccessibleTextRole) else None
        cell = self.shown.cells[index.row()][index.column() - 1]
        if role == CellRole:
            return cell
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return f"{cell.figures} {cell.verdict}".strip()
        return tooltip(cell.tip) if role == Role.ToolTipRole else None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Give a scenario another name."""
        identity, name = self.shown.scenarios[index.row()]
        text = str(value).strip()
        return bool(text) and text != name and self._rename(identity, text)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The mixes with their colours."""
        if orientation is Qt.Orientation.Vertical or not 0 <= section <= len(self.shown.mixes):
            return None
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if section == 0:
            return say("scenario") if role == Role.DisplayRole else None
        identity, name, colour = self.shown.mixes[section - 1]
        if role == Role.DisplayRole:
            return name
        if role == Role.DecorationRole:
            return dot(colour)
        return tooltip(name or identity) if role == Role.ToolTipRole else None


def _frame(shown: Matrix) -> Sequence[object]:
    """What rows and columns there are."""
    return [identity for identity, _ in shown.scenarios], [identity for identity, *_ in shown.mixes]
