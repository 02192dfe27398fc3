"""The line in which a rule is built: lists that read as a sentence, the sentence as it will be, and what clashes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.gui import rule_words, theme
from desktop.gui.cards import heading
from desktop.gui.hub import Hub
from desktop.gui.rule_flow import FlowLayout
from desktop.gui.rule_slots import NumberBox, WordBox
from desktop.gui.words import plain_label, set_state
from desktop.model.clashes import clashes
from desktop.model.records import Rule
from desktop.session import rule_choices, rule_edits, rule_forms, rule_limits
from desktop.text.messages import say

_CLASHES = 3
"""How many clashes are told at once: the first is what has to be mended first."""


class RuleBuilder(QFrame):
    """Open while a rule is built: a new one, or another in the place of that in a row. ``closed`` tells the end."""

    closed = Signal()

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._hub = hub
        self.rule = Rule()
        self.row: int | None = None
        self._parts: rule_forms.Line = ()
        self._boxes: dict[str, WordBox | NumberBox] = {}
        self._title, self.sentence, self.said = heading(""), plain_label(), plain_label()
        for label in (self.sentence, self.said):
            label.setWordWrap(True)
        self._line = QWidget()
        self._flow = FlowLayout(self._line, theme.GRID)
        self.keep, self.cancel = QPushButton(), QPushButton(say("rule-cancel"))
        self.keep.clicked.connect(self._on_keep)
        self.cancel.clicked.connect(self.close_line)
        self._lay_out()
        self.hide()

    def begin(self, rule: Rule, row: int | None = None) -> None:
        """Build a new rule that begins as ``rule``, or change that of a row."""
        self.rule, self.row = rule, row
        self._title.setText(say("rule-new" if row is None else "rule-change"))
        self.keep.setText(say("rule-keep-new" if row is None else "rule-keep-change"))
        self._show()
        self.show()
        self.box("group" if "group" in self._boxes else "form").setFocus()

    def close_line(self) -> None:
        """End without a change."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def follow(self) -> None:
        """Show what may be chosen in the project as it is now; end where the rule is gone, or is of another mix."""
        if self.isHidden():
            return
        gone = self.row is not None and self.row not in self._hub.desk.project.rows(Rule)
        if gone or self.rule.mix not in ("", self._hub.choice.mix):
            self.close_line()
        else:
            self._show()

    def box(self, slot: str) -> WordBox | NumberBox:
        """The list or number in a place of the sentence."""
        return self._boxes[slot]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps the rule, Escape leaves it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_line()
        else:
            super().keyPressEvent(event)

    def _on_keep(self) -> None:
        project = self._hub.desk.project
        if rule_forms.missing(self.rule):
            return
        new = self.row is None
        edit = rule_edits.add(project, self.rule) if new else rule_edits.change(project, self.row or 0, self.rule)
        if self._hub.apply(edit):
            self.close_line()

    def _become(self, rule: Rule) -> None:
        self.rule = rule
        self._show()

    def _show(self) -> None:
        line = rule_forms.line_of(self.rule)
        if line != self._parts:
            self._parts = line
            self._rebuild(line)
        project, choice = self._hub.desk.project, self._hub.choice
        for slot, box in self._boxes.items():
            if isinstance(box, WordBox):
                offered = rule_choices.choices(project, self.rule, slot)
                box.show_choices(offered, rule_choices.current(self.rule, offered))
            elif slot == "limit":
                box.show_number(rule_limits.limit(project, self.rule, choice.mass_unit, choice.money_unit))
            else:
                box.show_number(rule_limits.counting(self.rule))
        self._tell()
        self._flow.invalidate()
        self._line.updateGeometry()

    def _tell(self) -> None:
        """The sentence as it will read, and what clashes with it."""
        project, choice = self._hub.desk.project, self._hub.choice
        missing = rule_forms.missing(self.rule)
        self.keep.setEnabled(not missing)
        self.sentence.setText("" if missing else rule_words.sentence(project, self.rule, choice))
        self.sentence.setVisible(not missing)
        found = [] if missing else clashes(project, self.rule, choice.mix)[:_CLASHES]
        lines = [rule_words.clash(project, self.rule, each, choice) for each in found]
        self.said.setText(say("rule-incomplete") if missing else "\n".join(lines) or say("rule-no-clash"))
        set_state(self.said, "bad" if lines else "muted")

    def _rebuild(self, line: rule_forms.Line) -> None:
        """Put the words and boxes of another sentence into the line; boxes that are in both stay as they are."""
        had = {text: box for sort, text in line if sort == "slot" and (box := self._boxes.get(text)) is not None}
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in had.values():
                widget.setParent(None)
                widget.deleteLater()
        self._boxes = {}
        for sort, text in line:
            if sort == "words":
                self._flow.addWidget(plain_label(text, muted=True))
                continue
            box = had.get(text) or self._made(text)
            self._boxes[text] = box
            self._flow.addWidget(box)
        for before, after in zip(list(self._boxes.values()), list(self._boxes.values())[1:], strict=False):
            QWidget.setTabOrder(before, after)

    def _made(self, slot: str) -> WordBox | NumberBox:
        if slot in ("limit", "counting"):
            number = NumberBox(slot)
            number.entered.connect(self._on_limit if slot == "limit" else self._on_counting)
            return number
        words = WordBox(slot)
        words.chosen.connect(lambda choice: self._become(rule_choices.chosen(self.rule, choice)))
        return words

    def _on_limit(self, value: float) -> None:
        choice = self._hub.choice
        number = rule_limits.limit(self._hub.desk.project, self.rule, choice.mass_unit, choice.money_unit)
        self._become(rule_limits.with_limit(self.rule, number, value))

    def _on_counting(self, value: float) -> None:
        self._become(rule_limits.with_counting(self.rule, value))

    def _lay_out(self) -> None:
        said, buttons = QVBoxLayout(), QHBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.sentence)
        said.addWidget(self.said)
        buttons.addLayout(said, 1)
        for button in (self.keep, self.cancel):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        layout.setSpacing(theme.GRID)
        for part in (self._title, self._line):
            layout.addWidget(part)
        layout.addLayout(buttons)
