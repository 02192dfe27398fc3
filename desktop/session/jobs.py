"""What the application can do, each a plain function: window and command line call the same ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.model import checks
from desktop.model.edits import ReplaceTables, apply
from desktop.model.errors import Problem, ProblemsFound, WrongCall
from desktop.model.months import Month
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.model.records import Mix, Scenario, Settings
from desktop.paths import resource
from desktop.store import project_file

if TYPE_CHECKING:
    from desktop.model.plan import Plan

ENDING = project_file.ENDING


def new_project(*, sample: bool, today: dt.date | None = None) -> Project:
    """The sample, or an empty project that plans a year from the month after ``today`` (the clock's)."""
    if sample:
        return open_project(resource("samples", "motor-group.dhatu"))
    today = today or dt.datetime.now().astimezone().date()
    first = Month.containing(today).plus(1)
    return Project.of(
        {
            "settings": [Settings(name="", first_month=first, months=12, plan_date=today)],
            "mixes": [Mix(id="least-cost", name="Least cost")],
        }
    )


def open_project(path: Path) -> Project:
    """The project in a file; raises FileFault."""
    return project_file.load(path)


def save_project(project: Project, path: Path) -> None:
    """Write a project to its file; raises FileFault, and then the file is as it was."""
    project_file.save(project, path)


def check(project: Project) -> tuple[Problem, ...]:
    """Every problem of a project."""
    return checks.check(project)


def plan(project: Project, mix: str, scenario: str, progress: Progress) -> Plan:
    """The verified plan of a mix under a scenario ("" for the project as entered).

    Raises ProblemsFound when the checks find errors, WrongCall for names that the project does not have.
    """
    from desktop.engine.goals import optimise

    if found := checks.errors(project):
        raise ProblemsFound("project-problems", found)
    _know("mix", mix, list(project.by_id(Mix)))
    if scenario:
        _know("scenario", scenario, list(project.by_id(Scenario)))
    return optimise(project, mix, scenario, progress)


def compare(project: Project, mixes: Sequence[str], scenarios: Sequence[str], progress: Progress) -> tuple[Plan, ...]:
    """The plans of all mixes under all scenarios, scenario after scenario; all mixes when none are named."""
    wanted = [(mix, scenario) for scenario in scenarios or ("",) for mix in mixes or project.by_id(Mix)]
    plans = []
    for position, (mix, scenario) in enumerate(wanted):
        progress.report("step-solve", position / len(wanted))
        plans.append(plan(project, mix, scenario, progress))
    return tuple(plans)


def import_tables(path: Path, project: Project) -> Project:
    """``project`` with the tables that a workbook holds; raises ProblemsFound with every cell that is wrong."""
    from desktop.store import tables_in

    return apply(project, ReplaceTables(tables_in.read(path)))


def export_tables(project: Project, path: Path) -> None:
    """Write all tables to a workbook that can be read back; raises FileFault."""
    from desktop.store import tables_out

    tables_out.write(project, path)


def export_plan(plans: Sequence[Plan], path: Path) -> None:
    """Write the first plan, and all of them side by side, to a workbook; raises FileFault."""
    from desktop.session import report
    from desktop.store import workbook_out

    workbook_out.write(path, report.sheets(plans, plans[0]), plans[0].project.settings.name)


def _know(what: str, name: str, known: Sequence[str]) -> None:
    if name not in known:
        raise WrongCall(f"unknown-{what}", name=name, known=", ".join(known))
