"""Rules, pins and stores as sentences, and how each gave way."""

from __future__ import annotations

import attrs
import pytest

from desktop.model.fields import Value
from desktop.model.plan import Bent
from desktop.model.project import Project
from desktop.model.records import Item, Pin, Recipe, Rule
from desktop.model.records.policy import RULE_KINDS
from desktop.model.records.table import evolved
from desktop.session import sentences
from tests.analysis.plans import FEB, JAN, MAR, hand_project
from tests.tiny import tiny_project

WHOLE = "over the whole plan"


def said(values: dict[str, Value]) -> str:
    rule = evolved(Rule(id="R"), values)
    assert isinstance(rule, Rule)
    return sentences.of_rule(hand_project(), rule)


def bent(kind: str, amount: float, unit: str, asked: float, reached: float, limit: str = "R") -> Bent:
    return Bent(kind, limit, JAN, MAR, amount, unit, asked, reached)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {"kind": "share at least", "class_": "domestic", "limit": 90.0},
            f"At least 90.0 % of the rare earths contained from Domestic, {WHOLE}.",
        ),
        (
            {"kind": "share at most", "country": "China", "item": "magnet", "measure": "co2", "window": "month"},
            "At most 0.0 % of the CO2 of Magnet from China, each month.",
        ),
        (
            {"kind": "share at most", "measure": "quantity", "limit": 5.0},
            f"At most 5.0 % of the quantity of everything bought from every source, {WHOLE}.",
        ),
        (
            {"kind": "amount at least", "source": "JL", "element": "Dy", "limit": 500.0, "window": "fiscal year"},
            "At least 500.0 kg of the Dy contained from JL Mag, each fiscal year.",
        ),
        (
            {"kind": "amount at most", "measure": "quantity", "item": "motor", "limit": 40.0},
            f"At most 40 pieces of Motor from every source, {WHOLE}.",
        ),
        (
            {"kind": "amount at most", "measure": "quantity", "offer": "JL-magnet", "limit": 40.0},
            f"At most 40.0 kg of everything bought from JL-magnet, {WHOLE}.",
        ),
        (
            {"kind": "amount at most", "measure": "value", "class_": "licensed_chinese", "limit": 2.5e7},
            f"At most ₹2.5 crore of landed cost of everything bought from Licensed Chinese, {WHOLE}.",
        ),
        (
            {"kind": "amount at most", "measure": "co2", "limit": 1e6, "first_month": FEB, "last_month": MAR},
            f"At most 10,00,000.0 kg of CO2 of everything bought from every source, {WHOLE} from Feb 2027 to Mar 2027.",
        ),
        (
            {"kind": "sources at least", "item": "magnet", "limit": 3.0, "window": "month", "last_month": MAR},
            "At least 3 sources of Magnet, each with 5 % or more, each month until Mar 2027.",
        ),
        (
            {"kind": "sources at most", "by": "country", "limit": 1.0, "class_": "other_foreign"},
            f"At most 1 country of everything bought among Other foreign, {WHOLE}.",
        ),
        (
            {"kind": "concentration at most", "by": "country", "limit": 0.375, "first_month": FEB},
            f"Concentration (HHI) of the rare earths contained by country at most 0.375, {WHOLE} from Feb 2027 on.",
        ),
        (
            {"kind": "cover at least", "item": "magnet", "limit": 45.0, "first_month": FEB},
            "Stock of Magnet for at least 45.0 days of use from Feb 2027 on.",
        ),
        (
            {"kind": "if used then used", "country": "China", "other_source": "IREL", "element": "Dy"},
            f"If China is used for Dy, IREL is used too, from 5 % of what is bought on, {WHOLE}.",
        ),
        (
            {"kind": "at least one used", "source": "JL", "other_offer": "VAC-magnet", "window": "fiscal year"},
            "At least one of JL Mag and VAC-magnet is used, from 5 % of what is bought on, each fiscal year.",
        ),
        (
            {"kind": "not both used", "source": "JL", "other_source": "VAC", "item": "magnet"},
            f"JL Mag and VAC are not both used for Magnet, {WHOLE}.",
        ),
    ],
)
def test_a_rule_is_one_sentence(values: dict[str, Value], sentence: str) -> None:
    assert said(values) == sentence


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_a_rule_of_any_kind_has_a_sentence_however_little_it_says(kind: str) -> None:
    assert sentences.of_rule(Project.of({}), Rule(id="R", kind=kind, item="gone", source="lost")).endswith(".")


