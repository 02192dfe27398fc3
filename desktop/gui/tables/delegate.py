"""How cells look and are edited: the editor that suits the field, refusal at the cell, marks of the three classes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QCompleter,
    QFrame,
    QLineEdit,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.gui.hub import Hub
from desktop.gui.tables.choice_box import Choice, ChoiceBox
from desktop.gui.tables.class_marks import mark
from desktop.gui.tables.editing import EnteringDelegate
from desktop.gui.tables.editors import DateLine, MonthLine, NamesLine, PopupLine
from desktop.gui.tables.record_model import ClassRole, FieldRole, RecordModel
from desktop.gui.words import plain_label
from desktop.model.errors import AppError
from desktop.model.fields import Field
from desktop.model.project import Project
from desktop.model.records import Source
from desktop.session import reading
from desktop.session.arranging import shown
from desktop.text import entry
from desktop.text.messages import say

Index = QModelIndex | QPersistentModelIndex
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMIT_KEYS = (*_RETURN, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_MOST_OFFERED = 500
_HINT_EDGE = 8
_TYPED = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)


class RecordDelegate(EnteringDelegate):
    """Chooses the editor by the field; an entry that cannot be read keeps its editor open and says why.

    ``filled_all`` carries an entry that all selected cells are to have, ``opened`` and ``closed`` an editor.
    """

    filled_all = Signal(str)
    opened = Signal(QWidget)
    closed = Signal(QWidget)

    def __init__(self, hub: Hub, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._hint: _Hint | None = None
        self._edited = QPersistentModelIndex()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list where the field names its choices, a calendar for months and days, else a line."""
        field: Field = index.data(FieldRole)
        self._edited = QPersistentModelIndex(index)
        editor = self._editor(field, parent)
        editor.setProperty("field", field)
        editor.setAccessibleName(field.header)
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(self._hide_hint)
        self.opened.emit(editor)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start from the cell's text."""
        text = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, ChoiceBox):
            editor.start_from(shown(text, index.data(FieldRole)))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """Enter what the editor holds."""
        if isinstance(editor, ChoiceBox | QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """As wide as its contents ask for, at least the cell."""
        box = option.rect
        if isinstance(editor, ChoiceBox):
            box.setWidth(max(box.width(), editor.sizeHint().width()))
        editor.setGeometry(box)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Take the reason away with the editor that it stands below; one that goes with its row enters nothing more."""
        self._hide_hint()
        editor.removeEventFilter(self)
        self.closed.emit(editor)
        super().destroyEditor(editor, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Refuse to leave an editor by key while its entry cannot be read; Ctrl and Return fill the selection."""
        if isinstance(editor, ChoiceBox | QLineEdit):
            if isinstance(event, QKeyEvent) and event.type() in _TYPED and self._on_key(editor, event):
                return True
            if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Destroy):
                self._hide_hint()
        return super().eventFilter(editor, event)

    def _on_key(self, editor: ChoiceBox | QLineEdit, event: QKeyEvent) -> bool:
        """Whether a key is done with: it opened a list, filled the selection, or its entry was refused."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        filling = event.key() in _RETURN and held == Qt.KeyboardModifier.ControlModifier
        if event.type() == QEvent.Type.ShortcutOverride:
            if filling:
                event.accept()
            return filling
        if event.key() == Qt.Key.Key_Down and held == Qt.KeyboardModifier.AltModifier:
            if isinstance(editor, ChoiceBox | PopupLine):
                editor.show_choices()
            return True
        reason = self._reason(editor) if event.key() in _COMMIT_KEYS else ""
        if reason:
            self._show_hint(editor, reason)
            return True
        if filling:
            text = editor.text()
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
            self.filled_all.emit(text)
        return filling

    def _editor(self, field: Field, parent: QWidget) -> QWidget:
        project = self._hub.project
        choices = choices_of(field, project)
        if choices is not None:
            box = ChoiceBox(named(field, choices, project), parent)
            box.activated.connect(self._committer(box))
            return box
        line: QLineEdit
        if field.kind == "month":
            line = MonthLine(field, project.settings.first_month, parent)
        elif field.kind == "date":
            line = DateLine(field, parent)
        elif field.kind == "names":
            line = NamesLine(field, field.choices or _countries(project), parent)
        else:
            line = QLineEdit(parent)
            line.setFrame(False)
            if field.kind == "text":
                self._offer_known(field, line)
        if isinstance(line, PopupLine):
            line.picked.connect(self._committer(line))
        return line

    def _offer_known(self, field: Field, line: QLineEdit) -> None:
        """Complete what is typed to what the column holds already."""
        model = self._edited.model()
        if not isinstance(model, RecordModel):
            return
        records = self._hub.project.tables[model.table.name].values()
        known = {str(getattr(record, field.name)) for record in records} - {""}
        if len(known) <= _MOST_OFFERED:
            completer = QCompleter(sorted(known), line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
            line.setCompleter(completer)

    def _reason(self, editor: ChoiceBox | QLineEdit) -> str:
        """Why the entry cannot be read, or ""."""
        model = self._edited.model()
        if not isinstance(model, RecordModel) or not self._edited.isValid():
            return ""
        field, record = editor.property("field"), model.record(self._edited.row())
        try:
            reading.read(field, editor.text(), record, self._hub.project)
        except AppError as error:
            return say(error.key, **error.values)
        return ""

    def _committer(self, editor: ChoiceBox | PopupLine) -> Callable[[], None]:
        def commit(*_: object) -> None:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

        return commit

    def _show_hint(self, editor: QWidget, reason: str) -> None:
        self._hide_hint()
        self._hint = _Hint(editor.window(), reason)
        below = editor.mapTo(editor.window(), QPoint(0, editor.height() + 2))
        room = editor.window().width() - self._hint.width() - _HINT_EDGE
        self._hint.move(max(min(below.x(), room), 0), below.y())
        self._hint.show()

    def _hide_hint(self) -> None:
        if self._hint is not None:
            self._hint.hide()
            self._hint.deleteLater()
            self._hint = None


class MarkDelegate(RecordDelegate):
    """The delegate of the first column, where the mark of a record's class stands.

    It is a class of its own because Qt asks it for the look of each cell, which takes its time in Python.
    """

    def __init__(self, hub: Hub, parent: QObject | None = None) -> None:
        super().__init__(hub, parent)
        self._marks: dict[tuple[str, int], QIcon] = {}

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell's look, with the mark of its record's class before its own."""
        super().initStyleOption(option, index)
        name = index.data(ClassRole)
        if name:
            found = option.icon if option.features & option.ViewItemFeature.HasDecoration else QIcon()
            option.icon = self._mark(name, found)
            option.features |= option.ViewItemFeature.HasDecoration
            option.decorationSize = QSize(14 if found.isNull() else 32, 14)

    def _mark(self, name: str, found: QIcon) -> QIcon:
        key = (name, 0 if found.isNull() else found.cacheKey())
        if key not in self._marks:
            self._marks[key] = mark(name, found)
        return self._marks[key]


