"""Certificates in the window: after a pause, for what is shown and compared, and never for what has changed since."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import attrs
import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.certifier import Certifier
from desktop.model.errors import SolverFault
from desktop.model.plan import Plan
from desktop.model.progress import Cancelled, Progress
from tests.gui.window import Pause, opened, price


class Notary:
    """Certifies what it is asked to once it may go on, unless it is to fail."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go_on = threading.Event()
        self.fault: Exception | None = None

    def certify(self, plan: Plan, progress: Progress) -> Plan:
        self.asked.append(plan.mix)
        while not self.go_on.wait(0.01):
            if progress.cancelled():
                raise Cancelled
        if self.fault is not None:
            raise self.fault
        return attrs.evolve(plan, certificate=0.0)


@attrs.frozen(eq=False)
class Scene:
    parts: Parts
    pause: Pause
    notary: Notary
    qtbot: QtBot

    def begin(self) -> None:
        """Let a moment pass without a change once the plan is there."""
        self.qtbot.waitUntil(lambda: self.parts.planner.up_to_date and self.pause.running)
        self.pause.pass_by()

    @property
    def certificate(self) -> float | None:
        plan = self.parts.planner.plan
        return None if plan is None else plan.certificate

    @property
    def said(self) -> str:
        return self.parts.window.status._plan.text()


@pytest.fixture
def scene(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, nothing_left_behind: None) -> Iterator[Scene]:
    pause, notary = Pause(), Notary()
    monkeypatch.setattr("desktop.session.jobs.certified", notary.certify)
    with opened(pause=pause) as parts:
        yield Scene(parts, pause, notary, qtbot)


def test_after_a_pause_the_plan_shown_is_certified_and_the_bar_says_so(scene: Scene) -> None:
    scene.begin()
    assert (scene.certificate, scene.said) == (None, "Plan verified")
    scene.notary.go_on.set()
    scene.qtbot.waitUntil(lambda: scene.certificate == 0.0)
    assert scene.said == "Plan verified and certified"
    assert scene.notary.asked == ["least"]


def test_plans_to_compare_follow_one_after_the_other(scene: Scene) -> None:
    scene.notary.go_on.set()
    scene.parts.planner.want((("slow", ""),))
    scene.qtbot.waitUntil(lambda: scene.parts.planner.plan_of("slow", "") is not None)
    scene.begin()

    def certified() -> bool:
        plans = [scene.parts.planner.plan_of(mix, "") for mix in ("least", "slow")]
        return all(plan is not None and plan.certificate == 0.0 for plan in plans)

    scene.qtbot.waitUntil(certified)
    assert scene.notary.asked == ["least", "slow"]


def test_an_edit_ends_it_and_the_new_plan_is_certified_after_the_next_pause(scene: Scene) -> None:
    scene.begin()
    scene.qtbot.waitUntil(lambda: scene.notary.asked == ["least"])
    scene.parts.hub.apply(price(1, 5300.0))
    scene.qtbot.waitUntil(lambda: scene.parts.planner.up_to_date)
    assert (scene.certificate, scene.said) == (None, "Plan verified")
    scene.notary.go_on.set()
    scene.begin()
    scene.qtbot.waitUntil(lambda: scene.certificate == 0.0)


def test_nothing_is_certified_while_something_is_dragged(scene: Scene) -> None:
    scene.qtbot.waitUntil(lambda: scene.parts.planner.up_to_date)
    scene.parts.hub.preview(price(1, 5300.0))
    scene.parts.improver.quiet.emit()
    assert scene.notary.asked == []


def test_what_fails_is_said_and_not_tried_again(scene: Scene) -> None:
    alerts: list[str] = []
    scene.parts.hub.alerted.connect(lambda sentence, _: alerts.append(sentence))
    scene.notary.fault = SolverFault("solver-refused", status="empty")
    scene.notary.go_on.set()
    scene.begin()
    scene.qtbot.waitUntil(lambda: len(alerts) == 1)
    scene.parts.improver.quiet.emit()
    assert scene.notary.asked == ["least"]
    assert isinstance(scene.parts.window.certifier, Certifier)
