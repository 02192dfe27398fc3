"""The order of goals: solve, freeze what was reached, solve the next (model.md section 5)."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import attrs

from desktop.engine.arrays import arrays
from desktop.engine.blocks import Blocks
from desktop.engine.bounds import BEYOND
from desktop.engine.concentration import EXACT, most_hidden, sharper
from desktop.engine.draft import start
from desktop.engine.lasting import Reached, from_last, keep_end
from desktop.engine.memory import Course, Memory
from desktop.engine.objectives import Written, write
from desktop.engine.outcome import read_plan
from desktop.engine.program import Sparse
from desktop.engine.solver import Solver
from desktop.engine.vectors import FloatArray
from desktop.engine.verify import prepare, verify
from desktop.model import scenario as scenarios
from desktop.model.errors import SolverFault
from desktop.model.plan import Effort, Fault, Goal, Plan
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.model.records import Mix

NOTHING = 1e-9
"""A goal within this share of its own size is met."""
KEPT = 1e-6
"""What later goals may take from a reached one, relative or in its own unit (model.md section 5)."""
COST = "cost"
TIE = "early arrival"
"""The goal that chooses between plans as good as one another: the last one."""
_TOGETHER = "all together"
_SHARPER = 20
"""The most often that tangents are laid anew: each time what they hide falls to a quarter or less."""
_PATIENCE = 3.0
"""How often over a solve with tangents laid anew may take what the first took, and a second more."""
_NEXT = 0.1
"""What a goal weighs against the one before it where all are solved for together."""
Goals = Sequence[tuple[str, Sparse]]


def optimise(
    project: Project,
    mix: str,
    scenario: str,
    progress: Progress,
    memory: Memory | None = None,
    *,
    certified: bool = False,
) -> Plan:
    """The best continuous plan of ``mix`` under ``scenario`` ("" for the project as entered), verified.

    The project must have passed its checks. With a ``memory`` the solve goes on from the last one that it saw of the
    mix and scenario. A ``certified`` plan has every solve checked in exact arithmetic. Raises Cancelled, or
    SolverFault when HiGHS gives no answer that can be trusted; a project whose targets or rules cannot be met still
    has a plan.
    """
    started, key = time.perf_counter(), (mix, scenario)
    progress.report("step-prepare", 0.0)
    remember, memory = memory is not None, memory or Memory()
    before = memory.blocks(key)
    written = write_program(project, mix, scenario, before=before, remember=remember)
    matrix = written.draft.program.matrix(before.draft.program if before else None)
    memory.remember(key, written.blocks)
    solver, course = memory.solver(key, matrix, progress, certified=certified)
    if before is None:  # after a plan most of it is known
        solver.meanwhile = partial(prepare, written.draft.arrays.world, mix, remember=remember)
    reached: tuple[Goal, ...] = ()
    try:
        x, reached = _reach(solver, written, progress, course)
    finally:
        if not reached:  # stopped or failed on the way: what is left in HiGHS is not to be gone on from
            memory.forget(key)
    progress.report("step-verify", 0.95)
    plan = finished(project, written, solver, x, reached)
    return attrs.evolve(plan, effort=attrs.evolve(plan.effort, total=time.perf_counter() - started))


def write_program(
    project: Project,
    mix: str,
    scenario: str,
    *,
    whole: bool = False,
    beyond: float = BEYOND,
    before: Blocks | None = None,
    remember: bool = True,
) -> Written:
    """The program of a mix under a scenario: its limits, rules and goals, relaxed or whole (see ``start``).

    What is the same as in a program written ``before`` is taken over from it, if that was to ``remember`` itself.
    """
    world = scenarios.apply(project, scenario)
    data = arrays(world, world.by_id(Mix)[mix], scenario, remember=remember)
    draft = start(data, whole=whole, beyond=beyond, before=before.draft if before else None)
    return write(draft, before, remember=remember)


def finished(project: Project, written: Written, solver: Solver, x: FloatArray, reached: tuple[Goal, ...]) -> Plan:
    """The verified plan that the column values ``x`` (real units) mean."""
    effort = Effort(
        total=0.0,
        solver=solver.seconds,
        solves=solver.solves,
        rows=solver.size[0],
        columns=solver.size[1],
        nonzeros=solver.size[2],
    )
    plan = read_plan(project, written, x)
    plan = attrs.evolve(plan, goals=reached, effort=effort, certificate=solver.gap)
    differing = verify(plan, remember=written.blocks.remember)
    return attrs.evolve(plan, faults=(*_lost_goals(solver, written.goals, reached, x), *_uncertain(solver), *differing))


def _reach(solver: Solver, written: Written, progress: Progress, course: Course) -> Reached:
    """As ``solve_in_turn``, from where the last answers lead to, which is mostly the best at once.

    Tangents are laid anew for each answer, and certified plans have all their solves.
    """
    if written.tangents or solver.gap is not None:
        return solve_sharply(solver, written, progress, course)
    goals, last = written.goals, len(written.goals) - 1
    most = [-math.inf if name == COST or place == last else NOTHING for place, (name, _) in enumerate(goals)]

    def go_on(near: FloatArray) -> Reached:
        return solve_in_turn(solver, goals, progress, course, near=near)

    found = from_last(solver, goals, most, course, go_on)
    if found is None:
        found = solve_in_turn(solver, goals, progress, course)
        if written.blocks.remember:
            keep_end(solver, goals, most, course, found[0], solver.basis())
    return found


def solve_sharply(
    solver: Solver,
    written: Written,
    progress: Progress,
    course: Course,
    hold: Callable[[], None] | None = None,
    *,
    exact: float = EXACT,
    until: float = math.inf,
) -> tuple[FloatArray, tuple[Goal, ...]]:
    """As ``solve_in_turn``, again with tangents where the answer lies until limits on concentration hold exactly.

    ``hold`` fixes what is to be fixed before each solve, ``exact`` is how much of an index may stay hidden. Where rows
    this close together lead HiGHS no further, or ``time.monotonic`` shows ``until``, the last answer stands; what it
    is off is told as bent.
    """

    def solve(seconds: float) -> tuple[FloatArray, tuple[Goal, ...]]:
        if hold is not None:
            hold()
        return solve_in_turn(solver, written.goals, progress, course, time.monotonic() + seconds)

    began = time.monotonic()
    answer, before = solve(math.inf), math.inf
    patience = 1.0 + _PATIENCE * (time.monotonic() - began)
    for _ in range(_SHARPER):
        hidden, left = most_hidden(written.tangents, answer[0]), until - time.monotonic()
        if hidden <= exact or (hidden <= KEPT / 10 and hidden > before / 4) or left <= 0:
            break
        solver.change(sharper(solver.matrix, written.tangents, answer[0]))
        try:
            answer, before = solve(min(patience, left)), hidden
        except SolverFault:
            break
    return answer


def solve_in_turn(
    solver: Solver,
    goals: Goals,
    progress: Progress,
    course: Course,
    until: float = math.inf,
    near: FloatArray | None = None,
) -> tuple[FloatArray, tuple[Goal, ...]]:
    """The values after the last goal, and what every goal reached; a goal that is met already costs no solve.

    Raises SolverFault where HiGHS has no answer, or none before ``time.monotonic`` shows ``until``.

    All goals before the cost are first solved for together, each weighing a tenth of the one before it: what that
    meets is met at once, and the others start close to their best. That solve, and those from the cost on, start where
    ``course`` says that they ended last time, and the course is brought up to date; the others go on from the solve
    before them: where they ended last time nothing was said of the goals after them, which would be given up again.
    """
    names = [name for name, _ in goals]
    ahead = goals[: names.index(COST)] if COST in names else goals[:-1]
    turn = _Turn(solver, course, until)
    x = solver.nothing() if near is None else near
    if ahead and near is None:
        together = (goal.times(_NEXT**place / solver.size_of(goal)) for place, (_, goal) in enumerate(ahead))
        x = turn.solve(_TOGETHER, Sparse.sum(*together))
    reached: list[Goal] = []
    met: list[Sparse] = []
    for position, (name, goal) in enumerate(goals):
        progress.report("step-solve", 0.1 + 0.8 * position / len(goals))
        before, last, value = solver.solves, position == len(goals) - 1, goal.value(x)
        if last or name == COST or value > NOTHING:
            if met:
                solver.hold_down(Sparse.sum(*met), x)
                met.clear()
            x = turn.solve(name, goal, again=near is None and position >= len(ahead))
            value = goal.value(x)
        if value <= NOTHING and name != COST:
            met.append(goal)
        elif not last:
            solver.freeze()
        reached.append(Goal(name, value, solver.solves - before))
    return x, tuple(reached)


@attrs.frozen(eq=False)
class _Turn:
    """Solves that start where they ended last time, and end when ``time.monotonic`` shows ``until``."""

    solver: Solver
    course: Course
    until: float

    def solve(self, name: str, goal: Sparse, *, again: bool = True) -> FloatArray:
        """The values that are best for a goal; raises SolverFault when HiGHS finds none.

        ``again``: it starts where it ended last time; else it goes on from the solve before it, which is near.
        """
        if again and name in self.course.bases:
            self.solver.start_from(self.course.bases[name])
        answer = self.solver.minimise(goal, self.until, near=not again)
        if answer.status != "optimal":
            raise SolverFault("solver-no-answer", status=answer.status)
        if again:
            self.course.bases[name] = self.solver.basis()
        return answer.x


def _lost_goals(solver: Solver, goals: Goals, reached: Sequence[Goal], x: FloatArray) -> Iterator[Fault]:
    """The goals that the last answer keeps less well than the solve that reached them.

    A slip is measured by what the goal came to, or by its usual size where it came to less: in grams and paise as
    in tonnes and crores.
    """
    for (name, goal), told in zip(goals, reached, strict=True):
        slip = goal.value(x) - told.value
        if not slip <= KEPT * abs(told.value):
            size = max(abs(told.value), solver.size_of(goal))
            if not slip <= KEPT * size:
                yield Fault("verify-goal", name, slip / size)


def _uncertain(solver: Solver) -> Iterator[Fault]:
    """A solve whose answer exact arithmetic could not confirm."""
    if solver.gap is not None and not solver.gap <= KEPT:
        yield Fault("verify-certificate", "", solver.gap)
