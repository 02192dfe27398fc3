"""What stands above months across: how yearly figures are spread, and whether lines without entries are shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.words import Elided, plain_label
from desktop.session.matrix import Shape
from desktop.session.spreading import METHODS, Method
from desktop.text.messages import say


class MonthBar(QWidget):
    """``changed`` tells that something else is asked for."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.methods = QComboBox()
        self.methods.addItems([say(f"spread-{method}") for method in METHODS])
        self.every = QCheckBox(say("months-every"))
        label = plain_label(say("months-spread"))
        label.setBuddy(self.methods)
        self.methods.setAccessibleName(say("months-spread"))
        self._legend = Elided()
        self._legend.setProperty("muted", True)
        self._legend.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(label)
        row.addWidget(self.methods)
        row.addSpacing(2 * theme.GRID)
        row.addWidget(self.every)
        row.addWidget(self._legend, 1)
        self.methods.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.every.toggled.connect(lambda _: self.changed.emit())

    @property
    def method(self) -> Method:
        """How yearly figures are spread."""
        return METHODS[self.methods.currentIndex()]

    def show_shape(self, shape: Shape) -> None:
        """Explain the months of another table."""
        self._legend.show_text(say("months-legend-steps" if shape.steps else "months-legend"))
