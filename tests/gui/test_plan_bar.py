"""The switches above the plan: what they choose is remembered, and dollars are told with their rate."""

from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.plan_bar import rate_note
from desktop.model.records import ExchangeRate, Offer
from tests.gui.test_pages import ready
from tests.gui.window import opened
from tests.tiny import FIRST, tiny_project


def test_a_switch_changes_the_choice_and_its_memory(qtbot: QtBot, parts: Parts) -> None:
    parts.window.go_to("plan")
    ready(qtbot, parts)
    bar = parts.plan.bar
    for switch, name in ((bar._by, "source"), (bar._per, "quarter"), (bar._money, "USD")):
        switch._buttons[name].click()
    choice = parts.hub.choice
    assert (choice.by, choice.period, choice.currency) == ("source", "quarter", "USD")
    kept = parts.hub.settings
    assert (kept.by, kept.period, kept.currency) == ("source", "quarter", "USD")
    ready(qtbot, parts)
    assert parts.plan.supply.state is not None
    assert parts.plan.supply.state.unit == "t a quarter"
    assert parts.plan.supply.state.labels == ("Q4 FY27", "Q1 FY28")
    assert bar._note.whole == "at ₹80.00 a US$"


def test_a_single_item_that_holds_rare_earths_can_be_counted_by_them(qtbot: QtBot, parts: Parts) -> None:
    parts.window.go_to("plan")
    ready(qtbot, parts)
    bar = parts.plan.bar
    shown = []
    for material in ("", "item:motor", "item:magnet"):
        parts.hub.choose(material=material)
        shown.append(bar._count.isVisible())
    assert shown == [False, False, True]
    bar._count._buttons["contained"].click()
    ready(qtbot, parts)
    qtbot.waitUntil(lambda: parts.plan.drawing.done)
    assert parts.plan.supply.state is not None
    assert parts.plan.supply.state.unit == "t contained a month"


def test_rates_that_change_are_told_from_the_least_to_the_most() -> None:
    assert rate_note(()) == ""
    assert rate_note((80.0, 80.0)) == "at ₹80.00 a US$"
    assert rate_note((80.0, 88.5, 84.0)) == "at ₹80.00 to ₹88.50 a US$, by month"


def test_without_a_rate_dollars_cannot_be_chosen(qtbot: QtBot) -> None:
    euros = [ExchangeRate(currency="EUR", from_month=FIRST, rate=90.0)]
    offers = [offer for offer in tiny_project().all(Offer) if offer.currency == "INR"]
    with opened(tiny_project(exchange_rates=euros, offers=offers)) as parts:
        parts.hub.choose(currency="USD")
        parts.window.go_to("plan")
        ready(qtbot, parts)
        assert not parts.plan.bar._money.isEnabled()
        assert parts.plan.cash.state is not None
        assert parts.plan.cash.state.unit == "₹ crore a month"
