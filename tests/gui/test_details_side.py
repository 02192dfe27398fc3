"""The details beside the grids: they follow the current cell, lead to others, and are remembered as hidden or wide."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.details_side import place_of
from desktop.gui.tables.details_panel import DetailsPanel
from desktop.gui.tables.month_model import LABELS
from desktop.model.edits import DropRecords, SetFields
from desktop.model.records import Source
from desktop.session.details import Place


def _panel(parts: Parts) -> DetailsPanel:
    (panel,) = parts.data.findChildren(DetailsPanel)
    return panel


def test_the_details_are_those_of_the_current_cell(parts: Parts) -> None:
    panel = _panel(parts)
    assert not panel.title.isVisible()
    parts.data.show_table("offers")
    parts.data.go_to(2, "price")
    assert (panel.title.whole, panel.field.text()) == ("JL-magnet", "Price (currency/unit)")
    parts.data.go_to(1, "source")
    assert (panel.title.whole, panel.field.text()) == ("IREL-magnet", "Source")
    parts.hub.apply(SetFields("offers", {1: {"source": "nobody"}}))
    assert panel.problems.texts == ["Source: 'nobody' is not in the table Sources; choose another, or add it there"]
    parts.hub.apply(DropRecords("offers", [1, 2]))
    assert not panel.title.isVisible()


def test_a_line_leads_to_its_cell(parts: Parts) -> None:
    parts.data.show_table("items")
    parts.data.go_to(2, "id")
    panel = _panel(parts)
    assert panel.uses.texts[0] == "Recipes · assembly (Output)"
    panel.uses.setFocus()
    QTest.keyClick(panel.uses, Qt.Key.Key_Return)
    assert place_of(parts.data.shown) == Place("recipes", 1, "output")
    assert (panel.title.whole, panel.uses.texts) == ("assembly", ["Recipe inputs · assembly / magnet (Recipe)"])


def test_a_month_shows_its_record_or_what_its_line_speaks_of(parts: Parts) -> None:
    parts.data.show_table("targets")
    parts.actions["months"].trigger()
    parts.data.months.grid.select(0, LABELS + 1, 0, LABELS + 1)
    assert _panel(parts).title.whole == "motor / 2027-02"
    parts.data.months.grid.select(0, 0, 0, 0)
    assert (_panel(parts).title.whole, _panel(parts).field.text()) == ("motor", "Id")


def test_a_note_is_one_edit_when_it_is_left(parts: Parts) -> None:
    parts.data.show_table("sources")
    parts.data.go_to(1, "id")
    panel = _panel(parts)
    panel.note.setFocus()
    QTest.keyClicks(panel.note, "rings back")
    assert parts.hub.desk.undo_name is None
    parts.data.go_to(2, "id")
    assert parts.hub.undo_words == "change note of IREL"
    assert panel.note.toPlainText() == ""
    parts.data.go_to(1, "id")
    assert panel.note.toPlainText() == "rings back"
    parts.hub.undo()
    assert (panel.note.toPlainText(), parts.hub.desk.undo_name) == ("", None)
    parts.data.show_table("targets")
    parts.data.go_to(1, "item")
    assert not panel.note.isVisible()


def test_a_note_that_is_being_written_is_part_of_whatever_is_done_next(parts: Parts) -> None:
    parts.data.show_table("sources")
    parts.data.go_to(1, "id")
    panel = _panel(parts)
    panel.note.setFocus()
    QTest.keyClicks(panel.note, "rings back")
    parts.actions["problems"].trigger()
    assert parts.hub.undo_words == "change note of IREL"
    QTest.keyClicks(panel.note, " on Monday")
    parts.data.settle()
    assert parts.hub.project.by_id(Source)["IREL"].note == "rings back on Monday"


def test_they_are_hidden_and_shown_which_is_remembered(parts: Parts) -> None:
    panel, shown = _panel(parts), parts.actions["details"]
    assert (panel.isVisible(), shown.isChecked()) == (True, True)
    shown.trigger()
    assert (panel.isVisible(), parts.hub.settings.details) == (False, False)
    parts.data.show_table("offers")
    parts.data.go_to(2, "price")
    shown.trigger()
    assert (panel.isVisible(), panel.title.whole, parts.hub.settings.details) == (True, "JL-magnet", True)
    panel.closed.emit()
    assert not panel.isVisible()


def test_their_width_is_remembered(parts: Parts) -> None:
    split = parts.data.split
    split.moveSplitter(split.sizes()[0] + split.sizes()[1] - 60, 2)
    width = split.sizes()[2]
    assert parts.hub.settings.details_width == width
    parts.actions["details"].trigger()
    parts.actions["details"].trigger()
    assert abs(split.sizes()[2] - width) <= split.handleWidth()


def test_a_key_leads_into_the_details_and_back(parts: Parts) -> None:
    parts.window.activateWindow()
    parts.data.show_table("items")
    parts.data.go_to(2, "id")
    parts.actions["details"].trigger()
    parts.actions["go-details"].trigger()
    panel = _panel(parts)
    focus = QApplication.focusWidget()
    assert focus is panel.evidence.adding
    parts.actions["go-details"].trigger()
    assert QApplication.focusWidget() is parts.data.grid


def test_uses_in_a_large_project_are_looked_for_in_the_background(
    qtbot: QtBot, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.gui.tables.details_panel.AT_ONCE", 0)
    panel = _panel(parts)
    parts.data.show_table("sources")
    parts.data.go_to(2, "id")
    qtbot.waitUntil(lambda: panel.uses.texts == ["Offers · JL-magnet (Source)"])
