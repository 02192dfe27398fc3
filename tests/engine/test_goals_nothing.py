"""Projects in which there is nothing to plan, or nothing to buy, still have a plan."""

from __future__ import annotations

import pytest

from desktop.engine.goals import optimise
from desktop.engine.memory import Memory
from desktop.model.progress import Silent
from desktop.model.records import Item, Record
from desktop.model.records.table import evolved
from tests.tiny import MONTHS, tiny_project, tiny_records


@pytest.mark.parametrize("stock", [None, 0.0, 100.0], ids=["no item", "no stock", "a stock"])
def test_what_a_new_project_has_in_stock_stays_where_nothing_is_sold_asked_for_or_paid(stock: float | None) -> None:
    """No goal is over anything then, but stock still follows from stock: also in the plan that goes on from it."""
    items = [] if stock is None else [Item(id="magnet", opening_stock=stock)]
    kept = {"settings", "mixes", "items"}
    nothing: dict[str, list[Record]] = {table: [] for table in tiny_records() if table not in kept}
    project, memory = tiny_project(**nothing, items=items), Memory()
    for _ in range(2):
        plan = optimise(project, "least", "", Silent(), memory)
        assert plan.verified, plan.faults
        assert dict(plan.stock) == ({} if stock is None else {"magnet": (stock,) * len(MONTHS)})


def test_nothing_at_all_to_buy_still_has_a_plan() -> None:
    offers = [evolved(row, {"capacity": 0.0}) for row in tiny_records()["offers"]]
    plan = optimise(tiny_project(offers=offers), "least", "", Silent())
    assert plan.verified, plan.faults
    assert plan.lost["motor"] == (50.0,) * 6
    assert plan.cost.total == 0.0