class _Hint(QFrame):
    """The reason why an entry is refused, just below it."""

    def __init__(self, parent: QWidget, reason: str) -> None:
        super().__init__(parent)
        self.setObjectName("hint")
        label = plain_label(reason)
        label.setWordWrap(True)
        label.setMinimumWidth(280)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.addWidget(label)
        self.adjustSize()


def choices_of(field: Field, project: Project) -> list[str] | None:
    """What a drop-down list offers for a field, or None where people type."""
    if field.kind == "ref":
        known = [str(getattr(record, "id")) for record in project.tables[field.table].values()]  # noqa: B009
        return known if field.required else ["", *known]
    if field.kind == "choice":
        offered = [shown(choice, field) for choice in field.choices]
        return offered if field.required else ["", *offered]
    if field.kind == "flag":
        return [entry.show(value) for value in (True, False)]
    return None


def named(field: Field, choices: Sequence[str], project: Project) -> list[str | Choice]:
    """The choices of a field; those of a reference with the names of what they refer to."""
    if field.kind != "ref":
        return list(choices)
    names = {getattr(record, "id", ""): getattr(record, "name", "") for record in project.tables[field.table].values()}
    told = {own for own, name in names.items() if name not in ("", own)}
    return [(own, say("choice-named", name=names[own], id=own)) if own in told else own for own in choices]


def _countries(project: Project) -> list[str]:
    """The countries that the project's sources are in."""
    return sorted({source.country for source in project.all(Source)} - {""})
