"""Clashes in words."""

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

from desktop.model.clashes import Clash, clashes
from desktop.model.project import Project
from desktop.model.records import TABLE, Pin, Rule
from desktop.session.clash_words import told
from tests.strategies import projects, records
from tests.tiny import FIRST, tiny_project

HOME = Rule(id="home", mix="least", kind="share at least", class_="domestic", limit=60.0)
CHINA = Rule(id="china", mix="least", kind="share at least", country="China", limit=50.0)


def test_both_sides_of_a_clash_are_said() -> None:
    project = tiny_project(rules=[CHINA])
    (found,) = clashes(project, HOME)
    assert told(project, HOME, found) == (
        "At least 110.0 % is asked of all together, which is more than everything: no purchase keeps this and "
        "“At least 50.0 % of the rare earths contained from China, over the whole plan”."
    )


@pytest.mark.parametrize(
    ("rule", "clash", "said"),
    [
        (HOME, Clash("above", ("china",), 60, 40), "At least 60.0 % is asked where at most 40.0 % may be"),
        (HOME, Clash("below", ("china",), 60, 40), "At most 40.0 % is allowed where at least 60.0 % is asked"),
        (HOME, Clash("below", ("china",), 100, 40), "At most 40.0 % is allowed of all together"),
        (HOME, Clash("nobody", (), 60, 0), "Nobody delivers what this asks for"),
        (
            attrs.evolve(HOME, kind="amount at least"),
            Clash("amount", ("china",), 60, 40),
            "At least 60.0 kg is asked where at most 40.0 kg may be",
        ),
        (
            attrs.evolve(HOME, kind="sources at least"),
            Clash("sources", ("china",), 3, 2),
            "At least 3 are asked where at most 2 may be",
        ),
        (
            attrs.evolve(HOME, kind="concentration at most", limit=0.3),
            Clash("concentration", ("china",), 0.5, 0.3),
            "The concentration cannot fall to what is asked",
        ),
        (
            attrs.evolve(HOME, kind="sources at least", limit=9.0),
            Clash("few", (), 9, 2),
            "This asks for 9, but only 2 can deliver; the plan will bend it.",
        ),
        (
            attrs.evolve(HOME, kind="sources at least", limit=9.0, rank="law"),
            Clash("few", (), 9, 2),
            "a law stands before every target",
        ),
        (
            attrs.evolve(HOME, kind="amount at most"),
            Clash("pin", ("p",), 60, 40),
            "More is held fixed than this allows: “JL-magnet held at least in Jan 2027”.",
        ),
        (HOME, Clash("above", ("gone",), 60, 40), "“gone”"),
    ],
)
def test_every_sort_of_clash_has_its_words(rule: Rule, clash: Clash, said: str) -> None:
    pin = Pin(id="p", mix="least", offer="JL-magnet", month=FIRST, quantity=60.0)
    assert said in told(tiny_project(rules=[CHINA], pins=[pin]), rule, clash)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(project=projects(), drawn=records(TABLE["rules"]))
def test_whatever_a_project_holds_clashes_can_be_looked_for_and_told(project: Project, drawn: Rule) -> None:
    for rule in (drawn, *project.all(Rule)):
        for found in clashes(project, rule, "A"):
            assert told(project, rule, found)
