"""Edits of one rule."""

import attrs

from desktop.model.edits import Changes, apply
from desktop.model.project import Project
from desktop.model.records import Evidence, Rule
from desktop.session import rule_edits
from desktop.session.desk import Desk
from tests.tiny import tiny_project

HOME = Rule(id="home", mix="least", kind="share at least", class_="domestic", limit=40.0)


def _with(*rules: Rule) -> Project:
    return tiny_project(rules=list(rules))


def test_a_new_rule_gets_a_name_that_tells_what_it_is_about() -> None:
    rule = attrs.evolve(HOME, id="", element="Dy")
    once = apply(_with(HOME), rule_edits.add(_with(HOME), rule))
    twice = apply(once, rule_edits.add(once, attrs.evolve(rule, mix="", class_="")))
    thrice = apply(twice, rule_edits.add(twice, rule))
    names = [each.id for each in thrice.all(Rule)]
    assert names == [
        "home",
        "least-share-at-least-domestic-Dy",
        "all-share-at-least-all-Dy",
        "least-share-at-least-domestic-Dy-2",
    ]


def test_another_rule_in_the_place_of_one_keeps_its_name_and_changes_nothing_else() -> None:
    project = _with(HOME)
    after = apply(project, rule_edits.change(project, 1, attrs.evolve(HOME, id="other", limit=50.0)))
    assert after.all(Rule) == (attrs.evolve(HOME, limit=50.0),)


def test_each_edit_is_one_step_of_undo_and_one_that_changes_nothing_is_none() -> None:
    desk = Desk(_with(HOME))
    assert desk.apply(rule_edits.change(desk.project, 1, HOME)) == Changes()
    desk.apply(rule_edits.switch(1, off=True))
    assert desk.project.all(Rule)[0].off
    assert desk.undo_name == "edit-rule-off"
    desk.apply(rule_edits.switch(1, off=False))
    desk.apply(rule_edits.drop(desk.project, 1))
    assert desk.project.all(Rule) == ()
    for _ in range(3):
        desk.undo()
    assert desk.project.all(Rule) == (HOME,)


def test_evidence_goes_with_its_rule() -> None:
    evidence = [Evidence(table="rules", record="home", basis="estimate"), Evidence(table="mixes", record="least")]
    project = tiny_project(rules=[HOME], evidence=evidence)
    after = apply(project, rule_edits.drop(project, 1))
    assert [each.table for each in after.all(Evidence)] == ["mixes"]
