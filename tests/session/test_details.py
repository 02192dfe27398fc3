"""What is told of a record: rules of its fields, problems with a way out, evidence, and where it is used."""

import datetime as dt

import pytest

from desktop.model import checks
from desktop.model.records import TABLE, Event, Evidence, Record
from desktop.model.uses import uses_of
from desktop.session.details import (
    Place,
    Told,
    called,
    evidence_told,
    own_unit,
    problems_of,
    rules_of,
    uses_told,
)
from tests.tiny import tiny_project, tiny_rows

PROJECT = tiny_project()
JL = Place("offers", 2, "price")


@pytest.mark.parametrize(
    ("table", "field", "told"),
    [
        ("offers", "price", "In USD/kg. At least 0."),
        ("offers", "insurance", "From 0 to 100."),
        ("offers", "source", "The id of a record in Sources. Must not be empty."),
        ("offers", "price_term", "One of: EXW, FOB, CIF, DAP, DDP. Must not be empty."),
        ("offers", "first_month", ""),
        ("sources", "class_", "One of: Domestic, Licensed Chinese, Other foreign. Must not be empty."),
        (
            "regimes",
            "elements",
            "One of: Sc, Y, La, Ce, Pr, Nd, Sm, Eu, Gd, Tb, Dy, Ho and 7 more.",
        ),
    ],
)
def test_what_a_field_may_hold_is_told_in_words(table: str, field: str, told: str) -> None:
    record = list(PROJECT.tables[table].values())[-1]
    assert rules_of(TABLE[table].field[field], record, PROJECT) == told


def test_a_unit_names_the_items_own_and_the_currency_where_they_are_known() -> None:
    price = TABLE["offers"].field["price"]
    assert own_unit(price, PROJECT.tables["offers"][1], PROJECT) == "INR/kg"
    assert own_unit(price, TABLE["offers"].record(), PROJECT) == "INR/unit"


def test_problems_lead_to_their_cells_errors_first() -> None:
    offers: list[Record] = tiny_rows("offers", source="nobody", price=0.0)
    found = problems_of(checks.check(tiny_project(offers=offers)), "offers", 2)
    assert found[0] == Told(
        "Source: 'nobody' is not in the table Sources; choose another, or add it there",
        Place("offers", 2, "source"),
        bad=True,
    )
    assert problems_of(checks.check(PROJECT), "offers", 2) == ()


def test_evidence_of_the_current_field_stands_first_then_that_of_the_whole_record() -> None:
    rows: list[Record] = [
        Evidence(table="offers", record="JL-magnet", field="freight", grade="C"),
        Evidence(table="offers", record="JL-magnet"),
        Evidence(
            table="offers",
            record="JL-magnet",
            field="price",
            basis="quote",
            date=dt.date(2026, 3, 12),
            origin="JL",
            grade="B",
            note="by mail",
        ),
        Evidence(table="offers", record="JL-magnet", field="gone"),
    ]
    told = evidence_told(tiny_project(evidence=rows), JL)
    assert [row for row, _ in told] == [3, 2, 4, 1]
    assert told[0][1] == "Price · grade B · quote · 12 Mar 2026 · JL · by mail"
    assert told[1][1] == "The whole record · grade D · estimate"
    assert {text.split(" · ")[0] for _, text in told[2:]} == {"Freight", "gone"}


def test_uses_are_told_by_name_and_only_so_many() -> None:
    uses = uses_of(PROJECT, "items", 2)
    told = uses_told(PROJECT, uses, 2)
    assert told == (
        Told("Recipes · assembly (Output)", Place("recipes", 1, "output")),
        Told("Targets · motor / 2027-01 (Item)", Place("targets", 1, "item")),
    )
    assert len(uses) == 7


def test_a_record_without_a_name_is_called_by_its_first_fields() -> None:
    assert called(TABLE["events"], Event(scenario="base", kind="price factor", value=2.0)) == "base / price factor"
    assert called(TABLE["sources"], PROJECT.tables["sources"][1]) == "IREL"
