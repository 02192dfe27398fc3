"""Commitments, incentives and regimes have dates of their own: an event cuts them at its window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

import attrs
import pytest

from desktop.model.fields import Value
from desktop.model.licensing import parent_of, part_of, permits
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Commitment, Event, Incentive, Offer, Record, Regime
from desktop.model.records.table import evolved
from desktop.model.scenario import apply
from tests.tiny import FIRST, MONTHS, tiny_project

MARCH, APRIL, MAY = FIRST.plus(2), FIRST.plus(3), FIRST.plus(4)
MARCH_1, APRIL_30 = dt.date(2027, 3, 1), dt.date(2027, 4, 30)
OWED = Commitment(id="c", source="IREL", item="magnet", to="Japan", quantity=20.0)
PAID = Incentive(id="i", item="magnet", rate=10.0)
A18 = Regime(id="A18", origins=("China", "Laos"), elements=("Dy", "Tb"), days_p10=30.0, days_p50=60.0, days_p90=120.0)
Months = tuple[Month | None, Month | None]


def _event(kind: str, value: float = 1.0, **changed: Value) -> Event:
    """An event from March to April."""
    event = Event(scenario="s", kind=kind, value=value, first_month=MARCH, last_month=APRIL)
    return cast(Event, evolved(event, changed))


def _world(*events: Event, **changed: Sequence[Record]) -> Project:
    return apply(tiny_project(events=events, **changed), "s")


def _needs(world: Project) -> str:
    """Month by month: C closed, L licence needed, - free, for the offer from China."""
    offer = next(offer for offer in world.all(Offer) if offer.source == "JL")
    return "".join("C" if p.closed else "L" if p.needed else "-" for p in permits(world, offer, MONTHS, "P50"))


# -------------------------------------------------------------------------- commitments


@pytest.mark.parametrize(
    ("own", "window", "parts"),
    [
        (
            (None, None),
            (MARCH, APRIL),
            [(None, FIRST.plus(1), "in force"), (MARCH, APRIL, "suspended"), (MAY, None, "in force")],
        ),
        ((FIRST, MARCH), (MARCH, APRIL), [(FIRST, FIRST.plus(1), "in force"), (MARCH, MARCH, "suspended")]),
        ((APRIL, MAY), (MARCH, APRIL), [(APRIL, APRIL, "suspended"), (MAY, MAY, "in force")]),
        ((MAY, None), (MARCH, APRIL), [(MAY, None, "in force")]),
        ((MARCH, APRIL), (None, None), [(MARCH, APRIL, "suspended")]),
        ((None, None), (None, None), [(None, None, "suspended")]),
        ((None, None), (MARCH, None), [(None, FIRST.plus(1), "in force"), (MARCH, None, "suspended")]),
        ((None, None), (None, APRIL), [(None, APRIL, "suspended"), (MAY, None, "in force")]),
    ],
)
def test_a_commitment_is_suspended_inside_the_window_and_in_force_around_it(
    own: Months, window: Months, parts: list[tuple[Month | None, Month | None, str]]
) -> None:
    event = Event(scenario="s", kind="commitment suspended", first_month=window[0], last_month=window[1])
    world = _world(event, commitments=[attrs.evolve(OWED, first_month=own[0], last_month=own[1])])
    rows = world.all(Commitment)
    assert [(row.first_month, row.last_month, row.status) for row in rows] == parts
    assert {(row.source, row.item, row.to, row.quantity) for row in rows} == {("IREL", "magnet", "Japan", 20.0)}


def test_the_parts_of_a_commitment_get_names_that_are_free() -> None:
    other = attrs.evolve(OWED, id="c (2)", source="JL")
    rows = _world(_event("commitment suspended", source="IREL"), commitments=[OWED, other]).all(Commitment)
    assert [row.id for row in rows] == ["c", "c (3)", "c (4)", "c (2)"]
    assert rows[-1] == other


# -------------------------------------------------------------------------- incentives


def test_an_incentive_has_another_rate_inside_the_window() -> None:
    other = attrs.evolve(PAID, id="j", item="motor")
    rows = _world(_event("incentive rate", 4.0, item="magnet"), incentives=[PAID, other]).all(Incentive)
    assert [(row.id, row.first_month, row.last_month, row.rate) for row in rows] == [
        ("i", None, FIRST.plus(1), 10.0),
        ("i (2)", MARCH, APRIL, 4.0),
        ("i (3)", MAY, None, 10.0),
        ("j", None, None, 10.0),
    ]


# -------------------------------------------------------------------------- regimes


def test_a_suspended_regime_asks_for_nothing_inside_the_window() -> None:
    world = _world(_event("regime suspended", regime="A18"))
    assert _needs(world) == "LL--LL"
    assert [(row.id, row.from_date, row.until_date, row.status) for row in world.all(Regime)] == [
        ("A18", MARCH_1, APRIL_30, "suspended"),
        ("A18 (2)", None, dt.date(2027, 2, 28), "in force"),
        ("A18 (3)", dt.date(2027, 5, 1), None, "in force"),
    ]


def test_a_regime_suspended_for_good_asks_for_nothing_any_more() -> None:
    assert _needs(_world(Event(scenario="s", kind="regime suspended"))) == "------"
    assert _needs(_world(Event(scenario="s", kind="regime suspended", first_month=MARCH))) == "LL----"
    assert _needs(_world(Event(scenario="s", kind="regime suspended", last_month=APRIL))) == "----LL"


def test_a_suspended_regime_comes_into_force_inside_the_window() -> None:
    world = _world(_event("regime in force"), regimes=[attrs.evolve(A18, status="suspended")])
    assert _needs(world) == "--LL--"


def test_a_regime_comes_into_force_in_the_window_whatever_its_own_dates() -> None:
    ended = attrs.evolve(A18, until_date=dt.date(2027, 1, 31))
    assert _needs(_world(regimes=[ended])) == "L-----"
    assert _needs(_world(_event("regime in force"), regimes=[ended])) == "L-LL--"


@pytest.mark.parametrize(
    ("changed", "hit"),
    [
        ({"regime": "A18"}, True),
        ({"regime": "other"}, False),
        ({"country": "Laos"}, True),
        ({"country": "India"}, False),
        ({"elements": ("Sm", "Tb")}, True),
        ({"elements": ("Sm",)}, False),
    ],
)
def test_an_event_hits_regimes_by_name_country_or_element(changed: dict[str, Value], hit: bool) -> None:
    world = _world(_event("regime suspended", 1.0, **changed), regimes=[A18])
    assert (_needs(world) == "LL--LL") is hit


def test_stopped_licences_close_the_window_to_what_leaves_in_it_beside_the_regime_itself() -> None:
    """Lead time 45 days: what leaves in March and April arrives in May and June."""
    world = _world(_event("licences stopped", 30.0, country="China", elements=("Sm", "Dy")), regimes=[A18])
    assert _needs(world) == "LLLLCC"
    kept, stop = world.all(Regime)
    assert kept == A18
    assert stop == attrs.evolve(
        part_of(A18),
        id="A18 stopped",
        origins=("China",),
        elements=("Dy",),
        status="stopped",
        from_date=MARCH_1,
        until_date=APRIL_30,
    )


def test_slower_licences_take_more_days_inside_the_window_and_the_regimes_dates() -> None:
    begun = attrs.evolve(A18, from_date=dt.date(2027, 3, 20))
    slower = _world(_event("licences slower", 45.0), regimes=[begun]).all(Regime)[1]
    assert slower == attrs.evolve(
        part_of(begun), id="A18 slower", until_date=APRIL_30, days_p10=75.0, days_p50=105.0, days_p90=165.0
    )


def test_the_parts_of_a_regime_go_back_to_the_one_that_was_entered() -> None:
    """The stop falls on all parts that the suspension left: the part of a part goes back to A18 too."""
    events = (_event("regime suspended", last_month=MARCH), _event("licences stopped", first_month=APRIL))
    world = _world(*events, regimes=[A18, attrs.evolve(A18, id="A57", origins=("Peru",), elements=("Sm",))])
    parents = [(regime.id[:3], parent_of(regime)) for regime in world.all(Regime)]
    assert len(parents) > 4
    assert set(parents) == {("A18", "A18"), ("A57", "A57")}
    offer = next(offer for offer in world.all(Offer) if offer.source == "JL")
    asked = permits(world, offer, MONTHS, "P50")
    assert all(permit.under("A18") == permit and not permit.beside("A18").needed for permit in asked)
    assert {regime for permit in asked for regime in permit.regimes} >= {"A18 (2)", "A18 (3)"}


def test_the_slowest_regime_sets_the_days_of_a_file() -> None:
    world = _world(_event("licences slower", 45.0), regimes=[A18])
    offer = next(offer for offer in world.all(Offer) if offer.source == "JL")
    assert [p.days for p in permits(world, offer, MONTHS, "P50")] == [60.0, 60.0, 105.0, 105.0, 60.0, 60.0]


def test_days_of_a_file_never_fall_below_zero() -> None:
    slower = _world(_event("licences slower", -100.0), regimes=[A18]).all(Regime)[1]
    assert (slower.days_p10, slower.days_p50, slower.days_p90) == (0.0, 0.0, 20.0)


def test_a_suspended_regime_or_one_of_another_time_is_not_tightened() -> None:
    regimes = [attrs.evolve(A18, status="suspended"), attrs.evolve(A18, id="past", until_date=dt.date(2027, 2, 28))]
    assert _world(_event("licences stopped"), regimes=regimes).all(Regime) == tuple(regimes)


def test_two_stops_of_one_regime_have_names_of_their_own() -> None:
    rows = _world(_event("licences stopped"), _event("licences stopped"), regimes=[A18]).all(Regime)
    assert [row.id for row in rows] == ["A18", "A18 stopped", "A18 stopped (2)", "A18 stopped stopped"]
