"""Whole answers from the child: of the very project that was asked about, and kept when the search is stopped."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import attrs
import pytest

from desktop.model.errors import AppError, ProblemsFound, WrongCall
from desktop.model.plan import Plan
from desktop.model.progress import Cancelled, Silent
from desktop.model.records import Event, Offer, Price
from desktop.session.child import Children, Job
from desktop.session.whole import SECONDS, Task, WholeAnswers
from tests.session import searches
from tests.tiny import tiny_project, tiny_rows

PROJECT = tiny_project()


class Stop(Silent):
    """A progress handle that is asked to stop when told."""

    def __init__(self) -> None:
        self.stopped = False

    def cancelled(self) -> bool:
        return self.stopped

    def now(self, _: object = None) -> None:
        self.stopped = True


@contextmanager
def answers(search: Job[Task, Plan, Plan] | None, patience: float = 0.2) -> Iterator[WholeAnswers]:
    with WholeAnswers(search) as made:
        made._children._patience = patience
        yield made


def _improved(made: WholeAnswers, progress: Silent, better: Callable[[Plan], None], scenario: str = "") -> Plan:
    return made.improve(PROJECT, "least", scenario, SECONDS, progress, better)


def _ignore(_: Plan) -> None:
    pass


def test_plans_come_home_to_the_project_they_are_of() -> None:
    found: list[Plan] = []
    with answers(searches.two_steps) as made:
        last = _improved(made, Silent(), found.append, "base")
    assert [plan.project for plan in (*found, last)] == [PROJECT, PROJECT]
    assert (last.mix, last.scenario, last.verified) == ("least", "base", True)
    assert [plan.gap for plan in (*found, last)] == [pytest.approx(1000.0), 0.0]


def test_a_plan_that_is_known_travels_to_the_search_and_comes_home() -> None:
    with answers(searches.hand_back) as made:
        first = _improved(made, Silent(), _ignore)
        known = attrs.evolve(first, bound=first.cost.total - 77.0)
        again = made.improve(PROJECT, "least", "", SECONDS, Silent(), _ignore, known)
    assert first.gap == pytest.approx(1000.0)
    assert again.gap == pytest.approx(77.0)
    assert again.project is PROJECT


def test_a_search_that_is_stopped_gives_the_best_so_far() -> None:
    stop = Stop()
    with answers(searches.until_stopped) as made:
        assert _improved(made, stop, stop.now).gap == pytest.approx(500.0)


def test_a_search_that_must_be_killed_gives_what_it_found_last() -> None:
    stop = Stop()
    with answers(searches.never_stop) as made:
        assert _improved(made, stop, stop.now).gap == pytest.approx(1000.0)


def test_a_search_that_is_stopped_before_it_found_anything_ends_as_cancelled() -> None:
    class AtTheThirdLook(Silent):
        looks = 0

        def cancelled(self) -> bool:
            self.looks += 1
            return self.looks >= 3

    with answers(searches.nothing_yet) as made, pytest.raises(Cancelled):
        _improved(made, AtTheThirdLook(), _ignore)


@pytest.mark.stray_logs
def test_a_search_that_dies_is_told_of_after_what_it_found() -> None:
    found: list[Plan] = []
    with answers(searches.die_on_the_way) as made:
        with pytest.raises(AppError, match="child-crashed"):
            _improved(made, Silent(), found.append)
        assert len(found) == 1
        assert found[0].project is PROJECT


def test_unsound_projects_and_unknown_names_are_refused_without_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a child was started")

    monkeypatch.setattr(Children, "run", refuse)
    unsound = tiny_project(offers=[Offer(id="x", source="nobody", item="magnet")])
    with answers(None) as made:
        with pytest.raises(ProblemsFound):
            made.improve(unsound, "least", "", SECONDS, Silent(), _ignore)
        with pytest.raises(WrongCall, match="unknown-mix"):
            made.improve(PROJECT, "none", "", SECONDS, Silent(), _ignore)


def test_the_engine_finds_a_whole_plan_in_the_child() -> None:
    lots = tiny_project(offers=tiny_rows("offers", "JL-magnet", lot_size=25.0))
    with answers(None, 2.5) as made:
        assert not made.needed(PROJECT, "least", "")
        assert made.needed(lots, "least", "")
        plan = made.improve(lots, "least", "", 30.0, Silent(), _ignore)
    assert (plan.answer, plan.verified, plan.project) == ("whole", True, lots)
    assert all(quantity % 25.0 == pytest.approx(0.0) for quantity in plan.arrivals["JL-magnet"])


def test_the_world_of_a_plan_is_the_project_after_the_events_of_its_scenario() -> None:
    project = tiny_project(events=[Event(scenario="base", kind="price factor", source="IREL", value=2.0)])
    with answers(searches.two_steps) as made:
        plan = made.improve(project, "least", "base", SECONDS, Silent(), _ignore)
        asked = made.improve(project, "least", "", SECONDS, Silent(), _ignore)
    assert [step.value for step in plan.world.all(Price)] == [10_000.0]
    assert asked.world is asked.project is project
