"""Finding a text in cells and what replacing it would make of each."""

import pytest

from desktop.model.errors import AppError
from desktop.model.records import TABLE
from desktop.session.replacing import Cells, Replacement, Sought, found, replacements
from tests.tiny import tiny_project

PROJECT = tiny_project()


def _cells(table: str, *fields: str) -> Cells:
    rows = list(PROJECT.tables[table].items())
    return [(TABLE[table].field[name], rows) for name in fields]


@pytest.mark.parametrize(
    ("text", "sought", "holds"),
    [
        ("JL Mag", Sought("jl"), True),
        ("JL Mag", Sought("jl", cased=True), False),
        ("JL Mag", Sought("jl", whole=True), False),
        ("JL", Sought("jl", whole=True), True),
        ("a.c", Sought("."), True),
        ("abc", Sought("."), False),
        ("", Sought(""), False),
    ],
)
def test_a_text_is_found_as_a_part_or_as_the_whole_with_or_without_case(text: str, sought: Sought, holds: bool) -> None:
    assert found(text, sought) is holds


def test_every_part_of_a_text_is_replaced_and_backslashes_mean_themselves() -> None:
    made = replacements(_cells("offers", "id"), Sought("magnet"), "\\1 m", PROJECT)
    field = TABLE["offers"].field["id"]
    assert made == [Replacement(1, field, "IREL-\\1 m"), Replacement(2, field, "JL-\\1 m")]


def test_numbers_are_found_as_they_are_typed_and_as_they_are_shown() -> None:
    typed = replacements(_cells("offers", "price"), Sought("5000", whole=True), "6000", PROJECT)
    grouped = replacements(_cells("offers", "price"), Sought("5,0"), "7,1", PROJECT)
    assert [(each.row, each.value) for each in (*typed, *grouped)] == [(1, 6000.0), (1, 7100.0)]


def test_what_cannot_be_taken_is_told_with_its_reason() -> None:
    made = replacements(_cells("offers", "price", "item"), Sought("40"), "dear", PROJECT)
    assert [(each.row, each.field.name) for each in made] == [(2, "price")]
    assert isinstance(made[0].fault, AppError)
    assert made[0].fault.key == "entry-number"


def test_a_unit_that_is_converted_is_told() -> None:
    made = replacements(_cells("offers", "price"), Sought("40", whole=True), "40,000/t", PROJECT)
    assert [(each.value, each.note) for each in made] == [(40.0, "'40,000/t' was entered as 40 USD/kg.")]
