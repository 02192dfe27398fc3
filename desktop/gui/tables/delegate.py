"""Editors of cells: drop-down lists for choices and references, lines for the rest, refusal at the cell."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QFrame,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.gui.hub import Hub
from desktop.gui.tables.record_model import FieldRole
from desktop.gui.words import plain_label
from desktop.model.errors import AppError
from desktop.model.fields import Field
from desktop.model.project import Project
from desktop.text import entry
from desktop.text.messages import say

Index = QModelIndex | QPersistentModelIndex
_COMMIT_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class RecordDelegate(QStyledItemDelegate):
    """Chooses the editor by the field; an entry that cannot be read keeps its editor open and says why."""

    def __init__(self, hub: Hub, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._hint: _Hint | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A drop-down list where the field names its choices, else a line."""
        field: Field = index.data(FieldRole)
        choices = choices_of(field, self._hub.project)
        if choices is None:
            line = QLineEdit(parent)
            line.setFrame(False)
            line.setProperty("field", field)
            line.textEdited.connect(self._hide_hint)
            return line
        box = QComboBox(parent)
        box.addItems(choices)
        box.activated.connect(self._commit_box)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start from the cell's text."""
        text = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QComboBox):
            if editor.findText(text) < 0:
                editor.insertItem(0, text)
            editor.setCurrentIndex(editor.findText(text))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """Enter what the editor holds."""
        text = editor.currentText() if isinstance(editor, QComboBox) else editor.text()  # type: ignore[attr-defined]
        model.setData(index, text, Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """As wide as its contents ask for, at least the cell."""
        box = option.rect
        if isinstance(editor, QComboBox):
            box.setWidth(max(box.width(), editor.sizeHint().width()))
        editor.setGeometry(box)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Refuse to leave an editor by key while its entry cannot be read."""
        if isinstance(editor, QLineEdit):
            pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
            leaving = pressed in _COMMIT_KEYS
            reason = self._reason(editor) if leaving else ""
            if reason:
                self._show_hint(editor, reason)
                return True
            if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Destroy):
                self._hide_hint()
        return super().eventFilter(editor, event)

    def _reason(self, editor: QLineEdit) -> str:
        try:
            entry.read(editor.property("field"), editor.text())
        except AppError as error:
            return say(error.key, **error.values)
        return ""

    def _commit_box(self) -> None:
        editor = self.sender()
        if isinstance(editor, QComboBox):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _show_hint(self, editor: QLineEdit, reason: str) -> None:
        self._hide_hint()
        self._hint = _Hint(editor.window(), reason)
        self._hint.move(editor.mapTo(editor.window(), QPoint(0, editor.height() + 2)))
        self._hint.show()

    def _hide_hint(self) -> None:
        if self._hint is not None:
            self._hint.hide()
            self._hint.deleteLater()
            self._hint = None


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
        shown = [entry.show(choice) for choice in field.choices]
        return shown if field.required else ["", *shown]
    if field.kind == "flag":
        return [entry.show(value) for value in (True, False)]
    return None
