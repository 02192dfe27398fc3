"""What is verified against is worked out before there is a plan, and is the same."""

from __future__ import annotations

from functools import cached_property

import attrs

from desktop.engine.goals import optimise
from desktop.engine.ledger import Ground, Ledger
from desktop.engine.verify import prepare, verify
from desktop.engine.verify_tally import weights_of
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Rule
from tests.tiny import MONTHS, tiny_project, tiny_rows

RULE = Rule(id="r", kind="share at most", country="China", limit=30.0, measure="value")


def _unread(of: object) -> list[str]:
    """What of it has not been worked out yet."""
    found = vars(type(of)).items()
    return [name for name, each in found if isinstance(each, cached_property) and name not in vars(of)]


def test_all_that_the_world_says_is_there_before_a_plan_of_it_is_verified() -> None:
    project = tiny_project(rules=[RULE])
    prepare(project, "least")
    ground = Ground(project, "least", MONTHS)
    tables = ground.tables
    parts = (tables.terms, tables, ground.prices, ground.left, weights_of(tables, RULE))
    assert [_unread(part) for part in parts] == [[]] * 5
    assert Ledger(optimise(project, "least", "", Silent())).tables is tables


def test_a_plan_is_verified_against_its_own_world_whatever_was_prepared() -> None:
    project = tiny_project()
    plan = optimise(project, "least", "", Silent())
    dearer = tiny_project(offers=tiny_rows("offers", price=7000.0))
    prepare(dearer, "least")
    assert verify(plan) == ()
    assert {fault.key for fault in verify(attrs.evolve(plan, project=dearer, world=dearer))} >= {"verify-order-cost"}


def test_a_project_without_a_first_month_has_nothing_to_prepare() -> None:
    prepare(Project.of({}), "least")
