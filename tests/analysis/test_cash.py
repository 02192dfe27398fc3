"""When a plan is paid: goods by their payment days, everything else in its month; no rupee is lost or paid twice."""

from collections.abc import Callable

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.analysis import cash, orders
from desktop.analysis.lens import Lens
from desktop.model.months import Month, span
from desktop.model.orders import LandedCost, Order
from desktop.model.plan import IncentivePaid, Plan
from desktop.model.records import Incentive, Offer
from tests.analysis.plans import JAN, hand_plan, hand_project, hand_records, idle_plan, solved_rich, solved_tiny
from tests.tiny import MONTHS

AMOUNTS = st.floats(0.0, 1e9)
OFFERS = ("IREL-magnet", "JL-magnet", "VAC-magnet")


def _with_payment_days(days: int) -> Plan:
    offers = [attrs.evolve(offer, payment_days=days) for offer in hand_records()["offers"] if isinstance(offer, Offer)]
    return hand_plan(hand_project(offers=offers))


def test_goods_are_paid_by_the_offers_payment_days() -> None:
    # JL 45 days after 1 January, February and March; IREL at once; VAC 120 days before 1 April: in December.
    table = cash.by_month(hand_plan())
    assert tuple(table.columns) == cash.COLUMNS
    assert table.index.tolist() == list(span(Month.of(2026, 12), 7))
    assert table["goods"].tolist() == [700000, 500000, 160000, 165500, 320000, 0, 0]


def test_all_else_is_paid_in_its_month_and_capital_never() -> None:
    table = cash.by_month(hand_plan())
    assert table["duties"].tolist() == [0, 1000, 18500, 0, 0, 0, 0]
    assert table["igst"].tolist() == [0, 0, 30000, 0, 0, 0, 0]
    assert table["terms"].tolist() == [0, 6000, 5000, 2000, 0, 0, 0]
    assert table["works"].tolist() == [0, 5000, 5000, 5000, 5000, 0, 0]
    assert table["stock"].tolist() == [0, 500, 0, 1000, 0, 0, 0]
    assert table["penalties"].tolist() == [0, 0, 0, 200, 0, 0, 50000]
    assert table["total"].tolist() == [700000, 512500, 218500, 173700, 325000, 0, 50000]


def test_payments_after_the_plan_have_months_of_their_own() -> None:
    # 120 days after 1 January is 1 May, after 1 February 1 June, after 1 March 29 June, after 1 April 30 July.
    table = cash.by_month(_with_payment_days(120))
    assert table.index.tolist() == list(span(JAN, 7))
    assert table["goods"].tolist() == [0, 0, 0, 0, 660000, 165500 + 320000, 700000]


@pytest.mark.parametrize("plan", [hand_plan, solved_tiny, solved_rich], ids=["hand", "tiny", "rich"])
def test_cash_is_the_cost_without_capital_and_with_igst(plan: Callable[[], Plan]) -> None:
    igst = orders.table(plan())["igst"].sum()
    assert cash.by_month(plan())["total"].sum() == pytest.approx(plan().cost.total - plan().cost.capital + igst)


@given(
    bought=st.lists(
        st.tuples(st.sampled_from(OFFERS), st.sampled_from(MONTHS), st.lists(AMOUNTS, min_size=7, max_size=7)),
        max_size=6,
    ),
    days=st.lists(st.integers(-365, 365), min_size=3, max_size=3),
)
def test_whatever_is_bought_is_paid_in_full_and_once(
    bought: list[tuple[str, Month, list[float]]], days: list[int]
) -> None:
    offers = [
        attrs.evolve(offer, payment_days=late)
        for offer, late in zip(hand_records()["offers"], days, strict=True)
        if isinstance(offer, Offer)
    ]
    paid = tuple(Order(offer, month, 1.0, 1.0, LandedCost(*parts)) for offer, month, parts in bought)
    table = cash.by_month(hand_plan(hand_project(offers=offers), paid))
    goods = sum(order.cost.price + order.cost.freight + order.cost.insurance for order in paid)
    assert table["goods"].sum() == pytest.approx(goods)
    assert table["igst"].sum() == pytest.approx(sum(order.cost.igst for order in paid))
    assert table["total"].sum() == pytest.approx(table[list(cash.COLUMNS[:-1])].to_numpy().sum())
    assert table["duties"].sum() == pytest.approx(
        sum(order.cost.duty + order.cost.surcharge + order.cost.inland for order in paid)
    )


def test_incentives_come_in_when_their_year_ends() -> None:
    project = hand_project(incentives=[Incentive(id="PLI", item="motor", last_month=MONTHS[4])])
    paid = (
        IncentivePaid("PLI", 2027, 100.0, 5e5, 4e5, 900.0, 0.0),
        IncentivePaid("PLI", 2028, 100.0, 5e5, 4e5, 500.0, 0.0),
    )
    plan = attrs.evolve(hand_plan(project), incentives=paid)
    assert cash.by_month(plan)["incentives"].tolist() == [0, 0, 0, -900, 0, -500, 0]


def test_a_plan_of_nothing_pays_nothing() -> None:
    assert cash.by_month(idle_plan()).index.tolist() == list(MONTHS)
    assert cash.by_month(idle_plan()).sum().sum() == 0


def test_what_items_cost_is_paid_for_them_alone() -> None:
    magnets, motors = (cash.by_month(hand_plan(), Lens("item", item)) for item in ("magnet", "motor"))
    everything = cash.by_month(hand_plan())
    assert magnets["goods"].tolist() == everything["goods"].tolist()
    assert magnets["terms"].sum() == 0
    assert motors["goods"].sum() == 0
    both = magnets["total"].sum() + motors["total"].sum()
    assert both == pytest.approx(everything["total"].sum() - everything["terms"].sum())
