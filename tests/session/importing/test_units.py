import pytest

from desktop.session.importing import units
from desktop.session.importing.units import Unit


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


@pytest.mark.parametrize("text", ["", "price", "N42SH", "12", "kg kg kg", "per", "/"])
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
    found, told = units.in_header(header)
    assert (found, str(told)) == (name, unit)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("320,000 CNY/t", "320,000", "CNY/t"),
        ("USD 45.2/kg", "45.2", "USD/kg"),
        ("₹ 1,23,456.50", "1,23,456.50", "₹"),
        ("(500)", "-500", ""),
        ("12-16 weeks", "", "12-16 weeks"),
        ("on request", "", "on request"),
    ],
)
def test_a_cell_is_parted_into_one_number_and_its_unit(text: str, number: str, unit: str) -> None:
    assert units.split(text) == (number, unit)


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
