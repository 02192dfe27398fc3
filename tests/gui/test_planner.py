"""The planner: newest wins, failures are shown, late results of another document are dropped."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.model.edits import Changes, SetFields
from desktop.model.errors import SolverFault
from desktop.model.plan import Plan
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.model.records import Offer
from desktop.session import jobs
from tests.gui.window import opened, price
from tests.tiny import tiny_project


class Gate:
    """A plan job that waits until it is let through, and notes the price of the offer it planned with."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.started = threading.Event()
        self.prices: list[float] = []

    def __call__(self, project: Project, mix: str, scenario: str, progress: Progress) -> Plan:
        offer = project.tables["offers"][1]
        assert isinstance(offer, Offer)
        self.prices.append(offer.price or 0.0)
        self.started.set()
        assert self.open.wait(5)
        return jobs.plan(project, mix, scenario, progress)


@pytest.fixture
def gate(nothing_left_behind: None) -> Iterator[Gate]:
    made = Gate()
    yield made
    made.open.set()


def test_the_plan_of_the_project_is_ready_without_being_asked_for(qtbot: QtBot, parts: Parts) -> None:
    qtbot.waitUntil(lambda: parts.planner.state == "ready")
    plan = parts.planner.plan
    assert plan is not None
    assert plan.project is parts.hub.project
    assert plan.verified
    assert sum(plan.target["motor"]) == 300.0


def test_only_the_newest_of_many_edits_is_planned_after_the_running_one(qtbot: QtBot, gate: Gate) -> None:
    with opened(plan_job=gate) as parts:
        assert gate.started.wait(5)
        for value in (5100.0, 5200.0, 5300.0):
            parts.hub.apply(price(1, value))
        assert parts.planner.state == "planning"
        gate.open.set()
        qtbot.waitUntil(lambda: parts.planner.state == "ready")
        assert gate.prices == [5000.0, 5300.0]
        assert parts.planner.plan is not None
        assert parts.planner.plan.project is parts.hub.project


def test_a_plan_of_a_moment_ago_is_shown_until_the_newest_is_there(qtbot: QtBot, parts: Parts) -> None:
    qtbot.waitUntil(lambda: parts.planner.state == "ready")
    before = parts.planner.plan
    parts.hub.apply(price(1, 5300.0))
    assert parts.planner.plan is before
    assert not parts.planner.up_to_date
    qtbot.waitUntil(lambda: parts.planner.up_to_date)


def test_a_plan_of_other_months_is_not_shown_for_new_ones(qtbot: QtBot, parts: Parts) -> None:
    qtbot.waitUntil(lambda: parts.planner.state == "ready")
    parts.hub.apply(SetFields("settings", {1: {"months": 5}}))
    assert parts.planner.plan is None


def test_the_plan_of_the_document_before_is_not_shown_for_one_of_the_same_months_and_mixes(
    qtbot: QtBot, parts: Parts
) -> None:
    qtbot.waitUntil(lambda: parts.planner.state == "ready")
    parts.hub.adopt(tiny_project(scenarios=[]))
    assert parts.planner.plan is None
    qtbot.waitUntil(lambda: parts.planner.state == "ready")


def test_a_late_plan_of_the_document_before_is_dropped(qtbot: QtBot, gate: Gate) -> None:
    with opened(plan_job=gate) as parts:
        assert gate.started.wait(5)
        first, other = parts.hub.project, tiny_project(scenarios=[])
        parts.hub.adopt(other)
        gate.open.set()
        qtbot.waitUntil(lambda: parts.planner.state == "ready")
        assert parts.planner.plan is not None
        assert parts.planner.plan.project is other
        assert parts.hub.desk.plan("least", "", first) is None


def test_the_next_plan_that_can_be_made_takes_the_message_of_the_last_one_away(qtbot: QtBot) -> None:
    calls: list[str] = []

    def broken_once(project: Project, mix: str, scenario: str, progress: Progress) -> Plan:
        calls.append(mix)
        if len(calls) == 1:
            raise SolverFault("solver-refused", status="empty")
        return jobs.plan(project, mix, scenario, progress)

    with opened(plan_job=broken_once) as parts:
        qtbot.waitUntil(lambda: parts.planner.state == "failed")
        assert parts.window.alert_bar.isVisibleTo(parts.window)
        parts.hub.apply(price(1, 5300.0))
        qtbot.waitUntil(lambda: parts.planner.state == "ready")
        assert not parts.window.alert_bar.isVisibleTo(parts.window)


def test_a_plan_job_that_raises_is_shown_as_failed_and_said_once(qtbot: QtBot) -> None:
    calls: list[str] = []

    def broken(project: Project, mix: str, scenario: str, progress: Progress) -> Plan:
        calls.append(mix)
        raise SolverFault("solver-refused", status="empty")

    with opened(plan_job=broken) as parts:
        alerts: list[str] = []
        parts.hub.alerted.connect(lambda sentence, _: alerts.append(sentence))
        qtbot.waitUntil(lambda: parts.planner.state == "failed")
        assert parts.planner.plan is None
        assert [alert.split("(")[0] for alert in alerts] == ["The plan could not be made: the solver refused its task "]
        parts.hub.announce(Changes(plans=True))
        assert parts.planner.state == "failed"
        parts.hub.apply(price(1, 5300.0))
        qtbot.waitUntil(lambda: calls == ["least", "least"] and parts.planner.state == "failed")


def test_a_project_with_errors_is_not_called_failed_and_plans_again_when_corrected(qtbot: QtBot, parts: Parts) -> None:
    qtbot.waitUntil(lambda: parts.planner.state == "ready")
    parts.hub.apply(SetFields("offers", {1: {"source": "nobody"}}))
    qtbot.waitUntil(lambda: parts.planner.state == "problems")
    parts.hub.undo()
    assert parts.planner.state == "ready"


def test_other_plans_that_a_page_wants_come_after_the_one_on_the_screen(qtbot: QtBot, parts: Parts) -> None:
    parts.planner.want((("slow", ""), ("slow", "base")))
    qtbot.waitUntil(lambda: parts.planner.plan_of("slow", "base") is not None)
    assert parts.planner.plan_of("slow", "") is not None
    assert parts.planner.plan is parts.planner.plan_of("least", "")
    parts.hub.choose(mix="slow")
    assert parts.planner.state == "ready"
    assert parts.planner.plan is parts.planner.plan_of("slow", "")
