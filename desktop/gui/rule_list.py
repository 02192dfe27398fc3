"""The rules of a mix as sentences: each can be switched off, changed or deleted, and says where it gave way."""

from __future__ import annotations

from collections.abc import Sequence

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
        self._blocks: dict[int, _Block] = {}
        self._shown: list[_Block] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.GRID)

    @property
    def text(self) -> str:
        """Everything that is said."""
        lines = ((line.sentence, line.result, line.note) for line in self._lines or ())
        return "\n".join(" ".join(filter(None, parts)) for parts in lines)

    def show_rules(self, lines: Sequence[RuleLine]) -> None:
        """Show these rules; the block that has the focus has it again if its rule is still there."""
        if self._lines == tuple(lines):
            return
        before, self._lines = self._lines or (), tuple(lines)
        if before and [line.row for line in before] == [line.row for line in lines]:
            for was, line, block in zip(before, lines, self._shown, strict=True):
                if line != was:
                    block.show_line(line)
            return
        self._rebuild()

    def _rebuild(self) -> None:
        held = next(((row, block.focused()) for row, block in self._blocks.items() if block.focused()), None)
        self._blocks, self._shown = {}, []
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for line in self._lines or (RuleLine(say("rules-none")),):
            block = _Block(line, self)
            self._layout.addWidget(block)
            self._shown.append(block)
            if line.row is not None:
                self._blocks[line.row] = block
        self._layout.addStretch(1)
        if held is not None and held[0] in self._blocks:
            self._blocks[held[0]].focus(held[1])

    def block(self, row: int) -> _Block:
        """The block of the rule in a row."""
        return self._blocks[row]


class _Block(QWidget):
    """One rule, with what can be done to it; a limit that is no rule is a sentence alone."""

    def __init__(self, line: RuleLine, of: RuleList) -> None:
        super().__init__()
        self.buttons: dict[str, QCheckBox | QToolButton] = {}
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
        row = line.row
        if row is None:
            layout.addLayout(words, 1)
            self.show_line(line)
            return
        box = self.buttons["switch"] = QCheckBox()
        box.toggled.connect(lambda on: of.switched.emit(row, not on))
        layout.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        for name, icon, signal in (("edit", "edit", of.edited), ("drop", "delete", of.dropped)):
            button = self.buttons[name] = QToolButton()
            button.setAutoRaise(True)
            theme.set_icon(button, icon)
            button.setToolTip(say(f"rule-{name}"))
            button.clicked.connect(lambda _=False, tell=signal: tell.emit(row))
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.show_line(line)

    def show_line(self, line: RuleLine) -> None:
        """Say this of the same rule."""
        set_state(self._labels[0], "muted" if line.off else "")
        for label, text in zip(self._labels, (line.sentence, line.result, line.note), strict=True):
            if text != label.text():
                label.setText(text)
            label.setVisible(bool(text))
        for name, button in self.buttons.items():
            if name == "switch":
                button.blockSignals(True)
                button.setChecked(not line.off)
                button.blockSignals(False)
                button.setAccessibleName(say("rule-in-use", rule=line.sentence))
                button.setToolTip(tooltip(say("rule-in-use", rule=line.sentence)))
            else:
                button.setAccessibleName(f"{say(f'rule-{name}')}: {line.sentence}")

    def focused(self) -> str:
        """Which of its parts has the focus, "" for none."""
        return next((name for name, button in self.buttons.items() if button.hasFocus()), "")

    def focus(self, name: str) -> None:
        """Give a part the focus."""
        self.buttons[name].setFocus()
