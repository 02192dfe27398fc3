"""Which rules a plan is held to."""

import attrs
import pytest

from desktop.engine.goals import optimise
from desktop.model.asked import rules_asked
from desktop.model.progress import Silent
from desktop.model.records import Rule
from tests.tiny import tiny_project

HOME = Rule(id="home", mix="least", kind="share at least", class_="domestic", limit=95.0)


def test_a_plan_is_held_to_the_rules_of_its_mix_and_of_every_mix() -> None:
    every, other = attrs.evolve(HOME, id="every", mix=""), attrs.evolve(HOME, id="other", mix="slow")
    project = tiny_project(rules=[HOME, every, other])
    assert rules_asked(project, "least") == (HOME, every)
    assert rules_asked(project, "") == (every,)


@pytest.mark.parametrize("off", [False, True])
def test_a_rule_that_is_switched_off_changes_no_plan(off: bool) -> None:
    plan = optimise(tiny_project(rules=[attrs.evolve(HOME, off=off)]), "least", "", Silent())
    free = optimise(tiny_project(), "least", "", Silent())
    assert bool(plan.bent) is not off
    assert (plan.arrivals == free.arrivals) is off
    assert plan.verified
