"""The list of rules on the mix page."""

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.gui.rule_list import RuleLine, RuleList

HELD = RuleLine("At most 40 % from China.")
BENT = RuleLine("At least 90 % from <b>India</b>.", "Gave way: reached 60 %.")


@pytest.fixture
def rules(qtbot: QtBot) -> RuleList:
    """A list of rules, shown."""
    made = RuleList()
    qtbot.addWidget(made)
    made.show()
    return made


def _labels(rules: RuleList) -> list[QLabel]:
    """The labels on the list; blocks taken off have no parent any more, or are hidden."""
    labels = [label for label in rules.findChildren(QLabel) if label.text()]
    return [label for label in labels if label.isVisibleTo(rules)]


def test_rules_are_sentences_and_those_that_gave_way_say_so_in_red(rules: RuleList) -> None:
    rules.show_rules([HELD, BENT])
    assert [label.text() for label in _labels(rules)] == [HELD.sentence, BENT.sentence, BENT.result]
    assert [bool(label.property("bad")) for label in _labels(rules)] == [False, False, True]
    assert rules.text == f"{HELD.sentence}\n{BENT.sentence} {BENT.result}"


def test_what_else_there_is_to_know_of_a_rule_stands_below_it_muted(rules: RuleList) -> None:
    noted = RuleLine("At least 3 sources.", note="Judged in whole answers only.")
    rules.show_rules([noted])
    assert [bool(label.property("muted")) for label in _labels(rules)] == [False, True]
    assert rules.text == "At least 3 sources. Judged in whole answers only."


def test_other_rules_take_the_place_of_the_earlier_ones(rules: RuleList) -> None:
    rules.show_rules([HELD, BENT])
    rules.show_rules([HELD])
    assert [label.text() for label in _labels(rules)] == [HELD.sentence]


def test_a_limit_that_comes_and_goes_leaves_the_rules_where_they_are(rules: RuleList) -> None:
    own = RuleLine("At least 30 % at home.", row=4)
    rules.show_rules([own])
    block = rules.block(4)
    for shown in ([own, BENT], [own], [own, HELD, BENT], [own, HELD]):
        rules.show_rules(shown)
        said = [label.text() for label in _labels(rules)]
        assert said == [text for line in shown for text in (line.sentence, line.result) if text]
        assert rules.block(4) is block
    rules.show_rules([HELD])
    assert [label.text() for label in _labels(rules)] == [HELD.sentence]


def test_the_same_rules_are_not_drawn_again(rules: RuleList) -> None:
    rules.show_rules([HELD])
    before = _labels(rules)
    rules.show_rules([RuleLine(HELD.sentence)])
    assert _labels(rules) == before


def test_a_rule_whose_words_alone_change_keeps_its_block(rules: RuleList) -> None:
    own = RuleLine("At least 30 % at home.", row=4)
    rules.show_rules([own, BENT])
    block = rules.block(4)
    block.focus("edit")
    rules.show_rules([RuleLine("At least 31 % at home.", row=4), BENT])
    assert rules.block(4) is block
    assert next(label.text() for label in _labels(rules)) == "At least 31 % at home."
    assert block.buttons["edit"].accessibleName().endswith("At least 31 % at home.")
    switched = QSignalSpy(rules.switched)
    rules.show_rules([RuleLine("At least 31 % at home.", "Gave way: reached 20 %.", row=4, off=True), BENT])
    assert rules.block(4) is block
    assert rules.text.startswith("At least 31 % at home. Gave way: reached 20 %.")
    assert [label.isHidden() for label in block.findChildren(QLabel)] == [False, False, True]
    assert (block.buttons["switch"].isChecked(), switched.count()) == (False, 0)
    rules.show_rules([own, BENT])
    assert [label.isHidden() for label in block.findChildren(QLabel)] == [False, True, True]


def test_without_rules_the_list_says_that_the_plan_is_free(rules: RuleList) -> None:
    rules.show_rules([])
    assert [label.text() for label in _labels(rules)] == ["No rules: the plan is free to choose."]
