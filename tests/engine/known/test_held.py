"""What holds stock or purchases where they are: cover, closing stock, storage, pins, the plan issued last."""

from __future__ import annotations

import pytest

from desktop.model.project import Project
from desktop.model.records import Issued, Mix, Pin, Recipe, Record, Rule, Scenario
from desktop.model.records.table import evolved
from tests.engine.known.build import (
    FIRST,
    Answer,
    arrives,
    bent,
    both,
    costs,
    item,
    offer,
    planned,
    project,
    relaxed,
    settings,
    source,
    takes,
)


@both
def test_cover_holds_the_next_months_use(answer: Answer) -> None:
    """30 days of 10 a month at the end of each: 20 in month 1, and 10 are left at the end; 40 at 10, 30 held."""
    plan = answer(
        project(
            {"part": (10, 10, 10)},
            [offer("a", 10.0)],
            items=[item("part", holding_cost=1.0)],
            rules=[Rule(id="r", kind="cover at least", item="part", limit=30.0)],
        )
    )
    costs(plan, 400 + 30)
    arrives(plan, "a", 20, 10, 10)


@both
def test_cover_counts_what_recipes_will_take(answer: Answer) -> None:
    """15 days of 2 x 10 a month, in months 1 and 2 only: 10 and 10 held."""
    plan = answer(
        project(
            {"magnet": (10, 10, 10)},
            [offer("a", 5.0, "oxide")],
            items=[item("oxide", holding_cost=1.0), item("magnet", holding_cost=9.0)],
            recipes=[Recipe(id="make", output="magnet")],
            recipe_inputs=takes("make", oxide=2.0),
            rules=[Rule(id="r", kind="cover at least", item="oxide", limit=15.0, last_month=FIRST.plus(1))],
        )
    )
    costs(plan, 300 + 20)
    arrives(plan, "a", 30, 20, 10)


@both
def test_cover_that_capacity_does_not_give_is_told_at_its_worst(answer: Answer) -> None:
    """12 a month for 10: 2, 4 and 6 in stock of the 10 that 30 days are; at worst 8 short, 6 days."""
    plan = answer(
        project(
            {"part": (10, 10, 10)},
            [offer("a", 10.0, capacity=12.0)],
            rules=[Rule(id="r", kind="cover at least", item="part", limit=30.0)],
        )
    )
    costs(plan, 360)
    told = bent(plan)["r"]
    assert (told.kind, told.unit) == ("cover at least", "kg")
    assert (told.first_month, told.last_month) == (FIRST, FIRST.plus(2))
    assert (told.amount, told.asked, told.reached) == pytest.approx((8, 30, 6))


@both
@pytest.mark.parametrize(
    ("closing", "opening", "total"), [("at least", 0.0, 170), ("at least", 40.0, 0), ("exactly", 0.0, 170)]
)
def test_closing_stock_is_bought(answer: Answer, closing: str, opening: float, total: float) -> None:
    """7 at the end of two months of 5."""
    plan = answer(
        project(
            {"part": (5, 5)},
            [offer("a", 10.0)],
            items=[item("part", opening_stock=opening, closing=closing, closing_stock=7.0)],
        )
    )
    costs(plan, total)


def test_closing_stock_of_whole_lots_is_as_near_as_they_come() -> None:
    """Exactly 7 besides 10: lots of 6 leave 2 or 8; 8 is nearer."""
    plan = planned(
        project(
            {"part": (5, 5)},
            [offer("a", 10.0, lot_size=6.0)],
            items=[item("part", closing="exactly", closing_stock=7.0)],
        )
    )
    costs(plan, 180)
    assert (bent(plan)["part"].amount, bent(plan)["part"].reached) == pytest.approx((1, 8))


@both
def test_a_store_of_its_own_limits_what_is_bought_ahead(answer: Answer) -> None:
    """10 INR now, 20 next month, room for 6: 16 and 4."""
    plan = answer(
        project(
            {"part": (10, 10)},
            [offer("a", 10.0, last_month=FIRST), offer("b", 20.0)],
            items=[item("part", storage_limit=6.0)],
        )
    )
    costs(plan, 160 + 80)


