"""The mix triangle is filled when nothing changes for a moment, can be stopped, and goes on where it was."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.session.shares import Base
from desktop.session.triangle import Ground, splits
from tests.gui.window import Pause, opened, price
from tests.tiny import tiny_project

COARSE = 500


@pytest.fixture
def idle() -> Pause:
    return Pause()


@pytest.fixture
def parts(qtbot: QtBot, idle: Pause, monkeypatch: pytest.MonkeyPatch) -> Iterator[Parts]:
    monkeypatch.setattr("desktop.session.triangle.STEP", COARSE)
    with opened(tiny_project(), idle=idle) as found:
        found.window.go_to("mix")
        qtbot.waitUntil(lambda: found.planner.up_to_date)
        yield found


def test_nothing_is_filled_before_the_pause_is_over(parts: Parts, idle: Pause) -> None:
    assert idle.running
    assert parts.filler.stand == "waiting"
    assert parts.filler.points == ()


def test_a_grid_is_filled_to_its_end_and_shown(qtbot: QtBot, parts: Parts, idle: Pause) -> None:
    idle.pass_by()
    qtbot.waitUntil(lambda: parts.filler.stand == "full", timeout=60_000)
    qtbot.waitUntil(lambda: len(parts.mix.triangle.view.state.cells) == len(splits(COARSE)))
    qtbot.waitUntil(parts.mix.triangle.button.isHidden)


def test_a_change_asks_for_another_grid_and_shares_alone_do_not(qtbot: QtBot, parts: Parts, idle: Pause) -> None:
    idle.pass_by()
    qtbot.waitUntil(lambda: parts.filler.stand == "full", timeout=60_000)
    parts.mix.sliders.box("domestic").setValue(30.0)
    assert parts.filler.stand == "full"
    parts.hub.apply(price(1, 4000.0))
    assert (parts.filler.stand, parts.filler.points) == ("waiting", ())
    assert idle.running


def test_a_grid_that_is_stopped_stays_so_until_it_is_asked_for(qtbot: QtBot, parts: Parts, idle: Pause) -> None:
    idle.pass_by()
    assert parts.filler.stand == "filling"
    assert parts.hub.runner.titles == ()  # else the status bar would have a second button for it
    parts.mix.triangle.button.click()
    qtbot.waitUntil(lambda: parts.filler.stand == "stopped", timeout=60_000)
    assert not idle.running
    parts.mix.triangle.button.click()
    qtbot.waitUntil(lambda: parts.filler.stand == "full", timeout=60_000)


def test_nothing_is_filled_while_nobody_looks(qtbot: QtBot, parts: Parts, idle: Pause) -> None:
    idle.pass_by()
    parts.window.go_to("data")
    qtbot.waitUntil(lambda: parts.filler._job is None, timeout=60_000)
    ground = Ground.of(parts.hub.project, "least", "", Base())
    assert len(parts.filler.points) == 0
    parts.window.go_to("mix")
    assert parts.filler.stand in ("waiting", "full")
    assert ground.is_same(Ground.of(parts.hub.project, "least", "", Base()))
