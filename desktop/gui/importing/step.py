"""What every step of the wizard is: a page with a heading, that says whether one can go on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.importing.work import Work
from desktop.gui.words import plain_label
from desktop.text.messages import say


class Step(QWidget):
    """A page; ``completed`` tells that whether one can go on may have changed."""

    completed = Signal()
    name = ""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.GRID)

    @property
    def can_go_on(self) -> bool:
        """Whether the next step makes sense."""
        return True

    def enter(self) -> None:
        """The step is shown."""

    @property
    def title(self) -> str:
        """What the step is called."""
        return say(f"import-step-{self.name}")


def row(*parts: QWidget | int, spacing: int = theme.GRID) -> QHBoxLayout:
    """Widgets side by side; a number is a stretch."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(spacing)
    for part in parts:
        if isinstance(part, int):
            line.addStretch(part)
        else:
            line.addWidget(part)
    return line


def hint(text: str = "") -> QWidget:
    """A muted line that explains."""
    label = plain_label(text, muted=True)
    label.setWordWrap(True)
    return label


def card() -> tuple[QFrame, QVBoxLayout]:
    """A framed surface and the column in it."""
    frame = QFrame()
    frame.setProperty("card", True)
    column = QVBoxLayout(frame)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(4)
    return frame, column
