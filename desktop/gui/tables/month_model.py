"""A table seen as months across as a Qt model: lines by what they speak of, months in fiscal years with totals."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor

from desktop.gui import theme
from desktop.gui.hub import Hub
from desktop.gui.tables import month_headers
from desktop.gui.tables.findings import Findings
from desktop.gui.tables.record_model import FieldRole, Index, Role
from desktop.gui.tables.unhurried import Unhurried
from desktop.gui.words import tooltip
from desktop.model.months import Month
from desktop.session import months_read
from desktop.session.arranging import shown
from desktop.session.clips import Cell
from desktop.session.details import Place
from desktop.session.matrix import Key, Line, Matrix, Shape
from desktop.session.month_edits import entered
from desktop.session.months_read import Column, Spot
from desktop.session.spreading import Method
from desktop.text import entry
from desktop.text.messages import say

LABELS = 2
"""The first columns: what a line speaks of, and its unit."""
_DECIMALS = 4
_READ_ONLY = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class MonthModel(Unhurried):
    """Shows and edits lines.

    ``method`` is how yearly figures are spread, ``every`` asks also for lines without entries, ``find`` for those that
    contain a text. ``reshaped`` tells that there may be other lines or months.
    """

    reshaped = Signal()

    def __init__(self, hub: Hub, shape: Shape, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shape, self.table = shape, shape.table
        self.method: Method = "even"
        self.every, self.find = False, ""
        self._hub = hub
        self._document = hub.document
        self.matrix = Matrix(hub.project, shape)
        self.columns: tuple[Column, ...] = _columns(self.matrix)
        self.keys: tuple[Key, ...] = self._wanted(self.matrix)
        self._lines: dict[Key, Line] = {}
        self._findings = Findings(shape.table, ()).now(hub.problems)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The number of lines."""
        return 0 if parent.isValid() else len(self.keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The labels, the months and the fiscal years."""
        return 0 if parent.isValid() else LABELS + len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Labels only tell; everything else can be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _READ_ONLY if index.column() < LABELS else _READ_ONLY | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """What a cell shows; what is carried on from an earlier month is lighter, totals stand on a shade."""
        if not index.isValid():
            return None
        if index.column() < LABELS:
            return self._label(index, role)
        row, column = index.row(), self.columns[index.column() - LABELS]
        if role == Role.DisplayRole:
            return self._shown(row, column)
        if role == Role.EditRole:
            return self.text(row, index.column())
        if role == Role.TextAlignmentRole:
            return _RIGHT
        if role == FieldRole:
            return self.shape.value
        return self._look_of_year(role) if isinstance(column, int) else self._look(row, column, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """``Apr 26`` for months, ``FY27`` for fiscal years, marked where it averages or not all of its months are."""
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == Role.DisplayRole else None
        if not 0 <= section < self.columnCount():
            return None
        if role == Role.TextAlignmentRole:
            return _RIGHT if section >= LABELS else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Role.ToolTipRole:
            return tooltip(month_headers.explained(self.matrix, self._column(section)))
        return month_headers.header(self.matrix, self._column(section)) if role == Role.DisplayRole else None

    def _column(self, section: int) -> month_headers.Headed:
        return self.columns[section - LABELS] if section >= LABELS else ("line", "unit")[section]

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Enter a text into a month or a year; one that cannot be read is refused with its reason."""
        if not index.isValid() or role != Role.EditRole or index.column() < LABELS:
            return False
        if str(value) == self.text(index.row(), index.column()):
            return True
        spot, now = self.spot(index.row(), index.column()), Matrix(self._hub.project, self.shape)
        if self._document != self._hub.document or not _there(spot, now):
            return self.refuse(index, say("cell-gone"))
        read = months_read.read(now, {spot: Cell(str(value))}, self.method)
        if read.refused:
            error = read.refused[spot]
            return self.refuse(index, say(error.key, **error.values))
        for note in read.notes:
            self._hub.said.emit(note)
        edit = entered(now, read.entries, "edit-months" if isinstance(spot[1], Month) else "edit-spread")
        return edit is None or self._hub.apply(edit)

    def spot(self, row: int, column: int) -> Spot:
        """The line and the month or year of a cell that is no label."""
        return self.keys[row], self.columns[column - LABELS]

    def text(self, row: int, column: int) -> str:
        """The text of a cell as it is typed and copied: exact, without grouping; no limit is empty."""
        if column < LABELS:
            return str(self.index(row, column).data())
        value = self.value(row, self.columns[column - LABELS])
        return "" if value is None or self.matrix.unlimited(value) else entry.show(value)

    def value(self, row: int, column: Column) -> float | None:
        """What a month holds, or what a year's months come to."""
        line = self.line(row)
        if isinstance(column, Month):
            return line.values[column.index - self.matrix.months[0].index]
        months = self.matrix.years[column]
        first = months[0].index - self.matrix.months[0].index
        return self.matrix.total(line.values[first : first + len(months)])

    def line(self, row: int) -> Line:
        """One line, worked out once."""
        key = self.keys[row]
        if key not in self._lines:
            self._lines[key] = self.matrix.line(key)
        return self._lines[key]

    def place_at(self, index: Index) -> Place | None:
        """The record of its own that a cell shows, else the record that its line speaks of."""
        if not index.isValid():
            return None
        key = self.keys[index.row()]
        column = self.columns[index.column() - LABELS] if index.column() >= LABELS else 0
        if isinstance(column, Month):
            row = self.line(index.row()).rows[column.index - self.matrix.months[0].index]
            if row is not None:
                return Place(self.table.name, row, self.shape.value.name)
        return self.matrix.speaks_of(key)

    def refresh(self) -> None:
        """Show the project as it is now, and other lines if others are asked for."""
        self._findings = self._findings.now(self._hub.problems)
        matrix = Matrix(self._hub.project, self.shape)
        columns, keys = _columns(matrix), self._wanted(matrix)
        if (columns, keys) == (self.columns, self.keys) and self._document == self._hub.document:
            self.matrix, self._lines = matrix, {}
            if keys:
                self.dataChanged.emit(self.index(0, 0), self.index(len(keys) - 1, self.columnCount() - 1))
            return
        self.leaving.emit()  # which may enter something, so that all may be others by now
        self.beginResetModel()
        self._document = self._hub.document
        self.matrix, self._lines = Matrix(self._hub.project, self.shape), {}
        self.columns, self.keys = _columns(self.matrix), self._wanted(self.matrix)
        self.endResetModel()
        self.reshaped.emit()

    def label(self, key: Key) -> str:
        """What a line speaks of; of several kinds of things also which."""
        pairs = [(field, name) for field, name in zip(self.shape.keys, key, strict=True) if name]
        if len(self.shape.keys) == 1:
            return key[0]
        return ", ".join(say("month-of", kind=field.label, name=name) for field, name in pairs)

    def _wanted(self, matrix: Matrix) -> tuple[Key, ...]:
        sought = self.find.casefold()
        keys = matrix.keys(every=self.every)
        return tuple(key for key in keys if sought in self.label(key).casefold()) if sought else keys

    def _label(self, index: Index, role: int) -> Any:
        key = self.keys[index.row()]
        if role in (Role.DisplayRole, Role.EditRole):
            return self.label(key) if index.column() == 0 else self.line(index.row()).unit
        if role == Role.ForegroundRole and index.column():
            return QColor(theme.colours().muted)
        return None

    def _shown(self, row: int, column: Column) -> str:
        value = self.value(row, column)
        if isinstance(column, Month) and self.matrix.unlimited(value):
            return say("month-unlimited")
        if value is None:
            return ""
        return shown(value if isinstance(column, Month) else round(value, _DECIMALS))

    def _look(self, row: int, month: Month, role: int) -> Any:
        at = month.index - self.matrix.months[0].index
        own = self.line(row).rows[at]
        if own is not None:
            return self._findings.data((own, self.shape.value.name), role)
        if role == Role.ForegroundRole:
            return QColor(theme.colours().muted)
        if role in (Role.ToolTipRole, Role.AccessibleDescriptionRole) and self.matrix.shape.steps:
            text = month_headers.carried_from(self.matrix, self.line(row), at)
            return tooltip(text) if role == Role.ToolTipRole else text
        return None

    def _look_of_year(self, role: int) -> Any:
        if role == Role.BackgroundRole:
            return QColor(theme.colours().sunken)
        return theme.sized(theme.BASE_POINT_SIZE, bold=True) if role == Role.FontRole else None


def _there(spot: Spot, matrix: Matrix) -> bool:
    """Whether there still are a line and a month or year."""
    key, of = spot
    known = bool(matrix.dated(key)) or matrix.speaks_of(key) is not None
    return known and (of in matrix.months or of in matrix.years)


def _columns(matrix: Matrix) -> tuple[Column, ...]:
    found: list[Column] = []
    for year, months in matrix.years.items():
        found += (*months, year)
    return tuple(found)
