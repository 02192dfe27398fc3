"""What a page of results says while there is no plan to show: why, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.gui import theme
from desktop.gui.planner import Planner
from desktop.gui.words import plain_label
from desktop.text.messages import say


class Waiting(QWidget):
    """Shows the results, or a sentence in their place."""

    def __init__(self, planner: Planner, results: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._planner = planner
        self._sentence = plain_label(muted=True)
        self._sentence.setFont(theme.sized(theme.TITLE))
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setWordWrap(True)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(results)
        self._pages.addWidget(self._sentence)
        planner.state_changed.connect(self._on_state)
        self.refresh()

    @property
    def text(self) -> str:
        """The sentence shown in place of results, or ""."""
        return self._sentence.text() if self._pages.currentIndex() == 1 else ""

    def refresh(self) -> None:
        """Results when there are any, else why not."""
        self._sentence.setText(say(f"no-plan-{self._planner.state}"))
        self._pages.setCurrentIndex(0 if self._planner.plan is not None else 1)

    def _on_state(self, _: str) -> None:
        self.refresh()
