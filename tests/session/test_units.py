import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.session import units
from desktop.session.importing import headings
from desktop.session.units import Unit


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("USD/kg", Unit("USD", "kg")),
        ("RMB per MT", Unit("CNY", "t")),
        ("万元/吨", Unit("CNY", "t", scale=10_000.0)),
        ("Rs. lakh/t", Unit("INR", "t", scale=100_000.0)),
        ("tpa", Unit("", "t", "year")),
        ("t p.a.", Unit("", "t", "year")),
        ("kg/month", Unit("", "kg", "month")),
        ("weeks", Unit(days="week")),
        ("%", Unit(percent=True)),
    ],
)
def test_units_are_read_as_people_write_them(written: str, meant: Unit) -> None:
    assert units.parse(written) == meant
    assert units.parse(str(meant)) == meant


@pytest.mark.parametrize("text", ["", "price", "N42SH", "12", "kg kg kg", "per", "/", "lakh USD crore", "t/day"])
def test_what_is_no_unit_is_none(text: str) -> None:
    assert units.parse(text) is None


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("Unit price (USD/kg)", "Unit price", "USD/kg"),
        ("Price, CNY/t", "Price", "CNY/t"),
        ("Rate Rs/kg", "Rate", "INR/kg"),
        ("Capacity TPA", "Capacity", "t/year"),
        ("价格\uff08元/吨\uff09", "价格", "CNY/t"),
        ("Quote [RMB/MT, ex VAT]", "Quote", "CNY/t"),
        ("Price USD/kg FOB", "Price FOB", "USD/kg"),
    ],
)
def test_headers_tell_their_unit(header: str, name: str, unit: str) -> None:
    heading = headings.read(header)
    assert (heading.name, str(heading.unit), heading.unread) == (name, unit, "")


@pytest.mark.parametrize(
    ("before", "behind", "unit"),
    [("", "CNY/t", "CNY/t"), ("USD", "/kg", "USD/kg"), ("₹", "", "₹"), ("₹", "lakh", "₹ lakh")],
)
def test_what_stands_around_a_number_is_its_unit(before: str, behind: str, unit: str) -> None:
    assert units.beside(before, behind) == unit


@pytest.mark.parametrize(
    ("text", "meant"),
    [("crore", (1e7, "")), ("lakh/t", (1e5, "/t")), ("Cr.", (1e7, "")), ("kg", (1.0, "kg")), ("", (1.0, ""))],
)
def test_words_for_large_numbers_are_taken_off_units(text: str, meant: tuple[float, str]) -> None:
    assert units.scaled(text) == meant


@pytest.mark.parametrize(
    ("given", "wanted", "factor"),
    [
        ("CNY/t", "currency/unit", 0.001),
        ("USD/lb", "currency/unit", 1 / 0.45359237),
        ("t/year", "unit/month", 1000 / 12),
        ("t/quarter", "use/month", 1000 / 3),
        ("weeks", "days", 7.0),
        ("share", "%", 100.0),
        ("%", "share", 0.01),
        ("%", "kg/unit", 0.01),
    ],
)
def test_a_figure_in_one_unit_becomes_one_in_the_fields(given: str, wanted: str, factor: float) -> None:
    unit = units.parse(given)
    assert unit is not None
    assert units.factor(unit, units.declared(wanted, "kg", unit.money)) == pytest.approx(factor)


@pytest.mark.parametrize(
    ("given", "wanted"), [("t", "unit/month"), ("piece", "unit"), ("days", "unit"), ("USD", "unit")]
)
def test_what_cannot_become_another_has_no_factor(given: str, wanted: str) -> None:
    unit = units.parse(given)
    assert unit is not None
    assert units.factor(unit, units.declared(wanted, "kg", "USD")) is None


@given(st.lists(st.sampled_from(("lakh", "crore", "k", "USD", "¥", "t", "kg", "/", "per", "pa", "year")), max_size=5))
def test_a_unit_that_is_written_down_reads_back_as_itself(words: list[str]) -> None:
    unit = units.parse(" ".join(words))
    assert unit is None or units.parse(str(unit)) == unit
