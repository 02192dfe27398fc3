"""Which files still have to go in, and what is left of those in hand."""

import datetime as dt

import attrs
import pytest

from desktop.analysis import licences
from desktop.model.fields import Value
from desktop.model.licensing import part_of
from desktop.model.orders import LandedCost, Order
from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import Licence, Mix, Offer, Regime
from desktop.model.records.table import evolved
from tests.analysis.plans import APR, FEB, JAN, MAR, hand_plan, hand_project, hand_records, idle_plan, solved_tiny
from tests.tiny import PLAN_DATE

A18 = Regime(id="A18", origins=("China",), elements=("Dy",), threshold=0.001)
A61 = Regime(
    id="A61",
    name="Announcement 61",
    origins=("China",),
    elements=("Nd",),
    files_per_shipment=3,
    from_date=dt.date(2027, 4, 1),
)

DAYS = dt.timedelta(days=A18.days_p50)
LEAVES = dt.date(2026, 11, 17)
"""When goods leave that arrive in the first month."""


def _plan(project: Project | None = None) -> Plan:
    """The plan by hand with two new files: April's goes in before March's."""
    early, late = dt.date(2026, 11, 1), dt.date(2026, 11, 16)
    orders = (
        Order("JL-magnet", MAR, 100.0, 100.0, LandedCost(), late, "new", late),
        Order("JL-magnet", APR, 50.0, 50.0, LandedCost(), early, "new", early),
        Order("JL-magnet", FEB, 60.0, 60.0, LandedCost(), dt.date(2026, 12, 18), "F1"),
        Order("JL-magnet", JAN, 30.0, 30.0, LandedCost(), dt.date(2026, 11, 17), "F1"),
        Order("IREL-magnet", JAN, 10.0, 10.0, LandedCost(), dt.date(2026, 12, 2)),
    )
    return hand_plan(project, orders)


def test_only_orders_on_a_new_file_ask_for_one() -> None:
    table = licences.files(hand_plan())
    assert tuple(table.columns) == licences.COLUMNS
    assert table.to_dict("records") == [
        {
            "offer": "JL-magnet",
            "source_name": "JL Mag",
            "item_name": "Magnet",
            "regimes": "A18",
            "file_by": dt.date(2026, 11, 16),
            "month": MAR,
            "quantity": 100.0,
            "unit": "kg",
            "contained": pytest.approx(32),
            "files": 1,
        }
    ]


def test_files_stand_by_the_day_they_go_in() -> None:
    table = licences.files(_plan())
    assert table["month"].tolist() == [APR, MAR]
    assert table.index.tolist() == [0, 1]


def test_a_shipment_takes_the_files_that_every_regime_of_its_month_asks_for() -> None:
    table = licences.files(_plan(hand_project(regimes=[A18, A61])))
    assert table["regimes"].tolist() == ["A18, Announcement 61", "A18"]
    assert table["files"].tolist() == [4, 1]


def test_an_offer_that_needs_a_licence_under_no_regime_needs_one_file() -> None:
    offers = [attrs.evolve(offer, licence="needed") for offer in hand_records()["offers"] if isinstance(offer, Offer)]
    table = licences.files(_plan(hand_project(offers=offers, regimes=[])))
    assert table["regimes"].tolist() == ["", ""]
    assert table["files"].tolist() == [1, 1]


@pytest.mark.parametrize("days", ["P50", "P90"])
def test_the_mixs_pace_of_files_does_not_change_which_are_needed(days: str) -> None:
    table = licences.files(_plan(hand_project(mixes=[Mix(id="least", licence_days=days)])))
    assert table[["regimes", "files"]].to_numpy().tolist() == [["A18", 1], ["A18", 1]]


def test_a_solved_plan_files_for_every_month_it_buys_in() -> None:
    table = licences.files(solved_tiny())
    assert table["month"].tolist() == list(solved_tiny().months)
    assert table["file_by"].is_monotonic_increasing
    assert table["quantity"].sum() == pytest.approx(sum(solved_tiny().arrivals["JL-magnet"]))


def test_a_file_in_hand_shows_what_the_plan_uses_of_it() -> None:
    until = dt.date(2027, 6, 30)
    held = [
        Licence(id="F1", regime="A18", offer="JL-magnet", quantity=100.0, status="granted", valid_until=until),
        Licence(id="F2", regime="A18", offer="JL-magnet", quantity=70.0, status="draft"),
    ]
    table = licences.held(_plan(hand_project(licences=held)))
    assert tuple(table.columns) == licences.HELD_COLUMNS
    assert table.to_numpy().tolist() == [
        ["F1", "A18", "JL-magnet", "JL Mag", "Magnet", "granted", 100.0, 90.0, 10.0, "kg", until, ""],
        ["F2", "A18", "JL-magnet", "JL Mag", "Magnet", "draft", 70.0, 0.0, 0.0, "kg", None, "status"],
    ]


