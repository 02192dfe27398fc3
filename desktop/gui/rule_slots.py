"""What stands in the line in which a rule is built: lists as wide as the words chosen, numbers, words between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QWidget

from desktop.session.rule_choices import Choice
from desktop.session.rule_limits import Number
from desktop.text.messages import say

_ARROW, _WIDEST, _SEEN = 34, 340, 18


class WordBox(QComboBox):
    """A list as wide as the choice that is shown; ``chosen`` carries the choice."""

    chosen = Signal(object)

    def __init__(self, slot: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(say(f"rule-slot-{slot}"))
        self.setToolTip(say(f"rule-slot-{slot}"))
        self.setMaxVisibleItems(_SEEN)
        self._offered: list[Choice] = []
        self.activated.connect(self._on_activated)

    def show_choices(self, offered: Sequence[Choice], current: int) -> None:
        """Offer these; headings cannot be chosen."""
        if list(offered) != self._offered:
            self._offered = list(offered)
            self.clear()
            self.addItems([choice.name for choice in offered])
            model = self.model()
            for at, choice in enumerate(offered):
                if not choice.values and isinstance(model, QStandardItemModel):
                    model.item(at).setFlags(Qt.ItemFlag.NoItemFlags)
        self.setCurrentIndex(current)
        self.updateGeometry()

    def choose(self, name: str) -> None:
        """Choose by its name, as a user does."""
        at = next(at for at, choice in enumerate(self._offered) if choice.values and choice.name == name)
        self.setCurrentIndex(at)
        self._on_activated(at)

    def sizeHint(self) -> QSize:
        """As wide as what is chosen."""
        width = self.fontMetrics().horizontalAdvance(self.currentText()) + _ARROW
        return QSize(min(width, _WIDEST), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As wide as what is chosen: words are not cut."""
        return self.sizeHint()

    def showPopup(self) -> None:
        """Open the list as wide as its widest choice."""
        self.view().setMinimumWidth(min(self.view().sizeHintForColumn(0) + _ARROW, 2 * _WIDEST))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling over a list must not change the choice."""
        event.ignore()

    def _on_activated(self, at: int) -> None:
        if 0 <= at < len(self._offered) and self._offered[at].values:
            self.chosen.emit(self._offered[at])


class NumberBox(QDoubleSpinBox):
    """A number with its unit; ``entered`` carries it while it is typed."""

    entered = Signal(float)

    def __init__(self, slot: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(say(f"rule-slot-{slot}"))
        self.setToolTip(say(f"rule-slot-{slot}"))
        self._showing = False
        self.valueChanged.connect(self._on_value)

    def show_number(self, number: Number) -> None:
        """Show a number between its ends, without telling anyone; what is typed just now stays as it is."""
        self._showing = True
        self.setDecimals(number.decimals)
        self.setRange(0.0, number.most)
        self.setSingleStep(number.step)
        self.setSuffix(number.unit)
        if round(number.value, number.decimals) != self.value():
            self.setValue(number.value)
        self._showing = False
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as what is entered."""
        width = self.fontMetrics().horizontalAdvance(self.text() + "0") + _ARROW
        return QSize(max(width, 2 * _ARROW), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As wide as what is entered."""
        return self.sizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling over a number must not change it."""
        event.ignore()

    def _on_value(self, value: Any) -> None:
        if not self._showing:
            self.entered.emit(float(value))
