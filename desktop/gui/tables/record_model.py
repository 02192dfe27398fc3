"""One table of the project as a Qt model: the only thing between the records and the grid."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.gui.hub import Hub
from desktop.gui.job_runner import AT_ONCE
from desktop.gui.tables.findings import Findings
from desktop.gui.tables.unhurried import Unhurried
from desktop.gui.words import tooltip
from desktop.model.edits import SetFields
from desktop.model.errors import AppError
from desktop.model.fields import Field, Value
from desktop.model.project import Project, touched_between
from desktop.model.records import Offer, Record, Source, Table
from desktop.session import reading
from desktop.session.arranging import Arrangement, arranged, kept_in_place, shown
from desktop.text import entry
from desktop.text.messages import say

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
FieldRole = Role.UserRole + 1
ClassRole = Role.UserRole + 2
_SINGLE = "settings"
_NUMBERS = ("number", "whole")
_EDITABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
_NEVER = (Role.FontRole, Role.ForegroundRole, Role.CheckStateRole, Role.StatusTipRole)
"""What is asked of every cell that is painted, and no cell has."""
_TOLD_SINGLY = 2000
"""Rows that may come and go one run at a time; of more, views are told that all is new."""


class RecordModel(Unhurried):
    """Rows are records, columns are fields; values are read and shown through the language's formats.

    ``rearranged`` tells that rows are shown as asked.
    """

    rearranged = Signal()

    def __init__(self, hub: Hub, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.fields: tuple[Field, ...] = table.fields
        self.arrangement = Arrangement()
        self._hub = hub
        self._document = hub.document
        self._rows: list[int] = []
        self._arranged: tuple[list[int], Mapping[int, Record]] | None = None
        self._project: Project | None = None
        self._records: Mapping[int, Record] = {}
        self._leaving: Mapping[int, Record] = {}
        self._findings = Findings(table, ())
        self.refresh()

    @property
    def outdated(self) -> bool:
        """Whether rows changed since they were arranged, so that some may no longer belong where they stand."""
        return self._arranged is not None and self._records is not self._arranged[1]

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
        if role in _NEVER or not index.isValid():
            return None
        row, field = index.row(), self.fields[index.column()]
        if role == Role.DisplayRole:
            return shown(self.value(row, index.column()), field)
        if role == Role.EditRole:
            return self.text(row, index.column())
        if role == Role.TextAlignmentRole:
            return _alignment(field)
        if role == FieldRole:
            return field
        if role == ClassRole:
            return class_of(self.record(row), self._hub.project) if index.column() == 0 else ""
        return self._findings.data((self._rows[row], field.name), role)

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
            return _alignment(field)
        return tooltip(f"{field.help}\n{say('header-help')}") if role == Role.ToolTipRole else None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Enter a text into a cell; one that cannot be read is refused with its reason and changes nothing."""
        if not index.isValid() or role != Role.EditRole:
            return False
        field, row = self.fields[index.column()], self._rows[index.row()]
        if self._document != self._hub.document or row not in self._hub.project.tables[self.table.name]:
            return str(value) == self.text(index.row(), index.column()) or self.refuse(index, say("cell-gone"))
        try:
            read = reading.read(field, str(value), self._records[row], self._hub.project)
        except AppError as error:
            return self.refuse(index, say(error.key, **error.values))
        if read.note:
            self._hub.said.emit(read.note)
        if self.value(index.row(), index.column()) == read.value:
            return True
        return self._hub.apply(SetFields(self.table.name, {row: {field.name: read.value}}))

    def text(self, row: int, column: int) -> str:
        """The text of a cell as it is typed and copied: exact, without grouping."""
        return entry.show(self.value(row, column))

    def value(self, row: int, column: int) -> Value:
        """What a cell holds."""
        return cast(Value, getattr(self.record(row), self.fields[column].name))

    def record(self, row: int) -> Record:
        """The record shown in a row."""
        number = self._rows[row]
        return self._records[number] if number in self._records else self._leaving[number]

    def row_numbers(self) -> list[int]:
        """The project's row numbers of the rows shown, from the top."""
        return list(self._rows)

    def place_of(self, row: int, field: str) -> QModelIndex:
        """Where a record's field is shown; invalid when it is not."""
        try:
            place = self._rows.index(row)
        except ValueError:
            return QModelIndex()
        return self.index(place, next((at for at, known in enumerate(self.fields) if known.name == field), 0))

    def arrange(self, asked: Arrangement) -> None:
        """Show other rows, or the same in another order; many rows are arranged in the background."""
        self.leaving.emit()
        self.arrangement, self._arranged = asked, None
        records, fields, faulty = self._hub.project.tables[self.table.name], self.fields, self._findings.rows
        if len(records) <= AT_ONCE or asked == Arrangement():
            self._take(arranged(records, fields, asked, faulty), records)
            return

        def done(rows: list[int]) -> None:
            if self.arrangement is asked:
                self.when_free(lambda: self._take(rows, records) if self.arrangement is asked else None)

        self._hub.runner.start("", lambda _: arranged(records, fields, asked, faulty), done, self._hub.alert)

    def refresh(self) -> None:
        """Show the project as it is now, telling views the least that changed; rows stay where they are."""
        now, known = self._hub.project.tables[self.table.name], self._records
        if self._document != self._hub.document or _goes(known, now):
            self.leaving.emit()  # what is entered now makes another project
            now, known = self._hub.project.tables[self.table.name], self._records
        self._findings = self._findings.now(self._hub.problems)
        if self._document != self._hub.document:
            self._document = self._hub.document
            self.beginResetModel()  # row numbers now mean other records
            self._rows = []
            self.endResetModel()
            self.arrange(self.arrangement.without_filters())
            return
        if self.arrangement == Arrangement():
            rows = list(now)
        elif self._arranged is not None and now is self._arranged[1]:
            rows = self._arranged[0]  # what was done since is taken back
        else:
            rows = kept_in_place(self._rows, known, now, _touched(self._project, self._hub.project, self.table.name))
        self._show(list(rows))

    def _take(self, rows: list[int], records: Mapping[int, Record]) -> None:
        """Show rows as they were arranged; the table may have changed meanwhile."""
        now = self._hub.project.tables[self.table.name]
        self._arranged = (rows, records) if self.arrangement != Arrangement() else None
        self._show(list(rows) if now is records else kept_in_place(rows, records, now))
        self.rearranged.emit()

    def _show(self, rows: list[int]) -> None:
        """Show these rows of the project; views may still ask for those that go while they hear of it."""
        self._project = self._hub.project
        self._leaving, self._records = self._records, self._project.tables[self.table.name]
        first = _alike(self._rows, rows)
        after = min(_alike(self._rows[::-1], rows[::-1]), len(rows) - first, len(self._rows) - first)
        gone, come = self._rows[first : len(self._rows) - after], rows[first : len(rows) - after]
        if _far_apart(gone, come):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        else:
            self._remove(first, len(self._rows) - after, set(come))
            self._insert(first, len(rows) - after, rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.fields) - 1))
        self._leaving = {}

    def _remove(self, first: int, end: int, kept: set[int]) -> None:
        """Take away the rows between two places that are not kept."""
        at = end - 1
        while at >= first:
            if self._rows[at] in kept:
                at -= 1
                continue
            last = at
            while at >= first and self._rows[at] not in kept:
                at -= 1
            self.beginRemoveRows(QModelIndex(), at + 1, last)
            del self._rows[at + 1 : last + 1]
            self.endRemoveRows()

    def _insert(self, at: int, end: int, rows: list[int]) -> None:
        """Put in what is missing between two places."""
        while at < end:
            if at < len(self._rows) and self._rows[at] == rows[at]:
                at += 1
                continue
            first = at
            following = self._rows[at] if at < len(self._rows) else None
            while at < end and rows[at] != following:
                at += 1
            self.beginInsertRows(QModelIndex(), first, at - 1)
            self._rows[first:first] = rows[first:at]
            self.endInsertRows()


