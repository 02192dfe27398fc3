"""The whole answer: orders in lots, every yes or no decided; better and better until the gap or the time is used up."""

from __future__ import annotations

import contextlib
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import attrs
import numpy as np

from desktop.engine.best import Best, Better, Reached
from desktop.engine.bounds import BEYOND
from desktop.engine.concentration import EXACT, admitting, most_hidden, sharper
from desktop.engine.goals import COST, NOTHING, TIE, solve_sharply, write_program
from desktop.engine.memory import Course
from desktop.engine.neighbours import Neighbours
from desktop.engine.objectives import Written
from desktop.engine.polish import HIDING, Polish
from desktop.engine.program import Matrix, Sparse
from desktop.engine.proof import Proof, likeliest, throughout
from desktop.engine.ranking import Judge, priced_together
from desktop.engine.resumed import resumed
from desktop.engine.solver import Branching, Found, Solver, Watch, Within
from desktop.engine.vectors import FloatArray
from desktop.model.errors import SolverFault
from desktop.model.plan import Plan
from desktop.model.progress import Cancelled, Progress
from desktop.model.project import Project

_ROUNDING = 1e-9
"""What the cost that was reached may be off by for goals that come after it: of money nothing is given up."""
_FURTHER = 100.0
"""How much more a plan may buy that came up to the bound on what it can sensibly buy."""
_SHARPENING = 1 / 4
"""The share of the time after which the relaxed answer is sharp enough: tangents that lack only lower the bound."""
_DECIDING, _SOON = 1 / 4, 6.0
"""The share of the time in which lasting decisions are made, beforehand, and the most seconds for it."""
_GRACE = 1.0
"""Seconds after its time in which a search may still make a plan of what it found last."""


@attrs.frozen
class Enough:
    """When a search for a whole answer ends: after so many seconds, or at a relative gap."""

    seconds: float = 60.0
    gap: float = 1e-6


def needed(project: Project, mix: str, scenario: str = "") -> bool:
    """Whether a mix asks for anything whole: else its continuous plan is its whole one."""
    return bool(write_program(project, mix, scenario, whole=True).draft.program.matrix().whole.any())


def improve(
    project: Project,
    mix: str,
    scenario: str,
    enough: Enough,
    progress: Progress,
    better: Better = lambda _plan: None,
    known: Plan | None = None,
) -> Plan:
    """The best whole plan found until there is ``enough``, verified, with the bound below which none can cost (INR).

    ``better`` is handed each better plan as it is found. The search goes on from a whole plan of the same project, mix
    and scenario that is ``known``. Asked to stop, it returns the best so far, and raises Cancelled only where there is
    none. Raises SolverFault when HiGHS gives no answer that can be trusted.
    """
    progress.report("step-prepare", 0.0)
    before: Plan | None = None

    def tell(plan: Plan) -> None:
        if before is None or not before.beats(plan):
            better(plan)

    task, beyond = _Task(time.monotonic() + enough.seconds, enough.gap, progress, tell), BEYOND
    while True:
        search = _Search(project, write_program(project, mix, scenario, whole=True, beyond=beyond), task)
        try:
            search.run(before or known)
        except (Cancelled, SolverFault) as fault:
            if isinstance(fault, SolverFault) and before is None and search.best.plan is None:
                raise
        found = before if search.best.plan is None else search.best.plan
        if found is None:
            if progress.cancelled():
                raise Cancelled
            raise SolverFault("solver-no-answer", status="failed")
        if before is None or not before.beats(found):
            before = found
        if not search.best.hemmed_in() or progress.cancelled() or time.monotonic() >= task.until:
            return before
        beyond *= _FURTHER


@attrs.frozen(eq=False)
class _Task:
    """When a search ends, by ``time.monotonic`` or at a relative gap, and whom it tells."""

    until: float
    gap: float
    progress: Progress
    better: Better


