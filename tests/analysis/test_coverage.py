"""On time, late and lost: shares of the target that always add up to all of it."""

from collections.abc import Callable

import attrs
import pytest

from desktop.analysis import coverage
from desktop.analysis.coverage import FirstShort
from desktop.model.plan import Plan, Series
from desktop.model.records import Item
from tests.analysis.plans import APR, FEB, MAR, NOTHING, hand_plan, hand_project, hand_records, solved_rich, solved_tiny

STEADY = (50.0,) * 6


def _plan(delivered: Series, late: Series, lost: Series, target: Series = STEADY) -> Plan:
    return attrs.evolve(
        hand_plan(),
        target={"motor": target},
        delivered={"motor": delivered},
        late={"motor": late},
        lost={"motor": lost},
    )


def _two_targets(magnet: Series, *, contents: bool = True) -> Plan:
    """The plan by hand with a target of 10 kg of magnet in every month beside its motors."""
    world = hand_project() if contents else hand_project(contents=[])
    plan = attrs.evolve(hand_plan(world), target={**hand_plan().target, "magnet": (10.0,) * 6})
    lost = tuple(10.0 - quantity for quantity in magnet)
    return attrs.evolve(
        plan,
        delivered={**plan.delivered, "magnet": magnet},
        late={**plan.late, "magnet": NOTHING},
        lost={**plan.lost, "magnet": lost},
    )


def test_a_delivery_serves_what_is_still_owed_first() -> None:
    assert coverage.on_time(hand_plan(), "motor").tolist() == [0, 50, 30, 50, 50, 0]


def test_what_is_lost_was_owed_longest() -> None:
    # 40 owed from January; in February 25 of them are lost, 15 come late, and 45 of 60 delivered are on time.
    plan = _plan(
        delivered=(10.0, 60.0, 50.0, 50.0, 50.0, 50.0),
        late=(40.0, 5.0, 5.0, 5.0, 5.0, 0.0),
        lost=(0.0, 25.0, 0.0, 0.0, 0.0, 5.0),
    )
    assert coverage.on_time(plan, "motor")[:3].tolist() == [10, 45, 45]


def test_a_loss_beyond_what_is_owed_takes_nothing_from_the_deliveries() -> None:
    plan = _plan(delivered=(40.0, 20.0, *STEADY[2:]), late=(10.0, *NOTHING[1:]), lost=(0.0, 40.0, *NOTHING[2:]))
    assert coverage.on_time(plan, "motor")[:2].tolist() == [40, 20]


def test_what_is_short_is_the_target_less_what_comes_on_time() -> None:
    assert coverage.short(hand_plan(), "motor").tolist() == [0, 0, 20, 0, 0, 50]


def test_the_worst_month_is_the_one_with_the_least_share_of_its_target() -> None:
    assert coverage.worst_month(hand_plan()) == 0.0
    assert coverage.worst_month(_plan((50.0, 50.0, 45.0, 30.0, *STEADY[4:]), NOTHING, NOTHING)) == pytest.approx(0.6)
    assert coverage.worst_month(_plan(STEADY, NOTHING, NOTHING)) == 1.0


def test_rounding_is_no_shortage() -> None:
    plan = _plan((50.0, 50.0 - 1e-8, *STEADY[2:]), (0.0, 1e-8, *NOTHING[2:]), NOTHING)
    assert coverage.short(plan, "motor").tolist() == [0] * 6
    row = coverage.by_item(plan).iloc[0]
    assert (row["on_time"], row["late"], row["lost"], row["first_short"]) == (300.0, 0.0, 0.0, None)


def test_an_item_tells_quantities_shares_and_its_first_short_month() -> None:
    row = coverage.by_item(hand_plan()).iloc[0]
    assert tuple(row.index) == coverage.COLUMNS
    assert row[["name", "unit", "priority"]].tolist() == ["Motor", "piece", "traded"]
    assert row[["target", "on_time", "late", "lost"]].tolist() == [250, 180, 20, 50]
    assert row[["on_time_share", "late_share", "lost_share"]].tolist() == pytest.approx([0.72, 0.08, 0.2])
    assert (row["first_short"], row["first_short_quantity"]) == (MAR, 20)


def test_a_target_of_nothing_is_met() -> None:
    row = coverage.by_item(_plan(NOTHING, NOTHING, NOTHING, NOTHING)).iloc[0]
    assert row[["on_time_share", "late_share", "lost_share"]].tolist() == [1, 0, 0]
    assert coverage.first_short(_plan(NOTHING, NOTHING, NOTHING, NOTHING)) is None


