"""Choosing the plans to compare: mixes under scenarios in a list, never more than can be compared."""

import pytest
from PySide6.QtCore import Qt
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


def test_a_check_is_told_with_all_that_are_checked(picker: PlanPicker, told: Told) -> None:
    picker.check("m0", "s0")
    picker.check("m1", "", on=False)
    assert told == [(("m0", ""), ("m0", "s0"), ("m1", "")), (("m0", ""), ("m0", "s0"))]


def test_a_mix_checks_all_its_scenarios(picker: PlanPicker, told: Told) -> None:
    mix = picker.tree.topLevelItem(3)
    assert mix is not None
    mix.setCheckState(0, Qt.CheckState.Checked)
    assert [pair for pair in told[-1] if pair[0] == "m3"] == [("m3", scenario) for scenario, _ in SCENARIOS]


def test_no_more_are_taken_than_can_be_compared(picker: PlanPicker, told: Told) -> None:
    pairs = [(mix, scenario) for mix, _ in MIXES for scenario, _ in SCENARIOS]
    picker.show_choices(MIXES, SCENARIOS, pairs[:MOST])
    picker.check(*pairs[MOST])
    assert picker.pairs == tuple(pairs[:MOST])
    assert picker._count.text().startswith("20 plans are the most")
    picker.check(*pairs[0], on=False)
    picker.check(*pairs[MOST])
    assert len(told[-1]) == MOST


def test_the_last_one_cannot_leave_nothing_to_compare(picker: PlanPicker, told: Told) -> None:
    picker.check("m0", "", on=False)
    picker.check("m1", "", on=False)
    assert told == [(("m1", ""),)]


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
