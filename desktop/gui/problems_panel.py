"""The list of problems: each as a sentence with its place; a click or Return goes to the cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QListView, QStackedLayout, QWidget

from desktop.gui import theme
from desktop.gui.words import plain_label, tooltip
from desktop.model.errors import Problem
from desktop.text.messages import say, sentence

Role = Qt.ItemDataRole
_HEIGHT = 104


class ProblemLines(QAbstractListModel):
    """Problems as sentences, errors first; put in words only where they are seen, for there may be very many."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.problems: tuple[Problem, ...] = ()

    def show(self, problems: Sequence[Problem]) -> None:
        """Show these problems."""
        self.beginResetModel()
        self.problems = tuple(sorted(problems, key=lambda each: each.severity != "error"))
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """The number of problems."""
        return 0 if parent.isValid() else len(self.problems)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Role.DisplayRole) -> Any:
        """The sentence of a problem; an error has a mark."""
        if not index.isValid():
            return None
        problem = self.problems[index.row()]
        if role == Role.DisplayRole:
            return sentence(problem)
        if role == Role.ToolTipRole:
            return tooltip(sentence(problem))
        if role == Role.DecorationRole and problem.severity == "error":
            return theme.icon("problem", theme.colours().bad)
        return None


class _List(QListView):
    def sizeHint(self) -> QSize:
        """A few lines: the page above matters more."""
        return QSize(400, _HEIGHT)


class ProblemsPanel(QDockWidget):
    """Shows the problems of the project; ``chosen`` carries the one that was clicked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("problems"), parent)
        self.setObjectName("problems")
        self.lines = ProblemLines(self)
        self.list = _List()
        self.list.setModel(self.lines)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(say("problems"))
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_chosen)
        self._none = plain_label(say("problems-none"), muted=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QWidget()
        self._pages = QStackedLayout(inside)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._none)
        self.setWidget(inside)
        self._shown: Sequence[Problem] | None = None

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show these problems, errors first."""
        if self._shown is not problems and self._shown != problems:
            self.lines.show(problems)
            self._pages.setCurrentIndex(0 if problems else 1)
        self._shown = problems

    def _on_chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(self.lines.problems[index.row()])
