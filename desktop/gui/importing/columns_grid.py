"""The table of the second step: one line per column of the list, with boxes for its field, unit and way of writing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
from PySide6.QtCore import QRect, QSignalBlocker, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop.gui import theme
from desktop.gui.importing.boxes import Box, Places
from desktop.gui.importing.column_words import CHOSEN, gap_told, told, unclear_ways, way_told, ways
from desktop.gui.importing.work import Work
from desktop.gui.words import tooltip
from desktop.session.importing import gaps, scoring
from desktop.session.importing.columns import Column
from desktop.session.importing.layout import ABOVE, Use
from desktop.session.importing.reading import DAYS
from desktop.session.importing.slots import ACROSS, Slot
from desktop.session.intake import column_name
from desktop.text.messages import say

_HEADS = ("column", "samples", "field", "unit", "written", "unclear", "why")
_FIELD, _UNIT, _WRITTEN, _UNCLEAR, _WHY = 2, 3, 4, 5, 6
_WIDTHS = (116, 132, 196, 100, 126, 132)
_PADDING, _ICON, _LEAST, _MOST_LINES = 12, 24, 2, 5
_UNITS = (
    *("USD/kg", "CNY/t", "INR/kg", "EUR/kg", "JPY/kg", "USD/t", "lakh INR/t", "crore INR/t"),
    *("t/year", "t/quarter", "t/month", "kg/month", "kg", "t"),
    *("currency/unit", "per kg", "per t", "days", "weeks", "%", "share"),
)


class ColumnsGrid(QTableWidget):
    """A change is a decision of the user and wins over every guess, now and next time."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_HEADS), parent)
        self._work = work
        self._shown: tuple[Column, ...] = ()
        self._fields = QStandardItemModel(self)
        self._boxes: dict[tuple[int, int], QComboBox] = {}
        self._wrong: set[int] = set()
        self._gaps: dict[int, int] = {}
        self.setHorizontalHeaderLabels([say(f"import-head-{head}") for head in _HEADS])
        self.setAccessibleName(say("import-step-columns"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(Places(self))
        self.verticalHeader().setDefaultSectionSize(_height(self.fontMetrics()))
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(_WHY, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)

    def show_columns(self, columns: tuple[Column, ...]) -> None:
        """Show the columns of another list, or of another kind of list."""
        layout = self._work.layout
        self._wrong = set()
        self._shown, self._fields = columns, self._fields_of(layout.of.slots if layout else ())
        self.setRowCount(len(columns))
        for at, column in enumerate(columns):
            self._fill(at, column)

    def refresh(self) -> None:
        """Show what the columns are used for now."""
        layout = self._work.layout
        for at, column in enumerate(self._shown if layout else ()):
            self._show_use(at, column, layout.uses.get(column.at, Use()) if layout else Use())
        for place in (_WRITTEN, _UNCLEAR):  # the reasons need the room where nobody has to choose
            self.setColumnHidden(place, not any(self._boxes[at, place].isEnabled() for at in range(len(self._shown))))
        for at in range(len(self._shown) if layout else 0):
            self._fit_row(at)

    def _fill(self, at: int, column: Column) -> None:
        called = column.header or column_name(column.at)
        head = QTableWidgetItem(column.header or say("import-column", name=column_name(column.at)))
        head.setToolTip(tooltip(say("import-column-place", name=column_name(column.at), header=column.header)))
        self.setItem(at, 0, head)
        samples = QTableWidgetItem(" · ".join(column.samples))
        samples.setToolTip(tooltip("\n".join(column.values[:20])))
        samples.setForeground(self.palette().placeholderText())
        self.setItem(at, 1, samples)
        self._put(at, _FIELD, self._field_box(), say("import-field-of", header=called), self._on_field)
        unit = self._put(at, _UNIT, self._unit_box(), say("import-unit-of", header=called), self._on_unit)
        edit = unit.lineEdit()
        if edit is not None:
            edit.editingFinished.connect(lambda: self._on_unit(at))
        self._put(at, _WRITTEN, Box(), say("import-written-of", header=called), self._on_written)
        self._put(at, _UNCLEAR, Box(), say("import-unclear-of", header=called), self._on_unclear)

    def _put(self, at: int, place: int, box: QComboBox, name: str, chosen: Callable[[int], None]) -> QComboBox:
        box.setAccessibleName(name)
        box.activated.connect(lambda _: chosen(at))
        self.setCellWidget(at, place, box)
        self._boxes[at, place] = box
        return box

    def _field_box(self) -> QComboBox:
        box = Box()
        box.setModel(self._fields)
        box.setMaxVisibleItems(18)
        return box

    def _fields_of(self, slots: Sequence[Slot]) -> QStandardItemModel:
        """What columns can fill, once for all boxes."""
        fields = QStandardItemModel(self)
        for text, slot in ((say("import-slot-none"), None), *((slot.label, slot) for slot in slots)):
            item = QStandardItem(text)
            item.setData(slot, Qt.ItemDataRole.UserRole)
            item.setToolTip(tooltip(slot.declared.help if slot else ""))
            fields.appendRow(item)
        return fields

    def _unit_box(self) -> QComboBox:
        box = Box()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.addItem("")
        box.addItems(_UNITS)
        return box

    def _use(self, at: int) -> Use:
        layout = self._work.layout
        return layout.uses.get(self._shown[at].at, Use()) if layout else Use()

    def _on_field(self, at: int) -> None:
        column, use, slot = self._shown[at], self._use(at), self._boxes[at, _FIELD].currentData()
        across = slot is not None and slot.table in ACROSS and slot.field == ACROSS[slot.table][1]
        element = column.element if across and slot.table == "contents" else ""
        period = column.period if across and not element else None
        unit = scoring.unit_for(column, slot) or (use.unit if slot and slot.declared.unit else "")
        chosen = attrs.evolve(use, slot=slot, unit=unit, period=period, element=element, guess=CHOSEN)
        self._work.set_use(column.at, chosen)

    def _on_unit(self, at: int) -> None:
        use, text = self._use(at), self._boxes[at, _UNIT].currentText().strip()
        if text != use.unit:
            self._work.set_use(self._shown[at].at, attrs.evolve(use, unit=text, guess=CHOSEN))

    def _on_written(self, at: int) -> None:
        use, way = self._use(at), self._boxes[at, _WRITTEN].currentData()
        days = use.slot is not None and use.slot.declared.kind in DAYS
        self._work.set_use(self._shown[at].at, attrs.evolve(use, order=way) if days else attrs.evolve(use, decimal=way))

    def _on_unclear(self, at: int) -> None:
        chosen = self._boxes[at, _UNCLEAR].currentData()
        self._work.set_use(self._shown[at].at, attrs.evolve(self._use(at), unclear=chosen))

    def _show_use(self, at: int, column: Column, use: Use) -> None:
        field, unit = self._boxes[at, _FIELD], self._boxes[at, _UNIT]
        with QSignalBlocker(field), QSignalBlocker(unit):
            field.setCurrentIndex(next((n for n in range(field.count()) if field.itemData(n) == use.slot), 0))
            unit.setCurrentText(use.unit)
        unit.setEnabled(use.slot is not None and bool(use.slot.declared.unit))
        self._show_written(self._boxes[at, _WRITTEN], column, use)
        layout, head = self._work.layout, self._work.head
        self._gaps[at] = gaps.gaps(layout, column.at, head.first) if layout and head and gaps.names(use) else 0
        self._show_unclear(at, column, use)
        said, wrong = gap_told(self._gaps[at], use) or told(column, use, self._work.layout)
        if use.guess and use.slot and use.guess != CHOSEN and not wrong:
            said = f"{said}; {say('import-score', score=round(use.guess.score))}"
        self._wrong = {*self._wrong, at} if wrong else self._wrong - {at}
        why, shown = QTableWidgetItem(said), theme.colours()
        why.setToolTip(tooltip(said))
        why.setForeground(QColor(shown.bad if wrong else shown.muted))
        why.setIcon(theme.icon("problem", shown.bad) if wrong else QIcon())
        self.setItem(at, _WHY, why)

    def _fit_row(self, at: int) -> None:
        """Give a row the height in which its reason is read."""
        why = self.item(at, _WHY)
        width = self.columnWidth(_WHY) - _PADDING - (at in self._wrong) * _ICON
        self.setRowHeight(at, _height(self.fontMetrics(), why.text() if why else "", width))

    @property
    def wrong(self) -> int:
        """How many columns need a decision."""
        return len(self._wrong)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The reasons have another width, and so other heights."""
        super().resizeEvent(event)
        self.refresh()

    def _show_written(self, box: QComboBox, column: Column, use: Use) -> None:
        """Offer the ways in which texts can be written; numbers and days that are none have one meaning."""
        possible = ways(use) if column.textual else {}
        days = use.slot is not None and use.slot.declared.kind in DAYS
        with QSignalBlocker(box):
            box.clear()
            box.addItem(way_told(column, use) if possible else "", "")
            for way, text in possible.items():
                box.addItem(text, way)
            box.setCurrentIndex(max(box.findData(use.order if days else use.decimal), 0))
        box.setEnabled(bool(possible))

    def _show_unclear(self, at: int, column: Column, use: Use) -> None:
        """Offer what can become of texts that are no figure or day, and of rows without a name."""
        box = self._boxes[at, _UNCLEAR]
        possible = unclear_ways(use) if column.textual else {}
        if self._gaps[at]:
            possible = {"": say("import-unclear-refused"), ABOVE: say("import-unclear-above")}
        with QSignalBlocker(box):
            box.clear()
            for way, text in possible.items():
                box.addItem(text, way)
            box.setCurrentIndex(max(box.findData(use.unclear), 0))
        box.setEnabled(bool(possible))


def _height(metrics: QFontMetrics, text: str = "", width: int = 0) -> int:
    """How high a row is in which a text of that width is read whole, within bounds."""
    box = metrics.boundingRect(0, 0, max(width, 1), 0, Qt.TextFlag.TextWordWrap, text) if text else QRect()
    lines = -(-box.height() // metrics.lineSpacing())
    return min(max(lines, _LEAST), _MOST_LINES) * metrics.lineSpacing() + theme.GRID
