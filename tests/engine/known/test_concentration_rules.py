"""Limits on concentration (HHI): kept by the exact index, wherever the best shares lie."""

from __future__ import annotations

import math

import numpy as np
import pytest

from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import Receipt, Record, Rule
from desktop.model.records.table import evolved
from tests.engine.known.build import FIRST, Answer, arrives, bent, both, costs, offer, planned, project, source


def _rule(limit: float, /, **values: Value) -> Record:
    return evolved(Rule(id="r", kind="concentration at most", limit=limit, measure="quantity"), values)


def _two(limit: float, **values: Value) -> Project:
    """100 parts from A at 10 or B at 12, with a limit on their concentration."""
    return project(
        {"part": (100,)},
        [offer("A", 10.0), offer("B", 12.0)],
        rules=[_rule(limit, **values)],
    )


@both
@pytest.mark.parametrize("limit", [1.0, 0.82, 0.68, 0.6, 0.58, 0.505, 0.5001])
def test_the_cheapest_part_that_a_limit_on_concentration_allows(answer: Answer, limit: float) -> None:
    """P x p + (1 - p) x (1 - p) = limit at p = (1 + sqrt(2 limit - 1)) / 2, wherever that lies."""
    part = 100 * (1 + math.sqrt(2 * limit - 1)) / 2
    plan = answer(_two(limit))
    costs(plan, 1200 - 2 * part)
    assert plan.arrivals["A"][0] == pytest.approx(part, abs=1e-6 * 100 / math.sqrt(max(2 * limit - 1, 1e-6)))
    assert plan.bent == ()


@both
@pytest.mark.parametrize(("limit", "rank"), [(0.4, "normal"), (0.345, "law"), (0.3334, "high")])
def test_three_sources_lie_where_a_line_of_equal_cost_touches_the_circle_of_the_limit(
    answer: Answer, limit: float, rank: str
) -> None:
    """Prices of 10, 12 and 17 are 13 +- (-3, -1, 4): least at 1/3 less a step against them, of sqrt(limit - 1/3)."""
    prices = np.array([10.0, 12.0, 17.0])
    against = (prices - prices.mean()) / np.linalg.norm(prices - prices.mean())
    shares = 1 / 3 - math.sqrt(limit - 1 / 3) * against
    offers = [offer(name, price) for name, price in zip("ABC", prices.tolist(), strict=True)]
    rule = _rule(limit, rank=rank)
    plan = answer(project({"part": (40, 60)}, offers, rules=[rule]))
    costs(plan, 100 * float(prices @ shares))
    bought = [sum(plan.arrivals[name]) for name in "ABC"]
    assert bought == pytest.approx((100 * shares).tolist(), abs=0.05)
    assert sum((each / 100) ** 2 for each in bought) <= limit + 1e-6
    assert plan.bent == ()


@both
@pytest.mark.parametrize(("limit", "rank"), [(0.5, "normal"), (0.5, "law"), (0.45, "normal")])
def test_at_the_least_that_two_sources_can_be_concentrated_each_sells_half(
    answer: Answer, limit: float, rank: str
) -> None:
    """A thousandth of a percent more of the cheaper one moves the index by no more than 1e-10: it is not taken."""
    plan = answer(_two(limit, rank=rank))
    assert plan.arrivals["A"][0] == pytest.approx(50, abs=2e-5)
    costs(plan, 1100)
    assert [each.reached for each in plan.bent] == pytest.approx([0.5] * (limit < 0.5), abs=1e-8)


@both
@pytest.mark.parametrize("limit", [1 / 3, 0.2])
def test_three_sources_share_evenly_where_a_limit_allows_no_more_than_that(answer: Answer, limit: float) -> None:
    offers = [offer(name, price) for name, price in zip("ABC", (10.0, 12.0, 50.0), strict=True)]
    plan = answer(project({"part": (40, 60)}, offers, rules=[_rule(limit)]))
    costs(plan, 100 * 72 / 3)
    assert [sum(plan.arrivals[name]) for name in "ABC"] == pytest.approx([100 / 3] * 3, abs=1e-4)


@both
def test_sources_that_cannot_sell_in_time_leave_the_others_even(answer: Answer) -> None:
    """D is the cheapest, and two years away; the others are dear enough to be told apart by a hundred-thousandth."""
    offers = [offer("A", 10.0), offer("B", 12.0), offer("C", 200.0), offer("D", 1.0, lead_days=730.0)]
    plan = answer(project({"part": (40, 50)}, offers, rules=[_rule(1 / 3)]))
    costs(plan, 30.0 * (10 + 12 + 200))
    assert [sum(plan.arrivals[name]) for name in "ABCD"] == pytest.approx([30.0, 30.0, 30.0, 0.0], rel=1e-6)
    assert plan.bent == ()


