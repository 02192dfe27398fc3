"""The ways in which offers can arrive: by when they are ordered, and under which file they leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs
import numpy as np
import pytest

from desktop.engine.arrays import arrays
from desktop.engine.lanes import Lanes, lanes
from desktop.model.checks import errors
from desktop.model.licensing import Days, file_by, leaving, permits, usable
from desktop.model.months import Month, span
from desktop.model.project import Project
from desktop.model.records import Event, LeadTime, Licence, Mix, Offer, Regime
from desktop.model.scenario import apply
from tests.engine.drawn import SCENARIO, drawn_project
from tests.engine.written import tiny_arrays
from tests.tiny import FIRST, tiny_project, tiny_rows


def test_a_lane_must_be_ordered_by_its_lead_time_and_a_new_file_before() -> None:
    steps = [
        LeadTime(offer="IREL-magnet", from_month=FIRST.plus(1), value=10.0),
        LeadTime(offer="IREL-magnet", from_month=None, value=99.0),
    ]
    lanes = tiny_arrays(lead_times=steps).lanes
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
    lanes = tiny_arrays(
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


def test_every_one_of_many_regimes_counts() -> None:
    """More than a machine's whole numbers have bits; the last asks for the earliest file."""
    many = [attrs.evolve(A61, id=f"R{place}", days_p50=61.0 + place) for place in range(70)]
    assert _day(_file(GRANTED, *many), 1, 2) == dt.date(2027, 1, 15) - dt.timedelta(days=130)


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


@pytest.mark.parametrize(("licence", "files"), [("needed", True), ("not needed", False), ("auto", False)])
def test_where_no_regime_holds_the_offer_itself_says_whether_it_needs_a_file(licence: str, files: bool) -> None:
    found = tiny_arrays(regimes=[], offers=tiny_rows("offers", "JL-magnet", licence=licence)).lanes
    assert found.new_file[1].tolist() == [files] * 6
    assert found.open[1].all()
    assert _day(found, 1, 0) == dt.date(2026, 11, 17)


# -------------------------------------------------------------------------- month by month


def _month_by_month(world: Project, days: Days) -> list[tuple[bool, int, bool]]:
    """Whether each lane is open, its day and whether it needs a new file, as licensing says of each month alone."""
    settings = world.settings
    assert settings.first_month is not None
    assert settings.plan_date is not None
    months, today = span(settings.first_month, settings.months), settings.plan_date
    by_id = world.by_id(Offer)
    files = [row for row in world.all(Licence) if row.status in {"granted", "submitted"}]
    ways: list[tuple[Offer, Licence | None]] = [(offer, None) for offer in world.all(Offer)]
    ways += [(by_id[licence.offer], licence) for licence in files]
    told = []
    for offer, licence in ways:
        leaves = leaving(world, offer, months)
        for day, permit in zip(leaves, permits(world, offer, months, days), strict=True):
            rest = permit.beside(licence.regime) if licence else permit
            filed = file_by(day, rest) if rest.needed else day
            ready = usable(licence, permit, day, today) if licence else not permit.closed
            told.append((ready and rest.files and filed >= today, filed.toordinal(), rest.needed))
    return told


@pytest.mark.parametrize("days", ["P50", "P90"])
def test_lanes_are_what_licensing_says_of_each_month_alone(days: Days) -> None:
    planned = 0
    for seed in range(120):
        project = drawn_project(seed)
        if not errors(project):
            world = apply(project, SCENARIO)
            first = world.settings.first_month
            assert first is not None
            found = lanes(world, world.all(Offer), span(first, world.settings.months), days)
            fields = (found.open, found.order_by, found.new_file)
            told = list(zip(*(field.ravel().tolist() for field in fields), strict=True))
            assert told == _month_by_month(world, days), seed
            planned += found.open.size > 0
    assert planned > 50
