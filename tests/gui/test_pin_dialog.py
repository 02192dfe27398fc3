"""The dialog that holds a figure begins with what the plan has, or with how it is held already."""

from __future__ import annotations

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.pin_dialog import PinDialog
from desktop.model.records import Pin
from desktop.session.pins import Figure
from tests.tiny import FIRST

FIGURE = Figure(FIRST, offer="JL-magnet")


@pytest.fixture
def parts(parts: Parts) -> Parts:
    """The window in kilograms, which the magnets are counted in."""
    parts.hub.choose(mass_unit="kg")
    return parts


def _entered(dialog: PinDialog, text: str) -> Pin | None:
    dialog.quantity.setText(text)
    return dialog.pin


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


def test_it_asks_in_the_unit_of_the_screen_and_keeps_the_items_own(parts: Parts) -> None:
    parts.hub.choose(mass_unit="t")
    held = Pin(id="a", mix="least", offer="JL-magnet", month=FIRST, bound="at most", quantity=1234.0)
    dialog = PinDialog(parts.hub, FIGURE, 80.0, held, parts.window)
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Quantity (t)" in labels
    assert "Jan 2027; the plan has 0.08 t." in labels
    assert dialog.quantity.text() == "1.234"
    assert dialog.pin == attrs.evolve(held, id="")
    for entered, kept in (("0.5", 500.0), ("500 kg", 500.0), ("2 t", 2000.0), ("1,000", 1e6), ("1 lakh kg", 1e5)):
        assert _entered(dialog, entered) == attrs.evolve(held, id="", quantity=kept)
    for nothing in ("", " ", "-1"):
        assert _entered(dialog, nothing) is None
        assert dialog.fault == "Enter a quantity of zero or more."
    dialog.deleteLater()


def test_pieces_stay_pieces_in_any_unit_of_the_screen(parts: Parts) -> None:
    parts.hub.choose(mass_unit="t")
    dialog = PinDialog(parts.hub, Figure(FIRST, recipe="assembly"), 7.0, None, parts.window)
    assert dialog.quantity.text() == "7"
    assert dialog.pin is not None
    assert dialog.pin.quantity == 7.0
    dialog.deleteLater()


def test_tab_leads_from_the_quantity_to_the_reason(qtbot: QtBot, parts: Parts) -> None:
    dialog = PinDialog(parts.hub, FIGURE, 80.0, None, parts.window)
    dialog.show()
    qtbot.waitUntil(dialog.quantity.hasFocus)
    QTest.keyClick(dialog.quantity, Qt.Key.Key_Tab)
    assert dialog.reason.hasFocus()
    QTest.keyClick(dialog.reason, Qt.Key.Key_Backtab)
    QTest.keyClick(dialog.quantity, Qt.Key.Key_Backtab)
    assert dialog.bound.hasFocus()
    dialog.close()
    dialog.deleteLater()
