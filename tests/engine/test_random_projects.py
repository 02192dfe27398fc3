"""Five hundred random projects with every feature on or off by chance: each has a verified plan or a named problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from desktop.engine.goals import optimise
from desktop.model import scenario
from desktop.model.checks import errors
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import GOALS, TABLE, Incentive, Mix, Offer, Pin, Rule, Settings, Source, Tier
from desktop.model.records.policy import RULE_KINDS, SHORTAGES
from desktop.text.messages import sentence
from tests.engine.drawn import MIXES, SCENARIO, drawn_project

BATCHES, BATCH, SEEDS = 10, 50, 60
"""Batches of so many planned projects each, out of so many seeds."""


def _sound(batch: int) -> Iterator[tuple[int, Project]]:
    """The first projects of a batch that pass their checks; what is wrong with the others has a sentence."""
    planned = 0
    for seed in range(batch * SEEDS, (batch + 1) * SEEDS):
        project = drawn_project(seed)
        if found := errors(project):
            assert all(sentence(problem) for problem in found)
        elif planned < BATCH:
            planned += 1
            yield seed, project


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_random_project_has_a_verified_plan_or_a_named_problem(batch: int) -> None:
    planned = 0
    for seed, project in _sound(batch):
        for mix, chosen in zip(MIXES, ("", SCENARIO), strict=True):
            plan = optimise(project, mix, chosen, Silent())
            assert plan.verified, (seed, mix, chosen, plan.faults[:3])
        scenario.apply(project, SCENARIO)
        planned += 1
    assert planned == BATCH


def _features(project: Project) -> Iterator[str]:
    """What of the model a project makes use of."""
    settings: Settings = project.settings
    yield from (rule.kind for rule in project.all(Rule))
    yield from (f"{tier.kind} per {tier.basis}" for tier in project.all(Tier))
    yield from (f"pin {pin.bound} of {'recipe' if pin.recipe else 'offer'}" for pin in project.all(Pin))
    yield from (f"incentive {row.rate_kind} {'capped' if row.cap else 'free'}" for row in project.all(Incentive))
    yield from (mix.shortage for mix in project.all(Mix))
    yield from (f"{mix.goals[0]} first" for mix in project.all(Mix) if mix.goals)
    yield from (name for name, rows in project.tables.items() if rows)
    for source in project.all(Source):
        terms = ("order_cost", "contract_cost", "least_per_year", "take_or_pay_share", "capacity")
        yield from (term for term in terms if getattr(source, term))
    for offer in project.all(Offer):
        yield from (term for term in ("minimum_order", "lot_size") if getattr(offer, term))
    if settings.storage_limit is not None:
        yield "total storage"
    if 0 < settings.near_months < settings.months:
        yield "near months"


def test_every_feature_of_the_model_is_drawn_often() -> None:
    projects = (project for batch in range(BATCHES) for _, project in _sound(batch))
    seen = Counter(feature for project in projects for feature in _features(project))
    assert set(RULE_KINDS) | set(SHORTAGES) | {f"{goal} first" for goal in GOALS} <= set(seen)
    assert set(TABLE) - {"evidence"} <= set(seen)
    assert len(seen) == 0
    assert min(seen.values()) >= 20
