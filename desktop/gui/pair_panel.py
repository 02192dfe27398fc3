"""What sets two plans apart: the way from one cost to the other, and what differs in what they were made from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.analysis import compare
from desktop.gui import theme
from desktop.gui.charts.waterfall import WaterfallView
from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column, ResultTable
from desktop.gui.views import comparing
from desktop.gui.words import Elided, counted, plain_label
from desktop.model.plan import Plan
from desktop.text.messages import say


class PairPanel(QWidget):
    """A waterfall at the left, a table of inputs at the right, and words while there are no two plans."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair: tuple[Plan | None, Plan | None] = None, None
        self.way = WaterfallView()
        self.inputs = ResultTable(say("compare-inputs"), wraps=True)
        self.inputs.setFrameShape(QFrame.Shape.NoFrame)
        self._count = Elided()
        self._count.setProperty("muted", True)
        self._none = plain_label(muted=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.GRID)
        grid.addWidget(self.way, 0, 0)
        grid.addWidget(self._card(), 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def show_pair(self, base: Plan | None, plan: Plan | None, choice: Choice) -> None:
        """Show what sets a plan apart from a base; without both, how to choose them. The inputs come by themselves."""
        self._pair = base, plan
        if base is None or plan is None:
            self.way.show_state(comparing.no_way())
            self._show_none(say("compare-inputs-pair"))
            return
        first, second = compare.labels([base, plan])
        self.way.show_state(comparing.way(base, plan, (first, second), choice))

    def show_inputs(self, base: Plan, plan: Plan, columns: Sequence[Column]) -> None:
        """Show what differs in the inputs of two plans, if these are the two that are shown."""
        if self._pair != (base, plan):
            return
        first, second = compare.labels([base, plan])
        self.inputs.show_columns(columns)
        count = len(columns[0].texts)
        self._count.show_text(counted("compare-inputs-count", count, base=first, plan=second))
        if count:
            self._pages.setCurrentIndex(0)
        else:
            self._show_none(say("compare-inputs-none"))

    def _show_none(self, why: str) -> None:
        self._count.show_text("")
        self._none.setText(why)
        self._pages.setCurrentIndex(1)

    def _card(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        title = plain_label(say("compare-inputs"))
        title.setFont(theme.sized(theme.TITLE, bold=True))
        self._pages = QStackedLayout()
        self._pages.addWidget(self.inputs)
        self._pages.addWidget(self._none)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(2 * theme.GRID, theme.GRID + 4, 2 * theme.GRID, theme.GRID)
        layout.setSpacing(theme.GRID // 2)
        layout.addWidget(title)
        layout.addWidget(self._count)
        layout.addLayout(self._pages, 1)
        return card
