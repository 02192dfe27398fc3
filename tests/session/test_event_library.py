"""Every ready event has words and a source, changes a project that has what it needs, and says what another lacks."""

from __future__ import annotations

import pytest

from desktop.model import checks
from desktop.model.edits import apply
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Event, Incentive, Record, Source
from desktop.session import event_library, events, jobs
from desktop.session.event_library import Ready
from tests.tiny import FIRST, tiny_project

READY = {ready.id: ready for ready in event_library.library()}
each_ready = pytest.mark.parametrize("ready", READY.values(), ids=READY)


@pytest.fixture(scope="module")
def sample() -> Project:
    return jobs.new_project(sample=True)


@each_ready
def test_a_ready_event_says_what_it_means_and_who_says_so(ready: Ready) -> None:
    assert ready.name
    assert ready.about.endswith(".")
    assert ready.fact.endswith(".")
    if ready.source:
        assert event_library.origins()[ready.source].publisher


@each_ready
def test_a_ready_event_changes_the_sample_or_says_what_that_lacks(ready: Ready, sample: Project) -> None:
    first = event_library.begins(sample, ready)
    found = event_library.events_of(sample, ready, "irel-early", first, ready.months)
    lacking = event_library.lacking(sample, ready, first, ready.months)
    assert bool(found) == (not lacking)
    assert lacking == "" or ready.group == "india", lacking
    if found:
        after = apply(sample, events.add(sample, found)[0])
        assert not checks.errors(after)
        assert {event.first_month for event in found} == {first}
        assert all(ready.name in event.note for event in found)


def test_the_magnet_scheme_needs_an_incentive() -> None:
    project = tiny_project()
    assert "no incentive" in event_library.lacking(project, READY["scheme-pays"], FIRST, 12)
    paid: list[Record] = [Incentive(id="scheme", item="magnet", rate=100.0)]
    project = tiny_project(incentives=paid)
    (event,) = event_library.events_of(project, READY["scheme-pays"], "base", FIRST, 12)
    assert (event.kind, event.item, event.value) == ("incentive rate", "magnet", 2150.0)


def test_a_source_that_the_project_does_not_have_is_named() -> None:
    assert "Iluka" in event_library.lacking(tiny_project(), READY["iluka-late"], FIRST, 12)
    sources: list[Record] = [*tiny_project().all(Source), Source(id="x", name="ILUKA Eneabba", country="Australia")]
    assert "capacity" in event_library.lacking(tiny_project(sources=sources), READY["iluka-late"], FIRST, 12)


def test_events_that_would_change_nothing_are_left_out() -> None:
    project = tiny_project()
    both = event_library.events_of(project, READY["duty-up"], "base", FIRST, 0)
    assert [(event.class_, event.last_month) for event in both] == [("licensed_chinese", None)]
    assert event_library.events_of(project, READY["japan-suspended"], "base", FIRST, 0) == ()


def test_an_event_begins_in_the_month_of_its_fact_where_that_is_planned(sample: Project) -> None:
    assert event_library.begins(sample, READY["irel-doubles"]) == Month.of(2030, 4)
    assert event_library.begins(tiny_project(), READY["irel-doubles"]) == FIRST


def test_six_months_are_six_months() -> None:
    (event,) = event_library.events_of(tiny_project(), READY["licences-stop"], "base", FIRST, 6)
    assert isinstance(event, Event)
    assert (event.first_month, event.last_month) == (FIRST, FIRST.plus(5))
