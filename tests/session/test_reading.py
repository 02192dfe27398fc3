"""What people type into a field of a record: units and percent are converted aloud, what is unclear is refused."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.records import TABLE, TABLES, Recipe, Record, Source
from desktop.session.reading import Decimals, read, unit_of
from desktop.text import entry
from desktop.text.entry import EntryFault
from tests.strategies import records
from tests.tiny import tiny_project

PROJECT = tiny_project()


def _record(name: str) -> tuple[str, Record]:
    """A record of the tiny project by its id, or the first of a table."""
    for table in TABLES:
        for record in PROJECT.tables[table.name].values():
            if name in (getattr(record, "id", ""), table.name):
                return table.name, record
    raise LookupError(name)


def _read(name: str, field: str, raw: str | float, decimals: Decimals = "") -> tuple[Value, str]:
    table, record = _record(name)
    found = read(TABLE[table].field[field], raw, record, PROJECT, decimals)
    return found.value, found.note


@pytest.mark.parametrize(
    ("name", "field", "raw", "value"),
    [
        ("JL-magnet", "price", "$ 40", 40.0),
        ("JL-magnet", "price", "40 usd/kg", 40.0),
        ("JL-magnet", "price", "1,23,456.50", 123456.5),
        ("JL-magnet", "price", "1.234.567,5", 1234567.5),
        ("JL-magnet", "price", "(500)", -500.0),
        ("IREL-magnet", "price", "Rs. 12", 12.0),
        ("IREL-magnet", "price", "₹1,23,456.50", 123456.5),
        ("JL-magnet", "capacity", "1 200 kg", 1200.0),
        ("JL-magnet", "capacity", "50 kg per month", 50.0),
        ("JL-magnet", "capacity", "", None),
        ("JL-magnet", "insurance", "2 %", 2.0),
        ("JL-magnet", "payment_days", "-30 days", -30),
        ("magnet", "holding_cost", "INR 5/kg/month", 5.0),
        ("magnet", "opening_stock", "1e3", 1000.0),
        ("motor", "opening_stock", "12 pcs", 12.0),
        ("settings", "capital_rate", "9%", 9.0),
    ],
)
def test_the_records_own_unit_and_currency_may_be_named(name: str, field: str, raw: str, value: Value) -> None:
    assert _read(name, field, raw) == (value, "")


@pytest.mark.parametrize(
    ("name", "field", "raw", "value", "said"),
    [
        ("JL-magnet", "capacity", "12 t", 12000.0, "'12 t' was entered as 12,000 kg/month."),
        ("JL-magnet", "price", "USD 40,000/t", 40.0, "'USD 40,000/t' was entered as 40 USD/kg."),
        ("JL-magnet", "usable_yield", "95.5 %", 0.955, "'95.5 %' was entered as 0.955 share."),
        ("JL-magnet", "lead_days", "3 weeks", 21.0, "'3 weeks' was entered as 21 days."),
        ("magnet", "opening_stock", "0.1 t", 100.0, "'0.1 t' was entered as 100 kg."),
        ("magnet", "opening_stock", "12 tons", 12000.0, "'12 tons' was entered as 12,000 kg."),
        ("JL-magnet", "capacity", "1,200 t/year", 100_000.0, "'1,200 t/year' was entered as 1,00,000 kg/month."),
        ("JL-magnet", "lead_days", "3 months", 90.0, "'3 months' was entered as 90 days."),
        ("JL-magnet", "capacity", "12 tpa", 1000.0, "'12 tpa' was entered as 1,000 kg/month."),
        ("JL-magnet", "capacity", "12 t p.a.", 1000.0, "'12 t p.a.' was entered as 1,000 kg/month."),
        ("JL-magnet", "capacity", "6 t/half year", 1000.0, "'6 t/half year' was entered as 1,000 kg/month."),
        ("JL-magnet", "capacity", "1.2 ktpa", 100_000.0, "'1.2 ktpa' was entered as 1,00,000 kg/month."),
        ("JL-magnet", "lead_days", "8 wks", 56.0, "'8 wks' was entered as 56 days."),
        ("JL-magnet", "price", "US dollars 40", 40.0, ""),
        ("magnet", "holding_cost", "5000/t", 5.0, "'5000/t' was entered as 5 INR/kg/month."),
        ("contents", "kg_per_unit", "280 g", 0.28, "'280 g' was entered as 0.28 kg/kg."),
        ("IREL-magnet", "price", "₹1.5 lakh", 150_000.0, "'₹1.5 lakh' was entered as 1,50,000 INR/kg."),
        ("IREL-magnet", "price", "50 lakhs/t", 5000.0, "'50 lakhs/t' was entered as 5,000 INR/kg."),
        ("IREL", "contract_cost", "2.5 crore", 25_000_000.0, "'2.5 crore' was entered as 2,50,00,000 INR."),
    ],
)
def test_another_unit_of_the_same_measure_is_converted_and_said(
    name: str, field: str, raw: str, value: float, said: str
) -> None:
    assert _read(name, field, raw) == (value, said)


@pytest.mark.parametrize(
    ("name", "field", "raw", "key"),
    [
        ("JL-magnet", "capacity", "12 t/day", "entry-unit"),
        ("JL-magnet", "price", "40 kg", "entry-unit"),
        ("JL-magnet", "price", "45%", "entry-unit"),
        ("JL-magnet", "price", "12 score", "entry-unit"),
        ("JL-magnet", "price", "lakh", "entry-number"),
        ("JL-magnet", "price", "₹ 5,000", "entry-currency"),
        ("JL-magnet", "price", "100 CNY/t", "entry-currency"),
        ("JL-magnet", "lead_days", "$5", "entry-no-money"),
        ("JL-magnet", "price", "1.234,56", "entry-ambiguous"),
        ("JL-magnet", "price", "1 234,5", "entry-ambiguous"),
        ("JL-magnet", "payment_days", "1.5 weeks", "entry-whole"),
        ("motor", "opening_stock", "12 t", "entry-unit"),
        ("magnet", "opening_stock", "-", "entry-number"),
        ("magnet", "opening_stock", "dear", "entry-number"),
    ],
)
def test_what_would_have_to_be_guessed_is_refused(name: str, field: str, raw: str, key: str) -> None:
    with pytest.raises(EntryFault) as caught:
        _read(name, field, raw)
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("name", "field", "raw", "value", "said"),
    [
        ("JL-magnet", "price", "1,234", 1234.0, "'1,234' was entered as 1234."),
        ("JL-magnet", "price", "$1,234/kg", 1234.0, "'$1,234/kg' was entered as 1234."),
        ("JL-magnet", "price", "1,234.5", 1234.5, ""),
        ("JL-magnet", "price", "1.200", 1.2, "'1.200' was entered as 1.2."),
        ("JL-magnet", "price", "0.125", 0.125, ""),
        ("JL-magnet", "price", "1200.125", 1200.125, ""),
        ("JL-magnet", "price", "1.25", 1.25, ""),
        ("JL", "quote_date", "03/04/2027", dt.date(2027, 4, 3), "'03/04/2027' was entered as 3 Apr 2027."),
        ("JL", "quote_date", "13/04/2027", dt.date(2027, 4, 13), ""),
        ("JL", "quote_date", "04/04/2027", dt.date(2027, 4, 4), ""),
    ],
)
def test_what_could_mean_another_day_or_number_is_told_in_words(
    name: str, field: str, raw: str, value: Value, said: str
) -> None:
    assert _read(name, field, raw) == (value, said)


@pytest.mark.parametrize(("decimals", "value"), [(".", 1.23456), (",", 1234.56)])
def test_an_unclear_number_is_read_as_the_user_decides(decimals: Decimals, value: float) -> None:
    assert _read("JL-magnet", "price", "1.234,56", decimals) == (value, "")
    assert _read("JL-magnet", "price", "1,234.5", decimals) == (1234.5, "")


def test_a_refusal_names_the_unit_that_is_kept() -> None:
    for raw in ("12 t", "12 %"):
        with pytest.raises(EntryFault) as caught:
            _read("JL-magnet", "price", raw)
        assert caught.value.values["unit"] == "USD/kg"


@pytest.mark.parametrize(
    ("raw", "value", "said"),
    [
        ("JL", "JL", ""),
        ("JL ", "JL", ""),
        (" JL", "JL", ""),
        ("JL Mag", "JL", "'JL Mag' was entered as JL."),
        (" jl mag ", "JL", "'jl mag' was entered as JL."),
        ("irel", "IREL", "'irel' was entered as IREL."),
        ("Lynas", "Lynas", ""),
    ],
)
def test_a_record_may_be_called_by_its_name_where_another_refers_to_it(raw: str, value: str, said: str) -> None:
    assert _read("JL-magnet", "source", raw) == (value, said)


def test_a_name_that_two_records_share_stands_for_neither() -> None:
    twins = [Source(id=name, name="Twin", country="China") for name in ("A", "B")]
    field, project = TABLE["offers"].field["source"], tiny_project(sources=twins)
    assert read(field, "Twin", _record("JL-magnet")[1], project).value == "Twin"
    assert read(field, "a", _record("JL-magnet")[1], project).value == "A"


@pytest.mark.parametrize(
    ("raw", "value", "said"),
    [
        ("Rs", "INR", "'Rs' was entered as INR."),
        ("usd", "USD", "'usd' was entered as USD."),
        ("USD", "USD", ""),
        ("¥", "¥", ""),
        ("THB", "THB", ""),
    ],
)
def test_a_currency_may_be_given_by_its_sign_unless_two_share_it(raw: str, value: str, said: str) -> None:
    assert _read("JL-magnet", "currency", raw) == (value, said)


def test_a_refusal_shows_the_entry_as_it_was_typed() -> None:
    with pytest.raises(EntryFault) as caught:
        _read("JL-magnet", "price", " $ dear ")
    assert caught.value.values["entry"] == "$ dear"


def test_the_unit_of_a_record_is_that_of_its_item_however_it_names_it() -> None:
    assert unit_of(_record("IREL-magnet")[1], PROJECT) == "kg"
    assert unit_of(_record("assembly")[1], PROJECT) == "piece"
    assert unit_of(_record("settings")[1], PROJECT) == ""
    assert unit_of(Recipe(id="x", output="nothing"), PROJECT) == ""


@pytest.mark.parametrize("raw", ["Apr-27", "Apr 2027", "apr'27", "04/2027", "2027-04", "2027年4月"])
def test_a_month_is_read_as_lists_write_it(raw: str) -> None:
    assert _read("JL-magnet", "first_month", raw) == (Month.of(2027, 4), "")


@settings(max_examples=40)
@given(data=st.data())
def test_what_a_grid_shows_for_editing_reads_back_without_a_word(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(TABLES))
    record = data.draw(records(table))
    for field in table.fields:
        shown = entry.show(getattr(record, field.name))
        found = read(field, shown, record, PROJECT)
        assert (found.value, found.note) == (entry.read(field, shown), "")
