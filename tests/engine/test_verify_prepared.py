"""What is verified against is worked out before there is a plan, and is the same."""

from __future__ import annotations

from functools import cached_property

import attrs
import pytest

from desktop.engine.goals import optimise
from desktop.engine.ledger import Ground, Ledger
from desktop.engine.verify import prepare, verify
from desktop.engine.verify_tally import weights_of
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Offer, Rule
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


@pytest.mark.parametrize("remember", [False, True])
def test_what_a_changed_price_leaves_as_it_was_is_kept_only_to_be_remembered(*, remember: bool) -> None:
    project = tiny_project()
    dearer = project.put("offers", {key: attrs.evolve(row, price=7000.0) for key, row in project.rows(Offer).items()})
    before, after = (Ground(world, "least", MONTHS, remember) for world in (project, dearer))
    assert (after.tables is before.tables) == remember
    assert (after.prices.quotes == 7000.0).all()
    assert (before.prices.quotes < 7000.0).any()


def test_a_project_without_a_first_month_has_nothing_to_prepare() -> None:
    prepare(Project.of({}), "least")
