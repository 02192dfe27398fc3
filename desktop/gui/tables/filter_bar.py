"""What hides rows just now: a chip for each filter, how many rows are left, and a way to take them off."""

from __future__ import annotations

import attrs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from desktop.gui import theme
from desktop.gui.words import counted, plain_label, tooltip
from desktop.model.fields import Field
from desktop.model.records import Table
from desktop.session.arranging import Among, Arrangement, Between, Condition, Containing, in_order, shown
from desktop.text import formats
from desktop.text.messages import say

_TOLD, _LONGEST = 3, 48


class FilterBar(QWidget):
    """Hidden while every row is shown as it should be; ``asked`` carries the arrangement without a filter."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arrangement = Arrangement()
        self._shown: list[QToolButton] = []
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        self._count = plain_label(muted=True)
        self.again, self.all = QPushButton(say("filter-again")), QPushButton(say("filter-none"))
        self.again.setToolTip(tooltip(say("filter-again-help")))
        self.again.clicked.connect(lambda: self.asked.emit(self._arrangement))
        self.all.clicked.connect(lambda: self.asked.emit(self._arrangement.without_filters()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addLayout(self._chips)
        row.addWidget(self.all)
        row.addStretch(1)
        row.addWidget(self._count)
        row.addWidget(self.again)
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What the chips say."""
        return [chip.text() for chip in self._shown]

    def show_filters(self, table: Table, asked: Arrangement, rows: tuple[int, int], *, outdated: bool) -> None:
        """Show what is asked of a table; ``rows`` are how many are shown, and of how many."""
        self._arrangement = asked
        for chip in self._shown:
            chip.hide()
            self._chips.removeWidget(chip)
            chip.deleteLater()
        self._shown = []
        if asked.find:
            self._add(say("filter-chip-find", text=_cut(asked.find)), attrs.evolve(asked, find=""))
        if asked.problems:
            self._add(say("filter-chip-problems"), attrs.evolve(asked, problems=False))
        for condition in asked.conditions:
            field = table.field[condition.field]
            self._add(f"{field.label}: {told(condition, field)}", asked.having(field.name, None))
        shown_rows, all_rows = (formats.number(count) for count in rows)
        self._count.setText(counted("filter-count", rows[1], shown=shown_rows, all=all_rows) if asked.filters else "")
        self.all.setVisible(asked.filters)
        self.again.setVisible(outdated)
        self.setVisible(asked.filters or outdated)

    def _add(self, text: str, without: Arrangement) -> None:
        chip = QToolButton()
        chip.setObjectName("chip")
        chip.setText(text.replace("&", "&&"))
        theme.set_icon(chip, "close")
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setToolTip(tooltip(say("filter-chip-help")))
        chip.setAccessibleName(say("filter-chip-remove", filter=text))
        chip.clicked.connect(lambda: self.asked.emit(without))
        self._chips.addWidget(chip)
        self._shown.append(chip)


def told(condition: Condition, field: Field) -> str:
    """A condition in words, without its field."""
    match condition:
        case Among(_, values):
            first = [shown(value, field) or say("filter-blank") for value in in_order(values)[:_TOLD]]
            more = len(values) - len(first)
            texts = ", ".join(map(_cut, first)) or say("filter-nothing")
            return say("filter-and-more", values=texts, count=more) if more else texts
        case Between(_, least, most):
            if least is None or most is None:
                bound, key = (most, "filter-told-most") if least is None else (least, "filter-told-least")
                return say(key, bound=shown(bound, field))
            return say("filter-told-between", least=shown(least, field), most=shown(most, field))
        case Containing(_, text, negated):
            return say("filter-told-not-containing" if negated else "filter-told-containing", text=_cut(text))
    return say("filter-told-filled" if condition.filled else "filter-told-empty")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