@both
def test_even_parts_give_way_to_what_a_source_can_sell(answer: Answer) -> None:
    """B sells 37 of the 100, and the limit is bent by what that takes: no part of it is missed twice."""
    offers = [offer("A", 10.0), offer("B", 12.0, capacity=37.0)]
    plan = answer(project({"part": (100,)}, offers, rules=[_rule(0.5)]))
    arrives(plan, "B", 37)
    assert bent(plan)["r"].reached == pytest.approx(0.5338, abs=1e-6)


@both
def test_a_limit_on_concentration_is_bent_as_little_as_can_be(answer: Answer) -> None:
    """B sells 37 of the 100: 0.63 x 0.63 + 0.37 x 0.37 = 0.5338, which no tangent of the grid touches."""
    offers = [offer("A", 10.0), offer("B", 12.0, capacity=37.0)]
    rule = _rule(0.51)
    plan = answer(project({"part": (100,)}, offers, rules=[rule]))
    arrives(plan, "B", 37)
    told = bent(plan)["r"]
    assert (told.amount, told.reached) == pytest.approx((0.0238, 0.5338), abs=1e-6)


@pytest.mark.parametrize(("lot", "limit", "part"), [(7.0, 0.6, 70.0), (1.0, 0.6, 72.0), (1.0, 0.501, 52.0)])
def test_whole_lots_keep_the_exact_index(lot: float, limit: float, part: float) -> None:
    """Of 100 in lots, as much of the cheaper A as the exact index leaves; a tangent alone would let more through."""
    offers = [offer("A", 10.0, lot_size=lot), offer("B", 12.0, lot_size=lot if lot > 1 else 1.0)]
    demand = 98.0 if lot > 1 else 100.0
    rule = _rule(limit)
    plan = planned(project({"part": (demand,)}, offers, rules=[rule]))
    costs(plan, 12 * demand - 2 * part)
    arrives(plan, "A", part)
    assert plan.bent == ()


def test_one_source_cannot_be_spread() -> None:
    plan = planned(project({"part": (100,)}, [offer("A", 10.0)], rules=[_rule(0.5)]))
    costs(plan, 1000)
    told = bent(plan)["r"]
    assert (told.kind, told.unit) == ("concentration at most", "HHI")
    assert (told.amount, told.asked, told.reached) == pytest.approx((0.5, 0.5, 1.0))


@pytest.mark.parametrize(("rank", "bought"), [("law", 0.0), ("normal", 100.0)])
def test_a_limit_that_nothing_can_keep_stops_all_purchases_as_a_law_and_is_bent_else(rank: str, bought: float) -> None:
    """Two sources are never below 0.5; a law of 0.3 outranks the target, so that only nothing keeps it."""
    plan = planned(_two(0.3, rank=rank))
    assert sum(plan.arrivals["A"]) + sum(plan.arrivals["B"]) == pytest.approx(bought, abs=1e-3)
    assert sum(plan.lost["part"]) == pytest.approx(100 - bought, abs=1e-3)
    assert [each.limit for each in plan.bent] == ["r"] * (rank == "normal")


def test_concentration_by_country_adds_up_the_sources_of_each() -> None:
    """A and B are Indian, C Japanese: 0.68 asks for 20 from Japan, whatever A and B do."""
    offers = [offer(name, price, lot_size=5.0) for name, price in (("A", 10.0), ("B", 12.0), ("C", 14.0))]
    japan = [source("C", country="Japan", class_="other_foreign")]
    plan = planned(project({"part": (100,)}, offers, sources=japan, rules=[_rule(0.68, by="country")]))
    costs(plan, 800 + 280)
    arrives(plan, "C", 20)


def test_concentration_counts_orders_placed() -> None:
    """80 of 100 may come from A; 30 of them are on order."""
    plan = planned(
        project(
            {"part": (100,)},
            [offer("A", 10.0), offer("B", 12.0)],
            receipts=[Receipt(offer="A", month=FIRST, quantity=30.0)],
            rules=[_rule(0.68)],
        )
    )
    costs(plan, 800 + 240)
    arrives(plan, "A", 50)
