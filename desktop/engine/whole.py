"""The whole answer: orders in lots, every yes or no decided; better and better until the gap or the time is used up."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import attrs
import numpy as np

from desktop.engine.goals import finished, solve_in_turn, write_program
from desktop.engine.memory import Course
from desktop.engine.neighbours import Neighbours
from desktop.engine.objectives import Written
from desktop.engine.program import Matrix, Sparse
from desktop.engine.solver import Branching, Held, Solver, Watch
from desktop.engine.vectors import FloatArray
from desktop.model.errors import SolverFault
from desktop.model.plan import Goal, Plan
from desktop.model.progress import Cancelled, Progress
from desktop.model.project import Project

_NOTHING = 1e-9
"""A goal within this share of its own size is met."""
_KEPT = 1e-6
"""What later goals may take from a reached one, relative or in its own unit (model.md section 5)."""
_ROUNDED = 1e-6
"""A relaxed number this little above a whole one is that one."""
_COST = "cost"
_TIES = ("fewest changes", "early arrival")
"""Goals that choose between plans as good as one another; they are left to the linear program."""

Better = Callable[[Plan], None]


@attrs.frozen
class Limits:
    """When a search for a whole answer ends: after so many seconds, or at a relative gap."""

    seconds: float = 60.0
    gap: float = 1e-6


def needed(project: Project, mix: str, scenario: str = "") -> bool:
    """Whether a mix asks for anything whole: else its continuous plan is its whole one."""
    return bool(write_program(project, mix, scenario, whole=True).draft.program.matrix().whole.any())


def ignore(_plan: Plan) -> None:
    """Let a better plan pass: only the last one is wanted."""


def improve(
    project: Project, mix: str, scenario: str, limits: Limits, progress: Progress, better: Better = ignore
) -> Plan:
    """The best whole plan found within ``limits``, verified, with the bound below which none can cost (INR).

    ``better`` is handed each better plan as it is found. Asked to stop, it returns the best so far, and raises
    Cancelled only where there is none. Raises SolverFault when HiGHS gives no answer that can be trusted.
    """
    progress.report("step-prepare", 0.0)
    written = write_program(project, mix, scenario, whole=True)
    search = _Search(project, written, limits, progress, better)
    try:
        search.run()
    except Cancelled:
        if search.best is None:
            raise
    if search.best is None:
        raise SolverFault("solver-no-answer", status="failed")
    return search.best.plan


@attrs.frozen(eq=False)
class _Kept:
    """A whole plan, its column values in real units, and what each goal came to."""

    plan: Plan
    x: FloatArray
    goals: tuple[Goal, ...]


class _Search:
    """One search: first the relaxed answer rounded up, then branch and bound, goal by goal."""

    def __init__(self, project: Project, written: Written, limits: Limits, progress: Progress, better: Better) -> None:
        self.best: _Kept | None = None
        self._project = project
        self._written = written
        self._limits = limits
        self._progress = progress
        self._better = better
        self._started = time.monotonic()
        self._until = self._started + limits.seconds
        self._matrix: Matrix = written.draft.program.matrix()
        self._whole = np.flatnonzero(self._matrix.whole)
        self._linear = Solver(self._matrix, progress)
        self._course = Course()
        self._enough = Event()
        self._branching = Branching(self._matrix, progress.cancelled)
        self._beside = Branching(self._matrix, self._is_enough)
        self._relaxed: tuple[Goal, ...] = ()
        self._relaxed_x = np.zeros(0)
        self._watched: tuple[Watch, tuple[tuple[Sparse, float], ...]] | None = None

    def run(self) -> None:
        """Search until the gap is reached or the time is used up."""
        x, self._relaxed = solve_in_turn(self._linear, self._written.goals, self._progress, Course())
        self._relaxed_x = x
        if not self._whole.size:
            self._keep(x, self._relaxed)
            return
        if not self._settle(np.ceil(x[self._whole] - _ROUNDED)):
            self._settle(self._matrix.column_lower[self._whole])  # to decide for nothing is always possible
        if not self._at_once():
            self._goal_by_goal()

    def _is_enough(self) -> bool:
        return self._enough.is_set() or self._progress.cancelled()

    def _at_once(self) -> bool:
        """Look for the least cost among plans that reach every goal before it as well as the relaxed answer does.

        None can reach them better, so where there is such a plan the goals before the cost are settled.
        """
        ahead = self._ahead()
        if ahead is None:
            return False
        pairs = zip(self._written.goals[:ahead], self._relaxed[:ahead], strict=True)
        found = self._search(ahead, tuple((goal, _most(told.value)) for (_, goal), told in pairs))
        return found or time.monotonic() >= self._until

    def _ahead(self) -> int | None:
        """How many goals stand before the cost."""
        names = [name for name, _ in self._written.goals]
        return names.index(_COST) if _COST in names else None

    def _goal_by_goal(self) -> None:
        """Settle each goal in turn, and keep to it."""
        held: list[tuple[Sparse, float]] = []
        for position, (name, goal) in enumerate(self._written.goals):
            if name in _TIES or self.best is None or time.monotonic() >= self._until:
                return
            if name == _COST or self.best.goals[position].value > _NOTHING:
                self._search(position, tuple(held))
            held.append((goal, _most(self.best.goals[position].value)))

    def _search(self, position: int, held: tuple[tuple[Sparse, float], ...]) -> bool:
        """Search for the least of one goal within what is held; whether there is any plan within it.

        Branch and bound gives the bound, and alone decides on the plan where it comes to an end: so the same input
        has the same plan. Beside it a second thread looks for better plans near the best, which branch and bound
        is slow to find.
        """
        name, goal = self._written.goals[position]
        start = self.best.x if self.best is not None and _within(self.best.x, held) else None
        near = Neighbours(self._beside, goal, Held(held), self._written.draft.decided(), self._relaxed_x)
        watch = Watch(near.take)
        self._watched = (watch, held) if name == _COST else None
        self._enough.clear()
        with ThreadPoolExecutor(max_workers=1) as second:
            looking = second.submit(near.search, self._until, start, self._settle_whole)
            try:
                found = self._branching.minimise(
                    goal, Held(held), self._until, start, watch, mip_rel_gap=self._limits.gap
                )
            finally:
                self._enough.set()
            looking.result()
        watch.bound = found.bound
        if found.x is not None and not self._progress.cancelled():
            self._close(found.x, best=found.status == "optimal")
        if self._progress.cancelled():
            raise Cancelled
        self._tell()
        return self.best is not None and _within(self.best.x, held)

    def _close(self, x: FloatArray, *, best: bool) -> None:
        """Keep what branch and bound found: in any case where it is the ``best`` there is."""
        before = self.best
        if best:
            self.best = None
        if not self._settle_whole(x):
            self.best = before

    def _settle_whole(self, x: FloatArray) -> bool:
        """Keep the best plan with the whole numbers of ``x``."""
        return self._settle(np.round(x[self._whole]))

    def _settle(self, decided: FloatArray) -> bool:
        """Keep the best plan with these whole numbers, if there is any."""
        self._linear.free()
        self._linear.fix(self._whole, decided)
        try:
            values, reached = solve_in_turn(self._linear, self._written.goals, self._progress, self._course)
        except SolverFault:
            return False
        self._keep(values, reached)
        return True

    def _keep(self, x: FloatArray, reached: tuple[Goal, ...]) -> None:
        """Keep a plan if it is better than the best so far, and tell it."""
        if self.best is None or _is_better(reached, self.best.goals):
            self.best = _Kept(finished(self._project, self._written, self._linear, x, reached), x, reached)
            self._tell()

    def _tell(self) -> None:
        """Hand on the best plan with the bound there is by now and the time it took."""
        if self.best is not None:
            effort = attrs.evolve(self.best.plan.effort, total=time.monotonic() - self._started)
            plan = attrs.evolve(self.best.plan, bound=self._below(), effort=effort)
            self.best = attrs.evolve(self.best, plan=plan)
            self._better(plan)

    def _below(self) -> float | None:
        """What no plan can cost less than, INR, that reaches the goals before the cost as well as the best does."""
        ahead = self._ahead()
        if self.best is None or ahead is None:
            return None
        pairs = zip(self.best.goals[:ahead], self._relaxed[:ahead], strict=True)
        as_relaxed = all(one.value <= _most(other.value) for one, other in pairs)
        bound = self._relaxed[ahead].value if as_relaxed else -np.inf
        if self._watched is not None:
            watch, held = self._watched
            bound = max(bound, watch.bound) if _within(self.best.x, held) else bound
        # what is on order already costs the same in every plan, and is in no goal
        fixed = self.best.plan.cost.total - self.best.goals[ahead].value
        return bound + fixed if np.isfinite(bound) else None


def _most(value: float) -> float:
    """The most that a goal may come to once ``value`` was reached."""
    return 0.0 if value <= _NOTHING else value + _KEPT * max(value, 1.0)


def _within(x: FloatArray, held: Sequence[tuple[Sparse, float]]) -> bool:
    return all(goal.value(x) <= most + _NOTHING for goal, most in held)


def _is_better(reached: Sequence[Goal], than: Sequence[Goal]) -> bool:
    """Whether the first goal that differs is reached better."""
    for one, other in zip(reached, than, strict=True):
        apart = one.value - other.value
        if abs(apart) > _KEPT * max(abs(other.value), 1.0) / 10:
            return apart < 0
    return False
