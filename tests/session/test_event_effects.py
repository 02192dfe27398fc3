"""What an event is said to change is what applying its scenario changes, figure by figure and month by month."""

from __future__ import annotations

import math
from collections.abc import Mapping

import attrs
import pytest

from desktop.model import scenario
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Capacity, Commitment, Event, ExchangeRate, Incentive, Offer, Record, Settings
from desktop.model.records.policy import EVENT_KINDS
from desktop.session import effect_words
from desktop.session.event_effects import CLOSED, Effect, Figure, States, courses, effects, effects_of
from tests.engine.drawn import SCENARIO, drawn_project
from tests.tiny import FIRST, tiny_project

MARCH, APRIL = FIRST.plus(2), FIRST.plus(3)


def _event(kind: str, value: float = 1.0, **where: str) -> Event:
    return Event(scenario="s", kind=kind, value=value, first_month=MARCH, last_month=APRIL, **where)  # type: ignore[arg-type]


def _told(*events: Event, **changed: list[Record]) -> list[tuple[str, str, States, States]]:
    """The effects of the last event: what, whose, before and after; all of them from March on."""
    project = tiny_project(events=events, **changed)
    found = effects_of(project, len(events))
    return [(each.figure.kind, each.figure.record, each.before, each.after) for each in found]


def _overlaid(before: dict[Figure, States], found: tuple[Effect, ...], settings: Settings) -> dict[Figure, States]:
    """The courses after effects, whose states before must be those known."""
    after = {figure: list(states) for figure, states in before.items()}
    for effect in found:
        states = after.setdefault(effect.figure, [0.0] * settings.months)
        at = effect.first.index - (settings.first_month or Month(0)).index
        assert tuple(states[at : at + len(effect.before)]) == effect.before
        states[at : at + len(effect.after)] = effect.after
    return {figure: tuple(states) for figure, states in after.items()}


def _not_zero(known: Mapping[Figure, States]) -> dict[Figure, States]:
    return {figure: states for figure, states in known.items() if any(states)}


@pytest.mark.parametrize("seed", range(25))
def test_the_effects_of_all_events_in_turn_are_what_the_scenario_makes(seed: int) -> None:
    project = drawn_project(seed)
    known = dict(courses(project))
    for row, event in project.rows(Event).items():
        if event.scenario == SCENARIO:
            known = _overlaid(known, effects_of(project, row), project.settings)
    world = scenario.apply(project, SCENARIO)
    assert _not_zero(known) == _not_zero(courses(world))


def test_a_price_goes_up_by_its_factor_in_the_months_of_the_event() -> None:
    told = _told(_event("price factor", 1.5, source="JL"))
    assert told == [("price", "JL-magnet", (40.0, 40.0), (60.0, 60.0))]


def test_an_event_is_measured_from_those_before_it() -> None:
    told = _told(_event("price factor", 2.0, source="JL"), _event("price factor", 1.5, source="JL"))
    assert told == [("price", "JL-magnet", (80.0, 80.0), (120.0, 120.0))]


def test_capacities_change_only_where_there_are_some() -> None:
    assert _told(_event("capacity factor", 0.5)) == [("capacity", "IREL-magnet", (60.0, 60.0), (30.0, 30.0))]
    told = _told(_event("capacity value", 10.0, source="JL"))
    assert told == [("capacity", "JL", (math.inf, math.inf), (10.0, 10.0))]


def test_goods_that_would_leave_while_licences_stop_cannot_arrive() -> None:
    (told,) = _told(_event("licences stopped", country="China"))
    kind, record, before, after = told
    assert (kind, record, set(before), set(after)) == ("licence", "JL-magnet", {60.0}, {CLOSED})