@pytest.mark.parametrize(
    ("gave", "asked", "reached", "off"),
    [
        (bent("share at least", 57.6, "kg", 90.0, 60.0), "90.0 %", "60.0 %", "57.6 kg missing"),
        (bent("share at most", 2.5e5, "INR", 30.0, 42.0), "30.0 %", "42.0 %", "₹2.5 lakh too much"),
        (bent("amount at least", 50.0, "kg", 500.0, 450.0), "500.0 kg", "450.0 kg", "50.0 kg missing"),
        (bent("amount at most", 5.0, "piece", 40.0, 45.0), "40 pieces", "45 pieces", "5 pieces too much"),
        (bent("sources at least", 1.0, "sources", 2.0, 1.0), "2 sources", "1 source", "1 source missing"),
        (bent("sources at most", 2.0, "countries", 1.0, 3.0), "1 country", "3 countries", "2 countries too much"),
        (bent("concentration at most", 0.07, "HHI", 0.45, 0.52), "0.450", "0.520", "0.070 too much"),
        (bent("cover at least", 40.0, "kg", 45.0, 12.0), "45.0 days", "12.0 days", "40.0 kg missing"),
        (bent("not both used", 1.0, "", 1.0, 0.0), "", "", "does not hold"),
        (bent("pin", 20.0, "kg", 50.0, 30.0), "50.0 kg", "30.0 kg", "20.0 kg missing"),
        (bent("total storage", 20.0, "space", 500.0, 520.0), "500.0", "520.0", "20.0 too much"),
    ],
)
def test_what_gave_way_is_told_in_the_units_of_its_kind(gave: Bent, asked: str, reached: str, off: str) -> None:
    assert sentences.level(gave, gave.asked) == asked
    assert sentences.level(gave, gave.reached) == reached
    assert sentences.gap(gave) == off
    how = f"Gave way: reached {reached}, {off} (Jan 2027 – Mar 2027)." if reached else "Gave way (Jan 2027 – Mar 2027)."
    assert sentences.result(gave) == how


def test_one_month_is_named_once() -> None:
    assert sentences.months(attrs.evolve(bent("pin", 1.0, "kg", 1.0, 0.0), last_month=JAN)) == "Jan 2027"


def world() -> Project:
    """A held offer, a held recipe, and stocks with limits."""
    items = [
        Item(id="ox", name="Oxide", unit="kg", closing="at least"),
        Item(id="motor", unit="piece", closing="exactly"),
    ]
    pins = [
        Pin(id="p1", mix="least", offer="JL-magnet", month=FEB, quantity=50.0, reason="promised"),
        Pin(id="p2", mix="least", recipe="assembly", month=FEB, bound="exactly", quantity=7.0),
        Pin(id="p3", mix="least", recipe="gone", month=FEB, bound="at most", quantity=7.0),
    ]
    recipes = [Recipe(id="assembly", name="Winding", output="motor")]
    return tiny_project(
        items=items, pins=pins, recipes=recipes, rules=[Rule(id="R", kind="sources at least", limit=2.0)]
    )


@pytest.mark.parametrize(
    ("gave", "name", "sentence"),
    [
        (bent("storage limit", 1.0, "kg", 10.0, 11.0, "ox"), "Oxide (ox)", "The store of Oxide holds 10.0 kg."),
        (bent("closing stock", 1.0, "kg", 9.0, 8.0, "ox"), "Oxide (ox)", "The stock of Oxide ends at 9.0 kg or more."),
        (bent("closing stock", 1.0, "piece", 9.0, 8.0, "motor"), "motor", "The stock of motor ends at 9 pieces."),
        (
            bent("total storage", 1.0, "space", 10.0, 11.0, ""),
            "All stores together",
            "The stores of all items together have room for 10.0.",
        ),
        (
            bent("pin", 20.0, "kg", 50.0, 30.0, "p1"),
            "JL-magnet (p1)",
            "Held: JL-magnet, at least 50.0 kg in Jan 2027 (promised).",
        ),
        (bent("pin", 1.0, "piece", 7.0, 6.0, "p2"), "assembly (p2)", "Held: Winding, exactly 7 pieces in Jan 2027."),
        (bent("pin", 1.0, "piece", 7.0, 8.0, "p3"), "gone (p3)", "Held: gone, at most 7 pieces in Jan 2027."),
        (
            bent("sources at least", 1.0, "sources", 2.0, 1.0),
            "R",
            f"At least 2 sources of everything bought, each with 5 % or more, {WHOLE}.",
        ),
        (
            bent("sources at least", 1.0, "sources", 2.0, 1.0, "since gone"),
            "since gone",
            "since gone: sources at least",
        ),
        (bent("pin", 1.0, "kg", 2.0, 1.0, "since gone"), "since gone", "since gone"),
        (bent("storage limit", 1.0, "kg", 2.0, 3.0, "gone"), "gone", "The store of gone holds 2.0 kg."),
    ],
)
def test_a_limit_is_named_and_told_as_the_project_has_it(gave: Bent, name: str, sentence: str) -> None:
    assert sentences.name_of(world(), gave) == name
    assert sentences.of_bent(world(), gave) == sentence


def test_amounts_are_written_as_the_place_wants_them() -> None:
    gave = bent("amount at least", 50.0, "kg", 500.0, 450.0)
    assert sentences.gap(gave, lambda amount, unit: f"<{amount:g}|{unit}>") == "<50|kg> missing"
