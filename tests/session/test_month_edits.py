"""Entries in months across: what is shown is what the series gives, and no other month or record moves."""

import math
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.model import edits
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Capacity, Evidence, Offer, Pin, Price, Record, Target
from desktop.model.scenario import UNLIMITED
from desktop.model.series import spread
from desktop.session.matrix import Key, Matrix
from desktop.session.month_edits import Entries, entered
from tests.session.months import matrix_of, prices
from tests.tiny import FIRST, MONTHS, tiny_rows

FEBRUARY, MARCH, APRIL = MONTHS[1], MONTHS[2], MONTHS[3]
JL: Key = ("JL-magnet",)
_AROUND = st.integers(-3, 8).map(FIRST.plus)
_NUMBERS = st.sampled_from([0.0, 1.0, 2.5, 40.0])


def _after(matrix: Matrix, entries: Entries) -> Matrix:
    edit = entered(matrix, entries, "edit-months")
    return matrix if edit is None else Matrix(edits.apply(matrix.project, edit), matrix.shape)


def _values(matrix: Matrix, key: Key) -> list[float | None]:
    return list(matrix.line(key).values)


def test_a_price_typed_in_a_month_leaves_the_months_after_as_they_were() -> None:
    after = _after(matrix_of("prices"), {JL: {MARCH: 50.0}})
    assert _values(after, JL) == [40.0, 40.0, 50.0, 40.0, 40.0, 40.0]
    assert after.project.content()["prices"] == tuple(prices((MARCH, 50.0), (APRIL, 40.0)))


def test_an_emptied_step_lets_the_one_before_hold_on() -> None:
    matrix = matrix_of("prices", prices=prices((FEBRUARY, 43.0), (APRIL, 41.0)))
    after = _after(matrix, {JL: {APRIL: None, MARCH: None}})
    assert _values(after, JL) == [40.0, *[43.0] * 5]
    assert len(after.project.tables["prices"]) == 1


def test_the_same_value_for_many_months_is_one_step() -> None:
    after = _after(matrix_of("prices"), {JL: dict.fromkeys(MONTHS, 44.0)})
    assert after.project.content()["prices"] == tuple(prices((FIRST, 44.0)))
    assert entered(after, {JL: {MARCH: 44.0}}, "edit-months") is None


def test_months_without_a_limit_have_none_again_after_one_that_gets_one() -> None:
    key = ("JL-magnet", "", "")
    after = _after(matrix_of("capacities"), {key: {FEBRUARY: 10.0}})
    assert _values(after, key) == [None, 10.0, *[UNLIMITED] * 4]
    assert [after.unlimited(value) for value in _values(after, key)] == [True, False, *[True] * 4]
    again = _after(after, {key: {APRIL: 5.0}})
    assert _values(again, key) == [None, 10.0, UNLIMITED, 5.0, UNLIMITED, UNLIMITED]
    assert again.total(_values(again, key)[:3]) is None


def test_an_emptied_target_is_no_record_and_its_evidence_goes_too() -> None:
    matrix = matrix_of("targets", evidence=[Evidence(table="targets", record="motor / 2027-02")])
    after = _after(matrix, {("motor",): {FEBRUARY: None}})
    assert _values(after, ("motor",))[:3] == [50.0, None, 50.0]
    assert not after.project.tables["evidence"]


def test_doubled_targets_are_summed_and_become_one_when_entered() -> None:
    double = Target(item="motor", month=FEBRUARY, quantity=7.0)
    matrix = matrix_of("targets", targets=[*tiny_rows("targets"), double])
    assert _values(matrix, ("motor",))[1] == 57.0
    after = _after(matrix, {("motor",): {FEBRUARY: 60.0}})
    assert _values(after, ("motor",))[1] == 60.0
    assert len(after.project.tables["targets"]) == 6


def test_new_rows_stand_after_those_of_their_line() -> None:
    rows: list[Record] = [*prices((FEBRUARY, 43.0)), Price(offer="IREL-magnet", from_month=FIRST, value=1.0)]
    after = _after(matrix_of("prices", prices=rows), {JL: {MARCH: 44.0}})
    told = [(row.offer, row.from_month) for row in after.project.all(Price)]
    assert told == [("JL-magnet", FEBRUARY), ("JL-magnet", MARCH), ("JL-magnet", APRIL), ("IREL-magnet", FIRST)]


@st.composite
def _series(draw: st.DrawFn) -> tuple[Matrix, dict[Key, dict[Month, float]]]:
    """Prices of two offers, capacities and targets, some outside the horizon, some twice in a month; and entries."""
    table = draw(st.sampled_from(["prices", "capacities", "targets"]))
    steps = draw(st.lists(st.tuples(st.sampled_from(["IREL-magnet", "JL-magnet"]), _AROUND, _NUMBERS), max_size=8))
    names = [("IREL-magnet",), ("JL-magnet",)]
    keys = [(*name, "", "") for name in names] if table == "capacities" else names
    entry = st.dictionaries(st.sampled_from(MONTHS), _NUMBERS, min_size=1)
    entries = draw(st.dictionaries(st.sampled_from(keys), entry, min_size=1))
    rows: list[Record] = [_dated(table, *step) for step in steps]
    return matrix_of(table, **{table: rows}, pins=[Pin(id="p")]), entries


def _dated(table: str, name: str, month: Month, value: float) -> Record:
    if table == "targets":
        return Target(item=name, month=month, quantity=value)
    record = Price if table == "prices" else Capacity
    return record(offer=name, from_month=month, value=value)


def _by_series(project: Project, matrix: Matrix, key: Key) -> list[float | None]:
    """What the model makes of the rows of one line, month by month."""
    value, month = matrix.shape.value.name, matrix.shape.month.name
    rows = [
        (getattr(row, month), getattr(row, value))
        for row in project.tables[matrix.shape.table.name].values()
        if tuple(getattr(row, field.name) for field in matrix.shape.keys) == key
    ]
    if not matrix.shape.steps:
        return [sum(v for m, v in rows if m == month) if month in dict(rows) else None for month in MONTHS]
    offer = project.by_id(Offer)[key[0]]
    before = offer.price if matrix.shape.table.name == "prices" else offer.capacity
    held = spread(rows, MONTHS, math.nan if before is None else before)
    return [None if math.isnan(each) else each for each in held]


@settings(max_examples=200)
@given(_series())
def test_after_an_edit_the_series_gives_what_is_shown_and_nothing_else_moved(
    drawn: tuple[Matrix, Mapping[Key, Mapping[Month, float]]],
) -> None:
    matrix, entries = drawn
    after = _after(matrix, entries)
    for key in {*matrix.keys(every=True), *entries}:
        if not any(key) or key[0] not in matrix.project.by_id(Offer):
            continue
        shown = _values(after, key)
        assert shown == _by_series(after.project, matrix, key)
        wanted = entries.get(key, {})
        for month, now, was in zip(MONTHS, shown, _values(matrix, key), strict=True):
            same = now == was or (was is None and matrix.unlimited(now))
            assert now == wanted[month] if month in wanted else same
    for name, rows in matrix.project.tables.items():
        mine = name == matrix.shape.table.name
        others = {row: each for row, each in rows.items() if not mine or _key(matrix, each) not in entries}
        assert others.items() <= after.project.tables[name].items()
        if not mine:
            assert rows == after.project.tables[name]


def _key(matrix: Matrix, record: Record) -> Key:
    return tuple(str(getattr(record, field.name)) for field in matrix.shape.keys)
