"""The line in which a rule is built, and the list in which rules are switched, changed and deleted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.rule_builder import RuleBuilder
from desktop.gui.rule_slots import NumberBox, WordBox
from desktop.model.edits import AddRecords
from desktop.model.records import Rule

HOME = Rule(id="home", mix="least", kind="share at least", class_="domestic", limit=60.0)


@pytest.fixture
def builder(parts: Parts) -> RuleBuilder:
    """The line of the mix page, open for a new rule."""
    parts.window.go_to("mix")
    parts.mix.add_rule.click()
    return parts.mix.builder


def _choose(builder: RuleBuilder, **words: str) -> None:
    for slot, name in words.items():
        box = builder.box(slot)
        assert isinstance(box, WordBox)
        box.choose(name)


def _enter(builder: RuleBuilder, slot: str, value: float) -> None:
    box = builder.box(slot)
    assert isinstance(box, NumberBox)
    box.setValue(value)


def _rules(parts: Parts) -> tuple[Rule, ...]:
    return parts.hub.desk.project.all(Rule)


def test_a_rule_is_built_from_lists_and_reads_as_a_sentence_before_it_is_kept(
    parts: Parts, builder: RuleBuilder
) -> None:
    _choose(builder, group="China", goods="Dy", first="from FY28 (Apr 2027)")
    _enter(builder, "limit", 25.0)
    assert builder.sentence.text() == (
        "At most 25.0 % of the Dy contained from China, each fiscal year from Apr 2027 on."
    )
    assert builder.said.text() == "Clashes with no other rule."
    builder.keep.click()
    (rule,) = _rules(parts)
    assert (rule.mix, rule.country, rule.element, rule.limit) == ("least", "China", "Dy", 25.0)
    assert parts.hub.undo_words == "add rule"
    assert builder.isHidden()
    assert builder.sentence.text().removesuffix(".") in parts.mix.rules.text
    parts.hub.undo()
    assert _rules(parts) == ()


def test_a_clash_is_told_while_the_rule_is_built_and_goes_when_it_goes(parts: Parts, builder: RuleBuilder) -> None:
    parts.hub.apply(AddRecords("rules", [HOME]))
    _choose(builder, sense="at least")
    _enter(builder, "limit", 50.0)
    assert "At least 110.0 % is asked of all together" in builder.said.text()
    assert "At least 60.0 % of the rare earths contained from Domestic" in builder.said.text()
    assert builder.said.property("bad")
    _enter(builder, "limit", 40.0)
    assert builder.said.text() == "Clashes with no other rule."
    assert not builder.said.property("bad")


def test_another_form_puts_other_lists_into_the_line_and_what_is_open_cannot_be_kept(builder: RuleBuilder) -> None:
    _choose(builder, form="If … then …")
    assert not builder.keep.isEnabled()
    assert builder.said.text() == "Choose what is still open."
    QTest.keyClick(builder, Qt.Key.Key_Return)
    assert not builder.isHidden()
    _choose(builder, group="China", other="IREL")
    _enter(builder, "counting", 10.0)
    assert builder.keep.isEnabled()
    assert builder.sentence.text() == (
        "If China is used, IREL is used too, from 10 % of what is bought on, each fiscal year."
    )
    _choose(builder, form="Stock cover", goods="motor")
    assert builder.sentence.text() == "Stock of motor for at least 30.0 days of use."


def test_a_place_that_is_not_read_is_not_in_the_line(builder: RuleBuilder) -> None:
    _choose(builder, form="Number of sources", sense="at least")
    builder.box("counting")
    sense = builder.box("sense")
    _choose(builder, sense="at most")
    assert builder.box("sense") is sense
    with pytest.raises(KeyError):
        builder.box("counting")


def test_a_rule_of_the_list_is_changed_in_the_same_line(parts: Parts, builder: RuleBuilder) -> None:
    builder.close_line()
    parts.hub.apply(AddRecords("rules", [HOME]))
    parts.mix.rules.block(1).buttons["edit"].click()
    _enter(builder, "limit", 70.0)
    QTest.keyClick(builder.box("limit"), Qt.Key.Key_Return)
    (rule,) = _rules(parts)
    assert (rule.id, rule.limit) == ("home", 70.0)
    assert parts.hub.undo_words == "change rule"


def test_escape_leaves_everything_as_it_is(parts: Parts, builder: RuleBuilder) -> None:
    project = parts.hub.desk.project
    _enter(builder, "limit", 70.0)
    QTest.keyClick(builder.box("limit"), Qt.Key.Key_Escape)
    assert builder.isHidden()
    assert parts.hub.desk.project is project


def test_rules_of_the_list_are_switched_off_and_on_and_deleted_in_one_step_each(qtbot: QtBot, parts: Parts) -> None:
    parts.window.go_to("mix")
    parts.hub.apply(AddRecords("rules", [HOME]))
    rules = parts.mix.rules
    rules.block(1).buttons["switch"].click()
    assert _rules(parts)[0].off
    assert "Switched off." in rules.text
    rules.block(1).buttons["switch"].click()
    assert _rules(parts) == (HOME,)
    rules.block(1).buttons["drop"].click()
    assert _rules(parts) == ()
    assert parts.hub.undo_words == "delete rule"
    qtbot.waitUntil(lambda: parts.planner.up_to_date)


def test_a_rule_that_is_deleted_meanwhile_is_changed_no_more(parts: Parts, builder: RuleBuilder) -> None:
    builder.close_line()
    parts.hub.apply(AddRecords("rules", [HOME]))
    parts.mix.rules.block(1).buttons["edit"].click()
    parts.mix.rules.block(1).buttons["drop"].click()
    assert builder.isHidden()


def test_a_rule_begins_with_what_is_looked_at(parts: Parts) -> None:
    parts.window.go_to("mix")
    parts.hub.choose(material="element:Dy", mix="slow")
    parts.mix.add_rule.click()
    assert (parts.mix.builder.rule.element, parts.mix.builder.rule.mix) == ("Dy", "slow")


def test_choosing_another_mix_closes_a_line_that_is_open_for_one(parts: Parts, builder: RuleBuilder) -> None:
    parts.hub.choose(mix="slow")
    assert builder.isHidden()
