"""Evidence of a record: each row added, changed or removed in one edit; the form takes no day it cannot read."""

import datetime as dt

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.hub import Hub
from desktop.gui.tables.evidence_dialog import EvidenceDialog
from desktop.gui.tables.evidence_list import EvidenceList
from desktop.model.records import TABLE, Evidence, Table
from desktop.session.details import Place
from tests.gui.tables import tiny_hub

PLACE = Place("offers", 2, "price")
OLD = Evidence(table="offers", record="JL-magnet", field="price", grade="C")
NEW = Evidence(table="offers", record="JL-magnet", field="price", grade="A", origin="JL")


@pytest.fixture
def hub() -> Hub:
    return tiny_hub(evidence=[OLD])


@pytest.fixture
def shown(qtbot: QtBot, hub: Hub) -> EvidenceList:
    made = EvidenceList(hub)
    qtbot.addWidget(made)
    hub.changed.connect(lambda _: made.show_place(PLACE))
    made.show_place(PLACE)
    made.show()
    return made


def _answer(asked: list[Evidence], given: Evidence | None) -> object:
    def ask(_: QWidget, table: Table, before: Evidence, *, new: bool = False) -> Evidence | None:
        asked.append(before)
        return given

    return ask


def test_a_new_row_is_of_the_current_field(shown: EvidenceList, hub: Hub) -> None:
    asked: list[Evidence] = []
    shown.ask = _answer(asked, NEW)  # type: ignore[assignment]
    shown.adding.click()
    assert asked == [Evidence(table="offers", record="JL-magnet", field="price")]
    assert hub.project.all(Evidence) == (OLD, NEW)
    assert shown.lines.texts[1] == "Price · grade A · estimate · JL"
    hub.undo()
    assert hub.desk.undo_name is None


def test_a_row_is_changed_and_removed_each_in_one_step(shown: EvidenceList, hub: Hub) -> None:
    asked: list[Evidence] = []
    shown.ask = _answer(asked, NEW)  # type: ignore[assignment]
    shown.changing.click()
    assert (asked, hub.project.all(Evidence)) == ([OLD], (NEW,))
    shown.removing.click()
    assert hub.project.all(Evidence) == ()
    assert not shown.changing.isEnabled()
    hub.undo()
    hub.undo()
    assert hub.project.all(Evidence) == (OLD,)


@pytest.mark.parametrize("given", [None, OLD])
def test_nothing_given_or_nothing_changed_is_no_step(shown: EvidenceList, hub: Hub, given: Evidence | None) -> None:
    shown.ask = _answer([], given)  # type: ignore[assignment]
    shown.changing.click()
    assert hub.desk.undo_name is None


def test_the_form_gives_what_is_filled_in_and_takes_no_day_it_cannot_read(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = EvidenceDialog(parent, TABLE["offers"], OLD, new=False)
    dialog.show()
    dialog.date.setText("soon")
    dialog.take()
    assert (dialog.isVisible(), dialog.fault.isVisible(), dialog.given) == (True, True, OLD)
    dialog.date.setText("12 March 2026")
    dialog.of.setCurrentIndex(0)
    dialog.basis.setCurrentText("quote")
    dialog.grade.setCurrentText("A")
    dialog.origin.setText(" JL ")
    dialog.note.setPlainText("by mail")
    dialog.take()
    wanted = Evidence(
        table="offers",
        record="JL-magnet",
        basis="quote",
        date=dt.date(2026, 3, 12),
        origin="JL",
        grade="A",
        note="by mail",
    )
    assert (dialog.given, dialog.isVisible()) == (wanted, False)
