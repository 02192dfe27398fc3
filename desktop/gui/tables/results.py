"""Read-only tables of results: orders, licences, mixes side by side; sorted, copied, never edited."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import attrs
from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QTableView, QWidget

from desktop.gui.words import tooltip
from desktop.session import clips

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_WIDEST, _NARROWEST = 300, 56
_READABLE, _STEP = 90, 8
_MEASURED, _CELL_ROOM = 5, 24


@attrs.frozen
class Column:
    """One column: its header with unit, its texts, what they are sorted by, and how they stand.

    ``marked`` are the rows whose cell is marked: bold, and with the mark in the text already.
    """

    header: str
    texts: tuple[str, ...]
    keys: tuple[Any, ...] = ()
    numeric: bool = False
    help: str = ""
    marked: frozenset[int] = frozenset()


class ResultModel(QAbstractTableModel):
    """Columns of texts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = ()
        self._rows: list[int] = []
        self._under: tuple[int, ...] = ()
        self.pinned: frozenset[int] = frozenset()

    def show_columns(self, columns: Sequence[Column], under: Sequence[int] = ()) -> None:
        """Show these columns, in the order of their rows; ``under`` is the row that each belongs to, -1 for none."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._under = tuple(under)
        self._rows = list(range(len(columns[0].texts))) if columns else []
        self.pinned = frozenset()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The text of a cell, its side and weight."""
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        if role == Role.DisplayRole:
            return column.texts[row]
        if role == Role.TextAlignmentRole:
            return _side(column) | Qt.AlignmentFlag.AlignVCenter
        if role == Role.FontRole and row in column.marked:
            font = QFont()
            font.setBold(True)
            return font
        return tooltip(column.texts[row]) if role == Role.ToolTipRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The columns' headers."""
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Role.DisplayRole:
            return column.header
        if role == Role.TextAlignmentRole:
            return _side(column) | Qt.AlignmentFlag.AlignVCenter
        return tooltip(column.help) if role == Role.ToolTipRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column's keys, below the rows that are ``pinned``; negative: as given."""
        self.layoutAboutToBeChanged.emit()
        remembered = self.persistentIndexList()
        shown = [self._rows[index.row()] for index in remembered]
        self._rows.sort()
        if 0 <= column < len(self.columns):
            keys = self.columns[column].keys or self.columns[column].texts
            self._rows.sort(key=keys.__getitem__, reverse=order is Qt.SortOrder.DescendingOrder)
        self._rows.sort(key=lambda row: row not in self.pinned)
        if self._under:
            self._rows = self._below(-1)
        if remembered:  # what is selected stays the same line
            now = {row: at for at, row in enumerate(self._rows)}
            there = [self.index(now[row], index.column()) for row, index in zip(shown, remembered, strict=True)]
            self.changePersistentIndexList(remembered, there)
        self.layoutChanged.emit()

    def row_of(self, index: Index) -> int:
        """Which of the rows as given a cell belongs to."""
        return self._rows[index.row()]

    def _below(self, above: int) -> list[int]:
        """The rows under one, each followed by those under it, in the order in which they stand."""
        own = [row for row in self._rows if self._under[row] == above]
        return [each for row in own for each in (row, *self._below(row))]


