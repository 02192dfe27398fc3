"""One table of the project as a Qt model: the only thing between the records and the grid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import attrs
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from desktop.gui import theme
from desktop.gui.hub import Hub
from desktop.gui.words import tooltip
from desktop.model.edits import SetFields
from desktop.model.errors import AppError, Problem
from desktop.model.fields import Field, Value
from desktop.model.months import Month
from desktop.model.records import Record, Table
from desktop.text import entry, formats
from desktop.text.messages import say

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
FieldRole = Role.UserRole + 1
_DECIMALS = 12
_SINGLE = "settings"
_NUMBERS = ("number", "whole")
_EDITABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable


@attrs.frozen
class Order:
    """Which rows are shown and in what order: a text to find, a column to sort by (-1: as entered)."""

    find: str = ""
    column: int = -1
    descending: bool = False


class _Findings:
    """The errors and notes about the cells of one table, and how those cells look for them."""

    def __init__(self, table: Table, problems: Sequence[Problem]) -> None:
        self._at: dict[tuple[int, str], list[Problem]] = {}
        for problem in problems:
            if problem.table == table.name and problem.row is not None:
                place = (problem.row, problem.field or table.fields[0].name)
                self._at.setdefault(place, []).append(problem)

    def data(self, place: tuple[int, str], role: int) -> Any:
        """A mark and an explanation where something was found, and a tint where that is an error."""
        found = self._at.get(place)
        if not found:
            return None
        shown, wrong = theme.colours(), any(problem.severity == "error" for problem in found)
        if role == Role.ToolTipRole:
            return tooltip("\n".join(say(problem.key, **problem.values) for problem in found))
        if role == Role.BackgroundRole and wrong:
            return QColor(shown.bad_soft)
        return theme.icon("problem", shown.bad if wrong else shown.muted) if role == Role.DecorationRole else None


class RecordModel(QAbstractTableModel):
    """Rows are records, columns are fields; values are read and shown through the language's formats.

    ``refused`` says why an entry was not taken, with its index.
    """

    refused = Signal(QModelIndex, str)

    def __init__(self, hub: Hub, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.fields: tuple[Field, ...] = table.fields
        self.order = Order()
        self._hub = hub
        self._rows: list[int] = []
        self._records: dict[int, Record] = {}
        self._findings = _Findings(table, ())
        self.refresh()

    @property
    def grows(self) -> bool:
        """Whether rows can be added; the settings are one row for ever."""
        return self.table.name != _SINGLE

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The number of records shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The number of fields."""
        return 0 if parent.isValid() else len(self.fields)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be edited."""
        return _EDITABLE if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """What a cell shows; one with an error or a note is marked and explains itself, an error also tints it."""
        if not index.isValid():
            return None
        field = self.fields[index.column()]
        if role == FieldRole:
            return field
        asked = {
            Role.DisplayRole: self._displayed,
            Role.EditRole: self._typed,
            Role.TextAlignmentRole: self._alignment,
        }.get(Role(role))
        return asked(index) if asked else self._findings.data((self._rows[index.row()], field.name), role)

    def _displayed(self, index: Index) -> str:
        name = self.fields[index.column()].name
        return displayed(getattr(self._records[self._rows[index.row()]], name))

    def _typed(self, index: Index) -> str:
        return self.text(index.row(), index.column())

    def _alignment(self, index: Index) -> Qt.AlignmentFlag:
        number = self.fields[index.column()].kind in _NUMBERS
        return (Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Labels with units, explained by the field's help; rows are numbered from 1."""
        if orientation is Qt.Orientation.Vertical:
            if role == Role.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            return section + 1 if role == Role.DisplayRole else None
        if not 0 <= section < len(self.fields):
            return None
        field = self.fields[section]
        if role == Role.DisplayRole:
            return field.header
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if field.kind in _NUMBERS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return tooltip(field.help) if role == Role.ToolTipRole else None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Enter a text into a cell; one that cannot be read is refused with its reason and changes nothing."""
        if not index.isValid() or role != Role.EditRole:
            return False
        field = self.fields[index.column()]
        try:
            read = entry.read(field, str(value))
        except AppError as error:
            self.refused.emit(self.index(index.row(), index.column()), say(error.key, **error.values))
            return False
        row = self._rows[index.row()]
        if getattr(self._records[row], field.name) == read:
            return True
        return self._hub.apply(SetFields(self.table.name, {row: {field.name: read}}))

    def text(self, row: int, column: int) -> str:
        """The text of a cell as it is typed and copied: exact, without grouping."""
        field = self.fields[column]
        return entry.show(getattr(self._records[self._rows[row]], field.name))

    def row_numbers(self) -> list[int]:
        """The project's row numbers of the rows shown, from the top."""
        return list(self._rows)

    def place_of(self, row: int, field: str) -> QModelIndex:
        """Where a record's field is shown; invalid when it is not."""
        if row not in self._rows:
            return QModelIndex()
        column = next((at for at, known in enumerate(self.fields) if known.name == field), 0)
        return self.index(self._rows.index(row), column)

    def arrange(self, order: Order) -> None:
        """Show other rows, or the same in another order."""
        self.order = order
        self.refresh()

    def refresh(self) -> None:
        """Show the project as it is now, telling views the least that changed."""
        now = dict(self._hub.project.tables[self.table.name])
        self._records |= now  # views may still ask for rows while they hear that these go
        self._findings = _Findings(self.table, self._hub.problems)
        self._show(arranged(now, self.fields, self.order))
        self._records = now

    def _show(self, rows: list[int]) -> None:
        kept, known = set(rows), set(self._rows)
        if [row for row in self._rows if row in kept] != [row for row in rows if row in known]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        self._remove(kept)
        self._insert(rows)
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.fields) - 1))

    def _remove(self, kept: set[int]) -> None:
        at = len(self._rows) - 1
        while at >= 0:
            if self._rows[at] in kept:
                at -= 1
                continue
            last = at
            while at >= 0 and self._rows[at] not in kept:
                at -= 1
            self.beginRemoveRows(QModelIndex(), at + 1, last)
            del self._rows[at + 1 : last + 1]
            self.endRemoveRows()

    def _insert(self, rows: list[int]) -> None:
        at = 0
        while at < len(rows):
            if at < len(self._rows) and self._rows[at] == rows[at]:
                at += 1
                continue
            first = at
            following = self._rows[at] if at < len(self._rows) else None
            while at < len(rows) and rows[at] != following:
                at += 1
            self.beginInsertRows(QModelIndex(), first, at - 1)
            self._rows[first:first] = rows[first:at]
            self.endInsertRows()


def arranged(records: dict[int, Record], fields: tuple[Field, ...], order: Order) -> list[int]:
    """The row numbers to show: those with the text, sorted by the column; empty values come last."""
    rows = list(records)
    if order.find:
        sought = order.find.casefold()
        rows = [row for row in rows if any(sought in _shown(records[row], field).casefold() for field in fields)]
    if order.column >= 0:
        name = fields[order.column].name
        filled = [row for row in rows if getattr(records[row], name) not in (None, "", ())]
        filled.sort(key=lambda row: getattr(records[row], name), reverse=order.descending)
        rows = filled + [row for row in rows if getattr(records[row], name) in (None, "", ())]
    return rows


def displayed(value: Value) -> str:
    """A value as the grid shows it: digits grouped, months and days by name; nothing is rounded."""
    if isinstance(value, Month):
        return formats.month(value)
    if isinstance(value, dt.date):
        return formats.date(value)
    if isinstance(value, float | int) and not isinstance(value, bool):
        text = entry.show(value)
        decimals = len(text.partition(".")[2])
        return formats.number(value, decimals) if "e" not in text and decimals <= _DECIMALS else text
    return entry.show(value)


def _shown(record: Record, field: Field) -> str:
    return displayed(getattr(record, field.name))
