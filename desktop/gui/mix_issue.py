"""Issues the plan of a mix: asks for a name and a note, notes what is ordered, saves, and keeps a named version."""

from __future__ import annotations

from collections.abc import Callable

import attrs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.analysis.figures import scenario_name
from desktop.gui import theme
from desktop.gui.documents import Documents
from desktop.gui.hub import Hub
from desktop.gui.planner import Planner
from desktop.gui.words import plain_label, set_state, tooltip
from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import Mix
from desktop.session import documents, issuing, versions, who
from desktop.session.documents import Place
from desktop.text.messages import say

_WIDTH, _NOTE_HEIGHT = 600, 88


@attrs.frozen
class Asked:
    """What is said before a plan is issued: of which mix, under which name, with which note; not yet in whole lots.

    ``scenario`` is the name of the one under which it was planned, "" for the project as entered. Then ``entered`` is
    what is said of the mix's plan of the project as entered, if that is ready too: it may be issued in its place.
    """

    mix: str
    name: str
    note: str
    quick: bool
    scenario: str = ""
    entered: Asked | None = None


AskIssue = Callable[[QWidget, Asked], Asked | None]


class IssueDialog(QDialog):
    """Asks under which name and with which note a plan is issued."""

    def __init__(self, parent: QWidget, asked: Asked) -> None:
        super().__init__(parent)
        self._asked = asked
        self.setWindowTitle(say("issue-title"))
        self.setMinimumWidth(_WIDTH)
        self.name, self.note = QLineEdit(asked.name), QPlainTextEdit(asked.note)
        self.name.selectAll()
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.note.setTabChangesFocus(True)
        said, quick = plain_label(say("issue-said", mix=asked.mix)), plain_label(say("issue-quick"))
        under = plain_label(say("issue-scenario", scenario=asked.scenario))
        for label, wanted in ((quick, asked.quick), (under, bool(asked.scenario) and asked.entered is None)):
            set_state(label, "warn")
            label.setVisible(wanted)
        self.under = QRadioButton()
        under_words = say("issue-under", scenario=asked.scenario)
        room = _WIDTH - 10 * theme.GRID
        cut = self.under.fontMetrics().elidedText(under_words, Qt.TextElideMode.ElideMiddle, room)
        self.under.setText(cut.replace("&", "&&"))
        self.under.setToolTip(tooltip(under_words))
        self.entered = QRadioButton(say("issue-entered"))
        self.under.setChecked(True)
        self.entered.toggled.connect(self._on_other)
        for choice in (self.under, self.entered):
            choice.setVisible(asked.entered is not None)
        buttons = QDialogButtonBox()
        self.issue = buttons.addButton(say("issue-do"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.name.textChanged.connect(lambda text: self.issue.setEnabled(bool(text.strip())))
        form = QFormLayout()
        form.addRow(say("issue-name"), self.name)
        form.addRow(say("issue-note"), self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        layout.setSpacing(theme.GRID)
        for label in (said, under, quick):
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addWidget(self.under)
        layout.addWidget(self.entered)
        layout.addLayout(form)
        layout.addWidget(buttons)

    @property
    def answer(self) -> Asked:
        """What is asked, with name and note as they were entered."""
        return attrs.evolve(self._chosen, name=self.name.text().strip(), note=self.note.toPlainText().strip())

    @property
    def _chosen(self) -> Asked:
        """What is said of the plan that is chosen."""
        entered = self._asked.entered
        return entered if entered is not None and self.entered.isChecked() else self._asked

    def _on_other(self, entered: bool) -> None:
        """Say of the other plan what is usual, where nothing else was entered."""
        if self._asked.entered is None:
            return
        before = self._asked if entered else self._asked.entered
        if self.name.text() == before.name:
            self.name.setText(self._chosen.name)
        if self.note.toPlainText() == before.note:
            self.note.setPlainText(self._chosen.note)


def ask_issue(parent: QWidget, asked: Asked) -> Asked | None:
    """Name and note as the user wants them, None to issue nothing."""
    dialog = IssueDialog(parent, asked)
    done = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.answer if done else None


class Issuing:
    """Issues plans; ``ask`` is how the user is asked. A project without a file gets one first."""

    def __init__(self, hub: Hub, planner: Planner, own: Documents, parent: QWidget) -> None:
        self._hub, self._planner, self._documents, self._parent = hub, planner, own, parent
        self.ask: AskIssue = ask_issue

    @property
    def can_start(self) -> bool:
        """Whether the plan that is looked at is ready to be issued."""
        return self._planner.finished is not None

    def start(self) -> None:
        """Issue the plan that is looked at: of the chosen mix under the chosen scenario."""
        mix, scenario = self._hub.choice.mix, self._hub.choice.scenario
        plan, entered = self._planner.finished, self._plan_of(mix, "") if scenario else None
        if plan is None:
            return
        name = plan.project.by_id(Mix)[mix].name or mix
        other = _asked(name, entered) if entered is not None else None
        answer = self.ask(self._parent, attrs.evolve(_asked(name, plan), entered=other))
        if answer is None:
            return
        issued = entered if entered is not None and not answer.scenario else plan
        if self._hub.desk.path is None or self._hub.desk.place.read_only:
            self._documents.save_as(lambda: self._issue(issued, answer))
        else:
            self._issue(issued, answer)

    def _plan_of(self, mix: str, scenario: str) -> Plan | None:
        """The plan of the project as it is now, if it is ready and verified."""
        plan = self._planner.plan_of(mix, scenario)
        current = plan is not None and plan.verified and plan.project is self._hub.desk.project
        return plan if current else None

    def _issue(self, plan: Plan, answer: Asked) -> None:
        """Note the arrivals as issued, carry the plan over, save, and give the state its name."""
        if self._hub.desk.project is not plan.project:
            self._hub.alerted.emit(say("issue-old-plan", mix=answer.mix), ())
            return
        if not self._hub.apply(issuing.edit(plan.project, plan)):
            return
        project = self._hub.desk.project
        self._carry(plan, project)
        self._documents.save(lambda: self._name(project, answer))

    def _carry(self, plan: Plan, project: Project) -> None:
        """Show the plan that was issued as that of the project in which it is."""

        def done(found: Plan | None) -> None:
            if found is not None and self._hub.desk.project is project:
                self._hub.announce(self._hub.desk.keep(found))

        self._hub.runner.start("", lambda _: issuing.carried(plan, project), done, self._hub.alert)

    def _name(self, project: Project, answer: Asked) -> None:
        place, document = self._hub.desk.place, self._hub.document
        path = place.path
        if path is None:
            return

        def work(_: object) -> Place:
            return documents.touched(place, lambda: versions.name(path, project, answer.name, answer.note))

        def done(where: Place) -> None:
            if document == self._hub.document:
                self._hub.desk.note_touched(place, where)
            self._hub.done.emit(say("issued-said", name=answer.name))
            self._hub.offered.emit("export-plan")

        self._hub.run(say("job-issuing"), work, done, lasting=True)


def _asked(mix: str, plan: Plan) -> Asked:
    """What is said of a plan before it is issued."""
    title, note = issuing.usual_name(plan, who.now().date()), issuing.usual_note(plan)
    return Asked(mix, title, note, plan.answer != "whole", scenario_name(plan))
