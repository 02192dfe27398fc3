"""Asks how a figure of the plan is to be held: at least, at most or exactly, how much, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.cards import heading
from desktop.gui.hub import Hub
from desktop.gui.views import measures
from desktop.gui.words import plain_label, set_state
from desktop.model.errors import AppError
from desktop.model.records import TABLE, Pin, Scenario
from desktop.session import pins, reading
from desktop.session.pins import Figure
from desktop.text import entry, formats
from desktop.text.messages import say

_FIELDS = TABLE["pins"].field
_WIDTH = 420


class PinDialog(QDialog):
    """Begins with what the plan has, exactly, or with how the figure is held already; ``pin`` is what was entered.

    The quantity is asked in the unit chosen for the screen, and kept in the item's own.
    """

    def __init__(self, hub: Hub, figure: Figure, planned: float, before: Pin | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._project, self._choice, self._figure = hub.desk.project, hub.choice, figure
        self.setWindowTitle(say("pin-title"))
        self.setMinimumWidth(_WIDTH)
        self.bound, self.quantity, self.reason = QComboBox(), QLineEdit(), QLineEdit()
        self.bound.addItems(list(_FIELDS["bound"].choices))
        self.bound.setCurrentText(before.bound if before else "exactly")
        own = pins.unit(self._project, figure)
        self._factor, self._unit = measures.scaled(own, hub.choice)
        self._counted = pins.counted_in(self._project, figure, self._unit)
        amount = (before.quantity if before else planned) * self._factor
        self.quantity.setText(entry.show(float(f"{amount:.10g}")))
        self.reason.setText(before.reason if before else "")
        self.reason.setPlaceholderText(say("pin-reason-hint"))
        scenario = self._project.by_id(Scenario).get(self._choice.scenario)
        self.only = QCheckBox(say("pin-only", scenario=(scenario.name or scenario.id) if scenario else ""))
        self.only.setVisible(scenario is not None)
        self.only.setChecked(bool(before and before.scenario))
        self._fault = plain_label()
        self._fault.setWordWrap(True)
        set_state(self._fault, "bad")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(say("pin-hold"))
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self.quantity.textChanged.connect(self._judge)
        self._lay_out(measures.told(planned, own, hub.choice, 2))
        self._judge()
        self.quantity.selectAll()
        self.quantity.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def fault(self) -> str:
        """Why the quantity cannot be read, or ""."""
        return self._fault.text()

    @property
    def pin(self) -> Pin | None:
        """The pin entered; None while its quantity cannot be read."""
        pin = Pin(
            id="",
            mix=self._choice.mix,
            scenario=self._choice.scenario if self.only.isChecked() else "",
            offer=self._figure.offer,
            recipe=self._figure.recipe,
            month=self._figure.month,
            bound=self.bound.currentText(),
            reason=self.reason.text().strip(),
        )
        try:
            value = reading.read(_FIELDS["quantity"], self.quantity.text(), pin, self._counted).value
        except AppError as error:
            self._fault.setText(say(error.key, **error.values))
            return None
        if not self.quantity.text().strip() or _FIELDS["quantity"].fault(value) or not isinstance(value, float | int):
            self._fault.setText(say("pin-no-quantity"))
            return None
        self._fault.setText("")
        quantity = float(f"{value / self._factor:.10g}")
        return Pin(**{**{name: getattr(pin, name) for name in _FIELDS}, "quantity": quantity})

    def _judge(self) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(self.pin is not None)
        self._fault.setVisible(bool(self._fault.text()))

    def _accept(self) -> None:
        if self.pin is not None:
            self.accept()

    def _lay_out(self, planned: str) -> None:
        said = plain_label(say("pin-planned", month=formats.month(self._figure.month), quantity=planned), muted=True)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        asked = {"bound": self.bound, "quantity": self.quantity, "reason": self.reason}
        for name, editor in asked.items():  # in this order Tab leads through them
            label = _FIELDS[name].label
            form.addRow(say("pin-quantity", unit=self._unit) if name == "quantity" else label, editor)
            editor.setAccessibleName(label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        layout.setSpacing(theme.GRID)
        title = heading(pins.called(self._project, self._figure))
        title.setWordWrap(True)
        layout.addWidget(title)
        layout.addWidget(said)
        layout.addLayout(form)
        layout.addWidget(self.only)
        layout.addWidget(self._fault)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
