"""What stands in place of results: why there are none, and what to do."""

import threading

from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.waiting import Waiting
from desktop.gui.words import plain_label
from desktop.model.errors import WrongCall
from desktop.model.plan import Plan
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.session import jobs
from tests.gui.window import opened
from tests.tiny import tiny_project


def _waiting(qtbot: QtBot, parts: Parts) -> Waiting:
    made = Waiting(parts.planner, plain_label("Results"))
    qtbot.addWidget(made)
    return made


def test_results_take_the_place_of_the_sentence_once_there_is_a_plan(qtbot: QtBot) -> None:
    go = threading.Event()

    def plan_later(project: Project, mix: str, scenario: str, progress: Progress) -> Plan:
        go.wait(10)
        return jobs.plan(project, mix, scenario, progress)

    with opened(plan_job=plan_later) as parts:
        waiting = _waiting(qtbot, parts)
        assert waiting.text == "The plan is being made…"
        go.set()
        qtbot.waitUntil(lambda: waiting.text == "")


def test_a_project_with_problems_is_told_what_to_enter(qtbot: QtBot) -> None:
    with opened(tiny_project(mixes=[])) as parts:
        assert _waiting(qtbot, parts).text.startswith("There is no plan yet. Enter at least one mix")


def test_a_plan_that_failed_points_to_the_reason(qtbot: QtBot) -> None:
    def fail(project: Project, mix: str, scenario: str, progress: Progress) -> Plan:
        raise WrongCall("cli-no-mix")

    with opened(plan_job=fail) as parts:
        waiting = _waiting(qtbot, parts)
        qtbot.waitUntil(lambda: waiting.text.startswith("No plan could be made"))
