"""The sorts of sentences that rules are built as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.checks.rules import fields_that_say_nothing, rules_without_what_they_limit
from desktop.model.records import TABLE, Rule
from desktop.model.records.policy import RULE_KINDS
from desktop.session.rule_choices import choices, chosen, current
from desktop.session.rule_forms import FORM, FORMS, SLOTS, Form, form_of, fresh, in_form, line_of, missing
from tests.strategies import records
from tests.tiny import tiny_project

RULES = records(TABLE["rules"]).filter(lambda rule: isinstance(rule, Rule))


def test_every_kind_of_rule_is_of_a_form_and_every_form_reads_as_a_line() -> None:
    assert {kind for form in FORMS for kind in form.kinds} == set(RULE_KINDS)
    for form in FORMS:
        slots = [text for sort, text in line_of(in_form(Rule(), form)) if sort == "slot"]
        assert slots[0] == "form"
        assert set(slots) <= set(SLOTS)
        assert form.name


@pytest.mark.parametrize(
    ("kind", "measure", "form"),
    [
        ("share at least", "co2", "share"),
        ("amount at most", "value", "budget"),
        ("amount at least", "co2", "co2"),
        ("amount at least", "quantity", "amount"),
        ("not both used", "contained", "not-both"),
    ],
)
def test_amounts_are_told_apart_by_what_is_measured(kind: str, measure: str, form: str) -> None:
    assert form_of(Rule(id="a", kind=kind, measure=measure)).id == form


@given(rule=RULES, form=st.sampled_from(FORMS))
def test_a_rule_in_another_form_has_nothing_that_its_kind_does_not_read(rule: Rule, form: Form) -> None:
    made = in_form(rule, form)
    assert form_of(made) is form
    assert (made.id, made.mix, made.rank, made.first_month) == (rule.id, rule.mix, rule.rank, rule.first_month)
    assert not list(fields_that_say_nothing(tiny_project(rules=[made])))


def test_a_new_rule_is_of_what_is_looked_at() -> None:
    assert fresh("least", "element:Dy") == Rule(
        mix="least",
        kind="share at most",
        class_="licensed_chinese",
        element="Dy",
        window="fiscal year",
        limit=30.0,
    )
    assert fresh("", "item:magnet").item == "magnet"
    assert not fresh("", "").element


@given(rule=RULES, form=st.sampled_from(FORMS))
def test_what_is_still_open_is_what_the_checks_would_miss(rule: Rule, form: Form) -> None:
    made = in_form(rule, form)
    told = {problem.field for problem in rules_without_what_they_limit(tiny_project(rules=[made]))}
    asked = {"source": "group", "other_source": "other", "item": "goods"}
    assert {asked[field] for field in told} <= set(missing(made))


def test_sides_are_kept_when_the_form_changes() -> None:
    least = Rule(id="a", kind="share at least", class_="domestic", limit=40.0)
    assert in_form(least, FORM["amount"]).kind == "amount at least"
    assert in_form(least, FORM["cover"]).class_ == ""


def test_sources_at_most_count_whoever_delivers() -> None:
    project, rule = tiny_project(), in_form(Rule(id="a", counts_from=7.0), FORM["sources"])
    offered = choices(project, rule, "sense")
    rule = chosen(rule, next(each for each in offered if each.values["kind"] == "sources at most"))
    assert not list(fields_that_say_nothing(tiny_project(rules=[rule])))
    assert current(rule, offered) == 1
    assert ("slot", "counting") not in line_of(rule)
