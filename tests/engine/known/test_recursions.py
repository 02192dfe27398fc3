"""Lot sizes against the recursions of the textbooks, written here on their own, over drawn demands and costs."""

from __future__ import annotations

import math
from collections.abc import Sequence

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from desktop.model.records import Price
from tests.engine.known.build import FIRST, costs, item, offer, planned, project, source

DEMAND = st.lists(st.integers(0, 60), min_size=1, max_size=8).filter(any)


@settings(max_examples=15)
@example([80, 40, 10, 5, 100], 160, 1)
@given(DEMAND, st.integers(10, 500), st.integers(1, 5))
def test_orders_cover_the_months_that_wagner_and_whitin_give_them(demand: list[int], order: int, holding: int) -> None:
    """Wagner and Whitin (1958), recursion (2). Given out: falling demand, on which Silver and Meal stop too early."""
    plan = planned(
        project(
            {"part": demand},
            [offer("a", 2.0)],
            sources=[source("a", order_cost=float(order))],
            items=[item("part", holding_cost=float(holding))],
        )
    )
    costs(plan, _by_last_order(demand, order, holding) + 2.0 * sum(demand))


@settings(max_examples=15)
@example([9, 9, 9], 14, 5, 7, 30, 1, [4, 5, 6])
@given(
    st.lists(st.integers(0, 12), min_size=3, max_size=3).filter(any),
    st.integers(12, 20),
    st.sampled_from([1, 2, 3, 5]),
    st.sampled_from([0, 4, 7]),
    st.integers(5, 60),
    st.integers(1, 4),
    st.lists(st.integers(1, 9), min_size=3, max_size=3),
)
def test_whole_lots_within_capacity_cost_what_the_recursion_over_stock_says(
    demand: list[int], capacity: int, lot: int, least: int, order: int, holding: int, prices: list[int]
) -> None:
    """The least cost of every stock that can be left at the end of each month, from that of the month before."""
    orders = [0, *(n for n in range(1, capacity + 1) if n % lot == 0 and n >= least)]
    reached = {0: 0.0}
    for asked, price in zip(demand, prices, strict=True):
        after: dict[int, float] = {}
        for stock, spent in reached.items():
            for bought in orders:
                left = stock + bought - asked
                cost = spent + order * (bought > 0) + price * bought + holding * left
                if left >= 0:
                    after[left] = min(cost, after.get(left, math.inf))
        reached = after
    assume(bool(reached))
    plan = planned(
        project(
            {"part": demand},
            [offer("a", 9.0, capacity=float(capacity), lot_size=float(lot), minimum_order=float(least))],
            sources=[source("a", order_cost=float(order))],
            items=[item("part", holding_cost=float(holding))],
            prices=[Price(offer="a", from_month=FIRST.plus(at), value=float(price)) for at, price in enumerate(prices)],
        )
    )
    costs(plan, min(reached.values()))


def _by_last_order(demand: Sequence[int], order: int, holding: int) -> float:
    """The least order and holding cost: the last order covers the months from some month on, the rest likewise."""
    best = [0.0]
    for end in range(1, len(demand) + 1):
        best.append(
            min(
                best[begin]
                + order * any(demand[begin:end])
                + holding * sum((at - begin) * demand[at] for at in range(begin, end))
                for begin in range(end)
            )
        )
    return best[-1]
