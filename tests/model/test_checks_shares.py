"""Shares that no purchase can have together are noted, whatever their windows."""

import attrs
import pytest

from desktop.model.checks import check
from desktop.model.errors import Problem
from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import Mix, Rule
from desktop.model.records.table import evolved
from desktop.text.messages import sentence
from tests.tiny import FIRST, tiny_project, tiny_rows


def _only(project: Project) -> Problem:
    found = check(project)
    assert len(found) == 1, [sentence(problem) for problem in found]
    return found[0]


def _share(name: str, kind: str, class_: str, limit: float, mix: str = "least") -> Rule:
    return Rule(id=name, mix=mix, kind=kind, class_=class_, limit=limit)


def test_shares_that_cannot_add_up_are_noted() -> None:
    above = [_share("a", "share at least", "domestic", 60.0), _share("b", "share at least", "licensed_chinese", 50.0)]
    below = [_share("a", "share at most", "domestic", 30.0), _share("b", "share at most", "licensed_chinese", 30.0)]
    assert [p.key for p in check(tiny_project(rules=above))] == ["rules-clash-above"]
    assert [p.key for p in check(tiny_project(rules=below))] == ["rules-clash-below"]


def test_a_common_rule_can_clash_with_a_mixs_own() -> None:
    rules = [_share("a", "share at least", "domestic", 60.0, ""), _share("b", "share at most", "domestic", 40.0)]
    assert _only(tiny_project(rules=rules)).key == "rules-clash-above"


def test_of_two_shares_of_one_class_the_stricter_counts() -> None:
    rules = [
        _share("a", "share at least", "domestic", 60.0),
        _share("b", "share at least", "domestic", 20.0),
        _share("c", "share at least", "licensed_chinese", 40.0),
    ]
    assert check(tiny_project(rules=rules)) == ()


# The tiny project plans January to June 2027: one fiscal year ends in March, the next begins in April.


@pytest.mark.parametrize(
    ("least", "most", "clash"),
    [
        ({"window": "fiscal year"}, {"window": "horizon"}, True),
        ({"window": "month"}, {"window": "horizon"}, True),
        ({"window": "horizon"}, {"window": "fiscal year"}, True),
        ({"window": "month"}, {"window": "fiscal year", "first_month": FIRST.plus(4)}, True),
        ({"window": "horizon", "last_month": FIRST.plus(2)}, {"window": "fiscal year"}, True),
        ({"window": "horizon", "first_month": FIRST.plus(-9), "last_month": FIRST.plus(99)}, {}, True),
        ({"window": "fiscal year", "first_month": FIRST.plus(1)}, {"window": "fiscal year"}, True),
        ({"window": "month", "last_month": FIRST}, {"window": "month"}, True),
        ({"window": "horizon", "last_month": FIRST}, {"window": "horizon"}, False),
        ({"window": "fiscal year", "last_month": FIRST.plus(2)}, {"window": "horizon"}, False),
        ({"window": "fiscal year", "last_month": FIRST.plus(1)}, {"window": "fiscal year"}, False),
        ({"window": "horizon", "first_month": FIRST.plus(1)}, {"window": "fiscal year"}, False),
        ({"window": "month", "last_month": FIRST}, {"window": "month", "first_month": FIRST.plus(1)}, False),
        ({"window": "month", "first_month": FIRST.plus(6)}, {"window": "month"}, False),
    ],
)
def test_shares_clash_over_months_that_are_whole_windows_of_both(
    least: dict[str, Value], most: dict[str, Value], clash: bool
) -> None:
    """What holds in some months only can be made up for in the others of a longer window."""
    rules = [
        evolved(_share("a", "share at least", "domestic", 60.0), least),
        evolved(_share("b", "share at most", "domestic", 35.0), most),
    ]
    found = [(p.key, p.record) for p in check(tiny_project(rules=rules)) if p.key != "outside-horizon"]
    assert found == [("rules-clash-above", "a")] * clash


def test_shares_of_all_classes_are_added_up_across_windows() -> None:
    below = [
        attrs.evolve(_share("a", "share at most", "domestic", 30.0), window="fiscal year"),
        attrs.evolve(_share("b", "share at most", "licensed_chinese", 60.0), window="month"),
    ]
    problem = _only(tiny_project(rules=below))
    assert (problem.key, problem.values["allowed"], problem.values["others"]) == ("rules-clash-below", "90", "b")
    assert check(tiny_project(rules=[below[0], attrs.evolve(below[1], measure="value")])) == ()


def test_a_share_that_nobody_could_deliver_is_noted_unless_an_offer_was_set_aside() -> None:
    asked = tiny_project(rules=[_share("a", "share at least", "other_foreign", 10.0)])
    assert _only(asked).key == "rules-clash-nobody"
    faulty = tiny_project(rules=asked.all(Rule), offers=tiny_rows("offers", capacity=-1.0))
    assert "rules-clash-nobody" not in [problem.key for problem in check(faulty)]


def test_each_share_that_crosses_another_is_told_once() -> None:
    rules = [
        _share("a", "share at least", "domestic", 60.0),
        _share("b", "share at most", "domestic", 40.0),
        _share("c", "share at most", "domestic", 70.0),
        _share("d", "share at most", "domestic", 30.0),
    ]
    found = check(tiny_project(rules=rules))
    assert [(p.key, p.record, p.values["others"]) for p in found] == [
        ("rules-clash-above", "a", "b"),
        ("rules-clash-above", "a", "d"),
    ]


def test_a_largest_share_of_those_who_alone_deliver_is_noted() -> None:
    asked = tiny_project(rules=[Rule(id="a", mix="least", kind="share at most", item="magnet", limit=40.0)])
    assert [problem.key for problem in check(asked)] == ["rule-share-of-all"]
    domestic = tiny_rows("sources", class_="domestic")
    both = tiny_project(sources=domestic, rules=[_share("a", "share at most", "domestic", 40.0)])
    assert "rules-clash-below-alone" in [problem.key for problem in check(both)]


def test_a_clash_of_rules_of_every_mix_is_told_once_and_not_for_each_mix() -> None:
    rules = [_share("a", "share at least", "domestic", 60.0, ""), _share("b", "share at most", "domestic", 40.0, "")]
    project = tiny_project(rules=rules, mixes=[Mix(id="least"), Mix(id="other")])
    assert _only(project).key == "rules-clash-above"


def test_amounts_and_numbers_of_sources_that_clash_are_noted_too() -> None:
    amounts = [
        Rule(id="a", kind="amount at least", item="magnet", measure="quantity", limit=500.0),
        Rule(id="b", kind="amount at most", item="magnet", measure="quantity", limit=400.0),
    ]
    assert _only(tiny_project(rules=amounts)).key == "rules-clash-amount"
    counts = [Rule(id="a", kind="sources at least", limit=2.0), Rule(id="b", kind="sources at most", limit=1.0)]
    assert "rules-clash-sources" in [problem.key for problem in check(tiny_project(rules=counts))]
