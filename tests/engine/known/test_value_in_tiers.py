"""Rules and incentives on value count what is bought in a tier at what it costs there, not at the offer's own price."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import Incentive, Receipt, Record, Rule, Tier
from desktop.model.records.table import evolved
from tests.engine.known.build import FIRST, Answer, arrives, bent, both, costs, offer, planned, project, source

CHINA = source("china", country="China", class_="licensed_chinese")


def _tier(price: float, kind: str = "all units", **values: Value) -> Record:
    return evolved(Tier(offer="china", basis="horizon", from_quantity=50.0, price=price, kind=kind), values)


def _case(tier: Record, rule: Record | None = None, **tables: Sequence[Record]) -> Project:
    """100 parts from China at 100 and a tier from 50 on, or from India at 300."""
    rules = [rule] if rule else []
    offers = [offer("china", 100.0), offer("india", 300.0, domestic_value=100.0)]
    return project({"part": (100,)}, offers, tiers=[tier], rules=rules, **{"sources": [CHINA], **tables})


def _budget(limit: float, **values: Value) -> Record:
    return evolved(Rule(id="r", kind="amount at most", measure="value", limit=limit, class_="licensed_chinese"), values)


def test_a_budget_that_the_price_of_the_tier_keeps_to_is_no_limit() -> None:
    """100 at 50 are 5,000 of 6,000, which at the own price would buy 60."""
    costs(planned(_case(_tier(50.0), _budget(6000.0))), 5000)


def test_a_budget_that_a_dearer_tier_would_break_stops_below_it() -> None:
    """All from China would be 100,000; 49.99999 of them are 5,000, and the others come from India at 300."""
    plan = planned(_case(_tier(1000.0), _budget(15_000.0)))
    assert plan.cost.total == pytest.approx(5000 + 50 * 300, rel=1e-5)
    assert not plan.bent


@both
def test_units_of_a_dearer_tier_spend_a_budget_at_its_price(answer: Answer) -> None:
    """50 at 100, then at 250: 10,000 INR buy 70 of 100, and 30 at 300 come from India."""
    plan = answer(_case(_tier(250.0, "incremental"), _budget(10_000.0)))
    costs(plan, 10_000 + 30 * 300)


def test_a_least_amount_cannot_be_reached_in_a_dear_tier_before_the_one_below_is_full() -> None:
    """6,000 INR from China: 50 at 100, and 4 at 250; without that all would come from India at 90."""
    rule = _budget(6000.0, kind="amount at least")
    offers, tier = [offer("china", 100.0), offer("india", 90.0)], _tier(250.0, "incremental")
    plan = planned(project({"part": (100,)}, offers, tiers=[tier], rules=[rule], sources=[CHINA]))
    arrives(plan, "china", 54)


def test_a_share_of_the_value_is_of_what_is_paid() -> None:
    """Half of the value Indian: 86 from China at 50 beside 14 at 300; at 100 it would take 25."""
    rule = _budget(50.0, kind="share at least", class_="domestic")
    plan = planned(_case(_tier(50.0), rule))
    china = 300 * 100 / 350
    arrives(plan, "china", china)
    costs(plan, 50 * china * 2)


def test_concentration_of_the_value_is_of_what_is_paid() -> None:
    """No more than 1/2 by value is half each: 300 / 350 of the parts from China at 50."""
    plan = planned(_case(_tier(50.0), _budget(0.5, kind="concentration at most", class_="")))
    arrives(plan, "china", 300 * 100 / 350)


def test_what_a_rule_misses_is_told_as_paid() -> None:
    """90 from China at 50 beside an order of 10 at 100 on the way: 5,500, which is 1,000 more than the limit."""
    rows = {"receipts": [Receipt(offer="china", month=FIRST, quantity=10.0)]}
    india = [source("india", capacity=0.0), CHINA]
    plan = planned(_case(_tier(50.0), _budget(4500.0), **rows, sources=india))
    found = bent(plan)["r"]
    assert (found.reached, found.amount) == pytest.approx((90 * 50 + 10 * 100, 1000))


def test_an_incentive_on_value_is_paid_on_what_is_paid() -> None:
    """10 % of 5,000."""
    plan = planned(_case(_tier(50.0), incentives=[Incentive(id="i", item="part", rate=10.0, rate_kind="% of value")]))
    costs(plan, 4500)
    assert [row.value for row in plan.incentives] == pytest.approx([5000])


def test_a_domestic_share_is_of_what_is_paid() -> None:
    """60 INR a part if half of the value is Indian: that takes 14.3 Indian parts beside 85.7 at 50, not 25."""
    plan = planned(_case(_tier(50.0), incentives=[Incentive(id="i", item="part", rate=60.0, least_domestic=50.0)]))
    china = 300 * 100 / 350
    costs(plan, 100 * china - 6000)
