"""The tables declare everything that screens, files and checks need to know of a record."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.months import Month
from desktop.model.records import (
    RARE_EARTHS,
    TABLE,
    TABLE_OF,
    TABLES,
    Capacity,
    Event,
    Item,
    Offer,
    Price,
    Record,
    Table,
    Tier,
)
from desktop.model.records.policy import EVENT_KINDS
from desktop.model.records.table import evolved
from tests.strategies import records, values

each_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def test_tables_are_found_by_name_and_by_record() -> None:
    assert len(TABLE) == len(TABLE_OF) == len(TABLES)
    assert TABLE["offers"] is TABLE_OF[Offer]
    assert [table.name for table in TABLES][:3] == ["settings", "items", "contents"]


@each_table
def test_every_attribute_of_a_record_is_a_declared_field(table: Table) -> None:
    names = tuple(field.name for field in table.fields)
    assert set(names) == set(table.field) == set(getattr(table.record, "__slots__", ())) - {"__weakref__"}
    assert set(table.identity) <= set(names)
    assert table.help == (table.record.__doc__ or "").splitlines()[0]
    assert table.help.endswith((".", ")."))


@each_table
def test_every_field_has_a_label_of_its_own_and_a_help_sentence(table: Table) -> None:
    headers = [field.header for field in table.fields]
    assert len(set(headers)) == len(headers)
    assert all(field.label and field.help.endswith(".") for field in table.fields)


@each_table
def test_every_reference_leads_to_a_table_whose_records_have_an_id(table: Table) -> None:
    for field in table.fields:
        assert (field.kind == "ref") == bool(field.table)
        assert field.kind != "ref" or TABLE[field.table].identity == ("id",)


@each_table
def test_a_default_is_valid_unless_it_stands_for_something_that_must_be_entered(table: Table) -> None:
    faults = {field.name: field.fault(field.default) for field in table.fields if not field.required}
    expected = {"rate": "field-below-least"} if table.name == "exchange_rates" else {}
    assert {name: fault for name, fault in faults.items() if fault} == expected
    assert all(field.fault(field.default) in {None, "field-empty"} for field in table.fields if field.required)


@each_table
def test_choices_differ_from_one_another(table: Table) -> None:
    assert all(len(set(field.choices)) == len(field.choices) for field in table.fields)


def test_the_rare_earths_are_the_sixteen_that_are_traded() -> None:
    assert len(set(RARE_EARTHS)) == 16
    assert {"Sc", "Y", "Nd", "Dy", "Lu"} <= set(RARE_EARTHS)
    assert "Pm" not in RARE_EARTHS


def test_an_event_can_be_of_each_kind() -> None:
    assert len(EVENT_KINDS) == 12
    assert TABLE_OF[Event].field["kind"].choices == EVENT_KINDS


def test_a_record_is_called_by_its_identity() -> None:
    assert TABLE_OF[Item].label(Item(id="magnet")) == "magnet"
    assert TABLE_OF[Price].label(Price(offer="JL", from_month=Month.of(2027, 1))) == "JL / 2027-01"
    assert TABLE_OF[Event].label(Event()) == ""


def test_parts_of_an_identity_that_are_empty_leave_no_gap_in_the_name() -> None:
    assert TABLE_OF[Capacity].label(Capacity(offer="irel", from_month=Month.of(2027, 1))) == "irel / 2027-01"
    assert TABLE_OF[Capacity].label(Capacity(recipe="sinter")) == "sinter"
    assert TABLE_OF[Tier].label(Tier(offer="JL", from_quantity=0.0)).endswith(" / 0.0")


@given(st.data())
def test_a_record_with_other_values_differs_in_them_alone(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(TABLES))
    record: Record = data.draw(records(table))
    field = data.draw(st.sampled_from(table.fields))
    value = data.draw(values(field))
    after = evolved(record, {field.name: value})
    assert type(after) is table.record
    assert getattr(after, field.name) == value
    assert all(getattr(after, other) == getattr(record, other) for other in table.field if other != field.name)


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(Item(id="A"), "id", "B")  # noqa: B010 - mypy knows that it cannot be assigned
