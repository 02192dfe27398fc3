"""Whole answers: better and better, each verified and told with its bound, the best so far when asked to stop."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pytest

from desktop.engine import whole
from desktop.engine.goals import optimise
from desktop.engine.program import Sparse
from desktop.engine.proof import Proof, Way, likeliest
from desktop.engine.solver import Branching, Found, Within
from desktop.engine.vectors import IntArray
from desktop.engine.whole import Enough, improve, needed
from desktop.model.fields import Value
from desktop.model.plan import Decision, Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Issued, Mix, Receipt, Record, Rule, Tier
from desktop.model.records.table import evolved
from tests.tiny import FIRST, MONTHS, tiny_project, tiny_records, tiny_rows

Tables = Mapping[str, Sequence[Record]]
EXACT = Enough(seconds=60.0, gap=0.0)

IN_TWOS: Tables = {"sources": tiny_rows("sources", "JL", order_cost=1500.0)}
"""An order costs 1,500 INR, and a hundred kg 1,000 INR for each month that they wait: two months at a time are best."""
MANY_CHOICES: Tables = {
    "sources": tiny_rows("sources", order_cost=9000.0, contract_cost=30_000.0),
    "offers": [
        *tiny_rows("offers", capacity=80.0, lot_size=17.0, minimum_order=30.0)[:1],
        *tiny_rows("offers", capacity=90.0, lot_size=23.0)[1:],
    ],
    "tiers": [Tier(offer="JL-magnet", from_quantity=150.0, discount=7.0, basis="fiscal year")],
}
SPREAD = Rule(id="r", kind="concentration at most", limit=0.503, measure="quantity", window="fiscal year")
SHARE = Rule(id="r", kind="share at least", class_="domestic", limit=35.0, window="fiscal year")


def _offers(irel: Mapping[str, Value], jl: Mapping[str, Value]) -> list[Record]:
    return [evolved(row, values) for row, values in zip(tiny_records()["offers"], (irel, jl), strict=True)]


def _whole(project: Project, limits: Enough = EXACT) -> Plan:
    plan = improve(project, "least", "", limits, Silent())
    assert plan.verified, plan.faults
    assert plan.answer == "whole"
    return plan


def _told(project: Project, limits: Enough = EXACT) -> list[Plan]:
    """Every better plan in turn, the last of them as it is handed back."""
    told: list[Plan] = []
    told.append(improve(project, "least", "", limits, Silent(), told.append))
    return told


# ------------------------------------------------------------------------- whether, and what


@pytest.mark.parametrize(
    ("changed", "whole"),
    [
        ({}, False),
        (IN_TWOS, True),
        ({"sources": tiny_rows("sources", contract_cost=1.0)}, True),
        ({"offers": tiny_rows("offers", lot_size=10.0)}, True),
        ({"offers": tiny_rows("offers", lot_size=10.0), "settings": tiny_rows("settings", near_months=0)}, False),
        ({"rules": [Rule(id="r", kind="sources at least", limit=2.0)]}, True),
        ({"rules": [Rule(id="r", kind="sources at least", limit=2.0, mix="slow")]}, False),
        ({"rules": [Rule(id="r", kind="share at least", limit=2.0)]}, False),
        ({"tiers": [Tier(offer="JL-magnet", from_quantity=50.0, discount=5.0)]}, True),
    ],
)
def test_a_whole_answer_is_needed_where_anything_has_to_be_decided(changed: Tables, whole: bool) -> None:
    assert needed(tiny_project(**changed), "least") == whole


def test_where_nothing_is_whole_the_continuous_plan_is_the_whole_one() -> None:
    whole, continuous = _whole(tiny_project()), optimise(tiny_project(), "least", "", Silent())
    assert whole.arrivals == continuous.arrivals
    assert whole.cost == continuous.cost
    assert whole.gap == pytest.approx(0.0, abs=1e-6)


def test_order_costs_and_holding_are_weighed_against_each_other() -> None:
    plan = _whole(tiny_project(**IN_TWOS))
    assert plan.arrivals["JL-magnet"] == pytest.approx((200.0, 0.0) * 3)
    assert plan.decisions == tuple(Decision("order", "JL", month, month, 1.0) for month in MONTHS[::2])
    assert plan.cost.total == pytest.approx(600 * 3200 + 300 * 100 + 3 * 1500 + 3 * 1000)
    assert plan.gap == pytest.approx(0.0, abs=1e-6 * plan.cost.total)


def test_what_is_on_order_already_is_below_no_bound() -> None:
    receipts = [Receipt(offer="JL-magnet", month=FIRST, quantity=200.0)]
    plan = _whole(tiny_project(**IN_TWOS, receipts=receipts))
    assert plan.cost.total == pytest.approx(600 * 3200 + 300 * 100 + 2 * 1500 + 3 * 1000)
    assert plan.gap == pytest.approx(0.0, abs=1e-6 * plan.cost.total)


def test_a_whole_plan_costs_no_less_than_the_continuous_one() -> None:
    project = tiny_project(**MANY_CHOICES)
    whole, continuous = _whole(project), optimise(project, "least", "", Silent())
    reached = [{goal.name: goal.value for goal in plan.goals} for plan in (whole, continuous)]
    assert whole.status == continuous.status
    assert reached[0]["cost"] >= reached[1]["cost"]


def test_orders_are_whole_to_the_last_digit() -> None:
    plan = _whole(tiny_project(**MANY_CHOICES))
    for offer, lot in (("IREL-magnet", 17.0), ("JL-magnet", 23.0)):
        lots = np.array(plan.arrivals[offer]) / lot
        assert np.abs(lots - np.round(lots)).max() <= 1e-9
    assert {decision.value for decision in plan.decisions} == {1.0}


# ------------------------------------------------------------------------- goals before the cost


def test_what_lots_do_not_let_reach_is_reached_as_well_as_they_do() -> None:
    """Lots of 70 kg of which 60 fit in no month leave JL alone, with 40 kg a month for 20 motors."""
    offers = _offers({"lot_size": 70.0}, {"capacity": 40.0})
    plan = _whole(tiny_project(offers=offers))
    assert plan.arrivals["IREL-magnet"] == (0.0,) * 6
    assert sum(plan.delivered["motor"]) == pytest.approx(120.0)
    assert plan.gap == pytest.approx(0.0, abs=1e-6 * plan.cost.total)
    assert optimise(tiny_project(offers=offers), "least", "", Silent()).lost["motor"] != plan.lost["motor"]


def test_the_first_goal_that_wholeness_touches_is_settled_before_the_next() -> None:
    """A law allows 90 kg of JL, that is one lot of 80; it is bought, though a lot of 80 is dear and not asked for."""
    law = Rule(id="law", kind="amount at most", source="JL", limit=90.0, measure="quantity", rank="law")
    low = Rule(id="low", kind="amount at least", source="JL", limit=200.0, measure="quantity", rank="low")
    offers = _offers({"capacity": None}, {"lot_size": 80.0, "price": 90.0})
    plan = _whole(tiny_project(rules=[law, low], offers=offers))
    assert sum(plan.arrivals["JL-magnet"]) == pytest.approx(80.0)
    assert [(bent.limit, round(bent.amount, 6)) for bent in plan.bent] == [("low", 120.0)]
    assert plan.status == "bent"


def test_a_mix_may_put_the_cost_first_in_whole_plans_too() -> None:
    plan = _whole(tiny_project(**IN_TWOS, mixes=[Mix(id="least", goals=("cost",))]))
    assert plan.cost.total == 0.0
    assert sum(plan.lost["motor"]) == pytest.approx(300.0)
    assert plan.bound == pytest.approx(0.0, abs=1e-6)


def test_of_whole_plans_that_cost_the_same_the_one_nearest_to_what_was_issued_is_taken() -> None:
    """Where holding costs nothing one order is enough, in January: or later, if the motors may be late."""
    items = [*tiny_rows("items", holding_cost=0.0)[:1], *tiny_records()["items"][1:]]
    issued = [
        Issued(mix="least", offer="JL-magnet", month=FIRST, quantity=150.0),
        Issued(mix="least", offer="JL-magnet", month=FIRST.plus(1), quantity=450.0),
    ]
    sources = tiny_rows("sources", "JL", order_cost=0.0, contract_cost=5.0)
    plan = _whole(tiny_project(items=items, issued=issued, sources=sources))
    assert plan.arrivals["JL-magnet"] == pytest.approx((150.0, 450.0, 0.0, 0.0, 0.0, 0.0))


def test_a_plan_in_which_nothing_costs_anything_has_no_bound() -> None:
    items = tiny_rows("items", holding_cost=0.0)
    free = {
        "items": items,
        "offers": _offers({"price": 0.0, "lot_size": 25.0}, {"price": 0.0}),
        "recipes": tiny_rows("recipes", cost=0.0),
    }
    plan = _whole(tiny_project(**free))
    assert plan.status == "met"
    assert (plan.bound, plan.gap, plan.cost.total) == (None, None, 0.0)


def test_a_rule_may_ask_for_many_times_what_the_targets_do() -> None:
    """Ten thousand kg of 600 that are needed, all of them in one month."""
    rule = Rule(id="r", kind="amount at least", source="JL", measure="quantity", limit=100_000.0, last_month=FIRST)
    plan = _whole(tiny_project(**IN_TWOS, rules=[rule]))
    assert plan.bent == ()
    assert plan.arrivals["JL-magnet"][0] == pytest.approx(100_000.0)


# ------------------------------------------------------------------------- better and better


@pytest.mark.parametrize("rules", [[], [SHARE], [SPREAD]])
def test_each_plan_that_is_told_is_whole_verified_and_better_than_the_one_before(rules: list[Rule]) -> None:
    """The last goal only chooses between plans as good as one another, which what is proven best does anew."""
    told = _told(tiny_project(**MANY_CHOICES, rules=rules), Enough(15.0, 0.0))
    assert all(plan.verified and plan.answer == "whole" for plan in told)
    reached = [[goal.value for goal in plan.goals[:-1]] for plan in told]
    for before, after in pairwise(reached):
        apart = [one - other for one, other in zip(after, before, strict=True) if abs(one - other) > 1e-6 * abs(other)]
        assert not apart or apart[0] < 0
    assert told[-2].cost == told[-1].cost
    for plan in told:
        missed = sum(goal.value for goal in plan.goals if goal.name == "normal rules")
        assert (missed > 1e-6) == bool(plan.bent)


def test_capacities_of_no_whole_lots_do_not_make_a_search_begin_again() -> None:
    """Lots of 17 kg fill 68 of 80: the rule might ask for more, but more cannot come."""
    costs = [plan.cost.total for plan in _told(tiny_project(**MANY_CHOICES, rules=[SHARE]), Enough(20.0, 0.0))]
    assert costs == sorted(costs, reverse=True)


def test_no_plan_that_is_told_costs_less_than_any_bound() -> None:
    told = _told(tiny_project(**MANY_CHOICES))
    best = told[-1].cost.total
    bounds = [plan.bound for plan in told if plan.bound is not None and plan.bent == told[-1].bent]
    assert bounds
    assert all(bound <= best * (1 + 1e-9) for bound in bounds)
    assert bounds[-1] == pytest.approx(best)


def test_the_effort_is_that_of_the_whole_search() -> None:
    told = _told(tiny_project(**MANY_CHOICES))
    totals = [plan.effort.total for plan in told]
    assert totals == sorted(totals)
    assert all(plan.effort.solver > 0 and plan.effort.rows > 0 for plan in told)


def test_a_search_that_comes_to_an_end_finds_the_same_plan_every_time() -> None:
    first, second = (_whole(tiny_project(**MANY_CHOICES)) for _ in range(2))
    assert (first.orders, first.stock, first.cost) == (second.orders, second.stock, second.cost)


def test_contracts_are_decided_first_once_for_tangents_laid_anew_too(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Way | None] = []
    ways: list[Way | None] = []

    def recorded(branching: Branching, goal: Sparse, held: Within, columns: IntArray, until: float) -> Way | None:
        assert until - time.monotonic() <= 6.0
        found.append(likeliest(branching, goal, held, columns, until))
        return found[-1]

    least = Proof.least

    def kept(proof: Proof, until: float, gap: float) -> Found:
        ways.append(proof.way)
        return least(proof, until, gap)

    monkeypatch.setattr(whole, "likeliest", recorded)
    monkeypatch.setattr(Proof, "least", kept)
    plan = _whole(tiny_project(**MANY_CHOICES, rules=[SPREAD]))
    assert len(found) == 1
    assert found[0] is not None
    assert len(ways) >= 1
    assert set(ways) == {found[0]}
    assert plan.gap == pytest.approx(0.0, abs=1.0)


def test_a_wider_gap_is_kept_to_and_told() -> None:
    plan = _whole(tiny_project(**MANY_CHOICES), Enough(seconds=60.0, gap=0.02))
    exact = _whole(tiny_project(**MANY_CHOICES))
    assert plan.bound is not None
    assert plan.gap is not None
    assert plan.bound <= exact.cost.total * (1 + 1e-9)
    assert plan.gap <= 0.021 * plan.cost.total


def test_a_search_without_time_still_has_a_plan() -> None:
    plan = _whole(tiny_project(**IN_TWOS), Enough(seconds=0.0))
    assert plan.status == "met"
    assert plan.bound is None or plan.bound <= plan.cost.total
