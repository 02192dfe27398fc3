"""The number of a rule as it is entered."""

import pytest

from desktop.model.records import Item, Offer, Rule
from desktop.session.rule_limits import Number, counting, limit, with_counting, with_limit
from tests.tiny import tiny_project


@pytest.mark.parametrize(
    ("kind", "measure", "stored", "value", "unit"),
    [
        ("share at most", "contained", 30.0, 30.0, " %"),
        ("sources at least", "contained", 2.0, 2.0, ""),
        ("concentration at most", "contained", 0.45, 0.45, ""),
        ("cover at least", "contained", 45.0, 45.0, " days"),
        ("amount at most", "contained", 5000.0, 5.0, " t"),
        ("amount at most", "quantity", 5000.0, 5.0, " t"),
        ("amount at most", "value", 5e7, 5.0, " ₹ crore"),
        ("amount at most", "co2", 5000.0, 5.0, " t"),
    ],
)
def test_limits_are_entered_in_the_units_of_the_screen(
    kind: str, measure: str, stored: float, value: float, unit: str
) -> None:
    rule = Rule(id="a", kind=kind, measure=measure, item="magnet", limit=stored)
    number = limit(tiny_project(), rule, "t", "crore")
    assert (number.value, number.unit) == (value, unit)
    assert with_limit(rule, number, number.value) == rule
    assert with_limit(rule, number, value / 5).limit == pytest.approx(stored / 5)


def test_kilograms_lakh_and_pieces_are_shown_as_such() -> None:
    amount = Rule(id="a", kind="amount at most", measure="quantity", limit=10.0)
    offers = [Offer(id="m", source="IREL", item="motor", price=1.0)]
    assert limit(tiny_project(offers=offers), amount, "t", "lakh").unit == " piece"
    assert limit(tiny_project(), Rule(id="a", kind="amount at most", limit=7.0), "kg", "lakh").unit == " kg"
    assert limit(tiny_project(), Rule(id="a", kind="amount at most", measure="value"), "kg", "lakh").factor == 1e5
    items = [Item(id="magnet", unit="kg"), Item(id="motor", unit="piece")]
    mixed = [*offers, Offer(id="n", source="IREL", item="magnet", price=1.0)]
    assert limit(tiny_project(items=items, offers=mixed), amount, "t", "lakh").unit == ""


def test_what_is_shown_rounded_stays_as_it_is_until_something_else_is_entered() -> None:
    rule = Rule(id="a", kind="amount at most", limit=1234.56)
    number = limit(tiny_project(), rule, "t", "crore")
    assert with_limit(rule, number, 1.2).limit == 1234.56
    assert with_limit(rule, number, 1.3).limit == 1300.0


def test_from_which_share_somebody_counts_can_be_entered() -> None:
    rule = with_counting(Rule(id="a", kind="sources at least"), 7.5)
    assert counting(rule) == Number(7.5, " %", 100.0, 1, 1.0)
