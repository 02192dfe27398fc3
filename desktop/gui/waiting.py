"""What a page of results says while there is no plan to show: why, and what to do; or that what it shows is old."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.planner import Planner
from desktop.gui.views.measures import promises
from desktop.gui.words import counted, plain_label
from desktop.text.messages import say

Figures = Literal["none", "old", "current"]


class Waiting(QWidget):
    """Shows the results, with a banner over them when they are old or of nothing, or a sentence in their place.

    ``figures`` tells what the results are; without it they are those of the planner's plan.
    """

    def __init__(
        self,
        planner: Planner,
        results: QWidget,
        figures: Callable[[], Figures] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._planner = planner
        self._figures = figures or self._of_plan
        self._sentence = plain_label(muted=True)
        self._sentence.setFont(theme.sized(theme.TITLE))
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setWordWrap(True)
        self._banner = plain_label()
        self._banner.setObjectName("banner")
        self._banner.setWordWrap(True)
        self._banner.hide()
        self._pages = QStackedLayout()
        self._pages.addWidget(results)
        self._pages.addWidget(self._sentence)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self._banner)
        layout.addLayout(self._pages, 1)
        planner.state_changed.connect(self._on_state)
        self.refresh()

    @property
    def text(self) -> str:
        """The sentence shown in place of results, or ""."""
        return self._sentence.text() if self._pages.currentIndex() == 1 else ""

    @property
    def banner(self) -> str:
        """What stands over the results, or ""."""
        return "" if self._banner.isHidden() else self._banner.text()

    def refresh(self) -> None:
        """Results when there are any, else why not."""
        figures = self._figures()
        self._sentence.setText(say(f"no-plan-{self._planner.state}"))
        self._pages.setCurrentIndex(1 if figures == "none" else 0)
        said = self._warning(figures)
        self._banner.setText(said)
        if self._banner.property("calm") != (figures != "old"):
            self._banner.setProperty("calm", figures != "old")
            self._banner.style().unpolish(self._banner)
            self._banner.style().polish(self._banner)
        self._banner.setVisible(bool(said))

    def _of_plan(self) -> Figures:
        if self._planner.plan is None:
            return "none"
        return "old" if self._planner.state in ("problems", "failed") else "current"

    def _warning(self, figures: Figures) -> str:
        plan = self._planner.plan
        if figures == "old":
            errors = self._planner.errors
            return counted("stale-problems", errors) if errors else say("stale-failed")
        return say("nothing-promised") if figures == "current" and plan and not promises(plan) else ""

    def _on_state(self, _: str) -> None:
        self.refresh()
