"""Rules on shares and amounts: contained, quantity, value, CO2; by month, fiscal year, horizon; bent where need be."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Content, Mix, Receipt, Recipe, Record, Rule
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
    settings,
    source,
    takes,
)

CHINA = source("china", country="China", class_="licensed_chinese")


def _rule(kind: str, limit: float, **values: Value) -> Record:
    return evolved(Rule(id="r", kind=kind, limit=limit), values)


def _bought(rule: Record, demand: tuple[float, ...] = (100,), **other: Sequence[Record]) -> Project:
    """Magnets from China at 6 (4 % Dy, 2 kg CO2) or from India at 10 (2 % Dy, 1 kg CO2); storing saves nothing."""
    tables: dict[str, Sequence[Record]] = {
        "items": [item("magnet", holding_cost=5.0)],
        "sources": [CHINA],
        "rules": [rule],
        "contents": [
            Content(item="magnet", element="Dy", kg_per_unit=0.04),
            Content(item="lean", element="Dy", kg_per_unit=0.02),
        ],
        "recipes": [Recipe(id="as good", output="magnet")],
        "recipe_inputs": takes("as good", lean=1.0),
    }
    offers = [offer("china", 6.0, "magnet", co2=2.0), offer("lean", 10.0, "lean", source="india", co2=1.0)]
    return project({"magnet": demand}, offers, **{**tables, **other})


@both
@pytest.mark.parametrize(("measure", "india"), [("quantity", 25), ("contained", 40), ("value", 100 / 6), ("co2", 40)])
def test_a_least_share_is_measured_as_asked(answer: Answer, measure: str, india: float) -> None:
    """A quarter Indian: 25 of 100; of the Dy 2 i >= 0.25 (2 i + 4 c); of the value 10 i >= 0.25 (10 i + 6 c)."""
    plan = answer(_bought(_rule("share at least", 25.0, country="India", measure=measure)))
    costs(plan, 600 + 4 * india)
    arrives(plan, "lean", india)


@both
@pytest.mark.parametrize(
    ("measure", "limit", "china"), [("quantity", 70, 70), ("contained", 2.4, 60), ("value", 300, 50), ("co2", 90, 45)]
)
def test_a_largest_amount_is_measured_as_asked(answer: Answer, measure: str, limit: float, china: float) -> None:
    """70 magnets, 2.4 kg of Dy at 0.04, 300 INR at 6, 90 kg of CO2 at 2: the rest is bought in India."""
    plan = answer(_bought(_rule("amount at most", limit, country="China", measure=measure)))
    costs(plan, 1000 - 4 * china)
    arrives(plan, "china", china)


@both
@pytest.mark.parametrize(
    ("measure", "limit", "india"), [("quantity", 30, 30), ("contained", 0.5, 25), ("value", 200, 20), ("co2", 15, 15)]
)
def test_a_least_amount_is_measured_as_asked(answer: Answer, measure: str, limit: float, india: float) -> None:
    plan = answer(_bought(_rule("amount at least", limit, country="India", measure=measure)))
    costs(plan, 600 + 4 * india)
    arrives(plan, "lean", india)


@both
def test_co2_of_all_purchases_is_a_budget(answer: Answer) -> None:
    """160 kg for 100 magnets at 2 or 1 kg each: 60 Chinese, 40 Indian."""
    plan = answer(_bought(_rule("amount at most", 160.0, measure="co2")))
    costs(plan, 360 + 400)


@both
def test_a_least_amount_of_little_is_no_dust_beside_much_that_the_rule_does_not_speak_of(answer: Answer) -> None:
    """5 INR of screws, beside parts for 10^13 INR."""
    offers = [offer("china", 1000.0), offer("screws", 1.0, "screw", source="india")]
    rule = _rule("amount at least", 5.0, source="india", measure="value")
    plan = answer(project({"part": (1e10,), "screw": (1,)}, offers, rules=[rule]))
    arrives(plan, "screws", 5)


@both
def test_a_budget_of_every_month_lets_the_unspent_go(answer: Answer) -> None:
    """At most 60 a month from China, demand 30, 90 and 60: 30 + 60 + 60; over the horizon 180 would all be allowed."""
    demand = (30.0, 90.0, 60.0)
    monthly = _rule("amount at most", 60.0, country="China", measure="quantity", window="month")
    plan = answer(_bought(monthly, demand))
    costs(plan, 150 * 6 + 30 * 10)
    arrives(plan, "china", 30, 60, 60)
    costs(answer(_bought(evolved(monthly, {"window": "horizon", "limit": 180.0}), demand)), 180 * 6)


@both
def test_a_budget_of_every_fiscal_year_begins_again_in_april(answer: Answer) -> None:
    """February to May, 50 a month; 70 a year from China: 70 and 70 of 200."""
    case = _bought(
        _rule("amount at most", 70.0, country="China", measure="quantity", window="fiscal year"),
        (50.0,) * 4,
        settings=[settings(4, first_month=Month.of(2028, 2))],
    )
    plan = answer(case)
    costs(plan, 140 * 6 + 60 * 10)
    assert sum(plan.arrivals["china"][:2]) == pytest.approx(70)


@both
def test_a_rule_holds_in_its_own_months(answer: Answer) -> None:
    """Nothing from China in month 2 alone; storing for it costs 5 > 4."""
    second = FIRST.plus(1)
    rule = _rule("amount at most", 0.0, country="China", measure="quantity", first_month=second, last_month=second)
    plan = answer(_bought(rule, (10.0, 10.0, 10.0)))
    costs(plan, 120 + 100)
    arrives(plan, "china", 10, 0, 10)


@both
def test_orders_placed_count_in_amounts(answer: Answer) -> None:
    """30 of the 70 that may come from China are on order."""
    rule = _rule("amount at most", 70.0, country="China", measure="quantity")
    plan = answer(_bought(rule, receipts=[Receipt(offer="china", month=FIRST, quantity=30.0)]))
    costs(plan, 70 * 6 + 30 * 10)
    arrives(plan, "china", 40)


@both
def test_what_is_bent_says_by_how_much(answer: Answer) -> None:
    """100 magnets are needed, and 60 kg of CO2 allowed: all Indian they are 100 kg, 40 too many."""
    plan = answer(_bought(_rule("amount at most", 60.0, measure="co2")))
    costs(plan, 1000)
    told = bent(plan)["r"]
    assert (told.kind, told.unit) == ("amount at most", "kg")
    assert (told.amount, told.asked, told.reached) == pytest.approx((40, 60, 100))


@both
def test_a_law_stands_before_the_targets(answer: Answer) -> None:
    """60 kg by law: 60 Indian magnets, and 40 of the promise are lost."""
    plan = answer(_bought(_rule("amount at most", 60.0, measure="co2", rank="law")))
    costs(plan, 600)
    assert plan.lost["magnet"] == pytest.approx((40,))
    assert plan.bent == ()


@both
def test_a_mix_may_put_its_rules_first(answer: Answer) -> None:
    case = _bought(_rule("amount at most", 60.0, measure="co2"), mixes=[Mix(id="plan", goals=("rules",))])
    plan = answer(case)
    costs(plan, 600)
    assert plan.lost["magnet"] == pytest.approx((40,))


@both
def test_of_two_rules_the_higher_is_kept(answer: Answer) -> None:
    """For 700 INR in all, 25 of the 100 needed can be Indian, of the 30 that the lower rule asks for."""
    low = evolved(_rule("amount at least", 30.0, country="India", measure="quantity"), {"id": "least", "rank": "low"})
    high = evolved(_rule("amount at most", 700.0, measure="value"), {"rank": "high"})
    plan = answer(_bought(high, rules=[low, high]))
    costs(plan, 700)
    arrives(plan, "lean", 25)
    assert bent(plan)["least"].amount == pytest.approx(5)


@both
def test_a_least_amount_is_bought_though_nothing_needs_it(answer: Answer) -> None:
    """120 of a need of 100 from India: 20 are left over."""
    plan = answer(_bought(_rule("amount at least", 120.0, country="India", measure="quantity")))
    costs(plan, 1200)
    arrives(plan, "lean", 120)


@pytest.mark.parametrize("order_cost", [0.0, 7.0])
def test_a_share_is_made_up_after_the_last_promise(order_cost: float) -> None:
    """10 at once, from China alone; half must be Indian, which arrives in month 2 only: 10 more, held at 5 a month."""
    rule = _rule("share at least", 50.0, country="India", measure="quantity")
    plan = planned(
        project(
            {"magnet": (10, 0)},
            [
                offer("china", 6.0, "magnet", last_month=FIRST),
                offer("india", 10.0, "magnet", first_month=FIRST.plus(1)),
            ],
            items=[item("magnet", holding_cost=5.0)],
            sources=[CHINA, source("india", order_cost=order_cost)],
            rules=[rule],
        )
    )
    costs(plan, 60 + 100 + 50 + order_cost)
    arrives(plan, "india", 0, 10)
    assert plan.bent == ()


@pytest.mark.parametrize("order_cost", [0.0, 7.0])
def test_a_least_amount_is_bought_in_months_that_promise_nothing(order_cost: float) -> None:
    """5 in month 2, though all that is promised, 10, is due in month 1."""
    rule = _rule("amount at least", 5.0, measure="quantity", first_month=FIRST.plus(1))
    sources = [source("a", order_cost=order_cost)]
    plan = planned(project({"part": (10, 0)}, [offer("a", 2.0)], sources=sources, rules=[rule]))
    costs(plan, 30 + 2 * order_cost)
    arrives(plan, "a", 10, 5)
    assert plan.bent == ()


@both
def test_the_diet_of_fourer_gay_and_kernighan(answer: Answer) -> None:
    """AMPL, A Modeling Language for Mathematical Programming (2003), section 2.3: 700 of four vitamins for 88.20.

    The vitamins are told as elements; macaroni alone, 46 2/3 packs, holds enough of the scarcest two.
    """
    vitamins = ("Nd", "Pr", "Dy", "Tb")
    foods = {
        "beef": (3.19, 60, 20, 10, 15),
        "chicken": (2.59, 8, 0, 20, 20),
        "fish": (2.29, 8, 10, 15, 10),
        "ham": (2.89, 40, 40, 35, 10),
        "macaroni": (1.89, 15, 35, 15, 15),
        "meat loaf": (1.99, 70, 30, 15, 15),
        "spaghetti": (1.99, 25, 50, 25, 15),
        "turkey": (2.49, 60, 20, 15, 10),
    }
    least = [_rule("amount at least", 700.0, id=each, element=each, rank="law", window="horizon") for each in vitamins]
    case = project(
        {"plate": (0,)},
        [offer(name, price, name, capacity=100.0) for name, (price, *_) in foods.items()],
        items=[item(name, unit="piece") for name in foods],
        contents=[
            Content(item=name, element=element, kg_per_unit=held)
            for name, (_, *holds) in foods.items()
            for element, held in zip(vitamins, holds, strict=True)
        ],
        rules=least,
    )
    plan = answer(case)
    assert not plan.bent
    costs(plan, 88.20)
