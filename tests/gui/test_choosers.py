"""The lists and switches at the top: what they offer, what they tell, what follows."""

import attrs
import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QIcon, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.choosers import ChoiceBox, TopBar, UnitSwitch, dot, materials_of, scenarios_of
from desktop.model.edits import AddRecords, SetFields
from desktop.model.records import Event, Item, Mix, Scenario
from tests.gui.window import opened
from tests.tiny import tiny_project, tiny_records

FRUIT = (("a", "Apple"), ("b", "Pear"))
DEARER = Event(scenario="dear", kind="price factor", source="JL", value=2.0)


@pytest.fixture
def box(qtbot: QtBot) -> ChoiceBox:
    """A list of two, the second chosen."""
    made = ChoiceBox("Fruit")
    qtbot.addWidget(made)
    made.show_choices(FRUIT, "b")
    made.show()
    return made


def _bar_box(parts: Parts, name: str) -> ChoiceBox:
    bar = parts.window.findChild(TopBar)
    assert bar is not None
    return next(box for box in bar.findChildren(ChoiceBox) if box.accessibleName() == name)


def _choose(box: ChoiceBox, name: str) -> None:
    """Choose as a user does: by the list's own signal."""
    box.setCurrentIndex(box.findText(name))
    box.activated.emit(box.currentIndex())


def test_only_the_user_choosing_is_told_and_by_id(qtbot: QtBot, box: ChoiceBox) -> None:
    with qtbot.assertNotEmitted(box.chosen):
        box.show_choices(FRUIT, "a")
    assert box.currentText() == "Apple"
    with qtbot.waitSignal(box.chosen) as signal:
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert signal.args == ["b"]


def test_scrolling_over_a_list_leaves_the_choice(box: ChoiceBox) -> None:
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, 240), left, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(box, wheel)
    assert box.currentText() == "Pear"


def test_a_name_that_changed_is_shown_and_the_choice_stays(box: ChoiceBox) -> None:
    box.show_choices((("a", "Apple"), ("b", "Quince")), "b")
    assert box.currentText() == "Quince"
    assert box.count() == 2


def test_a_switch_tells_the_unit_pressed(qtbot: QtBot) -> None:
    switch = UnitSwitch("Mass", (("t", "tonnes"), ("kg", "kilos")))
    qtbot.addWidget(switch)
    switch.show_choice("t")
    buttons = {button.text(): button for button in switch.findChildren(QPushButton)}
    assert buttons["tonnes"].isChecked()
    with qtbot.waitSignal(switch.chosen) as signal:
        buttons["kilos"].click()
    assert signal.args == ["kg"]
    assert not buttons["tonnes"].isChecked()


def test_the_project_as_entered_comes_before_the_scenarios() -> None:
    project = tiny_project(scenarios=[Scenario(id="dear", name="Dear magnets"), Scenario(id="quick")])
    assert scenarios_of(project) == [("", "As entered"), ("dear", "Dear magnets"), ("quick", "quick")]


def test_materials_are_all_the_elements_contained_and_what_is_bought_or_promised() -> None:
    items = [*tiny_records()["items"], Item(id="unused", name="Unused", kind="oxide")]
    assert [identity for identity, _ in materials_of(tiny_project(items=items))] == [
        "",
        "element:Nd",
        "element:Dy",
        "item:magnet",
        "item:motor",
    ]


def test_a_spot_has_the_colour_of_its_mix_chosen_or_not(qtbot: QtBot) -> None:
    def middle(colour: str) -> tuple[int, int, int]:
        seen = dot(colour).pixmap(24, 24).toImage().pixelColor(12, 12)
        return seen.red(), seen.green(), seen.blue()

    chosen = dot("#0072B2").pixmap(QSize(24, 24), QIcon.Mode.Selected).toImage().pixelColor(12, 12)
    assert chosen.name() == "#0072b2"
    assert middle("#0072B2") == (0x00, 0x72, 0xB2)


def test_the_scenario_chosen_is_the_plan_shown(qtbot: QtBot) -> None:
    project = tiny_project(scenarios=[Scenario(id="dear", name="Dear magnets")], events=[DEARER])
    with opened(project) as parts:
        qtbot.waitUntil(lambda: parts.planner.up_to_date)
        planned = parts.planner.plan
        assert planned is not None
        assert planned.cost.landed == pytest.approx(600 * 3200)
        _choose(_bar_box(parts, "Scenario"), "Dear magnets")
        qtbot.waitUntil(lambda: parts.planner.up_to_date)
        dear = parts.planner.plan
        assert dear is not None
        # now 6,400 a kg from JL: IREL's 60 kg a month at 5,000 are taken first
        assert dear.cost.landed == pytest.approx(360 * 5000 + 240 * 6400)
        _choose(_bar_box(parts, "Scenario"), "As entered")
        assert parts.planner.plan is planned


def test_the_lists_follow_the_project(parts: Parts) -> None:
    parts.hub.apply(AddRecords("mixes", [Mix(id="third", name="Third way")]))
    box = _bar_box(parts, "Mix")
    assert [box.itemText(at) for at in range(box.count())] == ["Least cost", "Slow files", "Third way"]
    row = next(row for row, mix in parts.hub.project.rows(Mix).items() if mix.id == "least")
    parts.hub.apply(SetFields("mixes", {row: {"name": "Cheapest"}}))
    assert box.currentText() == "Cheapest"


def test_choosing_a_mix_and_a_material_is_what_all_pages_look_at(parts: Parts) -> None:
    _choose(_bar_box(parts, "Mix"), "Slow files")
    _choose(_bar_box(parts, "Material"), "magnet")
    assert parts.hub.choice == attrs.evolve(parts.hub.choice, mix="slow", material="item:magnet")
    assert (parts.hub.settings.mix, parts.hub.desk.modified) == ("slow", False)


def test_without_mixes_there_is_none_to_choose() -> None:
    with opened(tiny_project(mixes=[])) as parts:
        assert not _bar_box(parts, "Mix").isEnabled()
