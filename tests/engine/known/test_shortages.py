"""What cannot all be delivered: late or lost, by priority, in proportion, by margin, in fair parts."""

from __future__ import annotations

import pytest

from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import Mix, Recipe
from tests.engine.known.build import Answer, arrives, both, costs, item, offer, planned, project, source, takes, traded


@both
@pytest.mark.parametrize(
    ("late_cost", "months_late", "total", "late", "lost"),
    [(2.0, 1, 10, 5, 0), (2.0, 0, 25, 0, 5), (6.0, 1, 25, 0, 5)],
)
def test_late_or_lost_by_what_it_costs(
    answer: Answer, late_cost: float, months_late: int, total: float, late: float, lost: float
) -> None:
    """15 and 5 promised, 10 a month to be had: 5 are a month late at 2, or lost at 5."""
    plan = answer(
        project(
            {"part": (15, 5)},
            [offer("a", 1.0, capacity=10.0)],
            items=[traded("part", 5.0, late_cost=late_cost, months_late=months_late)],
        )
    )
    costs(plan, 20 - lost + total)
    assert plan.late["part"] == pytest.approx((late, 0))
    assert sum(plan.lost["part"]) == pytest.approx(lost)


@both
def test_what_is_late_for_longer_than_it_is_worth_is_lost(answer: Answer) -> None:
    """20 at first, nothing after; 5 a month to be had: late 1 and 2 months cost 3 and 6, lost 4: 5 late, 10 lost."""
    plan = answer(
        project(
            {"part": (20, 0, 0)},
            [offer("a", 0.5, capacity=5.0)],
            items=[traded("part", 4.0, late_cost=3.0, months_late=2)],
        )
    )
    costs(plan, 10 * 0.5 + 5 * 3 + 10 * 4)
    assert plan.late["part"] == pytest.approx((5, 0, 0))


@both
def test_a_traded_promise_is_not_kept_at_any_price(answer: Answer) -> None:
    """Bought at 9 where a loss costs 10, not at 11."""
    offers = [offer("a", 9.0), offer("b", 11.0, "rod")]
    plan = answer(project({"part": (8,), "rod": (8,)}, offers, items=[traded("part", 10.0), traded("rod", 10.0)]))
    costs(plan, 72 + 80)
    arrives(plan, "b", 0)


@both
def test_must_goes_before_should_before_nice(answer: Answer) -> None:
    """10 each promised, 17 to be had: 10, 7 and none, whatever the prices."""
    plan = answer(
        project(
            {"nice": (10,), "should": (10,), "must": (10,)},
            [
                offer("n", 1.0, "nice", source="a"),
                offer("s", 5.0, "should", source="a"),
                offer("m", 9.0, "must", source="a"),
            ],
            items=[item("nice", priority="nice"), item("should", priority="should")],
            sources=[source("a", capacity=17.0)],
        )
    )
    costs(plan, 90 + 35)
    assert {name: series[0] for name, series in plan.delivered.items()} == pytest.approx(
        {"must": 10, "should": 7, "nice": 0}
    )


def _shared(shortage: str, **margins: float) -> Project:
    """100 motors and 50 fans promised, each of one magnet, of which 75 are in hand."""
    return project(
        {"motor": (100,), "fan": (50,)},
        [],
        items=[
            item("magnet", opening_stock=75.0),
            item("motor", margin=margins.get("motor", 0.0)),
            item("fan", margin=margins.get("fan", 0.0)),
        ],
        recipes=[Recipe(id="motors", output="motor", cost=2.0), Recipe(id="fans", output="fan", cost=1.0)],
        recipe_inputs=[*takes("motors", magnet=1.0), *takes("fans", magnet=1.0)],
        mixes=[Mix(id="plan", shortage=shortage)],
    )


def _delivered(plan: Plan) -> tuple[float, float]:
    return plan.delivered["motor"][0], plan.delivered["fan"][0]


@both
def test_in_fair_parts_each_gets_the_same_share(answer: Answer) -> None:
    plan = answer(_shared("fair split"))
    assert _delivered(plan) == pytest.approx((50, 25))
    costs(plan, 125)


@both
@pytest.mark.parametrize(("motor", "fan", "delivered"), [(30, 10, (75, 0)), (10, 30, (25, 50)), (0, 30, (25, 50))])
def test_by_margin_the_dearest_loss_is_avoided(
    answer: Answer, motor: float, fan: float, delivered: tuple[float, float]
) -> None:
    plan = answer(_shared("by margin", motor=motor, fan=fan))
    assert _delivered(plan) == pytest.approx(delivered)


@both
def test_in_proportion_a_unit_weighs_by_its_share_of_the_promise(answer: Answer) -> None:
    """A fan is 2 % of all fans, a motor 1 % of all motors: the sum of shares lost is least with all fans."""
    assert _delivered(answer(_shared("in proportion"))) == pytest.approx((25, 50))


@both
def test_fair_parts_are_taken_over_all_months(answer: Answer) -> None:
    """60 motors and 60 fans over two months of 30 magnets each: half of each promise is lost."""
    plan = answer(
        project(
            {"motor": (60, 0), "fan": (30, 30)},
            [offer("a", 1.0, "magnet", capacity=30.0)],
            items=[item("motor", months_late=1), item("fan", months_late=1)],
            recipes=[Recipe(id="motors", output="motor"), Recipe(id="fans", output="fan")],
            recipe_inputs=[*takes("motors", magnet=1.0), *takes("fans", magnet=1.0)],
            mixes=[Mix(id="plan", shortage="fair split")],
        )
    )
    assert sum(plan.lost["motor"]) == pytest.approx(30)
    assert sum(plan.lost["fan"]) == pytest.approx(30)


def test_whole_lots_are_shared_as_fairly_as_they_go() -> None:
    """Lots of 40 and of 30, 70 in all: 40 of 80 and 30 of 60 lose half each; 60 rods alone would lose all parts."""
    plan = planned(
        project(
            {"part": (80,), "rod": (60,)},
            [
                offer("parts", 1.0, source="a", lot_size=40.0),
                offer("rods", 1.0, "rod", source="a", lot_size=30.0),
            ],
            sources=[source("a", capacity=70.0)],
            mixes=[Mix(id="plan", shortage="fair split")],
        )
    )
    costs(plan, 70)
    arrives(plan, "parts", 40)
    arrives(plan, "rods", 30)


def test_two_smallest_orders_that_do_not_fit_leave_the_lesser_promise() -> None:
    """Of 8 a month the must's smallest order takes 5; 3 are left, less than the smallest order of the other."""
    plan = planned(
        project(
            {"part": (3,), "rod": (3,)},
            [
                offer("parts", 1.0, source="a", minimum_order=5.0),
                offer("rods", 1.0, "rod", source="a", minimum_order=5.0),
            ],
            items=[item("part"), item("rod", priority="nice")],
            sources=[source("a", capacity=8.0)],
        )
    )
    costs(plan, 5)
    assert sum(plan.lost["rod"]) == pytest.approx(3)
