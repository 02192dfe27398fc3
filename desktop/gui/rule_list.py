"""The rules of a mix as sentences: each can be switched off, changed or deleted, and says where it gave way."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

import attrs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.words import plain_label, set_state, tooltip
from desktop.text.messages import say


@attrs.frozen
class RuleLine:
    """A rule as a sentence; ``result`` says how it gave way, "" when it holds; ``note`` what else there is to know.

    ``row`` is that of the rule in its table, None for a limit that is no rule; ``off``: it is switched off.
    """

    sentence: str
    result: str = ""
    note: str = ""
    row: int | None = None
    off: bool = False


class RuleList(QWidget):
    """Shows one block for each rule.

    ``switched`` carries a row and whether its rule is off now, ``edited`` and ``dropped`` the row of the rule that is
    to be changed or deleted.
    """

    switched = Signal(int, bool)
    edited = Signal(int)
    dropped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAccessibleName(say("rule-list"))
        self._lines: tuple[RuleLine, ...] | None = None
        self._shown: list[_Block] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.GRID)
        self._layout.addStretch(1)

    @property
    def text(self) -> str:
        """Everything that is said."""
        lines = ((line.sentence, line.result, line.note) for line in self._lines or ())
        return "\n".join(" ".join(filter(None, parts)) for parts in lines)

    def show_rules(self, lines: Sequence[RuleLine]) -> None:
        """Show these rules; what has the focus has it again if its rule is still there.

        Blocks are kept for the next rule: they come and go while a mix is dragged.
        """
        if self._lines == tuple(lines):
            return
        self._lines = tuple(lines)
        said = self._lines or (RuleLine(say("rules-none")),)
        held = next(((block.row, block.focused()) for block in self._shown if block.focused()), None)
        while len(self._shown) < len(said):
            self._shown.append(_Block(self))
            self._layout.insertWidget(self._layout.count() - 1, self._shown[-1])
        for block, line in zip_longest(self._shown, said):
            block.setVisible(line is not None)
            if line is not None:
                block.show_line(line)
        rows = [line.row for line in said]
        if held is not None and held[0] in rows:
            self._shown[rows.index(held[0])].focus(held[1])

    def block(self, row: int) -> _Block:
        """The block of the rule in a row."""
        return next(block for block in self._shown if block.row == row)


class _Block(QWidget):
    """One rule, with what can be done to it; a limit that is no rule is a sentence alone."""

    def __init__(self, of: RuleList) -> None:
        super().__init__()
        self._line: RuleLine | None = None
        self._box = QCheckBox()
        self._box.toggled.connect(lambda on: of.switched.emit(self.row, not on))
        self.buttons: dict[str, QCheckBox | QToolButton] = {"switch": self._box}
        self._labels = (plain_label(), plain_label(), plain_label())
        words = QVBoxLayout()
        words.setSpacing(0)
        for label, state in zip(self._labels, ("", "bad", "muted"), strict=True):
            label.setWordWrap(True)
            set_state(label, state)
            words.addWidget(label)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        layout.addWidget(self._box, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        for name, icon, signal in (("edit", "edit", of.edited), ("drop", "delete", of.dropped)):
            button = self.buttons[name] = QToolButton()
            button.setAutoRaise(True)
            theme.set_icon(button, icon)
            button.setToolTip(say(f"rule-{name}"))
            button.clicked.connect(lambda _=False, tell=signal: tell.emit(self.row))
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def row(self) -> int | None:
        """That of its rule."""
        return self._line.row if self._line else None

    def show_line(self, line: RuleLine) -> None:
        """Stand for this rule or limit."""
        if line == self._line:
            return
        self._line = line
        set_state(self._labels[0], "muted" if line.off else "")
        for label, text in zip(self._labels, (line.sentence, line.result, line.note), strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        self._box.blockSignals(True)
        self._box.setChecked(not line.off)
        self._box.blockSignals(False)
        self._box.setToolTip(tooltip(say("rule-in-use", rule=line.sentence)))
        for name, button in self.buttons.items():
            button.setVisible(line.row is not None)
            key = f"rule-{name}"
            button.setAccessibleName(
                say("rule-in-use", rule=line.sentence) if button is self._box else f"{say(key)}: {line.sentence}"
            )

    def focused(self) -> str:
        """Which of its parts has the focus, "" for none."""
        return next((name for name, button in self.buttons.items() if button.hasFocus()), "")

    def focus(self, name: str) -> None:
        """Give a part the focus."""
        self.buttons[name].setFocus()
