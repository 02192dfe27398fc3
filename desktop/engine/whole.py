"""The whole answer: orders in lots, every yes or no decided; better and better until the gap or the time is used up."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import attrs
import numpy as np

from desktop.engine.bounds import BEYOND
from desktop.engine.concentration import most_hidden, sharper
from desktop.engine.goals import COST, KEPT, NOTHING, finished, solve_sharply, write_program
from desktop.engine.memory import Course
from desktop.engine.needless import without_needless
from desktop.engine.neighbours import Neighbours
from desktop.engine.objectives import Written
from desktop.engine.outcome import arriving
from desktop.engine.program import Matrix, Sparse
from desktop.engine.ranking import is_better, priced_together, within
from desktop.engine.solver import Branching, Found, Held, Solver, Watch
from desktop.engine.vectors import FloatArray
from desktop.model.errors import SolverFault
from desktop.model.plan import Goal, Plan
from desktop.model.progress import Cancelled, Progress
from desktop.model.project import Project

_ROUNDING = 1e-9
"""What the cost that was reached may be off by for goals that come after it: of money nothing is given up."""
_FURTHER = 100.0
"""How much more a plan may buy that came up to the bound on what it can sensibly buy."""
_EXCESS = 1e-6
"""How much of a concentration may hide behind its tangents in what branch and bound finds: it is no more exact."""
_TIE = "early arrival"
"""The goal that chooses between plans as good as one another; it is left to the linear program."""

Better = Callable[[Plan], None]
Reached = tuple[tuple[Sparse, float], ...]
"""Goals that a plan must reach, each with the most that it may come to."""


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
    before: Plan | None = None

    def tell(plan: Plan) -> None:
        if before is None or not before.beats(plan):
            better(plan)

    task, beyond = _Task(time.monotonic() + limits.seconds, limits.gap, progress, tell), BEYOND
    while True:
        search = _Search(project, write_program(project, mix, scenario, whole=True, beyond=beyond), task)
        with contextlib.suppress(*((Cancelled,) if before is None else (Cancelled, SolverFault))):
            search.run()
        found = before if search.best is None else search.best.plan
        if found is None:
            if progress.cancelled():
                raise Cancelled
            raise SolverFault("solver-no-answer", status="failed")
        if before is None or not before.beats(found):
            before = found
        if not search.hemmed_in() or progress.cancelled() or time.monotonic() >= task.until:
            return before
        beyond *= _FURTHER


@attrs.frozen(eq=False)
class _Task:
    """When a search ends, by ``time.monotonic`` or at a relative gap, and whom it tells."""

    until: float
    gap: float
    progress: Progress
    better: Better


@attrs.frozen(eq=False)
class _Kept:
    """A whole plan, its column values in real units, and what each goal came to."""

    plan: Plan
    x: FloatArray
    goals: tuple[Goal, ...]


class _Search:
    """One search for a whole plan, in two threads.

    Branch and bound goes through the goals in their order and gives the bound; where it comes to an end it alone
    decides on the plan, so that the same input has the same plan. Beside it better plans are looked for near the
    best one, which branch and bound is slow to find.
    """

    def __init__(self, project: Project, written: Written, task: _Task) -> None:
        self.best: _Kept | None = None
        self._project, self._written = project, written
        self._task = task
        self._progress = task.progress
        self._started = time.monotonic()
        self._matrix: Matrix = written.draft.program.matrix()
        self._whole = np.flatnonzero(self._matrix.whole)
        self._linear = Solver(self._matrix, task.progress)
        self._sizes = [self._linear.size_of(goal) for _, goal in written.goals]
        self._course = Course()
        self._polishing = Lock()
        self._enough = Event()
        self._branching = Branching(self._matrix, task.progress.cancelled)
        self._relaxed: tuple[Goal, ...] = ()
        self._watched: tuple[Watch, Reached] | None = None
        names = [name for name, _ in written.goals]
        self._ahead = names.index(COST) if COST in names else len(names) - 1

    def run(self) -> None:
        """Search until the gap is reached or the time is used up."""
        x, self._relaxed = solve_sharply(self._linear, self._written, self._progress, Course())
        if not self._whole.size:
            self._keep(x, self._relaxed)
            return
        self._matrix = self._linear.matrix
        proven = self._proven(x)
        if proven is not None:
            # a new start: where the last one ended differs in the last digits with what was found beside
            self._linear, self._course = Solver(self._matrix, self._progress), Course()
            before, self.best, settled = self.best, None, False
            try:
                settled = self._settle(proven)
            finally:
                if not settled:  # it may have been cancelled
                    self.best = before
        if self.best is None:
            self._settle(self._matrix.column_lower)  # to decide for nothing is always possible
        self._tell()

    def _proven(self, x: FloatArray) -> FloatArray | None:
        """Values that are proven best, from relaxed values ``x``; None where time is up.

        Where they hide some of a concentration its tangents are laid anew, until the decisions come out the same.
        """
        proven = self._in_parallel(x)
        while proven is not None and most_hidden(self._written.tangents, proven) > _EXCESS:
            self._matrix, before = sharper(self._matrix, self._written.tangents, proven), proven
            proven = self._in_parallel(x)
            if proven is not None and not np.round(proven - before)[self._whole].any():
                break
        return proven

    def _in_parallel(self, x: FloatArray) -> FloatArray | None:
        """Branch and bound, and beside it a search near the best plan, from relaxed values ``x``; what is proven."""
        self._branching, self._enough = Branching(self._matrix, self._progress.cancelled), Event()
        branching = Branching(self._matrix, self._is_enough)
        together = priced_together(self._written.goals, self._relaxed, self._ahead)
        unavoidable = together.value(x) - self._written.goals[self._ahead][1].value(x)
        near = Neighbours(branching, together, self._written.draft.decided(), x, unavoidable)
        with ThreadPoolExecutor(max_workers=1) as second:
            looking = second.submit(near.search, self._task.until, self._settle)
            try:
                proven = self._in_order(near)
            finally:
                self._enough.set()
        fault = looking.exception()
        if fault is not None and not (isinstance(fault, SolverFault) and (self.best or proven is not None)):
            raise fault
        return proven

    def hemmed_in(self) -> bool:
        """Whether the best plan buys as much in a month as it was thought that any could sensibly want to."""
        if self.best is None or not self._whole.size:
            return False
        bounds, arrivals = self._written.draft.bounds, arriving(self._written.draft, self.best.x)
        return bool((bounds.guessed & (arrivals > 0) & (arrivals >= bounds.order * (1 - KEPT))).any())

    def _is_enough(self) -> bool:
        return self._enough.is_set() or self._progress.cancelled()

    def _in_order(self, near: Neighbours) -> FloatArray | None:
        """The goals in their order by branch and bound; the values that are proven best, None where time is up.

        First the least cost is looked for among plans that reach every goal before it as well as the relaxed answer
        does: none can reach them better, so where there is such a plan these goals are settled. Otherwise each is
        settled in its turn.
        """
        goals = enumerate(self._written.goals[: self._ahead])
        reached = tuple((goal, self._most(position, self._relaxed[position].value)) for position, (_, goal) in goals)
        found = self._branch(self._ahead, reached, None, near)
        x, settled = found.x, self._ahead + 1
        if x is None:
            reached, settled = (), 0
        for position, (name, goal) in enumerate(self._written.goals[settled:], start=settled):
            if found.status == "failed" or name == _TIE:
                break
            if x is not None:
                reached = (*reached, self._kept(position - 1, x))
            if x is None or name == COST or goal.value(x) > NOTHING:
                found = self._branch(position, reached, x, near)
                if found.x is None:  # what was reached before can be reached: HiGHS has lost its way
                    return None
                x = found.x
        if x is not None and found.status != "optimal":
            self._settle(x)
        return x if found.status == "optimal" else None

    def _kept(self, position: int, x: FloatArray) -> tuple[Sparse, float]:
        """A goal that ``x`` settles, and what it may still come to: of money nothing is given up again."""
        name, goal = self._written.goals[position]
        value = goal.value(x)
        return goal, value + _ROUNDING * abs(value) if name == COST else self._most(position, value)

    def _most(self, position: int, value: float) -> float:
        """The most that a goal may come to once ``value`` was reached: a little of it, or of its usual size."""
        return 0.0 if value <= NOTHING else value + KEPT * max(value, self._sizes[position])

    def _branch(self, position: int, held: Reached, start: FloatArray | None, near: Neighbours) -> Found:
        """Branch and bound on one goal within what is held; what it finds on the way is looked at by ``near`` too."""
        name, goal = self._written.goals[position]
        watch = Watch(near.take)
        if name == COST:
            self._watched = watch, held
        found = self._branching.prove(goal, Held(held), self._task.until, start, watch, self._task.gap)
        watch.bound = found.bound
        return found

    def _settle(self, x: FloatArray) -> bool:
        """Keep the best plan with the whole numbers of ``x``, if there is any."""
        with self._polishing:
            try:
                values, reached = self._polished(x)
                needed = without_needless(self._matrix, values)
                if (needed[self._whole] < values[self._whole]).any():
                    values, reached = self._polished(needed)
            except SolverFault:
                return False
            self._keep(values, reached)
        return True

    def _polished(self, x: FloatArray) -> tuple[FloatArray, tuple[Goal, ...]]:
        """The best that can be done with the whole numbers of ``x``; raises SolverFault where nothing can."""

        def hold() -> None:
            self._linear.free()
            self._linear.fix(self._whole, np.round(x[self._whole]))

        return solve_sharply(self._linear, self._written, self._progress, self._course, hold)

    def _keep(self, x: FloatArray, reached: tuple[Goal, ...]) -> None:
        """Keep a plan if it is better than the best so far, and tell it."""
        if self.best is None or not self.best.plan.verified or is_better(reached, self.best.goals, self._sizes):
            plan = finished(self._project, self._written, self._linear, x, reached)
            if plan.verified or self.best is None:
                self.best = _Kept(plan, x, reached)
                self._tell()

    def _tell(self) -> None:
        """Hand on the best plan with the bound there is by now and the time it took."""
        if self.best is not None:
            effort = attrs.evolve(self.best.plan.effort, total=time.monotonic() - self._started)
            plan = attrs.evolve(self.best.plan, bound=self._below(), effort=effort)
            self.best = attrs.evolve(self.best, plan=plan)
            self._task.better(plan)

    def _below(self) -> float | None:
        """What no plan can cost less than, INR, that reaches the goals before the cost as well as the best does."""
        if self.best is None or not self.best.goals or self.best.goals[self._ahead].name != COST or self.hemmed_in():
            return None
        pairs = enumerate(zip(self.best.goals[: self._ahead], self._relaxed[: self._ahead], strict=True))
        as_relaxed = all(one.value <= self._most(position, other.value) for position, (one, other) in pairs)
        bound = self._relaxed[self._ahead].value if as_relaxed else -np.inf
        if self._watched is not None and within(self.best.x, self._watched[1]):
            bound = max(bound, self._watched[0].bound)
        # what is on order already costs the same in every plan, and is in no goal
        fixed = self.best.plan.cost.total - self.best.goals[self._ahead].value
        # a goal before that slips by as little as it may can earn a little money
        return min(bound + fixed, self.best.plan.cost.total) if np.isfinite(bound) else None
