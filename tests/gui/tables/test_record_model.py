"""The model of a table: what Qt asks of a model, what cells show, what is refused."""

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from desktop.gui import theme
from desktop.gui.tables.record_model import ClassRole, RecordModel
from desktop.model.edits import AddRecords, DropRecords, SetFields, Several
from desktop.model.errors import Problem
from desktop.model.records import TABLE, Evidence, Offer, Source
from desktop.session.arranging import Among, Arrangement, Filled, Key
from tests.gui.tables import tiny_hub
from tests.tiny import tiny_project, tiny_rows

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
    model.arrange(Arrangement(keys=(Key("id", descending=True),)))
    assert _ids(model) == ["JL", "IREL", "Eka", "Deva", "Chandra", "Beryl", "Antara"]
    model.arrange(Arrangement(find="AN"))
    assert _ids(model) == ["Antara", "Chandra"]
    model.arrange(Arrangement())
    assert _ids(model) == ["IREL", "JL", *NAMES]


def test_empty_values_come_last_however_the_rows_are_sorted() -> None:
    model = _model()
    for descending in (False, True):
        model.arrange(Arrangement(keys=(Key("capacity", descending),)))
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
    monkeypatch.setattr("desktop.gui.checker.checks.check", lambda _: (note,))
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


def test_filtered_and_sorted_rows_keep_what_qt_asks_of_a_model(qtmodeltester: Any) -> None:
    model = _model("sources")
    qtmodeltester.check(model, force_py=True)
    for asked in (
        Arrangement(conditions=(Among("id", frozenset({"JL", "Beryl"})),)),
        Arrangement(problems=True),
        Arrangement(find="nothing"),
        Arrangement(keys=(Key("id"),), conditions=(Filled("country", filled=False),)),
        Arrangement(),
    ):
        model.arrange(asked)
        model._hub.apply(SetFields("sources", {1: {"note": str(asked)}}))


def test_an_edit_leaves_rows_where_they_are_until_they_are_arranged_again() -> None:
    model = _model("sources")
    model.arrange(Arrangement(keys=(Key("id"),), conditions=(Filled("country", filled=False),)))
    assert (_ids(model), model.outdated) == (list(NAMES), False)
    model.setData(_cell(model, 0, "country"), "India")
    model.setData(_cell(model, 1, "id"), "Zeta")
    assert (_ids(model), model.outdated) == (["Antara", "Zeta", *NAMES[2:]], True)
    model._hub.apply(AddRecords("sources", [Source(id="new")], before=4))
    assert _ids(model) == ["Antara", "new", "Zeta", *NAMES[2:]]
    model.arrange(model.arrangement)
    assert (_ids(model), model.outdated) == ([*NAMES[2:], "new", "Zeta"], False)


def test_what_is_taken_back_stands_again_as_it_was_arranged() -> None:
    model = _model("sources")
    model.arrange(Arrangement(keys=(Key("id", descending=True),)))
    before = _ids(model)
    model._hub.apply(DropRecords("sources", [3, 5]))
    model.setData(_cell(model, 0, "country"), "India")
    assert model.outdated
    model._hub.undo()
    model._hub.undo()
    assert (_ids(model), model.outdated) == (before, False)


def test_evidence_tells_what_it_is_of_in_words_and_takes_them() -> None:
    model = _model("evidence")
    model._hub.apply(AddRecords("evidence", [Evidence(table="offers", record="JL-magnet", field="price_term")]))
    row = model.rowCount() - 1
    assert (_cell(model, row, "table").data(), _cell(model, row, "field").data()) == ("Offers", "Price term")
    assert model.setData(_cell(model, row, "field"), "lead time")
    assert model.value(row, 2) == "lead_days"
    assert model.setData(_cell(model, row, "table"), "Sources")
    assert model.value(row, 0) == "sources"


def test_another_document_is_shown_whole() -> None:
    model = _model("sources")
    model.arrange(Arrangement("JL", (Key("id", descending=True),), (Filled("country"),), problems=True))
    model._hub.adopt(tiny_project())
    assert model.arrangement == Arrangement(keys=(Key("id", descending=True),))
    assert _ids(model) == ["JL", "IREL"]


def test_many_rows_are_arranged_in_the_background_and_only_the_last_wish_counts(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.gui.tables.record_model.AT_ONCE", 0)
    model = _model("sources")
    model.arrange(Arrangement(find="JL"))
    model.arrange(Arrangement(find="Deva"))
    assert len(_ids(model)) == 7
    model._hub.apply(AddRecords("sources", [Source(id="meanwhile")]))
    qtbot.waitUntil(lambda: _ids(model) == ["Deva", "meanwhile"])
    assert model.outdated
    model._hub.runner.close()


def test_sources_and_offers_carry_the_mark_of_their_class() -> None:
    for table in ("sources", "offers"):
        model = _model(table)
        classes = [model.index(row, 0).data(ClassRole) for row in range(2)]
        assert classes == ["domestic", "licensed_chinese"]
        assert model.index(0, 1).data(ClassRole) == ""
    assert _cell(_model("sources"), 1, "class_").data() == "Licensed Chinese"


def test_an_entry_in_another_unit_is_converted_and_said() -> None:
    model = _model()
    said: list[str] = []
    model._hub.said.connect(said.append)
    cell = _cell(model, 0, "capacity")
    assert model.setData(cell, "2 t")
    assert (cell.data(), said) == ("2,000", ["'2 t' was entered as 2,000 kg/month."])


def test_rows_can_be_added_and_dropped_in_one_step() -> None:
    model = _model()
    added = AddRecords("offers", [Offer(id="new", source="JL", item="magnet")])
    model._hub.apply(Several((DropRecords("offers", [1]), added), "edit-replace"))
    assert _ids(model) == ["JL-magnet", "new"]
    assert model.row_numbers() == [2, 3]
    assert model.place_of(3, "price").row() == 1
    assert not model.place_of(1, "price").isValid()
