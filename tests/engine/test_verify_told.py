"""What a plan tells, as tables, and how much it moves of each item."""

from __future__ import annotations

import attrs

from desktop.engine.goals import optimise
from desktop.engine.verify_tables import Tables
from desktop.engine.verify_terms import Terms
from desktop.engine.verify_told import Told
from desktop.model.progress import Silent
from desktop.model.records import Receipt
from tests.tiny import FIRST, MONTHS, tiny_project


def _told(receipts: list[Receipt]) -> Told:
    """Plans of 60 kg a month from IREL, below zero once, and 1e-9 kg of JL's."""
    plan = optimise(tiny_project(), "least", "", Silent())
    world = plan.world.with_table("receipts", dict(enumerate(receipts, start=1)))
    arrivals = {"JL-magnet": (1e-9,) * 6, "IREL-magnet": (60.0,) * 5 + (-1.0,)}
    return Told(attrs.evolve(plan, arrivals=arrivals, world=world), Tables(Terms(world, MONTHS, "P50")))


def test_series_stand_in_the_rows_of_their_records_whatever_their_order() -> None:
    assert _told([]).arrivals.tolist() == [[60.0] * 5 + [-1.0], [1e-9] * 6]


def test_what_comes_is_planned_above_zero_and_received() -> None:
    told = _told([Receipt(offer="JL-magnet", month=FIRST, quantity=5.0)])
    assert told.coming.tolist() == [[60.0] * 5 + [0.0], [5.0 + 1e-9] + [1e-9] * 5]
    assert told.uses.tolist() == [[True] * 5 + [False], [True] + [False] * 5]


def test_records_of_which_nothing_is_told_have_a_row_of_nothing() -> None:
    told = _told([])
    assert told.table({}, told.tables.offer_at).tolist() == [[0.0] * 6] * 2
    assert told.table({"JL-magnet": (1.0,) * 6}, told.tables.offer_at).tolist() == [[0.0] * 6, [1.0] * 6]
