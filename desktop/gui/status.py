"""The status bar: problems, the state of the plan, jobs under way, the sum of what is selected, saved or not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QStatusBar, QToolButton, QWidget

from desktop.gui import theme
from desktop.gui.hub import Hub
from desktop.gui.improver import Improver
from desktop.gui.planner import Planner
from desktop.gui.views.measures import promises
from desktop.gui.words import counted, plain_label, set_state, tooltip
from desktop.model.records import Mix
from desktop.session import gap
from desktop.session.desk import Desk
from desktop.text import formats
from desktop.text.messages import say

_SAID_FOR = 6000


class StatusBar(QStatusBar):
    """Keeps itself up to date; ``problems_wanted`` when the user clicks on their number."""

    problems_wanted = Signal()

    def __init__(self, hub: Hub, planner: Planner, improver: Improver, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub, self._planner = hub, planner
        self.setSizeGripEnabled(False)
        self.setContentsMargins(0, 0, 2 * theme.GRID, 0)
        self._problems = QPushButton()
        self._problems.setFlat(True)
        self._problems.clicked.connect(self.problems_wanted)
        self._plan = plain_label()
        self._sum, self._saved = plain_label(muted=True), plain_label(muted=True)
        self._saved.setContentsMargins(2 * theme.GRID, 0, 0, 0)
        self._job, self._share, self._stop = plain_label(), QProgressBar(), QToolButton()
        self._share.setMaximumWidth(140)
        self._share.setTextVisible(False)
        self._stop.setText(say("job-stop"))
        self._stop.clicked.connect(hub.runner.cancel_all)
        self.addWidget(self._problems)
        self.addWidget(self._plan)
        self.addWidget(WholeStanding(hub, planner, improver))
        for widget in (self._job, self._share, self._stop, self._sum, self._saved):
            self.addPermanentWidget(widget)
        hub.said.connect(self._on_said)
        hub.alerted.connect(self.clearMessage)
        hub.kept.connect(self._show_saved, Qt.ConnectionType.QueuedConnection)
        hub.runner.reported.connect(self._on_reported)
        hub.runner.counted.connect(self._on_counted)
        planner.state_changed.connect(self._on_state)
        self._on_counted(0)
        self.refresh()

    def refresh(self) -> None:
        """Say how the document stands."""
        errors = sum(problem.severity == "error" for problem in self._hub.problems)
        self._problems.setText(_counted(errors, len(self._hub.problems) - errors))
        self._problems.setIcon(theme.icon("problem", theme.colours().bad) if errors else theme.icon("check"))
        self._show_saved()
        self._on_state(self._planner.state)

    def show_selection(self, numbers: list[float], count: int) -> None:
        """Sum, average, least, most and count of the selected cells, as spreadsheets do; nothing for a single cell."""
        if count < 2:  # noqa: PLR2004 - one cell says it all itself
            self._sum.setText("")
        elif numbers:
            total = sum(numbers)
            figures = {"sum": total, "average": total / len(numbers), "least": min(numbers), "most": max(numbers)}
            values = {name: formats.number(figure, 2) for name, figure in figures.items()}
            self._sum.setText(say("status-sum", count=count, **values))
        else:
            self._sum.setText(say("status-count", count=count))

    @Slot(str)
    def _show_saved(self, _: str = "") -> None:
        said = _saved(self._hub.desk)
        keeper = self._hub.desk.keeper
        failing = keeper is not None and keeper.keeping == "failing"
        set_state(self._saved, "warn" if failing and self._hub.desk.modified else "muted")
        self._saved.setText(said)
        self._saved.setToolTip(tooltip(say("status-unkept-help")) if failing else "")

    def _on_said(self, sentence: str) -> None:
        self.showMessage(sentence, _SAID_FOR)

    def _on_reported(self, title: str, step: str, share: float) -> None:
        if title and title == self._job.text():
            self._share.setRange(0, 100)
            self._share.setValue(round(100 * share))

    def _on_counted(self, _: int) -> None:
        """The job begun last is told of: what fills something in the background goes on for long."""
        titles = self._hub.runner.titles
        before, now = self._job.text(), titles[-1] if titles else ""
        if now != before:
            self._job.setText(now)
            self._share.setRange(0, 0)
        for widget in (self._job, self._share):
            widget.setVisible(bool(titles))
        self._stop.setVisible(self._hub.runner.can_cancel)

    def _on_state(self, state: str) -> None:
        plan = self._planner.plan
        if state == "ready" and self._hub.is_previewing:
            state = "planning"  # as the next move of the hand will: words that come and go tell nothing
        if state == "ready" and plan is not None and not plan.verified:
            state = "faulty"
        elif state == "ready" and plan is not None and not promises(plan):
            state = "nothing"
        elif state == "ready" and plan is not None and plan.certificate is not None:
            state = "certified"
        said = say(f"plan-state-{state}")
        if said == self._plan.text():
            return
        self._plan.setText(said)
        self._plan.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        looks = {"ready": "good", "certified": "good", "faulty": "bad", "failed": "bad", "problems": "warn"}
        set_state(self._plan, looks.get(state, "muted"))
        self._plan.setMinimumWidth(self._plan.sizeHint().width())  # the bar cuts it before it makes room


class WholeStanding(QWidget):
    """How the search for whole lots stands: its gap, a button to stop it, and one to go on with it."""

    def __init__(self, hub: Hub, planner: Planner, improver: Improver, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub, self._planner, self._improver = hub, planner, improver
        self._words, self._stop, self._go_on = plain_label(), QToolButton(), QToolButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GRID, 0, 0, 0)
        for button, name, act in ((self._stop, "stop", improver.stop), (self._go_on, "go-on", improver.go_on)):
            button.setText(say(f"whole-{name}"))
            button.setToolTip(tooltip(say(f"whole-{name}-help")))
            button.clicked.connect(act)
        for widget in (self._words, self._stop, self._go_on):
            row.addWidget(widget)
        improver.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        self._words.setText(self._said())
        self._words.setVisible(bool(self._words.text()))
        self._stop.setVisible(self._improver.searching is not None)
        self._go_on.setVisible(self._improver.can_go_on)

    def _said(self) -> str:
        plan, standing, searched = self._planner.plan, self._improver.standing, self._improver.searching
        parts = [say(f"whole-{standing}")] if standing else []
        if plan is not None and self._planner.up_to_date and plan.answer == "whole":
            parts = [say("whole-gap", gap=gap.words(plan))]
        if searched is not None and standing != "searching":
            mix = self._hub.project.by_id(Mix).get(searched)
            parts.append(say("whole-elsewhere", mix=(mix.name if mix else "") or searched))
        return " · ".join(parts)


def _saved(desk: Desk) -> str:
    """What to say of the file; a document that has none yet was never saved."""
    if desk.modified:
        failing = desk.keeper is not None and desk.keeper.keeping == "failing"
        return say("status-unkept" if failing else "status-unsaved")
    if desk.saved_at is not None:
        return say("status-saved-at", time=formats.clock(desk.saved_at))
    return say("status-saved" if desk.path is not None else "status-never-saved")


def _counted(errors: int, notes: int) -> str:
    """How many problems keep a plan from being made, and how many notes do not."""
    said = counted("status-problems", errors) if errors else say("status-no-problems")
    return f"{said} · {counted('status-notes', notes)}" if notes else said
