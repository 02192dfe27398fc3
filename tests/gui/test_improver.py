"""Whole answers in the window: after a pause, one at a time, shown as they get better, and never in the way."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.improver import LONGER
from desktop.model.errors import AppError
from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.session.child import Job
from desktop.session.whole import SECONDS, Task, WholeAnswers
from tests.gui.searching import Scene, staged
from tests.gui.window import Pause, opened, price
from tests.session import searches
from tests.tiny import tiny_project


@pytest.fixture
def scene(qtbot: QtBot, nothing_left_behind: None) -> Iterator[Scene]:
    with staged(qtbot) as made:
        yield made


def test_after_a_pause_each_better_whole_plan_takes_the_place_of_the_quick_one(scene: Scene) -> None:
    assert (scene.gap, scene.standing, scene.search.asked) == (None, "", [])
    scene.begin()
    assert scene.search.asked == [("least", "", SECONDS)]
    scene.search.go_on.set()
    scene.wait(lambda: scene.standing == "ended")
    assert scene.gap == 500
    assert scene.parts.planner.up_to_date
    assert not scene.pause.running


def test_an_edit_shows_the_quick_plan_at_once_and_stops_the_search(scene: Scene) -> None:
    scene.begin()
    scene.parts.hub.apply(price(1, 5300.0))
    scene.wait(lambda: scene.parts.planner.up_to_date and scene.parts.improver.searching is None)
    assert (scene.gap, scene.standing) == (None, "")
    scene.begin()
    assert len(scene.search.asked) == 2


def test_what_was_found_before_an_edit_is_there_again_when_it_is_taken_back(scene: Scene) -> None:
    scene.begin()
    scene.parts.hub.apply(price(1, 5300.0))
    scene.wait(lambda: scene.parts.planner.up_to_date and scene.pause.running)
    scene.parts.hub.undo()
    assert scene.gap == 500
    assert scene.pause.running


def test_nothing_is_searched_while_something_is_dragged(scene: Scene) -> None:
    scene.begin()
    scene.parts.hub.preview(price(1, 5300.0))
    scene.wait(lambda: scene.parts.planner.up_to_date and scene.parts.improver.searching is None)
    assert not scene.pause.running
    scene.parts.hub.preview(price(1, 5400.0))
    scene.wait(lambda: scene.parts.planner.up_to_date)
    assert not scene.pause.running
    scene.parts.hub.apply(price(1, 5400.0))
    scene.wait(lambda: scene.pause.running)


def test_stopping_keeps_the_best_and_begins_no_other_until_the_next_edit(scene: Scene) -> None:
    scene.parts.planner.want((("slow", ""),))
    scene.wait(lambda: scene.parts.planner.plan_of("slow", "") is not None)
    scene.begin()
    scene.parts.improver.stop()
    scene.wait(lambda: scene.standing == "stopped")
    assert scene.gap == 500
    assert not scene.pause.running
    scene.parts.hub.apply(price(1, 5300.0))
    scene.wait(lambda: scene.pause.running)


def test_a_search_that_was_stopped_can_go_on_and_longer(scene: Scene) -> None:
    assert not scene.parts.improver.can_go_on
    scene.begin()
    assert not scene.parts.improver.can_go_on
    scene.parts.improver.stop()
    scene.wait(lambda: scene.parts.improver.can_go_on)
    scene.search.go_on.set()
    scene.parts.improver.go_on()
    scene.wait(lambda: scene.standing == "ended")
    assert [seconds for _, _, seconds in scene.search.asked] == [SECONDS, LONGER]
    first, then = scene.search.known
    assert first is None
    assert then is not None
    assert then.gap == pytest.approx(500.0)
    assert scene.gap == 500


def test_what_the_page_compares_comes_after_the_plan_on_the_screen(scene: Scene) -> None:
    scene.search.go_on.set()
    scene.parts.planner.want((("slow", ""), ("slow", "base")))
    scene.wait(lambda: scene.parts.planner.plan_of("slow", "base") is not None)
    for count in (1, 2, 3):
        scene.wait(lambda: scene.pause.running)
        scene.pause.pass_by()
        scene.wait(lambda count=count: len(scene.search.asked) == count)  # type: ignore[misc]
    assert [asked[:2] for asked in scene.search.asked] == [("least", ""), ("slow", ""), ("slow", "base")]
    scene.wait(lambda: scene.parts.improver.searching is None)
    assert not scene.pause.running


def test_another_choice_takes_the_place_of_a_search(scene: Scene) -> None:
    scene.parts.planner.want((("slow", ""),))
    scene.wait(lambda: scene.parts.planner.plan_of("slow", "") is not None)
    scene.begin()
    scene.parts.hub.choose(mix="slow")
    scene.wait(lambda: scene.pause.running)
    scene.begin()
    assert [asked[:2] for asked in scene.search.asked] == [("least", ""), ("slow", "")]


def test_a_project_that_asks_for_nothing_whole_is_left_alone(scene: Scene) -> None:
    scene.search.needs = False
    scene.pause.pass_by()
    scene.wait(lambda: scene.parts.improver._running is None)
    scene.parts.hub.choose(material="Dy")
    assert (scene.standing, scene.search.asked, scene.pause.running) == ("", [], False)
    assert not scene.parts.improver.can_go_on


def test_a_search_that_fails_is_told_once_and_again_when_it_was_asked_for(scene: Scene) -> None:
    alerts: list[str] = []
    scene.parts.hub.alerted.connect(lambda sentence, _: alerts.append(sentence))
    scene.search.fault = AppError("child-killed")
    scene.pause.pass_by()
    scene.wait(lambda: scene.standing == "failed")
    assert [alert.split(",")[0] for alert in alerts] == ["The solver was ended from outside"]
    assert (scene.gap, scene.pause.running) == (None, False)
    scene.parts.hub.apply(price(1, 5300.0))
    scene.wait(lambda: scene.pause.running)
    scene.pause.pass_by()
    scene.wait(lambda: scene.standing == "failed")
    assert len(alerts) == 1
    scene.parts.improver.go_on()
    scene.wait(lambda: len(alerts) == 2)
    scene.search.fault = None
    scene.parts.improver.go_on()
    scene.wait(lambda: scene.gap == 1000)
    job = scene.parts.improver._job
    assert job is not None
    assert not job.stop.is_set(), "it goes on after the first plan that it finds"


def test_a_search_that_was_stopped_before_it_found_anything_says_so(scene: Scene) -> None:
    scene.search.finds = False
    scene.pause.pass_by()
    scene.wait(lambda: scene.standing == "searching")
    scene.parts.improver.stop()
    scene.wait(lambda: scene.standing == "stopped")
    assert scene.gap is None


def test_a_late_plan_of_the_document_before_is_dropped(scene: Scene) -> None:
    scene.begin()
    first = scene.parts.hub.project
    scene.parts.hub.adopt(tiny_project(scenarios=[]))
    scene.wait(lambda: scene.parts.planner.up_to_date and scene.parts.improver.searching is None)
    assert scene.parts.hub.desk.plan("least", "", first) is None


def test_a_real_child_searches_and_stops_and_ends_with_the_window(qtbot: QtBot) -> None:
    pause = Pause()
    with opened(whole=_child(searches.until_stopped), pause=pause) as parts:
        qtbot.waitUntil(lambda: parts.planner.state == "ready")
        pause.pass_by()
        qtbot.waitUntil(lambda: _gap(parts) == 1000, timeout=30_000)
        parts.improver.stop()
        qtbot.waitUntil(lambda: _gap(parts) == 500, timeout=10_000)
        parts.improver.go_on()
        qtbot.waitUntil(lambda: parts.improver.standing == "searching")


@pytest.mark.stray_logs
def test_the_death_of_the_child_is_told_and_what_it_found_stays(qtbot: QtBot) -> None:
    alerts: list[str] = []
    pause = Pause()
    with opened(whole=_child(searches.die_on_the_way), pause=pause) as parts:
        parts.hub.alerted.connect(lambda sentence, _: alerts.append(sentence))
        qtbot.waitUntil(lambda: parts.planner.state == "ready")
        pause.pass_by()
        qtbot.waitUntil(lambda: parts.improver.standing == "failed", timeout=30_000)
        assert _gap(parts) == 1000
        assert [alert.split(".")[0] for alert in alerts] == ["The solver ended by a fault of its own (code 9)"]
        assert parts.planner.state == "ready"
        assert not parts.hub.desk.modified


def _child(search: Job[Task, Plan, Plan]) -> WholeAnswers:
    class Always(WholeAnswers):
        def needed(self, project: Project, mix: str, scenario: str) -> bool:
            return True

    return Always(search)


def _gap(parts: Parts) -> float | None:
    plan = parts.planner.plan
    return None if plan is None or plan.gap is None else round(plan.gap)
