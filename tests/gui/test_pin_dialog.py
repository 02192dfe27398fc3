"""The dialog that holds a figure begins with what the plan has, or with how it is held already."""

from __future__ import annotations

from desktop.gui.app import Parts
from desktop.gui.pin_dialog import PinDialog
from desktop.model.records import Pin
from desktop.session.pins import Figure
from tests.tiny import FIRST

FIGURE = Figure(FIRST, offer="JL-magnet")


def test_it_begins_with_what_the_plan_has(parts: Parts) -> None:
    dialog = PinDialog(parts.hub, FIGURE, 0.1 + 0.2, None, parts.window)
    assert (dialog.bound.currentText(), dialog.quantity.text()) == ("exactly", "0.3")
    assert dialog.pin == Pin(id="", mix="least", offer="JL-magnet", month=FIRST, bound="exactly", quantity=0.3)
    dialog.deleteLater()


def test_it_begins_with_how_the_figure_is_held(parts: Parts) -> None:
    held = Pin(id="a", mix="least", offer="JL-magnet", month=FIRST, bound="at most", quantity=5.0, reason="agreed")
    dialog = PinDialog(parts.hub, FIGURE, 80.0, held, parts.window)
    found = (dialog.bound.currentText(), dialog.quantity.text(), dialog.reason.text())
    assert found == ("at most", "5", "agreed")
    dialog.deleteLater()