class ResultTable(QTableView):
    """Shows a result; whole rows are selected, copying takes them with their headers.

    One that ``wraps`` shows long texts in several lines where its columns have too little room side by side.
    """

    def __init__(self, name: str, parent: QWidget | None = None, *, wraps: bool = False) -> None:
        super().__init__(parent)
        self.results = ResultModel(self)
        self.setModel(self.results)
        self.setAccessibleName(name)
        self.setWordWrap(wraps)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)  # Tab leads on to what follows, the arrows from cell to cell
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(26)
        self._wraps = wraps
        self._needs: list[int] = []
        self._own: dict[int, int] = {}  # widths that the user chose
        self._spreading = False
        header = self.horizontalHeader()
        header.sectionResized.connect(self._on_resized)
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def show_columns(self, columns: Sequence[Column], under: Sequence[int] = ()) -> None:
        """Show these columns, sorted as before; ``under`` is the row that each belongs to, -1 for none."""
        header = self.horizontalHeader()
        column, order = header.sortIndicatorSection(), header.sortIndicatorOrder()
        fresh = len(columns) != len(self.results.columns) or not self.results.rowCount()
        self._spreading = True  # the header sets widths of its own while it is filled anew
        self.results.show_columns(columns, under)
        self.results.sort(column, order)
        self._spreading = False
        if fresh:
            self._needs = [0] * len(columns)
            self._own.clear()
        header.ensurePolished()
        needs = [max(self._need(each), header.sectionSizeHint(at)) for at, each in enumerate(columns)]
        self._needs = [max(old, need) for old, need in zip(self._needs, needs, strict=True)]
        self._spread()

    def pin(self, rows: Collection[int]) -> None:
        """Keep rows at the top, however the others are sorted."""
        header = self.horizontalHeader()
        self.results.pinned = frozenset(rows)
        self.results.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())

    def height_of(self, rows: int) -> int:
        """The height at which so many rows are seen at once."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        head = self.horizontalHeader().sizeHint().height()
        return head + rows * self.verticalHeader().defaultSectionSize() + bar + 2 * self.frameWidth()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the room there is to the columns that can use it."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and not self._spreading:
            self._spread()

    def _need(self, column: Column) -> int:
        """The width at which no text of a column is cut; of many only the longest are measured."""
        bold = QFont(self.font())
        bold.setBold(True)
        longest = sorted(dict.fromkeys(column.texts), key=len, reverse=True)[:_MEASURED]
        measure = QFontMetrics(bold if column.marked else self.font())
        texts = max((measure.horizontalAdvance(text) for text in longest), default=0)
        return max(texts + _CELL_ROOM, _NARROWEST)

    def _spread(self) -> None:
        """Columns as wide as they need, within reason; what is left goes to those cut, then to the last text."""
        columns = self.results.columns
        if not columns:
            return
        widths = [self._own.get(at, min(need, _WIDEST)) for at, need in enumerate(self._needs)]
        spare = self.viewport().width() - sum(widths)
        free = [at for at in range(len(columns)) if at not in self._own]
        for at in free:
            more = min(self._needs[at] - widths[at], max(spare, 0))
            widths[at] += more
            spare -= more
        texts = [at for at in free if not columns[at].numeric]
        if self._wraps and spare < 0:
            _narrow(widths, texts, -spare)
        if texts and spare > 0:
            widths[texts[-1]] += spare
        self._spreading = True
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width)
        if self._wraps:
            self.resizeRowsToContents()
        self._spreading = False

    def _on_resized(self, column: int, _: int, width: int) -> None:
        """Keep the width that a user gave a column."""
        if not self._spreading and column < len(self._needs):
            self._own[column] = width

    def sizeHint(self) -> QSize:
        """Enough for some rows."""
        return QSize(400, 200)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy with the usual key."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the selected rows, or all, on the clipboard with their headers."""
        rows = sorted({index.row() for index in self.selectedIndexes()}) or range(self.results.rowCount())
        columns = range(self.results.columnCount())
        block = [[column.header for column in self.results.columns]]
        block += [[self.results.index(row, at).data() for at in columns] for row in rows]
        data = QMimeData()
        data.setText(clips.to_tsv(block))
        data.setHtml(clips.to_html(block, as_shown=True))
        QGuiApplication.clipboard().setMimeData(data)


def _narrow(widths: list[int], texts: Sequence[int], missing: int) -> None:
    """Take what is missing from the columns of texts, always from the widest, as long as they stay readable."""
    while missing > 0 and texts:
        widest = max(texts, key=widths.__getitem__)
        if widths[widest] <= _READABLE:
            return
        less = min(missing, _STEP)
        widths[widest] -= less
        missing -= less


def _side(column: Column) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
