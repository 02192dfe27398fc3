"""Held figures are listed with their reasons, and let go one by one or all."""

from __future__ import annotations

import threading

import attrs
import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.list_dialog import ListDialog
from desktop.gui.pin_list import PinList
from desktop.model.edits import AddRecords
from desktop.model.errors import AppError
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.model.records import Pin
from desktop.session.pin_costs import Held
from tests.tiny import FIRST

PINS = [
    Pin(id="a", mix="least", offer="JL-magnet", month=FIRST, bound="at least", quantity=5.0, reason="agreed"),
    Pin(id="b", mix="slow", scenario="base", recipe="assembly", month=FIRST.plus(1), quantity=7.0),
]


def _list(parts: Parts) -> ListDialog:
    pins = parts.window.findChildren(PinList)[0]
    pins.show()
    assert pins.dialog is not None
    return pins.dialog


def test_pins_are_listed_and_let_go_one_by_one(parts: Parts) -> None:
    parts.hub.apply(AddRecords("pins", PINS))
    dialog = _list(parts)
    assert dialog.lines == [
        ("magnet from JL Mag", "Jan 2027", "at least 0.005 t", "…", "agreed", "Least cost, every scenario"),
        ("assembly", "Feb 2027", "at least 7 pieces", "–", "", "Slow files, As planned"),
    ]
    dialog.choose(1)
    dialog.press("pin-let-go")
    assert [pin.id for pin in parts.hub.desk.project.all(Pin)] == ["a"]
    assert len(dialog.lines) == 1
    dialog.close()


def test_all_pins_are_let_go_in_one_step(parts: Parts) -> None:
    parts.hub.apply(AddRecords("pins", PINS))
    dialog = _list(parts)
    dialog.press("pin-let-go-all")
    assert dialog.lines == []
    parts.hub.undo()
    assert len(dialog.lines) == 2
    dialog.close()


def test_an_empty_list_says_how_a_figure_is_held(parts: Parts) -> None:
    dialog = _list(parts)
    assert dialog.lines == []
    dialog.press("pin-let-go-all")
    assert parts.hub.undo_words == ""
    dialog.close()


def test_what_holding_a_figure_does_is_said_once_it_is_known(qtbot: QtBot, parts: Parts) -> None:
    dear = Pin(id="c", mix="least", offer="IREL-magnet", month=FIRST.plus(2), bound="at least", quantity=60.0)
    parts.hub.apply(AddRecords("pins", [dear, PINS[1]]))
    dialog = _list(parts)
    qtbot.waitUntil(lambda: dialog.lines[0][3].startswith("₹"))
    assert dialog.lines[0][3].endswith(" more")
    assert dialog.lines[1][3] == "–"  # of another mix
    dialog.close()


def test_what_is_looked_for_is_given_up_when_the_pins_change_and_when_the_list_is_closed(
    qtbot: QtBot, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up: list[int] = []

    def look(project: Project, _mix: str, _scenario: str, progress: Progress) -> dict[int, Held]:
        while not progress.cancelled():
            threading.Event().wait(0.001)
        given_up.append(len(project.all(Pin)))
        return {}

    monkeypatch.setattr("desktop.session.pin_costs.held", look)
    more = attrs.evolve(PINS[0], id="c", month=FIRST.plus(1))
    parts.hub.apply(AddRecords("pins", [*PINS, more]))
    dialog = _list(parts)
    dialog.choose(0)
    dialog.press("pin-let-go")
    qtbot.waitUntil(lambda: given_up == [3])
    dialog.close()
    qtbot.waitUntil(lambda: given_up == [3, 2])


def test_what_cannot_be_found_out_is_looked_for_no_longer(
    qtbot: QtBot, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> object:
        raise AppError("file-missing", path="x")

    monkeypatch.setattr("desktop.session.pin_costs.held", fail)
    parts.hub.apply(AddRecords("pins", PINS))
    dialog = _list(parts)
    qtbot.waitUntil(lambda: dialog.lines[0][3] == "–")
    dialog.close()
