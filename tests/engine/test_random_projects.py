"""Five hundred random projects with every feature on or off by chance: each has verified plans or a named problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from desktop.engine.goals import optimise
from desktop.engine.whole import Enough, improve
from desktop.model.checks import errors
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import GOALS, TABLE, Incentive, Mix, Offer, Pin, Rule, Settings, Source, Tier
from desktop.model.records.policy import RULE_KINDS, SHORTAGES
from desktop.model.records.table import evolved
from desktop.text.messages import sentence
from tests.engine.drawn import MIXES, SCENARIO, drawn_project
from tests.engine.drawn.supply import BASES

BATCHES, BATCH, SEEDS = 10, 50, 60
"""Batches of so many planned projects each, out of so many seeds."""
PARTS = 5
"""Parts of a batch whose whole plans are searched for in one test."""
CHOICES = tuple(zip(MIXES, ("", SCENARIO), strict=True))
UNUSED = {"evidence"}
"""Tables that no plan looks at."""

each_batch = pytest.mark.parametrize("batch", range(BATCHES))


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
    assert planned == BATCH


@each_batch
def test_a_random_project_has_verified_continuous_plans_or_a_named_problem(batch: int) -> None:
    for seed, project in _sound(batch):
        for mix, chosen in CHOICES:
            plan = optimise(project, mix, chosen, Silent())
            assert plan.verified, (seed, mix, chosen, plan.faults[:3])


@each_batch
@pytest.mark.parametrize("part", range(PARTS))
def test_a_random_project_has_a_verified_whole_plan_that_costs_at_least_its_bound(batch: int, part: int) -> None:
    """Each search may take its two seconds: in parts, so that no test runs long on a busy machine."""
    for seed, project in [*_sound(batch)][part::PARTS]:
        mix, chosen = CHOICES[seed % 2]
        plan = improve(project, mix, chosen, Enough(seconds=2.0), Silent())
        assert plan.verified, (seed, mix, chosen, plan.faults[:3])
        assert plan.bound is None or plan.bound <= plan.cost.total


@pytest.mark.parametrize(
    ("seed", "choice"),
    [(70064, 0), (72029, 0), (70123, 1)],
    ids=["a least amount of 7 INR", "a least amount of 100 INR that nothing brings", "a capacity of 10^8 months"],
)
def test_what_is_next_to_nothing_or_practically_without_limit_is_no_fault(seed: int, choice: int) -> None:
    plan = optimise(drawn_project(seed), *CHOICES[choice], Silent(), certified=True)
    assert plan.verified, plan.faults[:3]


def test_a_tier_of_thousands_of_times_the_other_prices_leaves_a_whole_plan() -> None:
    """Its coefficients keep HiGHS from holding to the last digit what goals have reached."""
    entered = drawn_project(119389)
    dear = entered.put("tiers", {2: evolved(entered.tables["tiers"][2], {"price": 1e8})})
    assert errors(dear) == ()
    plan = improve(dear, "m1", SCENARIO, Enough(seconds=2.0), Silent())
    assert plan.verified, plan.faults[:3]


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
    seen = Counter(feature for project in projects for feature in set(_features(project)))
    drawn = {*RULE_KINDS, *SHORTAGES, *(f"{goal} first" for goal in GOALS), *(set(TABLE) - UNUSED)}
    drawn |= {f"{kind} per {basis}" for kind in ("all units", "incremental") for basis in BASES}
    drawn |= {f"pin {bound} of {what}" for bound in ("at least", "at most", "exactly") for what in ("offer", "recipe")}
    assert drawn - set(seen) == set()
    assert {feature: count for feature, count in seen.items() if count < 15} == {}
