"""What holds for all rows of a list: entries for the fields that no column fills, with what counts without them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.importing.step import hint
from desktop.gui.importing.work import Work
from desktop.gui.words import plain_label, tooltip
from desktop.session import units
from desktop.session.importing.layout import Layout
from desktop.session.importing.slots import PRICES, UNIT, Slot
from desktop.text import entry
from desktop.text.messages import say

_ASKED = {
    "offers": (
        *(
            ("sources", "name"),
            ("sources", "country"),
            ("sources", "class_"),
            ("items", "name"),
            ("offers", "currency"),
        ),
        *(("offers", "price_term"), ("offers", "customs_duty"), ("offers", "surcharge"), ("offers", "igst")),
        *(("offers", "freight"), ("offers", "lead_days"), ("sources", "quote_date")),
    ),
}
"""What a list of offers is asked for where no column tells it: what must be known, and what defaults would decide."""
_FOLLOWING = {Slot("sources", "class_"): "import-made-class", Slot("items", "unit"): "import-made-unit"}
"""Fields that no default fills, with what they follow from."""
_DEFAULT = {Slot("offers", "price_term"): "import-default-term"}
"""How a default is told that decides more than it seems to."""


class ConstantsPanel(QFrame):
    """One entry per field; an empty one leaves the field to its default, which is shown in grey."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setFixedWidth(204)
        self._work = work
        self.entries: dict[Slot, QLineEdit] = {}
        sheet = QWidget()
        sheet.setObjectName("sheet")
        self._fields = QGridLayout(sheet)
        self._fields.setContentsMargins(0, 0, 4, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(sheet)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        heading = plain_label(say("import-constants"))
        heading.setFont(theme.sized(theme.BASE_POINT_SIZE, bold=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(heading)
        column.addWidget(hint(say("import-constants-hint")))
        column.addWidget(scroll, 1)

    def ask(self) -> None:
        """Ask for what the columns of the list do not tell."""
        while item := self._fields.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self.entries = {}
        layout = self._work.layout
        asked = _asked(layout) if layout else []
        for at, slot in enumerate(asked):
            self._add(2 * at, slot, layout.constants.get(slot, "") if layout else "")
        self._fields.setRowStretch(2 * len(asked), 1)

    def refresh(self) -> None:
        """Show what holds for all rows now: a delivery term follows the header of the price."""
        layout = self._work.layout
        for slot, edit in self.entries.items():
            text = layout.constants.get(slot, "") if layout else ""
            if edit.text().strip() != text and not edit.hasFocus():
                edit.setText(text)

    def _add(self, at: int, slot: Slot, text: str) -> None:
        label = plain_label(slot.label if slot.field in ("id", "name") else slot.declared.header)
        label.setWordWrap(True)
        label.setToolTip(tooltip(f"{slot.label}\n{slot.declared.help}"))
        edit = QLineEdit(text)
        default = slot.declared.default
        needed = slot.declared.required and default in ("", None)
        told = (
            say("import-needed")
            if needed
            else say(_DEFAULT.get(slot, "import-default"), value=entry.show(default) or "–")
        )
        edit.setPlaceholderText(say(_FOLLOWING[slot]) if slot in _FOLLOWING else told)
        edit.setAccessibleName(slot.label)
        label.setBuddy(edit)
        edit.editingFinished.connect(self._setter(slot, edit))
        self._fields.addWidget(label, at, 0)
        self._fields.addWidget(edit, at + 1, 0)
        self.entries[slot] = edit

    def _setter(self, slot: Slot, edit: QLineEdit) -> Callable[[], None]:
        return lambda: self._work.set_constant(slot, edit.text())


def _asked(layout: Layout) -> list[Slot]:
    """The fields to ask for: those that no column fills, and of which the defaults would decide something."""
    filled = {use.slot for use in layout.uses.values()}
    if any(use.slot in PRICES and _names_money(use.unit) for use in layout.uses.values()):
        filled.add(Slot("offers", "currency"))  # the unit of the price says it
    names = _ASKED.get(layout.kind, ())
    asked = [Slot(*name) for name in names] or [
        slot
        for slot in layout.of.slots
        if slot.table != UNIT.table and (slot.declared.required or slot.table == layout.kind)
    ]
    return [slot for slot in asked if slot not in filled and slot in layout.of.slots]


def _names_money(unit: str) -> bool:
    found = units.parse(unit) if unit else None
    return found is not None and found.money not in ("", units.ANY_MONEY)
