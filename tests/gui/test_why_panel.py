"""The panel that says why: over the right edge of the page, with first things first, gone at Escape."""

from collections.abc import Callable
from functools import partial

import attrs
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.views.why import Told
from desktop.gui.why_panel import WhyPanel
from desktop.model.project import Project
from tests.gui.test_pages import ready


def _texts(panel: QWidget) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel) and label.text()]


def test_it_shows_the_first_rows_with_the_limits_and_the_others_when_they_are_asked_for(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    panel = WhyPanel(page)
    assert not panel.isVisible()
    panel.show_told(Told("Heading", tuple((f"Source {at}", "1.0 t") for at in range(20)), ("A limit.",)))
    assert panel.geometry().right() == page.rect().right()
    texts = _texts(panel)
    assert texts[:4] == ["Heading", "Where it comes from", "Source 0", "1.0 t"]
    assert {"Source 4", "What limits it", "A limit."} <= set(texts)
    assert "Source 5" not in texts
    [more] = [button for button in panel.findChildren(QToolButton) if button.text() == "Show 15 more"]
    more.click()
    qtbot.waitUntil(lambda: {"Source 5", "Source 19", "A limit."} <= set(_texts(panel)))
    assert more.isHidden()
    page.resize(1200, 500)
    assert panel.geometry().right() == page.rect().right()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_nothing_and_no_limit_are_said_in_words(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    panel = WhyPanel(page)
    panel.show_told(Told("Heading", ()))
    assert any(text.startswith("No limit: nobody brings more") for text in _texts(panel))
    panel.show_told(Told("Heading", (("A", "1.0"),), limited=False, unit="₹ crore"))
    assert "Where it comes from (₹ crore)" in _texts(panel)
    assert "What limits it" not in _texts(panel)


def test_a_click_on_the_plan_page_says_why_until_the_plan_is_another(qtbot: QtBot, parts: Parts) -> None:
    parts.window.go_to("plan")
    ready(qtbot, parts)
    page = parts.plan
    clicks: list[tuple[Callable[[], None], str]] = [
        (lambda: page.supply.picked.emit(0, "licensed_chinese"), "Licensed Chinese, Jan 2027"),
        (lambda: page.cash.picked.emit(0, "goods"), "Goods, by payment days, Jan 2027"),
        (lambda: page.waterfall.picked.emit(0, "price"), "Price, whole plan"),
        (lambda: page.tabs.orders.clicked.emit(page.tabs.orders.results.index(1, 0)), "JL Mag · magnet, Feb 2027"),
        (lambda: page.tabs.production.clicked.emit(page.tabs.production.results.index(0, 6)), "assembly, Feb 2027"),
    ]

    def said(heading: str) -> bool:
        return page.why.told is not None and page.why.told.heading == heading

    for ask, heading in clicks:
        ask()
        qtbot.waitUntil(partial(said, heading))
        assert page.why.isVisible()
    QTest.keyClick(page.tabs.orders, Qt.Key.Key_Escape)
    assert not page.why.isVisible()
    page.tabs.orders.selectAll()
    page.tabs.orders.clicked.emit(page.tabs.orders.results.index(1, 0))
    page.cost.picked.emit(0, "")
    qtbot.waitUntil(lambda: said("JL Mag, whole plan"))
    assert page.why.isVisible()
    parts.hub.choose(mass_unit="kg")
    assert not page.why.isVisible()


def test_an_answer_stays_while_a_better_plan_of_the_same_project_takes_the_place_of_the_one_before(
    qtbot: QtBot, parts: Parts
) -> None:
    parts.window.go_to("plan")
    ready(qtbot, parts)
    page, before = parts.plan, parts.planner.plan
    assert before is not None
    page.supply.picked.emit(0, "licensed_chinese")
    qtbot.waitUntil(page.why.isVisible)
    first = page.why.told
    parts.hub.announce(parts.hub.desk.keep(attrs.evolve(before, bound=before.cost.total)))
    assert parts.planner.plan is not before
    assert page.why.isVisible()
    qtbot.waitUntil(lambda: page.why.told is not first)
    assert page.why.told == first


def test_an_answer_goes_with_its_plan_when_another_document_takes_its_place(qtbot: QtBot, parts: Parts) -> None:
    parts.window.go_to("plan")
    ready(qtbot, parts)
    page = parts.plan
    page.supply.picked.emit(0, "licensed_chinese")
    qtbot.waitUntil(page.why.isVisible)
    parts.hub.adopt(Project.of({}))
    assert parts.planner.plan is None
    assert page.why.isHidden()


def test_a_picture_that_another_is_about_to_replace_is_not_asked(qtbot: QtBot, parts: Parts) -> None:
    """Its keys are of what was looked at before: a source is no class, and lists have other rows."""

    def never(*_: object) -> Told:
        raise AssertionError

    parts.window.go_to("plan")
    parts.hub.choose(by="source")
    ready(qtbot, parts)
    page = parts.plan
    parts.hub.choose(by="class")
    assert not page.drawing.done
    page.supply.picked.emit(0, "JL")
    page.tabs.asked.emit(never)
    ready(qtbot, parts)
    assert page.why.isHidden()
    page.supply.picked.emit(0, "domestic")
    qtbot.waitUntil(page.why.isVisible)


def test_only_what_was_asked_last_is_answered(qtbot: QtBot, parts: Parts) -> None:
    parts.window.go_to("plan")
    ready(qtbot, parts)
    page = parts.plan
    page.supply.picked.emit(0, "licensed_chinese")
    first = page._question
    page.cash.picked.emit(0, "goods")
    assert first is not None
    assert page._drawn is not None
    page._say(Told("Too late", ()), page._drawn, first)
    assert page.why.isHidden()
    qtbot.waitUntil(page.why.isVisible)
    assert "Goods, by payment days, Jan 2027" in _texts(page.why)


def test_a_chart_is_asked_by_keys_which_go_into_the_answer_and_back(qtbot: QtBot, parts: Parts) -> None:
    parts.window.go_to("plan")
    ready(qtbot, parts)
    page = parts.plan
    page.supply.setFocus()
    qtbot.waitUntil(page.supply.hasFocus)
    QTest.keyClick(page.supply, Qt.Key.Key_Right)
    QTest.keyClick(page.supply, Qt.Key.Key_Return)
    qtbot.waitUntil(page.why.isVisible)
    assert page.why.hasFocus()
    assert page.supply._cursor.isVisible()
    QTest.keyClick(page.why, Qt.Key.Key_Escape)
    assert page.why.isHidden()
    assert page.supply.hasFocus()
    assert page.supply._cursor.isHidden()


def test_what_was_asked_about_before_in_another_chart_is_marked_no_more(qtbot: QtBot, parts: Parts) -> None:
    parts.window.go_to("plan")
    ready(qtbot, parts)
    page = parts.plan
    for chart in (page.supply, page.shares):
        chart.setFocus()
        QTest.keyClick(chart, Qt.Key.Key_Right)
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert page.supply._cursor.isHidden()
    assert page.shares._cursor.isVisible()
    qtbot.waitUntil(page.why.isVisible)


def test_a_bar_of_the_supply_on_the_mix_page_is_told_of_on_the_plan_page(qtbot: QtBot, parts: Parts) -> None:
    parts.window.go_to("mix")
    ready(qtbot, parts)
    qtbot.waitUntil(lambda: parts.mix.drawing.done)
    parts.mix.supply.picked.emit(0, "licensed_chinese")
    qtbot.waitUntil(parts.plan.why.isVisible)
    assert parts.window.pages.currentWidget() is parts.plan
    assert any(text.startswith("Licensed Chinese, Jan 2027") for text in _texts(parts.plan.why))