@both
def test_one_store_for_all_goes_to_those_who_save_most_in_it(answer: Answer) -> None:
    """Room for 12: a part takes 2 and saves 10, a rod takes 1 and saves 4: 6 parts save 60, 12 rods would save 48."""
    plan = answer(
        project(
            {"part": (0, 10), "rod": (0, 10)},
            [
                offer("a", 10.0, last_month=FIRST),
                offer("b", 20.0),
                offer("c", 6.0, "rod", last_month=FIRST),
                offer("d", 10.0, "rod"),
            ],
            items=[item("part", storage_use=2.0)],
            settings=[settings(2, storage_limit=12.0)],
        )
    )
    costs(plan, 60 + 80 + 100)
    arrives(plan, "a", 6, 0)


@both
def test_a_store_that_is_too_full_is_told(answer: Answer) -> None:
    """30 parts at 2 each in hand, 10 used: 40 of 25 at the end of month 1, 20 at the end of month 2."""
    plan = answer(
        project(
            {"part": (10, 10)},
            [offer("a", 10.0)],
            items=[item("part", storage_use=2.0, opening_stock=30.0)],
            settings=[settings(2, storage_limit=25.0)],
        )
    )
    told = bent(plan)[""]
    assert (told.kind, told.unit, told.first_month, told.last_month) == ("total storage", "space", FIRST, FIRST)
    assert (told.amount, told.asked, told.reached) == pytest.approx((15, 25, 40))


def _pinned(*pins: Record) -> Project:
    """10 in each of two months from a at 10 or b at 12; or made of oxide for 9 in all, held at 5."""
    return project(
        {"part": (10, 10)},
        [offer("a", 10.0), offer("b", 12.0), offer("o", 8.0, "oxide")],
        items=[item("part", holding_cost=5.0)],
        recipes=[Recipe(id="make", output="part", cost=3.0)],
        recipe_inputs=takes("make", oxide=1.0),
        pins=pins,
        scenarios=[Scenario(id="other")],
    )


PIN = Pin(id="p", mix="plan", offer="b", month=FIRST, bound="at least", quantity=4.0)


@both
@pytest.mark.parametrize(
    ("changed", "total"),
    [
        ({}, 200 + 4 * 2),
        ({"bound": "exactly", "quantity": 10.0}, 200 + 20),
        ({"offer": "a", "bound": "at most", "quantity": 3.0}, 200 + 7),
        ({"offer": "a", "bound": "exactly", "quantity": 12.0}, 200 + 2 * 5),
        ({"offer": "", "recipe": "make", "quantity": 6.0}, 200 + 6),
        ({"scenario": "other"}, 200),
    ],
)
def test_a_pin_holds_what_it_says(answer: Answer, changed: dict[str, str | float], total: float) -> None:
    plan = answer(_pinned(evolved(PIN, changed)))
    costs(plan, total)
    assert plan.bent == ()


def test_a_pin_of_a_scenario_holds_under_it() -> None:
    for plans in (relaxed, planned):
        costs(plans(_pinned(evolved(PIN, {"scenario": "other"})), "plan", "other"), 208)


@both
def test_a_pin_that_cannot_hold_is_told(answer: Answer) -> None:
    """At least 10 of an offer that brings 6."""
    plan = answer(
        project(
            {"part": (10,)},
            [offer("a", 10.0, capacity=6.0), offer("b", 12.0)],
            pins=[Pin(id="p", mix="plan", offer="a", month=FIRST, bound="at least", quantity=10.0)],
        )
    )
    costs(plan, 60 + 48)
    told = bent(plan)["p"]
    assert (told.kind, told.unit) == ("pin", "kg")
    assert (told.amount, told.asked, told.reached) == pytest.approx((4, 10, 6))


def test_a_pin_between_two_lots_is_bent_to_the_nearer() -> None:
    """Exactly 7 in lots of 5: 5 are 2 off, 10 are 3; the other 5 come from b."""
    plan = planned(
        project(
            {"part": (10,)},
            [offer("a", 10.0, lot_size=5.0), offer("b", 12.0)],
            pins=[Pin(id="p", mix="plan", offer="a", month=FIRST, bound="exactly", quantity=7.0)],
        )
    )
    costs(plan, 50 + 60)
    assert (bent(plan)["p"].amount, bent(plan)["p"].reached) == pytest.approx((2, 5))


