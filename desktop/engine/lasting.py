"""Goals reached from the last answer: without a search where its basis lasts, else in one that is proven afterwards."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from desktop.engine.memory import Course
from desktop.engine.program import Sparse
from desktop.engine.solver import Basis, Solver
from desktop.engine.vectors import FloatArray
from desktop.model.errors import SolverFault
from desktop.model.plan import Goal

_LESS, _LEAST = 1e-4, 1e-15
"""What each goal weighs against the one before it where all are solved for at once, and the last against the first.

Little enough to come near the best for them in turn, and not so little that HiGHS tells them apart no more. What is
taken from a goal shows the proof.
"""
_MUCH = 10.0
"""What a goal that was met weighs against the next that was not, where it may be given up."""
Goals = Sequence[tuple[str, Sparse]]
Reached = tuple[FloatArray, tuple[Goal, ...]]
"""Values in real units, and what they are for each goal."""


def from_last(
    solver: Solver,
    goals: Goals,
    most: Sequence[float],
    course: Course,
    go_on: Callable[[FloatArray], Reached],
) -> Reached | None:
    """The best for ``goals`` in turn, from where the last basis leads to.

    A goal that comes to no more than its ``most`` is met. Few changes move that basis; it takes a tenth of the time
    of solves from it to see that it is the best still. Else all goals are solved for at once, from where that ended in
    the program most like this one: of shares that are moved about, close by. How the values were found is no matter
    where they are proven the best; where they are not, goals ``go_on`` from them in turn. None, with nothing held any
    longer, where there is no last answer, or HiGHS finds none.
    """
    last = course.nearest(solver.matrix)
    if last is None:
        return None
    turns = [(goal, enough) for (_, goal), enough in zip(goals, most, strict=True)]
    if (x := solver.lasting(turns)) is not None:
        return _told(solver, goals, x)
    solver.start_from(last.basis)
    answer = solver.minimise(Sparse.sum(*_weighed(solver, goals, last.met)))
    if answer.status != "optimal":
        return None
    basis = solver.basis()
    try:
        x = solver.lasting(turns)
        found = go_on(answer.x) if x is None else _told(solver, goals, x)
    except SolverFault:
        solver.free()
        return None
    keep_end(solver, goals, most, course, found[0], basis)
    return found


def keep_end(solver: Solver, goals: Goals, most: Sequence[float], course: Course, x: FloatArray, basis: Basis) -> None:
    """Let solves to come start from ``basis``, in which the search for the best values ``x`` (real units) ended."""
    met = (name for (name, goal), enough in zip(goals, most, strict=True) if goal.value(x) <= enough)
    course.ended(solver.matrix, basis, frozenset(met))


def _told(solver: Solver, goals: Goals, x: FloatArray) -> Reached:
    """What all goals together took is told of the last."""
    solves = [0] * (len(goals) - 1) + [solver.solves]
    return x, tuple(Goal(name, goal.value(x), times) for (name, goal), times in zip(goals, solves, strict=True))


def _weighed(solver: Solver, goals: Goals, met: Collection[str]) -> Iterator[Sparse]:
    """All goals, each weighing less than the one before it, but those that were met with the next one."""
    less = max(_LESS, _LEAST ** (1 / max(len(goals) - len(met) - 1, 1)))
    weight = 1.0
    for name, goal in goals:
        if name in met:
            yield goal.times(_MUCH * weight / solver.size_of(goal))
        else:
            yield goal.times(weight / solver.size_of(goal))
            weight *= less
