"""A project becomes arrays: by month, within the horizon, less what is on order or owed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pytest

from desktop.engine.arrays import Arrays, arrays
from desktop.model.records import Capacity, Commitment, Content, LeadTime, Licence, Mix, Receipt, Recipe, Target
from desktop.model.records.table import Record
from tests.tiny import FIRST, tiny_project, tiny_records, tiny_rows

ENDLESS = float("inf")


def _arrays(**changed: Sequence[Record]) -> Arrays:
    project = tiny_project(**changed)
    return arrays(project, project.by_id(Mix)["least"])


def test_everything_is_counted_by_offer_item_recipe_and_month() -> None:
    data = _arrays()
    assert data.size == 6
    assert (data.item_of.tolist(), data.source_of.tolist(), data.output_of.tolist()) == ([0, 0], [0, 1], [1])
    assert data.need.tolist() == [[2.0, 0.0]]
    assert data.target.tolist() == [[0.0] * 6, [50.0] * 6]
    assert data.elements == ("Dy", "Nd")
    assert data.contents.tolist() == [[0.04, 0.28], [0.0, 0.0]]


def test_rows_of_one_place_add_up_and_months_outside_the_horizon_do_not_count() -> None:
    months = (FIRST.plus(-1), FIRST, FIRST, FIRST.plus(6), None)
    data = _arrays(targets=[Target(item="motor", month=month, quantity=5.0) for month in months])
    assert data.target[1].tolist() == [10.0, 0.0, 0.0, 0.0, 0.0, 0.0]


def test_contents_of_the_same_element_add_up() -> None:
    contents = [*tiny_records()["contents"], Content(item="magnet", element="Dy", kg_per_unit=0.01)]
    assert _arrays(contents=contents).contents[0].tolist() == [0.05, 0.28]


def test_an_offer_delivers_within_its_months_less_what_is_on_order() -> None:
    data = _arrays(
        offers=tiny_rows("offers", "IREL-magnet", first_month=FIRST.plus(1), last_month=FIRST.plus(3)),
        receipts=[Receipt(offer="IREL-magnet", month=FIRST.plus(2), quantity=70.0)],
    )
    assert data.offer_capacity[0].tolist() == [0.0, 60.0, 0.0, 60.0, 0.0, 0.0]
    assert data.offer_capacity[1].tolist() == [ENDLESS] * 6
    assert data.receipts[0].tolist() == [0.0, 0.0, 70.0, 0.0, 0.0, 0.0]


def test_a_capacity_holds_from_its_month_on_and_a_step_without_a_month_never() -> None:
    steps = [
        Capacity(source="JL", from_month=FIRST.plus(4), value=7.0),
        Capacity(source="JL", from_month=None, value=1.0),
    ]
    data = _arrays(capacities=steps)
    assert data.source_capacity.tolist() == [[ENDLESS] * 6, [ENDLESS] * 4 + [7.0] * 2]


def test_a_recipe_starts_when_qualified_and_only_what_it_can_finish() -> None:
    recipe = Recipe(id="assembly", output="motor", capacity=40.0, qualified_from=FIRST.plus(1), delay=2)
    assert _arrays(recipes=[recipe]).recipe_capacity[0].tolist() == [0.0, 40.0, 40.0, 40.0, 0.0, 0.0]


def test_commitments_in_force_add_up_in_their_months() -> None:
    owed = Commitment(id="a", source="IREL", item="magnet", quantity=5.0)
    later = Commitment(id="b", source="IREL", item="magnet", quantity=2.0, first_month=FIRST.plus(4))
    idle = Commitment(id="c", source="IREL", item="magnet", quantity=9.0, status="suspended")
    data = _arrays(commitments=[owed, later, idle])
    assert data.committed[0, 0].tolist() == [5.0, 5.0, 5.0, 5.0, 7.0, 7.0]
    assert data.committed.sum() == 34.0


def test_a_lane_must_be_ordered_by_its_lead_time_and_a_new_file_before() -> None:
    steps = [
        LeadTime(offer="IREL-magnet", from_month=FIRST.plus(1), value=10.0),
        LeadTime(offer="IREL-magnet", from_month=None, value=99.0),
    ]
    lanes = _arrays(lead_times=steps).lanes
    assert lanes.order_by[0][:2] == (dt.date(2026, 12, 2), dt.date(2027, 1, 22))
    assert lanes.order_by[1][0] == dt.date(2027, 1, 1) - dt.timedelta(days=45 + 60)
    assert lanes.open.all()


def test_a_granted_file_is_one_more_lane_of_its_offer_while_it_is_valid() -> None:
    licences = [
        Licence(id="L1", regime="A18", offer="JL-magnet", quantity=9.0, status="draft"),
        Licence(
            id="L2",
            regime="A18",
            offer="JL-magnet",
            quantity=9.0,
            status="granted",
            valid_from=dt.date(2027, 2, 28),
            valid_until=dt.date(2027, 4, 1),
        ),
    ]
    lanes = _arrays(licences=licences).lanes
    assert [licence.id for licence in lanes.licences] == ["L2"]
    assert lanes.offer.tolist() == [0, 1, 1]
    assert np.flatnonzero(lanes.open[2]).tolist() == [1, 2, 3]


def test_a_project_that_would_not_pass_its_checks_is_refused() -> None:
    with pytest.raises(ValueError, match="first month"):
        _arrays(settings=tiny_rows("settings", first_month=None))
    with pytest.raises(ValueError, match="plan date"):
        _arrays(settings=tiny_rows("settings", plan_date=None))
