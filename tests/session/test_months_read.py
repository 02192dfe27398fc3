"""Texts as entries of months: units are converted, totals beside their months count for nothing, shapes are taken."""

import pytest

from desktop.model import edits
from desktop.model.months import Month, span
from desktop.model.records import Target
from desktop.session.clips import Cell
from desktop.session.matrix import SHAPES, Key, Matrix
from desktop.session.month_edits import entered
from desktop.session.months_read import Column, Read, Spot, read, spread_again, yearly
from desktop.session.spreading import METHODS, Method
from tests.tiny import FIRST, MONTHS, tiny_project, tiny_rows

MOTOR: Key = ("motor",)
LONG = span(Month.of(2026, 4), 24)


def _targets() -> Matrix:
    return Matrix(tiny_project(), SHAPES["targets"])


def _two_years() -> Matrix:
    """Targets of two fiscal years, of which only the first has any: 10 each month, but 20 in May."""
    rows = [Target(item="magnet", month=month, quantity=20.0 if month.month == 5 else 10.0) for month in LONG[:12]]
    settings = tiny_rows("settings", first_month=LONG[0], months=24)
    return Matrix(tiny_project(settings=settings, targets=rows), SHAPES["targets"])


def _read(matrix: Matrix, key: Key, *cells: tuple[Column, str]) -> Read:
    return read(matrix, {(key, column): Cell(text) for column, text in cells}, "even")


def test_an_entry_is_read_as_in_the_grid_and_an_empty_one_empties() -> None:
    matrix = _two_years()
    told = zip(MONTHS, ("1.5 t", " ", "cheap", "1,23,456"), strict=False)
    found = _read(matrix, ("magnet",), *told)
    assert found.entries == {("magnet",): {FIRST: 1500.0, MONTHS[1]: None, MONTHS[3]: 123456.0}}
    assert found.notes == ("'1.5 t' was entered as 1,500 kg.",)
    assert {spot: error.key for spot, error in found.refused.items()} == {(("magnet",), MONTHS[2]): "entry-number"}


def test_the_exact_number_behind_a_plain_figure_is_taken() -> None:
    cells: dict[Spot, Cell] = {(MOTOR, MONTHS[0]): Cell("1,234", 1234.4), (MOTOR, MONTHS[1]): Cell("12 %", 0.12)}
    found = read(_targets(), cells, "even")
    assert found.entries == {MOTOR: {MONTHS[0]: 1234.4}}
    assert len(found.refused) == 1


def test_a_yearly_figure_is_spread_over_the_planned_months_of_its_year() -> None:
    found = _read(_targets(), MOTOR, (2027, "100"))
    assert found.entries == {MOTOR: dict(zip(MONTHS[:3], (34.0, 33.0, 33.0), strict=True))}


def test_a_total_beside_its_months_is_told_again_and_counts_for_nothing() -> None:
    found = _read(_targets(), MOTOR, (MONTHS[0], "1"), (2027, "999"), (2028, "30"))
    assert found.entries == {MOTOR: {MONTHS[0]: 1.0, **dict.fromkeys(MONTHS[3:], 10.0)}}


def test_a_year_takes_the_shape_of_the_one_before() -> None:
    matrix = _two_years()
    spread = yearly(matrix, ("magnet",), 2028, 260.0, "shape")
    assert list(spread.values()) == [20.0, 40.0, *[20.0] * 10]
    edit = entered(matrix, {("magnet",): spread}, "edit-spread")
    assert edit is not None
    after = Matrix(edits.apply(matrix.project, edit), matrix.shape)
    assert after.total(after.values(("magnet",), LONG[12:])) == 260.0


@pytest.mark.parametrize(("method", "first"), [("even", 10.833), ("days", 10.959)])
def test_totals_are_spread_anew(method: Method, first: float) -> None:
    found = spread_again(_two_years(), [(("magnet",), 2027), (("magnet",), 2028), (("magnet",), LONG[3])], method)
    months = found.entries["magnet",]
    assert len(months) == 12
    assert months[LONG[0]] == pytest.approx(first, abs=0.001)
    assert sum(value or 0.0 for value in months.values()) == pytest.approx(130.0)


def test_without_a_year_before_the_shape_is_refused_with_a_reason() -> None:
    found = spread_again(_two_years(), [(("magnet",), 2027)], "shape")
    assert [error.values["year"] for error in found.refused.values()] == ["FY26"]
    assert found.entries.get(("magnet",), {}) == {}


def test_the_average_of_prices_is_held_by_every_month() -> None:
    prices = Matrix(tiny_project(), SHAPES["prices"])
    for method in METHODS:
        assert set(yearly(prices, ("JL-magnet",), 2027, 44.0, method).values()) == {44.0}


def test_an_emptied_year_empties_its_months() -> None:
    assert _read(_targets(), MOTOR, (2028, "")).entries == {MOTOR: dict.fromkeys(MONTHS[3:])}
