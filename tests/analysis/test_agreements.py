"""What sources are paid beside their goods, and what is taken of what was agreed for a year."""

from __future__ import annotations

import attrs
import pytest

from desktop.analysis import agreements
from desktop.analysis.agreements import Payment
from desktop.model.fields import Value
from desktop.model.plan import Decision, Plan
from desktop.model.project import Project
from desktop.model.records import ExchangeRate, Offer, Price, Tier
from desktop.model.records.table import evolved
from tests.analysis.plans import (
    APR,
    FEB,
    JAN,
    JUN,
    MAR,
    hand_plan,
    hand_project,
    hand_records,
    hand_sources,
    idle_plan,
    solved_rich,
    solved_tiny,
)


def agreed(share: float = 80.0, quantity: float = 300.0, least: float = 0.0, **offer: Value) -> Project:
    """The project by hand in which JL must be paid for something in any case."""
    terms: dict[str, Value] = {"take_or_pay_share": share, "take_or_pay_quantity": quantity, "least_per_year": least}
    sources = [evolved(source, terms if source.id == "JL" else {}) for source in hand_sources()]
    offers = [evolved(row, offer if getattr(row, "id", "") == "JL-magnet" else {}) for row in hand_records()["offers"]]
    return hand_project(sources=sources, offers=offers)


def rows(plan: Plan) -> list[tuple[object, ...]]:
    """Year, taken, short, price and paid."""
    table = agreements.by_year(plan)[["fiscal_year", "taken", "short", "price", "paid"]]
    return list(table.itertuples(index=False, name=None))


def test_what_is_not_taken_of_the_agreed_share_is_paid_by_fiscal_year() -> None:
    # JL brings 200 kg by March, placed ones with them, and nothing after; 240 are paid for in any case, at 3,200.
    assert rows(hand_plan(agreed())) == [
        (2027, 200.0, pytest.approx(40.0), 3200.0, pytest.approx(128000.0)),
        (2028, 0.0, 240.0, 3200.0, 768000.0),
    ]


def test_a_smallest_quantity_is_listed_and_costs_nothing() -> None:
    table = agreements.by_year(hand_plan(agreed(share=0.0, quantity=0.0, least=150.0)))
    assert tuple(table.columns) == agreements.COLUMNS
    assert table[["source", "name", "taken", "least", "agreed", "paid"]].to_numpy().tolist() == [
        ["JL", "JL Mag", 200.0, 150.0, 0.0, 0.0],
        ["JL", "JL Mag", 0.0, 150.0, 0.0, 0.0],
    ]


def test_use_of_the_joint_capacity_counts_not_the_goods() -> None:
    assert rows(hand_plan(agreed(capacity_use=2.0))) == [
        (2027, 400.0, 0.0, 1600.0, 0.0),
        (2028, 0.0, 240.0, 1600.0, 384000.0),
    ]
    assert [row[2:] for row in rows(hand_plan(agreed(capacity_use=0.0)))] == [(240.0, 0.0, 0.0)] * 2


def test_the_cheapest_month_of_the_year_prices_what_is_not_taken() -> None:
    steps = [Price(offer="JL-magnet", from_month=FEB, value=30.0), Price(offer="JL-magnet", from_month=MAR, value=50.0)]
    rates = [
        ExchangeRate(currency="USD", from_month=JAN, rate=80.0),
        ExchangeRate(currency="USD", from_month=APR, rate=70.0),
    ]
    world = agreed(price=90.0, currency="USD").put("prices", dict(enumerate(steps, 1)))
    plan = hand_plan(world.put("exchange_rates", dict(enumerate(rates, 1))))
    assert [row[3] for row in rows(plan)] == [2400.0, 3500.0]


def test_payments_fall_into_the_months_in_which_something_comes() -> None:
    project = agreed().put("tiers", {1: Tier(offer="VAC-magnet", basis="horizon", from_quantity=50.0, charge=900.0)})
    charge = Decision("tier", "VAC-magnet/50", JAN, JUN, 1.0)
    plan = hand_plan(project)
    plan = attrs.evolve(plan, decisions=(*plan.decisions, charge, Decision("incentive", "PLI", JAN, MAR, 1.0)))
    found = agreements.payments(plan)
    assert [(each.term, each.source, each.month) for each in found] == [
        ("orders", "IREL", JAN),
        ("orders", "JL", FEB),
        ("orders", "JL", MAR),
        ("contracts", "IREL", JAN),
        ("contracts", "JL", FEB),
        ("charges", "VAC", APR),
        ("take_or_pay", "JL", MAR),
        ("take_or_pay", "JL", JUN),
    ]
    assert [each.inr for each in found] == pytest.approx([1000, 2000, 2000, 5000, 3000, 900, 128000, 768000])


def test_a_decision_of_which_nothing_comes_is_paid_at_its_start() -> None:
    plan = attrs.evolve(hand_plan(orders=()), decisions=(Decision("contract", "JL", FEB, JUN, 0.5),))
    assert agreements.payments(plan) == (Payment("contracts", "JL", FEB, 1500.0),)


def test_an_offer_may_have_a_stroke_in_its_name() -> None:
    offer = Offer(id="JL/magnet", source="JL", item="magnet", price=1.0)
    project = hand_project(offers=[offer], tiers=[Tier(offer="JL/magnet", from_quantity=2.5, charge=40.0)])
    plan = attrs.evolve(hand_plan(project, ()), decisions=(Decision("tier", "JL/magnet/2.5", JAN, JAN, 1.0),))
    assert agreements.payments(plan) == (Payment("charges", "JL", JAN, 40.0, "JL/magnet/2.5"),)


def test_payments_of_a_solved_plan_are_its_costs() -> None:
    plan = solved_rich()
    for term in agreements.TERMS:
        total = sum(each.inr for each in agreements.payments(plan) if each.term == term)
        assert total == pytest.approx(getattr(plan.cost, term)), term
        assert total > 0


def test_a_plan_without_agreements_has_none() -> None:
    assert agreements.by_year(solved_tiny()).empty
    assert tuple(agreements.by_year(idle_plan()).columns) == agreements.COLUMNS
    assert agreements.payments(idle_plan()) == ()
