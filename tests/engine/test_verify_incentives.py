"""The second computation of incentives, against sums worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pytest

from desktop.engine import verify_incentives as check
from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger
from desktop.model.fields import Value
from desktop.model.plan import Decision, IncentivePaid, Plan
from desktop.model.progress import Silent
from desktop.model.records import Incentive, Item, Offer, Receipt
from desktop.model.records.table import Record, evolved
from tests.tiny import FIRST, MONTHS, tiny_project, tiny_records, tiny_rows

HOME = Incentive(id="home", item="motor", rate=100.0)
BEFORE, AFTER = 2027, 2028
"""The fiscal years of the first three months and of the others."""
VALUE = 3 * (100 * 3200 + 50 * 100)
"""Three months' value: 100 kg of magnets from JL and the making of 50 motors each."""


YES = Decision("incentive", "home", FIRST, FIRST.plus(2), 1.0)


def _plan(incentive: dict[str, Value] | None = None, answer: str = "continuous", **changed: Sequence[Record]) -> Plan:
    """A plan that buys 100 kg a month from JL alone, and makes 50 motors of them, judged by an incentive."""
    plan = optimise(tiny_project(**changed), "least", "", Silent())
    world = plan.world.with_table("incentives", {1: evolved(HOME, incentive or {})})
    return attrs.evolve(plan, world=world, answer=answer)


def _told(year: int = BEFORE, **values: float) -> IncentivePaid:
    told = {"quantity": 150.0, "value": VALUE, "domestic": 15_000.0, "paid": 15_000.0, "missed": 0.0, **values}
    return IncentivePaid("home", year, **told)


def _found(plan: Plan, *told: IncentivePaid, decided: Sequence[Decision] = ()) -> list[str]:
    faults = [*check.incentives(Ledger(attrs.evolve(plan, incentives=told, decisions=tuple(decided))))]
    assert {fault.key for fault in faults} <= {"verify-incentive"}
    assert all(fault.difference > 0 for fault in faults)
    return [fault.where for fault in faults]


def test_what_is_made_counts_with_the_value_of_all_that_went_into_it() -> None:
    assert _found(_plan(), _told(), _told(AFTER)) == []


@pytest.mark.parametrize("field", ["quantity", "value", "domestic"])
@pytest.mark.parametrize("factor", [0.9999, 1.0001, float("nan"), float("inf")])
def test_every_figure_of_an_incentive_is_recomputed(field: str, factor: float) -> None:
    told = _told()
    wrong = attrs.evolve(told, **{field: factor * getattr(told, field)})
    assert _found(_plan(), wrong, _told(AFTER)) == ["home 2027"]


def test_every_fiscal_year_in_its_months_is_told_once() -> None:
    assert _found(_plan(), _told()) == ["home 2028"]
    assert _found(_plan(), _told(), _told(AFTER), _told(AFTER)) == ["home 2028"]
    assert _found(_plan(), _told(), _told(AFTER), _told(2029)) == ["home 2029"]
    unknown = attrs.evolve(_told(), incentive="nobody's")
    assert _found(_plan(), _told(), _told(AFTER), unknown) == ["nobody's 2027"]
    assert _found(_plan({"last_month": FIRST.plus(2)}), _told()) == []
    assert _found(_plan({"last_month": FIRST.plus(-1)})) == []


def test_only_its_own_months_count() -> None:
    third = {"quantity": 50.0, "value": VALUE / 3, "domestic": 5_000.0, "paid": 5_000.0}
    assert _found(_plan({"first_month": FIRST.plus(2), "last_month": FIRST.plus(2)}), _told(BEFORE, **third)) == []


@pytest.mark.parametrize(
    ("terms", "most"),
    [
        ({}, 15_000.0),
        ({"cap": 14_000.0}, 14_000.0),
        ({"cap": 16_000.0}, 15_000.0),
        ({"rate": 2.0, "rate_kind": "% of value"}, 0.02 * VALUE),
    ],
)
def test_no_more_is_paid_than_rate_and_cap_say(terms: dict[str, Value], most: float) -> None:
    plan = _plan({**terms, "last_month": FIRST.plus(2)})
    assert _found(plan, _told(paid=most)) == _found(plan, _told(paid=0.9 * most)) == []
    for paid in (1.0001 * most, -1.0, float("nan")):
        assert _found(plan, _told(paid=paid)) == ["home 2027"]


EXACTLY = 100 * 15_000 / VALUE
"""The domestic share of the value, in %: the making alone is domestic."""


