"""Figures too small, or too large for what nothing asks for, are told by name; what is not told can be planned."""

from __future__ import annotations

import pytest

from desktop.model.checks import errors
from desktop.model.fields import Value
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Event, Incentive, Issued, Item, Offer, Pin, Receipt, Record, Tier
from desktop.model.records.table import evolved
from desktop.session import jobs
from desktop.text.messages import sentence
from tests.tiny import FIRST, tiny_project, tiny_records, tiny_rows

DUST = 1e-7
"""Of a usual month's need: 50 motors, and 100 kg of magnets."""
ADDED: dict[str, list[Record]] = {
    "items": [*tiny_records()["items"], Item(id="swarf", kind="oxide", unit="kg", closing="at least")],
    "offers": [*tiny_records()["offers"], Offer(id="swarf", source="JL", item="swarf", price=1.0)],
    "receipts": [Receipt(offer="IREL-magnet", month=FIRST)],
    "pins": [
        Pin(id="p", mix="least", offer="JL-magnet", month=FIRST, bound="at least"),
        Pin(id="q", mix="least", recipe="assembly", month=FIRST, bound="at most"),
        Pin(id="r", mix="least", offer="swarf", month=FIRST, bound="at least"),
    ],
    "tiers": [Tier(offer="JL-magnet", discount=5.0)],
    "incentives": [Incentive(id="i", item="magnet", rate=5.0)],
    "sources": [*tiny_rows("sources", "JL", take_or_pay_quantity=5000.0)],
    "events": [
        Event(scenario="base", kind="price factor", source="JL"),
        Event(scenario="base", kind="lead time added", source="JL"),
    ],
    "issued": [Issued(mix="least", offer=name, month=FIRST) for name in ("JL-magnet", "swarf")],
}
LEAST = [
    ("items", 1, "opening_stock", 100 * DUST),
    ("items", 2, "opening_stock", 50 * DUST),
    ("items", 1, "closing_stock", 100 * DUST),
    ("targets", 3, "quantity", 50 * DUST),
    ("receipts", 1, "quantity", 100 * DUST),
    ("pins", 1, "quantity", 100 * DUST),
    ("pins", 2, "quantity", 50 * DUST),
    ("tiers", 1, "from_quantity", 100 * DUST),
    ("offers", 1, "capacity_use", 1e-9),
    ("items", 3, "opening_stock", 1e-9),
    ("items", 3, "storage_limit", 1e-9),
    ("offers", 3, "capacity", 1e-9),
    ("incentives", 1, "cap", 1e-9),
    ("sources", 1, "least_per_year", 100 * DUST),
    ("sources", 1, "take_or_pay_quantity", 100 * DUST),
    ("sources", 2, "take_or_pay_share", 100 * 100 * DUST / 5000),
    ("events", 1, "value", 1e-6),
]
MOST = [
    ("pins", 3, "quantity", 1e8),
    ("items", 3, "closing_stock", 1e8),
    ("issued", 2, "quantity", 1e8),
    ("tiers", 1, "price", 40 * 1e6),
    ("issued", 1, "quantity", 100 * 1e4),
    ("sources", 1, "least_per_year", 100 * 1e6),
    ("sources", 1, "take_or_pay_quantity", 100 * 1e6),
    ("events", 1, "value", 1e6),
    ("events", 2, "value", 3650.0),
]


def _with(table: str, row: int, **values: Value) -> Project:
    tables = {**tiny_records(), **ADDED} if table in ADDED else tiny_records()
    rows = list(tables[table])
    rows[row - 1] = evolved(rows[row - 1], values)
    if table == "items":
        rows = [evolved(each, {"closing": "at least"}) for each in rows]
    return tiny_project(**{**tables, table: rows})


@pytest.mark.parametrize(("table", "row", "field", "limit"), [*LEAST, *MOST])
def test_a_figure_is_told_beyond_its_limit_alone_and_planned_up_to_it(
    table: str, row: int, field: str, limit: float
) -> None:
    beyond = limit * 1.001 if limit > 1 else limit / 1.001
    (problem,) = errors(_with(table, row, **{field: beyond}))
    assert (problem.table, problem.row, problem.field) == (table, row, field)
    assert "wrong unit" in sentence(problem)
    for scenario in ("", "base"):
        plan = jobs.plan(_with(table, row, **{field: limit}), "least", scenario, Silent())
        assert plan.verified, plan.faults


def test_a_stock_that_is_next_to_nothing_of_what_is_not_made_is_planned() -> None:
    """Where no motors are made no magnets are moved but these, and what rounding takes is held against a need."""
    rows = [evolved(each, {"opening_stock": 100 * DUST} if at == 0 else {}) for at, each in enumerate(ADDED["items"])]
    for recipe in ({"capacity": 0.0}, {}):
        changed = [evolved(each, recipe) for each in tiny_records()["recipes"]]
        assert jobs.plan(tiny_project(items=rows[:2], recipes=changed), "least", "", Silent()).verified
