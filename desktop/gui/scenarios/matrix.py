"""The scenarios as rows, and how every mix fares under each: share on time, cost, and from when targets are short."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from desktop.gui.scenarios.matrix_model import Matrix, MatrixModel
from desktop.gui.scenarios.matrix_paint import NARROWEST, ROW, MatrixHeader, MatrixPainter, needed
from desktop.gui.tables.editing import edit_current
from desktop.gui.tables.frozen import FrozenTable
from desktop.gui.tables.table_list import Index
from desktop.text.messages import say

_NAMES = 150


class MatrixView(FrozenTable):
    """Names are edited where they stand, and stay in sight; so does the chosen plan.

    ``scenario_chosen`` and ``plan_wanted`` (mix, scenario) say what was clicked.
    """

    scenario_chosen = Signal(str)
    plan_wanted = Signal(str, str)

    def __init__(self, rename: Callable[[str, str], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent, MatrixHeader)
        self.frames_current = False
        self._need = NARROWEST
        self.matrix = MatrixModel(rename, self)
        self.setModel(self.matrix)
        self.setItemDelegate(MatrixPainter(self))
        self.setAccessibleName(say("scenarios"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.clicked.connect(self._on_clicked)

    def show_matrix(self, shown: Matrix) -> None:
        """Show other scenarios, mixes or figures."""
        before = self.matrix.shown
        self.matrix.show_matrix(shown)
        need = needed(shown.cells)
        if (len(before.mixes), self._need) != (len(shown.mixes), need):
            self._need = need
            self._spread()
        at = next((at for at, (identity, _) in enumerate(shown.scenarios) if identity == shown.scenario), -1)
        if at >= 0 and self.currentIndex().row() != at:
            self.executeDelayedItemsLayout()  # else a row that is new is not scrolled to
            self.setCurrentIndex(self.matrix.index(at, 0))
        if (before.mixes, before.mix) != (shown.mixes, shown.mix):
            self._bring_mix()

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
        return self.horizontalHeader().sizeHint().height() + rows * ROW + 2 * self.frameWidth()

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
            self._bring_mix()
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
        names = min(max(room - count * self._need, _NAMES), room // 3) if count else room
        names = max(names, min(_NAMES, room))
        each = max((room - names) // count, self._need) if count else 0
        for at in range(count + 1):
            self.setColumnWidth(at, each if at else max(names, room - each * count))

    def _bring_mix(self) -> None:
        """Bring the column of the chosen mix into sight."""
        shown = self.matrix.shown
        known = [identity for identity, *_ in shown.mixes]
        row = max(self.currentIndex().row(), 0)
        if shown.mix in known and shown.scenarios:
            self.scrollTo(self.matrix.index(row, 1 + known.index(shown.mix)))
