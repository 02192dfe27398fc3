"""The status bar: problems and notes counted apart, the selection's sum, saved or not, distance from the edge."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event as Gate

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop.gui import theme
from desktop.gui.app import Parts
from desktop.gui.hub import Hub
from desktop.gui.improver import Improver
from desktop.gui.job_runner import Handle
from desktop.gui.planner import Planner
from desktop.gui.status import StatusBar
from desktop.model.edits import SetFields
from desktop.model.errors import Problem
from desktop.session import jobs
from desktop.session.documents import Place
from desktop.session.whole import WholeAnswers
from tests.gui.searching import staged
from tests.gui.tables import tiny_hub
from tests.gui.window import Pause, opened, price
from tests.tiny import tiny_project


@pytest.fixture
def hub() -> Iterator[Hub]:
    made = tiny_hub()
    yield made
    made.runner.close()


@pytest.fixture
def bar(qtbot: QtBot, hub: Hub) -> StatusBar:
    planner = Planner(hub, jobs.plan, hub)
    made = StatusBar(hub, planner, Improver(hub, planner, WholeAnswers(), Pause(), hub))
    hub.setParent(made)
    hub.changed.connect(lambda _: made.refresh())
    qtbot.addWidget(made)
    made.show()
    return made


def _said(bar: StatusBar) -> str:
    return bar.findChildren(QPushButton)[0].text()


def _labels(bar: StatusBar) -> list[str]:
    return [label.text() for label in bar.findChildren(QLabel) if label.text()]


def _colours(button: QPushButton) -> set[str]:
    """The colours that a button's mark is drawn in."""
    picture = button.icon().pixmap(48).toImage()
    seen = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
    return {colour.name() for colour in seen if colour.alpha() == 255}


@pytest.mark.parametrize(
    ("errors", "notes", "said"),
    [
        (0, 0, "No problems"),
        (1, 0, "1 problem"),
        (2, 0, "2 problems"),
        (0, 1, "No problems · 1 note"),
        (1, 3, "1 problem · 3 notes"),
    ],
)
def test_errors_and_notes_are_counted_apart(
    bar: StatusBar, hub: Hub, monkeypatch: pytest.MonkeyPatch, errors: int, notes: int, said: str
) -> None:
    found = (Problem("x"),) * errors + (Problem("y", severity="note"),) * notes
    monkeypatch.setattr("desktop.gui.checker.checks.check", lambda _: found)
    hub.adopt(tiny_project())
    assert _said(bar) == said


def test_the_mark_is_red_for_errors_and_neutral_otherwise(bar: StatusBar, hub: Hub) -> None:
    button = bar.findChildren(QPushButton)[0]
    bad = QColor(theme.colours().bad).name()
    assert bad not in _colours(button)
    hub.apply(SetFields("offers", {1: {"source": "nobody"}}))
    assert bad in _colours(button)


def test_a_click_on_the_number_asks_for_the_list(qtbot: QtBot, bar: StatusBar) -> None:
    with qtbot.waitSignal(bar.problems_wanted):
        bar.findChildren(QPushButton)[0].click()


def test_a_selection_is_summed_as_spreadsheets_do(bar: StatusBar) -> None:
    bar.show_selection([100000.0, 50000.0], 3)
    assert "Sum 1,50,000.00   Average 75,000.00   Min 50,000.00   Max 1,00,000.00   Count 3" in _labels(bar)
    bar.show_selection([], 4)
    assert "Count 4" in _labels(bar)
    bar.show_selection([5.0], 1)
    assert not any("Count" in text for text in _labels(bar))


def test_unsaved_work_is_said_until_it_is_taken_back(bar: StatusBar, hub: Hub) -> None:
    hub.adopt(tiny_project(), Place(Path("motors.dhatu")))
    assert "All changes saved" in _labels(bar)
    hub.apply(price(1, 5500.0))
    assert "Changes not saved" in _labels(bar)
    hub.undo()
    assert "All changes saved" in _labels(bar)


