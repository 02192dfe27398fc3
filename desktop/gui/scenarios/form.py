"""The fields of one event, with the editors that tables have; an entry that cannot be read says why below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.hub import Hub
from desktop.gui.tables.choice_box import ChoiceBox
from desktop.gui.tables.delegate import choices_of, named
from desktop.gui.tables.editors import MonthLine, NamesLine
from desktop.gui.words import plain_label, set_state, tooltip
from desktop.model.errors import AppError
from desktop.model.fields import Field
from desktop.model.months import Month
from desktop.model.records import TABLE, Event
from desktop.session import events, reading
from desktop.session.arranging import shown
from desktop.text import entry
from desktop.text.messages import say

_TABLE = TABLE["events"]


class EventForm(QWidget):
    """Shows one event's fields, those that its kind asks for; ``entered`` carries fields and values that it gets."""

    entered = Signal(object)

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self._hub = hub
        self._event: Event | None = None
        self._editors: dict[str, ChoiceBox | QLineEdit] = {}
        self._kind = plain_label(muted=True)
        self._fault = plain_label()
        for label in (self._kind, self._fault):
            label.setWordWrap(True)
        set_state(self._fault, "bad")
        self._fault.hide()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.GRID)
        self._grid.setVerticalSpacing(theme.GRID // 2)
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self._kind)
        layout.addLayout(self._grid)
        layout.addWidget(self._fault)
        layout.addStretch(1)

    @property
    def fault(self) -> str:
        """Why the last entry was refused, or ""."""
        return "" if self._fault.isHidden() else self._fault.text()

    def editor(self, field: str) -> ChoiceBox | QLineEdit:
        """The editor of a field that is shown."""
        return self._editors[field]

    def height_in(self, width: int) -> int:
        """The height that all fields need in a width."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 0

    def show_event(self, event: Event) -> None:
        """Show an event as it is now; what is being typed into a field stays."""
        same = self._event is not None and self._event.kind == event.kind
        self._event = event
        self._kind.setText(events.kind_words(event.kind))
        if not same or self._offers_differ():
            self._make_editors(event)
        for name, editor in self._editors.items():
            if not (editor.hasFocus() and isinstance(editor, QLineEdit) and editor.isModified()):
                self._start(editor, name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scrolling over a list must not change the choice."""
        if event.type() is QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _offers_differ(self) -> bool:
        """Whether lists would offer other records than they do."""
        return any(
            isinstance(editor, ChoiceBox) and self._offered(_TABLE.field[name]) != editor.property("offered")
            for name, editor in self._editors.items()
        )

    def _offered(self, field: Field) -> list[str]:
        return [str(each) for each in named(field, choices_of(field, self._hub.project) or [], self._hub.project)]

    def _make_editors(self, event: Event) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._editors.clear()
        for at, name in enumerate(events.asked(event.kind)):
            field = _TABLE.field[name]
            editor = self._editors[name] = self._editor(field)
            words = events.value_words(event.kind) if name == "value" else field.help
            editor.setAccessibleName(field.label)
            editor.setToolTip(tooltip(words))
            label = QLabel(say("event-value") if name == "value" else field.label)
            label.setToolTip(tooltip(words))
            label.setBuddy(editor)
            self._grid.addWidget(label, at, 0)
            self._grid.addWidget(editor, at, 1)
            label.show()  # at once: the layout would do it later, and have no room for them until then
            editor.show()
        self._fault.hide()

    def _editor(self, field: Field) -> ChoiceBox | QLineEdit:
        project = self._hub.project
        choices = choices_of(field, project)
        if choices is not None:
            box = ChoiceBox(named(field, choices, project), self)
            box.setObjectName("field")
            box.setProperty("offered", self._offered(field))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.installEventFilter(self)
            box.activated.connect(lambda *_: self._enter(field, box))
            line = box.lineEdit()
            if line is not None:
                opening = QAction(theme.icon("open-list"), say("editor-open"), box)
                opening.triggered.connect(box.show_choices)
                line.addAction(opening, QLineEdit.ActionPosition.TrailingPosition)
                line.editingFinished.connect(lambda: self._enter(field, box))
            return box
        if field.kind == "month":
            made: QLineEdit = MonthLine(field, project.settings.first_month, self)
        elif field.kind == "names":
            made = NamesLine(field, field.choices, self)
        else:
            made = QLineEdit(self)
        if isinstance(made, MonthLine | NamesLine):
            made.picked.connect(lambda: self._enter(field, made))
        made.editingFinished.connect(lambda: self._enter(field, made))
        return made

    def _start(self, editor: ChoiceBox | QLineEdit, name: str) -> None:
        """Show what the event holds in a field."""
        value = getattr(self._event, name)
        if isinstance(editor, ChoiceBox):
            editor.start_from(shown(entry.show(value), _TABLE.field[name]))
            line = editor.lineEdit()
            if line is not None:
                line.deselect()
                line.setCursorPosition(0)
        else:
            editor.setText(shown(value) if isinstance(value, Month) else entry.show(value))
            editor.setCursorPosition(0)
            editor.setModified(False)

    def _enter(self, field: Field, editor: ChoiceBox | QLineEdit) -> None:
        """Make an entry a change of the event, or say why it cannot be read."""
        event = self._event
        if event is None or self._editors.get(field.name) is not editor:
            return
        try:
            value = reading.read(field, editor.text(), event, self._hub.project).value
        except AppError as error:
            self._fault.setText(f"{field.label}: {say(error.key, **error.values)}")
            self._fault.show()
            return
        self._fault.hide()
        if isinstance(editor, QLineEdit):
            editor.setModified(False)
        if value == getattr(event, field.name):
            self._start(editor, field.name)
        elif field.name == "kind":
            self.entered.emit(dict(events.with_kind(event, str(value))))
        else:
            self.entered.emit({field.name: value})
