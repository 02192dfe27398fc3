"""The details of one record: what its current cell may hold, problems, evidence, note, and where it is used."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.cards import heading
from desktop.gui.hub import Hub
from desktop.gui.job_runner import AT_ONCE
from desktop.gui.page import scrolling
from desktop.gui.tables.evidence_list import EvidenceList
from desktop.gui.tables.link_list import LinkList
from desktop.gui.words import Elided, plain_label
from desktop.model.edits import SetFields
from desktop.model.project import Project
from desktop.model.records import TABLE
from desktop.model.uses import Use, uses_of
from desktop.session.details import Place, called, problems_of, rules_of, uses_told
from desktop.text.messages import say

_MOST_USES = 100
_NOTE_HEIGHT = 72


class _Note(QPlainTextEdit):
    """``left`` tells that the focus went elsewhere."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say so."""
        super().focusOutEvent(event)
        self.left.emit()


class DetailsPanel(QWidget):
    """Shows the record at a place; ``wanted`` carries a place that was clicked, ``closed`` asks to be hidden."""

    wanted = Signal(object)
    closed = Signal()

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._place: Place | None = None
        self._found: tuple[Project, str, int] | None = None
        self._searching = False
        self.title, self._kind = Elided(), plain_label(muted=True)
        self.title.setFont(theme.sized(theme.TITLE, bold=True))
        self.field, self._help, self._rules = heading(""), plain_label(), plain_label(muted=True)
        self.problems = LinkList(say("details-problems"))
        self.uses = LinkList(say("details-uses"))
        self.evidence = EvidenceList(hub)
        self.note = _Note()
        self.note.setAccessibleName(say("details-note"))
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.note.setTabChangesFocus(True)
        self._uses_said = plain_label(muted=True)
        self._heads = {name: heading(say(f"details-{name}")) for name in ("problems", "evidence", "note", "uses")}
        for label in (self.field, self._help, self._rules, self._uses_said):
            label.setWordWrap(True)
        for links in (self.problems, self.uses):
            links.chosen.connect(self.wanted)
        self.note.left.connect(self.keep_note)
        self._pages = self._lay_out()
        self.show_place(None)

    def show_place(self, place: Place | None) -> None:
        """Show the record that a place is of, as it is now; None where there is none."""
        if self._place != place:
            self.keep_note()
        project = self._hub.project
        there = place is not None and place.row in project.tables[place.table]
        self._place = place if there else None
        self._pages.setCurrentIndex(0 if there else 1)
        if place is None or not there:
            return
        table = TABLE[place.table]
        record = project.tables[place.table][place.row]
        self.title.show_text(called(table, record))
        self._kind.setText(table.title)
        field = table.field.get(place.field)
        for label, text in (
            (self.field, field.header if field else ""),
            (self._help, field.help if field else ""),
            (self._rules, rules_of(field, record, project) if field else ""),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._show_problems(place)
        self.evidence.show_place(place)
        self._show_note(place)
        self._find_uses(place)

    def keep_note(self) -> None:
        """Make what was written as the note an edit, if it differs."""
        place, text = self._place, self.note.toPlainText().strip()
        if place is None or not self.note.document().isModified():
            return
        self.note.document().setModified(False)
        record = self._hub.project.tables[place.table].get(place.row)
        if record is not None and text != getattr(record, "note", text):
            self._hub.apply(SetFields(place.table, {place.row: {"note": text}}))

    def _show_problems(self, place: Place) -> None:
        found = problems_of(self._hub.problems, place.table, place.row)
        shown = theme.colours()
        self.problems.show_lines(
            [(told.text, told.place, theme.icon("problem", shown.bad if told.bad else shown.muted)) for told in found]
        )
        self._heads["problems"].setVisible(bool(found))

    def _show_note(self, place: Place) -> None:
        has_note = "note" in TABLE[place.table].field and place.table != "evidence"
        self.note.setVisible(has_note)
        self._heads["note"].setVisible(has_note)
        text = str(getattr(self._hub.project.tables[place.table][place.row], "note", "")) if has_note else ""
        if not self.note.document().isModified() and text != self.note.toPlainText():
            self.note.setPlainText(text)

    def _find_uses(self, place: Place) -> None:
        """Show the uses of a record; in a large project one search at a time, for the record that is current then."""
        project = self._hub.project
        if sum(map(len, project.tables.values())) <= AT_ONCE:
            self._show_uses(project, uses_of(project, place.table, place.row))
        elif self._found != (project, place.table, place.row):
            self._uses_said.setText(say("details-looking"))
            self._uses_said.show()
            if not self._searching:
                self._search(project, place)

    def _search(self, project: Project, place: Place) -> None:
        self._searching = True

        def done(uses: tuple[Use, ...]) -> None:
            self._searching = False
            now = self._place
            if now is None:
                return
            if (self._hub.project, now.table, now.row) == (project, place.table, place.row):
                self._found = project, place.table, place.row
                self._show_uses(project, uses)
            else:
                self._find_uses(now)

        def failed(error: Exception) -> None:
            self._searching = False
            self._hub.alert(error)

        self._hub.runner.start("", lambda _: uses_of(project, place.table, place.row), done, failed)

    def _show_uses(self, project: Project, found: Sequence[Use]) -> None:
        uses = [use for use in found if use.table != "evidence"]
        self.uses.show_lines([(told.text, told.place, None) for told in uses_told(project, uses, _MOST_USES)])
        more = len(uses) - _MOST_USES
        self._uses_said.setText(say("details-more", count=more) if more > 0 else "" if uses else say("details-unused"))
        self._uses_said.setVisible(not uses or more > 0)

    def _lay_out(self) -> QStackedLayout:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.GRID, 0)
        column.setSpacing(theme.GRID // 2)
        parts: tuple[QWidget, ...] = (
            *(self._kind, self.field, self._help, self._rules),
            *(self._heads["problems"], self.problems, self._heads["evidence"], self.evidence),
            *(self._heads["note"], self.note, self._heads["uses"], self.uses, self._uses_said),
        )
        for part in parts:
            if isinstance(part, QLabel) and part in (self.field, *self._heads.values()):
                part.setContentsMargins(0, theme.GRID, 0, 0)
            column.addWidget(part)
        column.addStretch(1)
        nothing = plain_label(say("details-nothing"), muted=True)
        nothing.setWordWrap(True)
        nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        none = plain_label(say("details"))
        none.setFont(self.title.font())
        pages = QStackedLayout(self)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.addWidget(self._page(self.title, scrolling(inside)))
        pages.addWidget(self._page(none, nothing))
        return pages

    def _page(self, title: QWidget, below: QWidget) -> QWidget:
        """A title, with a button that closes the details, over what they are."""
        close = QToolButton()
        theme.set_icon(close, "close")
        close.setAutoRaise(True)
        close.setToolTip(say("details-close"))
        close.setAccessibleName(say("details-close"))
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(close)
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addWidget(below, 1)
        return page