def test_a_document_without_a_file_is_not_called_saved(bar: StatusBar, hub: Hub) -> None:
    assert "Not saved yet" in _labels(bar)
    hub.apply(price(1, 5500.0))
    assert "Changes not saved" in _labels(bar)


def test_an_empty_project_is_no_success(qtbot: QtBot) -> None:
    with opened(tiny_project(targets=[])) as parts:
        qtbot.waitUntil(lambda: parts.planner.state == "ready")
        assert "Nothing to plan yet" in _labels(parts.window.status)


def test_the_last_text_keeps_its_distance_from_the_edge_of_the_window(parts: Parts) -> None:
    parts.window.resize(1366, 768)
    bar = parts.window.status
    (last,) = [label for label in bar.findChildren(QLabel) if label.text() == "Not saved yet"]
    right = last.mapTo(parts.window, QPoint(last.width(), 0)).x()
    assert parts.window.width() - right >= 2 * theme.GRID


def _buttons(bar: StatusBar) -> list[str]:
    return [button.text() for button in bar.findChildren(QToolButton) if button.isVisible()]


def _click(bar: StatusBar, text: str) -> None:
    (button,) = [button for button in bar.findChildren(QToolButton) if button.isVisible() and button.text() == text]
    button.click()


def _whole(bar: StatusBar) -> list[str]:
    return [text for text in _labels(bar) if "Whole lots" in text or "whole lots" in text]


def test_of_several_jobs_the_one_begun_last_is_told_with_how_far_it_is(qtbot: QtBot, bar: StatusBar, hub: Hub) -> None:
    go = Gate()

    def work(handle: Handle) -> None:
        handle.report("", 0.25)
        go.wait()

    for title in ("Filling", "Exporting"):
        hub.run(title, work, lambda _: None)
    qtbot.waitUntil(lambda: bar._share.value() == 25)
    assert "Exporting" in _labels(bar)
    hub.runner.reported.emit("Filling", "", 0.75)
    assert bar._share.value() == 25
    go.set()
    qtbot.waitUntil(lambda: not hub.runner.titles)


def test_a_search_for_whole_lots_is_told_with_its_gap_and_can_be_stopped_and_go_on(qtbot: QtBot) -> None:
    with staged(qtbot) as scene:
        bar = scene.parts.window.status
        assert (_whole(bar), _buttons(bar)) == ([], [])
        scene.begin()
        assert (_whole(bar), _buttons(bar)) == (["Whole lots: gap ₹1,000 (0.051 %)"], ["Stop"])
        _click(bar, "Stop")
        scene.wait(lambda: scene.standing == "stopped")
        assert (_whole(bar), _buttons(bar)) == (["Whole lots: gap ₹500 (0.026 %)"], ["Improve further"])
        _click(bar, "Improve further")
        scene.wait(lambda: scene.standing == "searching")
        assert _buttons(bar) == ["Stop"]


def test_a_search_that_has_found_nothing_says_how_it_stands(qtbot: QtBot) -> None:
    with staged(qtbot) as scene:
        bar = scene.parts.window.status
        scene.search.finds = False
        scene.pause.pass_by()
        scene.wait(lambda: scene.standing == "searching")
        assert (_whole(bar), _buttons(bar)) == (["Whole lots: looking…"], ["Stop"])
        scene.parts.improver.stop()
        scene.wait(lambda: scene.standing == "stopped")
        assert _whole(bar) == ["Whole lots: none found before the stop"]
        assert _buttons(bar) == ["Improve further"]


def test_a_search_for_another_mix_is_told_beside_the_gap_of_the_plan_shown(qtbot: QtBot) -> None:
    with staged(qtbot) as scene:
        bar = scene.parts.window.status
        scene.parts.planner.want((("slow", ""),))
        scene.search.go_on.set()
        scene.pause.pass_by()
        scene.wait(lambda: scene.standing == "ended" and scene.pause.running)
        scene.search.finds = False
        scene.pause.pass_by()
        scene.wait(lambda: scene.parts.improver.searching == "slow")
        assert _whole(bar) == ["Whole lots: gap ₹500 (0.026 %) · Looking for whole lots of “Slow files”…"]
        assert _buttons(bar) == ["Stop"]
