"""The scenarios page under the hands of a user: scenarios come and go, the matrix fills, events get their fields."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.hub import Choice
from desktop.gui.pages.scenarios import ScenariosPage
from desktop.gui.scenarios import states
from desktop.gui.scenarios.effects import EffectList
from desktop.gui.tables.choice_box import ChoiceBox
from desktop.model.edits import SetFields
from desktop.model.months import Month
from desktop.model.records import Event, Scenario
from desktop.session.effect_words import Line
from desktop.session.scenarios import Standing
from tests.gui.window import opened, price
from tests.tiny import FIRST, tiny_project

LEFT = Qt.MouseButton.LeftButton
SCENARIOS = [Scenario(id="base", name="As planned"), Scenario(id="bad", name="Hard times", note="All at once")]
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
        _wait(qtbot, found)
        yield found


@pytest.fixture
def page(parts: Parts) -> ScenariosPage:
    return parts.scenarios


def _wait(qtbot: QtBot, parts: Parts) -> None:
    """Let the page be drawn, and every plan that it wants be made."""
    page = parts.scenarios
    qtbot.waitUntil(lambda: page.drawing.done and page.progress.isHidden() and parts.planner.up_to_date, timeout=20_000)
    qtbot.waitUntil(lambda: page.drawing.done)


def _names(parts: Parts) -> list[str]:
    return [scenario.name for scenario in parts.hub.desk.project.all(Scenario)]


def _events(parts: Parts) -> list[Event]:
    return list(parts.hub.desk.project.all(Event))


def _enter(page: ScenariosPage, field: str, text: str) -> None:
    """Type into a field of the chosen event and leave it."""
    editor = page.panel.form.editor(field)
    line = editor.lineEdit() if isinstance(editor, ChoiceBox) else editor
    assert isinstance(line, QLineEdit)
    line.setText(text)
    QTest.keyClick(line, Qt.Key.Key_Return)


# -------------------------------------------------------------------------- the matrix


def test_every_mix_is_told_under_every_scenario(page: ScenariosPage) -> None:
    cells = page.matrix.matrix.shown.cells
    assert [len(row) for row in cells] == [2, 2, 2]
    assert all(cell.figures and cell.verdict and cell.tip for row in cells for cell in row)
    assert [cell.figures for cell in cells[0]] == [cell.figures for cell in cells[1]]
    assert cells[2][0].figures != cells[0][0].figures


def test_what_did_not_change_is_not_planned_again(qtbot: QtBot, parts: Parts, page: ScenariosPage) -> None:
    pairs = states.pairs(parts.hub.project)
    parts.hub.apply(SetFields("events", {2: {"value": 2.0}}))
    missing = page.standings.missing(parts.hub.project, pairs)
    assert set(missing) == {("least", "bad"), ("slow", "bad")}
    _wait(qtbot, parts)
    parts.hub.apply(price(1, 4000.0))
    assert len(page.standings.missing(parts.hub.project, pairs)) == 4  # as planned stands as the project as entered
    parts.hub.undo()
    assert page.standings.missing(parts.hub.project, pairs) == ()


def test_a_click_on_a_plan_chooses_it_and_shows_it(parts: Parts, page: ScenariosPage) -> None:
    view = page.matrix
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(view.matrix.index(1, 2)).center())
    assert (parts.hub.choice.mix, parts.hub.choice.scenario) == ("slow", "base")
    assert parts.window.pages.currentWidget() is parts.plan
    assert parts.planner.wanted == ()


def test_names_are_gone_through_by_keys_and_return_opens_a_plan(parts: Parts, page: ScenariosPage) -> None:
    view = page.matrix
    view.setCurrentIndex(view.matrix.index(2, 0))
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert parts.hub.choice.scenario == "base"
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert parts.window.pages.currentWidget() is parts.plan
    assert (parts.hub.choice.mix, parts.hub.choice.scenario) == ("least", "base")


def test_verdicts_say_whether_targets_hold_and_from_when_not() -> None:
    project, choice = tiny_project(), Choice("least", "base")
    well = Standing(1.0, 1e7, None, bent=0, promised=True, sound=True)
    short = Standing(0.9, 1e7, Month.of(2027, 3), bent=2, promised=True, sound=True)
    bent = Standing(1.0, 1e7, None, bent=2, promised=True, sound=True)
    known = {("least", ""): well, ("slow", ""): short, ("least", "base"): bent, ("slow", "base"): None}
    shown = states.matrix(project, choice, known, frozenset({("slow", "base")}))
    assert [[cell.state for cell in row] for row in shown.cells] == [["good", "bad"], ["warn", "bad"]]
    assert "targets hold" in shown.cells[0][0].verdict
    assert "Mar 2027" in shown.cells[0][1].verdict
    assert "100.0 %" in shown.cells[0][0].figures
    assert shown.cells[0][1].figures.startswith("90.0 %")
    assert "2 rules" in shown.cells[1][0].tip
    assert "≈" not in shown.cells[0][0].figures
    whole = attrs.evolve(well, whole=True)
    mixed = states.matrix(project, choice, {("least", ""): whole, ("slow", ""): short}, frozenset())
    assert ["≈" in cell.figures for cell in mixed.cells[0]] == [False, True]
    assert [cell.tip.rsplit("\n", maxsplit=1)[-1] for cell in mixed.cells[0]] == [
        "In whole lots.",
        "Continuous, without whole lots.",
    ]
    nothing = Standing(1.0, 0.0, None, bent=0, promised=False, sound=True)
    assert states.matrix(project, choice, {("least", ""): nothing}, frozenset()).cells[0][0].figures == ""


def test_problems_are_told_in_place_of_progress(qtbot: QtBot, parts: Parts, page: ScenariosPage) -> None:
    parts.hub.apply(SetFields("offers", {1: {"source": "nobody"}}))
    qtbot.waitUntil(lambda: page.drawing.done and "F8" in page.state.whole)
    assert page.progress.isHidden()
    assert "F8" in page.panel.told
    assert page.panel.effects.lines == ()
    assert not page.event_tools.buttons["event-library"].isEnabled()
    parts.hub.undo()
    qtbot.waitUntil(lambda: page.drawing.done and len(page.panel.effects.lines) == 1)


def test_events_that_make_no_sense_are_shown_all_the_same(parts: Parts, page: ScenariosPage) -> None:
    parts.hub.apply(SetFields("events", {1: {"kind": "nonsense", "last_month": FIRST.plus(-3)}, 2: {"class_": "none"}}))
    assert [bar.bar.text for bar in page.timeline.bars] == ["nonsense", "JL Mag, none: price × 1.5"]
    assert all(bar.left < bar.right for bar in page.timeline.bars)
    _enter(page, "kind", "demand factor")
    assert _events(parts)[0].kind == "demand factor"


# -------------------------------------------------------------------------- scenarios


def test_a_new_scenario_is_chosen_and_named_where_it_stands(qtbot: QtBot, parts: Parts, page: ScenariosPage) -> None:
    QTest.mouseClick(page.scenario_tools.buttons["scenario-new"], LEFT)
    assert parts.hub.choice.scenario == "new-scenario"
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.setText("Yuan rises")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _names(parts) == ["As planned", "Hard times", "Yuan rises"])
    parts.hub.undo()
    parts.hub.undo()
    assert _names(parts) == ["As planned", "Hard times"]


def test_a_scenario_is_duplicated_and_deleted_in_one_step_each(parts: Parts, page: ScenariosPage) -> None:
    page.acts.copy_scenario()
    assert _names(parts)[-1] == "Hard times, copy"
    assert len(_events(parts)) == 4
    page.acts.drop_scenario()
    assert (_names(parts), len(_events(parts))) == (["As planned", "Hard times"], 2)
    assert parts.hub.choice.scenario == "bad"
    parts.hub.undo()
    assert len(_events(parts)) == 4


def test_the_project_as_entered_can_be_neither_renamed_nor_deleted(parts: Parts, page: ScenariosPage) -> None:
    parts.hub.choose(scenario="")
    buttons = {**page.scenario_tools.buttons, **page.event_tools.buttons}
    assert {name for name, button in buttons.items() if button.isEnabled()} == {"scenario-new", "event-library"}
    assert page.timeline.state.bars == ()
    assert not page.matrix.matrix.flags(page.matrix.matrix.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


# -------------------------------------------------------------------------- fields and effects


def test_the_first_event_is_shown_with_what_it_changes(page: ScenariosPage) -> None:
    assert page.acts.current == 1
    assert page.panel.title.whole == "IREL: capacity × 0.5"
    assert [line.change for line in page.panel.effects.lines] == ["60 → 30 kg a month"]
    page.acts.choose(2)
    assert page.panel.title.whole == "JL Mag: price × 1.5"


def test_what_another_event_changed_is_not_said_of_this_one(page: ScenariosPage) -> None:
    assert page.panel.effects.lines
    page.panel.show_event(2, "")
    assert list(page.panel.effects.lines) == []
    page.panel.show_effects()
    assert page.panel.effects.lines


def test_fields_are_entered_as_in_tables_each_one_step(qtbot: QtBot, parts: Parts, page: ScenariosPage) -> None:
    _enter(page, "value", "25 %")
    assert page.panel.form.fault
    _enter(page, "value", "0.25")
    assert page.panel.form.fault == ""
    _enter(page, "last_month", "Mar 2027")
    event = _events(parts)[0]
    assert (event.value, event.last_month) == (0.25, FIRST.plus(2))
    qtbot.waitUntil(lambda: page.drawing.done)
    assert [line.change for line in page.panel.effects.lines] == ["60 → 15 kg a month"]
    parts.hub.undo()
    assert _events(parts)[0].last_month == FIRST


def test_another_kind_asks_for_other_fields(qtbot: QtBot, parts: Parts, page: ScenariosPage) -> None:
    _enter(page, "kind", "licences stopped")
    event = _events(parts)[0]
    assert (event.kind, event.source) == ("licences stopped", "")
    qtbot.waitUntil(lambda: page.panel.form.editor("regime").isVisible())
    with pytest.raises(KeyError):
        page.panel.form.editor("value")
    parts.hub.undo()
    assert _events(parts)[0] == EVENTS[0]


def test_a_list_of_effects_is_copied_whole() -> None:
    effects = EffectList()
    effects.show_lines([Line(f"Price {at}", "always", "1", "2", "INR") for at in range(400)])
    assert effects.count() == 301
    QTest.keyClick(effects, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().count("\n") == 399
    effects.deleteLater()
