"""Whole answers are there again when their document is opened again, and never change a file that holds another."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.session import jobs, results
from tests.gui.searching import Scene, Search, staged
from tests.gui.window import Pause, answers, opened, price


@pytest.fixture
def scene(qtbot: QtBot, nothing_left_behind: None) -> Iterator[Scene]:
    with staged(qtbot) as made:
        yield made


def found(scene: Scene) -> None:
    """Let the search begin and end."""
    scene.begin()
    scene.search.go_on.set()
    scene.wait(lambda: scene.standing == "ended")


def kept(path: Path) -> int:
    return len(results.kept(path, jobs.open_project(path)).plans)


def saved(scene: Scene, path: Path) -> Path:
    answers(scene.parts, path)
    scene.parts.documents.save_as()
    scene.wait(lambda: scene.parts.hub.desk.path == path)
    return path


def test_an_answer_found_after_the_save_is_kept_and_shown_at_the_next_start(scene: Scene, tmp_path: Path) -> None:
    path = saved(scene, tmp_path / "tiny.dhatu")
    found(scene)
    scene.wait(lambda: kept(path) == 1)
    with opened(jobs.open_project(path), path, whole=Search(), pause=Pause()) as parts:
        scene.qtbot.waitUntil(lambda: (plan := parts.planner.plan) is not None and plan.answer == "whole")
        assert parts.hub.desk.modified is False


def test_an_answer_found_before_the_save_is_kept_with_it(scene: Scene, tmp_path: Path) -> None:
    found(scene)
    path = saved(scene, tmp_path / "tiny.dhatu")
    scene.wait(lambda: kept(path) == 1)


def test_an_answer_of_a_project_that_is_not_saved_is_not_kept(scene: Scene, tmp_path: Path) -> None:
    path = saved(scene, tmp_path / "tiny.dhatu")
    scene.parts.hub.apply(price(1, 5300.0))
    scene.wait(lambda: scene.parts.planner.up_to_date)
    was = path.read_bytes()
    found(scene)
    assert path.read_bytes() == was