@both
def test_of_equal_plans_the_one_like_the_issued_one_is_taken(answer: Answer) -> None:
    """A and b cost the same; 3 and 9 were to come from b, 8 of these can be used; without it a would bring all."""
    offers = [offer("a", 10.0), offer("b", 10.0)]
    issued = [
        Issued(mix="plan", offer="b", month=FIRST, quantity=3.0),
        Issued(mix="plan", offer="b", month=FIRST.plus(1), quantity=9.0),
        Issued(mix="plan", offer="a", month=FIRST, quantity=7.0),
    ]
    case = project({"part": (10, 8)}, offers, items=[item("part", holding_cost=1.0)], issued=issued)
    plan = answer(case)
    costs(plan, 180)
    arrives(plan, "b", 3, 8)
    arrives(plan, "a", 7, 0)


@both
def test_the_plan_issued_last_does_not_stand_before_cost_unless_asked_to(answer: Answer) -> None:
    """10 issued at 12 where there are 10 at 10; asked first for fewest changes they stay."""
    offers = [offer("a", 10.0), offer("b", 12.0)]
    issued = [Issued(mix="plan", offer="b", month=FIRST, quantity=10.0)]
    costs(answer(project({"part": (10,)}, offers, issued=issued)), 100)
    first = [Mix(id="plan", goals=("targets", "fewest changes"))]
    costs(answer(project({"part": (10,)}, offers, issued=issued, mixes=first)), 120)


@both
def test_cost_first_buys_nothing_for_promises_without_a_price(answer: Answer) -> None:
    plan = answer(project({"part": (10,)}, [offer("a", 10.0)], mixes=[Mix(id="plan", goals=("cost",))]))
    costs(plan, 0)
    assert plan.lost["part"] == pytest.approx((10,))


@both
def test_safety_stock_stands_before_cost_unless_cost_stands_first(answer: Answer) -> None:
    """30 days of the next 10 kept: 20 at first, 10 left; 30 instead of 20 bought, 20 held at 1."""
    safe = [item("part", safety_days=30.0, holding_cost=1.0)]
    costs(answer(project({"part": (10, 10)}, [offer("a", 10.0)], items=safe)), 300 + 20)
    thrifty = [Mix(id="plan", goals=("targets", "cost"))]
    plan = answer(project({"part": (10, 10)}, [offer("a", 10.0)], items=safe, mixes=thrifty))
    costs(plan, 200)
    assert plan.safety_short["part"] == pytest.approx((10, 10))


@pytest.mark.parametrize("order_cost", [0.0, 7.0])
@pytest.mark.parametrize("name", ["a", "b"])
def test_of_two_sources_alike_the_one_issued_is_asked_again(name: str, order_cost: float) -> None:
    """Both sell at 10 and charge the same for an order; one of them was told of 10."""
    plan = planned(
        project(
            {"part": (10,)},
            [offer("a", 10.0), offer("b", 10.0)],
            sources=[source(each, order_cost=order_cost) for each in ("a", "b")],
            issued=[Issued(mix="plan", offer=name, month=FIRST, quantity=10.0)],
        )
    )
    costs(plan, 100 + order_cost)
    arrives(plan, name, 10)


@pytest.mark.parametrize("lot", [0.0, 5.0])
def test_with_cost_first_what_costs_nothing_more_is_still_delivered(lot: float) -> None:
    """10 at 2 are paid for, taken or not, and 10 are promised; nothing is held."""
    plan = planned(
        project(
            {"part": (5, 5)},
            [offer("a", 2.0, lot_size=lot)],
            items=[item("part", holding_cost=1.0)],
            sources=[source("a", take_or_pay_share=100.0, take_or_pay_quantity=10.0)],
            mixes=[Mix(id="plan", goals=("cost",))],
        )
    )
    costs(plan, 20)
    arrives(plan, "a", 5, 5)
