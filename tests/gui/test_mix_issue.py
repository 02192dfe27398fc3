"""Issuing the plan of a mix."""

from pathlib import Path

import attrs
import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.mix_issue import Asked, IssueDialog
from desktop.model.edits import SetFields
from desktop.model.records import Event, Issued, Scenario
from desktop.session import versions
from tests.gui.window import answers, opened, price
from tests.tiny import tiny_project

ASKED = Asked("Least cost", "Least cost, issued 12 Mar 2027", "Coverage 100.0 %", quick=True)


def _ready(qtbot: QtBot, parts: Parts, page: str = "mix") -> list[Asked]:
    """A page with a plan to issue, and what is asked before it is."""
    asked: list[Asked] = []

    def agree(_: QWidget, question: Asked) -> Asked | None:
        asked.append(question)
        return attrs.evolve(question, name="Issued to plant")

    parts.window.go_to(page)
    qtbot.waitUntil(lambda: parts.planner.up_to_date)
    parts.mix.deck.issuing.ask = agree
    return asked


def test_a_plan_is_issued_under_a_name_with_its_arrivals(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    path, asked = tmp_path / "a.dhatu", _ready(qtbot, parts)
    answers(parts, path=path)
    parts.mix.deck.buttons["issue"].click()
    qtbot.waitUntil(lambda: path.exists() and bool(versions.listed(path)))
    (version,) = versions.listed(path)
    assert version.name == "Issued to plant"
    assert version.note == asked[0].note
    assert asked[0].quick
    parts.actions["versions"].trigger()
    qtbot.waitUntil(lambda: parts.files.versions.dialog is not None)
    window = parts.files.versions.dialog
    assert window is not None
    assert window.lines[0][0] == "Issued to plant"
    assert window.lines[0][-1] == version.note != ""
    window.close()
    kept = versions.read(path, version.number)
    assert kept.all(Issued) == parts.hub.desk.project.all(Issued) != ()
    assert parts.hub.undo_words == "issue plan"
    qtbot.waitUntil(lambda: parts.planner.up_to_date and not parts.hub.desk.modified and not parts.hub.runner.titles)


def test_that_a_plan_is_issued_is_said_until_something_changes_with_its_export_beside_it(
    qtbot: QtBot, parts: Parts, tmp_path: Path
) -> None:
    _ready(qtbot, parts)
    answers(parts, path=tmp_path / "a.dhatu")
    bar = parts.window.alert_bar
    parts.mix.deck.buttons["issue"].click()
    qtbot.waitUntil(bar.isVisible)
    assert bar.text == "Issued as “Issued to plant”."
    assert bar.way_out.text() == parts.actions["export-plan"].text()
    qtbot.waitUntil(lambda: parts.planner.up_to_date)
    assert bar.isVisible()
    parts.hub.apply(price(2, 41.0))
    assert bar.isHidden()


@pytest.mark.parametrize("where", ["page", "menu"])
def test_what_is_issued_from_page_or_menu_is_the_plan_that_is_looked_at(qtbot: QtBot, parts: Parts, where: str) -> None:
    parts.hub.choose(mix="slow")
    asked = _ready(qtbot, parts, page="plan")
    answers(parts, path=None)
    if where == "page":
        parts.plan.bar.issue.click()
    else:
        parts.actions["issue"].trigger()
    assert [question.mix for question in asked] == ["Slow files"]


def test_the_issued_plan_stays_on_the_screen(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    _ready(qtbot, parts)
    answers(parts, path=tmp_path / "a.dhatu")
    parts.mix.deck.buttons["issue"].click()
    qtbot.waitUntil(lambda: bool(parts.hub.desk.project.all(Issued)) and parts.planner.up_to_date)
    plan = parts.planner.plan
    assert plan is not None
    assert plan.project is parts.hub.desk.project
    qtbot.waitUntil(lambda: not parts.hub.desk.modified and not parts.hub.runner.titles)


@pytest.mark.parametrize("where", ["asked", "file"])
def test_nothing_is_issued_where_the_user_does_not_want_it(qtbot: QtBot, parts: Parts, where: str) -> None:
    _ready(qtbot, parts)
    answers(parts, path=None)
    if where == "asked":
        parts.mix.deck.issuing.ask = lambda *_: None
    project = parts.hub.desk.project
    parts.mix.deck.buttons["issue"].click()
    assert parts.hub.desk.project is project


def test_nothing_can_be_issued_until_the_plan_that_is_looked_at_is_ready(qtbot: QtBot, parts: Parts) -> None:
    asked = _ready(qtbot, parts)
    assert parts.mix.deck.buttons["issue"].isEnabled()
    parts.hub.apply(price(1, 6000.0))
    assert not parts.mix.deck.buttons["issue"].isEnabled()
    assert not parts.actions["issue"].isEnabled()
    parts.mix.deck.issuing.start()
    assert asked == []
    parts.hub.apply(SetFields("offers", {1: {"price": 5000.0}}))


def test_the_dialog_wants_a_name(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = IssueDialog(parent, ASKED)
    assert dialog.answer == ASKED
    dialog.name.setText("  ")
    assert not dialog.issue.isEnabled()
    dialog.name.setText(" To plant ")
    dialog.note.setPlainText("By hand")
    assert dialog.issue.isEnabled()
    assert dialog.answer == attrs.evolve(ASKED, name="To plant", note="By hand")


@pytest.mark.parametrize("scenario", ["", "Licences stop"])
def test_before_a_plan_of_a_scenario_is_issued_it_is_said_which(qtbot: QtBot, scenario: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = IssueDialog(parent, attrs.evolve(ASKED, scenario=scenario))
    told = [label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog)]
    assert any("under the scenario “Licences stop”" in text for text in told) == bool(scenario)


def test_from_a_scenario_the_plan_as_entered_can_be_issued_in_its_place(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    under = attrs.evolve(ASKED, note="Coverage 80.0 %", scenario="Licences stop", entered=ASKED)
    dialog = IssueDialog(parent, under)
    assert (dialog.answer, dialog.under.isVisibleTo(dialog)) == (under, True)
    dialog.entered.click()
    assert dialog.answer == ASKED
    dialog.under.click()
    assert dialog.answer == under
    dialog.note.setPlainText("By hand")
    dialog.entered.click()
    assert dialog.answer == attrs.evolve(ASKED, note="By hand")


@pytest.mark.parametrize("which", ["screen", "entered"])
def test_the_plan_that_was_chosen_is_the_one_that_is_issued(qtbot: QtBot, which: str, tmp_path: Path) -> None:
    events = [Event(scenario="half", kind="demand factor", value=0.5)]
    with opened(tiny_project(scenarios=[Scenario(id="half", name="Half of it")], events=events)) as parts:
        parts.planner.want((("least", ""),))
        qtbot.waitUntil(lambda: parts.planner.plan_of("least", "") is not None)
        parts.hub.choose(scenario="half")
        asked = _ready(qtbot, parts, page="plan")
        answers(parts, path=tmp_path / "a.dhatu")
        choose = parts.mix.deck.issuing.ask
        if which == "entered":
            parts.mix.deck.issuing.ask = lambda parent, question: choose(parent, question) and question.entered
        parts.plan.bar.issue.click()
        assert asked[0].scenario == "Half of it"
        assert asked[0].entered is not None
        qtbot.waitUntil(lambda: bool(parts.hub.desk.project.all(Issued)))
        issued = sum(row.quantity for row in parts.hub.desk.project.all(Issued))
        qtbot.waitUntil(lambda: parts.planner.up_to_date and not parts.hub.desk.modified)
        qtbot.waitUntil(lambda: not parts.hub.runner.titles)
        plan = parts.planner.plan_of("least", "half" if which == "screen" else "")
        assert plan is not None
        assert issued == pytest.approx(sum(order.quantity for order in plan.orders if not order.placed))
