"""The answer of a command: whole where something whole is asked for, the best so far when stopped or after a death."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from desktop.model.errors import ProblemsFound
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Offer
from desktop.session.answers import Answers, Tell, answering
from desktop.session.child import Job
from desktop.session.interrupts import Interrupts
from desktop.session.whole import Task, WholeAnswers
from desktop.text.messages import say
from tests.session import searches
from tests.tiny import tiny_project, tiny_rows

PLAIN = tiny_project()
LOTS = tiny_project(offers=tiny_rows("offers", "JL-magnet", lot_size=25.0))


def _ignore(_: str) -> None:
    pass


def _interrupt(told: str) -> None:
    """Ctrl-C when the first better plan is told."""
    if "gap" in told:
        signal.raise_signal(signal.SIGINT)


@contextmanager
def made(search: Job[Task, Plan, Plan], tell: Tell = _ignore) -> Iterator[Answers]:
    with WholeAnswers(search) as whole:
        yield Answers(whole, 60.0, Interrupts(lambda: None), tell)


def _answer(answers: Answers, project: Project = LOTS) -> Plan:
    return answers(project, "least", "", Silent())


def test_a_project_that_asks_for_nothing_whole_has_the_quick_answer() -> None:
    with made(searches.two_steps) as answers:
        assert _answer(answers, PLAIN).answer == "continuous"


def test_which_plan_is_searched_for_and_how_long_is_told_before_it_is_found() -> None:
    told: list[str] = []
    with made(searches.two_steps, told.append) as answers:
        _answer(answers)
    assert told[0] == "Planning Least cost, As entered, for up to 60 s."


def test_without_seconds_the_answer_is_the_quick_one() -> None:
    with answering(None, _ignore) as answers:
        assert _answer(answers).answer == "continuous"


def test_a_project_with_lots_has_the_whole_answer_and_each_better_plan_is_told() -> None:
    told: list[str] = []
    with made(searches.two_steps, told.append) as answers:
        plan = _answer(answers)
    assert (plan.answer, plan.gap, plan.project) == ("whole", 0.0, LOTS)
    assert [line.split(", ")[1].split(" (")[0] for line in told[1:]] == ["gap ₹1,000"]
    assert answers.faults == []


def test_ctrl_c_keeps_the_best_so_far_and_what_follows_is_quick() -> None:
    with made(searches.until_stopped, _interrupt) as answers:
        assert _answer(answers).gap == pytest.approx(500.0)
        assert _answer(answers).answer == "continuous"


@pytest.mark.stray_logs
def test_after_a_death_the_best_so_far_is_the_answer_and_the_fault_is_told() -> None:
    with made(searches.die_on_the_way) as answers:
        assert _answer(answers).gap == pytest.approx(1000.0)
    assert [fault.key for fault in answers.faults] == ["child-crashed"]


def test_a_search_that_fails_with_nothing_found_leaves_the_quick_plan_and_says_so() -> None:
    told: list[str] = []
    with made(searches.fail_at_once, told.append) as answers:
        assert _answer(answers).answer == "continuous"
    assert [fault.key for fault in answers.faults] == ["solver-no-answer"]
    assert told[1:] == [say("cli-whole-none")]


def test_a_whole_plan_that_gives_up_the_targets_is_not_the_answer() -> None:
    told: list[str] = []
    with made(searches.give_up, told.append) as answers:
        plan = _answer(answers)
    assert (plan.answer, plan.status) == ("continuous", "met")
    assert told[1:] == [say("cli-whole-none")]


def test_an_unsound_project_is_told_about_before_anything_is_searched() -> None:
    unsound = tiny_project(offers=[Offer(id="x", source="nobody", item="magnet")])
    with made(searches.two_steps) as answers, pytest.raises(ProblemsFound):
        _answer(answers, unsound)
