"""The jobs that window and command line share."""

import datetime as dt
from pathlib import Path

import pytest

from desktop.model.errors import ProblemsFound, WrongCall
from desktop.model.months import Month
from desktop.model.progress import Silent
from desktop.model.records import Mix, Offer
from desktop.session import jobs
from tests.tiny import tiny_project


def test_an_empty_project_plans_a_year_from_next_month() -> None:
    project = jobs.new_project(sample=False, today=dt.date(2026, 12, 5))
    assert project.settings.first_month == Month.of(2027, 1)
    assert project.settings.plan_date == dt.date(2026, 12, 5)
    assert [mix.id for mix in project.all(Mix)] == ["least-cost"]
    assert jobs.check(project) == ()


def test_an_empty_project_starts_from_the_clock() -> None:
    assert jobs.check(jobs.new_project(sample=False)) == ()


def test_an_empty_project_has_a_plan_that_costs_nothing() -> None:
    plan = jobs.plan(jobs.new_project(sample=False), "least-cost", "", Silent())
    assert (plan.verified, plan.status, plan.cost.total) == (True, "met", 0.0)


def test_a_project_with_errors_is_not_planned_but_told_about() -> None:
    project = tiny_project(offers=[Offer(id="x", source="nobody", item="magnet")])
    with pytest.raises(ProblemsFound) as found:
        jobs.plan(project, "least", "", Silent())
    assert [problem.key for problem in found.value.problems] == ["dangling"]


@pytest.mark.parametrize(("mix", "scenario", "key"), [("no", "", "unknown-mix"), ("least", "no", "unknown-scenario")])
def test_an_unknown_name_is_a_wrong_call(mix: str, scenario: str, key: str) -> None:
    with pytest.raises(WrongCall) as found:
        jobs.plan(tiny_project(), mix, scenario, Silent())
    assert found.value.key == key


def test_comparing_plans_every_mix_under_every_scenario() -> None:
    plans = jobs.compare(tiny_project(), [], ["", "base"], Silent())
    assert [(plan.mix, plan.scenario) for plan in plans] == [
        ("least", ""),
        ("slow", ""),
        ("least", "base"),
        ("slow", "base"),
    ]
    assert [plan.mix for plan in jobs.compare(tiny_project(), ["slow"], [], Silent())] == ["slow"]


def test_inputs_go_out_and_come_back_equal(tmp_path: Path) -> None:
    project = tiny_project()
    jobs.export_tables(project, tmp_path / "inputs.xlsx")
    back = jobs.import_tables(tmp_path / "inputs.xlsx", jobs.new_project(sample=False))
    assert back.content() == project.content()


def test_a_project_goes_to_its_file_and_back(tmp_path: Path) -> None:
    jobs.save_project(tiny_project(), tmp_path / "a.dhatu")
    assert jobs.open_project(tmp_path / "a.dhatu").content() == tiny_project().content()


def test_a_plan_goes_to_a_workbook(tmp_path: Path) -> None:
    plans = jobs.compare(tiny_project(), [], [], Silent())
    jobs.export_plan(plans, tmp_path / "plan.xlsx")
    assert (tmp_path / "plan.xlsx").stat().st_size > 5_000
