"""The cards of all mixes with what can be done to them: each act one edit, one step of undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.cards import heading
from desktop.gui.hub import Hub
from desktop.gui.mix_cards import MixCards
from desktop.gui.mix_figures import MixCard, cards, with_old_figures
from desktop.gui.mix_issue import Issuing
from desktop.gui.planner import Planner
from desktop.gui.tables.deletion import AskDeletion, ask_deletion, question
from desktop.model.edits import Edit
from desktop.model.records import Mix
from desktop.model.uses import deletion, following
from desktop.session import mixes
from desktop.text.messages import say

_BUTTONS = ("new", "duplicate", "delete", "compare", "issue")
_ICONS = {"new": "add", "duplicate": "duplicate", "delete": "delete", "compare": "compare", "issue": "export"}


class MixDeck(QWidget):
    """``compare_wanted`` and ``plan_wanted`` ask for other pages; ``ask`` lets the user decide what is deleted."""

    compare_wanted = Signal()
    plan_wanted = Signal()

    def __init__(self, hub: Hub, planner: Planner, issuing: Issuing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub, self._planner = hub, planner
        self.cards = MixCards()
        self._seen, self._shown = (hub.document, ""), dict[str, MixCard]()
        self.issuing = issuing
        self.ask: AskDeletion = ask_deletion
        self.buttons = {name: self._button(name) for name in _BUTTONS}
        self._lay_out()
        self.cards.acts = self._acts()
        self.cards.chosen.connect(lambda mix: hub.choose(mix=mix))
        self.cards.opened.connect(lambda _: self.plan_wanted.emit())
        self.cards.dropped.connect(lambda _: self.delete())
        self.cards.renamed.connect(lambda mix, name: self._change(mix, "edit-mix-name", name=name))
        self.cards.coloured.connect(lambda mix, colour: self._change(mix, "edit-mix-colour", colour=colour))

    def follow(self) -> None:
        """Show the mixes as they are, and the figures of their plans as far as they are ready.

        While one is dragged, the others stay as they are: what they come to is worked out once it is let go.
        """
        seen, dragged = (self._hub.document, self._hub.choice.scenario), self._hub.is_previewing
        chosen = self._hub.choice.mix
        before = self._shown if seen == self._seen else {}
        known = cards(self._hub.project, self._hub.choice, self._planner)
        shown = [
            before[card.mix]
            if dragged and card.mix != chosen and card.mix in before
            else with_old_figures(card, before.get(card.mix), passing=card.mix == chosen and self._planner.passing)
            for card in known
        ]
        self._seen, self._shown = seen, {card.mix: card for card in shown}
        self.cards.show_cards(shown, chosen)
        for name in ("duplicate", "delete", "compare"):
            self.buttons[name].setEnabled(bool(shown))
        self.buttons["issue"].setEnabled(self.issuing.can_start)
        self.cards.setFixedHeight(self.cards.sizeHint().height())

    def new(self) -> None:
        """Add a mix without rules, and let its name be typed."""
        self._add(*mixes.fresh(self._hub.desk.project, say("mix-named-new")))

    def duplicate(self) -> None:
        """Add a mix like the chosen one, and let its name be typed."""
        project, mix = self._hub.desk.project, self.cards.mix
        if mix:
            record = project.by_id(Mix)[mix]
            self._add(*mixes.duplicate(project, mix, record.name or record.id))

    def delete(self) -> None:
        """Delete the chosen mix; where others refer to it the user decides about those, as in tables."""
        project, mix = self._hub.desk.project, self.cards.mix
        rows = tuple(row for row, each in project.rows(Mix).items() if each.id == mix)
        if not rows:
            return
        found = following(project, "mixes", rows)
        answer = self.ask(self, question(project, "mixes", rows, found)) if found.count else "all"
        if answer:
            self._hub.apply(deletion("mixes", rows, found if answer == "all" else None))
            self.cards.setFocus()

    def _add(self, edit: Edit, mix: str) -> None:
        if self._hub.apply(edit):
            self._hub.choose(mix=mix)
            self.follow()
            self.cards.scrollToItem(self.cards.currentItem())
            self.cards.rename()

    def _change(self, mix: str, edit: str, **values: str) -> None:
        if mix in self._hub.desk.project.by_id(Mix):
            self._hub.apply(mixes.change(self._hub.desk.project, mix, edit, **values))

    def _handlers(self) -> dict[str, Callable[[], None]]:
        return {
            "new": self.new,
            "duplicate": self.duplicate,
            "delete": self.delete,
            "compare": self.compare_wanted.emit,
            "issue": self.issuing.start,
            "plan": self.plan_wanted.emit,
            "rename": self.cards.rename,
        }

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(say(f"mix-{name}"))
        theme.set_icon(button, _ICONS[name])
        button.setToolTip(say(f"mix-{name}-help"))
        handler = self._handlers()[name]
        button.clicked.connect(lambda: handler())  # noqa: PLW0108 - "clicked" carries whether it is checked
        return button

    def _acts(self) -> list[QAction]:
        """What the menu of a card offers; the keys are those of the list, and shown only."""
        keys = {"plan": "Return", "rename": "F2", "delete": "Del"}
        made = []
        for name in ("plan", "rename", "duplicate", "compare", "issue", "delete"):
            text = say(f"mix-{name}") + (f"\t{QKeySequence(keys[name]).toString()}" if name in keys else "")
            act = QAction(text, self)
            act.triggered.connect(self._handlers()[name])
            made.append(act)
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(heading(say("mixes")), 1)
        for button in self.buttons.values():
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(head)
        layout.addWidget(self.cards)
