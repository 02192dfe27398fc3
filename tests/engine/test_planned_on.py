"""A plan that goes on from another one is the plan that is made from nothing, whatever was planned before it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.engine.goals import optimise
from desktop.engine.memory import Memory
from desktop.model.checks import errors
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Mix, Offer
from desktop.model.records.table import evolved
from desktop.session.jobs import new_project
from tests.engine.drawn import MIXES, SCENARIO, drawn_project

TABLES = ("arrivals", "production", "stock", "lost", "late")
SAMPLE = new_project(sample=True)


def _apart(one: Plan, other: Plan) -> Iterator[str]:
    """The series of two plans that differ by more than a millionth of what they hold."""
    for table in TABLES:
        for name, series in getattr(one, table).items():
            if series != pytest.approx(getattr(other, table)[name], rel=1e-6, abs=1e-6 * max(series)):
                yield f"{table} of {name}"


def _planned_on(project: Project, mix: str, scenario: str, place: int) -> list[str]:
    """What differs in the plan that follows one at another price of the offer at ``place``."""
    row = [*project.rows(Offer)][place]
    offer, memory = project.tables["offers"][row], Memory()
    cheaper = project.put("offers", {row: evolved(offer, {"price": getattr(offer, "price") / 1.5})})  # noqa: B009
    optimise(cheaper, mix, scenario, Silent(), memory)
    on, anew = optimise(project, mix, scenario, Silent(), memory), optimise(project, mix, scenario, Silent())
    assert on.cost.total == pytest.approx(anew.cost.total, rel=1e-9, abs=1e-6)
    return [*_apart(on, anew)]


@pytest.mark.parametrize("mix", list(SAMPLE.by_id(Mix)))
def test_the_sample_is_planned_on_to_the_plan_that_it_has_from_the_start(mix: str) -> None:
    place = 2
    row = [*SAMPLE.rows(Offer)][place]
    offer = SAMPLE.tables["offers"][row]
    dearer = SAMPLE.put("offers", {row: evolved(offer, {"price": 1.5 * getattr(offer, "price")})})  # noqa: B009
    assert _planned_on(dearer, mix, "", place) == []


def test_any_project_is_planned_on_to_the_plan_that_it_has_from_the_start() -> None:
    for seed in range(1600, 1620):
        project = drawn_project(seed)
        if not errors(project) and project.all(Offer):
            assert _planned_on(project, MIXES[0], SCENARIO, 0) == [], seed
