"""Figure cards: the few numbers that a planner looks at first, each with one line of what it means."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

import attrs
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.words import Elided, plain_label, set_state, tooltip
from desktop.text.messages import say


@attrs.frozen
class Card:
    """One figure: its name, its value with unit, what it means, and how that is: good, warn, bad or ""."""

    name: str
    value: str
    note: str = ""
    state: str = ""


class CardView(QFrame):
    """Draws one card; figures of before the last change are muted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._name, self._value, self._note = Elided(), Elided(), Elided()
        self._card, self._old = Card("", ""), False
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
        self._card = card
        self._name.show_text(card.name)
        self._value.show_text(card.value)
        self._note.show_text(card.note)
        self._colour()

    def show_old(self, old: bool) -> None:
        """Tell whether the figure is that of a plan that another is about to replace."""
        if old is not self._old:
            self._old = old
            self._colour()

    def _colour(self) -> None:
        card = self._card
        set_state(self._value, "muted" if self._old else "")
        set_state(self._note, "muted" if self._old else card.state or "muted")
        name = say("card-old", name=card.name) if self._old else card.name
        self.setAccessibleName(f"{name}: {card.value}. {card.note}")
        self.setToolTip(tooltip(say("card-old-help")) if self._old else "")

    @property
    def need(self) -> int:
        """The width at which nothing is cut."""
        labels = (self._name, self._value, self._note)
        widest = max(label.fontMetrics().horizontalAdvance(label.whole) for label in labels)
        return widest + 3 * theme.GRID + 2 * self.frameWidth() + 1

    @property
    def texts(self) -> tuple[str, str, str]:
        """What the card says."""
        return self._name.whole, self._value.whole, self._note.whole


class CardRow(QWidget):
    """Cards side by side, all of one width: ``columns`` in a row, fewer where some text would be cut."""

    def __init__(self, columns: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.views: list[CardView] = []
        self._columns, self._placed, self._old = columns, 0, False
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.GRID)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these figures."""
        while len(self.views) < len(cards):
            self.views.append(CardView(self))
            self.views[-1].show_old(self._old)
            self._placed = 0
        for view, card in zip_longest(self.views, cards):
            view.setVisible(card is not None)
            if card is not None:
                view.show_card(card)
        self._place()

    def show_old(self, old: bool) -> None:
        """Tell whether all figures are those of a plan that another is about to replace."""
        self._old = old
        for view in self.views:
            view.show_old(old)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cards anew in other room."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Let as many cards stand side by side as have the room they need."""
        need = max((view.need for view in self.views if not view.isHidden()), default=0)
        fitting = (n for n in range(self._columns, 1, -1) if not self._columns % n and self._each(n) >= need)
        columns = next(fitting, 2) if self.width() > need else self._columns
        if columns == self._placed:
            return
        for at in range(self._columns):
            self._layout.setColumnStretch(at, int(at < columns))
        for at, view in enumerate(self.views):
            self._layout.addWidget(view, at // columns, at % columns)
        self._placed = columns
        self._layout.activate()

    def _each(self, count: int) -> int:
        """The width of each of so many cards side by side."""
        return (self.width() - (count - 1) * theme.GRID) // count


def heading(text: str) -> QLabel:
    """A heading above a part of a page."""
    label = plain_label(text)
    label.setFont(theme.sized(theme.TITLE, bold=True))
    return label
