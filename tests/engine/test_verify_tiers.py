"""The second computation of price tiers, on orders whose parts are set by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import attrs
import pytest

from desktop.engine import verify_tiers as check
from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger
from desktop.engine.verify_terms import Terms
from desktop.model.fields import Value
from desktop.model.plan import Decision, Plan
from desktop.model.progress import Silent
from desktop.model.records import Receipt, Tier
from desktop.model.records.table import evolved
from tests.tiny import FIRST, MONTHS, tiny_project

Parts = dict[float, float]
TIERS = (
    Tier(offer="JL-magnet", from_quantity=80.0, price=30.0, charge=7.0),
    Tier(offer="JL-magnet", from_quantity=50.0, discount=10.0),
)


@cache
def _bought() -> Plan:
    """A plan that buys 100 kg a month from JL alone."""
    return optimise(tiny_project(), "least", "", Silent())


def _plan(bought: Sequence[Parts], answer: str = "whole", placed: float = 0.0, **terms: Value) -> Plan:
    """A plan that buys so much in each tier in the first months, and nothing after, with ``placed`` in the first."""
    plan = _bought()
    tiers = dict(enumerate((evolved(tier, terms) for tier in TIERS), start=1))
    world = plan.world.with_table("tiers", tiers)
    if placed:
        world = world.with_table("receipts", {1: Receipt(offer="JL-magnet", month=FIRST, quantity=placed)})
    orders = [
        attrs.evolve(order, quantity=sum(parts.values()), tiers=tuple(parts.items()))
        for order, parts in zip(plan.orders, bought, strict=False)
        if parts
    ]
    series = [sum(parts.values()) for parts in bought]
    arrivals = {**plan.arrivals, "JL-magnet": (*series, *[0.0] * (6 - len(series)))}
    return attrs.evolve(plan, world=world, orders=tuple(orders), arrivals=arrivals, answer=answer)


def _decided(lower: float, value: float, first: int = 0, last: int | None = None) -> Decision:
    end = MONTHS[first if last is None else last]
    return Decision("tier", f"JL-magnet/{lower:g}", MONTHS[first], end, value)


def _found(plan: Plan, *told: Decision) -> list[str]:
    faults = [*check.tiers(Ledger(attrs.evolve(plan, decisions=told)))]
    assert {fault.key for fault in faults} <= {"verify-tier"}
    return [fault.where for fault in faults]


def test_tiers_are_levels_lowest_first_with_the_offers_own_price_below() -> None:
    terms = Terms(_plan([]).world, MONTHS, "P50")
    (ladder,) = check.ladders(terms).values()
    assert (ladder.basis, ladder.all_units) == ("order", True)
    assert [(level.name, level.lower, level.upper, level.charge) for level in ladder.levels] == [
        ("JL-magnet/0", 0.0, 50.0, 0.0),
        ("JL-magnet/50", 50.0, 80.0, 0.0),
        ("JL-magnet/80", 80.0, float("inf"), 7.0),
    ]
    from_nothing = terms.world.with_table("tiers", {1: Tier(offer="JL-magnet", price=1.0)})
    (ladder,) = check.ladders(Terms(from_nothing, MONTHS, "P50")).values()
    assert [level.tier is not None for level in ladder.levels] == [True]


@pytest.mark.parametrize(
    "tiers",
    [
        (),
        ((50.0, 99.99),),
        ((50.0, 100.01),),
        ((50.0, 50.0), (50.0, 50.0)),
        ((0.0, -10.0), (50.0, 110.0)),
        ((0.0, 0.0), (50.0, 100.0)),
        ((51.0, 100.0),),
        ((50.0, float("nan")),),
    ],
)
def test_an_order_names_each_tier_once_and_all_of_its_quantity(tiers: tuple[tuple[float, float], ...]) -> None:
    plan = _plan([{80.0: 100.0}, {80.0: 100.0}])
    first, second = plan.orders
    told = _decided(80.0, 1.0), _decided(80.0, 1.0, 1)
    assert _found(plan, *told) == []
    wrong = attrs.evolve(plan, orders=(attrs.evolve(first, tiers=tiers), second))
    assert _found(wrong, *told)[0] == "JL-magnet 2027-01"


def test_orders_of_offers_without_tiers_and_placed_ones_name_none() -> None:
    plan = _bought()
    tiered = attrs.evolve(plan.orders[0], tiers=((0.0, 100.0),))
    assert _found(attrs.evolve(plan, orders=(tiered,))) == ["JL-magnet 2027-01"]
    plan = _plan([{}], placed=10.0)
    for tiers, found in (((), []), (((0.0, 10.0),), ["JL-magnet 2027-01"])):
        receipt = attrs.evolve(_bought().orders[0], quantity=10.0, placed=True, tiers=tiers)
        assert _found(attrs.evolve(plan, orders=(receipt,))) == found


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({0.0: 49.99999}, []),
        ({0.0: 50.0}, ["JL-magnet/0 2027-01"]),
        ({50.0: 50.0}, []),
        ({50.0: 49.99999}, []),
        ({50.0: 49.99}, ["JL-magnet/50 2027-01"]),
        ({50.0: 79.99999}, []),
        ({50.0: 80.0}, ["JL-magnet/50 2027-01"]),
        ({0.0: 30.0, 50.0: 30.0}, ["JL-magnet/0 2027-01", "JL-magnet/50 2027-01"]),
        ({80.0: 80.0}, []),
        ({80.0: 79.99}, ["JL-magnet/80 2027-01"]),
        ({80.0: 500.0}, []),
    ],
)
def test_all_units_of_a_whole_answer_are_priced_in_the_tier_of_their_volume(parts: Parts, found: list[str]) -> None:
    assert _found(_plan([parts]), *(_decided(lower, 1.0) for lower in parts if lower == 80.0)) == found


def test_a_charge_is_decided_on_where_its_tier_is_used_and_nowhere_else() -> None:
    plan = _plan([{80.0: 90.0}, {50.0: 60.0}])
    assert _found(plan, _decided(80.0, 1.0)) == []
    assert _found(plan) == ["JL-magnet/80 2027-01"]
    assert _found(plan, _decided(80.0, 0.5)) == ["JL-magnet/80 2027-01"]
    assert _found(plan, _decided(80.0, 1.0), _decided(80.0, 1.0, 1)) == ["JL-magnet/80 2027-02"]
    assert _found(plan, _decided(80.0, 1.0), _decided(80.0, 1.0, 5)) == ["JL-magnet/80 2027-06"]
    assert _found(plan, _decided(80.0, 1.0), _decided(0.0, 1.0, 1)) == ["JL-magnet/0 2027-02"]
    assert check.charges(Ledger(attrs.evolve(plan, decisions=(_decided(80.0, 1.0), _decided(80.0, 0.5, 1))))) == 10.5


@pytest.mark.parametrize(
    ("basis", "placed", "bought", "found"),
    [
        ("order", 40.0, [{0.0: 30.0}, {50.0: 60.0}], []),
        ("fiscal year", 0.0, [{50.0: 30.0}, {50.0: 30.0}], []),
        ("fiscal year", 0.0, [{0.0: 30.0}, {0.0: 30.0}], ["JL-magnet/0 2027-01"]),
        ("fiscal year", 40.0, [{50.0: 30.0}], []),
        ("fiscal year", 0.0, [{50.0: 60.0}, {}, {}, {0.0: 30.0}], []),
        ("horizon", 0.0, [{50.0: 45.0}, {}, {}, {50.0: 30.0}], []),
        ("horizon", 0.0, [{50.0: 60.0}, {}, {}, {0.0: 10.0}], ["JL-magnet/0 2027-01", "JL-magnet/50 2027-01"]),
    ],
)
def test_volumes_count_over_their_window_and_receipts_in_years_and_horizons(
    basis: str, placed: float, bought: list[Parts], found: list[str]
) -> None:
    assert _found(_plan(bought, placed=placed, basis=basis)) == found


@pytest.mark.parametrize(
    ("parts", "told", "found"),
    [
        ({0.0: 25.0, 80.0: 40.0}, {0.0: 0.5, 80.0: 0.5}, []),
        ({0.0: 25.01, 80.0: 40.0}, {0.0: 0.5, 80.0: 0.5}, ["JL-magnet/0"]),
        ({0.0: 25.0, 80.0: 39.99}, {0.0: 0.5, 80.0: 0.5}, ["JL-magnet/80"]),
        ({0.0: 25.0, 80.0: 400.0}, {0.0: 0.5, 80.0: 0.5}, []),
        ({0.0: 25.0, 80.0: 40.0}, {0.0: 0.5}, ["JL-magnet/80"]),
        ({0.0: 25.0, 80.0: 40.0}, {80.0: 0.5}, ["JL-magnet/0"]),
        ({0.0: 40.0}, {0.0: 0.8, 80.0: 0.2}, ["JL-magnet/80"]),
        ({0.0: 25.0, 80.0: 41.0}, {0.0: 0.5, 80.0: 0.5001}, ["JL-magnet/80"]),
    ],
)
def test_a_relaxed_part_lies_between_the_ends_of_its_tier_as_far_as_decided(
    parts: Parts, told: dict[float, float], found: list[str]
) -> None:
    plan = _plan([parts], "continuous")
    decisions = [_decided(lower, value) for lower, value in told.items()]
    assert _found(plan, *decisions) == [f"{name} 2027-01" for name in found]


def test_receipts_narrow_the_tiers_of_a_relaxed_answer() -> None:
    plan = _plan([{0.0: 5.0, 80.0: 20.0}], "continuous", placed=40.0, basis="fiscal year")
    told = _decided(0.0, 0.5, 0, 2), _decided(80.0, 0.5, 0, 2)
    assert _found(plan, *told) == []
    assert _found(plan, attrs.evolve(told[0], value=0.49), told[1]) == ["JL-magnet/0 2027-01"]


@pytest.mark.parametrize(
    ("parts", "placed", "found"),
    [
        ({0.0: 50.0, 50.0: 30.0, 80.0: 9.0}, 0.0, []),
        ({0.0: 50.0, 50.0: 29.99, 80.0: 9.0}, 0.0, ["JL-magnet/80"]),
        ({0.0: 50.01}, 0.0, ["JL-magnet/0"]),
        ({50.0: 30.0, 80.0: 9.0}, 0.0, ["JL-magnet/50", "JL-magnet/80"]),
        ({0.0: 10.0, 50.0: 30.0}, 40.0, []),
        ({0.0: 11.0, 50.0: 30.0}, 40.0, ["JL-magnet/0"]),
        ({0.0: 9.0, 50.0: 30.0}, 40.0, ["JL-magnet/50"]),
        ({50.0: 20.0, 80.0: 5.0}, 60.0, []),
        ({50.0: 21.0, 80.0: 5.0}, 60.0, ["JL-magnet/50"]),
        ({80.0: 5.0}, 90.0, []),
    ],
)
def test_tiers_for_parts_fill_from_below_receipts_first(parts: Parts, placed: float, found: list[str]) -> None:
    plan = _plan([parts], placed=placed, kind="incremental", basis="fiscal year")
    told = [_decided(80.0, 1.0, 0, 2)] if 80.0 in parts else []
    assert _found(plan, *told) == [f"{name} 2027-01" for name in found]


def test_which_month_of_a_window_fills_which_tier_is_free() -> None:
    bought: list[Parts] = [{50.0: 30.0, 80.0: 1.0}, {0.0: 50.0, 80.0: 9.0}]
    plan = _plan(bought, kind="incremental", basis="fiscal year")
    assert _found(plan, _decided(80.0, 1.0, 0, 2)) == []
    assert _found(_plan(bought, kind="incremental"), _decided(80.0, 1.0), _decided(80.0, 1.0, 1)) != []


def test_a_charge_for_a_part_is_decided_on_once_where_the_part_is_bought() -> None:
    plan = _plan([{0.0: 50.0, 50.0: 30.0, 80.0: 9.0}, {0.0: 20.0}], kind="incremental")
    assert _found(plan, _decided(80.0, 1.0)) == []
    assert _found(plan) == ["JL-magnet/80 2027-01"]
    assert _found(plan, _decided(80.0, 1.0), _decided(80.0, 1.0, 1)) == ["JL-magnet/80 2027-02"]


@pytest.mark.parametrize("kind", ["all units", "incremental"])
def test_a_charge_is_no_fault_for_a_part_that_beside_all_else_is_rounding(kind: str) -> None:
    """Beside 600 million kg in stock 50 kg are rounding, and whoever buys them in a tier still pays its charge."""
    little: Parts = {0.0: 50.0} if kind == "incremental" else {}
    plan = _plan([{**little, 50.0: 50.0}], kind=kind, charge=7.0)
    sold = attrs.evolve(plan, stock={**plan.stock, "magnet": (6e8,) * len(MONTHS)})
    below = [_decided(0.0, 1.0)] if little else []
    assert _found(sold, *below, _decided(50.0, 1.0)) == []
    assert {*_found(sold, *below, _decided(50.0, 1.0), _decided(80.0, 1.0))} == {"JL-magnet/80 2027-01"}


FULL: Parts = {0.0: 50.0, 50.0: 15.0, 80.0: 9.0}
HALF = {0.0: 1.0, 50.0: 0.5, 80.0: 0.5}


@pytest.mark.parametrize(
    ("parts", "told", "found"),
    [
        (FULL, HALF, []),
        ({**FULL, 50.0: 14.99}, HALF, ["JL-magnet/80"]),
        ({**FULL, 50.0: 15.01}, HALF, ["JL-magnet/50"]),
        (FULL, {**HALF, 80.0: 0.0}, ["JL-magnet/80"]),
        (FULL, {**HALF, 0.0: 0.9999}, ["JL-magnet/0"]),
        (FULL, {}, ["JL-magnet/0", "JL-magnet/50", "JL-magnet/80"]),
        ({0.0: 30.0, 50.0: 15.0}, {0.0: 0.6, 50.0: 0.5}, []),
        ({0.0: 24.0, 50.0: 15.0}, {0.0: 0.6, 50.0: 0.5}, ["JL-magnet/50"]),
        ({0.0: 50.0, 50.0: 30.01}, {0.0: 1.0, 50.0: 1.0}, ["JL-magnet/50"]),
    ],
)
def test_relaxed_parts_fill_as_far_as_the_next_tier_is_decided(
    parts: Parts, told: dict[float, float], found: list[str]
) -> None:
    plan = _plan([parts], "continuous", kind="incremental")
    decisions = [_decided(lower, value) for lower, value in told.items() if value]
    assert [*dict.fromkeys(_found(plan, *decisions))] == [f"{name} 2027-01" for name in found]


@pytest.mark.parametrize(("terms", "free"), [({}, True), ({"charge": 1.0}, False), ({"discount": 1.0}, False)])
def test_dearer_tiers_without_a_charge_need_no_decision(terms: dict[str, Value], free: bool) -> None:
    dearer: dict[str, Value] = {"kind": "incremental", "price": None, "discount": -1.0, "charge": 0.0, **terms}
    plan = _plan([{0.0: 50.0, 50.0: 15.0}], "continuous", 0.0, **dearer)
    assert (_found(plan) == []) is free
    overfull = _plan([{0.0: 51.0}], "continuous", 0.0, **dearer)
    assert "JL-magnet/0 2027-01" in _found(overfull)
