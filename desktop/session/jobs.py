"""What the application can do, each a plain function: window and command line call the same ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from desktop.model import checks
from desktop.model.edits import ReplaceTables, apply
from desktop.model.errors import Problem, ProblemsFound, WrongCall
from desktop.model.months import Month
from desktop.model.progress import Progress, Silent
from desktop.model.project import Project
from desktop.model.records import Mix, Record, Scenario, Settings
from desktop.paths import resource
from desktop.store import project_file, tables_in, whole_file
from desktop.store.project_file import Saved, same_file

if TYPE_CHECKING:
    from desktop.engine.memory import Memory
    from desktop.model.plan import Plan
    from desktop.session.intake import Book

PlanJob = Callable[[Project, str, str, Progress], "Plan"]
"""Plans a mix under a scenario, as ``plan`` does."""
ENDING = project_file.ENDING
GUIDE = tables_in.GUIDE
MARK = tables_in.MARK
"""The sheet of a workbook of tables that explains the others, and is never read."""
_WORKBOOK, CSV_FILES = ".xlsx", ".zip"
_SHEETS_LOST = {"sheet-unknown", "sheet-twice"}
"""Problems behind which tables may hide that the others refer to."""


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


def save_project(project: Project, path: Path) -> Saved:
    """Write a project to its file; raises FileFault, and then the file is as it was.

    What was there is kept beside it where it was of an older version, or damaged; the answer tells.
    """
    return project_file.save(project, path)


def save_project_as(project: Project, path: Path, own: Path | None) -> Saved:
    """Write a project to another file, with the named versions of its ``own`` one; raises FileFault.

    Whatever lies at ``path`` is replaced.
    """
    return project_file.save_as(project, path, own)


def exists(path: Path) -> bool:
    """Whether something has this name; False where one may not look, which writing there will tell."""
    try:
        return path.exists()
    except OSError:
        return False


def check(project: Project) -> tuple[Problem, ...]:
    """Every problem of a project."""
    return checks.check(project)


def plan(project: Project, mix: str, scenario: str, progress: Progress) -> Plan:
    """The verified plan of a mix under a scenario ("" for the project as entered), certified in exact arithmetic.

    Raises ProblemsFound when the checks find errors, WrongCall for names that the project does not have.
    """
    from desktop.engine.goals import optimise

    refuse_unsound(project, mix, scenario)
    return optimise(project, mix, scenario, progress, certified=True)


def certified(plan: Plan, progress: Progress) -> Plan:
    """A continuous plan with its certificate; as it is where it has one, or is whole and has a bound instead.

    It is solved again from scratch and each solve checked in exact arithmetic. Where that reaches the same goals, the
    plan is as good as the best; where it does not, what was certified takes its place. Raises as ``plan`` does.
    """
    from desktop.engine.goals import optimise

    if plan.certificate is not None or plan.answer != "continuous":
        return plan
    sure = optimise(plan.project, plan.mix, plan.scenario, progress, certified=True)
    same = sure.verified and plan.verified and plan.reaches(sure)
    return attrs.evolve(plan, certificate=sure.certificate) if same else sure


class QuickPlans:
    """Plans as ``plan`` does, one after the other, for somebody who changes figures and watches.

    Each solve goes on from the last one of its mix and scenario; none is certified, which would take longer.
    """

    def __init__(self) -> None:
        self._memory: Memory | None = None

    def __call__(self, project: Project, mix: str, scenario: str, progress: Progress) -> Plan:
        """The verified plan; raises as ``plan`` does. One call at a time."""
        from desktop.engine.goals import optimise
        from desktop.engine.memory import Memory

        refuse_unsound(project, mix, scenario)
        self._memory = self._memory or Memory()
        return optimise(project, mix, scenario, progress, self._memory)


def refuse_unsound(project: Project, mix: str, scenario: str) -> None:
    """Raise ProblemsFound when the checks find errors, WrongCall for names that the project does not have."""
    if found := checks.errors(project):
        raise ProblemsFound("project-problem" if len(found) == 1 else "project-problems", found)
    _know("mix", mix, list(project.by_id(Mix)))
    if scenario:
        _know("scenario", scenario, list(project.by_id(Scenario)))


def compare(
    project: Project,
    mixes: Sequence[str],
    scenarios: Sequence[str],
    progress: Progress,
    plan_job: PlanJob = plan,
) -> tuple[Plan, ...]:
    """The plans of all mixes under all scenarios, scenario after scenario; all mixes when none are named."""
    wanted = [(mix, scenario) for scenario in scenarios or ("",) for mix in mixes or project.by_id(Mix)]
    plans = []
    for position, (mix, scenario) in enumerate(wanted):
        progress.report("step-solve", position / len(wanted))
        plans.append(plan_job(project, mix, scenario, progress))
    return tuple(plans)


def read_tables(path: Path, project: Project, book: Book | None = None) -> dict[str, tuple[Record, ...]]:
    """The tables that a workbook holds, by name, sound beside the other tables of ``project``.

    ``book`` is what was read from ``path``, where that was done already.
    Raises ProblemsFound with every cell that cannot be read and every error that the project would then have, each
    at its sheet and cell. Errors that it has already, in tables that the workbook does not hold, do not count.
    """
    from desktop.session import intake

    read = tables_in.read_book(book or intake.look(path, Silent()), path)
    problems = list(read.problems)
    if not any(problem.key in _SHEETS_LOST for problem in problems):
        before = {
            (problem.key, problem.table, problem.row, problem.field)
            for problem in checks.errors(project)
            if problem.table not in read.tables
        }
        for problem in checks.errors(apply(project, ReplaceTables(read.records))):
            placed = read.placed(problem)
            if placed and (problem.key, problem.table, problem.row, problem.field) not in before:
                problems.append(placed)
    if problems:
        key = "tables-problem" if len(problems) == 1 else "tables-problems"
        raise ProblemsFound(key, problems, path=str(path))
    return read.records


def import_tables(path: Path, project: Project) -> Project:
    """``project`` with the tables that a workbook holds, or with the orders that a plan workbook confirms as receipts.

    Raises ProblemsFound with everything that is wrong.
    """
    from desktop.session import confirmed, intake

    book = intake.look(path, Silent())
    if confirmed.is_plan(book):
        edit = confirmed.read(book, path, project).edit
        return project if edit is None else apply(project, edit)
    return apply(project, ReplaceTables(read_tables(path, project, book)))


def export_tables(project: Project, path: Path, own: Path | None = None, progress: Progress | None = None) -> None:
    """Write all tables to a workbook, or a zip of CSV files, that can be read back; ``own`` is the project's file.

    Raises FileFault, and Cancelled when ``progress`` says so.
    """
    from desktop.store import tables_csv, tables_guide, tables_out

    refuse_workbook(path, own, (_WORKBOOK, CSV_FILES))
    if path.suffix.lower() == CSV_FILES:
        tables_csv.write(project, path, progress)
    else:
        tables_out.write(project, path, tables_guide.examples_of(new_project(sample=True)), progress)


def export_plan(
    plans: Sequence[Plan],
    path: Path,
    own: Path | None = None,
    progress: Progress | None = None,
    *,
    live: bool = True,
) -> None:
    """Write the first plan, and all of them side by side, to a workbook; ``own`` is the project's file.

    One that is not ``live`` has figures in the place of formulas. Continuous plans are certified first.
    Raises FileFault, Cancelled, and as ``plan`` does.
    """
    from desktop.session import report
    from desktop.store import workbook_out

    refuse_workbook(path, own)
    told = progress or Silent()
    sure = [certified(plan, told) for plan in plans]
    told.report("step-frames", 0.0)
    book = report.sheets(sure, sure[0], live=live)
    workbook_out.write(path, book, sure[0].project.settings.name, told, live=live)


def export_frames(plans: Sequence[Plan], path: Path, own: Path | None = None, progress: Progress | None = None) -> None:
    """Write every frame of the plans as CSV files into a zip; ``own`` is the project's file.

    Raises FileFault, Cancelled.
    """
    from desktop.session import frames
    from desktop.store import frames_csv

    refuse_zip(path, own)
    told = progress or Silent()
    frames_csv.write(path, frames.of_plans(plans, told), told)


def export_columns(
    plans: Sequence[Plan], path: Path, own: Path | None = None, progress: Progress | None = None
) -> None:
    """The same as Parquet files, whose columns have types and units."""
    from desktop.session import frames
    from desktop.store import frames_parquet

    refuse_zip(path, own)
    told = progress or Silent()
    found = frames.of_plans(plans, told)
    heads = {name: frames.heads_of(name, frame) for name, frame in found.items()}
    frames_parquet.write(path, found, heads, told)


def refuse_workbook(path: Path, own: Path | None, endings: Sequence[str] = (_WORKBOOK,)) -> None:
    """Raise WrongCall unless a workbook may be written to ``path``, which must not be the project's ``own`` file.

    Raises FileFault where it is known already that it cannot, such as while it is open elsewhere.
    """
    if own is not None and exists(path) and same_file(path, own):
        raise WrongCall("target-is-project", path=str(path))
    if path.suffix.lower() not in endings:
        raise WrongCall("target-not-xlsx" if _WORKBOOK in endings else "target-not-zip", path=str(path))
    whole_file.refuse_unwritable(path)


def refuse_zip(path: Path, own: Path | None) -> None:
    """The same for a zip of CSV files."""
    refuse_workbook(path, own, (CSV_FILES,))


def refuse_project(path: Path) -> None:
    """Raise WrongCall unless a new project may be called so."""
    if path.suffix.lower() != ENDING:
        raise WrongCall("target-not-project", path=str(path))


def named(project: Project, record: type[Mix] | type[Scenario], wanted: str, what: str) -> str:
    """The id of what is called ``wanted`` by id or name, whatever the case; raises WrongCall."""
    known: dict[str, str] = {}
    for row in project.all(record):
        known.setdefault(row.name.casefold(), row.id)
    known |= {row.id.casefold(): row.id for row in project.all(record)}
    if wanted.casefold() not in known:
        names = ", ".join(row.id for row in project.all(record)) or "–"
        raise WrongCall(f"unknown-{what}", name=wanted, known=names)
    return known[wanted.casefold()]


def _know(what: str, name: str, known: Sequence[str]) -> None:
    if name not in known:
        raise WrongCall(f"unknown-{what}", name=name, known=", ".join(known))
