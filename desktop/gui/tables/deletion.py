"""Asks what to do when records are deleted that others refer to: what hangs on them is listed by table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import attrs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.words import counted, plain_label, tooltip
from desktop.model.project import Project
from desktop.model.records import TABLE
from desktop.model.uses import Following
from desktop.session.details import called
from desktop.text.messages import say

Answer = Literal["all", "only", ""]
AskDeletion = Callable[[QWidget, "Question"], Answer]
_NAMED = 4


@attrs.frozen
class Line:
    """One table of which records hang on the deleted ones: how many, the first names, what is wrong if they stay."""

    table: str
    count: int
    names: str
    left: str


@attrs.frozen
class Question:
    """What is to be said before records are deleted: who they are, how many, and what hangs on them."""

    who: str
    count: int
    hanging: int
    lines: tuple[Line, ...]


def question(project: Project, table: str, rows: tuple[int, ...], found: Following) -> Question:
    """The question about deleting rows of a table on which others hang."""
    told, there = TABLE[table], project.tables[table]
    labels = [called(told, there[row]) for row in rows[: _NAMED + 1]]
    lines = tuple(_line(project, name, hanging, found) for name, hanging in found.rows.items())
    return Question(_listed(labels, len(rows)), len(rows), found.count, lines)


class DeletionDialog(QDialog):
    """Lists what hangs on the records; ``answer`` is what to delete: "all", "only" these, or "" nothing."""

    def __init__(self, parent: QWidget, asked: Question) -> None:
        super().__init__(parent)
        self.answer: Answer = ""
        self.setWindowTitle(say("deletion-title"))
        self.resize(760, 360)
        head = plain_label(counted("deletion-head", asked.count, names=asked.who, hanging=asked.hanging))
        head.setWordWrap(True)
        head.setFont(theme.sized(theme.TITLE, bold=True))
        below = plain_label(say("deletion-explained"), muted=True)
        below.setWordWrap(True)
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.all = buttons.addButton(say("deletion-all", count=asked.count + asked.hanging), role.DestructiveRole)
        self.only = buttons.addButton(counted("deletion-only", asked.count), role.DestructiveRole)
        self.none = buttons.addButton(say("deletion-none"), role.RejectRole)
        self.all.clicked.connect(lambda: self._give("all"))
        self.only.clicked.connect(lambda: self._give("only"))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        layout.setSpacing(theme.GRID)
        for part in (head, _list(asked.lines), below, buttons):
            layout.addWidget(part)
        for button in (self.all, self.only, self.none):
            button.setAutoDefault(False)
        self.none.setDefault(True)
        self.none.setFocus()

    def _give(self, answer: Answer) -> None:
        self.answer = answer
        self.accept()


def ask_deletion(parent: QWidget, asked: Question) -> Answer:
    """What the user wants deleted."""
    dialog = DeletionDialog(parent, asked)
    dialog.exec()
    dialog.deleteLater()
    return dialog.answer


def _line(project: Project, name: str, hanging: tuple[int, ...], found: Following) -> Line:
    table, there = TABLE[name], project.tables[name]
    labels = [called(table, there[row]) for row in hanging[: _NAMED + 1]]
    fields = {table.field[use.field].label for use in found.direct if use.table == name}
    rows = {use.row for use in found.direct if use.table == name}
    left = counted("deletion-left", len(rows), fields=", ".join(sorted(fields))) if rows else say("deletion-indirect")
    return Line(table.title, len(hanging), _listed(labels, len(hanging)), left)


def _listed(labels: list[str], count: int) -> str:
    """The first names, and how many more there are."""
    more = count - _NAMED
    names = ", ".join(labels[:_NAMED])
    return say("deletion-and-more", names=names, count=more) if more > 0 else names


def _list(lines: tuple[Line, ...]) -> QTableWidget:
    table = QTableWidget(len(lines), 4)
    table.setHorizontalHeaderLabels([say(f"deletion-{name}") for name in ("table", "count", "names", "stay")])
    table.setAccessibleName(say("deletion-title"))
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    for row, line in enumerate(lines):
        for column, text in enumerate((line.table, str(line.count), line.names, line.left)):
            item = QTableWidgetItem(text)
            item.setToolTip(tooltip(text))
            if column == 1:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(row, column, item)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column in (0, 1, 3):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    return table
