"""A figure whose unit or currency the list leaves open waits for the planner; what the row or header tells counts."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.model.months import Month
from desktop.model.records import ExchangeRate, Item, Offer
from desktop.session import units
from desktop.session.importing import columns as columns_of
from desktop.session.importing import headings, memory, scoring
from desktop.session.importing.layout import OPEN_SHARE, Header, Use
from desktop.session.importing.slots import KINDS, Slot
from tests.session.importing.bringing import PROJECT, after, layout_of, outcome_of
from tests.session.importing.lists import Rows, Value, rows_of

PRICE = Slot("offers", "price")


def one(header: str, cell: Value, **more: Value) -> Rows:
    """A list of one offer of a new source."""
    return (("Supplier", "Material", header, *more), ("Alpha Works", "NdPr oxide", cell, *more.values()))


def brought(rows: Rows, **constants: str) -> Offer | str:
    """The offer that comes in, or the key of why it waits."""
    told = {Slot("offers", name): text for name, text in constants.items()}
    result = outcome_of(rows, attrs.evolve(layout_of(rows), constants=told))
    fault = next((fault.key for line in result.draft.lines for fault in line.faults), "")
    return fault or after(result).all(Offer)[-1]


def priced(rows: Rows, **constants: str) -> tuple[float, str] | str:
    """Price and currency of the offer that comes in, or the key of why it waits."""
    offer = brought(rows, **constants)
    return offer if isinstance(offer, str) else (offer.price, offer.currency)


@pytest.mark.parametrize(
    ("header", "cell", "found"),
    [
        ("Price/ton", "USD 90", (0.09, "USD")),
        ("Cost per tonne USD", 90, (0.09, "USD")),
        ("Price per t (USD)", 90, (0.09, "USD")),
        ("USD price per MT", 90, (0.09, "USD")),
        ("HK$/kg", 90, (90.0, "HKD")),
        ("Price TWD/kg", 90, (90.0, "TWD")),
        ("Price (USD'000/t)", 90, (90.0, "USD")),
        ("Price (USD/short ton)", 907.18474, (1.0, "USD")),
        ("Rate", "90 USD/kg", (90.0, "USD")),
        ("Price", 90, "import-price-open"),
        ("Price (USD)", 90, "import-price-open"),
        ("Price per kg", 90, "import-price-open"),
        ("Price per unit", 90, "import-price-open"),
        ("Price/ton", 90, "import-price-open"),
        ("Price USD/st", 90, "import-unit-unknown"),
        ("Price (USD per 10 kg)", 90, "import-unit-unknown"),
        ("Price per 100 kg, USD", 90, "import-unit-unknown"),
        ("Price (USD) per drum", 90, "import-unit-unknown"),
        ("Price (PGK/kg)", 90, "import-unit-unknown"),
        ("Price USD/kg (EUR)", 90, "import-unit-unknown"),
        ("Price in lakhs", 90, "import-unit-unknown"),
    ],
)
def test_a_price_comes_in_as_its_header_says_or_waits(header: str, cell: Value, found: tuple[float, str] | str) -> None:
    price = priced(one(header, cell))
    assert price == (found if isinstance(found, str) else (pytest.approx(found[0]), found[1]))


@pytest.mark.parametrize(
    ("header", "capacity"),
    [
        ("Capacity (t/day)", "import-unit-unknown"),
        ("Capacity (tpd)", "import-unit-unknown"),
        ("Weekly capacity (t)", "import-unit-unknown"),
        ("Capacity (1000 t/year)", "import-unit-unknown"),
        ("Capacity", "import-unit-time"),
        ("Capacity (t)", "import-unit-time"),
        ("Capacity (kt/yr)", 1.2e9 / 12),
        ("Half-yearly capacity (t)", 200_000.0),
        ("Max p.a. (T)", 100_000.0),
        ("Capacity MT p.a.", 100_000.0),
        ("Capacity (t) per annum", 100_000.0),
        ("Annual capacity (t)", 100_000.0),
        ("Capacité annuelle (t)", 100_000.0),
        ("Kapazität (t) jährlich", 100_000.0),
        ("Capacité (t/an)", 100_000.0),
    ],
)
def test_a_capacity_comes_in_per_the_time_that_its_header_says_or_waits(header: str, capacity: float | str) -> None:
    offer = brought(one(header, 1200))
    assert (offer if isinstance(offer, str) else offer.capacity) == (
        capacity if isinstance(capacity, str) else pytest.approx(capacity)
    )


@pytest.mark.parametrize("header", ["Unit", "Rate basis", "x"])
def test_a_column_of_units_counts_row_by_row_with_its_currencies_whatever_it_is_called(header: str) -> None:
    rows: Rows = (
        ("Supplier", "Material", "Price", header),
        ("Alpha Works", "NdPr oxide", 685_000, "CNY/t"),
        ("Bravo Works", "NdPr oxide", 126, "USD/kg"),
    )
    found = after(outcome_of(rows, layout_of(rows))).all(Offer)[-2:]
    assert [(offer.price, offer.currency) for offer in found] == [(685.0, "CNY"), (126.0, "USD")]


def test_a_known_offer_is_converted_from_the_currency_of_its_rows_unit() -> None:
    rows: Rows = (("Supplier", "Material", "Price", "Basis"), ("Lynas Rare Earths", "NdPr oxide", 8_800_000, "INR/t"))
    result = outcome_of(rows, layout_of(rows))
    assert after(result).by_id(Offer)["lynas-ndpr"].price == pytest.approx(110.0)
    assert [pair[:2] for pair in result.conversions] == [("INR", "USD")]


@pytest.mark.parametrize(
    ("header", "unit", "currency", "found"),
    [
        ("Price", "per MT basis", "USD", "import-price-open"),
        ("Price", "CNY/t", "USD", "import-money-clash"),
        ("Price (USD/kg)", "CNY/t", "", "import-money-clash"),
        ("Price (USD/kg)", "", "EUR", "import-money-clash"),
        ("Price (USD/kg)", "t", "", (90.0, "USD")),
        ("Price", "kg", "USD", (90.0, "USD")),
        ("Price", "lakh INR/t", "", (9_000.0, "INR")),
        ("Price (USD)", "t", "", (0.09, "USD")),
    ],
)
def test_what_a_row_says_twice_must_agree(
    header: str, unit: str, currency: str, found: tuple[float, str] | str
) -> None:
    told = {name: text for name, text in (("Unit", unit), ("Currency", currency)) if text}
    assert priced(one(header, 90, **told)) == found


def test_a_quantity_beside_a_price_per_tonne_does_not_become_tonnes_unasked() -> None:
    assert brought(one("Price", 90, Unit="CNY/t", MOQ=5)) == "import-quantity-open"
    offer = brought(one("Price", 90, Unit="CNY/t", **{"MOQ (kg)": 5}))
    assert isinstance(offer, Offer)
    assert (offer.price, offer.minimum_order) == (0.09, 5.0)
    assert after(outcome_of(one("Price", 90, Unit="CNY/t"), layout_of(one("Price", 90, Unit="CNY/t")))).all(Item)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ((0.075, 0.18), "import-share-open"),
        ((0.5, 1.0), "import-share-open"),
        (("0.075", "0.18"), "import-share-open"),
        ((0.0, 0.0), 0.0),
        ((0.5, 7.5), 7.5),
        (("0.5 %", "0.75 %"), 0.75),
    ],
)
@pytest.mark.parametrize("header", ["Customs duty", "Customs duty (%)"])
def test_figures_of_0_to_1_may_be_percent_or_shares_and_wait(
    header: str, cells: tuple[Value, Value], found: float | str
) -> None:
    rows: Rows = (
        ("Supplier", "Material", "Price (USD/kg)", header),
        *((f"{name} Works", "NdPr oxide", 98, cell) for name, cell in zip(("Alpha", "Bravo"), cells, strict=True)),
    )
    offer = brought(rows)
    assert (offer if isinstance(offer, str) else offer.customs_duty) == found
    for unit, factor in (("%", 1.0), ("share", 100.0)) if found == "import-share-open" else ():
        layout = layout_of(rows).with_use(4, attrs.evolve(layout_of(rows).uses[4], unit=unit))
        last = after(outcome_of(rows, layout)).all(Offer)[-1]
        assert last.customs_duty == pytest.approx(float(str(cells[1])) * factor)


def test_contents_of_one_alloy_are_all_percent_or_all_shares() -> None:
    rows: Rows = (("Material", "Nd", "Dy"), ("New alloy", 22, 0.5))
    assert {use.unit for use in layout_of(rows).uses.values() if use.element} == {"%"}
    rows = (("Material", "Nd", "Dy"), ("New alloy", 0.22, 0.005))
    assert {use.unit for use in layout_of(rows).uses.values() if use.element} == {OPEN_SHARE}


def test_a_rate_of_nothing_refuses_what_it_would_convert() -> None:
    rate = ExchangeRate(currency="EUR", from_month=Month.of(2026, 4), rate=0.0)
    project = PROJECT.put("exchange_rates", {900: rate})
    for header in ("Price (EUR/kg)", "Price (INR/kg)"):
        rows: Rows = (("Supplier", "Material", header), ("Lynas Rare Earths", "NdPr oxide", 90))
        known = attrs.evolve(project.by_id(Offer)["lynas-ndpr"], currency="USD" if "EUR" in header else "EUR")
        at = next(row for row, each in project.tables["offers"].items() if getattr(each, "id", "") == "lynas-ndpr")
        result = outcome_of(rows, layout_of(rows), project=project.put("offers", {at: known}))
        assert [fault.key for fault in result.draft.lines[0].faults] == ["import-no-rate"]


def test_prices_are_converted_at_the_rate_of_the_first_month_not_of_a_later_one() -> None:
    first = PROJECT.settings.first_month
    assert isinstance(first, Month)
    steps = {900: (first.plus(-1), 50.0), 901: (first, 60.0), 902: (first.plus(6), 90.0)}
    project = PROJECT.put(
        "exchange_rates", {row: ExchangeRate(currency="EUR", from_month=m, rate=r) for row, (m, r) in steps.items()}
    )
    usd = outcome_of(one("Price (USD/kg)", 1), layout_of(one("Price (USD/kg)", 1)), project=project).rate_month
    rows: Rows = (("Supplier", "Material", "Price (EUR/kg)"), ("Lynas Rare Earths", "NdPr oxide", 40))
    known = attrs.evolve(project.by_id(Offer)["lynas-ndpr"], currency="INR")
    at = next(row for row, each in project.tables["offers"].items() if getattr(each, "id", "") == "lynas-ndpr")
    result = outcome_of(rows, layout_of(rows), project=project.put("offers", {at: known}))
    assert usd == first
    assert after(result).by_id(Offer)["lynas-ndpr"].price == pytest.approx(2400.0)


WORDS = ("USD", "kg", "t", "lakh", "per", "/", "(", ")", "day", "year", "12", "'000", "HK$", "%", "drum", "p.a.", "in")


@settings(max_examples=300)
@example(["/", "drum"])
@example(["(", "USD", "/", "10", "kg", ")"])
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text("abkgtUSD$€/0%.' ", max_size=4)), min_size=1, max_size=5))
def test_no_leftover_of_a_header_is_dropped_where_it_looks_like_a_unit(parts: list[str]) -> None:
    header = f"Price {' '.join(parts)}"
    heading = headings.read(header)
    column = columns_of.columns(rows_of(((header,), (1200,))), Header(1, 1))[0]
    unit = scoring.unit_for(column, PRICE)
    rest = f" {heading.name} ".replace("Price", "")
    if heading.unread:
        assert units.parse(unit) is None
        assert unit
    else:
        assert not any(mark in rest for mark in ("$", "€", "'000", " USD ", " lakh ", " drum "))
        assert not re.search(r"/ *\w| per (?!unit)\w", rest)


def test_every_header_that_the_program_writes_is_read_in_the_fields_own_unit() -> None:
    for kind in KINDS:
        for slot in kind.slots:
            field = slot.declared
            if field.kind not in ("number", "whole") or not field.unit:
                continue
            column = columns_of.columns(rows_of(((field.header,), (12,))), Header(1, 1))[0]
            unit = scoring.unit_for(column, slot)
            own = units.declared(field.unit, "kg", "INR")
            bare = unit == "" and (field.unit not in field.header or not own.sort)
            assert bare or unit == field.unit or units.parse(unit) == own, (field.header, unit)


@pytest.mark.parametrize(
    "header", ["Price incl. GST (INR/kg)", "Price (with tax)", "含税单价(元/公斤)", "Prix TTC (EUR/kg)"]
)
def test_a_price_with_tax_in_it_is_asked_about(header: str) -> None:
    rows: Rows = (("Supplier", "Material", header), ("IREL", "NdPr oxide", 88))
    layout = layout_of(rows)
    assert layout.uses[3].slot == PRICE
    assert [fault.key for fault in outcome_of(rows, layout).draft.lines[0].faults] == ["import-tax-within"]


def test_a_price_that_says_to_be_without_tax_is_taken() -> None:
    rows: Rows = (("Supplier", "Material", "Price excl. GST (INR/kg)"), ("IREL", "NdPr oxide", 88))
    assert not outcome_of(rows, layout_of(rows)).draft.lines[0].faults


TWO_UNITS: Rows = (
    ("Supplier", "Material", "Price", "Currency", "Unit", "MOQ", "MOQ unit", "Capacity", "Unit of capacity"),
    ("IREL", "NdPr oxide", 88, "USD", "kg", 1, "t", 120, "t/year"),
    ("JL Mag", "NdPr oxide", 89, "CNY", "kg", 500, "kg", 10, "t/month"),
    ("Lynas Rare Earths", "Dysprosium oxide", 90, "USD", "kg", 500, None, None, None),
)


def test_a_second_column_of_units_tells_those_of_its_own_figures_alone() -> None:
    layout = layout_of(TWO_UNITS)
    told = {at: use.slot.unit_of for at, use in layout.uses.items() if use.slot and use.slot.unit_of}
    assert told == {7: Slot("offers", "minimum_order"), 9: Slot("offers", "capacity")}
    left = after(outcome_of(TWO_UNITS, layout))
    offers = [(offer.minimum_order, offer.capacity) for offer in left.all(Offer) if offer.id.endswith("oxide")]
    assert offers == [(1000.0, 10000.0), (500.0, 10000.0), (500.0, None)]
    assert {item.unit for item in left.all(Item) if item.id != "motor"} == {"kg"}


@pytest.mark.parametrize("header", ["UOM", "Unité qté", "Unit of order", "Measure"])
def test_a_column_of_units_beside_figures_is_theirs_when_those_of_the_row_are_told(header: str) -> None:
    rows: Rows = (
        ("Supplier", "Material", "Price", "Unit", "MOQ", header),
        ("IREL", "NdPr oxide", 88, "USD/kg", 1, "t"),
    )
    layout = layout_of(rows)
    assert layout.uses[6].slot == Slot("row", "offers.minimum_order")
    assert [offer.minimum_order for offer in after(outcome_of(rows, layout)).all(Offer)][-1] == 1000.0
    left = layout.with_use(6, Use())
    assert [line.faults[0].key for line in outcome_of(rows, left).draft.lines] == ["import-quantity-open"]


def test_the_unit_of_one_field_is_remembered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DHATU_HOME", str(tmp_path))
    found = columns_of.columns(rows_of(TWO_UNITS), layout_of(TWO_UNITS).header)
    layout = layout_of(TWO_UNITS).with_use(7, Use()).with_use(9, Use(Slot("row", "offers.minimum_order")))
    memory.note(layout, found)
    again = memory.recalled(layout_of(TWO_UNITS), found)
    assert (again.uses[7].slot, again.uses[9].slot) == (None, Slot("row", "offers.minimum_order"))
