"""The way from one plan's cost to another's: it adds up, leaves out what did not change, and leads back the same."""

import math
from collections.abc import Sequence

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.analysis.bridge import FACTORS, STEPS, Bridge, bridge
from desktop.model.orders import LandedCost, Order
from desktop.model.plan import Plan
from desktop.model.records import ExchangeRate, Item, Offer
from tests.analysis.plans import (
    FEB,
    JAN,
    MAR,
    hand_orders,
    hand_plan,
    hand_project,
    idle_plan,
    solved_rich,
    solved_tiny,
)
from tests.tiny import FIRST, MONTHS

RATES = [ExchangeRate(currency="USD", from_month=FIRST, rate=80.0)]
PLAIN = ("IREL-magnet", "JL-magnet", "VAC-magnet")
money = st.integers(0, 10**4).map(float)
lines = st.lists(
    st.builds(
        lambda offer, month, quantity, parts: Order(
            offer, month, quantity, quantity, LandedCost(*(quantity * part for part in parts))
        ),
        st.sampled_from(PLAIN),
        st.sampled_from(MONTHS),
        st.integers(1, 10**5).map(float),
        st.tuples(*[money] * 6),
    ),
    max_size=6,
)
few = settings(max_examples=20)


def _plan(orders: Sequence[Order]) -> Plan:
    return hand_plan(orders=tuple(orders))


def _dollars(rate: float, price: float = 10.0, duty: float = 0.1) -> Plan:
    """100 kg bought from VAC at so many dollars, at a rate of rupees and a share of duty."""
    offer = Offer(id="VAC-magnet", source="VAC", item="magnet", price=price, currency="USD")
    world = hand_project(offers=[offer], exchange_rates=[attrs.evolve(RATES[0], rate=rate)], licences=[])
    paid = 100 * price * rate
    order = Order("VAC-magnet", FEB, 100.0, 100.0, LandedCost(price=paid, duty=paid * duty))
    return attrs.evolve(hand_plan(world, (order,)), decisions=(), stock={}, production={}, late={}, lost={}, target={})


def _quantity(order: Order) -> float:
    return order.quantity


def _for_one(order: Order) -> float:
    return order.cost.landed / order.quantity


def _only(found: Bridge) -> dict[str, float]:
    return {name: round(step, 6) for name, step in found.steps.items() if abs(step) > 1e-6}


def _adds_up(found: Bridge) -> bool:
    scale = max(abs(found.start), abs(found.end), *map(abs, found.steps.values()), 1.0)
    return abs(math.fsum([found.start, *found.steps.values(), -found.end])) <= 1e-9 * scale


@few
@given(lines, lines)
def test_the_steps_add_up_to_the_difference_and_lead_back_the_same_way(before: list[Order], after: list[Order]) -> None:
    there, back = bridge(_plan(before), _plan(after)), bridge(_plan(after), _plan(before))
    assert tuple(there.steps) == STEPS
    assert _adds_up(there)
    kg, rupees = (sum(map(of, [*before, *after])) for of in (_quantity, _for_one))
    for name in STEPS:
        assert back.steps[name] == pytest.approx(-there.steps[name], rel=1e-9, abs=1e-12 * kg * rupees)


@few
@given(lines)
def test_between_a_plan_and_itself_there_is_no_step(orders: list[Order]) -> None:
    found = bridge(_plan(orders), _plan(orders))
    assert all(abs(step) <= 1e-9 * found.start for step in found.steps.values())


@few
@given(lines.filter(bool), st.floats(1.1, 10.0))
def test_more_of_the_same_is_volume_alone(orders: list[Order], times: float) -> None:
    more = [
        attrs.evolve(
            order,
            quantity=order.quantity * times,
            cost=LandedCost(*(part * times for part in attrs.astuple(order.cost))),
        )
        for order in orders
    ]
    found = bridge(_plan(orders), _plan(more))
    landed = sum(order.cost.landed for order in orders)
    assert found.steps["volume"] == pytest.approx((times - 1) * landed, rel=1e-6, abs=1e-6 * found.start)
    assert all(abs(found.steps[name]) <= 1e-6 * found.end for name in FACTORS if name != "volume")


