"""When licence files go in, are granted and used, and which of those in hand raise an alarm."""

import datetime as dt

import attrs
import pytest

from desktop.analysis import timeline
from desktop.analysis.lens import Lens
from desktop.model.fields import Value
from desktop.model.plan import Plan
from desktop.model.records import Licence, Mix
from desktop.model.records.table import evolved
from tests.analysis.plans import hand_plan, hand_project, idle_plan, solved_tiny
from tests.tiny import PLAN_DATE, tiny_rows


def _with_file(**fields: Value) -> Plan:
    file = Licence(id="F1", regime="A18", offer="JL-magnet", quantity=100.0, status="granted")
    return hand_plan(hand_project(licences=[evolved(file, fields)]))


def test_a_file_to_put_in_has_its_days_from_the_last_for_it_to_the_arrival() -> None:
    (group,) = timeline.groups(hand_plan())
    (course,) = group.courses
    assert group.name == "JL Mag · Magnet"
    filed = dt.date(2026, 11, 16)
    assert course.file_by == filed
    days = [(day - filed).days for day in (course.fast, course.usual, course.slow)]
    assert days == [30, 60, 120]  # of the regime
    assert (course.leaves, course.arrives) == (dt.date(2027, 1, 15), dt.date(2027, 3, 1))
    assert (course.quantity, course.unit) == (100, "kg")


def test_a_mix_with_usual_days_ships_when_every_second_file_is_granted() -> None:
    for group in timeline.groups(solved_tiny()):
        assert [course.usual for course in group.courses] == [course.leaves for course in group.courses]
        assert [course.file_by for course in group.courses] == sorted(course.file_by for course in group.courses)


@pytest.mark.parametrize(
    ("until", "alarm"),
    [
        (None, ""),
        (PLAN_DATE - dt.timedelta(days=1), "expired"),
        (PLAN_DATE + dt.timedelta(days=60), "soon"),
        (PLAN_DATE + dt.timedelta(days=61), "unused"),
        (dt.date(2028, 1, 1), ""),
    ],
)
def test_a_file_that_ends_with_something_left_raises_an_alarm(until: dt.date | None, alarm: str) -> None:
    (group,) = timeline.groups(_with_file(valid_until=until))
    (held,) = group.held
    assert held.alarm == alarm
    assert held.left == 50
    assert held.last_use == dt.date(2026, 12, 18)


def test_a_file_used_in_full_raises_none_and_drafts_are_not_in_hand() -> None:
    (group,) = timeline.groups(_with_file(quantity=50.0, valid_until=dt.date(2026, 12, 31)))
    assert group.held[0].alarm == ""
    (group,) = timeline.groups(_with_file(status="draft"))
    assert group.held == ()


@pytest.mark.parametrize(("days", "since"), [("P50", dt.date(2026, 6, 30)), ("P90", dt.date(2026, 8, 29))])
def test_a_submitted_file_is_good_once_it_is_granted_in_the_days_that_the_mix_plans_with(
    days: str, since: dt.date
) -> None:
    plan = _with_file(status="submitted", submitted=dt.date(2026, 5, 1))
    mixes = {row: evolved(mix, {"licence_days": days}) for row, mix in plan.world.rows(Mix).items()}
    plan = attrs.evolve(plan, world=plan.world.put("mixes", mixes))
    (group,) = timeline.groups(plan)
    assert group.held[0].since == since


def test_groups_follow_the_material_and_nothing_has_none() -> None:
    assert timeline.groups(hand_plan(), Lens("item", "motor")) == ()
    assert timeline.groups(hand_plan(), Lens("element", "Dy")) == timeline.groups(hand_plan())
    assert timeline.groups(idle_plan()) == ()


def test_regimes_that_begin_or_end_within_the_plan_are_told() -> None:
    begins, ends = dt.date(2026, 9, 1), dt.date(2027, 5, 31)
    regimes = tiny_rows("regimes", from_date=begins, until_date=ends)
    found = timeline.turns(hand_plan(hand_project(regimes=regimes)))
    assert [(turn.day, turn.begins) for turn in found] == [(begins, True), (ends, False)]
    suspended = tiny_rows("regimes", from_date=begins, until_date=ends, status="suspended")
    assert timeline.turns(hand_plan(hand_project(regimes=suspended))) == ()
    assert timeline.turns(hand_plan()) == ()
