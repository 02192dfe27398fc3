"""What stands above months across: how yearly figures are spread, and whether lines without entries are shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.words import plain_label
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
        self._legend = plain_label(muted=True)
        self._legend.setWordWrap(True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.GRID // 2)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(label)
        above.addWidget(self.methods)
        above.addStretch(1)
        below.addWidget(self._legend, 1)
        below.addWidget(self.every)
        for row in (above, below):
            row.setSpacing(theme.GRID)
            lines.addLayout(row)
        self.methods.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.every.toggled.connect(lambda _: self.changed.emit())

    @property
    def method(self) -> Method:
        """How yearly figures are spread."""
        return METHODS[self.methods.currentIndex()]

    def show_shape(self, shape: Shape) -> None:
        """Explain the months of another table."""
        self._legend.setText(say("months-legend-steps" if shape.steps else "months-legend"))
