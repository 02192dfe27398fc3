"""The model of a table: what Qt asks of a model, what cells show, what is refused."""

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from desktop.gui import theme
from desktop.gui.tables.record_model import Order, RecordModel
from desktop.model.edits import AddRecords, DropRecords, SetFields, Several
from desktop.model.errors import Problem
from desktop.model.records import TABLE, Offer, Source
from tests.gui.tables import tiny_hub
from tests.tiny import tiny_rows

Role = Qt.ItemDataRole
NAMES = ("Antara", "Beryl", "Chandra", "Deva", "Eka")


def _model(table: str = "offers") -> RecordModel:
    hub = tiny_hub(sources=[*tiny_rows("sources"), *(Source(id=name, name=name) for name in NAMES)])
    model = RecordModel(hub, TABLE[table])
    hub.setParent(model)
    hub.changed.connect(lambda _: model.refresh())
    return model


def _cell(model: RecordModel, row: int, name: str) -> QModelIndex:
    return model.index(row, [field.name for field in model.fields].index(name))


def _ids(model: RecordModel) -> list[str]:
    return [_cell(model, row, "id").data() for row in range(model.rowCount())]


@pytest.mark.parametrize("table", [table.name for table in TABLE.values()])
def test_every_table_keeps_what_qt_asks_of_a_model(qtmodeltester: Any, table: str) -> None:
    qtmodeltester.check(_model(table))


def test_rows_that_come_and_go_in_the_middle_are_announced_as_qt_asks(qtmodeltester: Any) -> None:
    model = _model("sources")
    hub = model._hub
    qtmodeltester.check(model, force_py=True)
    assert _ids(model) == ["IREL", "JL", *NAMES]
    last, gone = QPersistentModelIndex(model.index(6, 0)), QPersistentModelIndex(model.index(3, 0))
    hub.apply(DropRecords("sources", [1, 4, 6]))
    assert _ids(model) == ["JL", "Antara", "Chandra", "Eka"]
    assert last.row() == 3
    assert not gone.isValid()
    hub.undo()
    assert _ids(model) == ["IREL", "JL", *NAMES]
    assert last.row() == 6


def test_a_changed_order_shows_the_same_records_elsewhere(qtmodeltester: Any) -> None:
    model = _model("sources")
    qtmodeltester.check(model, force_py=True)
    model.arrange(Order(column=0, descending=True))
    assert _ids(model) == ["JL", "IREL", "Eka", "Deva", "Chandra", "Beryl", "Antara"]
    model.arrange(Order(find="AN"))
    assert _ids(model) == ["Antara", "Chandra"]
    model.arrange(Order())
    assert _ids(model) == ["IREL", "JL", *NAMES]


def test_empty_values_come_last_however_the_rows_are_sorted() -> None:
    model = _model()
    at = _cell(model, 0, "capacity").column()
    for descending in (False, True):
        model.arrange(Order(column=at, descending=descending))
        assert _ids(model) == ["IREL-magnet", "JL-magnet"]


def test_numbers_are_grouped_on_the_screen_and_exact_in_the_editor() -> None:
    model = _model()
    cell = _cell(model, 0, "price")
    assert model.setData(cell, "₹ 12,34,567.125")
    assert cell.data() == "12,34,567.125"
    assert cell.data(Role.EditRole) == "1234567.125"


def test_an_entry_that_cannot_be_read_is_refused_with_its_reason_and_changes_nothing() -> None:
    model = _model()
    refused: list[str] = []
    model.refused.connect(lambda _, reason: refused.append(reason))
    cell = _cell(model, 0, "price")
    assert not model.setData(cell, "cheap")
    assert refused == ["'cheap' is not a number. Enter digits, such as 1,23,456.78."]
    assert cell.data() == "5,000"
    assert model._hub.desk.undo_name is None


def test_the_same_value_again_is_no_step_of_undo() -> None:
    model = _model()
    assert model.setData(_cell(model, 0, "price"), "5,000.00")
    assert model._hub.desk.undo_name is None


def test_a_note_marks_its_cell_without_tinting_it(monkeypatch: pytest.MonkeyPatch) -> None:
    note = Problem("entry-number", {"entry": "x"}, table="offers", row=2, field="price", severity="note")
    monkeypatch.setattr("desktop.gui.hub.checks.check", lambda _: (note,))
    model = _model()
    cell = _cell(model, 1, "price")
    assert cell.data(Role.DecorationRole) is not None
    assert "is not a number" in cell.data(Role.ToolTipRole)
    assert cell.data(Role.BackgroundRole) is None


def test_an_error_tints_and_marks_its_cell_and_explains_itself() -> None:
    model = _model()
    cell = _cell(model, 0, "source")
    assert cell.data(Role.BackgroundRole) is None
    assert cell.data(Role.DecorationRole) is None
    model._hub.apply(SetFields("offers", {1: {"source": "<b>x</b>"}}))
    assert cell.data(Role.BackgroundRole) == QColor(theme.colours().bad_soft)
    assert cell.data(Role.DecorationRole) is not None
    assert "&lt;b&gt;x&lt;/b&gt;" in cell.data(Role.ToolTipRole)
    assert "<b>" not in cell.data(Role.ToolTipRole)


def test_rows_can_be_added_and_dropped_in_one_step() -> None:
    model = _model()
    added = AddRecords("offers", [Offer(id="new", source="JL", item="magnet")])
    model._hub.apply(Several((DropRecords("offers", [1]), added), "edit-replace"))
    assert _ids(model) == ["JL-magnet", "new"]
    assert model.row_numbers() == [2, 3]
    assert model.place_of(3, "price").row() == 1
    assert not model.place_of(1, "price").isValid()
