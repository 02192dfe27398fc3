"""Pins hold arrivals and making where the plan can, and say by how much where it cannot."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from desktop.engine.pins import Held, add_pins
from desktop.model.fields import Value
from desktop.model.records import Licence, Pin, Receipt, Record
from desktop.model.records.table import evolved
from tests.engine.written import drafted, least, least_with
from tests.tiny import FIRST, tiny_records

PIN = Pin(id="p", mix="least", offer="IREL-magnet", month=FIRST.plus(1), bound="exactly", quantity=40.0)
NOTHING = (0.0,) * 6


def _held(*pins: Record, mix: str = "least", scenario: str = "") -> list[Held]:
    return add_pins(drafted(mix, scenario, pins=pins))


def _off(values: dict[str, Value], *arrivals: Sequence[float], **changed: Sequence[Record]) -> float:
    """By how much a pin does not hold once this arrives of each offer."""
    draft = drafted(pins=[evolved(PIN, values)], **changed)
    (held,) = add_pins(draft)
    return float(least_with(draft, held.off, *arrivals)[held.off].sum())


@pytest.mark.parametrize(
    ("bound", "off"),
    [("at least", [10.0, 0.0, 0.0]), ("at most", [0.0, 0.0, 15.0]), ("exactly", [10.0, 0.0, 15.0])],
)
def test_what_arrives_is_held_as_the_bound_says(bound: str, off: list[float]) -> None:
    found = [_off({"bound": bound}, (0.0, quantity, *NOTHING[2:])) for quantity in (30.0, 40.0, 55.0)]
    assert found == pytest.approx(off)


def test_a_pin_holds_its_own_offer_in_its_own_month() -> None:
    around = (40.0, 0.0, 40.0, 40.0, 40.0, 40.0)
    assert _off({}, around, (40.0,) * 6) == pytest.approx(40.0)
    assert _off({"offer": "JL-magnet"}, (40.0,) * 6, around) == pytest.approx(40.0)
    assert _off({"offer": "JL-magnet"}, around, (40.0,) * 6) == pytest.approx(0.0)


def test_what_is_on_order_is_not_what_a_pin_speaks_of() -> None:
    receipts = [Receipt(offer="IREL-magnet", month=FIRST.plus(1), quantity=40.0)]
    assert _off({}, NOTHING, receipts=receipts) == pytest.approx(40.0)


def test_a_pin_holds_all_ways_in_of_its_offer_together() -> None:
    licence = Licence(id="L1", regime="A18", offer="JL-magnet", quantity=90.0, status="granted")
    by_file = (0.0, 25.0, *NOTHING[2:])
    without = (0.0, 15.0, *NOTHING[2:])
    assert _off({"offer": "JL-magnet"}, NOTHING, without, by_file, licences=[licence]) == pytest.approx(0.0)


def test_a_pin_on_a_recipe_holds_what_is_begun_in_its_month() -> None:
    draft = drafted(pins=[evolved(PIN, {"offer": "", "recipe": "assembly"})])
    (held,) = add_pins(draft)
    assert held.columns.tolist() == draft.columns.make[0, 1:2].tolist()
    assert (held.item, held.month) == (1, 1)
    x = least(draft, (held.off, 1.0), (held.columns, 1e-3))
    assert x[draft.columns.make[0]].tolist() == pytest.approx([0.0, 40.0, 0.0, 0.0, 0.0, 0.0])


def test_a_pin_knows_its_item_its_size_and_the_columns_of_what_is_off() -> None:
    (held,) = _held(PIN)
    assert (held.pin.id, held.item, held.month, held.scale) == ("p", 0, 1, 100.0)
    assert held.off.shape == (2,)
    assert np.intersect1d(held.off, held.columns).size == 0


@pytest.mark.parametrize(
    ("values", "mix", "scenario", "count"),
    [
        ({}, "least", "", 1),
        ({}, "slow", "", 0),
        ({}, "least", "base", 1),
        ({"scenario": "base"}, "least", "base", 1),
        ({"scenario": "base"}, "least", "", 0),
        ({"mix": "slow"}, "slow", "", 1),
        ({"month": FIRST.plus(6)}, "least", "", 0),
        ({"month": FIRST.plus(-1)}, "least", "", 0),
    ],
)
def test_pins_of_other_mixes_scenarios_and_months_are_left_out(
    values: dict[str, Value], mix: str, scenario: str, count: int
) -> None:
    assert len(_held(evolved(PIN, values), mix=mix, scenario=scenario)) == count


def test_two_pins_on_the_same_thing_are_both_held() -> None:
    draft = drafted(pins=[PIN, evolved(PIN, {"id": "q", "quantity": 50.0})])
    pins = add_pins(draft)
    off = np.concatenate([held.off for held in pins])
    assert float(least(draft, (off, 1.0))[off].sum()) == pytest.approx(10.0)


def test_a_project_without_pins_holds_nothing() -> None:
    assert add_pins(drafted(**tiny_records())) == []
