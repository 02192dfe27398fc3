"""The second computation of order form and what ordering costs, on plans that are right but for one thing."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pytest

from desktop.engine import verify_ordering as check
from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger
from desktop.model.fields import Value
from desktop.model.plan import Decision, Plan
from desktop.model.progress import Silent
from desktop.model.records import Price, Receipt
from desktop.model.records.table import Record
from tests.tiny import FIRST, MONTHS, tiny_project, tiny_rows


def _plan(answer: str = "continuous", **changed: Sequence[Record]) -> Plan:
    """A plan that buys 100 kg a month from JL alone, unless changed: a sixth of all its room."""
    return attrs.evolve(optimise(tiny_project(**changed), "least", "", Silent()), answer=answer)


def _costly(answer: str = "continuous", near: int = 12) -> Plan:
    """The same with order and contract costs at JL."""
    sources = tiny_rows("sources", "JL", order_cost=9.0, contract_cost=100.0)
    return _plan(answer, sources=sources, settings=tiny_rows("settings", near_months=near))


def _with(plan: Plan, *told: Decision) -> Ledger:
    return Ledger(attrs.evolve(plan, decisions=told))


def _orders(*values: float) -> list[Decision]:
    months = zip(MONTHS, values, strict=True)
    return [Decision("order", "JL", month, month, value) for month, value in months if value]


@pytest.mark.parametrize("value", [0.0, 0.1666, 0.1667, 1.0, float("nan")])
def test_order_costs_are_spread_over_the_room_of_each_month(value: float) -> None:
    plan, sound = _costly(), [1 / 6] * 6
    exactly = [series / 600 for series in plan.arrivals["JL-magnet"]]
    assert exactly == pytest.approx(sound, rel=1e-4)
    assert [*check.order_decisions(_with(plan, *_orders(*exactly)))] == []
    (fault,) = check.order_decisions(_with(plan, *_orders(*exactly[:4], value, exactly[5])))
    assert (fault.key, fault.where) == ("verify-decision", "order JL 2027-05")
    assert fault.difference == pytest.approx(abs(value - 1 / 6), rel=1e-3, nan_ok=True)


@pytest.mark.parametrize(("month", "value"), [(3, 0.0), (3, 0.99), (3, 2.0), (4, 0.0), (4, 1.0), (5, 0.16)])
def test_a_whole_answer_decides_on_each_near_month_and_spreads_the_others(month: int, value: float) -> None:
    plan = _costly("whole", near=4)
    sound = [1.0] * 4 + [series / 600 for series in plan.arrivals["JL-magnet"][4:]]
    assert [*check.order_decisions(_with(plan, *_orders(*sound)))] == []
    wrong = [value if at == month else each for at, each in enumerate(sound)]
    (fault,) = check.order_decisions(_with(plan, *_orders(*wrong)))
    assert fault.where == f"order JL {MONTHS[month]}"


@pytest.mark.parametrize("answer", ["continuous", "whole"])
def test_nothing_is_decided_where_nothing_is_ordered(answer: str) -> None:
    plan = _costly(answer)
    arrivals = {**plan.arrivals, "JL-magnet": (*plan.arrivals["JL-magnet"][:5], 0.0)}
    idle = attrs.evolve(plan, arrivals=arrivals)
    told = [float(series > 0) if answer == "whole" else series / 600 for series in arrivals["JL-magnet"]]
    assert [*check.order_decisions(_with(idle, *_orders(*told)))] == []
    assert len([*check.order_decisions(_with(idle, *_orders(*told[:5], 1.0)))]) == 1
    none = attrs.evolve(plan, arrivals={**arrivals, "JL-magnet": (0.0,) * 6})
    contract = Decision("contract", "JL", MONTHS[0], MONTHS[-1], 1.0)
    assert len([*check.contract_decisions(_with(none, contract))]) == 1
    assert [*check.contract_decisions(_with(none))] == []


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_what_is_only_rounding_may_be_decided_on_or_not_in_a_near_month(value: float) -> None:
    plan = _costly("whole")
    arrivals = {**plan.arrivals, "JL-magnet": (*[100.0] * 5, 1e-5)}
    dust = attrs.evolve(plan, arrivals=arrivals)
    assert [*check.order_decisions(_with(dust, *_orders(*[1.0] * 5, value)))] == []
    assert len([*check.order_decisions(_with(dust, *_orders(*[1.0] * 5, 0.5)))]) == 1


@pytest.mark.parametrize("answer", ["continuous", "whole"])
def test_a_contract_is_spread_over_all_room_or_decided_on_once(answer: str) -> None:
    plan = _costly(answer)
    bought = sum(plan.arrivals["JL-magnet"])
    sound = 1.0 if answer == "whole" else bought / 600
    contract = Decision("contract", "JL", MONTHS[0], MONTHS[-1], sound)
    assert [*check.contract_decisions(_with(plan, contract))] == []
    for value in (0.9999, 1.0001, float("nan")):
        (fault,) = check.contract_decisions(_with(plan, attrs.evolve(contract, value=value * sound)))
        assert (fault.key, fault.where) == ("verify-decision", "contract JL")
    (fault,) = check.contract_decisions(_with(plan))
    assert fault.difference == pytest.approx(sound)


def test_sources_without_costs_or_without_orders_need_no_decision() -> None:
    for plan in (
        _plan(),
        _plan("whole"),
        _plan(sources=tiny_rows("sources", "IREL", order_cost=9.0, contract_cost=1.0)),
    ):
        assert [*check.order_decisions(_with(plan))] == [*check.contract_decisions(_with(plan))] == []


def test_nothing_is_spread_over_room_without_end() -> None:
    plan = _costly()
    world = plan.world.with_table("targets", {})
    assert [*check.order_decisions(_with(attrs.evolve(plan, world=world)))] == []
    assert [*check.contract_decisions(_with(attrs.evolve(plan, world=world)))] == []


@pytest.mark.parametrize(
    ("values", "bought", "key"),
    [
        ({"minimum_order": 100.0}, 100.0, None),
        ({"minimum_order": 100.0}, 0.0, None),
        ({"minimum_order": 100.0}, 99.99, "verify-minimum-order"),
        ({"minimum_order": 100.0}, 0.01, "verify-minimum-order"),
        ({"lot_size": 25.0}, 75.0, None),
        ({"lot_size": 25.0}, 75.0075, "verify-lots"),
        ({"lot_size": 25.0}, 12.5, "verify-lots"),
        ({"lot_size": 40.0, "minimum_order": 70.0}, 80.0, None),
        ({"lot_size": 40.0, "minimum_order": 70.0}, 40.0, "verify-minimum-order"),
    ],
)
def test_orders_of_near_months_are_whole_lots_and_not_too_small(
    values: dict[str, Value], bought: float, key: str | None
) -> None:
    plan = _plan(settings=tiny_rows("settings", near_months=2), offers=tiny_rows("offers", "JL-magnet", **values))
    series = (bought, bought, bought, *plan.arrivals["JL-magnet"][3:])
    plan = attrs.evolve(plan, arrivals={**plan.arrivals, "JL-magnet": series})
    assert [*check.order_form(Ledger(plan))] == []
    faults = [*check.order_form(Ledger(attrs.evolve(plan, answer="whole")))]
    found = [] if key is None else [(key, "JL-magnet 2027-01"), (key, "JL-magnet 2027-02")]
    assert [(fault.key, fault.where) for fault in faults] == found
    assert all(fault.difference > 0 for fault in faults)


@pytest.mark.parametrize(
    ("least", "use", "found"),
    [
        (300.0, 1.0, []),
        (300.04, 1.0, ["JL 2027-04"]),
        (600.0, 2.0, []),
        (600.08, 2.0, ["JL 2027-04"]),
        (310.04, 1.0, ["JL 2027-01", "JL 2027-04"]),
    ],
)
def test_a_source_is_used_with_its_smallest_quantity_of_each_fiscal_year(
    least: float, use: float, found: list[str]
) -> None:
    """JL brings 310 kg up to March, 10 of them on order, and 300 kg from April on."""
    plan = _plan(
        sources=tiny_rows("sources", "JL", least_per_year=least),
        offers=tiny_rows("offers", "JL-magnet", capacity_use=use),
    )
    world = plan.world.with_table("receipts", {1: Receipt(offer="JL-magnet", month=FIRST, quantity=10.0)})
    plan = attrs.evolve(plan, world=world, arrivals={**plan.arrivals, "JL-magnet": (100.0,) * 6})
    assert [*check.yearly_quantities(Ledger(plan))] == []
    faults = [*check.yearly_quantities(Ledger(attrs.evolve(plan, answer="whole")))]
    assert [(fault.key, fault.where) for fault in faults] == [("verify-yearly-quantity", where) for where in found]


def test_a_year_with_receipts_alone_need_not_reach_the_smallest_quantity() -> None:
    plan = _plan("whole", sources=tiny_rows("sources", "IREL", least_per_year=500.0))
    world = plan.world.with_table("receipts", {1: Receipt(offer="IREL-magnet", month=FIRST, quantity=10.0)})
    assert [*check.yearly_quantities(Ledger(attrs.evolve(plan, world=world)))] == []


def test_what_falls_short_of_take_or_pay_is_paid_at_the_lowest_price_of_the_year() -> None:
    """JL brings 310 kg up to March, 10 of them on order, and 300 kg from April on, of 80 % of 400 kg agreed."""
    plan = _plan(
        sources=tiny_rows("sources", "JL", take_or_pay_share=80.0, take_or_pay_quantity=400.0),
        prices=[Price(offer="JL-magnet", from_month=FIRST.plus(at), value=40.0 - at) for at in range(1, 6)],
    )
    world = plan.world.with_table("receipts", {1: Receipt(offer="JL-magnet", month=FIRST, quantity=10.0)})
    plan = attrs.evolve(plan, world=world, arrivals={**plan.arrivals, "JL-magnet": (100.0,) * 6})
    assert check.take_or_pay(Ledger(plan)) == pytest.approx(10 * 38 * 80 + 20 * 35 * 80)
    double = world.with_table("offers", dict(enumerate(tiny_rows("offers", "JL-magnet", capacity_use=1.05), start=1)))
    assert check.take_or_pay(Ledger(attrs.evolve(plan, world=double))) == pytest.approx(5 * 35 * 80 / 1.05)
    useless = world.with_table("offers", dict(enumerate(tiny_rows("offers", "JL-magnet", capacity_use=0.0), start=1)))
    assert check.take_or_pay(Ledger(attrs.evolve(plan, world=useless))) == 0.0
    assert check.take_or_pay(Ledger(_plan())) == 0.0


def test_take_or_pay_is_due_for_a_source_that_is_not_used() -> None:
    sources = tiny_rows("sources", "IREL", take_or_pay_share=50.0, take_or_pay_quantity=1.0)
    plan = _plan(sources=sources, offers=tiny_rows("offers", "IREL-magnet", capacity=0.0))
    assert check.take_or_pay(Ledger(plan)) == pytest.approx(2 * 0.5 * 5000)


@pytest.mark.parametrize(("stock", "found"), [(0.0, 2), (1e8, 1), (1.4e8, 0)])
def test_a_smallest_quantity_is_missed_by_what_counts_beside_all_that_an_item_moves(stock: float, found: int) -> None:
    """JL brings 300 kg in one year and 240 in the other; of 100 million kg in stock 100 kg are rounding."""
    plan = _plan("whole", sources=tiny_rows("sources", "JL", least_per_year=350.0))
    quantities = (150.0, 150.0, 0.0, 240.0, 0.0, 0.0)
    plan = attrs.evolve(plan, arrivals={**plan.arrivals, "JL-magnet": quantities})
    held = attrs.evolve(plan, stock={**plan.stock, "magnet": (stock,) * 6})
    assert len([*check.yearly_quantities(Ledger(held))]) == found
