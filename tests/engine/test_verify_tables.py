"""What a world says, to the second computation: tables of all records by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from desktop.engine.verify_tables import Tables
from desktop.engine.verify_terms import Terms
from desktop.model.records import Capacity, LeadTime
from desktop.model.records.table import Record
from tests.tiny import FIRST, MONTHS, tiny_project, tiny_rows

ENDLESS = float("inf")


def _tables(**changed: Sequence[Record]) -> Tables:
    return Tables(Terms(tiny_project(**changed), MONTHS, "P50"))


def test_goods_leave_by_the_lead_time_of_their_month() -> None:
    tables = _tables(lead_times=[LeadTime(offer="JL-magnet", from_month=FIRST.plus(1), value=10.0)])
    leaving = [[dt.date.fromordinal(day) for day in row] for row in tables.leaving.tolist()]
    assert leaving[1][:2] == [dt.date(2026, 11, 17), dt.date(2027, 1, 22)]
    assert leaving[0][0] == dt.date(2026, 12, 2)


def test_capacities_follow_their_steps_and_are_endless_without() -> None:
    tables = _tables(
        capacities=[
            Capacity(offer="IREL-magnet", from_month=FIRST.plus(3), value=10.0),
            Capacity(offer="IREL-magnet", from_month=None, value=1.0),
            Capacity(source="JL", from_month=FIRST, value=7.0),
            Capacity(recipe="assembly", from_month=FIRST, value=8.0),
        ]
    )
    assert tables.left.tolist() == [[60.0] * 3 + [10.0] * 3, [ENDLESS] * 6]
    assert tables.left_jointly[:, 0].tolist() == [ENDLESS, 7.0]
    assert tables.making.tolist() == [[8.0] * 6]


def test_recipes_make_what_ends_in_time_once_they_are_qualified() -> None:
    recipes = tiny_rows("recipes", "assembly", capacity=9.0, qualified_from=FIRST.plus(2), delay=1)
    assert _tables(recipes=recipes).making.tolist() == [[0.0, 0.0, 9.0, 9.0, 9.0, 0.0]]


def test_months_outside_of_an_offers_own_are_closed() -> None:
    tables = _tables(offers=tiny_rows("offers", "JL-magnet", first_month=FIRST.plus(1), last_month=FIRST.plus(3)))
    assert tables.opened.tolist() == [[True] * 6, [False, True, True, True, False, False]]


def test_an_offer_is_asked_for_a_licence_where_a_regime_holds() -> None:
    assert _tables().licensed.tolist() == [[False] * 6, [True] * 6]
