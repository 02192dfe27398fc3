"""The second computation of the physical limits, on plans that are right but for one thing."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pytest

from desktop.engine import verify_limits as check
from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger
from desktop.model.fields import Value
from desktop.model.plan import Fault, Plan
from desktop.model.progress import Silent
from desktop.model.records import Commitment
from desktop.model.records.table import Record
from tests.tiny import FIRST, tiny_project, tiny_rows


def _plan(**changed: Sequence[Record]) -> Plan:
    return optimise(tiny_project(**changed), "least", "", Silent())


def _in_world(plan: Plan, table: str, rows: Sequence[Record]) -> Ledger:
    """The plan, judged in a world in which one table is another."""
    return Ledger(attrs.evolve(plan, world=plan.world.with_table(table, dict(enumerate(rows, start=1)))))


def _keys(faults: Sequence[Fault]) -> set[str]:
    return {fault.key for fault in faults}


@pytest.mark.parametrize(
    ("table", "only", "values", "where"),
    [
        ("offers", "JL-magnet", {"capacity": 99.0}, {"verify-capacity"}),
        ("sources", "JL", {"capacity": 99.0}, {"verify-joint-capacity"}),
        ("offers", "JL-magnet", {"capacity": 100.1}, set()),
        ("sources", "JL", {"capacity": 100.1}, set()),
    ],
)
def test_arrivals_beyond_a_capacity_are_found(table: str, only: str, values: dict[str, Value], where: set[str]) -> None:
    ledger = _in_world(_plan(), table, tiny_rows(table, only, **values))
    assert _keys([*check.capacities(ledger)]) == where


def test_a_commitment_binds_only_in_its_months() -> None:
    plan = _plan(offers=tiny_rows("offers", "JL-magnet", capacity=120.0, last_month=FIRST.plus(4)))
    owed = Commitment(id="c", source="JL", item="magnet", quantity=21.0, first_month=FIRST.plus(2))
    faults = [*check.capacities(_in_world(plan, "commitments", [owed]))]
    assert _keys(faults) == {"verify-committed"}
    assert [fault.where for fault in faults][:2] == ["JL 2027-03", "JL 2027-04"]


@pytest.mark.parametrize(
    ("values", "months"),
    [
        ({}, 0),
        ({"capacity": 40.0}, 6),
        ({"qualified_from": FIRST.plus(2)}, 2),
        ({"delay": 2}, 2),
        ({"largest_share": 50.0}, 6),
        ({"largest_share": 100.0}, 0),
    ],
)
def test_making_beyond_capacity_qualification_or_share_is_found(values: dict[str, Value], months: int) -> None:
    faults = [*check.recipes(_in_world(_plan(), "recipes", tiny_rows("recipes", "assembly", **values)))]
    assert [fault.key for fault in faults] == ["verify-recipe"] * months


def test_a_safety_stock_counts_making_and_targets_of_the_next_month() -> None:
    plan = _plan()
    for last in (4.0, 6.0):
        short = {"motor": (5.0,) * 5 + (last,)}
        told = attrs.evolve(plan, stock={**plan.stock, "motor": (20.0,) * 6}, safety_short=short)
        (fault,) = check.safety(_in_world(told, "items", tiny_rows("items", "motor", safety_days=15.0)))
        assert (fault.key, fault.where) == ("verify-safety", "motor 2027-06")
        assert fault.difference == pytest.approx(1 / 50)
