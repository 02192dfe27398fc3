"""Figure cards: the few numbers that a planner looks at first, each with one line of what it means."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

import attrs
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.words import Elided, plain_label, set_state


@attrs.frozen
class Card:
    """One figure: its name, its value with unit, what it means, and how that is: good, warn, bad or ""."""

    name: str
    value: str
    note: str = ""
    state: str = ""


class CardView(QFrame):
    """Draws one card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._name, self._value, self._note = Elided(), Elided(), Elided()
        self._name.setProperty("muted", True)
        self._value.setFont(theme.sized(theme.FIGURE, bold=True))
        for label in (self._name, self._note):
            label.setFont(theme.sized(theme.SMALL))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, theme.GRID - 2, theme.GRID, theme.GRID - 2)
        layout.setSpacing(2)
        for label in (self._name, self._value, self._note):
            layout.addWidget(label)

    def show_card(self, card: Card) -> None:
        """Show a figure."""
        self._name.show_text(card.name)
        self._value.show_text(card.value)
        self._note.show_text(card.note)
        set_state(self._note, card.state or "muted")
        self.setAccessibleName(f"{card.name}: {card.value}. {card.note}")

    @property
    def texts(self) -> tuple[str, str, str]:
        """What the card says."""
        return self._name.whole, self._value.whole, self._note.whole


class CardRow(QWidget):
    """Cards side by side, all of one width, ``columns`` in a row."""

    def __init__(self, columns: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.views: list[CardView] = []
        self._columns = columns
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.GRID)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these figures."""
        while len(self.views) < len(cards):
            at = len(self.views)
            self.views.append(CardView())
            self._layout.addWidget(self.views[-1], at // self._columns, at % self._columns)
            self._layout.setColumnStretch(at % self._columns, 1)
        for view, card in zip_longest(self.views, cards):
            view.setVisible(card is not None)
            if card is not None:
                view.show_card(card)


def heading(text: str) -> QLabel:
    """A heading above a part of a page."""
    label = plain_label(text)
    label.setFont(theme.sized(theme.TITLE, bold=True))
    return label
