"""The list of problems: each as a sentence with its place; a click goes to the cell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QListWidget, QListWidgetItem, QStackedLayout, QWidget

from desktop.gui import theme
from desktop.gui.words import plain_label, tooltip
from desktop.model.errors import Problem
from desktop.text.messages import say, sentence

_HEIGHT = 104
_PROBLEM = Qt.ItemDataRole.UserRole + 1


class _List(QListWidget):
    def sizeHint(self) -> QSize:
        """A few lines: the page above matters more."""
        return QSize(400, _HEIGHT)


class ProblemsPanel(QDockWidget):
    """Shows the problems of the project; ``chosen`` carries the one that was clicked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("problems"), parent)
        self.setObjectName("problems")
        self._list = _List()
        self._list.setAccessibleName(say("problems"))
        self._list.itemClicked.connect(self._on_chosen)
        self._list.itemActivated.connect(self._on_chosen)
        self._none = plain_label(say("problems-none"), muted=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QWidget()
        self._pages = QStackedLayout(inside)
        self._pages.addWidget(self._list)
        self._pages.addWidget(self._none)
        self.setWidget(inside)
        self._shown: tuple[Problem, ...] | None = None

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show these problems, errors first."""
        if self._shown == tuple(problems):
            return
        self._shown = tuple(problems)
        self._list.clear()
        for problem in sorted(problems, key=lambda each: each.severity != "error"):
            text = sentence(problem)
            item = QListWidgetItem(text, self._list)
            item.setToolTip(tooltip(text))
            item.setData(_PROBLEM, problem)
            if problem.severity == "error":
                item.setIcon(theme.icon("problem", theme.colours().bad))
        self._pages.setCurrentIndex(0 if problems else 1)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_PROBLEM))