@pytest.mark.parametrize("plan", [solved_tiny, solved_rich], ids=["met", "short"])
def test_the_shares_of_a_solved_plan_add_up_to_the_whole_target(plan: Callable[[], Plan]) -> None:
    table = coverage.by_item(plan())
    assert table[["on_time_share", "late_share", "lost_share"]].sum(axis=1).tolist() == pytest.approx([1])
    assert table["lost"].tolist() == pytest.approx([sum(plan().lost["motor"])], abs=1e-4)
    assert (table["on_time"] + table["late"]).tolist() == pytest.approx([sum(plan().delivered["motor"])])


@pytest.mark.parametrize("contents", [True, False])
def test_every_promised_item_counts_alike_whatever_it_holds(contents: bool) -> None:
    plan = _two_targets((10.0, 10.0, 10.0, 0.0, 0.0, 0.0), contents=contents)
    assert coverage.overall(plan) == pytest.approx((0.72 + 0.5) / 2)


def test_only_a_plan_that_keeps_every_target_covers_all() -> None:
    whole = attrs.evolve(_two_targets((10.0,) * 6), delivered={"motor": STEADY, "magnet": (10.0,) * 6})
    whole = attrs.evolve(whole, target={"motor": STEADY, "magnet": (10.0,) * 6}, late={}, lost={})
    kept = {"motor": NOTHING, "magnet": NOTHING}
    assert coverage.overall(attrs.evolve(whole, late=kept, lost=kept)) == 1.0
    missing = attrs.evolve(whole, late=kept, lost={**kept, "magnet": (*NOTHING[1:], 0.001)})
    missing = attrs.evolve(missing, delivered={"motor": STEADY, "magnet": (*(10.0,) * 5, 9.999)})
    assert coverage.overall(missing) < 1.0


def test_an_item_whose_targets_are_all_zero_says_nothing_of_the_rest() -> None:
    plan = attrs.evolve(hand_plan(), target={**hand_plan().target, "magnet": NOTHING})
    plan = attrs.evolve(plan, delivered={**plan.delivered, "magnet": NOTHING}, late={**plan.late, "magnet": NOTHING})
    plan = attrs.evolve(plan, lost={**plan.lost, "magnet": NOTHING})
    assert coverage.overall(plan) == pytest.approx(0.72)


def test_no_target_at_all_is_fully_met() -> None:
    plan = attrs.evolve(hand_plan(), target={})
    assert coverage.overall(plan) == 1.0
    assert coverage.first_short(plan) is None
    assert tuple(coverage.by_item(plan).columns) == coverage.COLUMNS


def test_the_earliest_shortage_is_named() -> None:
    assert coverage.first_short(hand_plan()) == FirstShort(MAR, "motor", 20.0, "piece")
    earlier = _two_targets((10.0, 9.0, 10.0, 10.0, 10.0, 10.0))
    assert coverage.first_short(earlier) == FirstShort(FEB, "magnet", 1.0, "kg")


def test_of_two_shortages_in_one_month_the_larger_share_is_named() -> None:
    # 20 of 250 motors are 8 %; 10 of 60 kg are 17 %, 1 of 60 kg is 2 %.
    both = _two_targets((10.0, 10.0, 0.0, 10.0, 10.0, 10.0))
    assert coverage.first_short(both) == FirstShort(MAR, "magnet", 10.0, "kg")
    slight = _two_targets((10.0, 10.0, 9.0, 10.0, 10.0, 10.0))
    assert coverage.first_short(slight) == FirstShort(MAR, "motor", 20.0, "piece")


def test_names_and_units_come_from_the_world_that_was_planned() -> None:
    items = [attrs.evolve(item, name="Drive") if isinstance(item, Item) else item for item in hand_records()["items"]]
    plan = attrs.evolve(hand_plan(), world=hand_project(items=items))
    assert coverage.by_item(plan)["name"].tolist() == ["Drive"]


def test_a_shortage_later_in_the_plan_leaves_the_months_before_it_whole() -> None:
    plan = _plan((50.0, 50.0, 50.0, 0.0, 50.0, 50.0), NOTHING, (0.0, 0.0, 0.0, 50.0, 0.0, 0.0))
    assert coverage.first_short(plan) == FirstShort(APR, "motor", 50.0, "piece")
