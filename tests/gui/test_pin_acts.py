"""Figures of the Plan page are held from their cells, marked there, listed with their reasons, and let go."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem, QToolButton
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.pin_acts import PinActs
from desktop.gui.pin_dialog import PinDialog
from desktop.gui.tables.results import ResultTable
from desktop.model.records import Pin
from desktop.text.messages import say
from tests.gui.window import opened
from tests.tiny import FIRST, MONTHS


@pytest.fixture
def parts(qtbot: QtBot) -> Iterator[Parts]:
    with opened() as found:
        found.window.resize(1366, 768)
        found.hub.choose(mass_unit="kg")  # as the magnets are counted
        found.window.go_to("plan")
        qtbot.waitUntil(lambda: found.planner.up_to_date and found.plan.drawing.done, timeout=20_000)
        found.plan.tabs.setCurrentIndex(0)
        yield found


@pytest.fixture
def acts(parts: Parts) -> PinActs:
    return parts.plan.tabs.orders.findChildren(PinActs)[0]


def _column(table: ResultTable, name: str) -> int:
    return [column.header for column in table.results.columns].index(say(f"column-{name}"))


def _go_to_order(parts: Parts, offer: str = "JL-magnet") -> int:
    """Make the quantity of the first order of an offer current, and say in which row that is."""
    table = parts.plan.tabs.orders
    texts = [table.results.index(row, _column(table, "offer")).data() for row in range(table.results.rowCount())]
    table.setCurrentIndex(table.results.index(texts.index(offer), _column(table, "quantity")))
    return texts.index(offer)


def _hold(acts: PinActs, table: ResultTable, quantity: str, reason: str = "") -> PinDialog:
    acts.ask(table)
    dialog = acts.dialog
    assert dialog is not None
    dialog.quantity.setText(quantity)
    dialog.reason.setText(reason)
    return dialog


def _held(parts: Parts) -> list[tuple[str, str, float, str]]:
    pins = parts.hub.desk.project.all(Pin)
    return [(pin.offer or pin.recipe, pin.bound, pin.quantity, pin.reason) for pin in pins]


def _settle(qtbot: QtBot, parts: Parts) -> None:
    qtbot.waitUntil(lambda: parts.planner.up_to_date and parts.plan.drawing.done, timeout=20_000)


def test_an_order_is_held_from_its_cell_and_the_plan_goes_on_around_it(
    qtbot: QtBot, parts: Parts, acts: PinActs
) -> None:
    table = parts.plan.tabs.orders
    _go_to_order(parts)
    month = table.results.index(table.currentIndex().row(), _column(table, "arrival")).data()
    dialog = _hold(acts, table, "77", "agreed by telephone")
    assert dialog.parent() is parts.window  # in a table its fields would look like cells that are edited
    dialog.accept()
    assert _held(parts) == [("JL-magnet", "exactly", 77.0, "agreed by telephone")]
    _settle(qtbot, parts)
    row = _go_to_order(parts)
    assert table.results.index(row, _column(table, "arrival")).data() == month
    assert acts.told(acts.figure(table, table.currentIndex())) == "Held: exactly 77 kg\nagreed by telephone"
    acts.let_go(table)
    assert _held(parts) == []
    parts.hub.undo()
    parts.hub.undo()
    assert _held(parts) == []
    assert parts.hub.undo_words == ""


@pytest.mark.parametrize("chart", ["supply", "production"])
def test_what_a_bar_is_made_of_is_held_from_the_answer_to_why(
    qtbot: QtBot, parts: Parts, acts: PinActs, chart: str
) -> None:
    plan = parts.planner.plan
    assert plan is not None
    if chart == "supply":
        parts.plan.supply.picked.emit(plan.months.index(plan.orders[-1].month), "")
    else:
        parts.plan.production.picked.emit(1, "assembly")
    panel = parts.plan.why
    qtbot.waitUntil(panel.isVisible)
    locks = [lock for lock in panel.findChildren(QToolButton) if lock.accessibleName().startswith(say("pin-act"))]
    locks[0].click()
    dialog = acts.dialog
    assert dialog is not None
    dialog.quantity.setText("12")
    dialog.accept()
    (pin,) = parts.hub.desk.project.all(Pin)
    assert pin.quantity == 12.0
    assert pin.month == (plan.orders[-1].month if chart == "supply" else plan.months[1])
    assert bool(pin.offer) == (chart == "supply")
    _settle(qtbot, parts)


def test_a_held_cell_is_marked_with_a_lock(qtbot: QtBot, parts: Parts, acts: PinActs) -> None:
    table = parts.plan.tabs.orders

    def marked(row: int, name: str) -> bool:
        option = QStyleOptionViewItem()
        table.itemDelegate().initStyleOption(option, table.results.index(row, _column(table, name)))  # type: ignore[attr-defined]
        return not option.icon.isNull() and option.font.bold()

    assert not marked(_go_to_order(parts), "quantity")
    _hold(acts, table, "77").accept()
    _settle(qtbot, parts)
    row = _go_to_order(parts)
    assert marked(row, "quantity")
    assert not marked(row, "arrival")


def test_a_key_asks_and_escape_changes_nothing(parts: Parts, acts: PinActs) -> None:
    table = parts.plan.tabs.orders
    _go_to_order(parts)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    dialog = acts.dialog
    assert isinstance(dialog, PinDialog)
    assert dialog.focusWidget() is dialog.quantity
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert _held(parts) == []


def test_what_is_made_in_one_month_is_held_from_its_cell(qtbot: QtBot, parts: Parts, acts: PinActs) -> None:
    table = parts.plan.tabs.production
    first = len(table.results.columns) - len(MONTHS)
    table.setCurrentIndex(table.results.index(0, first + 3))
    assert acts.figure(table, table.results.index(0, first - 1)) is None
    dialog = _hold(acts, table, "42")
    dialog.bound.setCurrentText("at most")
    dialog.accept()
    assert _held(parts) == [("assembly", "at most", 42.0, "")]
    assert parts.hub.desk.project.all(Pin)[0].month == FIRST.plus(3)
    _settle(qtbot, parts)
    assert float(table.results.index(0, first + 3).data()) <= 42


def test_the_menu_offers_to_hold_or_to_let_go(parts: Parts, acts: PinActs) -> None:
    table = parts.plan.tabs.orders
    _go_to_order(parts)

    def offered() -> list[bool]:
        menu = acts.menu(table, table.currentIndex())
        enabled = [action.isEnabled() for action in menu.actions() if not action.isSeparator()]
        menu.deleteLater()
        return enabled

    assert offered() == [True, False, True]
    _hold(acts, table, "77").accept()
    assert offered() == [True, True, True]


def test_a_quantity_that_cannot_be_read_is_refused(parts: Parts, acts: PinActs) -> None:
    _go_to_order(parts)
    dialog = _hold(acts, parts.plan.tabs.orders, "many")
    ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    assert dialog.fault
    assert not ok.isEnabled()
    dialog.quantity.setText("-1")
    assert dialog.fault
    dialog.quantity.setText("0.1 t")
    assert (dialog.fault, ok.isEnabled()) == ("", True)
    assert dialog.pin is not None
    assert dialog.pin.quantity == 100.0
    dialog.reject()


def test_a_hold_may_be_of_one_scenario_only(qtbot: QtBot, parts: Parts, acts: PinActs) -> None:
    table = parts.plan.tabs.orders
    _go_to_order(parts)
    dialog = _hold(acts, table, "77")
    assert dialog.only.isHidden()
    dialog.reject()
    parts.hub.choose(scenario="base")
    _settle(qtbot, parts)
    _go_to_order(parts)
    dialog = _hold(acts, table, "77")
    dialog.only.setChecked(True)
    dialog.accept()
    assert parts.hub.desk.project.all(Pin)[0].scenario == "base"
