"""A plan sums up what it costs and says in one word how it ended."""

from __future__ import annotations

import attrs
import pytest

from desktop.model.orders import LandedCost, Order
from desktop.model.plan import Bent, Cost, Decision, Effort, Fault, Goal, Plan
from desktop.model.project import Project
from tests.tiny import FIRST, MONTHS
from tests.travel import there_and_back

PROJECT = Project.of({})
PLAN = Plan(
    project=PROJECT,
    world=PROJECT,
    mix="least",
    scenario="",
    months=MONTHS,
    orders=(),
    arrivals={},
    production={},
    stock={},
    target={"motor": (50.0,) * 6},
    delivered={"motor": (50.0,) * 6},
    late={"motor": (0.0,) * 6},
    lost={"motor": (0.0,) * 6},
    safety_short={},
    bent=(),
    cost=Cost(),
    goals=(),
    effort=Effort(total=0.0, solver=0.0, solves=0, rows=0, columns=0, nonzeros=0),
)
BENT = Bent("share at most", "r1", FIRST, FIRST.plus(5), 10.0, "kg", 60.0, 65.0)


def test_the_total_is_the_sum_of_all_parts() -> None:
    cost = Cost(landed=1.0, orders=2.0, contracts=4.0, holding=8.0, capital=16.0, recipes=32.0, penalties=64.0)
    assert cost.total == 127.0


def test_a_plan_without_faults_is_verified() -> None:
    assert PLAN.verified
    assert not attrs.evolve(PLAN, faults=(Fault("stock-balance", "magnet", 1e-3),)).verified


@pytest.mark.parametrize(
    ("late", "lost", "bent", "status"),
    [
        ((0.0, 0.0), (0.0, 0.0), (), "met"),
        ((0.0, 1.0), (0.0, 0.0), (), "short"),
        ((0.0, 0.0), (2.0, 0.0), (), "short"),
        ((0.0, 0.0), (0.0, 0.0), (BENT,), "bent"),
        ((0.0, 1.0), (0.0, 0.0), (BENT,), "short"),
        ((), (), (), "met"),
    ],
)
def test_the_status_speaks_of_targets_first_and_of_rules_after(
    late: tuple[float, ...], lost: tuple[float, ...], bent: tuple[Bent, ...], status: str
) -> None:
    assert attrs.evolve(PLAN, late={"motor": late}, lost={"motor": lost}, bent=bent).status == status


def test_plans_are_compared_by_identity() -> None:
    assert attrs.evolve(PLAN) != PLAN


def test_a_plan_goes_to_another_process_and_back_with_everything() -> None:
    order = Order("JL-magnet", FIRST, 10.0, 9.0, LandedCost(price=1.0), tiers=((0.0, 10.0),))
    plan = attrs.evolve(PLAN, orders=(order,), decisions=(Decision("order", "JL", FIRST, FIRST, 1.0),), bound=3.0)
    back = there_and_back(plan)
    assert back.project is back.world
    assert back.project.content() == PROJECT.content()
    assert attrs.evolve(back, project=PROJECT, world=PROJECT).__getstate__() == plan.__getstate__()


def _whole(cost: float = 100.0, bound: float | None = 90.0, missed: float = 0.0) -> Plan:
    goals = (Goal("must targets", missed, 1), Goal("cost", 7.0, 1))
    return attrs.evolve(PLAN, answer="whole", cost=Cost(landed=cost), bound=bound, goals=goals)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_whole(99.0), _whole()),
        (_whole(200.0), _whole(missed=1.0)),
        (_whole(bound=91.0), _whole()),
        (_whole(100.0 + 1e-5, bound=91.0), _whole()),
        (_whole(), _whole(bound=None)),
        (_whole(), attrs.evolve(_whole(50.0), faults=(Fault("verify-cost", "total", 1.0),))),
    ],
)
def test_of_two_whole_plans_goals_decide_then_cost_then_what_is_known_of_the_best(one: Plan, other: Plan) -> None:
    assert one.beats(other)
    assert not other.beats(one)


def test_nothing_beats_its_equal_and_a_continuous_plan_beats_none() -> None:
    assert not _whole().beats(_whole())
    assert not _whole(bound=None).beats(_whole(bound=None))
    assert not _whole(bound=90.0 * (1 + 1e-12)).beats(_whole(bound=90.0))
    assert not attrs.evolve(_whole(50.0), answer="continuous").beats(_whole())


def test_a_whole_plan_that_bends_or_misses_something_is_a_first_try_as_long_as_no_bound_says_that_it_must() -> None:
    bends = attrs.evolve(PLAN, answer="whole", bent=(BENT,))
    assert bends.first_try
    assert not attrs.evolve(bends, bound=0.0).first_try
    assert not attrs.evolve(bends, bent=()).first_try
    assert not attrs.evolve(bends, answer="continuous").first_try


def test_a_plan_gives_up_a_target_if_it_loses_much_more_of_it_and_no_bound_says_that_it_must() -> None:
    loses = attrs.evolve(PLAN, lost=PLAN.target)
    assert loses.gives_up(PLAN)
    assert not PLAN.gives_up(loses)
    assert not attrs.evolve(loses, bound=0.0).gives_up(PLAN)
    assert not attrs.evolve(PLAN, lost={"motor": (0.5,) * 6}).gives_up(PLAN)
