"""The second step: what each column is, in which unit, with the reason of every guess; and what holds for all rows."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.importing.constants_panel import ConstantsPanel
from desktop.gui.importing.step import Step, row
from desktop.gui.importing.work import Work, column_name
from desktop.gui.words import plain_label, set_state, tooltip
from desktop.session.importing import scoring, units
from desktop.session.importing.columns import Column
from desktop.session.importing.layout import Guess, Use
from desktop.session.importing.slots import ACROSS, KINDS, UNIT
from desktop.text import formats
from desktop.text.messages import say

_HEADS = ("column", "samples", "field", "unit", "sure", "why")
_SURE, _WHY = 4, 5
_CHOSEN = Guess(100.0, "import-why-chosen")
_UNITS = (
    *("USD/kg", "CNY/t", "INR/kg", "EUR/kg", "JPY/kg", "USD/t"),
    *("t/year", "t/quarter", "t/month", "kg/month", "kg", "t"),
    *("days", "weeks", "%", "share"),
)


class ColumnsStep(Step):
    """One line per column; a change is a decision of the user and wins over every guess, now and next time."""

    name = "columns"

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, parent)
        self.kind = QComboBox()
        self.kind.setAccessibleName(say("import-kind"))
        for kind in KINDS:
            self.kind.addItem(kind.title, kind.name)
        self._why = plain_label(muted=True)
        self._why.setWordWrap(True)
        self.grid = QTableWidget(0, len(_HEADS))
        self.grid.setHorizontalHeaderLabels([say(f"import-head-{head}") for head in _HEADS])
        self.grid.setAccessibleName(say("import-step-columns"))
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.grid.setTabKeyNavigation(False)
        self.grid.verticalHeader().setDefaultSectionSize(34)
        self.grid.verticalHeader().hide()
        self.grid.horizontalHeader().setSectionResizeMode(_WHY, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate((150, 110, 186, 92, 56)):
            self.grid.setColumnWidth(column, width)
        self._told = plain_label()
        self.panel = ConstantsPanel(work)
        self._lay_out()
        self._shown: tuple[Column, ...] = ()
        self._of_kind = ""
        self.kind.activated.connect(lambda _: self.work.set_kind(self.kind.currentData()))
        work.changed.connect(self._on_changed)

    @property
    def can_go_on(self) -> bool:
        """Whether a column fills anything and every unit fits."""
        layout = self.work.layout
        return layout is not None and any(use.slot and use.slot != UNIT for use in layout.uses.values())

    def enter(self) -> None:
        """Show the columns."""
        self._rebuild()

    def _on_changed(self) -> None:
        if not self.isVisible():
            return
        if self.work.layout is not None and (
            self.work.columns is not self._shown or self.work.layout.kind != self._of_kind
        ):
            self._rebuild()
        else:
            self._refresh()

    def _rebuild(self) -> None:
        layout = self.work.layout
        if layout is None:
            return
        self._shown, self._of_kind = self.work.columns, layout.kind
        self.grid.setRowCount(len(self._shown))
        for at, column in enumerate(self._shown):
            self._fill(at, column)
        with QSignalBlocker(self.kind):
            self.kind.setCurrentIndex(self.kind.findData(layout.kind))
        self.panel.ask()
        self._refresh()

    def _fill(self, at: int, column: Column) -> None:
        head = QTableWidgetItem(column.header or say("import-column", name=column_name(column.at)))
        head.setToolTip(tooltip(say("import-column-place", name=column_name(column.at), header=column.header)))
        self.grid.setItem(at, 0, head)
        samples = QTableWidgetItem(" · ".join(column.samples))
        samples.setToolTip(tooltip("\n".join(column.values[:20])))
        samples.setForeground(self.palette().placeholderText())
        self.grid.setItem(at, 1, samples)
        for place in (_SURE, _WHY):
            self.grid.setItem(at, place, QTableWidgetItem())
        self.grid.setCellWidget(at, 2, self._field_box(at, column))
        self.grid.setCellWidget(at, 3, self._unit_box(at, column))

    def _field_box(self, at: int, column: Column) -> QComboBox:
        layout = self.work.layout
        box = QComboBox()
        box.setAccessibleName(say("import-field-of", header=column.header or column_name(column.at)))
        box.addItem(say("import-slot-none"), None)
        for slot in layout.of.slots if layout else ():
            box.addItem(slot.label, slot)
            told = slot.declared.help
            box.setItemData(box.count() - 1, tooltip(told), Qt.ItemDataRole.ToolTipRole)
        box.setMaxVisibleItems(18)
        box.activated.connect(lambda _: self._on_field(at))
        return box

    def _unit_box(self, at: int, column: Column) -> QComboBox:
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setAccessibleName(say("import-unit-of", header=column.header or column_name(column.at)))
        box.addItem("")
        box.addItems(_UNITS)
        box.activated.connect(lambda _: self._on_unit(at))
        edit = box.lineEdit()
        if edit is not None:
            edit.editingFinished.connect(lambda: self._on_unit(at))
        return box

    def _on_field(self, at: int) -> None:
        column, layout = self._shown[at], self.work.layout
        box = self.grid.cellWidget(at, 2)
        if layout is None or not isinstance(box, QComboBox):
            return
        slot = box.currentData()
        use = layout.uses.get(column.at, Use())
        across = slot is not None and slot.table in ACROSS and slot.field == ACROSS[slot.table][1]
        element = column.element if across and slot.table == "contents" else ""
        period = column.period if across and not element else None
        unit = scoring.unit_for(column, slot) or (use.unit if slot and slot.declared.unit else "")
        self.work.set_use(
            column.at, attrs.evolve(use, slot=slot, unit=unit, period=period, element=element, guess=_CHOSEN)
        )

    def _on_unit(self, at: int) -> None:
        column, layout = self._shown[at], self.work.layout
        box = self.grid.cellWidget(at, 3)
        if layout is not None and isinstance(box, QComboBox):
            use = layout.uses.get(column.at, Use())
            text = box.currentText().strip()
            if text != use.unit:
                self.work.set_use(column.at, attrs.evolve(use, unit=text, guess=_CHOSEN))

    def _refresh(self) -> None:
        layout, why = self.work.layout, self.work.why
        if layout is None:
            return
        unused = 0
        for at, column in enumerate(self._shown):
            use = layout.uses.get(column.at, Use())
            unused += use.slot is None
            self._show_use(at, column, use)
        used = len(self._shown) - unused
        self._why.setText(say(why.reason, value=why.value) if why else "")
        self._told.setText(say("import-columns-told", used=used, unused=unused))
        self.completed.emit()

    def _show_use(self, at: int, column: Column, use: Use) -> None:
        field, unit = self.grid.cellWidget(at, 2), self.grid.cellWidget(at, 3)
        if isinstance(field, QComboBox) and isinstance(unit, QComboBox):
            with QSignalBlocker(field), QSignalBlocker(unit):
                place = next((n for n in range(field.count()) if field.itemData(n) == use.slot), 0)
                field.setCurrentIndex(place)
                unit.setCurrentText(use.unit)
            unit.setEnabled(use.slot is not None and bool(use.slot.declared.unit))
        told, wrong = self.told(column, use)
        sure, item = self.grid.item(at, _SURE), self.grid.item(at, _WHY)
        if sure is not None:
            sure.setText(say("import-score", score=round(use.guess.score)) if use.guess and use.slot else "")
            sure.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if item is not None:
            item.setText(told)
            item.setToolTip(tooltip(told))
            shown = theme.colours()
            item.setForeground(QColor(shown.bad if wrong else shown.muted))
            item.setIcon(theme.icon("problem", shown.bad) if wrong else QIcon())

    def told(self, column: Column, use: Use) -> tuple[str, bool]:
        """What there is to say about a column: what is wrong, or why it is used so and how it is converted."""
        if use.slot is None:
            return say("import-unused"), False
        wrong = _wrong_unit(use)
        return (wrong, True) if wrong else (_reasons(use, use.slot.declared.unit), False)

    def _lay_out(self) -> None:
        label = plain_label(say("import-kind"))
        label.setBuddy(self.kind)
        self.body.addLayout(row(label, self.kind, self._told, 1))
        self.body.addWidget(self._why)
        middle = row()
        middle.addWidget(self.grid, 1)
        middle.addWidget(self.panel)
        self.body.addLayout(middle, 1)
        set_state(self._told, "muted")


def _wrong_unit(use: Use) -> str:
    """Why the unit of a column cannot be the field's, or ""."""
    wanted = use.slot.declared.unit if use.slot else ""
    if not use.unit or not wanted:
        return ""
    given = units.parse(use.unit)
    if given is None:
        return say("import-unit-unknown", unit=use.unit)
    target = units.declared(wanted, "kg", given.money)
    if target.time and not given.time and given.sort == "quantity":
        return say("import-unit-time", unit=use.unit)
    partly = given.sort in {"money", "quantity"} and target.sort == "money/quantity"
    return "" if partly or given.sort == target.sort else say("import-unit-other", given=use.unit, wanted=wanted)


def _reasons(use: Use, wanted: str) -> str:
    """Why a column is used so, for which months, and how its figures are converted."""
    parts = []
    given = units.parse(use.unit) if use.unit else None
    if given and wanted:
        parts.append(say("import-converts", given=use.unit, wanted=_said(wanted, given.money)))
    if not use.unit and wanted in {"unit/month", "use/month"}:
        parts.append(say("import-unit-assumed", unit=wanted))
    if use.period is not None:
        key = "import-one-month" if use.period.months == 1 else "import-from-month"
        parts.append(say(key, month=formats.month(use.period.first), count=use.period.months))
    if use.decimal == ",":
        parts.append(say("import-decimal-comma-told"))
    if use.guess is not None:
        parts.append(say(use.guess.reason, value=use.guess.value))
    return "; ".join(parts)


def _said(unit: str, money: str) -> str:
    """A field's unit in words: the currency that stays, the item's own unit."""
    return unit.replace("currency", money or say("import-currency")).replace("unit", say("import-item-unit"))
