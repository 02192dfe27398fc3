"""One term at a time changed in the world of a sound plan: what the plan made of it is no longer right, and found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import pytest

from desktop.model.fields import Value
from desktop.model.plan import Plan
from desktop.model.records import TABLE
from desktop.model.records.table import evolved
from tests.engine import planting as plant
from tests.engine.crowded import crowded_plan
from tests.engine.planting import FACTORS, Faulty, Planter
from tests.tiny import FIRST

ANSWERS = ("continuous", "whole")
LESS, MORE = FACTORS[::-1]

EXACT: Mapping[str, tuple[str, ...]] = {
    "settings": ("capital_rate", "storage_limit"),
    "items": (
        "holding_cost",
        "opening_stock",
        "closing_stock",
        "safety_days",
        "storage_limit",
        "late_cost",
        "lost_cost",
    ),
    "contents": ("kg_per_unit",),
    "sources": ("order_cost", "contract_cost", "take_or_pay_share", "take_or_pay_quantity"),
    "offers": (
        "freight",
        "insurance",
        "customs_duty",
        "surcharge",
        "igst",
        "inland_cost",
        "usable_yield",
        "co2",
        "domestic_value",
    ),
    "prices": ("value",),
    "tiers": ("from_quantity", "price", "discount", "charge"),
    "recipes": ("cost",),
    "recipe_inputs": ("quantity",),
    "targets": ("quantity",),
    "receipts": ("quantity",),
    "exchange_rates": ("rate",),
}
"""Numbers that a plan follows exactly, so that any other is found, more or less."""

BINDING: Mapping[tuple[str, str, str, float], tuple[str, ...]] = {
    ("items", "storage_use", "magnet", MORE): ANSWERS,
    ("items", "storage_use", "magnet", LESS): ANSWERS,
    ("sources", "capacity", "IREL", LESS): ("continuous",),
    ("sources", "least_per_year", "VAC", MORE): ("whole",),
    ("offers", "price", "VAC-magnet", MORE): ANSWERS,
    ("offers", "price", "JL-magnet", MORE): ANSWERS,
    ("offers", "capacity", "JL-magnet", LESS): ANSWERS,
    ("offers", "capacity", "VAC-magnet", LESS): ANSWERS,
    ("offers", "capacity", "VAC-alloy", LESS): ANSWERS,
    ("offers", "lot_size", "IREL-magnet", MORE): ("whole",),
    ("offers", "lot_size", "IREL-magnet", LESS): ("whole",),
    ("offers", "minimum_order", "VAC-magnet", 1.9): ("whole",),
    ("capacities", "value", "assembly / 2027-01", LESS): ANSWERS,
    ("recipes", "capacity", "sintering", LESS): ANSWERS,
    ("recipes", "largest_share", "by-hand", LESS): ANSWERS,
    ("commitments", "quantity", "japan", MORE): ("continuous",),
    ("licences", "quantity", "L1", LESS): ANSWERS,
    ("rules", "limit", "share at least", MORE): ANSWERS,
    ("rules", "limit", "share at most", MORE): ANSWERS,
    ("rules", "limit", "amount at least", LESS): ANSWERS,
    ("rules", "limit", "amount at most", LESS): ANSWERS,
    ("rules", "limit", "sources at least", LESS): ("whole",),
    ("rules", "limit", "sources at most", MORE): ("whole",),
    ("rules", "limit", "concentration at most", MORE): ANSWERS,
    ("rules", "limit", "cover at least", MORE): ANSWERS,
    ("pins", "quantity", "much", MORE): ANSWERS,
    ("pins", "quantity", "most", LESS): ANSWERS,
    ("pins", "quantity", "made", MORE): ANSWERS,
    ("incentives", "cap", "made-here", LESS): ANSWERS,
    ("incentives", "rate", "bought-here", MORE): ANSWERS,
    ("incentives", "least_domestic", "bought-here", 0.1): ("whole",),
}
"""Numbers of one record that a plan uses up, and the factor by which there is less room: where any is left, none."""

OTHERWISE: Mapping[tuple[str, str], dict[str, Value]] = {
    ("settings", ""): {"plan_date": dt.date(2027, 2, 15)},
    ("settings", " "): {"months": 5},
    ("settings", "  "): {"first_month": FIRST.plus(1)},
    ("items", "magnet"): {"closing": "free"},
    ("items", "magnet "): {"unit": "piece"},
    ("items", "motor"): {"months_late": 0},
    ("items", "motor "): {"priority": "must"},
    ("sources", "IREL"): {"class_": "other_foreign"},
    ("sources", "IREL "): {"country": "China"},
    ("sources", "JL"): {"class_": "domestic"},
    ("sources", "VAC"): {"class_": "domestic"},
    ("offers", "IREL-magnet"): {"first_month": FIRST.plus(3)},
    ("offers", "JL-magnet"): {"last_month": FIRST.plus(3)},
    ("offers", "JL-magnet "): {"price_term": "CIF"},
    ("offers", "JL-magnet  "): {"lead_days": 46.0},
    ("offers", "JL-magnet   "): {"licence": "not needed"},
    ("offers", "VAC-magnet"): {"currency": "USD"},
    ("offers", "VAC-magnet "): {"licence": "needed"},
    ("prices", "IREL-magnet / 2027-03"): {"from_month": FIRST.plus(3)},
    ("tiers", "IREL-magnet / order / 40.0"): {"basis": "horizon"},
    ("tiers", "JL-magnet / fiscal year / 20.0"): {"kind": "all units"},
    ("recipes", "assembly"): {"delay": 1},
    ("recipes", "sintering"): {"delay": 2},
    ("recipes", "sintering "): {"qualified_from": FIRST.plus(2)},
    ("targets", "motor / 2027-03"): {"month": FIRST.plus(3)},
    ("receipts", "JL-magnet / 2027-01"): {"month": FIRST.plus(1)},
    ("receipts", "IREL-magnet / 2027-04"): {"offer": "JL-magnet"},
    ("regimes", "A18"): {"new_files": False},
    ("regimes", "A18 "): {"days_p50": 61.0},
    ("regimes", "A18  "): {"status": "stopped"},
    ("regimes", "A18   "): {"threshold": 0.05},
    ("licences", "L1"): {"freight_mode": "air"},
    ("licences", "L1 "): {"status": "draft"},
    ("licences", "L1  "): {"valid_from": dt.date(2027, 1, 16)},
    ("licences", "L1   "): {"valid_until": dt.date(2027, 1, 14)},
    ("licences", "L1    "): {"offer": "IREL-magnet"},
    ("mixes", "least"): {"licence_days": "P90"},
    ("rules", "share at least"): {"window": "horizon"},
    ("rules", "share at most"): {"measure": "quantity"},
    ("rules", "amount at least"): {"last_month": FIRST.plus(4)},
    ("rules", "amount at most"): {"mix": "slow"},
    ("rules", "concentration at most"): {"by": "country", "class_": "domestic"},
    ("rules", "cover at least"): {"first_month": FIRST.plus(1)},
    ("pins", "much"): {"month": FIRST.plus(2)},
    ("pins", "most"): {"bound": "at least"},
    ("pins", "made"): {"recipe": "by-hand"},
    ("pins", "elsewhere"): {"scenario": ""},
    ("incentives", "made-here"): {"last_month": FIRST.plus(2)},
    ("incentives", "bought-here"): {"rate_kind": "INR/unit"},
    ("incentives", "bought-here "): {"item": "alloy"},
}
"""Other words, dates and months of one record; the blanks after its name tell several changes of it apart."""


def _in_world(table: str, values: Mapping[str, Value], name: str) -> Planter:
    """The plan judged in a world of which one record of a table is another; the project is changed with it."""

    def put(plan: Plan) -> Iterator[Faulty]:
        for number, record in plan.world.tables[table].items():
            if TABLE[table].label(record) == name.strip():
                rows = {**plan.world.tables[table], number: evolved(record, values)}
                world = plan.world.with_table(table, rows)
                yield name, plant.with_plan(plan, project=world, world=world)

    return put


def _times(table: str, field: str, factor: float) -> Planter:
    """The plan judged in worlds in which a number of one record is another."""

    def put(plan: Plan) -> Iterator[Faulty]:
        for record in plan.world.tables[table].values():
            value = getattr(record, field)
            if value:
                yield from _in_world(table, {field: factor * value}, TABLE[table].label(record))(plan)

    return put


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize(("table", "field"), [(table, field) for table, fields in EXACT.items() for field in fields])
def test_any_other_number_is_found_in_what_the_plan_made_of_it(
    table: str, field: str, factor: float, answer: str
) -> None:
    assert plant.unfound(crowded_plan(answer), _times(table, field, factor)) == []


@pytest.mark.parametrize(
    ("table", "field", "name", "factor", "answer"), [(*key, a) for key, of in BINDING.items() for a in of]
)
def test_a_limit_that_the_plan_uses_up_cannot_be_any_narrower(
    table: str, field: str, name: str, factor: float, answer: str
) -> None:
    plan = crowded_plan(answer)
    (value,) = (
        getattr(record, field) for record in plan.world.tables[table].values() if TABLE[table].label(record) == name
    )
    assert plant.unfound(plan, _in_world(table, {field: factor * value}, name)) == []


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize(("table", "name"), OTHERWISE)
def test_another_word_date_or_month_is_found_in_what_the_plan_made_of_it(table: str, name: str, answer: str) -> None:
    assert plant.unfound(crowded_plan(answer), _in_world(table, OTHERWISE[table, name], name)) == []
