"""Events change capacities, prices, rates, lead times and demand inside their window and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pytest

from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Capacity, Event, ExchangeRate, LeadTime, Offer, Price, Recipe, Record, Source, Target
from desktop.model.records.policy import EVENT_KINDS
from desktop.model.records.table import evolved
from desktop.model.scenario import UNLIMITED, apply
from desktop.model.series import spread
from tests.tiny import FIRST, MONTHS, tiny_project

MARCH, APRIL, MAY = FIRST.plus(2), FIRST.plus(3), FIRST.plus(4)


def _event(kind: str, value: float = 1.0, **changed: Value) -> Event:
    """An event from March to April, unless a test says otherwise."""
    event = Event(scenario="s", kind=kind, value=value, first_month=MARCH, last_month=APRIL)
    return cast(Event, evolved(event, changed))


def _world(*events: Event, **changed: Sequence[Record]) -> Project:
    return apply(tiny_project(events=events, **changed), "s")


def _capacities(world: Project, column: str, name: str, base: float) -> list[float]:
    """The capacity by month of an offer, a source or a recipe."""
    rows = [row for row in world.all(Capacity) if getattr(row, column) == name]
    return spread([(row.from_month or Month(0), row.value) for row in rows], MONTHS, base)


def _prices(world: Project, offer: str, base: float) -> list[float]:
    steps = [(row.from_month or Month(0), row.value) for row in world.all(Price) if row.offer == offer]
    return spread(steps, MONTHS, base)


def test_the_project_as_entered_stays_itself() -> None:
    project = tiny_project(events=[_event("price factor", 2.0)])
    assert apply(project, "") is project
    assert apply(project, "another") is project


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_an_event_of_every_kind_that_hits_nothing_changes_nothing(kind: str) -> None:
    project = tiny_project(events=[_event(kind, 2.0, source="none", country="none", item="none", currency="none")])
    assert apply(project, "s").content() == project.content()


# -------------------------------------------------------------------------- capacity


def test_a_capacity_factor_scales_a_series_from_march_to_april() -> None:
    steps = [Capacity(offer="IREL-magnet", from_month=APRIL, value=80.0)]
    world = _world(_event("capacity factor", 0.5), capacities=steps)
    assert _capacities(world, "offer", "IREL-magnet", 60.0) == [60.0, 60.0, 30.0, 40.0, 80.0, 80.0]
    assert [row.offer for row in world.all(Capacity)] == ["IREL-magnet"] * 3


def test_a_capacity_factor_leaves_what_has_no_limit_without_one() -> None:
    world = _world(_event("capacity factor", 0.5, source="JL"))
    assert world.all(Capacity) == ()


def test_a_capacity_factor_scales_the_sources_joint_limit_too() -> None:
    sources = [Source(id="IREL", country="India", capacity=100.0), Source(id="JL", country="China", capacity=70.0)]
    world = _world(_event("capacity factor", 0.5, country="India"), sources=sources)
    assert _capacities(world, "source", "IREL", 100.0) == [100.0, 100.0, 50.0, 50.0, 100.0, 100.0]
    assert _capacities(world, "offer", "IREL-magnet", 60.0) == [60.0, 60.0, 30.0, 30.0, 60.0, 60.0]
    assert [row for row in world.all(Capacity) if row.source == "JL"] == []


def test_a_capacity_factor_for_an_item_leaves_joint_limits_alone() -> None:
    sources = [Source(id="IREL", country="India", capacity=100.0), Source(id="JL", country="China")]
    world = _world(_event("capacity factor", 0.5, item="magnet"), sources=sources)
    assert {(row.offer, row.source) for row in world.all(Capacity)} == {("IREL-magnet", "")}


def test_a_capacity_never_grows_beyond_what_counts_as_unlimited() -> None:
    steps = [Capacity(offer="JL-magnet", from_month=MAY, value=10.0)]
    world = _world(_event("capacity factor", 3.0, source="JL"), capacities=steps)
    assert _capacities(world, "offer", "JL-magnet", UNLIMITED) == [UNLIMITED] * 4 + [10.0] * 2


def test_a_capacity_value_limits_even_an_unlimited_offer_inside_the_window() -> None:
    world = _world(_event("capacity value", 25.0, source="JL", item="magnet"))
    assert _capacities(world, "offer", "JL-magnet", UNLIMITED) == [UNLIMITED] * 2 + [25.0] * 2 + [UNLIMITED] * 2


def test_a_capacity_value_for_a_source_is_its_joint_limit_and_not_each_offers() -> None:
    world = _world(_event("capacity value", 25.0, source="IREL"))
    assert {row.offer for row in world.all(Capacity)} == {""}
    assert _capacities(world, "source", "IREL", UNLIMITED)[1:5] == [UNLIMITED, 25.0, 25.0, UNLIMITED]


def test_a_capacity_value_for_a_class_is_each_offers() -> None:
    world = _world(_event("capacity value", 25.0, class_="domestic"))
    assert [(row.offer, row.source, row.value) for row in world.all(Capacity)] == [
        ("IREL-magnet", "", 25.0),
        ("IREL-magnet", "", 60.0),
    ]


def test_a_recipes_capacity_is_hit_by_its_name_alone() -> None:
    recipes = [Recipe(id="assembly", output="motor", capacity=40.0), Recipe(id="other", output="motor", capacity=9.0)]
    world = _world(_event("capacity factor", 0.25, recipe="assembly"), recipes=recipes)
    assert world.all(Capacity) == (
        Capacity(recipe="assembly", from_month=MARCH, value=10.0),
        Capacity(recipe="assembly", from_month=MAY, value=40.0),
    )


# -------------------------------------------------------------------------- prices, rates, lead times


def test_a_price_factor_scales_the_offers_it_hits_and_keeps_the_others() -> None:
    steps = [
        Price(offer="JL-magnet", from_month=APRIL, value=50.0),
        Price(offer="IREL-magnet", from_month=APRIL, value=5500.0),
    ]
    world = _world(_event("price factor", 1.5, country="China"), prices=steps)
    assert _prices(world, "JL-magnet", 40.0) == [40.0, 40.0, 60.0, 75.0, 50.0, 50.0]
    assert _prices(world, "IREL-magnet", 5000.0) == [5000.0] * 3 + [5500.0] * 3
    assert [offer.price for offer in world.all(Offer)] == [5000.0, 40.0]


def test_elements_hit_the_items_that_contain_them() -> None:
    assert len(_world(_event("price factor", 2.0, elements=("Dy", "Co"))).all(Price)) == 4
    assert _world(_event("price factor", 2.0, elements=("Co",))).all(Price) == ()
    assert _world(_event("price factor", 2.0, elements=("Dy",)), contents=[]).all(Price) == ()


def test_a_window_without_ends_is_the_whole_horizon() -> None:
    world = _world(Event(scenario="s", kind="price factor", source="JL", value=2.0))
    assert world.all(Price) == (Price(offer="JL-magnet", from_month=FIRST, value=80.0),)


def test_events_follow_one_another_in_their_order() -> None:
    later = Event(scenario="s", kind="price factor", source="JL", value=0.5, first_month=APRIL)
    world = _world(_event("price factor", 1.5, source="JL"), later)
    assert _prices(world, "JL-magnet", 40.0) == [40.0, 40.0, 60.0, 30.0, 20.0, 20.0]


def test_an_exchange_rate_factor_scales_the_currency_named() -> None:
    rates = [
        ExchangeRate(currency="USD", from_month=FIRST, rate=80.0),
        ExchangeRate(currency="USD", from_month=APRIL, rate=90.0),
        ExchangeRate(currency="EUR", from_month=FIRST, rate=100.0),
    ]
    world = _world(_event("exchange rate factor", 1.1, currency="USD"), exchange_rates=rates)
    found = [(row.currency, row.from_month, round(row.rate, 9)) for row in world.all(ExchangeRate)]
    assert found == [
        ("EUR", FIRST, 100.0),
        ("USD", FIRST, 80.0),
        ("USD", MARCH, 88.0),
        ("USD", APRIL, 99.0),
        ("USD", MAY, 90.0),
    ]


def test_an_exchange_rate_factor_without_a_currency_scales_all() -> None:
    rates = [
        ExchangeRate(currency="USD", from_month=FIRST.plus(-5), rate=80.0),
        ExchangeRate(currency="EUR", from_month=FIRST, rate=100.0),
    ]
    world = _world(_event("exchange rate factor", 2.0), exchange_rates=rates)
    found = [(row.currency, row.rate) for row in world.all(ExchangeRate) if row.from_month == MARCH]
    assert found == [("USD", 160.0), ("EUR", 200.0)]


def test_days_are_added_to_lead_times_by_month_of_arrival() -> None:
    world = _world(_event("lead time added", 21.0, source="JL"))
    assert world.all(LeadTime) == (
        LeadTime(offer="JL-magnet", from_month=MARCH, value=66.0),
        LeadTime(offer="JL-magnet", from_month=MAY, value=45.0),
    )


def test_a_lead_time_never_falls_below_zero() -> None:
    assert _world(_event("lead time added", -60.0, source="JL")).all(LeadTime)[0].value == 0.0


# -------------------------------------------------------------------------- demand


def test_a_demand_factor_scales_the_targets_of_its_months() -> None:
    world = _world(_event("demand factor", 1.2, item="motor"))
    assert [target.quantity for target in world.all(Target)] == [50.0, 50.0, 60.0, 60.0, 50.0, 50.0]


def test_a_demand_factor_passes_over_targets_without_a_month_or_of_other_items() -> None:
    targets = [Target(item="motor", quantity=50.0), Target(item="magnet", month=MARCH, quantity=5.0)]
    world = _world(_event("demand factor", 1.2, item="motor"), targets=targets)
    assert world.all(Target) == tuple(targets)
