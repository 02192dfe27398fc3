"""The buttons of the scenarios page: what can be done with scenarios, and with the events of the chosen one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.gui import theme
from desktop.gui.words import tooltip
from desktop.text.messages import say


class Tools(QWidget):
    """A row of buttons by name: the words of each are the message ``do-<name>``, its help ``do-<name>-help``."""

    def __init__(self, acts: dict[str, tuple[str, Callable[[], None]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        self.buttons: dict[str, QPushButton] = {}
        for name, (icon, act) in acts.items():
            button = self.buttons[name] = QPushButton(say(f"do-{name}"))
            if icon:
                theme.set_icon(button, icon)
            button.setToolTip(tooltip(say(f"do-{name}-help")))
            button.setAccessibleName(say(f"do-{name}-help"))
            button.setAutoDefault(False)
            button.clicked.connect(lambda *_, act=act: act())
            layout.addWidget(button)

    def enable(self, *names: str) -> None:
        """Let these be pressed, and no other."""
        for name, button in self.buttons.items():
            button.setEnabled(name in names)
