"""The second computation of what gave way, against sums worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import pytest

from desktop.engine import verify_bent as check
from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger
from desktop.model.fields import Value
from desktop.model.plan import Bent, Plan
from desktop.model.progress import Silent
from desktop.model.records import Receipt, Rule
from desktop.model.records.table import Record, evolved
from tests.tiny import FIRST, tiny_project, tiny_rows

RULE = Rule(id="r", kind="share at most", country="China", limit=40.0, measure="quantity")


def _plan(**changed: Sequence[Record]) -> Plan:
    """A plan that buys 100 kg a month from JL alone, unless changed."""
    return optimise(tiny_project(**changed), "least", "", Silent())


def _broken(plan: Plan, **values: Value) -> dict[str, float]:
    """What the check finds when the plan is judged by a rule that it never heard of: where, and how much."""
    world = plan.world.with_table("rules", {1: evolved(RULE, values)})
    return {fault.where: fault.difference for fault in check.bent(Ledger(attrs.evolve(plan, world=world)))}


def _retold(bent: Bent, values: Mapping[str, object]) -> Bent:
    fields = attrs.asdict(bent, recurse=False)
    fields.update(values)
    return Bent(**fields)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"measure": "value"},
        {"measure": "contained"},
        {"measure": "contained", "element": "Dy"},
        {"item": "magnet"},
        {"country": "", "class_": "licensed_chinese"},
        {"country": "", "source": "JL"},
        {"country": "", "offer": "JL-magnet"},
        {"kind": "share at least", "country": "India", "limit": 60.0},
    ],
)
def test_a_share_that_is_missed_and_not_told_is_found_in_every_measure(values: dict[str, Value]) -> None:
    assert _broken(_plan(), **values) == {"r 2027-01": pytest.approx(0.6)}


@pytest.mark.parametrize(
    "values",
    [
        {"limit": 100.0},
        {"mix": "slow"},
        {"item": "motor"},
        {"element": "Sm"},
        {"country": "India"},
        {"country": "China", "source": "IREL"},
        {"first_month": FIRST.plus(6)},
        {"last_month": FIRST.plus(-1)},
    ],
)
def test_a_rule_that_is_kept_or_speaks_of_nothing_bought_finds_nothing(values: dict[str, Value]) -> None:
    assert _broken(_plan(), **values) == {}


@pytest.mark.parametrize(
    ("values", "windows"),
    [
        ({"window": "fiscal year"}, ["r 2027-01", "r 2027-04"]),
        ({"window": "month", "first_month": FIRST.plus(3)}, ["r 2027-04", "r 2027-05", "r 2027-06"]),
        ({"window": "horizon", "first_month": FIRST.plus(1), "last_month": FIRST.plus(2)}, ["r 2027-02"]),
    ],
)
def test_a_share_is_taken_in_each_window_of_its_months(values: dict[str, Value], windows: list[str]) -> None:
    assert list(_broken(_plan(), **values)) == windows


def test_receipts_count_in_the_share() -> None:
    plan = _plan(receipts=[Receipt(offer="IREL-magnet", month=FIRST, quantity=100.0)])
    assert _broken(plan, window="month", last_month=FIRST) == {}
    assert _broken(plan) == {"r 2027-01": pytest.approx(5 / 6 - 0.4, rel=1e-4)}


def test_what_a_rule_misses_must_be_told_no_less_and_no_more() -> None:
    plan = _plan(rules=[evolved(RULE, {"limit": 20.0})])
    (bent,) = plan.bent
    assert bent.amount == pytest.approx(240 - 120)
    assert [*check.bent(Ledger(plan))] == []
    for factor in (0.9, 1.1):
        wrong = attrs.evolve(plan, bent=(attrs.evolve(bent, amount=bent.amount * factor),))
        (fault,) = check.bent(Ledger(wrong))
        assert (fault.key, fault.where) == ("verify-share", "r 2027-01")
        assert fault.difference == pytest.approx(0.1 * 120 / 600)


@pytest.mark.parametrize(
    "values",
    [
        {"asked": 21.0},
        {"reached": 41.0},
        {"reached": float("nan")},
        {"unit": "INR"},
        {"last_month": FIRST},
    ],
)
def test_what_was_asked_and_reached_is_recomputed(values: dict[str, object]) -> None:
    plan = _plan(rules=[evolved(RULE, {"limit": 20.0})])
    (bent,) = plan.bent
    assert (bent.asked, bent.unit) == (20.0, "kg")
    assert bent.reached == pytest.approx(40.0)
    (fault,) = check.bent(Ledger(attrs.evolve(plan, bent=(_retold(bent, values),))))
    assert (fault.key, fault.where) == ("verify-bent", "r 2027-01")


def test_a_value_is_told_in_rupees_and_contents_in_kg() -> None:
    rules = [
        evolved(RULE, {"id": "v", "limit": 0.0, "kind": "share at most", "measure": "value", "country": "India"}),
        evolved(RULE, {"id": "k", "limit": 0.0, "kind": "share at most", "measure": "contained", "country": "India"}),
    ]
    plan = _plan(rules=rules, offers=tiny_rows("offers", "JL-magnet", first_month=FIRST.plus(1)))
    assert {bent.limit: bent.unit for bent in plan.bent} == {"v": "INR", "k": "kg"}
    assert [*check.bent(Ledger(plan))] == []


def test_what_is_told_twice_or_of_no_limit_at_all_is_found() -> None:
    plan = _plan(rules=[evolved(RULE, {"limit": 20.0})])
    (bent,) = plan.bent
    (twice,) = check.bent(Ledger(attrs.evolve(plan, bent=(bent, bent))))
    assert (twice.key, twice.where) == ("verify-bent", "share at most r")
    more = attrs.evolve(bent, limit="nobody's")
    (unknown,) = check.bent(Ledger(attrs.evolve(plan, bent=(bent, more))))
    assert (unknown.key, unknown.where) == ("verify-bent", "share at most nobody's")


@pytest.mark.parametrize(
    ("values", "gaps"),
    [
        ({"storage_limit": 15.0}, [0.15]),
        ({"storage_limit": 30.0}, []),
        ({"closing": "at least", "closing_stock": 40.0}, [0.1]),
        ({"closing": "at least", "closing_stock": 20.0}, []),
        ({"closing": "exactly", "closing_stock": 20.0}, [0.1]),
        ({"closing": "exactly", "closing_stock": 30.0}, []),
    ],
)
def test_a_store_too_full_or_a_closing_stock_missed_must_be_told(values: dict[str, Value], gaps: list[float]) -> None:
    plan = _plan()
    plan = attrs.evolve(plan, stock={**plan.stock, "magnet": (30.0,) * 6})
    items = dict(enumerate(tiny_rows("items", "magnet", **values), start=1))
    faults = [*check.bent(Ledger(attrs.evolve(plan, world=plan.world.with_table("items", items))))]
    assert [fault.difference for fault in faults] == pytest.approx(gaps)


def _full() -> Ledger:
    """Magnets over the 15 kg that their store holds from February to April, and 10 kg off their closing stock.

    January is over by a hair, which need not be told; the plan moves 100 kg a month.
    """
    plan = _plan()
    stock = {**plan.stock, "magnet": (15.00015, 25.0, 15.0, 20.0, 0.0, 5.0)}
    rows = tiny_rows("items", "magnet", storage_limit=15.0, closing="at least", closing_stock=15.0)
    world = plan.world.with_table("items", dict(enumerate(rows, start=1)))
    told = (
        Bent("storage limit", "magnet", FIRST.plus(1), FIRST.plus(3), 10.0, "kg", 15.0, 25.0),
        Bent("closing stock", "magnet", FIRST.plus(5), FIRST.plus(5), 10.0, "kg", 15.0, 5.0),
    )
    return Ledger(attrs.evolve(plan, stock=stock, world=world, bent=told))


def test_a_store_is_told_from_the_first_month_over_to_the_last() -> None:
    assert [*check.bent(_full())] == []


@pytest.mark.parametrize(
    ("which", "values"),
    [
        (0, {"amount": 9.0}),
        (0, {"first_month": FIRST.plus(2)}),
        (0, {"last_month": FIRST.plus(2)}),
        (0, {"last_month": FIRST.plus(4)}),
        (0, {"asked": 0.0}),
        (0, {"reached": 24.0}),
        (0, {"unit": "t"}),
        (1, {"amount": 11.0}),
        (1, {"first_month": FIRST}),
        (1, {"asked": 14.0}),
        (1, {"reached": 15.0}),
    ],
)
def test_every_figure_of_a_store_or_closing_stock_is_recomputed(which: int, values: dict[str, object]) -> None:
    ledger = _full()
    told = [*ledger.plan.bent]
    told[which] = _retold(told[which], values)
    (fault,) = check.bent(Ledger(attrs.evolve(ledger.plan, bent=tuple(told))))
    assert (fault.key, fault.where) == ("verify-bent", f"{told[which].kind} magnet")
