"""What differs between two projects is told record by record and field by field, and nothing else is."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.differences import Difference, FieldChange, differences
from desktop.model.edits import AddRecords, DropRecords, SetFields, apply
from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import TABLES, Event, Offer, Record, Settings, Table
from desktop.model.records.table import evolved
from tests.strategies import projects
from tests.tiny import tiny_project


def of(table: str, before: list[Record], after: list[Record]) -> list[tuple[str, str, list[str]]]:
    """Kind, name and changed fields of what differs when one table goes from some records to others."""
    found = differences(Project.of({table: before}), Project.of({table: after}))
    assert {difference.table for difference in found} <= {table}
    return [(one.kind, one.record, [field.field for field in one.fields]) for one in found]


def offer(name: str, **values: Value) -> Record:
    return evolved(Offer(id=name, source="JL", item="magnet", price=40.0), values)


def test_equal_projects_do_not_differ() -> None:
    assert differences(tiny_project(), tiny_project()) == ()


def test_a_changed_record_tells_its_fields_with_both_values() -> None:
    before = tiny_project()
    after = apply(before, SetFields("offers", {2: {"price": 41.0, "currency": "EUR"}}))
    changes = (FieldChange("price", 40.0, 41.0), FieldChange("currency", "USD", "EUR"))
    assert differences(before, after) == (Difference("offers", "changed", "JL-magnet", 2, 2, changes),)


def test_records_added_and_dropped_are_told_with_the_row_they_have() -> None:
    before = tiny_project()
    after = apply(apply(before, DropRecords("offers", [1])), AddRecords("offers", [offer("NEW")]))
    assert differences(before, after) == (
        Difference("offers", "added", "NEW", None, 3),
        Difference("offers", "dropped", "IREL-magnet", 1, None),
    )


def test_a_record_is_known_by_what_identifies_it_wherever_it_stands() -> None:
    assert of("offers", [offer("A"), offer("B")], [offer("B", price=1.0), offer("A")]) == [("changed", "B", ["price"])]


def test_a_renamed_record_is_a_change_of_its_name() -> None:
    assert of("offers", [offer("A"), offer("B")], [offer("A"), offer("C")]) == [("changed", "C", ["id"])]


def test_another_record_in_the_same_row_is_no_change_of_the_first() -> None:
    other = Offer(id="C", source="IREL", item="oxide", price=7.0, currency="USD")
    assert of("offers", [offer("B")], [other]) == [("added", "C", []), ("dropped", "B", [])]


def test_duplicates_are_matched_in_their_order_once_equal_ones_are_out_of_the_way() -> None:
    before = [offer("A", price=1.0), offer("A", price=2.0), offer("A", price=3.0)]
    after = [offer("A", price=2.0), offer("A", price=5.0)]
    assert of("offers", before, after) == [("changed", "A", ["price"]), ("dropped", "A", [])]


def test_records_without_a_name_are_matched_by_their_values_and_then_by_their_row() -> None:
    first, second, third = (Event(scenario=name, value=0.5) for name in ("a", "b", "c"))
    assert of("events", [first, second, third], [first, third]) == [("dropped", "", [])]
    assert of("events", [first, second], [first, third]) == [("changed", "", ["scenario"])]


def test_the_one_row_of_settings_changes() -> None:
    assert of("settings", [Settings(name="a")], [Settings(name="b", months=3)]) == [("changed", "", ["name", "months"])]


def test_an_unknown_number_is_equal_to_another() -> None:
    assert of("offers", [offer("A", price=math.nan)], [offer("A", price=float("nan"))]) == []


@given(projects(), projects(), st.sampled_from([table.name for table in TABLES]))
def test_the_second_project_follows_from_the_first_and_what_differs(one: Project, other: Project, name: str) -> None:
    told = [difference for difference in differences(one, other) if difference.table == name]
    rows = dict(one.tables[name])
    gone = {difference.before_row for difference in told if difference.kind == "dropped"}
    kept = [record for row, record in rows.items() if row not in gone]
    for difference in told:
        if difference.kind == "changed":
            assert difference.before_row is not None
            record = rows[difference.before_row]
            assert all(getattr(record, field.field) == field.before for field in difference.fields)
            kept.remove(record)
            kept.append(evolved(record, {field.field: field.after for field in difference.fields}))
        elif difference.kind == "added":
            assert difference.after_row is not None
            kept.append(other.tables[name][difference.after_row])
    assert sorted(map(repr, kept)) == sorted(map(repr, other.tables[name].values()))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_tells_what_was_added(table: Table) -> None:
    before = tiny_project()
    (found,) = differences(before, apply(before, AddRecords(table.name, [table.record()])))
    assert (found.table, found.kind) == (table.name, "added")
