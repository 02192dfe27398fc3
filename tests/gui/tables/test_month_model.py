"""Months across as a Qt model: what Qt asks of it, what cells show, one act one step of undo."""

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor

from desktop.gui import theme
from desktop.gui.tables.month_model import LABELS, MonthModel
from desktop.model.edits import DropRecords, SetFields
from desktop.model.months import Month
from desktop.model.records import Capacity, Price, Record
from desktop.session.details import Place
from desktop.session.matrix import SHAPES
from tests.gui.tables import tiny_hub
from tests.tiny import FIRST, MONTHS, tiny_rows

Role = Qt.ItemDataRole


def _model(table: str, **changed: list[Record]) -> MonthModel:
    hub = tiny_hub(**changed)
    model = MonthModel(hub, SHAPES[table])
    hub.setParent(model)
    hub.changed.connect(lambda _: model.refresh())
    return model


def _cell(model: MonthModel, row: int, column: Month | int) -> QModelIndex:
    return model.index(row, model.columns.index(column) + LABELS)


def _line(model: MonthModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


def _headers(model: MonthModel) -> list[str]:
    return [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]


@pytest.mark.parametrize("table", list(SHAPES))
def test_every_table_keeps_what_qt_asks_of_a_model(qtmodeltester: Any, table: str) -> None:
    model = _model(table, prices=[Price(offer="JL-magnet", from_month=MONTHS[2], value=41.0)])
    qtmodeltester.check(model, force_py=True)
    hub = model._hub
    hub.apply(SetFields("settings", {1: {"months": 8}}))
    if model.rowCount():
        model.setData(_cell(model, 0, MONTHS[1]), "7")
    hub.apply(DropRecords(table, list(hub.project.tables[table])))
    model.every = True
    model.refresh()
    while hub.desk.undo_name:
        hub.undo()
    hub.apply(SetFields("settings", {1: {"first_month": None}}))
    assert model.columnCount() == LABELS


def test_months_and_fiscal_years_stand_in_the_header_with_the_unit() -> None:
    months = ["Jan 27", "Feb 27", "Mar 27", "FY27 (3 months)", "Apr 27", "May 27", "Jun 27", "FY28 (3 months)"]
    assert _headers(_model("targets")) == ["Item", "Quantity in", *months]
    year = _model("targets", settings=tiny_rows("settings", first_month=Month.of(2026, 4), months=12))
    assert _headers(year)[-2:] == ["Mar 27", "FY27"]
    assert "Ø FY27 (3 months)" in _headers(_model("prices"))


def test_a_line_shows_its_months_and_the_sum_of_each_year() -> None:
    assert _line(_model("targets"), 0) == ["motor", "piece", *["50"] * 3, "150", *["50"] * 3, "150"]
    prices = _model("prices", prices=[Price(offer="JL-magnet", from_month=MONTHS[2], value=43.0)])
    assert _line(prices, 0)[:6] == ["JL-magnet", "USD/kg", "40", "40", "43", "41"]
    capacities = _model("capacities", capacities=[Capacity(source="JL", from_month=MONTHS[1], value=1234567.0)])
    assert _line(capacities, 0)[:6] == ["Source JL", "use/month", "no limit", "12,34,567", "12,34,567", ""]


def test_what_is_carried_on_is_lighter_and_says_from_where() -> None:
    model = _model("prices", prices=[Price(offer="JL-magnet", from_month=MONTHS[1], value=43.0)])
    own, carried, before = (_cell(model, 0, MONTHS[at]) for at in (1, 2, 0))
    assert own.data(Role.ForegroundRole) is None
    assert carried.data(Role.ForegroundRole) == QColor(theme.colours().muted)
    assert carried.data(Role.AccessibleDescriptionRole).startswith("Carried on from Feb 2027.")
    assert before.data(Role.AccessibleDescriptionRole).startswith("From before the first month.")
    assert (model.place_at(own), model.place_at(carried)) == (Place("prices", 1, "value"), Place("offers", 2, "price"))


def test_an_entry_is_one_step_and_the_months_after_stay() -> None:
    model = _model("prices", prices=[Price(offer="JL-magnet", from_month=MONTHS[0], value=43.0)])
    assert model.setData(_cell(model, 0, MONTHS[2]), "50")
    assert _line(model, 0)[2:9] == ["43", "43", "50", "45.3333", "43", "43", "43"]
    assert model._hub.undo_words == "change months (Prices)"
    model._hub.undo()
    assert len(model._hub.project.tables["prices"]) == 1
    assert model._hub.desk.undo_name is None


def test_a_yearly_figure_is_spread_as_asked() -> None:
    model = _model("targets")
    assert model.setData(_cell(model, 0, 2027), "100")
    assert _line(model, 0)[2:6] == ["34", "33", "33", "100"]
    model.method = "days"
    assert model.setData(_cell(model, 0, 2027), "64")
    assert _line(model, 0)[2:6] == ["21", "20", "23", "64"]
    assert model._hub.undo_words == "spread over the year (Targets)"


def test_an_entry_that_cannot_be_read_is_refused_and_the_same_again_is_no_step() -> None:
    model = _model("targets")
    heard: list[str] = []
    model.refused.connect(lambda _, reason: heard.append(reason))
    assert not model.setData(_cell(model, 0, FIRST), "many")
    assert heard == ["'many' is not a number. Enter digits, such as 1,23,456.78."]
    assert model.setData(_cell(model, 0, FIRST), "50")
    assert model._hub.desk.undo_name is None
    model.method = "shape"
    assert not model.setData(_cell(model, 0, 2027), "90")
    assert "FY26" in heard[-1]


def test_a_problem_marks_the_month_it_is_of() -> None:
    model = _model("targets", targets=tiny_rows("targets", quantity=-1.0))
    assert _cell(model, 0, FIRST).data(Role.BackgroundRole) == QColor(theme.colours().bad_soft)


def test_lines_are_found_by_what_they_speak_of_and_shown_without_entries_when_asked() -> None:
    model = _model("targets")
    model.every = True
    model.refresh()
    assert [model.label(key) for key in model.keys] == ["magnet", "motor"]
    model.find = "GNE"
    model.refresh()
    assert [model.label(key) for key in model.keys] == ["magnet"]
