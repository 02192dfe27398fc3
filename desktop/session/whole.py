"""Whole answers: worked out in child processes, each better plan brought home to the project that it is of."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType, TracebackType

import attrs

from desktop.model import scenario as scenarios
from desktop.model.plan import Plan
from desktop.model.progress import Cancelled, Progress
from desktop.model.project import Project
from desktop.session import jobs
from desktop.session.child import Children, Job

SECONDS = 60.0
"""How long a whole answer is looked for, unless told."""
_PATIENCE = 0.3
"""Seconds that a search has for stopping by itself: its best plan is at home already, so that ending it loses none."""

Better = Callable[[Plan], None]
Task = tuple[Project, str, str, float, Plan | None]
"""A project, mix and scenario, the seconds to take, and the whole plan to go on from, where one is known."""

_ELSEWHERE = Project(MappingProxyType({}))
"""Stands for a plan's project on the way home; sent along it would come back as another one."""


class WholeAnswers:
    """Finds plans in whole lots with a child process, which is made when the first is asked for.

    ``job`` works in the child in place of the engine's search. Safe to use from several threads.
    """

    def __init__(self, job: Job[Task, Plan, Plan] | None = None) -> None:
        self._job = job or search
        self._children = Children(load, _PATIENCE)

    def __enter__(self) -> WholeAnswers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def needed(self, project: Project, mix: str, scenario: str) -> bool:
        """Whether the mix asks for anything whole; takes as long as writing the program."""
        from desktop.engine import whole

        return whole.needed(project, mix, scenario)

    def improve(
        self,
        project: Project,
        mix: str,
        scenario: str,
        seconds: float,
        progress: Progress,
        better: Better,
        known: Plan | None = None,
    ) -> Plan:
        """The best whole plan found in so many seconds; ``better`` is handed each better one as it comes.

        The search goes on from a whole plan of the same project, mix and scenario that is ``known``. Stopped at any
        time it gives the best so far, and raises Cancelled only where there is none. Raises ProblemsFound and
        WrongCall as ``jobs.plan`` does, and AppError when the child dies.
        """
        jobs.refuse_unsound(project, mix, scenario)
        world = scenarios.apply(project, scenario)
        found: list[Plan] = []

        def at_home(plan: Plan) -> Plan:
            return attrs.evolve(plan, project=project, world=world)

        def keep(plan: Plan) -> None:
            found.append(at_home(plan))
            better(found[-1])

        try:
            task = project, mix, scenario, seconds, known and travelling(known)
            return at_home(self._children.run(self._job, task, progress, keep))
        except Cancelled:
            if not found:
                raise
            return found[-1]

    def close(self) -> None:
        """End the child; a search under way ends as stopped."""
        self._children.close()


def load() -> None:
    """Load what searches need; done in the child."""
    import desktop.engine.whole  # noqa: F401 - only to have it loaded


def search(task: Task, progress: Progress, better: Better) -> Plan:
    """Search for a whole answer; done in the child."""
    from desktop.engine.whole import Enough, improve

    project, mix, scenario, seconds, known = task
    plan = improve(project, mix, scenario, Enough(seconds), progress, lambda plan: better(travelling(plan)), known)
    return travelling(plan)


def travelling(plan: Plan) -> Plan:
    """A plan without the project it is of, which stays at home."""
    return attrs.evolve(plan, project=_ELSEWHERE, world=_ELSEWHERE)