class _Search:
    """One search for a whole plan in two threads.

    Branch and bound goes through the goals in their order and gives the bound; where it comes to an end, to which it
    goes on for that, it alone decides on the plan, so that the same input has the same plan. Beside it a first plan is
    made, and better ones are looked for near the best one, which branch and bound is slow to find.
    """

    def __init__(self, project: Project, written: Written, task: _Task) -> None:
        self._written = written
        self._task = task
        self._matrix: Matrix = written.draft.program.matrix()
        self._whole = np.flatnonzero(self._matrix.whole)
        self._polish = Polish(written, Solver(self._matrix, self), self, task.until + _GRACE)
        sizes = [self._polish.solver.size_of(goal) for _, goal in written.goals]
        self.best = Best(project, written, sizes, task.better)
        self.best.decides = bool(self._whole.size)
        self._near: Neighbours | None = None
        self._proof: Proof | None = None
        self._sharp = self._matrix
        self._polishing = Lock()
        self._ended = Event()

    def run(self, known: Plan | None) -> None:
        """Search until the gap is reached or the time is used up, and tell the bound of the best plan at the end."""
        try:
            self._search(known)
        finally:
            self.best.tell()

    def _search(self, known: Plan | None) -> None:
        soon = time.monotonic() + _SHARPENING * (self._task.until - time.monotonic())
        exact = HIDING if self._whole.size else EXACT
        solver = self._polish.solver
        x, relaxed = solve_sharply(solver, self._written, self, Course(), exact=exact, until=soon)
        self.best.relaxed = relaxed
        if not self._whole.size:
            self.best.keep(solver, x, relaxed)
            return
        self._matrix = self._sharp = self._polish.matrix = solver.matrix
        proven = self._proven(x, known)
        if proven is not None:
            self._settle_anew(proven)
        if self.best.plan is None:
            self._settle(self._matrix.column_lower)  # to decide for nothing is always possible

    def _proven(self, x: FloatArray, known: Plan | None) -> FloatArray | None:
        """Values that are proven best, from relaxed values ``x``; None where time is up.

        Where they hide some of a concentration its tangents are laid anew, until the decisions come out the same.
        """
        proven = self._in_parallel(x, known)
        while proven is not None and most_hidden(self._written.tangents, proven) > HIDING:
            self._matrix, before = sharper(self._matrix, self._written.tangents, proven), proven
            self._sharp = self._polish.matrix = self._matrix
            proven = self._in_parallel(x, known)
            if proven is not None and not np.round(proven - before)[self._whole].any():
                break
        return proven

    def _in_parallel(self, x: FloatArray, known: Plan | None) -> FloatArray | None:
        """Branch and bound, and beside it a search near the best plan; what is proven.

        ``x`` are relaxed values; that search begins with the best plan there is, the ``known`` one or that of a dive.
        """
        self._ended = Event()
        branching = Branching(self._matrix, self._is_ended)
        proof = self._proof = self._first_proof(branching) if self._proof is None else self._proof.anew(branching)
        together = priced_together(self._written.goals, self.best.relaxed, self.best.ahead)
        unavoidable = together.value(x) - self._written.goals[self.best.ahead][1].value(x)
        judge = Judge(self.best.is_better, self._exactly)
        near = self._near = Neighbours(branching, together, self._written.draft.decided(), x, unavoidable, judge, proof)
        start = self.best.x if self.best.plan is not None else None
        if start is None and known is not None:
            self.best.known = known
            start = resumed(self._written, branching, together, known, self._task.until)
        with ThreadPoolExecutor(max_workers=1) as second:
            looking = second.submit(near.run, start, self._task.until, self._settle)
            waiting = False
            try:
                proven = self._in_order(branching, proof)
                waiting = proven is None and (self.best.plan is None or time.monotonic() < self._task.until)
            finally:
                if not waiting:  # else what was begun beside is brought to its end: it is all there is
                    self._ended.set()
        fault = looking.exception()
        found = self.best.plan is not None or proven is not None
        if fault is not None and not (found and isinstance(fault, (SolverFault, Cancelled))):
            raise fault
        return proven

    def report(self, step: str, share: float) -> None:
        """Hand on how far the search is."""
        self._task.progress.report(step, share)

    def cancelled(self) -> bool:
        """Whether linear programs are to end: asked to stop, or long after the time once there is a plan."""
        late = self.best.plan is not None and time.monotonic() > self._task.until + _GRACE
        return late or self._task.progress.cancelled()

    def _is_ended(self) -> bool:
        return self._ended.is_set() or self._task.progress.cancelled()

    def _first_proof(self, branching: Branching) -> Proof:
        """A search for the least cost of plans that reach every goal before it as well as the relaxed answer does."""
        best, goals = self.best, self._written.goals
        most = (best.most(position, best.relaxed[position].value) for position in range(best.ahead))
        held = Within(tuple(zip((goal for _, goal in goals), most, strict=False)))
        cost, draft = goals[best.ahead][1], self._written.draft
        columns = throughout(draft.decided(), cost, draft.arrays.size, self._matrix.column_upper <= 1)
        soon = time.monotonic() + min(_DECIDING * (self._task.until - time.monotonic()), _SOON)
        return Proof(branching, cost, held, likeliest(branching, cost, held, columns, soon), self._found, self._tell)

    def _in_order(self, branching: Branching, proof: Proof) -> FloatArray | None:
        """The goals in their order by branch and bound; the values that are proven best, None where time is up.

        First the least cost is looked for among plans that reach every goal before it as well as the relaxed answer
        does: none can reach them better, so where there is such a plan these goals are settled. Otherwise each is
        settled in its turn. The first search does not start from the best plan: HiGHS would look less hard for plans
        of its own, which lie elsewhere than those found beside it.
        """
        reached, settled = proof.held.goals, self.best.ahead + 1
        self.best.watched = proof.bound, reached
        found = proof.least(self._task.until, self._task.gap)
        if (x := found.x) is None:
            reached, settled = (), 0
        for position, (name, goal) in enumerate(self._written.goals[settled:], start=settled):
            if found.status == "failed" or name == TIE:  # it is left to the linear program
                break
            if x is not None:
                reached = (*reached, self._kept(position - 1, x))
            if x is None or name == COST or goal.value(x) > NOTHING:
                found = self._branch(branching, position, reached, x)
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
        return goal, value + _ROUNDING * abs(value) if name == COST else self.best.most(position, value)

    def _branch(self, branching: Branching, position: int, reached: Reached, start: FloatArray | None) -> Found:
        """Branch and bound on one goal within what is reached."""
        name, goal = self._written.goals[position]
        watch = Watch(self._found)
        if name == COST:
            self.best.watched = (lambda: watch.bound), reached
        found = branching.prove(goal, Within(reached), self._task.until, start, watch, self._task.gap)
        watch.bound = found.bound
        return found

    def _settle(self, x: FloatArray) -> FloatArray | None:
        """Keep the best plan with the whole numbers of ``x``, if there is any; its values."""
        with self._polishing:
            if (polished := self._polish.of(x)) is not None:
                self.best.keep(self._polish.solver, *polished)
        return None if polished is None else polished[0]

    def _found(self, x: FloatArray) -> None:
        """Let what branch and bound finds on the way be looked at beside it."""
        if self._near is not None:
            self._near.take(x)

    def _tell(self) -> None:
        """Tell the best plan again: there is a better bound for it."""
        with self._polishing:
            self.best.tell()

    def _exactly(self, x: FloatArray) -> FloatArray:
        """What ``x`` comes to where it hides some of a concentration; near it, tangents are laid anew."""
        if most_hidden(self._written.tangents, x) <= HIDING:
            return x
        self._sharp = sharper(self._sharp, self._written.tangents, x)
        if self._near is not None:
            self._near.sharpen(self._sharp)
        settled = self._settle(x)
        return admitting(self._written.tangents, x) if settled is None else settled

    def _settle_anew(self, x: FloatArray) -> None:
        """Keep the plan with the whole numbers of ``x`` unless there is a better one already.

        It has a new start: where the last one ended differs in the last digits with what was found beside.
        """
        self._polish.begin_anew()
        with contextlib.suppress(Cancelled):
            if (polished := self._polish.of(x)) is not None:
                self.best.keep(self._polish.solver, *polished, proven=True)
