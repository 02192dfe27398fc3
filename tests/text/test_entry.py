"""What people type is read as they meant it, or refused; what is shown reads back."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.fields import Field, Kind, Value
from desktop.model.months import Month
from desktop.model.records import TABLES
from desktop.text.entry import EntryFault, Raw, read, show
from desktop.text.messages import sentence
from tests.strategies import values

FIELDS = [field for table in TABLES for field in table.fields]
DAY = dt.date(2027, 1, 12)


def field(kind: Kind, unit: str = "", choices: tuple[str, ...] = ()) -> Field:
    return Field(kind, "Field", "Help.", unit=unit, choices=choices)


def refusal(of: Field, raw: Raw) -> EntryFault:
    with pytest.raises(EntryFault) as caught:
        read(of, raw)
    assert sentence(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("1234.5", 1234.5),
        ("12,34,567.8", 1234567.8),
        ("1,234,567.8", 1234567.8),
        ("1,234", 1234.0),
        ("1.234.567", 1234567.0),
        ("1.234.567,25", 1234567.25),
        ("1,00,000", 100000.0),
        ("100,000", 100000.0),
        ("0.125", 0.125),
        (".5", 0.5),
        ("5.", 5.0),
        ("1 234.5", 1234.5),
        ("1\u00a0234\u202f567", 1234567.0),
        ("१२.५", 12.5),
    ],
)
def test_a_number_is_read_with_indian_western_and_continental_grouping(entry: str, value: float) -> None:
    assert read(field("number"), entry) == value


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("₹ 1,23,456", 123456.0),
        ("Rs. 500", 500.0),
        ("rs500", 500.0),
        ("500 INR", 500.0),
        ("(1,234.5)", -1234.5),
        ("₹(500)", -500.0),
        ("-5", -5.0),
        ("−5", -5.0),
        ("+5", 5.0),
        ("1e3", 1000.0),
        ("2.5E-2", 0.025),
    ],
)
def test_currency_marks_signs_brackets_and_exponents_are_understood(entry: str, value: float) -> None:
    assert read(field("number"), entry) == value


@pytest.mark.parametrize(
    ("unit", "entry"),
    [
        ("kg", "5 kg"),
        ("kg", "5KG"),
        ("days", "5 days"),
        ("days", "5 day"),
        ("file", "5 files"),
        ("%", "5%"),
        ("INR/unit", "5 INR/unit"),
        ("INR/unit", "₹5/unit"),
        ("INR", "5 INR"),
        ("% of duty", "5 % of duty"),
        ("years", "5 years"),
    ],
)
def test_the_fields_own_unit_may_follow_the_number(unit: str, entry: str) -> None:
    assert read(field("number", unit), entry) == 5.0


def test_another_unit_is_refused_and_not_converted() -> None:
    fault = refusal(field("number", "kg"), "5 t")
    assert (fault.key, fault.values) == ("entry-unit", {"entry": "5 t", "unit": "kg"})


def test_a_unit_behind_a_number_without_one_is_not_a_number() -> None:
    assert refusal(field("number"), "5 kg").key == "entry-number"


@pytest.mark.parametrize(
    ("entry", "first", "second"),
    [
        ("12,5", "12.5", "125"),
        ("-12,50", "-12.5", "-1250"),
        ("(0,125)", "-0.125", "-125"),
        ("1234,567", "1234.567", "1234567"),
        ("12.345,6", "12345.6", "12.3456"),
        ("1 234,5", "1234.5", "12345"),
        ("1,2,3", "12.3", "123"),
        ("1,234,56", "1234.56", "123456"),
        ("1.2.3", "12.3", "123"),
        ("1,234.567,8", "1234567.8", "1234.5678"),
        ("0,125.5", "125.5", "0.1255"),
        ("12,5e3", "12500", "125000"),
    ],
)
def test_digits_that_could_mean_two_numbers_are_not_guessed_at(entry: str, first: str, second: str) -> None:
    fault = refusal(field("number"), entry)
    assert (fault.key, fault.values) == ("entry-ambiguous", {"entry": entry, "first": first, "second": second})


@pytest.mark.parametrize(
    "entry",
    [
        "five",
        "--5",
        "5,",
        "1,5e999",
        "₹",
        "()",
        ".",
        "5e",
        "nan",
        "inf",
        "1e999",
        True,
        DAY,
        math.nan,
        -math.inf,
        10**400,
    ],
)
def test_what_is_no_finite_number_is_refused(entry: Raw) -> None:
    fault = refusal(field("number"), entry)
    assert (fault.key, fault.values["entry"]) == ("entry-number", str(entry))


def test_numbers_of_cells_are_taken_as_they_are() -> None:
    assert read(field("number"), 0.1) == 0.1
    assert read(field("number"), 7) == 7.0
    assert read(field("whole"), 7.0) == 7


def test_a_whole_number_has_no_fraction() -> None:
    assert read(field("whole", "days"), "1,200 days") == 1200
    assert refusal(field("whole"), "2.5").key == "entry-whole"


@pytest.mark.parametrize(
    "entry",
    [
        "2027-01",
        "2027/1",
        "2027-01-01",
        "2027-01-01 00:00:00",
        "01-2027",
        "1/2027",
        "Jan 2027",
        "january-2027",
        " JAN2027 ",
        "Jan '2027",
        dt.date(2027, 1, 1),
        dt.datetime(2027, 1, 1),  # noqa: DTZ001 - cells of workbooks have no zone
    ],
)
def test_a_month_is_read_in_the_ways_people_write_it(entry: Raw) -> None:
    assert read(field("month"), entry) == Month.of(2027, 1)


def test_every_month_has_its_name() -> None:
    names = ["Jan", "February", "Mar", "Apr", "May", "June", "Jul", "August", "Sept", "Oct", "Nov", "December"]
    assert [read(field("month"), f"{name} 2027") for name in names] == [Month.of(2027, at) for at in range(1, 13)]


@pytest.mark.parametrize("entry", ["2027", "2027-13", "0-2027", "Marble 2027", "0000-01", "9999-12", "2027-01-02", DAY])
def test_what_is_no_month_is_refused(entry: Raw) -> None:
    assert refusal(field("month"), entry).key == "entry-month"


@pytest.mark.parametrize(
    "entry",
    [
        "2027-01-12",
        "2027-1-12",
        "2027-01-12T00:00:00",
        "12-01-2027",
        "12/1/2027",
        "12.01.2027",
        "12 Jan 2027",
        "12-january-2027",
        DAY,
        dt.datetime(2027, 1, 12, 9, 30),  # noqa: DTZ001 - cells of workbooks have no zone
    ],
)
def test_a_day_is_read_with_the_day_before_the_month(entry: Raw) -> None:
    found = read(field("date"), entry)
    assert type(found) is dt.date
    assert found == DAY


@pytest.mark.parametrize("entry", ["2027-02-30", "1-13-2027", "12 Foo 2027", "tomorrow", 45000.0])
def test_what_is_no_day_is_refused(entry: Raw) -> None:
    assert refusal(field("date"), entry).key == "entry-date"


def test_a_choice_is_found_whatever_its_case_and_underscores() -> None:
    kinds = field("choice", choices=("licensed_chinese", "domestic"))
    assert read(kinds, "Licensed Chinese") == "licensed_chinese"
    assert read(kinds, " DOMESTIC ") == "domestic"
    fault = refusal(kinds, "foreign")
    assert fault.values == {"entry": "foreign", "choices": "licensed_chinese, domestic"}


def test_names_are_split_at_commas_and_semicolons() -> None:
    assert read(field("names"), "China; India,,  Japan ") == ("China", "India", "Japan")
    assert read(field("names", choices=("Nd", "Dy")), "nd,DY") == ("Nd", "Dy")
    assert refusal(field("names", choices=("Nd", "Dy")), "Nd, Fe").key == "entry-choice"


@pytest.mark.parametrize(("entry", "value"), [("Yes", True), ("y", True), (1.0, True), (True, True), ("FALSE", False)])
def test_a_flag_is_yes_or_no_in_words_or_digits(entry: Raw, value: bool) -> None:
    assert read(field("flag"), entry) is value


@pytest.mark.parametrize("entry", ["maybe", 2.0, 0.5, math.nan])
def test_a_flag_is_nothing_else(entry: Raw) -> None:
    assert refusal(field("flag"), entry).key == "entry-flag"


def test_text_keeps_its_blanks_and_a_number_in_it_has_no_point_zero() -> None:
    assert read(field("text"), " a ") == " a "
    assert read(field("id"), 7.0) == "7"
    assert read(field("ref"), 7.5) == "7.5"
    assert read(field("text"), math.nan) == "nan"


@pytest.mark.parametrize("entry", ["", "  ", None])
def test_an_empty_entry_is_none_where_it_may_be_and_the_default_elsewhere(entry: Raw) -> None:
    assert read(Field("number", "Limit", "Help.", optional=True), entry) is None
    assert read(Field("number", "Price", "Help.", 4.0), entry) == 4.0


def test_the_empty_text_is_the_default_of_a_text() -> None:
    assert read(Field("text", "Name", "Help.", ""), "") == ""
    assert read(Field("text", "Currency", "Help.", "INR"), "") == "INR"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (5.0, "5"),
        (0.1, "0.1"),
        (1e15, "1000000000000000.0"),
        (7, "7"),
        (("Nd", "Dy"), "Nd, Dy"),
        (DAY, "2027-01-12"),
        (Month.of(2027, 1), "2027-01"),
        ("as is ", "as is "),
    ],
)
def test_a_value_is_shown_plainly(value: Value, shown: str) -> None:
    assert show(value) == shown


@given(st.data())
def test_what_is_shown_reads_back_exactly(data: st.DataObject) -> None:
    of = data.draw(st.sampled_from(FIELDS))
    value = data.draw(values(of))
    found = read(of, show(value))
    assert found == (of.default if value == "" else value)
    assert type(found) is type(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_reads_back_to_its_last_bit(value: float) -> None:
    assert read(field("number"), show(value)) == value
