"""Values lie in the columns of a file so that they come back, and damage is told."""

from __future__ import annotations

import datetime as dt
import math
import sqlite3
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import TABLE, TABLES, Item, Offer, Record, Settings, Table, Target
from desktop.model.records.table import evolved
from desktop.store import columns
from desktop.store.layout import CURRENT
from tests.strategies import records
from tests.tiny import tiny_project


def stored(record: Record, name: str) -> columns.Stored:
    table = next(table for table in TABLES if table.record is type(record))
    return dict(zip(table.field, columns.stored_row(table, record, tuple(table.field)), strict=True))[name]


def database(table: str) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    names = ", ".join(f'"{field.name}"' for field in TABLE[table].fields)
    db.execute(f"CREATE TABLE {table} (row INTEGER PRIMARY KEY, {names})")
    return db


def write(db: sqlite3.Connection, table: Table, written: Sequence[Record]) -> None:
    columns.write_rows(db, table, columns.stored_rows(table, written, tuple(table.field)))


def read_with(table: str, record: Record, name: str, value: columns.Stored | bytes) -> Record:
    """The record of a table in which one value was replaced behind the program's back."""
    db = database(table)
    write(db, TABLE[table], [record])
    db.execute(f'UPDATE {table} SET "{name}" = ?', (value,))  # noqa: S608 - a name of the test's own
    (found,) = columns.read_rows(db, TABLE[table], tuple(TABLE[table].field))
    db.close()
    return found


@given(st.data())
def test_records_come_back_equal_and_in_their_order(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(TABLES))
    written = data.draw(st.lists(records(table), max_size=3))
    db = database(table.name)
    write(db, table, written)
    assert list(columns.read_rows(db, table, tuple(table.field))) == written
    db.close()


@pytest.mark.parametrize(
    ("record", "name", "held"),
    [
        (Settings(first_month=Month.of(2027, 1)), "first_month", "2027-01"),
        (Settings(plan_date=dt.date(2026, 6, 1)), "plan_date", "2026-06-01"),
        (Settings(months=10**20), "months", "100000000000000000000"),
        (Settings(months=2**63), "months", "9223372036854775808"),
        (Settings(months=-(2**63)), "months", -(2**63)),
        (Offer(price=math.nan), "price", "nan"),
        (Offer(price=-math.inf), "price", "-inf"),
        (Offer(price=5), "price", 5.0),
        (Offer(capacity=None), "capacity", None),
    ],
)
def test_what_a_database_cannot_hold_is_text(record: Record, name: str, held: columns.Stored) -> None:
    found = stored(record, name)
    assert (found, type(found)) == (held, type(held))


def test_names_are_a_readable_list() -> None:
    regime = TABLE["regimes"].record
    assert stored(evolved(regime(), {"origins": ("चीन", "India")}), "origins") == '["चीन", "India"]'


@pytest.mark.parametrize(
    ("name", "value"),
    [("price", math.nan), ("price", math.inf), ("price", -math.inf), ("price", 5e-324), ("price", 1.7e308)],
)
def test_extreme_numbers_come_back(name: str, value: float) -> None:
    offer = Offer(price=value)
    found = getattr(read_with("offers", offer, "id", ""), name)
    assert found == value or (math.isnan(found) and math.isnan(value))


@pytest.mark.parametrize(
    ("table", "record", "name", "value"),
    [
        ("offers", Offer(), "id", 7),
        ("offers", Offer(), "id", b"A"),
        ("offers", Offer(), "price", "dear"),
        ("settings", Settings(), "months", "many"),
        ("settings", Settings(), "first_month", "2027-13"),
        ("settings", Settings(), "first_month", 2027.5),
        ("settings", Settings(), "plan_date", "2027-02-30"),
        ("regimes", TABLE["regimes"].record(), "origins", "China"),
        ("regimes", TABLE["regimes"].record(), "origins", "5"),
        ("regimes", TABLE["regimes"].record(), "origins", "[5]"),
        ("regimes", TABLE["regimes"].record(), "origins", '{"a": 1}'),
        ("regimes", TABLE["regimes"].record(), "origins", "[" * 100_000),
    ],
)
def test_a_value_that_its_field_cannot_hold_is_damage(
    table: str, record: Record, name: str, value: columns.Stored | bytes
) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_with(table, record, name, value)


def test_nothing_stays_nothing() -> None:
    assert read_with("offers", Offer(id="A"), "capacity", None) == Offer(id="A", capacity=None)


def test_equal_content_has_one_digest() -> None:
    assert columns.digest(tiny_project().content(), CURRENT) == columns.digest(tiny_project().content(), CURRENT)


@pytest.mark.parametrize(
    ("name", "value"),
    [("id", "IREL-magnet "), ("price", 5000.000000000001), ("capacity", None), ("lead_days", math.nan)],
)
def test_any_change_of_a_value_changes_the_digest(name: str, value: Value) -> None:
    project = tiny_project()
    first, second = project.all(Offer)
    changed = Project.of({**project.content(), "offers": [evolved(first, {name: value}), second]})
    assert columns.digest(changed.content(), CURRENT) != columns.digest(project.content(), CURRENT)


def test_the_order_and_the_table_of_records_are_in_the_digest() -> None:
    item, target = Item(id="A"), Target(item="A")
    one = Project.of({"items": [item, Item(id="B")], "targets": [target]})
    other = Project.of({"items": [Item(id="B"), item], "targets": [target]})
    fewer = Project.of({"items": [item, Item(id="B")]})
    assert len({columns.digest(project.content(), CURRENT) for project in (one, other, fewer)}) == 3
