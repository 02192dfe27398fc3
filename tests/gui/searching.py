"""A window whose whole answers a test lets come, one step at a time."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import attrs
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.model.plan import Plan
from desktop.model.progress import Cancelled, Progress, Silent
from desktop.model.project import Project
from desktop.session import jobs
from tests.gui.window import Pause, opened


class Search:
    """Finds a plan with a gap at once, and half of it when told to go on or stopped."""

    def __init__(self) -> None:
        self.needs = self.finds = True
        self.fault: Exception | None = None
        self.asked: list[tuple[str, str, float]] = []
        self.known: list[Plan | None] = []
        self.go_on = threading.Event()

    def needed(self, project: Project, mix: str, scenario: str) -> bool:
        return self.needs

    def improve(
        self,
        project: Project,
        mix: str,
        scenario: str,
        seconds: float,
        progress: Progress,
        better: Callable[[Plan], None],
        known: Plan | None,
    ) -> Plan:
        self.asked.append((mix, scenario, seconds))
        self.known.append(known)
        if self.fault is not None:
            raise self.fault
        while not self.finds:
            if progress.cancelled():
                raise Cancelled
        plan = jobs.plan(project, mix, scenario, Silent())
        better(_whole(plan, 1000.0))
        while not self.go_on.wait(0.001) and not progress.cancelled():
            pass
        return _whole(plan, 500.0)

    def close(self) -> None:
        self.go_on.set()


def _whole(plan: Plan, gap: float) -> Plan:
    return attrs.evolve(plan, answer="whole", bound=plan.cost.total - gap)


@attrs.frozen
class Scene:
    """An open window with its quick plan, the pause that must pass by, and the search that follows."""

    parts: Parts
    search: Search
    pause: Pause
    qtbot: QtBot

    @property
    def gap(self) -> float | None:
        plan = self.parts.planner.plan
        assert plan is not None
        return None if plan.gap is None else round(plan.gap)

    @property
    def standing(self) -> str:
        return self.parts.improver.standing

    def begin(self) -> None:
        """Let the pause pass by and the first plan be found."""
        self.pause.pass_by()
        self.wait(lambda: self.standing == "searching" and self.gap == 1000)

    def wait(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=10_000)


@contextmanager
def staged(qtbot: QtBot) -> Iterator[Scene]:
    search, pause = Search(), Pause()
    with opened(whole=search, pause=pause) as parts:
        qtbot.waitUntil(lambda: parts.planner.state == "ready")
        yield Scene(parts, search, pause, qtbot)