def _touched(before: Project | None, after: Project, table: str) -> Collection[int] | None:
    """The rows of a table that alone may have come or gone between two projects, if that is known."""
    step = touched_between(before, after) if before is not None else None
    return step.rows if step is not None and step.table == table else None


def _goes(known: Mapping[int, Record], now: Mapping[int, Record]) -> bool:
    """Whether rows are not there any more, or not where they were."""
    return now is not known and (len(now) != len(known) or list(now) != list(known))


def _far_apart(gone: list[int], come: list[int]) -> bool:
    """Whether rows stand in another order, or too many came and went to tell of each."""
    if abs(len(gone) - len(come)) > _TOLD_SINGLY:
        return True
    kept, known = set(come), set(gone)
    same_order = [row for row in gone if row in kept] == [row for row in come if row in known]
    return not same_order or len(kept ^ known) > _TOLD_SINGLY


def _alike(first: list[int], second: list[int]) -> int:
    """How many rows two lists begin with alike."""
    low, high = 0, min(len(first), len(second))
    if first[:high] == second[:high]:
        return high
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if first[low:middle] == second[low:middle] else (low, middle - 1)
    return low


def class_of(record: Record, project: Project) -> str:
    """The class of a source, or of the source of an offer; "" for other records."""
    if isinstance(record, Offer):
        source = project.by_id(Source).get(record.source)
        return source.class_ if source else ""
    return record.class_ if isinstance(record, Source) else ""


def _alignment(field: Field) -> Qt.AlignmentFlag:
    """Numbers stand at the right, the rest at the left."""
    side = Qt.AlignmentFlag.AlignRight if field.kind in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
