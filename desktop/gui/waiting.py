"""What a page of results says while there is no plan of anything to show: why, and what to do; or that it is old."""

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
    """Shows the results, with a banner over them when they are old, or where there are none a sentence in their place.

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
        """Results when there are any, else why not; a plan of nothing promised has none."""
        figures, plan = self._figures(), self._planner.plan
        of_nothing = figures == "current" and plan is not None and not promises(plan)
        self._sentence.setText(say("nothing-promised" if of_nothing else f"no-plan-{self._planner.state}"))
        self._pages.setCurrentIndex(1 if of_nothing or figures == "none" else 0)
        said = self._warning(figures)
        self._banner.setText(said)
        self._banner.setVisible(bool(said))

    def _of_plan(self) -> Figures:
        if self._planner.plan is None:
            return "none"
        return "old" if self._planner.state in ("problems", "failed") else "current"

    def _warning(self, figures: Figures) -> str:
        errors = self._planner.errors
        if figures != "old":
            return ""
        return counted("stale-problems", errors) if errors else say("stale-failed")

    def _on_state(self, _: str) -> None:
        self.refresh()
