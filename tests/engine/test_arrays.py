"""A project becomes arrays: by month, within the horizon, less what is on order or owed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs
import numpy as np
import pytest

from desktop.engine.arrays import Arrays, arrays
from desktop.engine.lanes import Lanes
from desktop.model.months import Month
from desktop.model.records import (
    Capacity,
    Commitment,
    Content,
    Event,
    LeadTime,
    Licence,
    Mix,
    Receipt,
    Recipe,
    Regime,
    Target,
)
from desktop.model.records.table import Record
from desktop.model.scenario import apply
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


def test_receipts_are_usable_quantities_and_take_what_was_bought_for_them() -> None:
    """40 kg usable at a yield of 0.8 are 50 kg as bought."""
    receipts = [Receipt(offer="IREL-magnet", month=FIRST, quantity=40.0)]
    data = _arrays(offers=tiny_rows("offers", usable_yield=0.8), receipts=receipts)
    assert data.receipts[0].tolist() == [50.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert data.offer_capacity[0].tolist() == [10.0, 60.0, 60.0, 60.0, 60.0, 60.0]


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
    assert (_day(lanes, 0, 0), _day(lanes, 0, 1)) == (dt.date(2026, 12, 2), dt.date(2027, 1, 22))
    assert _day(lanes, 1, 0) == dt.date(2027, 1, 1) - dt.timedelta(days=45 + 60)
    assert lanes.open.all()


# -------------------------------------------------------------------------- files in hand
# With a lead time of 45 days goods from JL leave on 17 November and 18 December 2026, then on 15 January,
# 15 February, 17 March and 17 April 2027, to arrive from January to June.

GRANTED = Licence(id="L1", regime="A18", offer="JL-magnet", quantity=9.0, status="granted")
A61 = Regime(id="A61", origins=("China",), elements=("Nd",), threshold=0.1, days_p10=10.0, days_p50=30.0)


def _file(licence: Licence = GRANTED, *regimes: Regime, events: Sequence[Event] = ()) -> Lanes:
    """The lanes with one file, under A18 and other regimes."""
    regimes = (*tiny_project().all(Regime), *regimes)
    world = apply(tiny_project(regimes=regimes, licences=[licence], events=events), "s")
    return arrays(world, world.by_id(Mix)["least"]).lanes


def _day(lanes: Lanes, lane: int, month: int) -> dt.date:
    return dt.date.fromordinal(int(lanes.order_by[lane, month]))


def _months(lanes: Lanes, lane: int = 2) -> list[int]:
    return [int(month) for month in np.flatnonzero(lanes.open[lane])]


def test_a_granted_file_is_one_more_lane_of_its_offer_while_goods_leave_within_its_validity() -> None:
    first, last = dt.date(2026, 12, 18), dt.date(2027, 3, 16)
    lanes = _arrays(
        licences=[
            attrs.evolve(GRANTED, id="draft", status="draft"),
            attrs.evolve(GRANTED, valid_from=first, valid_until=last),
        ]
    ).lanes
    assert [licence.id for licence in lanes.licences] == ["L1"]
    assert lanes.offer.tolist() == [0, 1, 1]
    assert _months(lanes) == [1, 2, 3]
    assert _day(lanes, 2, 0) == dt.date(2026, 11, 17)
    assert (lanes.new_file[0].any(), lanes.new_file[1].all(), lanes.new_file[2].any()) == (False, True, False)


def test_a_file_under_another_regime_counts_for_nothing() -> None:
    other = Regime(id="A57", origins=("China",), elements=("Sm",), threshold=0.001)
    assert _months(_file(GRANTED, other)) == [0, 1, 2, 3, 4, 5]
    assert _months(_file(attrs.evolve(GRANTED, regime="A57"), other)) == []


def test_what_other_regimes_ask_needs_new_files_beside_the_one_in_hand() -> None:
    lanes = _file(GRANTED, A61)
    assert _months(lanes) == [0, 1, 2, 3, 4, 5]
    assert lanes.new_file[2].all()
    assert _day(lanes, 2, 2) == dt.date(2027, 1, 15) - dt.timedelta(days=30)
    assert _day(lanes, 1, 2) == dt.date(2027, 1, 15) - dt.timedelta(days=60)
    assert _months(_file(GRANTED, attrs.evolve(A61, new_files=False))) == []
    slow = attrs.evolve(A61, days_p50=230.0)
    assert _months(_file(GRANTED, slow)) == [3, 4, 5]


def test_a_file_counts_for_the_parts_that_events_made_of_its_regime() -> None:
    slower = Event(scenario="s", kind="licences slower", value=45.0, first_month=FIRST.plus(2))
    suspended = Event(scenario="s", kind="regime suspended", first_month=FIRST.plus(2), last_month=FIRST.plus(3))
    assert _months(_file(events=[slower])) == [0, 1, 2, 3, 4, 5]
    assert _months(_file(events=[suspended])) == [0, 1, 4, 5]
    assert not _file(events=[slower]).new_file[2].any()


def test_a_file_that_is_in_does_not_move_in_a_stop() -> None:
    """In on 16 November it takes 60 days: granted on 15 January, or 31 days later for a stop all December."""
    submitted = attrs.evolve(GRANTED, status="submitted", submitted=dt.date(2026, 11, 16))
    december = Month.of(2026, 12)
    stop = Event(scenario="s", kind="licences stopped", first_month=december, last_month=december)
    assert _months(_file(submitted)) == [2, 3, 4, 5]
    assert _months(_file(submitted, events=[stop])) == [3, 4, 5]


def test_nothing_leaves_in_a_stop_under_whatever_file() -> None:
    stop = Event(scenario="s", kind="licences stopped", first_month=FIRST, last_month=FIRST.plus(1))
    lanes = _file(events=[stop])
    assert _months(lanes, 1) == _months(lanes, 2) == [0, 1, 4, 5]
    assert _months(lanes, 0) == [0, 1, 2, 3, 4, 5]


def test_a_project_that_would_not_pass_its_checks_is_refused() -> None:
    with pytest.raises(ValueError, match="first month"):
        _arrays(settings=tiny_rows("settings", first_month=None))
    with pytest.raises(ValueError, match="plan date"):
        _arrays(settings=tiny_rows("settings", plan_date=None))