@pytest.mark.parametrize("least", [1.0, EXACTLY])
def test_all_is_paid_and_nothing_missed_once_the_domestic_share_is_reached(least: float) -> None:
    plan = _plan({"least_domestic": least, "last_month": FIRST.plus(2)}, "whole")
    assert _found(plan, _told(), decided=[YES]) == []
    assert _found(plan, _told(missed=1.0), decided=[YES]) == ["home 2027"]
    assert _found(plan, _told(paid=0.0)) == []
    assert _found(plan, _told(paid=0.0, missed=15_000.0)) == ([] if least == EXACTLY else ["home 2027"])


@pytest.mark.parametrize("least", [EXACTLY * 1.0001, 2.0, 100.0])
def test_nothing_is_paid_short_of_the_domestic_share_and_what_is_missed_is_told(least: float) -> None:
    plan = _plan({"least_domestic": least, "last_month": FIRST.plus(2)}, "whole")
    assert _found(plan, _told(paid=0.0, missed=15_000.0)) == []
    assert _found(plan, _told(), decided=[YES]) == ["home 2027"]
    for missed in (0.0, 14_999.0, float("nan")):
        assert _found(plan, _told(paid=0.0, missed=missed)) == ["home 2027"]


def test_a_relaxed_answer_may_be_paid_a_part_and_tells_the_rest_as_missed() -> None:
    terms: dict[str, Value] = {"least_domestic": 2.0, "last_month": FIRST.plus(2), "cap": 12_000.0}
    told, half = _told(paid=6_000.0, missed=6_000.0), attrs.evolve(YES, value=0.5)
    assert _found(_plan(terms), told, decided=[half]) == []
    assert _found(_plan(terms, "whole"), told, decided=[half]) == ["home 2027"]
    assert _found(_plan(terms), attrs.evolve(told, missed=6_001.0), decided=[half]) == ["home 2027"]
    assert _found(_plan(terms), told, decided=[attrs.evolve(half, value=0.4999)]) == ["home 2027"]


def test_what_is_paid_for_a_domestic_share_is_decided_on() -> None:
    terms: dict[str, Value] = {"least_domestic": 1.0, "last_month": FIRST.plus(2)}
    assert _found(_plan(terms), _told()) == ["home 2027"]
    other = Decision("incentive", "home", FIRST.plus(3), MONTHS[-1], 1.0)
    assert _found(_plan(terms), _told(), decided=[other]) == ["home 2027"]
    assert _found(_plan(terms), _told(paid=0.0)) == []


def test_arrivals_count_as_usable_and_at_list_price_receipts_among_them() -> None:
    dear: dict[str, Value] = {"usable_yield": 0.5, "domestic_value": 25.0}
    offers = [*tiny_rows("offers", capacity=0.0)[:1], *tiny_rows("offers", "JL-magnet", **dear)[1:]]
    receipts = [Receipt(offer="JL-magnet", month=FIRST, quantity=30.0)]
    plan = _plan({"item": "magnet", "last_month": FIRST.plus(2)}, offers=offers, receipts=receipts)
    assert plan.arrivals["JL-magnet"][:3] == pytest.approx((140.0, 200.0, 200.0))
    told = _told(quantity=300.0, value=600 * 3200.0, domestic=150 * 3200.0, paid=30_000.0)
    assert _found(plan, told) == []


def test_what_is_made_counts_in_the_month_it_is_finished_and_its_cost_when_started() -> None:
    plan = _plan({"last_month": FIRST.plus(2)}, recipes=tiny_rows("recipes", delay=1), items=_stocked())
    assert plan.production["assembly"] == pytest.approx((50.0, 50.0, 50.0, 50.0, 50.0, 0.0))
    assert _found(plan, _told(quantity=100.0, paid=10_000.0)) == []


def _stocked() -> list[Record]:
    """Motors for the first month are in stock; those finished with a delay serve the others."""
    return tiny_rows("items", "motor", opening_stock=50.0)


def test_what_goes_into_something_else_does_not_count() -> None:
    items = [*tiny_records()["items"], Item(id="paint", unit="kg", closing="at least", closing_stock=7.0)]
    offers = [*tiny_records()["offers"], Offer(id="paint", source="IREL", item="paint", price=9.0)]
    plan = _plan({"last_month": FIRST.plus(2)}, items=items, offers=offers)
    assert sum(plan.arrivals["paint"]) == pytest.approx(7.0)
    assert _found(plan, _told()) == []
