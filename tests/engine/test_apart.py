"""What is found of a world apart from some numbers of its offers holds until something else of it changes."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.engine.apart import apart_from
from desktop.engine.landed import landed_costs
from desktop.engine.lanes import lanes
from desktop.engine.verify_prices import Prices
from desktop.engine.verify_tables import Tables
from desktop.engine.verify_terms import Terms
from desktop.model.months import span
from desktop.model.project import Project
from desktop.model.records import Offer
from tests.engine.drawn import drawn_project
from tests.tiny import FIRST, tiny_project, tiny_records, tiny_rows

WORLD = tiny_project()


def _offers(world: Project) -> object:
    return apart_from(world, "price").part(Offer)


def test_worlds_that_differ_in_a_number_that_is_not_read_have_the_same_part() -> None:
    assert _offers(tiny_project(offers=tiny_rows("offers", "JL-magnet", price=70.0))) is _offers(WORLD)
    assert _offers(Project.of(WORLD.content())) is _offers(WORLD)


@pytest.mark.parametrize("change", [{"capacity": 70.0}, {"lead_days": 3.0}, {"last_month": FIRST}])
def test_a_change_of_anything_else_makes_another_part(change: dict[str, float]) -> None:
    assert _offers(tiny_project(offers=tiny_rows("offers", "JL-magnet", **change))) is not _offers(WORLD)


def test_offers_in_another_order_or_in_other_rows_are_another_part() -> None:
    offers = tiny_records()["offers"]
    assert _offers(tiny_project(offers=offers[::-1])) is not _offers(WORLD)
    assert _offers(WORLD.drop("offers", [1]).put("offers", {9: offers[0]})) is not _offers(WORLD)


def test_a_part_that_is_asked_for_again_and_again_is_kept_however_many_others_there_are() -> None:
    part = _offers(Project.of(WORLD.content()))
    for capacity in range(1, 20):
        _offers(tiny_project(offers=tiny_rows("offers", "JL-magnet", capacity=float(capacity))))
        assert _offers(Project.of(WORLD.content())) is part


def test_what_is_not_to_be_read_cannot_be_taken_for_a_number() -> None:
    assert {offer.price for offer in apart_from(WORLD, "price").all(Offer)} == {-np.inf}
    assert [offer.capacity for offer in apart_from(WORLD, "price").all(Offer)] == [
        offer.capacity for offer in WORLD.all(Offer)
    ]


@given(seed=st.integers(0, 10**6))
@settings(max_examples=25)
def test_ways_in_costs_and_terms_read_none_of_the_numbers_that_they_are_kept_apart_from(seed: int) -> None:
    world = drawn_project(seed)
    first = world.settings.first_month
    assert first is not None
    months, offers = span(first, world.settings.months), world.all(Offer)
    terms, priced = apart_from(world, "price", "capacity"), apart_from(world, "capacity")
    for one, other in (
        (lanes(world, offers, months, "P50"), lanes(terms, terms.all(Offer), months, "P50")),
        (landed_costs(world, offers, months), landed_costs(priced, priced.all(Offer), months)),
    ):
        for field in attrs.fields(type(one)):
            np.testing.assert_array_equal(getattr(one, field.name), getattr(other, field.name))
    np.testing.assert_array_equal(Prices(world, months).parts, Prices(priced, months).parts)
    tables = [Tables(Terms(each, months, "P50")) for each in (world, terms)]
    for name in ("leaving", "licensed", "opened", "receipts", "targets", "inputs", "use", "yields"):
        np.testing.assert_array_equal(getattr(tables[0], name), getattr(tables[1], name), err_msg=name)
