"""The problems of projects, found once each: at once, or in the background where a project is large."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from desktop.gui.job_runner import AT_ONCE, JobRunner
from desktop.model import checks
from desktop.model.errors import Problem
from desktop.model.project import Project


class Checker:
    """Looks for problems; ``found`` is called when those of a large project are known, ``failed`` with an error."""

    def __init__(self, runner: JobRunner, found: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        self._runner, self._tell, self._failed = runner, found, failed
        self._checking: Project | None = None
        self._last: tuple[Problem, ...] = ()

    def problems(self, project: Project) -> tuple[Problem, ...]:
        """All problems of a project; those of a large one are the last known until they are found."""
        if self.knows(project) or sum(map(len, project.tables.values())) <= AT_ONCE:
            self._last = problems_of(project)
        elif self._checking is None:
            self._checking = project
            self._runner.start("", lambda _: checks.check(project), self._on_found, self._on_failed)
        return self._last

    def knows(self, project: Project) -> bool:
        """Whether the problems of a project are known."""
        return project in _found

    def _on_found(self, problems: tuple[Problem, ...]) -> None:
        project, self._checking = self._checking, None
        if project is not None:
            _found[project] = problems
        self._tell()

    def _on_failed(self, error: Exception) -> None:
        """A project that cannot be checked is not tried again."""
        self._on_found(self._last)
        self._failed(error)


_found: WeakKeyDictionary[Project, tuple[Problem, ...]] = WeakKeyDictionary()


def problems_of(project: Project) -> tuple[Problem, ...]:
    """All problems of a project, found once."""
    if project not in _found:
        _found[project] = checks.check(project)
    return _found[project]
