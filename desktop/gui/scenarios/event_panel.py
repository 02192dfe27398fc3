"""The chosen event: its fields, and below them what it changes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.cards import heading
from desktop.gui.hub import Hub
from desktop.gui.job_runner import AT_ONCE
from desktop.gui.page import scrolling
from desktop.gui.scenarios.effects import EffectList
from desktop.gui.scenarios.form import EventForm
from desktop.gui.scenarios.states import sound
from desktop.gui.words import Elided, counted, plain_label
from desktop.model.progress import Cancelled
from desktop.model.project import Project
from desktop.model.records import Event
from desktop.session import effect_words, events
from desktop.session.effect_words import Line
from desktop.session.event_effects import effects_of
from desktop.text.messages import say

_FORM_LEAST, _FORM_MOST = 160, 440


class EventPanel(QFrame):
    """Shows one event of the project; ``entered`` carries the fields that a user changed."""

    entered = Signal(object)

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._hub = hub
        self._row: int | None = None
        self._told: tuple[Project, int] | None = None
        self._working = False
        self.title, self._when = Elided(), plain_label(muted=True)
        self.title.setFont(theme.sized(theme.TITLE, bold=True))
        self.form, self.effects = EventForm(hub), EffectList()
        self.form.entered.connect(self.entered)
        self._fields = scrolling(self.form)
        self._fields.setMinimumHeight(_FORM_LEAST)
        self._changes = plain_label(muted=True)
        self._changes.setWordWrap(True)
        self._nothing = plain_label(muted=True)
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(self._event_page())
        self._pages.addWidget(_padded(self._nothing))

    @property
    def told(self) -> str:
        """What is said of the number of changes, or instead of an event."""
        return self._nothing.text() if self._pages.currentIndex() else self._changes.text()

    def show_event(self, row: int | None, nothing: str) -> None:
        """Show the event of a row, or say ``nothing`` where there is none; ``show_effects`` says what it changes."""
        event = self._hub.project.rows(Event).get(row) if row is not None else None
        self._row = row if event else None
        self._nothing.setText(nothing)
        self._pages.setCurrentIndex(0 if event else 1)
        if event is None:
            return
        if self._told is not None and self._told[1] != row:  # until it is known what this one changes
            self._told = None
            self.effects.show_lines(())
            self._changes.setText("")
        self.title.show_text(events.bar_text(self._hub.project, event))
        self._when.setText(effect_words.months_told(event.first_month, event.last_month))
        self.form.show_event(event)
        need = self.form.height_in(self._fields.viewport().width()) + theme.GRID
        self._fields.setMaximumHeight(max(min(need, _FORM_MOST), _FORM_LEAST))

    def show_effects(self) -> None:
        """Say what the event changes; of a large project that is found in the background."""
        project, row = self._hub.project, self._row
        if row is None or (project, row) == self._told:
            return
        if not sound(self._hub.problems):
            self._told = None
            self.effects.show_lines(())
            self._changes.setText(say("effects-problems"))
        elif sum(map(len, project.tables.values())) <= AT_ONCE:
            self._show(project, row, _lines(project, row))
        elif not self._working:
            self._find(project, row)

    def focus_form(self) -> None:
        """Go to the months of the event."""
        editor = self.form.editor("first_month")
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def _find(self, project: Project, row: int) -> None:
        self._working = True
        self._changes.setText(say("effects-looking"))

        def done(lines: tuple[Line, ...]) -> None:
            self._working = False
            if (self._hub.project, self._row) == (project, row):
                self._show(project, row, lines)
            else:
                self.show_effects()

        def failed(error: Exception) -> None:
            self._working = False
            if (self._hub.project, self._row) != (project, row) or not sound(self._hub.problems):
                self.show_effects()
                return
            self._told = project, row  # not to be tried again before anything is changed
            self.effects.show_lines(())
            self._changes.setText(say("effects-failed"))
            if not isinstance(error, Cancelled):
                self._hub.alert(error)

        self._hub.runner.start("", lambda _: _lines(project, row), done, failed)

    def _show(self, project: Project, row: int, lines: tuple[Line, ...]) -> None:
        self._told = project, row
        self.effects.show_lines(lines)
        self._changes.setText(counted("effects-count", len(lines)) if lines else say("effects-none"))

    def _event_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * theme.GRID, theme.GRID + 4, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID // 2)
        column.addWidget(self.title)
        column.addWidget(self._when)
        column.addSpacing(theme.GRID // 2)
        column.addWidget(self._fields, 3)
        head = QHBoxLayout()
        head.addWidget(heading(say("effects")))
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self._changes)
        column.addWidget(self.effects, 2)
        return page


def _padded(label: QLabel) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
    column.addWidget(label)
    return page


def _lines(project: Project, row: int) -> tuple[Line, ...]:
    return effect_words.lines(project, effects_of(project, row))
