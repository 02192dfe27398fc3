"""What a world says, to the second computation: tables of all records by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from desktop.engine.verify_tables import Tables
from desktop.engine.verify_terms import Terms
from desktop.model.records import LeadTime
from desktop.model.records.table import Record
from tests.tiny import FIRST, MONTHS, tiny_project, tiny_rows


def _tables(**changed: Sequence[Record]) -> Tables:
    return Tables(Terms(tiny_project(**changed), MONTHS, "P50"))


def test_goods_leave_by_the_lead_time_of_their_month() -> None:
    tables = _tables(lead_times=[LeadTime(offer="JL-magnet", from_month=FIRST.plus(1), value=10.0)])
    leaving = [[dt.date.fromordinal(day) for day in row] for row in tables.leaving.tolist()]
    assert leaving[1][:2] == [dt.date(2026, 11, 17), dt.date(2027, 1, 22)]
    assert leaving[0][0] == dt.date(2026, 12, 2)


def test_months_outside_of_an_offers_own_are_closed() -> None:
    tables = _tables(offers=tiny_rows("offers", "JL-magnet", first_month=FIRST.plus(1), last_month=FIRST.plus(3)))
    assert tables.opened.tolist() == [[True] * 6, [False, True, True, True, False, False]]


def test_an_offer_is_asked_for_a_licence_where_a_regime_holds() -> None:
    assert _tables().licensed.tolist() == [[False] * 6, [True] * 6]
