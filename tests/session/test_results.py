"""Whole answers are shown again after a restart when they are of this very project and hold."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from desktop.model.plan import Fault, Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.session import jobs, results
from desktop.store import kept_plans
from tests.tiny import tiny_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "tiny.dhatu"
    jobs.save_project(tiny_project(), made)
    return made


def whole(project: Project, scenario: str = "") -> Plan:
    plan = jobs.plan(project, "least", scenario, Silent())
    return attrs.evolve(plan, answer="whole", bound=plan.cost.total - 10.0)


@pytest.mark.parametrize("scenario", ["", "base"])
def test_a_whole_plan_is_there_again_and_of_the_project_on_the_desk(path: Path, scenario: str) -> None:
    project = jobs.open_project(path)
    assert results.keep(path, project, [whole(project, scenario)]) == 1
    again = jobs.open_project(path)
    (found,) = results.kept(path, again).plans
    assert found.project is again
    assert (found.answer, found.verified, found.scenario) == ("whole", True, scenario)


def test_what_comes_at_once_anyway_is_not_kept(path: Path) -> None:
    project = jobs.open_project(path)
    quick = jobs.plan(project, "least", "", Silent())
    of_another = whole(jobs.open_project(path))
    faulty = attrs.evolve(whole(project), faults=(Fault("verify-cost", "", 1.0),))
    assert results.keep(path, project, [quick, of_another, faulty]) == 0
    assert results.kept(path, project) == results.Shown((), 0)


def test_a_plan_that_does_not_hold_is_dropped(path: Path) -> None:
    project = jobs.open_project(path)
    plan = whole(project)
    cheaper = attrs.evolve(plan, cost=attrs.evolve(plan.cost, landed=plan.cost.landed * 0.99))
    kept_plans.keep(path, project, [cheaper])
    assert results.kept(path, project) == results.Shown((), 1)


@pytest.mark.parametrize("change", [{"mix": "no mix"}, {"scenario": "no scenario"}, {"answer": "continuous"}])
def test_a_plan_of_nothing_that_the_project_has_is_dropped(path: Path, change: dict[str, str]) -> None:
    project = jobs.open_project(path)
    kept_plans.keep(path, project, [attrs.evolve(whole(project), **change)])  # type: ignore[arg-type]
    assert results.kept(path, project) == results.Shown((), 1)
