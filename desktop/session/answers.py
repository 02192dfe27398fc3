"""The answer that a command gives: in whole lots where the project asks for any, and what there is when stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from desktop.model.errors import AppError
from desktop.model.plan import Plan
from desktop.model.progress import Cancelled, Progress, Silent
from desktop.model.project import Project
from desktop.model.records import Mix, Scenario
from desktop.session import gap, jobs
from desktop.session.interrupts import Interrupts
from desktop.session.whole import WholeAnswers
from desktop.text.messages import say

Tell = Callable[[str], None]


@contextmanager
def answering(seconds: float | None, tell: Tell) -> Iterator[Answers]:
    """Answers that Ctrl-C stops; their child process ends with the block."""
    with WholeAnswers() as whole:
        yield Answers(whole, seconds, Interrupts(lambda: tell(say("cli-stopping"))), tell)


class Answers:
    """Plans as ``jobs.plan`` does, but in whole lots, for up to ``seconds`` each; without seconds just as it does.

    While it searches it listens to ``stop``, which may say so at any time: the best so far is the answer then, the
    continuous plan where there is none yet, or none that keeps the targets. Each better plan is told. When a
    search fails, what it found is the answer, or else the continuous plan, and the reason is among the ``faults``.
    """

    def __init__(
        self,
        whole: WholeAnswers,
        seconds: float | None,
        stop: AbstractContextManager[Progress],
        tell: Tell,
    ) -> None:
        self._whole, self._seconds = whole, seconds
        self._stop, self._tell = stop, tell
        self.faults: list[AppError] = []

    def __call__(self, project: Project, mix: str, scenario: str, _: Progress) -> Plan:
        """The answer for one mix under one scenario; raises what ``jobs.plan`` raises, and AppError."""
        jobs.refuse_unsound(project, mix, scenario)
        if self._seconds is None or not self._whole.needed(project, mix, scenario):
            return jobs.plan(project, mix, scenario, Silent())
        best: list[Plan] = []

        def keep(plan: Plan) -> None:
            best.append(plan)
            self._tell(gap.told(plan))

        try:
            with self._stop as progress:
                self._tell(_searched(project, mix, scenario, self._seconds))
                found = self._whole.improve(project, mix, scenario, self._seconds, progress, keep)
        except Cancelled:
            return self._quick(project, mix, scenario)
        except AppError as fault:
            self.faults.append(fault)
            return best[-1] if best else self._quick(project, mix, scenario)
        quick = jobs.plan(project, mix, scenario, Silent()) if found.bound is None else found
        return self._quick(project, mix, scenario) if found.gives_up(quick) else found

    def _quick(self, project: Project, mix: str, scenario: str) -> Plan:
        """The continuous plan in place of a whole one, which is said."""
        self._tell(say("cli-whole-none"))
        return jobs.plan(project, mix, scenario, Silent())


def _searched(project: Project, mix: str, scenario: str, seconds: float) -> str:
    """Which plan is searched for, and for how long at most: several of them may take minutes."""
    told = project.by_id(Scenario)[scenario].name or scenario if scenario else say("scenario-as-entered")
    name = project.by_id(Mix)[mix].name or mix
    return say("cli-planning", mix=name, scenario=told, seconds=f"{seconds:g}")
