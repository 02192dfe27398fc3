"""Pages follow at once when seen, and catch up once when they were not."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.hub import Hub
from desktop.gui.page import EVERYTHING, Page, Pieces, merged
from desktop.model.edits import Changes
from tests.gui.test_pages import ready
from tests.gui.window import price

_MOST_STOPS = 150


class Noting(Page):
    """A page that notes what it was told."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub)
        self.told: list[Changes] = []

    def follow(self, changes: Changes) -> None:
        self.told.append(changes)


@pytest.fixture
def page(parts: Parts) -> Iterator[Noting]:
    made = Noting(parts.hub)
    yield made
    made.deleteLater()


def test_a_page_first_shown_is_told_everything(page: Noting) -> None:
    assert page.told == []
    page.show()
    assert page.told == [EVERYTHING]


def test_a_visible_page_is_told_each_change_at_once(page: Noting) -> None:
    page.show()
    page.told.clear()
    page.hub.apply(price(1, 5300.0))
    page.hub.choose(mix="slow")
    assert page.told == [Changes(frozenset({"offers"}), file=True), Changes(plans=True)]


def test_a_hidden_page_catches_up_on_all_it_missed_in_one_go(page: Noting) -> None:
    page.show()
    page.hide()
    page.told.clear()
    page.hub.announce(Changes(frozenset({"items"})))
    page.hub.announce(Changes(frozenset({"offers"}), file=True))
    page.hub.announce(Changes(plans=True))
    assert page.told == []
    page.show()
    assert page.told == [Changes(frozenset({"items", "offers"}), plans=True, file=True)]
    page.hide()
    page.show()
    assert len(page.told) == 1


def test_what_changed_in_two_steps_is_what_either_changed() -> None:
    first, second = Changes(frozenset({"items"})), Changes(frozenset({"offers"}), plans=True)
    assert merged(first, second) == Changes(frozenset({"items", "offers"}), plans=True)
    assert merged(None, second) == second


def test_what_was_worked_out_aside_is_shown_unless_newer_work_began(qtbot: QtBot, parts: Parts) -> None:
    owner, shown = QWidget(), list[str]()
    qtbot.addWidget(owner)
    pieces = Pieces(owner)
    pieces.start(lambda: pieces.aside(parts.hub, lambda: "old", shown.append))
    assert not pieces.done
    pieces.start(lambda: pieces.aside(parts.hub, lambda: "new", shown.append))
    qtbot.waitUntil(lambda: pieces.done)
    assert shown == ["new"]


def test_work_is_done_in_pieces_and_newer_work_takes_the_place_of_older(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    done: list[str] = []
    pieces = Pieces(owner)
    pieces.start(lambda: done.append("a"), lambda: done.append("b"))
    assert done == ["a"]
    assert not pieces.done
    pieces.start(lambda: done.append("c"), lambda: done.append("d"))
    qtbot.waitUntil(lambda: pieces.done)
    assert done == ["a", "c", "d"]


@pytest.mark.parametrize("step", ["mix", "scenarios", "plan", "compare"])
def test_tab_leads_through_a_page_and_back_to_the_steps(qtbot: QtBot, parts: Parts, step: str) -> None:
    parts.window.go_to(step)
    ready(qtbot, parts)
    parts.window.activateWindow()
    parts.window.sidebar.setFocus()
    met: list[QWidget] = []
    while parts.window.sidebar not in met and len(met) < _MOST_STOPS:
        QTest.keyClick(QApplication.focusWidget() or parts.window, Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget() or parts.window)
    assert met[-1] is parts.window.sidebar
    assert len(set(map(id, met))) == len(met)
    unnamed = [widget for widget in met if not widget.accessibleName() and not getattr(widget, "text", str)()]
    assert [type(widget) for widget in unnamed if not isinstance(widget, QTabBar)] == []