def test_rates_targets_days_commitments_and_incentives_are_told() -> None:
    assert _told(_event("exchange rate factor", 1.1)) == [("rate", "USD", (80.0, 80.0), (88.0, 88.0))]
    assert _told(_event("demand factor", 0.5)) == [("demand", "motor", (50.0, 50.0), (25.0, 25.0))]
    days = _told(_event("lead time added", 10.0, source="IREL"))
    assert days == [("lead days", "IREL-magnet", (30.0, 30.0), (40.0, 40.0))]
    owed: list[Record] = [Commitment(id="japan", source="IREL", item="magnet", quantity=5.0)]
    told = _told(_event("commitment suspended"), commitments=owed)
    assert told == [("commitment", "IREL", (5.0, 5.0), (0.0, 0.0))]
    paid: list[Record] = [Incentive(id="scheme", item="motor", rate=10.0)]
    told = _told(_event("incentive rate", 4.0), incentives=paid)
    assert told == [("incentive", "motor", (10.0, 10.0), (4.0, 4.0))]


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_an_event_that_hits_nothing_changes_nothing(kind: str) -> None:
    where = dict.fromkeys(("source", "country", "item", "currency"), "none")
    assert _told(_event(kind, 2.0, **where)) == []


def test_the_same_world_has_no_effects() -> None:
    project = tiny_project()
    assert effects(project, project) == ()


def test_months_that_change_apart_are_told_apart() -> None:
    steps: list[Record] = [
        Capacity(offer="IREL-magnet", from_month=FIRST, value=60.0),
        Capacity(offer="IREL-magnet", from_month=FIRST.plus(1), value=0.0),
        Capacity(offer="IREL-magnet", from_month=FIRST.plus(2), value=40.0),
    ]
    event = attrs.evolve(_event("capacity factor", 0.5), first_month=None, last_month=None)
    found = effects_of(tiny_project(events=[event], capacities=steps), 1)
    assert [(each.first, each.last) for each in found] == [(FIRST, FIRST), (FIRST.plus(2), FIRST.plus(5))]


def _lines(project: Project, row: int = 1) -> list[str]:
    lines = effect_words.lines(project, effects_of(project, row))
    return [f"{line.what}: {line.change}, {line.when}" for line in lines]


def test_effects_are_said_with_names_units_and_months() -> None:
    project = tiny_project(events=[_event("price factor", 1.5, source="JL")])
    assert _lines(project) == ["Price of magnet, JL Mag: 40 → 60 USD/kg, Mar 2027 – Apr 2027 (2 months)"]
    project = tiny_project(events=[_event("licences stopped", country="China")])
    assert _lines(project) == ["Licence for magnet, JL Mag: 60 days → stopped, May 2027 – Jun 2027 (2 months)"]
    project = tiny_project(events=[_event("regime suspended", country="China")])
    assert _lines(project)[0].startswith("Licence for magnet, JL Mag: 60 days → none needed")
    project = tiny_project(events=[_event("capacity value", 10.5, source="JL")])
    assert _lines(project) == ["Capacity of JL Mag: no limit → 10.5 kg a month, Mar 2027 – Apr 2027 (2 months)"]


def test_values_that_vary_are_said_from_the_least_to_the_most() -> None:
    rates: list[Record] = [
        ExchangeRate(currency="USD", from_month=FIRST, rate=80.0),
        ExchangeRate(currency="USD", from_month=APRIL, rate=84.0),
    ]
    project = tiny_project(events=[_event("exchange rate factor", 1.25)], exchange_rates=rates)
    assert _lines(project) == [
        "Exchange rate of USD: 80 to 84 → 100 to 105 ₹ for 1 USD, Mar 2027 – Apr 2027 (2 months)"
    ]


@pytest.mark.parametrize("seed", range(6))
def test_all_effects_of_drawn_events_have_words(seed: int) -> None:
    project = drawn_project(seed)
    for row in project.rows(Event):
        for line in effect_words.lines(project, effects_of(project, row)):
            assert line.what
            assert line.before != line.after, line


def test_spans_are_said_with_their_open_ends() -> None:
    assert effect_words.months_told(MARCH, MARCH) == "Mar 2027 (1 month)"
    assert effect_words.months_told(MARCH, None) == "From Mar 2027 to the end"
    assert effect_words.months_told(None, MARCH) == "From the start to Mar 2027"
    assert effect_words.months_told(None, None) == "All months"


def test_an_offer_of_an_unknown_kind_of_price_keeps_its_currency() -> None:
    offer = Offer(id="IREL-magnet", source="IREL", item="magnet", price=5000.0, capacity=60.0, lead_days=30.0)
    project = tiny_project(events=[_event("price factor", 2.0, source="IREL")], offers=[offer])
    assert _lines(project) == ["Price of magnet, IREL: 5,000 → 10,000 INR/kg, Mar 2027 – Apr 2027 (2 months)"]
