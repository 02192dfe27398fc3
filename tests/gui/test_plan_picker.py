"""Choosing the plans to compare: mixes under scenarios in a list, never more than can be compared."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.gui.plan_picker import MOST, Pair, PlanPicker, _children

MIXES = [(f"m{at}", f"Mix {at}") for at in range(5)]
SCENARIOS = [("", "As entered"), *((f"s{at}", f"Stop {at}") for at in range(5))]
Told = list[tuple[Pair, ...]]


@pytest.fixture
def picker(qtbot: QtBot) -> PlanPicker:
    made = PlanPicker()
    qtbot.addWidget(made)
    made.show_choices(MIXES, SCENARIOS, [("m0", ""), ("m1", "")])
    return made


@pytest.fixture
def told(picker: PlanPicker) -> Told:
    found: Told = []
    picker.chosen.connect(found.append)
    return found


def test_what_is_compared_is_checked_and_nothing_is_told_by_showing_it(picker: PlanPicker, told: Told) -> None:
    assert list(picker.pairs) == [("m0", ""), ("m1", "")]
    picker.show_choices(MIXES, SCENARIOS, [("m2", "s1")])
    assert list(picker.pairs) == [("m2", "s1")]
    assert told == []
    assert picker._count.text() == "1 of 20 plans"


def test_checks_are_told_once_the_tree_is_done_with_them(qtbot: QtBot, picker: PlanPicker, told: Told) -> None:
    picker.check("m0", "s0")
    picker.check("m1", "", on=False)
    assert told == []
    qtbot.waitUntil(lambda: told == [(("m0", ""), ("m0", "s0"))])


def test_a_mix_checks_all_its_scenarios_and_whoever_is_told_may_build_the_tree_anew(
    qtbot: QtBot, picker: PlanPicker, told: Told
) -> None:
    picker.chosen.connect(lambda pairs: picker.show_choices(MIXES[2:], SCENARIOS, pairs))
    picker.tree.setCurrentIndex(picker.tree.model().index(3, 0))
    QTest.keyClick(picker.tree, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: picker.tree.topLevelItemCount() == 3)
    assert [pair for pair in told[0] if pair[0] == "m3"] == [("m3", scenario) for scenario, _ in SCENARIOS]


def test_no_more_are_taken_than_can_be_compared(qtbot: QtBot, picker: PlanPicker, told: Told) -> None:
    pairs = [(mix, scenario) for mix, _ in MIXES for scenario, _ in SCENARIOS]
    picker.show_choices(MIXES, SCENARIOS, pairs[:MOST])
    picker.check(*pairs[MOST])
    assert picker.pairs == tuple(pairs[:MOST])
    assert picker._count.text().startswith("20 plans are the most")
    picker.check(*pairs[0], on=False)
    picker.check(*pairs[MOST])
    qtbot.waitUntil(lambda: [len(each) for each in told] == [MOST])


def test_the_last_one_cannot_leave_nothing_to_compare(qtbot: QtBot, picker: PlanPicker, told: Told) -> None:
    picker.check("m0", "", on=False)
    qtbot.waitUntil(lambda: told == [(("m1", ""),)])
    picker.check("m1", "", on=False)
    qtbot.waitUntil(lambda: not picker._checked.isActive())
    assert len(told) == 1


def test_a_long_list_is_searched_by_mix_or_scenario(picker: PlanPicker) -> None:
    picker._find.setText("stop 2")
    mix = picker.tree.topLevelItem(0)
    assert mix is not None
    assert [item.text(0) for item in _children(mix) if not item.isHidden()] == ["Stop 2"]
    picker._find.setText("mix 4")
    assert mix.isHidden()
    picker._find.setText("")
    assert not mix.isHidden()


def test_the_usual_ones_are_one_press_away(picker: PlanPicker, told: Told) -> None:
    picker._usual.click()
    assert told == [()]
