"""The mix triangle: what follows where the classes have exactly these shares, for a grid of them (model.md 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

import attrs

from desktop.model.asked import rules_asked
from desktop.model.edits import apply
from desktop.model.progress import Progress, Silent
from desktop.model.project import Project
from desktop.model.records import TABLES, Mix, Rule
from desktop.session import jobs, shares
from desktop.session.child import Children
from desktop.session.shares import WHOLE, Base, Span, Split

if TYPE_CHECKING:
    from desktop.engine.memory import Memory

STEP = 50
"""Tenths of a percent between two points of the grid: 231 points."""
_COARSE = (4, 2, 1)
"""The grid is filled three times, each time twice as fine: a rough picture first."""
_LOOSE = ("rules", "mixes", "evidence")
"""Tables of which only a part says what a mix comes to."""
_REACHED = 0.01
"""Shares missed by less than this part of all that is bought are reached: what is ordered already cannot be moved."""

_ROUNDING = 1e-9
_KEPT = 6
"""Grids that are kept."""


@attrs.frozen
class Point:
    """What follows from exact shares: INR, INR per kg contained, shares 0-1, kg that need a licence.

    ``reached`` is whether the sources can fill the shares at all. Where nothing is bought INR per kg is NaN.
    """

    shares: Split
    cost: float
    landed_per_kg: float
    on_time: float
    worst_month: float
    on_licence: float
    reached: bool

    @property
    def met(self) -> bool:
        """Whether every target is met on time with these shares."""
        return self.reached and self.on_time >= 1 - _ROUNDING


@attrs.frozen(eq=False)
class Ground:
    """What a grid is of: a mix without its shares of classes, under a scenario, and what its shares are to be of."""

    project: Project
    mix: str
    scenario: str
    base: Base
    span: Span

    @classmethod
    def of(cls, project: Project, mix: str, scenario: str, base: Base) -> Ground:
        """The ground of a mix: the same whatever shares it asks for."""
        span = shares.span_of(project, mix, base)
        return cls(apply(project, shares.free(project, mix, base)), mix, scenario, base, span)

    def is_same(self, other: Ground) -> bool:
        """Whether the same grid belongs to both."""
        mine = (self.mix, self.scenario, self.base, self.span)
        if mine != (other.mix, other.scenario, other.base, other.span):
            return False
        names = [table.name for table in TABLES if table.name not in _LOOSE]
        return self._own == other._own and all(self.project.tables[n] is other.project.tables[n] for n in names)

    @property
    def _own(self) -> tuple[object, ...]:
        """The mix, without its name, colour and note, and the rules that hold for it."""
        mix = attrs.evolve(self.project.by_id(Mix)[self.mix], name="", colour="", note="")
        return (mix, *rules_asked(self.project, self.mix))

    def at(self, split: Split) -> Project:
        """The project in which the mix has to have these shares before any target."""
        return shares.exactly(self.project, self.mix, self.base, split, self.span)


Found = Callable[[Point], None]
Task = tuple[Ground, tuple[Split, ...]]


class Triangles:
    """Fills grids with a child process; what was found is kept for the grounds seen last, also of a grid half filled.

    One fill at a time; ``points`` may be asked from another thread meanwhile. ``step`` is that of the grids, in tenths
    of a percent.
    """

    def __init__(self, step: int | None = None) -> None:
        self._splits = splits(step or STEP)
        self._children = Children(_load)
        self._kept: list[tuple[Ground, dict[Split, Point]]] = []

    def __enter__(self) -> Triangles:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def points(self, ground: Ground) -> Sequence[Point]:
        """What is known of a grid so far."""
        return tuple(self._of(ground).values())

    def is_full(self, ground: Ground) -> bool:
        """Whether nothing is left to fill."""
        return len(self._of(ground)) == len(self._splits)

    def fill(self, ground: Ground, progress: Progress, found: Found) -> None:
        """Find the points that are missing; ``found`` is handed each as it comes.

        Raises ProblemsFound and WrongCall as ``jobs.plan`` does, Cancelled, and AppError when the child dies.
        """
        jobs.refuse_unsound(ground.project, ground.mix, ground.scenario)
        known = self._of(ground)
        missing = tuple(split for split in self._splits if split not in known)

        def keep(point: Point) -> None:
            known[point.shares] = point
            found(point)

        if missing:
            self._children.run(fill, (ground, missing), progress, keep)

    def close(self) -> None:
        """End the child; a fill under way ends as stopped."""
        self._children.close()

    def _of(self, ground: Ground) -> dict[Split, Point]:
        for kept, points in self._kept:
            if kept is ground or kept.is_same(ground):
                return points
        fresh: dict[Split, Point] = {}
        self._kept = [*self._kept[1 - _KEPT :], (ground, fresh)]
        return fresh


def splits(step: int) -> tuple[Split, ...]:
    """Every split of the whole in steps, rough first; neighbours follow each other, so that solves go on well."""
    found: dict[Split, None] = {}
    for coarse in _COARSE:
        found.update(dict.fromkeys(_rows(coarse * step)))
    return tuple(found)


def _rows(step: int) -> Iterator[Split]:
    for row, first in enumerate(range(0, WHOLE + 1, step)):
        line = [(first, second, WHOLE - first - second) for second in range(0, WHOLE - first + 1, step)]
        yield from line[:: -1 if row % 2 else 1]


def _load() -> None:
    """Load what solves need; done in the child."""
    import desktop.analysis.risk
    import desktop.engine.goals  # noqa: F401 - only to have them loaded


def fill(task: Task, progress: Progress, found: Found) -> None:
    """Solve the splits of a grid one after the other, each from the one before; done in the child."""
    from desktop.engine.memory import Memory

    ground, missing = task
    memory = Memory()
    for number, split in enumerate(missing):
        progress.report("step-triangle", number / len(missing))
        found(point(ground, split, memory))


def point(ground: Ground, split: Split, memory: Memory) -> Point:
    """The plan of one split, told in a few figures."""
    from desktop.analysis import cost, coverage, risk
    from desktop.engine.goals import optimise

    project = ground.at(split)
    plan = optimise(project, ground.mix, ground.scenario, Silent(), memory)
    licensed = risk.on_licence(plan)
    bought = float(licensed["contained"]["all"])
    rules, own = project.rows(Rule), shares.rules_of(project, ground.mix, ground.base)
    asked = {rules[row].id for rows in own.values() for row in rows}
    missed = sum(bent.amount for bent in plan.bent if bent.limit in asked)
    return Point(
        shares=split,
        cost=plan.cost.total,
        landed_per_kg=cost.per_kg(plan),
        on_time=coverage.overall(plan),
        worst_month=coverage.worst_month(plan),
        on_licence=float(licensed["licensed"]["all"]),
        reached=bought > 0 and missed <= _REACHED * bought,
    )
