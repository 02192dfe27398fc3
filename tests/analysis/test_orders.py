"""The lines of a plan's orders: what is in them, how they are sorted, which are due."""

import datetime as dt
from collections.abc import Callable

import attrs
import pytest

from desktop.analysis import orders
from desktop.model.plan import Plan
from desktop.model.records import Settings
from desktop.model.records.table import evolved
from tests.analysis.plans import (
    APR,
    FEB,
    JAN,
    MAR,
    hand_plan,
    hand_project,
    hand_records,
    idle_plan,
    solved_rich,
    solved_tiny,
)
from tests.tiny import FIRST


def test_lines_run_by_order_date_and_placed_orders_come_first() -> None:
    table = orders.table(hand_plan())
    assert tuple(table.columns) == orders.COLUMNS
    assert table["month"].tolist() == [JAN, MAR, JAN, FEB, APR]
    assert table["source"].tolist() == ["JL", "JL", "IREL", "JL", "VAC"]
    assert table["placed"].tolist() == [True, False, False, False, False]
    assert table["order_date"][0] is None


def test_lines_run_by_arrival_when_asked() -> None:
    table = orders.table(hand_plan(), by="arrival")
    assert table["month"].tolist() == [JAN, JAN, FEB, MAR, APR]
    assert table["offer"].tolist() == ["IREL-magnet", "JL-magnet", "JL-magnet", "JL-magnet", "VAC-magnet"]


def test_a_line_names_who_sells_what() -> None:
    line = orders.table(hand_plan()).iloc[4]
    words = ["source_name", "class", "country", "item", "item_name", "unit"]
    assert line[words].tolist() == ["VAC", "other_foreign", "Germany", "magnet", "Magnet", "kg"]


def test_a_line_holds_quantities_and_all_parts_of_its_cost() -> None:
    line = orders.table(hand_plan()).iloc[3]
    assert line[["quantity", "usable", "contained"]].tolist() == pytest.approx([50, 50, 16])
    assert line[list(orders.PARTS)].tolist() == [160000, 5000, 500, 16000, 1600, 900]
    assert line[["igst", "landed"]].tolist() == [30000, 184000]
    assert line["licence"] == "F1"


def test_an_item_without_rare_earths_contains_none() -> None:
    assert orders.table(hand_plan(hand_project(contents=[])))["contained"].tolist() == [0] * 5


def test_the_lines_of_one_plan_are_worked_out_once() -> None:
    plan = hand_plan()
    assert orders.table(plan) is orders.table(plan)


@pytest.mark.parametrize("plan", [solved_tiny, solved_rich], ids=["tiny", "rich"])
def test_the_lines_of_a_solved_plan_cost_what_the_plan_lands_for(plan: Callable[[], Plan]) -> None:
    table = orders.table(plan())
    assert table["landed"].sum() == pytest.approx(plan().cost.landed)
    assert table[list(orders.PARTS)].sum().sum() == pytest.approx(plan().cost.landed)


def test_orders_are_due_up_to_and_on_the_last_day_and_placed_ones_never() -> None:
    # From 1 June 2026 it is 168 days to 16 November and 184 to 2 December.
    plan = hand_plan()
    assert orders.due(plan)["month"].tolist() == []
    assert orders.due(plan, days=167)["month"].tolist() == []
    assert orders.due(plan, days=168)["month"].tolist() == [MAR]
    assert orders.due(plan, days=184)["source"].tolist() == ["JL", "IREL"]
    assert orders.due(plan, days=184).index.tolist() == [0, 1]


def test_orders_beyond_the_near_months_are_estimates_where_near_ones_are_rounded() -> None:
    records = hand_records()
    near = [evolved(row, {"near_months": 1}) for row in records["settings"]]
    lots = [evolved(row, {"lot_size": 5.0 if row.id == "JL-magnet" else 0.0}) for row in records["offers"]]  # type: ignore[attr-defined]
    table = orders.table(hand_plan(hand_project(settings=near, offers=lots)))
    estimates = table[table["estimate"]]
    assert set(zip(estimates["offer"], estimates["month"], strict=True)) == {("JL-magnet", FEB), ("JL-magnet", MAR)}
    assert not orders.table(hand_plan())["estimate"].any()


def test_without_a_plan_date_nothing_is_due() -> None:
    undated = hand_project(settings=[Settings(name="Undated", first_month=FIRST, months=6)])
    due = orders.due(hand_plan(undated), days=1000)
    assert due.empty
    assert tuple(due.columns) == orders.COLUMNS


def test_no_orders_are_a_table_of_no_lines() -> None:
    assert tuple(orders.table(idle_plan()).columns) == orders.COLUMNS
    assert tuple(orders.due(idle_plan()).columns) == orders.COLUMNS
    assert orders.table(idle_plan())["landed"].sum() == 0


def test_orders_of_one_day_run_by_month_of_arrival() -> None:
    day = dt.date(2026, 12, 1)
    same = tuple(attrs.evolve(order, order_date=day, placed=False) for order in hand_plan().orders)
    assert orders.table(hand_plan(orders=same))["month"].tolist() == [JAN, JAN, FEB, MAR, APR]