@few
@given(st.permutations(hand_orders()))
def test_the_order_in_which_orders_are_listed_makes_no_difference(orders: list[Order]) -> None:
    assert _only(bridge(_plan(orders), _plan(hand_orders()[:2]))) == _only(
        bridge(_plan(hand_orders()), _plan(hand_orders()[:2]))
    )


@pytest.mark.parametrize(
    ("plan", "steps"),
    [
        (_dollars(90.0), {"rate": 100 * 10 * 10 * 1.1}),
        (_dollars(80.0, price=12.0), {"price": 100 * 2 * 80 * 1.1}),
        (_dollars(80.0, duty=0.15), {"duty": 100 * 10 * 80 * 0.05}),
        # 1,000 dollars dearer by 10 rupees, then taxed by 5 % more: half of what both make together goes to each
        (_dollars(90.0, duty=0.15), {"rate": 10_000 * 1.125, "duty": 1_000 * 85 * 0.05}),
    ],
)
def test_a_change_of_terms_is_a_step_of_its_name(plan: Plan, steps: dict[str, float]) -> None:
    assert _only(bridge(_dollars(80.0), plan)) == pytest.approx(steps)


def test_another_source_for_the_same_kg_is_mix_alone() -> None:
    def one(offer: str, price: float) -> Plan:
        return _plan([Order(offer, JAN, 100.0, 100.0, LandedCost(price=price, duty=price / 10))])

    assert _only(bridge(one("JL-magnet", 320_000.0), one("IREL-magnet", 500_000.0))) == {"mix": 198_000.0}


def test_when_it_is_bought_and_what_is_paid_for_carriage_have_steps_of_their_own() -> None:
    cheap = Order("JL-magnet", JAN, 100.0, 100.0, LandedCost(price=320_000.0, freight=1000.0, insurance=500.0))
    dear = Order("JL-magnet", MAR, 100.0, 100.0, LandedCost(price=330_000.0, freight=4000.0, inland=500.0))
    assert _only(bridge(_plan([cheap]), _plan([dear]))) == {"price": 10_000.0, "freight": 3000.0}


def test_what_holds_no_rare_earth_is_measured_by_itself() -> None:
    steel = Item(id="steel", name="Steel", kind="component", unit="kg")
    offer = Offer(id="steel-home", source="IREL", item="steel", price=60.0)
    records = hand_project()
    world = hand_project(items=[*records.all(Item), steel], offers=[*records.all(Offer), offer])

    def bought(kg: float) -> Plan:
        steel_order = Order("steel-home", JAN, kg, kg, LandedCost(price=60 * kg))
        return hand_plan(world, (*hand_orders(), steel_order))

    assert _only(bridge(bought(1000.0), bought(1500.0))) == {"volume": 30_000.0}


def test_to_a_plan_that_buys_nothing_all_goods_are_volume() -> None:
    found = bridge(idle_plan(), hand_plan())
    assert (found.start, found.end) == (0.0, hand_plan().cost.total)
    assert _only(found) == {"volume": 1_865_000.0, "terms": 13_000.0, "making": 20_000.0, "stock": 5100.0} | {
        "penalties": 50_200.0
    }


@pytest.mark.parametrize("plan", [solved_tiny, solved_rich])
def test_solved_plans_begin_and_end_at_what_they_cost(plan: object) -> None:
    assert callable(plan)
    solved: Plan = plan()
    found = bridge(hand_plan(), solved)
    assert found.start == pytest.approx(hand_plan().cost.total, rel=1e-12)
    assert found.end == pytest.approx(solved.cost.total, rel=1e-9)
    assert _adds_up(found)
