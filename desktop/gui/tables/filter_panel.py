"""The filter of one column: its values to tick, bounds, a text, filled or empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.words import plain_label
from desktop.model.errors import AppError
from desktop.model.fields import Field, Value
from desktop.session.arranging import Among, Between, Bound, Condition, Containing, Filled, in_order, shown
from desktop.text import entry
from desktop.text.messages import say

_LISTED, _MOST_VALUES = 500, 4000
_RANGED = ("number", "whole", "month", "date")
_VALUE = Qt.ItemDataRole.UserRole + 1
Make = Callable[[], Condition | None]


class FilterPanel(QFrame):
    """A popup; ``asked`` carries the condition, or None for no filter on the column."""

    asked = Signal(object)

    def __init__(
        self, field: Field, counts: Mapping[Value, int], now: Condition | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(say("filter-title", field=field.label))
        self._field, self._too_many = field, len(counts) > _MOST_VALUES
        self.values = _Values(field, {} if self._too_many else counts, now)
        self.least, self.most, self.text = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        for line in (self.text,) if field.kind in _RANGED else (self.least, self.most, self.text):
            line.hide()
        self._fault = plain_label()
        self._fault.setWordWrap(True)
        self._fault.setProperty("bad", True)
        self._fault.hide()
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(say("filter-kind"))
        self._stack, self._makers = QStackedWidget(), list[Make]()
        self._add("filter-values", _too_many() if self._too_many else self.values, self.values.condition)
        if field.kind in _RANGED:
            self._add("filter-between", self._bounds(), self._between)
        self._add("filter-containing", self._texts(), lambda: self._containing(negated=False))
        self._add("filter-not-containing", self._texts(), lambda: self._containing(negated=True))
        self._add("filter-filled", QWidget(), lambda: Filled(field.name))
        self._add("filter-empty", QWidget(), lambda: Filled(field.name, filled=False))
        self.kinds.currentIndexChanged.connect(self._stack.setCurrentIndex)
        self._lay_out()
        self._start_from(now)

    def open_at(self, place: QPoint) -> None:
        """Show below a header, the keys going to the search for values."""
        self.adjustSize()
        self.move(place)
        self.show()
        self.values.search.setFocus()

    def apply(self) -> None:
        """Ask for the condition as it stands; what cannot be read stays, with the reason."""
        try:
            condition = self._makers[self.kinds.currentIndex()]()
        except AppError as error:
            self._fault.setText(say(error.key, **error.values))
            self._fault.show()
            self.adjustSize()
            return
        self.asked.emit(condition)
        self.close()

    def clear(self) -> None:
        """Ask for no filter on the column."""
        self.asked.emit(None)
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return applies, Escape leaves all as it was."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()

    def _add(self, key: str, page: QWidget, make: Make) -> None:
        self.kinds.addItem(say(key))
        self._stack.addWidget(page)
        self._makers.append(make)

    def _bounds(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        unit = f" ({self._field.unit})" if self._field.unit else ""
        form.addRow(say("filter-least") + unit, self.least)
        form.addRow(say("filter-most") + unit, self.most)
        return page

    def _texts(self) -> QWidget:
        """A page with a line for a text; both pages with one share what is typed."""
        page, line = QWidget(), QLineEdit()
        line.setAccessibleName(say("filter-text"))
        line.textChanged.connect(self.text.setText)
        self.text.textChanged.connect(line.setText)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(line)
        column.addStretch(1)
        return page

    def _between(self) -> Condition | None:
        least, most = (self._bound(line.text()) for line in (self.least, self.most))
        return None if least is None and most is None else Between(self._field.name, least, most)

    def _bound(self, text: str) -> Bound | None:
        return cast("Bound", entry.read(self._field, text)) if text.strip() else None

    def _containing(self, *, negated: bool) -> Condition | None:
        return Containing(self._field.name, self.text.text(), negated) if self.text.text() else None

    def _start_from(self, now: Condition | None) -> None:
        """Stand as the column is filtered now; where there are too many values, at what needs no list of them."""
        ranged = self._field.kind in _RANGED
        if self._too_many:
            self.kinds.setCurrentIndex(1)
        match now:
            case Between():
                self.kinds.setCurrentIndex(1)
                self.least.setText(entry.show(now.least))
                self.most.setText(entry.show(now.most))
            case Containing():
                self.kinds.setCurrentIndex(1 + ranged + now.negated)
                self.text.setText(now.text)
            case Filled():
                self.kinds.setCurrentIndex(3 + ranged + (not now.filled))

    def _lay_out(self) -> None:
        apply, clear = QPushButton(say("filter-apply")), QPushButton(say("filter-clear"))
        apply.setDefault(True)
        apply.clicked.connect(self.apply)
        clear.clicked.connect(self.clear)
        buttons = QHBoxLayout()
        buttons.addWidget(clear)
        buttons.addStretch(1)
        buttons.addWidget(apply)
        column = QVBoxLayout(self)
        column.setSpacing(theme.GRID)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.kinds)
        column.addWidget(self._stack, 1)
        column.addWidget(self._fault)
        column.addLayout(buttons)
        self.setMinimumWidth(300)


def _too_many() -> QWidget:
    label = plain_label(say("filter-too-many"), muted=True)
    label.setWordWrap(True)
    return label


class _Values(QWidget):
    """All values of the column, to be ticked; a search narrows them, and what is ticked counts among those found."""

    def __init__(self, field: Field, counts: Mapping[Value, int], now: Condition | None) -> None:
        super().__init__()
        self._field, self._counts = field, counts
        ordered = in_order(counts)
        self._texts = {value: shown(value, field) or say("filter-blank") for value in ordered}
        self._ticked = set(now.values) if isinstance(now, Among) else set(ordered)
        self.search = QLineEdit()
        self.search.setPlaceholderText(say("filter-search"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(say("filter-search"))
        self.everything = QCheckBox(say("filter-all"))
        self.everything.clicked.connect(self._tick_all)
        self.list = QListWidget()
        self.list.setAccessibleName(say("filter-values"))
        self.list.setMinimumHeight(200)
        self.list.itemChanged.connect(self._on_ticked)
        self._more = plain_label(muted=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.search, self.everything, self.list, self._more):
            column.addWidget(part)
        self.search.textChanged.connect(self._on_search)
        self._show()

    def condition(self) -> Condition | None:
        """Only the values ticked, or None for all of them."""
        chosen = self._ticked & set(self._found()) if self.search.text() else self._ticked & set(self._texts)
        return None if chosen == set(self._texts) else Among(self._field.name, frozenset(chosen))

    def _found(self) -> list[Value]:
        sought = self.search.text().casefold()
        return [value for value, text in self._texts.items() if sought in text.casefold()]

    def _on_search(self) -> None:
        """What is searched for is wanted, so what was found is ticked."""
        if self.search.text():
            self._ticked |= set(self._found())
        self._show()

    def _tick_all(self) -> None:
        """Tick all that is found, or where it is all ticked nothing of it."""
        found = set(self._found())
        self._ticked = self._ticked - found if found <= self._ticked else self._ticked | found
        self._show()

    def _on_ticked(self, item: QListWidgetItem) -> None:
        value = list(self._texts)[item.data(_VALUE)]
        change = self._ticked.add if item.checkState() is Qt.CheckState.Checked else self._ticked.discard
        change(value)
        self._show_whole()

    def _show(self) -> None:
        found, place = self._found(), {value: at for at, value in enumerate(self._texts)}
        self.list.blockSignals(True)
        self.list.clear()
        for value in found[:_LISTED]:
            item = QListWidgetItem(f"{self._texts[value]}  ({self._counts[value]})", self.list)
            item.setData(_VALUE, place[value])
            item.setCheckState(Qt.CheckState.Checked if value in self._ticked else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        more = len(found) - _LISTED
        self._more.setText(say("filter-more", count=more) if more > 0 else "")
        self._more.setVisible(more > 0)
        self._show_whole()

    def _show_whole(self) -> None:
        found = set(self._found())
        ticked = found & self._ticked
        state = Qt.CheckState.Checked if ticked == found else Qt.CheckState.PartiallyChecked
        self.everything.setCheckState(state if ticked else Qt.CheckState.Unchecked)
