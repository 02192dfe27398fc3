"""A field is declared once, knows what it may hold, and says what is wrong with anything else."""

# ruff: noqa: RUF009 - a field's default is its declaration

from __future__ import annotations

import datetime as dt
import math

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model import fields as f
from desktop.model.fields import Field, Value, declared
from desktop.model.months import Month
from desktop.model.records import TABLES
from tests.strategies import values


@attrs.frozen(kw_only=True)
class Everything:
    """One field of every declaration."""

    key: str = f.key("Key", "The name.")
    text: str = f.text("Text", "Words.", "as usual")
    needed: str = f.text("Needed", "Words that must be there.", required=True)
    ref: str = f.ref("Ref", "Points to an item.", "items")
    loose: str = f.ref("Loose", "Points to an item, or nowhere.", "items", required=False)
    choice: str = f.choice("Choice", "One of two.", ("a", "b"))
    open: str = f.choice("Open", "One of two, or none.", ("a", "b"), "")
    number: float = f.number("Number", "Between 0 and 100.", "%", 5.0, most=100)
    limit: float | None = f.limit("Limit", "Empty: none.", "kg")
    whole: int = f.whole("Whole", "1 to 12.", "months", 3, 1, 12)
    month: Month | None = f.month("Month", "Any.")
    start: Month | None = f.month("Start", "Must be there.", required=True)
    date: dt.date | None = f.date("Date", "Any.")
    due: dt.date | None = f.date("Due", "Must be there.", required=True)
    names: tuple[str, ...] = f.names("Names", "Any.")
    elements: tuple[str, ...] = f.names("Elements", "Of two.", ("Nd", "Dy"))
    flag: bool = f.flag("Flag", "Yes or no.", default=True)


FIELDS = {field.name: field for field in declared(Everything)}


def test_fields_come_in_the_order_of_declaration_with_the_names_of_their_attributes() -> None:
    assert list(FIELDS) == [attribute.name for attribute in attrs.fields(Everything)]


def test_a_record_starts_with_the_declared_defaults() -> None:
    started = attrs.asdict(Everything(), recurse=False)
    assert started == {name: field.default for name, field in FIELDS.items()}
    assert (started["choice"], started["open"], started["number"], started["whole"]) == ("a", "", 5.0, 3)
    assert (started["limit"], started["month"], started["names"], started["flag"]) == (None, None, (), True)


def test_a_header_shows_the_unit_only_where_there_is_one() -> None:
    assert FIELDS["number"].header == "Number (%)"
    assert FIELDS["text"].header == "Text"


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("key", "", "field-empty"),
        ("key", "A", None),
        ("key", None, "field-empty"),
        ("key", 7, "field-wrong-kind"),
        ("text", "", None),
        ("text", None, "field-empty"),
        ("text", "x" * 2000, None),
        ("text", "x" * 2001, "field-too-long"),
        ("needed", "", "field-empty"),
        ("ref", "", "field-empty"),
        ("ref", "nowhere", None),
        ("loose", "", None),
        ("choice", "b", None),
        ("choice", "c", "field-not-a-choice"),
        ("choice", "", "field-empty"),
        ("open", "", None),
        ("open", "c", "field-not-a-choice"),
        ("number", 0, None),
        ("number", 100.0, None),
        ("number", -0.001, "field-below-least"),
        ("number", 100.001, "field-above-most"),
        ("number", math.nan, "field-not-finite"),
        ("number", math.inf, "field-not-finite"),
        ("number", "5", "field-wrong-kind"),
        ("number", True, "field-wrong-kind"),
        ("number", None, "field-empty"),
        ("limit", None, None),
        ("limit", -1.0, "field-below-least"),
        ("whole", 12, None),
        ("whole", 0, "field-below-least"),
        ("whole", 13, "field-above-most"),
        ("whole", 2.5, "field-wrong-kind"),
        ("month", None, None),
        ("month", Month.of(2027, 1), None),
        ("month", Month.of(1899, 12), "field-far-year"),
        ("month", Month.of(1900, 1), None),
        ("month", dt.date(2027, 1, 1), "field-wrong-kind"),
        ("start", None, "field-empty"),
        ("date", None, None),
        ("date", dt.date.min, "field-far-year"),
        ("date", dt.date.max, None),
        ("due", dt.date(2200, 12, 31), None),
        ("due", dt.date(2201, 1, 1), "field-far-year"),
        ("date", "2027-01-01", "field-wrong-kind"),
        ("due", None, "field-empty"),
        ("names", ("anything",), None),
        ("names", "anything", "field-wrong-kind"),
        ("elements", ("Dy", "Nd"), None),
        ("elements", ("Dy", "Xx"), "field-not-a-choice"),
        ("elements", (), None),
        ("flag", False, None),
        ("flag", 1, "field-wrong-kind"),
    ],
)
def test_a_value_is_judged_on_its_own(name: str, value: Value, fault: str | None) -> None:
    assert FIELDS[name].fault(value) == fault


@given(st.data())
def test_the_values_made_for_a_field_have_no_fault(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from([*FIELDS.values(), *(field for table in TABLES for field in table.fields)]))
    value = data.draw(values(field))
    assert field.fault(value) is None
    assert not isinstance(value, str) or value == value.strip()


def test_a_field_that_is_not_declared_further_takes_any_number() -> None:
    assert Field("number", "Any", "No limits.").fault(-1e300) is None
