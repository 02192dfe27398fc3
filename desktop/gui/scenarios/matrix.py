"""The scenarios as rows, and how every mix fares under each: share on time, cost, and from when targets are short."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs
from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.choosers import dot
from desktop.gui.tables.editing import edit_current
from desktop.gui.tables.table_list import Index
from desktop.gui.words import tooltip
from desktop.text.messages import say

Role = Qt.ItemDataRole
CellRole = Role.UserRole + 1
ChosenRole = Role.UserRole + 2
_ROW, _NAMES, _NARROWEST, _PAD = 40, 200, 122, 8


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


class MatrixView(QTableView):
    """Names are edited where they stand.

    ``scenario_chosen`` and ``plan_wanted`` (mix, scenario) say what was clicked.
    """

    scenario_chosen = Signal(str)
    plan_wanted = Signal(str, str)

    def __init__(self, rename: Callable[[str, str], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = MatrixModel(rename, self)
        self.setModel(self.matrix)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(say("scenarios"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_NARROWEST)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.clicked.connect(self._on_clicked)

    def show_matrix(self, shown: Matrix) -> None:
        """Show other scenarios, mixes or figures."""
        columns = self.matrix.columnCount()
        self.matrix.show_matrix(shown)
        if self.matrix.columnCount() != columns:
            self._spread()
        at = next((at for at, (identity, _) in enumerate(shown.scenarios) if identity == shown.scenario), -1)
        if at >= 0 and self.currentIndex().row() != at:
            self.setCurrentIndex(self.matrix.index(at, 0))

    def edit_name(self, scenario: str) -> None:
        """Let the name of a scenario be typed, if it is still shown and is not being typed already."""
        known = [identity for identity, _ in self.matrix.shown.scenarios]
        if scenario in known[1:] and self.state() is not QAbstractItemView.State.EditingState:
            self.setFocus()  # first: what had the focus may enter something, and other rows be shown
            self.setCurrentIndex(self.matrix.index(known.index(scenario), 0))
            at = self.currentIndex()
            if at.isValid() and at.column() == 0 and self.matrix.shown.scenarios[at.row()][0] == scenario:
                edit_current(self)

    def height_of(self, rows: int) -> int:
        """The height at which so many scenarios are seen."""
        return self.horizontalHeader().sizeHint().height() + rows * _ROW + 2 * self.frameWidth()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Going through the names chooses scenarios."""
        super().currentChanged(current, previous)
        if current.isValid() and current.column() == 0 and previous.isValid():
            self.scenario_chosen.emit(self.matrix.shown.scenarios[current.row()][0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens what a click does."""
        editing = self.state() is QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid() and not editing:
            self._on_clicked(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a cell can be clicked."""
        index = self.indexAt(event.position().toPoint())
        hand = index.isValid() and index.column() > 0
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Give the columns the room there is when that changes."""
        done = super().viewportEvent(event)
        if event.type() is QEvent.Type.Resize:
            self._spread()
        return done

    def _on_clicked(self, index: QModelIndex) -> None:
        shown = self.matrix.shown
        scenario = shown.scenarios[index.row()][0]
        if index.column():
            self.plan_wanted.emit(shown.mixes[index.column() - 1][0], scenario)
        else:
            self.scenario_chosen.emit(scenario)

    def _spread(self) -> None:
        """The names in a third at most, mixes in equal parts of the rest, none narrower than its figures."""
        count, room = len(self.matrix.shown.mixes), self.viewport().width()
        names = min(max(room - count * _NARROWEST, _NAMES), room // 3) if count else room
        names = max(names, min(_NAMES, room))
        each = max((room - names) // count, _NARROWEST) if count else 0
        for at in range(count + 1):
            self.setColumnWidth(at, each if at else max(names, room - each * count))


class _Painter(QStyledItemDelegate):
    """A name, or two lines of figures; the chosen row is soft, the chosen plan has a frame."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_NARROWEST, _ROW)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(2, 6, -2, -6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown, box = theme.colours(), option.rect
        painter.save()
        view = option.widget
        current = isinstance(view, MatrixView) and view.hasFocus() and view.currentIndex() == index
        row_chosen = index.model().index(index.row(), 0).data(ChosenRole)
        painter.fillRect(box, QColor(shown.accent_soft if row_chosen else shown.surface))
        painter.setPen(QColor(shown.border))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if index.column() and index.data(ChosenRole):
            painter.setPen(QPen(QColor(shown.accent), 2))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -3), 4, 4)
        if current:
            painter.setPen(QPen(QColor(shown.text), 1, Qt.PenStyle.DotLine))
            painter.drawRect(box.adjusted(1, 1, -1, -2))
        inside = box.adjusted(_PAD, 0, -_PAD, 0)
        if index.column():
            _paint_cell(painter, inside, index.data(CellRole))
        else:
            painter.setPen(QColor(shown.text))
            painter.setFont(theme.sized(theme.BASE_POINT_SIZE, bold=bool(row_chosen)))
            _line(painter, inside, index.data())
        painter.restore()


def _paint_cell(painter: QPainter, box: QRect, cell: Cell) -> None:
    shown = theme.colours()
    painter.setFont(theme.sized(theme.BASE_POINT_SIZE))
    height = QFontMetrics(painter.font()).height()
    if not cell.figures:
        painter.setFont(theme.sized(theme.SMALL))
        painter.setPen(QColor(getattr(shown, cell.state or "muted")))
        _line(painter, box, cell.verdict)
        return
    painter.setPen(QColor(shown.text if cell.state else shown.muted))
    _line(painter, QRect(box.left(), box.center().y() - height + 1, box.width(), height), cell.figures)
    painter.setFont(theme.sized(theme.SMALL))
    painter.setPen(QColor(getattr(shown, cell.state or "muted")))
    _line(painter, QRect(box.left(), box.center().y() + 2, box.width(), height), cell.verdict)


def _line(painter: QPainter, box: QRect, text: str) -> None:
    words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


def _frame(shown: Matrix) -> Sequence[object]:
    """What rows and columns there are."""
    return [identity for identity, _ in shown.scenarios], [identity for identity, *_ in shown.mixes]
