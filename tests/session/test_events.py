"""Events are moved and stretched by months within the horizon, and keep only the fields that their kind asks for."""

from typing import cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.edits import apply
from desktop.model.months import Month
from desktop.model.records import TABLE, Event
from desktop.model.records.policy import EVENT_KINDS
from desktop.model.records.table import evolved
from desktop.session import events
from desktop.session.events import Edge, Horizon
from tests.tiny import FIRST, tiny_project, tiny_rows

HORIZON = Horizon(FIRST, FIRST.plus(5))


def _event(first: int | None, last: int | None, kind: str = "capacity factor") -> Event:
    return Event(
        scenario="base",
        kind=kind,
        first_month=None if first is None else FIRST.plus(first),
        last_month=None if last is None else FIRST.plus(last),
    )


def _span(event: Event, cells: events.Cells) -> tuple[int | None, int | None]:
    after = evolved(event, cells)
    assert isinstance(after, Event)
    first, last = (month.index - FIRST.index if month else None for month in (after.first_month, after.last_month))
    return first, last


def test_the_horizon_is_that_of_the_settings() -> None:
    assert Horizon.of(tiny_project()) == HORIZON
    assert HORIZON.months == 6


@pytest.mark.parametrize(
    ("event", "by", "span"),
    [
        ((1, 3), 1, (2, 4)),
        ((1, 3), 9, (5, 7)),
        ((1, 3), -9, (-2, 0)),
        ((1, None), 2, (3, None)),
        ((None, 3), -2, (None, 1)),
        ((None, None), 2, (None, None)),
    ],
)
def test_a_moved_event_keeps_its_length_and_a_month_in_the_plan(
    event: tuple[int | None, int | None], by: int, span: tuple[int | None, int | None]
) -> None:
    before = _event(*event)
    assert _span(before, events.moved(before, by, HORIZON)) == span


def test_an_event_after_the_plan_moves_towards_it_only() -> None:
    late = _event(20, 25)
    assert events.moved(late, 1, HORIZON) == {}
    assert _span(late, events.moved(late, -3, HORIZON)) == (17, 22)


@pytest.mark.parametrize(
    ("event", "edge", "by", "span"),
    [
        ((1, 3), "last_month", 1, (1, 4)),
        ((1, 3), "last_month", -9, (1, 1)),
        ((1, 3), "last_month", 9, (1, 5)),
        ((1, 3), "first_month", -9, (0, 3)),
        ((1, 3), "first_month", 9, (3, 3)),
        ((1, None), "last_month", 1, (1, None)),
        ((1, None), "last_month", -1, (1, 4)),
        ((None, 3), "first_month", 2, (2, 3)),
    ],
)
def test_an_end_is_stretched_within_the_plan_and_not_past_the_other(
    event: tuple[int | None, int | None], edge: Edge, by: int, span: tuple[int | None, int | None]
) -> None:
    before = _event(*event)
    assert _span(before, events.stretched(before, by, edge, HORIZON)) == span


ends = st.none() | st.integers(-4, 9)


@given(ends, ends, st.integers(-12, 12))
def test_no_drag_turns_an_event_around(first: int | None, last: int | None, by: int) -> None:
    if first is not None and last is not None and first > last:
        first, last = last, first
    event = _event(first, last)
    edges: tuple[Edge, Edge] = ("first_month", "last_month")
    for cells in (events.moved(event, by, HORIZON), *(events.stretched(event, by, edge, HORIZON) for edge in edges)):
        start, end = _span(event, cells)
        assert start is None or end is None or start <= end
        if {first, last}.isdisjoint({None}) and set(cells) == set(edges):
            assert end is not None
            assert start is not None
            assert last is not None
            assert first is not None
            assert end - start == last - first


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_an_event_of_another_kind_keeps_only_what_that_asks_for(kind: str) -> None:
    full = Event(
        scenario="base",
        kind="capacity factor",
        source="IREL",
        class_="domestic",
        country="India",
        item="magnet",
        elements=("Dy",),
        recipe="assembly",
        value=0.5,
    )
    after = cast(Event, evolved(full, events.with_kind(full, kind)))
    hidden = {field.name for field in TABLE["events"].fields} - {*events.asked(kind), "scenario"}
    for name in hidden - {"value"}:
        assert getattr(after, name) == TABLE["events"].field[name].default
    for name in set(events.ASKED[kind]) & {"source", "item", "elements"}:
        assert getattr(after, name) == getattr(full, name)
    assert (after.value == 0.5) == kind.endswith("factor")


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_every_kind_has_words_of_its_own(kind: str) -> None:
    project = tiny_project()
    event = attrs.evolve(_event(1, 2, kind), elements=("Dy",), currency="USD")
    assert events.bar_text(project, event)
    assert events.kind_words(kind).endswith(".")
    assert bool(events.value_words(kind)) == ("value" in events.ASKED[kind])
    assert events.hit(project, _event(1, 2, kind)) == "all"


def test_an_event_is_called_by_the_names_of_what_it_hits() -> None:
    event = attrs.evolve(_event(1, 2), source="JL", country="China", elements=("Dy", "Tb"), value=0.25)
    assert events.bar_text(tiny_project(), event) == "JL Mag, China, Dy, Tb: capacity × 0.25"
    assert events.bar_text(tiny_project(), attrs.evolve(event, value=1.1 + 0.1)).endswith("× 1.2")


def test_a_capacity_is_told_in_the_unit_of_what_it_is_of_where_that_is_one() -> None:
    event = attrs.evolve(_event(1, 2, "capacity value"), value=29167.0, item="magnet")
    assert events.bar_text(tiny_project(), event) == "magnet: capacity 29,167 kg a month"
    made = attrs.evolve(event, item="", recipe="assembly")
    assert events.bar_text(tiny_project(), made) == "assembly: capacity 29,167 pieces a month"
    joint = attrs.evolve(event, item="", source="IREL")
    assert events.bar_text(tiny_project(), joint) == "IREL: capacity 29,167 kg a month"
    used = tiny_project(offers=tiny_rows("offers", "IREL-magnet", capacity_use=2.0))
    assert events.bar_text(used, joint) == "IREL: capacity 29,167"
    lost = attrs.evolve(event, item="nothing")
    assert events.bar_text(tiny_project(), lost) == "nothing: capacity 29,167"


def test_events_are_added_at_the_end_under_the_rows_that_are_told() -> None:
    project = tiny_project(events=[_event(0, 1)])
    edit, rows = events.add(project, [_event(1, 2), _event(2, 3)])
    after = apply(project, edit)
    assert list(after.tables["events"]) == [1, *rows]
    assert after.rows(Event)[rows[1]] == _event(2, 3)
    assert list(apply(after, events.drop(rows)).tables["events"]) == [1]


def test_a_fresh_event_changes_nothing_and_ends_with_the_plan() -> None:
    project = tiny_project()
    assert events.fresh(project, "base", FIRST.plus(4)).last_month == HORIZON.last
    assert events.fresh(project, "base", Month(FIRST.index)).value == 1.0
    assert events.of_scenario(tiny_project(events=[_event(0, 1)]), "other") == {}
