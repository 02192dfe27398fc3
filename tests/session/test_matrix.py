"""Tables as months across: what each line, month and fiscal year shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.edits import SetFields, apply
from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.session.matrix import SHAPES, Key, Matrix
from desktop.session.month_edits import entered
from tests.session.months import matrix_of, prices
from tests.tiny import FIRST, MONTHS, tiny_rows

FEBRUARY, MARCH, APRIL = MONTHS[1], MONTHS[2], MONTHS[3]
JL: Key = ("JL-magnet",)
_AROUND = st.integers(-3, 8).map(FIRST.plus)
_NUMBERS = st.sampled_from([0.0, 1.0, 2.5, 40.0])


def _values(matrix: Matrix, key: Key) -> list[float | None]:
    return list(matrix.line(key).values)


def test_the_tables_with_a_month_and_one_number_can_be_seen_as_months() -> None:
    told = {name: ([field.name for field in shape.keys], shape.steps, shape.sums) for name, shape in SHAPES.items()}
    assert told == {
        "prices": (["offer"], True, False),
        "capacities": (["offer", "source", "recipe"], True, True),
        "lead_times": (["offer"], True, False),
        "targets": (["item"], False, True),
        "receipts": (["offer"], False, True),
        "issued": (["mix", "offer"], False, True),
        "exchange_rates": (["currency"], True, False),
    }


def test_months_stand_in_fiscal_years_that_tell_sums_or_averages() -> None:
    matrix = matrix_of("targets")
    assert {year: len(months) for year, months in matrix.years.items()} == {2027: 3, 2028: 3}
    assert matrix.total(_values(matrix, ("motor",))[:3]) == 150.0
    held = matrix_of("prices", prices=prices((FEBRUARY, 43.0)))
    assert held.total(_values(held, JL)[:3]) == 42.0
    assert matrix.total([None, None]) is None


def test_a_step_holds_until_the_next_and_before_the_first_what_the_offer_says() -> None:
    line = matrix_of("prices", prices=prices((FEBRUARY, 43.0), (APRIL, 41.0))).line(JL)
    assert line.values == (40.0, 43.0, 43.0, 41.0, 41.0, 41.0)
    assert line.rows == (None, 1, None, 2, None, None)
    assert line.unit == "USD/kg"


def test_what_has_entries_is_shown_or_all_that_could_have() -> None:
    matrix = matrix_of("targets")
    assert matrix.keys(every=False) == (("motor",),)
    assert matrix.keys(every=True) == (("magnet",), ("motor",))
    capacities = matrix_of("capacities")
    assert capacities.keys(every=False) == (
        ("IREL-magnet", "", ""),
        ("JL-magnet", "", ""),
        ("", "IREL", ""),
        ("", "JL", ""),
        ("", "", "assembly"),
    )
    assert matrix_of("issued").keys(every=True) == ()
    assert matrix_of("exchange_rates").keys(every=True) == (("USD",),)


@pytest.mark.parametrize("table", list(SHAPES))
def test_without_a_first_month_there_is_nothing_to_show(table: str) -> None:
    matrix = matrix_of(table, settings=tiny_rows("settings", first_month=None))
    assert matrix.months == ()
    assert entered(matrix, {}, "edit-months") is None


@given(st.lists(st.tuples(st.integers(1, 4), st.one_of(_NUMBERS, _AROUND)), max_size=4))
def test_after_edits_the_lines_are_those_of_a_project_that_was_never_edited(
    edits: list[tuple[int, float | Month]],
) -> None:
    project = matrix_of("prices", prices=prices((FIRST, 1.0), (FEBRUARY, 2.0), (MARCH, 3.0), (APRIL, 4.0))).project
    for row, value in edits:
        cell: dict[str, Value] = {"from_month" if isinstance(value, Month) else "value": value}
        project = apply(project, SetFields("prices", {row: cell}))
        anew = Project.of(project.content())
        shown, plain = Matrix(project, SHAPES["prices"]), Matrix(anew, SHAPES["prices"])
        assert [shown.line(key) for key in shown.keys(every=False)] == [
            plain.line(key) for key in plain.keys(every=False)
        ]
