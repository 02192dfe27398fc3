"""Shares that no purchase can have together are noted, whatever their windows."""

import attrs
import pytest

from desktop.model.checks import check
from desktop.model.errors import Problem
from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import Rule
from desktop.model.records.table import evolved
from desktop.text.messages import sentence
from tests.tiny import FIRST, tiny_project


def _only(project: Project) -> Problem:
    found = check(project)
    assert len(found) == 1, [sentence(problem) for problem in found]
    return found[0]


def _share(name: str, kind: str, class_: str, limit: float, mix: str = "least") -> Rule:
    return Rule(id=name, mix=mix, kind=kind, class_=class_, limit=limit)


def test_shares_that_cannot_add_up_are_noted() -> None:
    above = [_share("a", "share at least", "domestic", 60.0), _share("b", "share at least", "other_foreign", 50.0)]
    below = [
        _share("a", "share at most", "domestic", 30.0),
        _share("b", "share at most", "other_foreign", 30.0),
        _share("c", "share at most", "licensed_chinese", 30.0),
    ]
    assert [p.key for p in check(tiny_project(rules=above))] == ["shares-above-all"]
    assert [p.key for p in check(tiny_project(rules=below))] == ["shares-below-all"]


def test_a_common_rule_can_clash_with_a_mixs_own() -> None:
    rules = [_share("a", "share at least", "domestic", 60.0, ""), _share("b", "share at most", "domestic", 40.0)]
    assert _only(tiny_project(rules=rules)).key == "shares-crossed"


def test_of_two_shares_of_one_class_the_stricter_counts() -> None:
    rules = [
        _share("a", "share at least", "domestic", 60.0),
        _share("b", "share at least", "domestic", 20.0),
        _share("c", "share at least", "other_foreign", 40.0),
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
    assert found == [("shares-crossed", "a")] * clash


def test_shares_of_all_classes_are_added_up_across_windows() -> None:
    below = [
        _share("a", "share at most", "domestic", 30.0),
        attrs.evolve(_share("b", "share at most", "other_foreign", 30.0), window="fiscal year"),
        attrs.evolve(_share("c", "share at most", "licensed_chinese", 30.0), window="month"),
    ]
    problem = _only(tiny_project(rules=below))
    assert (problem.key, problem.values["total"]) == ("shares-below-all", "90")
    assert check(tiny_project(rules=[*below[:2], attrs.evolve(below[2], measure="value")])) == ()


def test_a_share_is_crossed_by_the_strictest_of_the_others() -> None:
    rules = [
        _share("a", "share at least", "domestic", 60.0),
        _share("b", "share at most", "domestic", 40.0),
        _share("c", "share at most", "domestic", 70.0),
        _share("d", "share at most", "domestic", 30.0),
    ]
    assert _only(tiny_project(rules=rules)).values["total"] == "30"
