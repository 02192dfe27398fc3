"""The library of ready events under the hands of a user, and what is said where nothing can be worked out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.pages.scenarios import ScenariosPage
from desktop.gui.scenarios.library import EventLibrary
from desktop.model.edits import SetFields
from desktop.model.errors import AppError
from desktop.model.records import Event, Scenario
from tests.gui.window import opened
from tests.tiny import FIRST, tiny_project

SCENARIOS = [Scenario(id="base", name="As planned"), Scenario(id="bad", name="Hard times")]
EVENTS = [
    Event(scenario="bad", kind="capacity factor", source="IREL", value=0.5, first_month=FIRST, last_month=FIRST),
    Event(scenario="bad", kind="price factor", source="JL", value=1.5, first_month=FIRST.plus(1)),
]


@pytest.fixture
def parts(qtbot: QtBot) -> Iterator[Parts]:
    with opened(tiny_project(scenarios=SCENARIOS, events=EVENTS)) as found:
        found.window.resize(1366, 768)
        found.window.go_to("scenarios")
        found.hub.choose(scenario="bad", money_unit="lakh")
        page = found.scenarios
        qtbot.waitUntil(lambda: page.drawing.done and found.planner.up_to_date, timeout=20_000)
        yield found


@pytest.fixture
def page(parts: Parts) -> ScenariosPage:
    return parts.scenarios


def _names(parts: Parts) -> list[str]:
    return [scenario.name for scenario in parts.hub.desk.project.all(Scenario)]


def _events(parts: Parts) -> list[Event]:
    return list(parts.hub.desk.project.all(Event))


def _library(page: ScenariosPage) -> EventLibrary:
    page.acts.ask_library()
    return page.findChildren(EventLibrary)[-1]


def test_a_ready_event_is_inserted_from_a_month_on(parts: Parts, page: ScenariosPage) -> None:
    dialog = _library(page)
    dialog.choose("licences-stop")
    dialog.first.setText("Feb 2027")
    dialog.months.setValue(2)
    dialog.accept()
    event = _events(parts)[-1]
    assert (event.scenario, event.kind, event.elements) == ("bad", "licences stopped", ("Dy", "Tb"))
    assert (event.first_month, event.last_month) == (FIRST.plus(1), FIRST.plus(2))
    assert page.acts.current == 3
    parts.hub.undo()
    assert len(_events(parts)) == 2


def test_a_ready_event_begins_a_scenario_where_none_is_chosen(parts: Parts, page: ScenariosPage) -> None:
    parts.hub.choose(scenario="")
    dialog = _library(page)
    dialog.choose("rupee-weaker")
    dialog.accept()
    assert _names(parts)[-1] == "The rupee loses a tenth"
    assert parts.hub.choice.scenario == _events(parts)[-1].scenario
    parts.hub.undo()
    assert _names(parts) == ["As planned", "Hard times"]


def test_what_a_ready_event_changes_in_a_large_project_is_found_in_the_background(
    qtbot: QtBot, page: ScenariosPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.gui.scenarios.library.AT_ONCE", 0)
    dialog = _library(page)
    ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    dialog.choose("rupee-weaker")
    dialog.choose("price-doubles")  # asked for while the first one is still looked for
    assert (dialog.lacking.text(), ok.isEnabled(), dialog.events) == ("Looking…", False, ())
    qtbot.waitUntil(ok.isEnabled)
    assert {event.kind for event in dialog.events} == {"price factor"}
    assert dialog.lacking.text() == ""
    dialog.choose("scheme-pays")
    qtbot.waitUntil(lambda: "no incentive" in dialog.lacking.text())
    assert not ok.isEnabled()
    dialog.choose("rupee-weaker")
    dialog.reject()  # nobody waits for it any more
    qtbot.waitUntil(lambda: not page.hub.runner.titles)


@pytest.mark.parametrize("where", ["panel", "library"])
def test_what_could_not_be_worked_out_is_no_longer_looked_for(
    qtbot: QtBot, parts: Parts, page: ScenariosPage, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def fail(*_: object) -> object:
        raise AppError("file-missing", path="x")

    alerts: list[str] = []
    parts.hub.alerted.connect(lambda said, _: alerts.append(said))
    if where == "library":
        monkeypatch.setattr("desktop.gui.scenarios.library.AT_ONCE", 0)
        monkeypatch.setattr("desktop.session.event_library.events_of", fail)
        dialog = _library(page)
        qtbot.waitUntil(lambda: dialog.lacking.text() == "This could not be worked out.")
        dialog.reject()
    else:
        monkeypatch.setattr("desktop.gui.scenarios.event_panel.AT_ONCE", 0)
        monkeypatch.setattr("desktop.gui.scenarios.event_panel.effects_of", fail)
        row = next(iter(parts.hub.project.rows(Event)))
        parts.hub.apply(SetFields("events", {row: {"value": 0.123}}))
        qtbot.waitUntil(lambda: page.panel.told == "This could not be worked out.")
    assert len(alerts) == 1


def test_a_ready_event_that_lacks_something_says_so_and_cannot_be_inserted(page: ScenariosPage) -> None:
    dialog = _library(page)
    dialog.choose("scheme-pays")
    assert "no incentive" in dialog.lacking.text()
    ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    assert not ok.isEnabled()
    dialog.choose("price-doubles")
    assert (dialog.lacking.text(), ok.isEnabled()) == ("", True)
    dialog.first.setText("no month")
    assert not ok.isEnabled()
    assert dialog.events == ()
    dialog.reject()
