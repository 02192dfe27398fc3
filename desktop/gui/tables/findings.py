"""The errors and notes about the cells of one table, and how those cells look for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon

from desktop.gui import theme
from desktop.gui.words import tooltip
from desktop.model.errors import Problem
from desktop.model.records import Table
from desktop.text.messages import say

Role = Qt.ItemDataRole


class Findings:
    """What was found about one table, by row number and field."""

    def __init__(self, table: Table, problems: Sequence[Problem]) -> None:
        self._table, self._problems = table, problems
        self._at: dict[tuple[int, str], list[Problem]] = {}
        self._icons: dict[str, QIcon] = {}
        for problem in problems:
            if problem.table == table.name and problem.row is not None:
                place = (problem.row, problem.field or table.fields[0].name)
                self._at.setdefault(place, []).append(problem)

    def now(self, problems: Sequence[Problem]) -> Findings:
        """The findings among other problems; the same where nothing is new."""
        return self if problems is self._problems else Findings(self._table, problems)

    @property
    def rows(self) -> frozenset[int]:
        """The numbers of the rows about which something was found."""
        return frozenset(row for row, _ in self._at)

    def data(self, place: tuple[int, str], role: int) -> Any:
        """A mark and an explanation where something was found, and a tint where that is an error."""
        found = self._at.get(place)
        if not found:
            return None
        shown, wrong = theme.colours(), any(problem.severity == "error" for problem in found)
        if role in (Role.ToolTipRole, Role.AccessibleDescriptionRole):
            text = "\n".join(say(problem.key, **problem.values) for problem in found)
            return tooltip(text) if role == Role.ToolTipRole else text
        if role == Role.BackgroundRole and wrong:
            return QColor(shown.bad_soft)
        return self._icon(shown.bad if wrong else shown.muted) if role == Role.DecorationRole else None

    def _icon(self, colour: str) -> QIcon:
        if colour not in self._icons:
            self._icons[colour] = theme.icon("problem", colour)
        return self._icons[colour]
