"""The second computation of pins and of all storage, against figures worked out by hand."""

from __future__ import annotations

import attrs
import pytest

from desktop.engine import verify_bent as check
from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger
from desktop.model.fields import Value
from desktop.model.plan import Bent, Plan
from desktop.model.progress import Silent
from desktop.model.records import Pin
from desktop.model.records.table import evolved
from tests.tiny import FIRST, tiny_project, tiny_rows

PIN = Pin(id="p", mix="least", offer="JL-magnet", month=FIRST.plus(1), bound="at least", quantity=120.0)
TOLD = Bent("pin", "p", FIRST.plus(1), FIRST.plus(1), 20.0, "kg", 120.0, 100.0)


def _plan() -> Plan:
    """A plan that buys 100 kg a month from JL alone, for 50 motors."""
    return optimise(tiny_project(), "least", "", Silent())


def _found(plan: Plan, values: dict[str, Value], *told: Bent) -> int:
    world = plan.world.with_table("pins", {1: evolved(PIN, values)})
    return len([*check.bent(Ledger(attrs.evolve(plan, world=world, bent=told)))])


@pytest.mark.parametrize(
    ("values", "amount"),
    [
        ({}, 20.0),
        ({"bound": "exactly"}, 20.0),
        ({"bound": "exactly", "quantity": 90.0}, 10.0),
        ({"bound": "at most", "quantity": 90.0}, 10.0),
        ({"quantity": 100.0}, 0.0),
        ({"quantity": 90.0}, 0.0),
        ({"bound": "at most"}, 0.0),
        ({"bound": "exactly", "quantity": 100.0}, 0.0),
        ({"mix": "slow"}, 0.0),
        ({"scenario": "base"}, 0.0),
        ({"month": FIRST.plus(6)}, 0.0),
        ({"month": FIRST.plus(-1)}, 0.0),
    ],
)
def test_a_pin_that_does_not_hold_is_told_and_no_other(values: dict[str, Value], amount: float) -> None:
    quantity = values.get("quantity", 120.0)
    assert isinstance(quantity, float)
    told = attrs.evolve(TOLD, amount=amount or 1.0, asked=quantity)
    assert _found(_plan(), values) == (1 if amount else 0)
    assert (_found(_plan(), values, told) == 0) is (amount > 0)


def test_receipts_do_not_count_and_scenarios_choose_their_pins() -> None:
    plan = attrs.evolve(_plan(), scenario="base")
    assert _found(plan, {"scenario": "base"}, TOLD) == _found(plan, {"scenario": ""}, TOLD) == 0
    assert _found(plan, {"scenario": "other"}, TOLD) == 1


def test_a_pin_of_a_recipe_holds_what_is_started() -> None:
    values: dict[str, Value] = {"offer": "", "recipe": "assembly", "quantity": 60.0}
    told = attrs.evolve(TOLD, amount=10.0, unit="piece", asked=60.0, reached=50.0)
    assert _found(_plan(), values, told) == 0
    assert _found(_plan(), values) == 1


@pytest.mark.parametrize("field", ["amount", "asked", "reached"])
@pytest.mark.parametrize("factor", [0.9999, 1.0001, float("nan")])
def test_every_figure_of_a_pin_is_recomputed(field: str, factor: float) -> None:
    assert _found(_plan(), {}, attrs.evolve(TOLD, **{field: factor * getattr(TOLD, field)})) == 1


@pytest.mark.parametrize(
    "values", [{"unit": "piece"}, {"first_month": FIRST}, {"last_month": FIRST}, {"limit": "q"}, {"kind": "share"}]
)
def test_a_pin_is_told_by_its_name_month_and_unit(values: dict[str, object]) -> None:
    assert _found(_plan(), {}, Bent(**{**attrs.asdict(TOLD, recurse=False), **values})) >= 1


def _stored(limit: float | None, *told: Bent) -> list[str]:
    """Magnets take 2 of the store each, motors 5: 40, 90, 90, 40, 40, 40 in all."""
    plan = _plan()
    stock = {"magnet": (20.0,) * 6, "motor": (0.0, 10.0, 10.0, 0.0, 0.0, 0.0)}
    magnet, motor = (
        tiny_rows("items", storage_use=2.0)[0],
        tiny_rows("items", storage_use=5.0)[1],
    )
    world = plan.world.with_table("items", {1: magnet, 2: motor})
    world = world.with_table("settings", {1: evolved(world.settings, {"storage_limit": limit})})
    return [fault.where for fault in check.bent(Ledger(attrs.evolve(plan, stock=stock, world=world, bent=told)))]


ALL = Bent("total storage", "", FIRST.plus(1), FIRST.plus(2), 30.0, "space", 60.0, 90.0)


def test_all_storage_is_told_from_the_first_month_over_to_the_last() -> None:
    assert _stored(None) == _stored(90.0) == _stored(60.0, ALL) == []
    assert _stored(60.0) == ["total storage "]
    assert set(_stored(None, ALL)) == set(_stored(90.0, ALL)) == {"total storage "}


@pytest.mark.parametrize(
    "values",
    [
        {"amount": 30.003},
        {"amount": 29.997},
        {"asked": 60.006},
        {"reached": 90.009},
        {"unit": "kg"},
        {"first_month": FIRST},
        {"first_month": FIRST.plus(2)},
        {"last_month": FIRST.plus(1)},
        {"last_month": FIRST.plus(3)},
        {"limit": "magnet"},
    ],
)
def test_every_figure_of_all_storage_is_recomputed(values: dict[str, object]) -> None:
    assert _stored(60.0, Bent(**{**attrs.asdict(ALL, recurse=False), **values})) != []