@pytest.mark.parametrize(
    ("changed", "obstacle"),
    [
        ({}, ""),
        ({"status": "submitted"}, ""),
        ({"status": "draft"}, "status"),
        ({"status": "refused"}, "status"),
        ({"status": "expired"}, "status"),
        ({"regime": "A0"}, "regime"),
        ({"freight_mode": "air"}, "freight mode"),
        ({"valid_until": PLAN_DATE - dt.timedelta(days=1)}, "dates"),
        ({"valid_until": LEAVES}, ""),
        ({"valid_until": LEAVES - dt.timedelta(days=1)}, "dates"),
        ({"valid_from": dt.date(2030, 1, 1)}, "dates"),
    ],
)
def test_nothing_is_left_of_a_file_under_which_no_goods_of_the_plan_can_leave(
    changed: dict[str, Value], obstacle: str
) -> None:
    file = evolved(Licence(id="F", regime="A18", offer="JL-magnet", quantity=70.0, status="granted"), changed)
    project = hand_project(licences=[file], regimes=[A18, attrs.evolve(A61, id="A0", elements=("Tb",))])
    held = licences.held(attrs.evolve(idle_plan(), world=project, project=project))
    assert held["obstacle"].tolist() == [obstacle]
    assert held["left"].tolist() == [0.0 if obstacle else 70.0]


@pytest.mark.parametrize(
    ("changed", "first", "due"),
    [
        ({}, PLAN_DATE, None),
        ({"status": "draft", "submitted": dt.date(2020, 1, 1)}, None, None),
        ({"valid_from": LEAVES}, LEAVES, None),
        ({"status": "submitted", "submitted": PLAN_DATE}, PLAN_DATE + DAYS, None),
        ({"status": "submitted", "submitted": PLAN_DATE - DAYS}, PLAN_DATE, None),
        ({"status": "submitted", "submitted": PLAN_DATE - 2 * DAYS}, PLAN_DATE, PLAN_DATE - DAYS),
        ({"status": "submitted", "submitted": dt.date(2030, 1, 1)}, None, None),
    ],
)
def test_a_file_in_hand_tells_from_when_it_can_be_used_and_since_when_its_grant_is_late(
    changed: dict[str, Value], first: dt.date | None, due: dt.date | None
) -> None:
    file = evolved(Licence(id="F", regime="A18", offer="JL-magnet", quantity=70.0, status="granted"), changed)
    project = hand_project(licences=[file], regimes=[A18])
    assert licences.opening(attrs.evolve(idle_plan(), world=project, project=project)) == [(first, due)]


def test_goods_with_a_file_in_hand_need_new_ones_under_the_regimes_beside() -> None:
    both = attrs.evolve(A61, from_date=None)
    day = dt.date(2026, 12, 1)
    order = Order("JL-magnet", FEB, 60.0, 60.0, LandedCost(), day, "F1", day)
    table = licences.files(hand_plan(hand_project(regimes=[A18, both]), (order,)))
    assert (table["regimes"].tolist(), table["files"].tolist()) == (["Announcement 61"], [3])


def test_a_regime_and_its_parts_take_the_same_file() -> None:
    part = attrs.evolve(part_of(A18), id="A18 slower", days_p50=200.0)
    table = licences.files(_plan(hand_project(regimes=[A18]).put("regimes", {1: A18, 2: part})))
    plan = attrs.evolve(_plan(), world=hand_project(regimes=[A18, part]))
    assert licences.files(plan)["files"].tolist() == [1, 1] == table["files"].tolist()


def test_without_orders_or_files_both_tables_are_empty() -> None:
    assert tuple(licences.files(idle_plan()).columns) == licences.COLUMNS
    assert licences.files(idle_plan()).empty
    assert tuple(licences.held(idle_plan()).columns) == licences.HELD_COLUMNS
    assert licences.held(idle_plan()).empty


def test_files_are_parted_by_who_delivers_what_and_by_the_quarter_in_which_they_go_in() -> None:
    (lines,) = licences.by_source_and_item(_plan())
    assert lines["month"].tolist() == [APR, MAR]
    (quarter,) = licences.by_quarter(lines)
    assert quarter.to_dict("records") == lines.to_dict("records")
    assert licences.by_source_and_item(idle_plan()) == []
