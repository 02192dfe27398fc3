"""The problems of projects: found once, and in the background where a project is large."""

from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.checker import problems_of
from desktop.model.edits import Changes, SetFields
from desktop.model.project import Project
from tests.gui.window import price
from tests.tiny import tiny_project


@pytest.fixture
def large(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> Parts:
    """The window, taking every project for a large one."""
    monkeypatch.setattr("desktop.gui.checker.AT_ONCE", 0)
    return parts


def test_problems_are_found_once() -> None:
    faulty = tiny_project(offers=[])
    assert problems_of(faulty) is problems_of(faulty)


def test_those_of_a_large_project_are_found_in_the_background_and_announced(qtbot: QtBot, large: Parts) -> None:
    heard: list[Changes] = []
    large.hub.changed.connect(heard.append)
    large.hub.apply(SetFields("offers", {1: {"source": "nobody"}}))
    assert (large.hub.problems, large.hub.checker.knows(large.hub.project)) == ((), False)
    qtbot.waitUntil(lambda: Changes(problems=True) in heard)
    assert large.hub.checker.knows(large.hub.project)
    assert [(each.table, each.row, each.field) for each in large.hub.problems] == [("offers", 1, "source")]
    qtbot.waitUntil(lambda: large.planner.state == "problems")


def test_edits_meanwhile_are_checked_after_it(qtbot: QtBot, large: Parts) -> None:
    for value in (1.0, 2.0, 3.0):
        large.hub.apply(price(1, value))
    qtbot.waitUntil(lambda: large.hub.checker.knows(large.hub.project))
    assert large.hub.problems == problems_of(large.hub.project)


@pytest.mark.stray_logs
def test_a_project_that_cannot_be_checked_is_told_once(
    qtbot: QtBot, large: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Project) -> None:
        raise ZeroDivisionError

    heard: list[str] = []
    large.hub.alerted.connect(lambda said, _: heard.append(said))
    monkeypatch.setattr("desktop.gui.checker.checks", SimpleNamespace(check=fail))  # plans are checked as ever
    large.hub.apply(price(1, 7.0))
    qtbot.waitUntil(lambda: len(heard) >= 1)
    large.hub.announce(Changes(file=True))
    assert len(heard) == 1
